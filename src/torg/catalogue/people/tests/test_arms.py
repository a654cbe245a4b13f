import struct
import zlib

import pytest

from torg.catalogue.people.arms import MOST_BYTES, PNG, cleaned
from torg.foundation.problems import Refusal

LION = (
    b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40mm" height="46">'
    b"<metadata>drawn by Astrid</metadata><defs>"
    b'<linearGradient id="a"><stop offset="0" stop-color="#ffd700"/></linearGradient>'
    b'<linearGradient id="b" xlink:href="#a"/></defs>'
    b'<g transform="translate(1,2)">'
    b'<path style="fill:url(#b);stroke:#000;-inkscape-font-specification:x" d="M0 0h40v46z"/></g>'
    b"</svg>"
)


def svg(inside: str, attributes: str = "") -> bytes:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {attributes}>'
    return f"{head}<path d='M0 0h9'/>{inside}</svg>".encode()


def part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 1, height: int = 1, more: bytes = b"") -> bytes:
    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG + head + more + part(b"IDAT", zlib.compress(b"\0\xff\0\0")) + part(b"IEND", b"")


def code(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        cleaned(content)
    return refused.value.problem.code


def test_a_drawing_keeps_its_shapes_and_colours_and_loses_notes() -> None:
    media_type, found = cleaned(LION)
    assert media_type == "image/svg+xml"
    for kept in (b'viewBox="0 0 40 46"', b'd="M0 0h40v46z"', b'fill="url(#b)"', b'href="#a"', b"translate(1,2)"):
        assert kept in found
    for gone in (b"Astrid", b"inkscape", b"style", b"DOCTYPE", b"width"):
        assert gone not in found
    assert cleaned(found) == (media_type, found), "a clean picture stays as it is"


@pytest.mark.parametrize(
    "hostile",
    [
        svg("<script>alert(1)</script>"),
        svg("<path onclick='alert(1)' d='M1 1'/>"),
        svg("", "onload='alert(1)'"),
        svg("<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>"),
        svg("<animate attributeName='href' to='javascript:alert(1)'/><set attributeName='onclick' to='alert(1)'/>"),
        svg("<rect fill='url(https://evil.example/alert)' width='1' height='1'/>"),
        svg("<rect style='fill:url(&quot;https://evil.example/alert&quot;)' width='1' height='1'/>"),
        svg("<linearGradient xmlns:x='http://www.w3.org/1999/xlink' x:href='https://evil.example/alert#a'/>"),
        svg("<path d='M0 0' fill='\\75rl(//evil.example/alert)'/>"),
        svg("<!-- alert --><?xml-stylesheet href='https://evil.example/alert.css'?>"),
    ],
)
def test_what_could_act_or_ask_elsewhere_is_gone(hostile: bytes) -> None:
    _, found = cleaned(hostile)
    assert b"M0 0h9" in found
    for bad in (b"alert", b"evil", b"script", b"onclick", b"onload", b"javascript", b"<?", b"<!"):
        assert bad not in found


@pytest.mark.parametrize("name", ["use", "image", "text", "style", "foreignObject", "a"])
def test_what_would_leave_a_hole_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(Refusal, match=name):
        cleaned(svg(f"<g><{name}/></g>"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg", "arms.damaged"),
        (b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + svg("&b;"), "arms.damaged"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"), "arms.damaged"),
        (svg("<g>" * 3000 + "</g>" * 3000), "arms.damaged"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "arms.damaged"),  # of no size
        (b'<?xml version="1.0" encoding="utf-99"?><svg xmlns="http://www.w3.org/2000/svg"/>', "arms.damaged"),
        (b"<html><svg></svg></html>", "arms.unknown"),
        (b"GIF89a", "arms.unknown"),
        (b"", "arms.unknown"),
        (svg(f"<path d='{'M1 1' * 6000}'/>"), "arms.large"),
        (b" " * 400_000, "arms.large"),
        (PNG, "arms.damaged"),
        (png()[:-4], "arms.damaged"),
        (png(40_000, 40_000), "arms.damaged"),
        (PNG + part(b"IEND", b""), "arms.damaged"),
        (png().replace(b"IDAT", b"IDAX"), "arms.damaged"),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_kept_is_refused_in_words(content: bytes, said: str) -> None:
    assert code(content) == said


@pytest.mark.parametrize(
    "long",
    [
        svg(f"<rect fill='{'url(#a)' * 500}!' width='1' height='1'/>"),
        svg("").replace(b'viewBox="0 0 9 9"', b'height="9" width="9' + b" " * 200_000 + b'!"'),
    ],
)
def test_a_value_made_to_be_read_for_hours_is_read_at_once(long: bytes) -> None:
    """The whole hub would stand still meanwhile. Where this fails it does not end."""
    assert b"!" not in _read(long)


def _read(long: bytes) -> bytes:
    """The picture, or why there is none."""
    try:
        return cleaned(long)[1]
    except Refusal as refusal:
        return refusal.problem.code.encode()


def test_a_photograph_loses_its_notes() -> None:
    noted = png(more=part(b"tEXt", b"Author\0Astrid") + part(b"eXIf", b"59.3 N 18.1 E"))
    assert cleaned(noted) == ("image/png", png())
    assert len(png()) < MOST_BYTES
