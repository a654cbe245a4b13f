"""A file opened for whoever looks at its cells as they stand: the table in it, nothing decided about its columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torg.engine.formats import detect
from torg.foundation.problems import refuse

from .answered import Answered, keys_of
from .answers import NOTHING_SAID, Answers
from .area import Area
from .choosing import Choice
from .frame import Frame, find_frame
from .layers import choose_layer
from .pipeline import content_of, wanted_layer
from .progress import Progress, silent
from .prose import is_prose
from .staging import Staging, staged, write_out


@contextmanager
def opened(
    path: Path,
    name: str,
    *,
    layer: str | None = None,
    area: Area | None = None,
    answers: Answers = NOTHING_SAID,
    progress: Progress = silent,
) -> Iterator[Frame]:
    """The frame of the table with the view ``data``. Raises Refusal where there is no table, as ``understand`` does."""
    form = detect(path, name)
    layers = form.layers(path)
    wanted, _ = wanted_layer(layers, layer, answers)
    content, _ = content_of(form, path, choose_layer(form, path, layers, wanted), answers, None)
    area = area or Area()
    with staged(content, progress, area, answers) as staging:
        frame = find_frame(staging, answers)
        answered = Answered(answers, keys_of(frame.source.headings))
        source = frame.source
        if not source.rows or not source.headings:
            raise refuse("file.empty", file=name)
        if len(source.headings) == 1 and is_prose(Choice(source, area, answered)):
            raise refuse("file.no_table", file=name)
        _write_shapes(staging)
        source.show()
        yield frame


def _write_shapes(staging: Staging) -> None:
    """Positions that the format itself knows stand as text (WKT), like those people write."""
    shapes = staging.shapes
    if shapes is not None and shapes.count and not shapes.stands_as_text:
        write_out(staging.connection, f"c{staging.content.geometry}")
