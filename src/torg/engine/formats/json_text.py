"""Text that is JSON: which of its shapes, the text itself, and walking its members without building them all."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any

from torg.foundation.problems import Problem, Step, refuse

from .text import Text, examine

_LARGEST = 768 << 20
_HTTP = re.compile(r"HTTP/\d(?:\.\d)? \d{3}[^\n]*\n(?:[\w-]+:[^\n]*\n)*\r?\n")
_STRING = r'"(?:[^"\\]|\\.){0,500}"'
_START = re.compile(
    rf"\s*(?:\{{\s*(?:{_STRING}\s*:|\}})|\[\s*(?:[\[{{\]]|(?:{_STRING}|-?\d[\d.eE+-]*|true|false|null)\s*[,\]]))"
)
_GEO_ROOT = re.compile(r'\s*\{[^{\[]*"type"\s*:\s*"(?:FeatureCollection|Feature|GeometryCollection)"')
_GEO_BARE = re.compile(
    r'\s*\{\s*"type"\s*:\s*"(?:Multi)?(?:Point|LineString|Polygon)"\s*,\s*(?:"bbox"[^\]]*\]\s*,\s*)?"coordinates"'
)
_GEO_LIST = re.compile(r'\s*\[\s*\{[^{\[]*"type"\s*:\s*"Feature"\s*[,}]')
_COLLECTION = re.compile(r'"type"\s*:\s*"FeatureCollection"')
_FEATURES = re.compile(r'"features"\s*:\s*\[\s*\{')
_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')
_SPACE = re.compile(r"[\s\ufeff\x1e]*")
_KEY = re.compile(r'[\s,]*("(?:[^"\\]|\\.)*")\s*:\s*')
_BETWEEN = re.compile(r"[\s,]*")
_LINE = 1 << 24
_NOTHING = "\x00\x1a \t\r\n;"


class Number(str):
    """A number as the file writes it, so that no digit is lost."""

    __slots__ = ()


_EXACT = JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=Number, strict=False)
_QUICK = JSONDecoder(strict=False)


def kind_of(head: bytes, path: Path) -> str | None:
    """``json``, ``ndjson`` or ``geojson``, or None for what is not JSON at all."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[2:]
    text = head.replace(b"\x00", b"").removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip("\x1e \t\r\n")
    answer = _HTTP.match(text)
    text = text[answer.end() :] if answer else text
    if not _START.match(text):
        return None
    if text.startswith("{") and _is_lines(text, path, answer is not None):
        return "ndjson"
    if any(shape.match(text) for shape in (_GEO_ROOT, _GEO_BARE, _GEO_LIST)) or _COLLECTION.search(text):
        return "geojson"
    features = _FEATURES.search(text)
    if features and _FEATURE.search(text, features.start()):
        return "geojson"
    return "json"


def _is_lines(text: str, path: Path, is_answer: bool) -> bool:
    """Whether each line is an object of its own: at least two, the first complete."""
    if is_answer:
        return False
    with path.open("rb") as file:
        first = file.readline(_LINE).replace(b"\x00", b"").decode("utf-8", "replace").strip("\ufeff\ufffd\x1e \t\r\n")
        second = next((line for line in (file.readline(64) for _ in range(20)) if line.strip(b"\x00\r\n\t \x1e")), b"")
    return second.strip(b"\x00\t \x1e").startswith(b"{") and first.endswith("}") and is_whole(first)


def is_whole(line: str) -> bool:
    try:
        return _QUICK.raw_decode(line)[1] == len(line)
    except (JSONDecodeError, RecursionError):
        return False


@dataclass
class Source:
    """The text of a JSON file and where its root value begins."""

    text: str
    root: int
    about: Text
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def opened(path: Path) -> Source:
    if path.stat().st_size > _LARGEST:
        raise refuse("json.large", limit=_LARGEST >> 20)
    about = examine(path)
    with about.open() as stream:
        text = stream.read().decode("utf-8", "replace")
    source = Source(text, 0, about, about.steps())
    answer = _HTTP.match(text)
    if answer:
        source.root = answer.end()
        source.steps.append(Step("json.answer", value=text[: answer.end()].splitlines()[0]))
    source.root = _past(_SPACE, text, source.root)
    return source


def exact(source: Source, at: int) -> tuple[Any, int]:
    """The value at a place, numbers as written, and where it ends."""
    return _decoded(_EXACT, source, at)


def skipped(source: Source, at: int) -> int:
    """Where the value at a place ends."""
    return _decoded(_QUICK, source, at)[1]


def skip_list(source: Source, at: int, ends: "Ends") -> int:
    """How many elements the array at a place has; they are passed one by one, never all in memory."""
    count = 0
    for place in elements(source, at, ends):
        ends.at = skipped(source, place)
        count += 1
    return count


def members(source: Source, at: int, ends: "Ends") -> Iterator[tuple[str, int]]:
    """Each key of the object at a place and where its value begins; the caller says in ``ends`` where it ended."""
    at += 1
    while key := _KEY.match(source.text, at):
        yield _decoded(_QUICK, source, key.start(1))[0], key.end()
        at = ends.at
    ends.at = _closed(source, at, "}")


def elements(source: Source, at: int, ends: "Ends") -> Iterator[int]:
    """Where each element of the array at a place begins; the caller says in ``ends`` where it ended."""
    at = _past(_BETWEEN, source.text, at + 1)
    while at < len(source.text) and source.text[at] != "]":
        yield at
        at = _past(_BETWEEN, source.text, ends.at)
    ends.at = _closed(source, at, "]")


@dataclass
class Ends:
    """Where the value that was last looked at ended."""

    at: int = 0


def note_rest(source: Source, end: int) -> None:
    """What stands after the root value is no part of the table; it is said, not read."""
    rest = source.text[end:].strip(_NOTHING)
    if rest:
        row = source.text.count("\n", 0, source.text.index(rest[0], end)) + 1
        source.problems.append(Problem("json.rest", row=row, value=rest[:60]))


def _decoded(decoder: JSONDecoder, source: Source, at: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(source.text, at)
    except JSONDecodeError as fault:
        raise broken(source, fault.pos) from fault
    except RecursionError as fault:
        raise refuse("json.deep") from fault


def broken(source: Source, at: int) -> Exception:
    line = source.text.count("\n", 0, at) + 1
    if at >= len(source.text.rstrip()):
        return refuse("json.truncated", row=line)
    return refuse("json.broken", row=line, value=source.text[at : at + 40].split("\n")[0])


def _closed(source: Source, at: int, mark: str) -> int:
    at = _past(_BETWEEN, source.text, at)
    if source.text[at : at + 1] != mark:
        raise broken(source, at)
    return at + 1


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
