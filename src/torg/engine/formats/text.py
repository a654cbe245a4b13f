"""Text files: which encoding the whole file is in, and its bytes as clean UTF-8."""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from torg.foundation.problems import Step

from .content import Letters
from .letters import CODE_PAGES, code_page, codec_of, spoken_name

_BLOCK = 4 << 20
_LARGE = 32 << 20
_NO_CONTINUATION = -64
"""Bytes that continue a UTF-8 sequence are, taken as signed numbers, the smallest."""

_READ = 1 << 20
_MARKED = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
)
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_MIXED_SHARE = 0.2
_WORDS = 20_000
_LOOKED_AT = 64 << 10
_ASCII = bytes(range(128))

Bytes = npt.NDArray[np.uint8]
_EDGE = np.isin(np.arange(256), list(b',;\t|"\r\n'))


@dataclass(frozen=True)
class Text:
    """How the bytes of one file become text; ``name`` is what people are told, ``codec`` what Python calls it."""

    path: Path
    name: str
    codec: str
    mark: int = 0
    nul: bool = False
    mixed: bool = False
    doubled: bool = False
    quotes: bool = True
    stray_quotes: bool = False
    strays: int = 0
    words: tuple[str, ...] = ()
    told: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the bytes are already what ``open`` would give."""
        return self.codec == "utf-8" and not (self.nul or self.mixed or self.mark)

    def open(self) -> "Utf8":
        return Utf8(self)

    def steps(self) -> list[Step]:
        """What was done to the letters, for the report; nothing where the file is plain UTF-8."""
        steps: list[Step] = []
        if self.told:
            return steps
        if self.mixed:
            steps.append(Step("text.mixed", name=spoken_name(self.codec), count=self.strays, sample=list(self.words)))
        elif self.codec != "utf-8" and not self.codec.startswith("utf"):
            steps.append(Step("text.encoding", name=spoken_name(self.codec), sample=list(self.words)))
        elif self.codec != "utf-8":
            steps.append(Step("text.wide", name=self.name.upper()))
        if self.nul:
            steps.append(Step("text.nul"))
        return steps

    def sample(self, offset: int, size: int) -> str:
        """Text from about ``offset``, from the start of a line there."""
        offset -= offset % 4
        with self.path.open("rb") as file:
            file.seek(max(offset, self.mark) if offset or self.mark else 0)
            raw = file.read(size)
        text = _mended(raw, self.codec) if self.mixed else raw.decode(self.codec, _on_error(self.codec))
        text = text.replace("\x00", "").removeprefix("\ufeff")
        return text if offset == 0 else re.split(r"\r\n|\n|\r", text, maxsplit=1)[-1]


def told_letters(found: Text, told: Letters) -> Text:
    """The text as a person says it is written; letters of several bytes prove themselves, and leave no choice."""
    doubled = found.doubled and told.mended
    if told.encoding is None or (found.codec.startswith("utf") and found.codec != "utf-8"):
        return replace(found, doubled=doubled)
    if told.encoding == "utf-8":
        return replace(found, doubled=doubled, mixed=found.codec != "utf-8", told=True)
    codec = codec_of(told.encoding)
    return replace(found, name=told.encoding, codec=codec, mixed=False, doubled=doubled, told=True)


def examine(path: Path) -> Text:
    """Decides the encoding over the whole file: byte-order mark, NUL pattern, strict UTF-8, then code pages."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
        for mark, codec, name in _MARKED:
            if head.startswith(mark) and codec != "utf-8":
                return Text(path, name, codec, mark=len(mark))
        wide = _wide(head)
        if wide:
            return Text(path, wide.replace("-le", "le").replace("-be", "be"), wide)
        skip = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        return _judged(path, skip, _surveyed(path, [skip, *_half_way(file, path.stat().st_size), None]))


def _half_way(file: io.BufferedReader, size: int) -> list[int]:
    """Where a line begins in the middle of a large file: two halves are looked through at once."""
    if size < _LARGE:
        return []
    file.seek(size // 2)
    end = file.read(_BLOCK).find(b"\n")
    return [size // 2 + end + 1] if end >= 0 else []


def _surveyed(path: Path, bounds: list[int | None]) -> "_Survey":
    with ThreadPoolExecutor(len(bounds) - 1) as pool:
        first, *rest = pool.map(lambda piece: _Survey().over(path, *piece), pairwise(bounds))
    for survey in rest:
        first.add(survey)
    return first


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Latin text is NUL, always on the same side."""
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


class _Survey:
    """One pass over the bytes: are they UTF-8, do they hold NULs, which words have bytes beyond ASCII."""

    def __init__(self) -> None:
        self.utf8 = True
        self.nul = self.doubled = False
        self.valid = self.stray = 0
        self.quotes = self.stray_quotes = False
        self.words: Counter[bytes] = Counter()

    def over(self, path: Path, start: int | None, end: int | None) -> "_Survey":
        rest = b""
        with path.open("rb") as file:
            at = file.seek(start or 0)
            while block := file.read(_BLOCK if end is None else min(_BLOCK, end - at)):
                at += len(block)
                block, rest = _whole_lines(rest + block)
                self._block(block)
        self._block(rest)
        return self

    def add(self, other: "_Survey") -> None:
        self.utf8 = self.utf8 and other.utf8
        self.nul, self.doubled = self.nul or other.nul, self.doubled or other.doubled
        self.quotes, self.stray_quotes = self.quotes or other.quotes, self.stray_quotes or other.stray_quotes
        self.valid, self.stray = self.valid + other.valid, self.stray + other.stray
        self.words.update(other.words)

    def _block(self, block: bytes) -> None:
        self.nul = self.nul or b"\x00" in block
        self.quotes = self.quotes or b'"' in block or b"'" in block
        self.stray_quotes = self.stray_quotes or (b'"' in block and _has_stray_quotes(np.frombuffer(block, np.uint8)))
        if block.isascii():
            return
        numbers = np.frombuffer(block, np.uint8)
        self.doubled = self.doubled or _looks_doubled(numbers)
        if _is_all_utf8(block):
            self.valid += int(np.count_nonzero(numbers.view(np.int8) < _NO_CONTINUATION))
        else:
            self.utf8 = False
            valid, stray = _sequences(numbers)
            self.valid, self.stray = self.valid + valid, self.stray + stray
            self._collect(block)

    def _collect(self, block: bytes) -> None:
        if len(self.words) >= _WORDS:
            return
        first = len(block) - len(block.lstrip(_ASCII))
        start = max(block.rfind(b"\n", 0, first), block.rfind(b"\r", 0, first)) + 1
        for line in block[start : start + _LOOKED_AT].splitlines():
            if not line.isascii() and not _is_utf8(line):
                self.words.update(_WORD.findall(line))


def _whole_lines(block: bytes) -> tuple[bytes, bytes]:
    end = max(block.rfind(b"\n"), block.rfind(b"\r")) + 1
    if end and len(block) - end < _BLOCK:
        return block[:end], block[end:]
    end = len(block)  # one endless line: cut where a UTF-8 sequence begins
    while end > len(block) - 4 and block[end - 1] & 0xC0 == 0x80:
        end -= 1
    end -= 1 if block[end - 1] >= 0xC0 else 0
    return block[:end], block[end:]


def _sequences(numbers: Bytes) -> tuple[int, int]:
    """How many UTF-8 sequences the bytes hold, and how many bytes beyond ASCII are no part of one."""
    padded = np.append(numbers, np.zeros(2, np.uint8))
    places = np.flatnonzero(numbers >= 0x80)
    first, second, third = padded[places], padded[places + 1], padded[places + 2]
    follows = (second & 0xC0) == 0x80
    two = int(((first >= 0xC2) & (first <= 0xDF) & follows).sum())
    three = int(((first >= 0xE0) & (first <= 0xEF) & follows & ((third & 0xC0) == 0x80)).sum())
    return two + three, len(places) - 2 * two - 3 * three


def _looks_doubled(numbers: Bytes) -> bool:
    """Whether somewhere UTF-8 stands that was taken for Windows-1252 and encoded again (``MalmÃ¶``)."""
    places = np.flatnonzero(numbers[:-2] == 0xC3)
    second, third = numbers[places + 1], numbers[places + 2]
    lead = ((second >= 0x82) & (second <= 0x9F)) | (second == 0xA2)
    return bool((lead & np.isin(third, (0xC2, 0xE2, 0xC5, 0xC6, 0xCB))).any())


def _has_stray_quotes(numbers: Bytes) -> bool:
    """Whether a quote stands between two letters: neither at the edge of a cell nor doubled."""
    places = np.flatnonzero(numbers[1:-1] == 0x22) + 1
    return bool((~_EDGE[numbers[places - 1]] & ~_EDGE[numbers[places + 1]]).any())


def _is_all_utf8(block: bytes) -> bool:
    """Whether a large block is UTF-8: Arrow tells without making a text of it, several times as fast."""
    ends = pa.py_buffer(np.array([0, len(block)], np.int64).tobytes())
    text = pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(block)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _judged(path: Path, mark: int, survey: _Survey) -> Text:
    if survey.utf8:
        return Text(
            path,
            "utf-8",
            "utf-8",
            mark,
            survey.nul,
            doubled=survey.doubled,
            quotes=survey.quotes,
            stray_quotes=survey.stray_quotes,
        )
    codec = code_page(survey.words)
    mixed = mark > 0 or (survey.valid >= 2 and survey.valid >= _MIXED_SHARE * (survey.valid + survey.stray))
    return Text(
        path,
        "utf-8" if mixed else CODE_PAGES[codec],
        codec,
        mark,
        survey.nul,
        mixed=mixed,
        doubled=survey.doubled or survey.valid > 0,
        quotes=survey.quotes,
        stray_quotes=survey.stray_quotes,
        strays=survey.stray,
        words=_shown(survey.words, codec),
    )


def _shown(words: Counter[bytes], codec: str) -> tuple[str, ...]:
    """Five words with accents, or signs such as £ where no word has one."""
    accented = [word.decode(codec, "torg.c1") for word, _ in words.most_common() if not word.isascii()]
    return tuple([word for word in accented if len(word) > 2][:5] or accented[:5])


class Utf8(io.RawIOBase):
    """A text file's bytes as UTF-8 without mark and NULs, made block by block while being read."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text
        self._file = text.path.open("rb")
        self._file.seek(text.mark)
        self._ready = b""
        self._blocks = self._made()

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            whole, self._ready = self._ready + b"".join(self._blocks), b""
            return whole
        while not self._ready:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._ready = block
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        given = self.read(len(view))
        view[: len(given)] = given
        return len(given)

    def _made(self) -> Iterator[bytes]:
        pieces = self._by_line() if self.text.mixed else self._by_block()
        if self.text.nul or self.text.codec.startswith("utf"):  # of wide letters nobody has looked at the bytes
            pieces = (piece.replace("\x00", "") for piece in pieces)
        return (piece.encode("utf-8", "replace") for piece in pieces)

    def _by_block(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.text.codec)(_on_error(self.text.codec))
        fast = codecs.getincrementaldecoder("latin-1")()  # the same letters, ten times as fast
        while block := self._file.read(_READ):
            yield fast.decode(block) if self.text.codec == "cp1252" and not _has_c1(block) else decoder.decode(block)
        yield decoder.decode(b"", True)

    def _by_line(self) -> Iterator[str]:
        rest = b""
        while block := self._file.read(_READ):
            lines, rest = _whole_lines(rest + block)
            yield _mended(lines, self.text.codec)
        yield _mended(rest, self.text.codec)


def _on_error(codec: str) -> str:
    return "replace" if codec.startswith("utf") else "torg.c1"


def _mended(block: bytes, codec: str) -> str:
    """Lines that are UTF-8 as UTF-8, the others by the code page."""
    if _is_utf8(block):
        return block.decode()
    return "".join(
        line.decode() if _is_utf8(line) else line.decode(codec, "torg.c1") for line in block.splitlines(keepends=True)
    )


def _has_c1(block: bytes) -> bool:
    numbers = np.frombuffer(block, np.uint8)
    return bool(((numbers & 0xE0) == 0x80).any())


def _as_latin(fault: UnicodeError) -> tuple[str, int]:
    """A byte that the code page leaves open stays the control character it is in Latin-1."""
    assert isinstance(fault, UnicodeDecodeError)  # noqa: S101 - only registered for decoding
    return fault.object[fault.start : fault.end].decode("latin-1"), fault.end


codecs.register_error("torg.c1", _as_latin)
