"""The table inside the layer: its headings, its rows, and everything around it that is left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from torg.engine.formats import Content
from torg.foundation.problems import Problem, Question, Step

from .answers import NOTHING_SAID, Answers
from .footer import Footer, find_footer, is_total_row
from .head import Head, Merged, column_lines, find_head, told_head, usual_width
from .headings import Heading, heading, letter
from .kept import Kept, told_of_the_file
from .reading import literal
from .report import LeftOut
from .second import Second, below, beside, without
from .source import Source
from .staging import Staging
from .sums import Difference, differences, may_be_sum, unnamed_sums
from .window import OUTER, Row, Window, look, rows_where
from .words.totals import TOTALS

LABELS = 4
"""Words for sums are sought in so many first columns."""

ADDED_UP = 50_000
SMALL = 2_000
"""Tables of so many rows are searched for sums without a word, larger ones when their last row looks like one."""

LISTED = 1000
"""So many row numbers are listed; the count beside them is always exact."""


@dataclass
class Frame:
    source: Source
    header_rows: tuple[int, ...]
    totals: tuple[Row, ...] = ()
    left_out: list[LeftOut] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_frame(staging: Staging, answers: Answers = NOTHING_SAID) -> Frame:
    """Creates the view ``data`` of the rows that are the table."""
    if staging.content.columns is not None:
        return _declared(staging, staging.content.columns, answers)
    content = staging.content
    window, head, others = _first_table(staging, answers)
    kept = Kept.of(staging, answers, head)
    footer = find_footer(window, head.first, usual_width([row for row in window.head if row.index >= head.first]))
    hidden = set(content.hidden_columns)
    headings = tuple(heading(index, column_lines(head, index)) for index in range(window.width) if index not in hidden)
    gone = _hidden_rows(content, head, footer)
    inner = _inner_totals(staging, window, head, footer, headings)
    added = _added_up(staging, window, head, footer, inner)
    inner = tuple(sorted((*inner, *added.totals), key=lambda row: row.index))
    inner, footer, gone = kept.left(inner, footer, gone)
    frame = Frame(
        _show(staging, head, footer, (*gone, *(row.index for row in inner)), headings, kept),
        tuple(staging.file_row(row.index) for row in head.lines),
    )
    footer = replace(footer, totals=(*inner, *footer.totals))
    frame.totals = footer.totals
    frame.problems += _told_differences(staging, headings, kept.differing(added.differences))
    frame.problems += kept.gone
    frame.steps += kept.steps
    _tell_rows(frame, staging, window, head, footer, gone, kept)
    _tell_columns(frame, staging)
    frame.left_out += [other.left_out for other in others]
    frame.questions += [other.question for other in others if answers.second_table is None]
    return frame


def _first_table(staging: Staging, answers: Answers) -> tuple[Window, Head, tuple[Second, ...]]:
    """The window and the head of the first table in the layer, and what stands beside and below it."""
    merged = staging.content.merged
    window = look(staging)
    head = _head(staging, window, merged, answers)
    if answers.second_table == "together":
        return window, head, ()
    right = beside(staging, window, head)
    if right is not None:
        window = without(staging, window, right.start, window.rows)
        head = _head(staging, window, tuple(area for area in merged if area[3] < right.start), answers)
    under = below(staging, window, head)
    if under is not None:
        window = without(staging, window, window.width, under.start)
    return window, head, tuple(other for other in (right, under) if other is not None)


def _head(staging: Staging, window: Window, merged: Merged, answers: Answers) -> Head:
    """The headings a person pointed at, where there are any; else those that look like headings."""
    found = find_head(window, merged)
    if answers.header_row is None:
        return found
    return told_head(staging, window, found, answers.header_row, merged) or found


def _declared(staging: Staging, columns: Sequence[str], answers: Answers) -> Frame:
    """A table whose format names its columns has nothing around it."""
    headings = tuple(
        heading(index, (label,)) for index, label in enumerate(columns) if index not in staging.content.hidden_columns
    )
    source = Source(staging, headings, staging.rows)
    source.show()
    frame = Frame(source, ())
    rows = [row for row in (answers.header_row, *answers.kept_rows) if row]
    frame.problems += [Problem("answer.gone_row", row=row) for row in rows[:1]]
    frame.steps += told_of_the_file(answers)
    return frame


def _hidden_rows(content: Content, head: Head, footer: Footer) -> tuple[int, ...]:
    indexes = (row - content.first_row for row in content.hidden_rows)
    return tuple(index for index in indexes if head.first <= index < footer.end)


def _inner_totals(
    staging: Staging, window: Window, head: Head, footer: Footer, headings: tuple[Heading, ...]
) -> tuple[Row, ...]:
    """Sums after each group: a word for a sum where the cells that name a row are empty."""
    usual = usual_width([row for row in window.head if row.index >= head.first])
    if not head.lines or usual < 3:
        return ()
    asked = " OR ".join(_begins_a_sum(f"c{one.index}") for one in headings[:LABELS])
    gaps = " OR ".join(f"c{one.index} IS NULL" for one in headings[:LABELS])
    found = rows_where(
        staging,
        f"rowid >= {head.first} AND rowid < {footer.end} "
        f"AND CASE WHEN {gaps} THEN {asked} ELSE false END LIMIT {LISTED}",
        window.width,
    )
    return tuple(row for row in found if is_total_row(row) and len(row.filled) <= 0.7 * usual)


@dataclass(frozen=True)
class _Added:
    totals: tuple[Row, ...] = ()
    differences: tuple[Difference, ...] = ()


def _added_up(staging: Staging, window: Window, head: Head, footer: Footer, inner: tuple[Row, ...]) -> _Added:
    """Rows that turn out to be sums, and sums that turn out to be none; in tables a person would add up."""
    named = tuple(sorted((*inner, *footer.totals), key=lambda row: row.index))
    near = [row for row in window.tail if head.first <= row.index < footer.end and row.filled]
    count = footer.end - head.first
    if count > ADDED_UP or not (named or count <= SMALL or (near and may_be_sum(near[-1], near[:-1]))):
        return _Added()
    there = rows_where(staging, f"rowid >= {head.first} AND rowid < {footer.end}", window.width)
    rows = [row for row in there if row.filled]
    found = unnamed_sums(rows, frozenset(row.index for row in named))
    every = sorted((*named, *found), key=lambda row: row.index)
    words = {row.index for row in named}
    return _Added(found, tuple(one for one in differences(rows, every) if one.row.index in words))


def _told_differences(staging: Staging, headings: Sequence[Heading], found: Sequence[Difference]) -> list[Problem]:
    labels = {one.index: one.label for one in headings}
    return [
        Problem(
            "row.total_differs",
            row=staging.file_row(one.row.index),
            column=labels[one.index],
            value=one.row.cells[one.index],
            sum=format(one.sum.normalize(), "f"),
        )
        for one in found
        if one.index in labels
    ]


def _begins_a_sum(cell: str) -> str:
    """The condition of a word for a sum. A pattern, because a long list of words is joined with every row."""
    words = "|".join(re.escape(word) for word in sorted(TOTALS, key=len, reverse=True))
    return f"regexp_matches({cell}, {literal(f'^[ :.]*(?i:{words})(?:[ :.]|$)')})"


def _blank(headings: Sequence[Heading]) -> str:
    """The condition of a row without any text; the cheap test comes first, it decides nearly every row."""
    cells = (f"c{one.index}" for one in headings)
    spaces = literal(OUTER)
    blank = (f"({cell} IS NULL OR ({cell} < '!' AND trim({cell}, {spaces}) = ''))" for cell in cells)
    return " AND ".join(blank) or "true"  # a sheet without any column


def _show(
    staging: Staging, head: Head, footer: Footer, gone: tuple[int, ...], headings: tuple[Heading, ...], kept: Kept
) -> Source:
    conditions = [f"rowid >= {head.first}", f"rowid < {footer.end}"]
    if gone:
        conditions.append(f"rowid NOT IN ({', '.join(map(str, gone))})")
    repeated = None if "head.again" in kept.kinds else _repeated(head, headings)
    staging.connection.execute(
        "CREATE TEMP TABLE blanks AS SELECT rowid AS b, false AS again FROM raw "
        f"WHERE {' AND '.join(conditions)} AND {_blank(headings)}"
    )
    if repeated:
        staging.connection.execute(
            f"INSERT INTO blanks SELECT rowid, true FROM raw WHERE {' AND '.join(conditions)} AND {repeated}"
        )
    if staging.one("SELECT count(*) FROM blanks")[0]:
        conditions.append("rowid NOT IN (SELECT b FROM blanks)")
    source = Source(staging, headings, 0, kept.besides(" AND ".join(conditions)))
    source.show()
    return replace(source, rows=int(staging.one("SELECT count(*) FROM data")[0]))


def _repeated(head: Head, headings: Sequence[Heading]) -> str | None:
    """The condition of a row that says the headings once more, as printed lists do on every page."""
    if not head.lines:
        return None
    line = head.lines[-1]
    said = [(one.index, line.cells[one.index]) for one in headings]
    if sum(bool(cell) for _, cell in said) < 2:
        return None
    return " AND ".join(f"coalesce(c{index}, '') = {literal(cell)}" for index, cell in said)


def _tell_rows(
    frame: Frame, staging: Staging, window: Window, head: Head, footer: Footer, gone: tuple[int, ...], kept: Kept
) -> None:
    lines = {row.index for row in head.lines} | kept.rows
    above = [row for row in _before(staging, window, head) if row.index not in lines]
    titles = [row for row in above if row.filled]
    _leave(frame, "head.title", [staging.file_row(row.index) for row in titles], _text(titles))
    _leave(frame, "row.total", [staging.file_row(row.index) for row in footer.totals], _text(footer.totals))
    _leave(frame, "row.note", [staging.file_row(row.index) for row in footer.notes], _text(footer.notes))
    _leave(frame, "row.hidden", [staging.file_row(index) for index in gone])
    blank = [row.index for row in above if not row.filled]
    blank += [index for (index,) in staging.fetch(f"SELECT b FROM blanks WHERE NOT again ORDER BY b LIMIT {LISTED}")]
    told = {row.index for row in (*footer.totals, *footer.notes)} | kept.rows
    blank += [row.index for row in window.tail if row.index >= footer.end and row.index not in told]
    count = len(blank) - LISTED + int(staging.one("SELECT count(*) FROM blanks WHERE NOT again")[0])
    _leave(frame, "row.blank", [staging.file_row(index) for index in sorted(set(blank))], count=max(count, len(blank)))
    again = [
        staging.file_row(index)
        for (index,) in staging.fetch("SELECT b FROM blanks WHERE again ORDER BY b")
        if index not in kept.rows
    ]
    _leave(frame, "head.again", again)
    if kept.header_row is None and frame.header_rows not in ((), (staging.content.first_row,)):
        code = "head.row" if len(frame.header_rows) == 1 else "head.rows"
        frame.steps.append(Step(code, row=frame.header_rows[-1], rows=list(frame.header_rows)))
    if not frame.header_rows and kept.header_row is None:
        frame.steps.append(Step("head.none", count=len(frame.source.headings)))


def _before(staging: Staging, window: Window, head: Head) -> tuple[Row, ...]:
    """The rows above the table; more than usual where a person points at headings far down."""
    if head.first <= len(window.head):
        return tuple(row for row in window.head if row.index < head.first)
    return rows_where(staging, f"rowid < {head.first}", window.width)


def _text(rows: Sequence[Row]) -> str:
    """What stood there, so that nothing is lost."""
    return " / ".join(" | ".join(row.cells[index] for index in row.filled) for row in rows)


def _leave(frame: Frame, code: str, rows: list[int], text: str | None = None, count: int | None = None) -> None:
    if rows:
        frame.left_out.append(LeftOut(code, tuple(rows[:LISTED]), (), count or len(rows), text))


def _tell_columns(frame: Frame, staging: Staging) -> None:
    """Hidden columns and columns without heading and cells are left out; a heading that is missing is given."""
    source = frame.source
    hidden = [letter(index) for index in staging.content.hidden_columns]
    if hidden:
        frame.left_out.append(LeftOut("column.hidden", (), tuple(hidden), len(hidden)))
    nameless = [one for one in source.headings if not one.given]
    if not nameless or not frame.header_rows:
        return
    counts = staging.one(f"SELECT {', '.join(f'count(c{one.index})' for one in nameless)} FROM data")
    empty = [one for one, count in zip(nameless, counts, strict=True) if not count]
    if empty:
        letters = tuple(letter(one.index) for one in empty)
        frame.left_out.append(LeftOut("column.blank", (), letters, len(letters)))
    kept = tuple(one for one in source.headings if one not in empty)
    frame.source = source.with_headings(kept)
    for one in nameless:
        if one not in empty:
            frame.steps.append(Step("head.missing", letter=letter(one.index), guess=one.label))
