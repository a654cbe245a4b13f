"""How many rows a worksheet has, without parsing it: the size a sheet declares of itself is often wrong."""

import re
from typing import IO

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)")
_VALUE_ENDS = (b"</v>", b"</t>", b":v>", b":t>")
_PIECE = 1 << 22


def last_row(stream: IO[bytes]) -> int:
    """The last row that holds a value, counted from 1; 0 for a sheet without any."""
    last = count = 0
    rest = b""
    while piece := stream.read(_PIECE):
        piece = rest + piece
        value = max(piece.rfind(end) for end in _VALUE_ENDS)
        start = len(piece)
        for tag in _ROW.finditer(piece):
            number = _NUMBER.search(tag[1])
            count = int(number[1]) if number else count + 1
            start = tag.start()
            last = count if start < value else last
        rest = piece[start:] or piece[-4096:]
        count -= start < len(piece)  # that row is met again, with what follows it
    return last
