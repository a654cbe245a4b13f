"""The spreadsheet to fill in, for LibreOffice and every other program that reads OpenDocument."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ..model import Specification
from .ods_styles import STYLES
from .template import Column, Line, Template, template

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
LAST_ROW = 5_000
"""So many rows get their drop-downs: OpenDocument keeps them cell by cell. LibreOffice 7 takes the first thousand."""
_FIRST_DAY, _LAST_DAY = 2, 109_574
"""1900 to 2199, as spreadsheets count days."""
_ALWAYS = (2000, 1, 1, 0, 0, 0)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("config", "config"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"), ("manifest", "manifest"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_FORMULAS = 'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_NOTE = ' svg:width="9cm" svg:height="5cm" svg:x="1cm" svg:y="1cm"'


def ods(specification: Specification, language: str) -> bytes:
    out = io.BytesIO()
    filled = template(specification, language)
    parts = {
        "content.xml": _content(filled),
        "settings.xml": _settings(filled),
        "META-INF/manifest.xml": _manifest(),
    }
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _ALWAYS), MIMETYPE, zipfile.ZIP_STORED)
        for name, text in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8"?>\n'
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), head + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content(filled: Template) -> str:
    widths = "".join(
        f'<style:style style:name="w{index}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{_width(column)}cm"/></style:style>'
        for index, column in enumerate(filled.columns)
    )
    wide = "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
        for name, width in (("readme1", 4.6), ("readme2", 12.2))
    )
    rules = "".join(_rule(column, index, filled) for index, column in enumerate(filled.columns))
    sheets = "".join((_data(filled), _readme(filled), _example(filled), _words(filled)))
    return (
        f'<office:document-content {_SPACES} {_FORMULAS} office:version="1.3">'
        f"<office:automatic-styles>{STYLES}{widths}{wide}</office:automatic-styles>"
        f"<office:body><office:spreadsheet><table:content-validations>{rules}</table:content-validations>{sheets}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _width(column: Column) -> float:
    return round(min(8.0, max(2.6, 0.23 * max(map(len, (column.heading, *column.words))) + 0.8)), 1)


def _table(name: str, columns: str, rows: str, style: str = "") -> str:
    styled = f" table:style-name={quoteattr(style)}" if style else ""
    return f"<table:table table:name={quoteattr(name)}{styled}>{columns}{rows}</table:table>"


def _row(cells: Sequence[str], repeated: int = 1) -> str:
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"


def _text(words: str) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in words.split("\n"))


def _cell(words: str, style: str, note: str = "") -> str:
    noted = f"<office:annotation{_NOTE}>{_text(note)}</office:annotation>" if note else ""
    shown = _text(words) if words else ""
    kind = ' office:value-type="string"' if words else ""
    return f'<table:table-cell table:style-name="{style}"{kind}>{noted}{shown}</table:table-cell>'


def _widths(filled: Template) -> str:
    return "".join(
        f'<table:table-column table:style-name="w{index}" table:default-cell-style-name="{column.kind}"/>'
        for index, column in enumerate(filled.columns)
    )


def _headings(filled: Template, *, noted: bool) -> str:
    cells = [
        _cell(column.heading, "needed" if column.needed else "other", column.note if noted else "")
        for column in filled.columns
    ]
    return _row(cells)


def _data(filled: Template) -> str:
    empty = [
        f'<table:table-cell table:style-name="{column.kind}"'
        + (f' table:content-validation-name="v{index}"' if _condition(column, index, filled) else "")
        + "/>"
        for index, column in enumerate(filled.columns)
    ]
    rows = _headings(filled, noted=True) + _row(empty, LAST_ROW)
    return _table(filled.sheet, _widths(filled), rows)


def _readme(filled: Template) -> str:
    columns = '<table:table-column table:style-name="readme1"/><table:table-column table:style-name="readme2"/>'
    return _table(filled.readme, columns, "".join(_readme_row(line) for line in filled.lines))


def _readme_row(line: Line) -> str:
    return _row([_cell(line.left, "title" if line.title else "left"), _cell(line.right, "right")])


def _example(filled: Template) -> str:
    rows = _headings(filled, noted=False) + _row([_value(column) for column in filled.columns])
    return _table(filled.example, _widths(filled), rows)


def _value(column: Column) -> str:
    kinds = {"date": "date-value", "integer": "value", "number": "value"}
    if column.kind not in kinds or not column.example:
        return _cell(column.example, column.kind)
    kind = column.kind if column.kind == "date" else "float"
    return (
        f'<table:table-cell table:style-name="{column.kind}" office:value-type="{kind}"'
        f" office:{kinds[column.kind]}={quoteattr(column.example)}>{_text(column.example)}</table:table-cell>"
    )


def _words(filled: Template) -> str:
    """Hidden: where the drop-downs take their words from, a column each."""
    tallest = max((len(column.words) for column in filled.columns), default=0)
    rows = [
        _row([_cell(column.words[row] if row < len(column.words) else "", "text") for column in filled.columns])
        for row in range(tallest)
    ]
    columns = f'<table:table-column table:number-columns-repeated="{len(filled.columns)}"/>'
    return _table(filled.words, columns, "".join(rows) or _row([_cell("", "text")]), "hidden")


def _rule(column: Column, index: int, filled: Template) -> str:
    condition = _condition(column, index, filled)
    if not condition:
        return ""
    address = f"'{filled.sheet.replace(chr(39), chr(39) * 2)}'.{_letter(index)}2"
    kind = "stop" if column.kind == "date" else "warning" if column.closed else "information"
    return (
        f'<table:content-validation table:name="v{index}" table:condition={quoteattr("of:" + condition)}'
        ' table:allow-empty-cell="true" table:display-list="unsorted"'
        f" table:base-cell-address={quoteattr(address)}>"
        f'<table:error-message table:display="true" table:message-type="{kind}" table:title={quoteattr(filled.look)}>'
        f"{_text(column.stop)}</table:error-message></table:content-validation>"
    )


def _condition(column: Column, index: int, filled: Template) -> str:
    if column.words:
        sheet = "'" + filled.words.replace("'", "''") + "'"
        letter = _letter(index)
        return f"cell-content-is-in-list([${sheet}.${letter}$1:.${letter}${len(column.words)}])"
    if column.kind == "date":
        return f"cell-content-is-date() and cell-content-is-between({_FIRST_DAY},{_LAST_DAY})"
    if column.kind in ("integer", "number"):
        kind = "whole" if column.kind == "integer" else "decimal"
        return " and ".join((f"cell-content-is-{kind}-number()", *_limits(column)))
    return ""


def _limits(column: Column) -> Iterator[str]:
    if column.least is not None and column.most is not None:
        yield f"cell-content-is-between({column.least:.15g},{column.most:.15g})"
    elif column.least is not None:
        yield f"cell-content()>={column.least:.15g}"
    else:
        yield f"cell-content()<={10**15 if column.most is None else column.most:.15g}"


def _letter(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _settings(filled: Template) -> str:
    """The heading stands still while the rows are moved."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    frozen = "".join((
        item("HorizontalSplitMode", "short", 0), item("VerticalSplitMode", "short", 2),
        item("HorizontalSplitPosition", "int", 0), item("VerticalSplitPosition", "int", 1),
        item("ActiveSplitRange", "short", 2), item("PositionTop", "int", 0), item("PositionBottom", "int", 1),
    ))  # fmt: skip
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{frozen}</config:config-item-map-entry>"
        for name in (filled.sheet, filled.example)
    )
    active = item("ViewId", "string", "view1") + item("ActiveTable", "string", escape(filled.sheet))
    return (
        f'<office:document-settings {_SPACES} xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3">'
        "<office:settings>"
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f'<config:config-item-map-entry>{active}<config:config-item-map-named config:name="Tables">{tables}'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _manifest() -> str:
    entries = (("/", MIMETYPE), ("content.xml", "text/xml"), ("settings.xml", "text/xml"))
    listed = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(path)} manifest:media-type={quoteattr(kind)}/>"
        for path, kind in entries
    )
    return f'<manifest:manifest {_SPACES} manifest:version="1.3">{listed}</manifest:manifest>'
