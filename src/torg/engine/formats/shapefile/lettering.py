"""In which letters the table of a shapefile is written: told beside it, told in it, or found in its bytes."""

import codecs
import re
from collections import Counter
from pathlib import Path

from torg.foundation.problems import Step

from ..letters import code_page, codec_of, spoken_name

_UTF8 = ("utf-8", "utf8", "65001")
_BY_BYTE = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852",
    0x65: "cp866", 0x66: "cp865", 0x67: "cp861", 0x6B: "cp857", 0x6A: "cp737", 0x87: "cp852", 0xC8: "cp1250",
    0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253", 0xCC: "cp1257", 0x08: "cp865", 0x0A: "cp850", 0x0D: "cp437",
    0x0F: "cp437", 0x10: "cp850", 0x11: "cp437", 0x12: "cp850", 0x14: "cp850", 0x16: "cp437", 0x17: "cp850",
    0x1A: "cp850", 0x1B: "cp437", 0x1D: "cp850", 0x1F: "cp852", 0x22: "cp852", 0x23: "cp852", 0x24: "cp860",
    0x25: "cp850", 0x26: "cp866", 0x37: "cp850", 0x40: "cp852",
}  # fmt: skip
"""The language driver of a dBase table, its 30th byte, as dBase, FoxPro and ArcGIS write it."""
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LATIN = re.compile(r"8859[ _-]?(\d{1,2})$")


def lettering(table: Path, note: bytes) -> tuple[str, list[Step]]:
    """The name to write into the .cpg. A claim that the bytes contradict is not believed."""
    content = table.read_bytes()
    words = Counter(_WORD.findall(content[int.from_bytes(content[8:10], "little") :]))
    claimed = _claimed(note.decode("ascii", "ignore").strip().lower()) or _BY_BYTE.get(
        int.from_bytes(content[29:30], "little")
    )
    if not words:
        return "UTF-8", []
    if _is_utf8(words) and (claimed in (None, "utf-8") or not note):
        return "UTF-8", []
    if claimed and claimed != "utf-8" and _reads(words, claimed):
        return _for_gdal(claimed), [_step(claimed, words)]
    chosen = code_page(dict(words.most_common(2_000)))
    return _for_gdal(chosen), [_step(chosen, words)]


def _claimed(note: str) -> str | None:
    if note in _UTF8:
        return "utf-8"
    latin = _LATIN.search(note)
    if latin:
        return "cp1252" if latin[1] == "1" else f"iso8859-{latin[1]}"
    digits = re.search(r"\d{3,5}", note)
    return f"cp{digits[0]}" if digits else None


def _is_utf8(words: Counter[bytes]) -> bool:
    """A word may be cut at the end of its field, through the middle of a letter."""
    try:
        for word in words:
            codecs.getincrementaldecoder("utf-8")().decode(word)
    except UnicodeDecodeError:
        return False
    return any(_reads(Counter([word]), "utf-8") for word in words)


def _reads(words: Counter[bytes], codec: str) -> bool:
    try:
        b" ".join(words).decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def name_for_gdal(encoding: str) -> str:
    """The name of an encoding as GDAL knows it, from the name people are told."""
    return "UTF-8" if encoding == "utf-8" else _for_gdal(codec_of(encoding))


def _for_gdal(codec: str) -> str:
    return codec.replace("iso8859-", "ISO-8859-").replace("cp", "CP").replace("mac_roman", "MACINTOSH")


def _step(codec: str, words: Counter[bytes]) -> Step:
    sample = [word.decode(codec, "replace") for word, _ in words.most_common(3)]
    return Step("text.encoding", name=spoken_name(codec), sample=sample)
