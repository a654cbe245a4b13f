"""Cells whose letters were encoded twice (``MalmÃ¶``) get their letters back."""

import re
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from torg.foundation.problems import Step

from .letters import is_letter_of_ours

_OPEN = {chr(code): code for code in range(0x80, 0xA0)}  # bytes that Windows-1252 leaves open come as controls
_BYTES = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0x100)} | _OPEN
_BYTES |= {chr(code): code for code in range(0xA0, 0x100)}
_LEADS = "".join(letter for letter, code in _BYTES.items() if 0xC2 <= code <= 0xEF)
_FOLLOWERS = "".join(letter for letter, code in _BYTES.items() if 0x80 <= code <= 0xBF and letter)
_RUN = re.compile(f"[{re.escape(_LEADS)}][{re.escape(_FOLLOWERS)}]{{1,2}}")
_ARROW = f"[{_LEADS}][{re.escape(_FOLLOWERS)}]"
_SURE = "ÃÂâÐÑÎÏ"


def mended(batches: Iterator[pa.RecordBatch], steps: list[Step]) -> Iterator[pa.RecordBatch]:
    """The batches with every doubly encoded letter repaired; the step is added when all have passed."""
    count, sample = 0, ""
    for batch in batches:
        columns = []
        for column in batch.columns:
            hits, example, column = _column(column)
            count, sample = count + hits, sample or example
            columns.append(column)
        yield pa.record_batch(columns, schema=batch.schema)
    if count:
        broken, _, whole = sample.partition("\n")
        steps.append(Step("text.repaired", count=count, value=broken, sample=whole))


def mend(cell: str) -> str:
    """``MalmÃ¶`` becomes ``Malmö``; text that only looks alike (``A–Ä–Ö``) stays."""
    rest = _RUN.sub("", cell)
    foreign = any(letter > "\x7f" and letter.isalpha() for letter in rest)
    return _RUN.sub(lambda run: run[0] if foreign and run[0][0] not in _SURE else _run(run[0]), cell)


def _run(letters: str) -> str:
    for length in (3, 2):
        raw = bytes(_BYTES[letter] for letter in letters[:length])
        try:
            whole = raw.decode()
        except UnicodeDecodeError:
            continue
        if len(whole) == 1 and is_letter_of_ours(whole):
            return whole + letters[length:]
    return letters


def _column(column: pa.Array) -> tuple[int, str, pa.Array]:
    if column.type != pa.string():
        return 0, "", column
    suspects = pc.fill_null(pc.match_substring_regex(column, _ARROW), False)
    places = pc.indices_nonzero(suspects).to_pylist()
    if not places:
        return 0, "", column
    cells = column.to_pylist()
    hits, example = 0, ""
    for place in places:
        whole = mend(cells[place])
        if whole != cells[place]:
            hits, example = hits + 1, example or f"{cells[place][:60]}\n{whole[:60]}"
            cells[place] = whole
    return hits, example, pa.array(cells, pa.string())
