"""Arms of organisations made safe to show: of an SVG only shapes and colours are kept, of a PNG only the picture."""

import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as Plain  # only to write; what strangers wrote is read by defusedxml

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Hardened

from torg.foundation.problems import refuse

MOST_BYTES = 20_000
MOST_READ = 300_000  # drawing programs add notes of their own, which go
DEEPEST = 40
LARGEST_SIDE = 2000

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


DRAWN = _names("svg g path rect circle ellipse line polyline polygon defs clipPath linearGradient radialGradient stop")
# What would be drawn and is not kept would leave a hole; anything else outside DRAWN goes without a word.
MISSED = _names("use image text style filter mask pattern symbol foreignObject marker switch a")
PAINT = _names(
    "fill stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset "
    "fill-rule clip-rule clip-path fill-opacity stroke-opacity opacity stop-color stop-opacity color"
)
KEPT = PAINT | _names(
    "id d points x y width height cx cy r rx ry x1 y1 x2 y2 fx fy offset transform viewBox preserveAspectRatio "
    "gradientUnits gradientTransform spreadMethod clipPathUnits"
)
# No quote, colon, slash, semicolon, backslash or angle bracket: an address only within the picture.
HARMLESS = re.compile(r"[\w\s#.,%+()-]*")
INSIDE = re.compile(r"#[\w.-]+")
PNG = b"\x89PNG\r\n\x1a\n"
PNG_PARTS = (b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"IDAT", b"IEND")


def cleaned(content: bytes) -> tuple[str, bytes]:
    """Media type and picture as they are kept. Raises Refusal."""
    if len(content) > MOST_READ:
        raise _too_large()
    if content.startswith(PNG):
        media_type, found = "image/png", _png(content)
    elif b"<svg" in content or b":svg" in content:
        media_type, found = "image/svg+xml", _svg(content)
    else:
        raise refuse("arms.unknown")
    if len(found) > MOST_BYTES:
        raise _too_large()
    return media_type, found


def _too_large() -> Exception:
    return refuse("arms.large", limit=MOST_BYTES // 1000)


def _svg(content: bytes) -> bytes:
    try:
        root = Hardened.fromstring(content)
    except (Hardened.ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise refuse("arms.damaged") from error
    if root.tag != f"{{{SVG}}}svg":
        raise refuse("arms.unknown")
    found = _element(root, 0)
    found.attrib.pop("x", None)
    found.attrib.pop("y", None)
    width, height = (found.attrib.pop(side, "") for side in ("width", "height"))
    if "viewBox" not in found.attrib:
        found.set("viewBox", f"0 0 {_length(width)} {_length(height)}")
    found.set("xmlns", SVG)
    return Plain.tostring(found, encoding="utf-8")


def _element(one: Plain.Element, depth: int) -> Plain.Element:
    """The element anew, with what is on the lists and nothing else: names lose their namespace."""
    if depth > DEEPEST:
        raise refuse("arms.damaged")
    made = Plain.Element(one.tag.removeprefix(f"{{{SVG}}}"))
    for name, value in _attributes(one):
        if name in KEPT and HARMLESS.fullmatch(value):
            made.set(name, value)
    if made.tag.endswith("Gradient") and INSIDE.fullmatch(_address(one)):
        made.set("href", _address(one))
    for child in one:
        name = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        if name in MISSED:
            raise refuse("arms.element", value=name)
        if name in DRAWN:
            made.append(_element(child, depth + 1))
    return made


def _attributes(one: Plain.Element) -> Iterator[tuple[str, str]]:
    """Its attributes, and after them what its ``style`` says about paint, which wins."""
    yield from one.attrib.items()
    for said in one.get("style", "").split(";"):
        name, _, value = said.partition(":")
        if name.strip() in PAINT:
            yield name.strip(), value.strip()


def _address(one: Plain.Element) -> str:
    return one.get("href") or one.get(XLINK) or ""


def _length(written: str) -> str:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:px|mm|cm|pt)?", written.strip())
    if not found:
        raise refuse("arms.damaged")
    return found[1]


def _png(content: bytes) -> bytes:
    """The picture without its notes: where it was taken, by whom, with what program."""
    parts = list(_parts(content))
    width, height = struct.unpack(">II", parts[0][1][:8]) if parts and parts[0][0] == b"IHDR" else (0, 0)
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE) or parts[-1][0] != b"IEND":
        raise refuse("arms.damaged")
    return PNG + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
        if name in PNG_PARTS
    )


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if content[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(name + data)):
            raise refuse("arms.damaged")
        yield name, data
        at += 12 + length
        if name == b"IEND":
            return
