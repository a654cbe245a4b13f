"""Whether bytes are text that may hold a delimited table, and not another text format."""

import codecs
import re

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b\x1e\x1f\x00\x08\x0b"))
_MARKUP = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|[A-Za-z_][\w.:-]*[\s/>])", re.I)
_JSON = re.compile(
    rb'\s*(?:\{\s*(?:"(?:[^"\\]|\\.){0,500}"\s*:|\}\s*$)|\[\s*(?:[\[{]|\]\s*$|"(?:[^"\\]|\\.){0,500}"\s*[,\]]|-?\d[\d.]*\s*[,\]]))'
)
_HTTP = re.compile(rb"HTTP/\d(?:\.\d)? \d{3}[^\n]*\n(?:[\w-]+:[^\n]*\n)+\r?\n")
_NULS = 0.2


def looks_like_a_table(head: bytes) -> bool:
    if head.startswith(_WIDE):
        return not _other_text(head.replace(b"\x00", b"")[2:])
    narrow = head.replace(b"\x00", b"")
    wide = head[1::2].count(0) > 0.35 * len(head) or head[0::2].count(0) > 0.35 * len(head)
    if not wide and len(head) - len(narrow) > _NULS * len(head):
        return False
    controls = len(narrow) - len(narrow.translate(None, _CONTROL))
    return controls <= 0.002 * len(narrow) and not _other_text(narrow)


def _other_text(text: bytes) -> bool:
    text = text.removeprefix(codecs.BOM_UTF8)
    answer = _HTTP.match(text)
    text = text[answer.end() :] if answer else text
    return bool(_MARKUP.match(text) or _JSON.match(text))
