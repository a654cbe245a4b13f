"""A content to its end, as a reader of it does: anew where it was read on trust and trusted too much."""

import pyarrow as pa

from torg.engine.formats import Content, ReadAgain


def whole(content: Content) -> tuple[list[pa.RecordBatch], Content]:
    try:
        return list(content.batches), content
    except ReadAgain:
        again = content.again()
        return list(again.batches), again
