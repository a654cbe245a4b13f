"""Whether bytes are text that may hold a delimited table, and not another text format."""

import codecs
import re

from ..archives import PACKED

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b\x1e\x1f\x00\x08\x0b"))
_MARKUP = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|[A-Za-z_][\w.:-]*[\s/>])", re.I)
_BINARY = (*PACKED, b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00", b"PAR1", b"Obj\x01", b"ARROW1", b"%PDF")
_NULS = 0.2


def looks_like_a_table(head: bytes) -> bool:
    if head.startswith(_BINARY):
        return False
    if head.startswith(_WIDE):
        return not _MARKUP.match(head.replace(b"\x00", b"")[2:])
    narrow = head.replace(b"\x00", b"")
    wide = head[1::2].count(0) > 0.35 * len(head) or head[0::2].count(0) > 0.35 * len(head)
    if not wide and len(head) - len(narrow) > _NULS * len(head):
        return False
    controls = len(narrow) - len(narrow.translate(None, _CONTROL))
    return controls <= 0.002 * len(narrow) and not _MARKUP.match(narrow.removeprefix(codecs.BOM_UTF8))
