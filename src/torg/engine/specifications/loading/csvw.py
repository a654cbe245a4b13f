"""CSV on the Web: the metadata beside a CSV file, with the types of XML Schema."""

from collections.abc import Mapping

from ..model import Constraints, Field, FieldType, Form, Reference, Specification
from .blocks import Placed
from .entries import Entries
from .marked import Faults, Mapped, Scalar, Series
from .naming import name_of, version_of

WHOLE = (
    "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt",
    "unsignedShort", "unsignedByte", "nonPositiveInteger", "negativeInteger",
)  # fmt: skip
TYPES: Mapping[str, FieldType] = {
    **dict.fromkeys(WHOLE, "integer"),
    **dict.fromkeys(("decimal", "number", "double", "float"), "number"),
    "boolean": "boolean", "date": "date", "time": "time", "gYear": "year", "gYearMonth": "yearmonth",
    **dict.fromkeys(("datetime", "dateTime", "dateTimeStamp"), "datetime"),
    **dict.fromkeys(("duration", "dayTimeDuration", "yearMonthDuration"), "duration"),
    **dict.fromkeys(("any", "anyAtomicType"), "any"),
    "json": "object",
}  # fmt: skip
"""Other base types are texts."""
LEAST = {"nonNegativeInteger": "0", "positiveInteger": "1", **dict.fromkeys(WHOLE[7:11], "0")}
MOST = {"nonPositiveInteger": "0", "negativeInteger": "-1"}
DATES = {"yyyy": "%Y", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S", "d": "%d", "M": "%m"}


def csvw(node: Mapped, file: str, faults: Faults) -> tuple[Specification, list[Placed], Entries]:
    entries = Entries(node, file, faults)
    table = _table(entries)
    schema = table.inner("tableSchema") or Entries(Mapped({}, table.line()), file, faults)
    language = table.text("lang") or _language(node)
    columns = [one for one in schema.each("columns") if not one.flag("virtual")]
    placed = [Placed(_field(one, table, schema, language), one) for one in columns]
    return _specification(table, schema, placed, language), placed, schema


def _table(entries: Entries) -> Entries:
    """Of a group of tables the first."""
    return next(iter(entries.each("tables")), entries) if "tableSchema" not in entries else entries


def _language(node: Mapped) -> str:
    context = node.entries.get("@context")
    for part in context.items if isinstance(context, Series) else []:
        language = part.entries.get("@language") if isinstance(part, Mapped) else None
        if isinstance(language, Scalar):
            return language.text
    return ""


def _specification(table: Entries, schema: Entries, placed: list[Placed], language: str) -> Specification:
    key = tuple(_real(name, placed) for name in schema.texts("primaryKey"))
    return Specification(
        id=name_of(table.text("url"), table.file),
        version=version_of(_said(table, "version").get("", "")),
        fields=tuple(one.field for one in placed),
        labels=_in(language, _said(table, "title")),
        descriptions=_in(language, _said(table, "description")),
        key=key,
        primary_key=key,
        references=tuple(_reference(one, placed) for one in schema.each("foreignKeys")),
        missing_values=table.texts("null") or schema.texts("null") or ("",),
        licence="",
        origin="csvw",
    )


def _real(name: str, placed: list[Placed]) -> str:
    """A key names a column by its ``name``; ours is called as the heading is."""
    return next((one.field.name for one in placed if name in (one.field.name, *one.field.was)), name)


def _reference(entries: Entries, placed: list[Placed]) -> Reference:
    fields = tuple(_real(name, placed) for name in entries.texts("columnReference"))
    to = entries.inner("reference")
    return Reference(fields, name_of(to.text("resource")), to.texts("columnReference")) if to else Reference((), "", ())


def _said(entries: Entries, what: str) -> Mapping[str, str]:
    """A Dublin Core or schema.org remark, by language."""
    for prefix in ("dc:", "dcterms:", "schema:", "rdfs:", ""):
        node = entries.node.entries.get(prefix + what)
        found = {code: text for code, text in _worded(node).items() if text}
        if found:
            return found
    return {}


def _worded(node: object) -> dict[str, str]:
    """Plain text, ``{"@value": ..., "@language": ...}``, one text per language, or a list of these."""
    if isinstance(node, Scalar):
        return {"": node.text.strip()}
    if isinstance(node, Series):
        return {code: text for item in reversed(node.items) for code, text in _worded(item).items()}
    if not isinstance(node, Mapped):
        return {}
    value, language = node.entries.get("@value"), node.entries.get("@language")
    if isinstance(value, Scalar):
        return {language.text if isinstance(language, Scalar) else "": value.text.strip()}
    return {code: text for code, inner in node.entries.items() for text in _worded(inner).values()}


def _in(language: str, words: Mapping[str, str]) -> dict[str, str]:
    return {code.split("-")[0] or language or "en": text for code, text in words.items() if code != "und"}


def _field(column: Entries, table: Entries, schema: Entries, language: str) -> Field:
    """Called as its heading is: CSVW's ``name`` is for machines and seldom stands in the file."""
    titles = _titles(column)
    heading = next((text for texts in titles.values() for text in texts), column.text("name"))
    base, shape = _datatype(column, table, schema)
    separator = column.texts("separator")
    plain = Field(
        name=heading or f"_col.{column.line()}",
        type=TYPES.get(base, "string"),
        level="required" if column.flag("required") else "optional",
        labels=_in(language, {code: texts[0] for code, texts in titles.items()}),
        descriptions=_in(language, _said(column, "description")),
        aliases={code.split("-")[0] if code != "und" else "": texts[1:] for code, texts in titles.items() if texts[1:]},
        was=tuple(name for name in (column.text("name"),) if name and name != heading),
        form=_form(base, shape),
        constraints=_constraints(base, shape),
        missing_values=column.texts("null") or None,
    )
    return _array(plain, separator[0]) if separator and separator[0] else plain


def _array(member: Field, delimiter: str) -> Field:
    form = Form(format="csv", delimiter=delimiter)
    outside = Field(**{**vars(member), "type": "array", "constraints": Constraints(), "form": form})
    return Field(**{**vars(outside), "item": Field(**{**vars(member), "name": "", "level": "optional", "was": ()})})


def _titles(column: Entries) -> dict[str, tuple[str, ...]]:
    node = column.node.entries.get("titles", column.node.entries.get("title"))
    if isinstance(node, Mapped):
        inner = column.inner("titles")
        return {code: inner.texts(code) for code in inner.node.entries if inner.texts(code)} if inner else {}
    texts = tuple(item.text for item in getattr(node, "items", [node]) if isinstance(item, Scalar))
    return {"": texts} if texts else {}


def _datatype(*levels: Entries) -> tuple[str, Entries | None]:
    """Of the column, or inherited from the schema or table: its base type, and the mapping with its limits."""
    for entries in levels:
        if "datatype" not in entries:
            continue
        if isinstance(entries.node.entries["datatype"], Scalar):
            return entries.text("datatype").removeprefix("xsd:"), None
        inner = entries.inner("datatype")
        return (inner.text("base", "string"), inner) if inner else ("string", None)
    return "string", None


def _constraints(base: str, shape: Entries | None) -> Constraints:
    if shape is None:
        return Constraints(minimum=LEAST.get(base), maximum=MOST.get(base))
    length = shape.whole("length")
    textual = TYPES.get(base, "string") == "string"
    return Constraints(
        pattern=shape.maybe_text("format") if textual else None,
        minimum=shape.maybe_text("minimum") or shape.maybe_text("minInclusive") or LEAST.get(base),
        maximum=shape.maybe_text("maximum") or shape.maybe_text("maxInclusive") or MOST.get(base),
        exclusive_minimum=shape.maybe_text("minExclusive"),
        exclusive_maximum=shape.maybe_text("maxExclusive"),
        min_length=shape.whole("minLength") if length is None else length,
        max_length=shape.whole("maxLength") if length is None else length,
    )


def _form(base: str, shape: Entries | None) -> Form:
    kind = TYPES.get(base, "string")
    if base == "anyURI":
        return Form(format="uri")
    if shape is None or "format" not in shape:
        return Form()
    if kind == "boolean":
        yes, _, no = shape.text("format").partition("|")
        return Form(true_values=(yes,), false_values=(no,))
    if kind in ("date", "time", "datetime"):
        return Form(format=_date_format(shape.text("format")))
    return _number_form(shape) if kind in ("integer", "number") else Form()


def _number_form(shape: Entries) -> Form:
    inner = shape.inner("format") if isinstance(shape.node.entries["format"], Mapped) else None
    if inner is None:
        return Form()
    return Form(decimal_char=inner.text("decimalChar", "."), group_char=(inner.texts("groupChar") or ("",))[0])


def _date_format(written: str) -> str:
    """``dd.MM.yyyy`` becomes ``%d.%m.%Y``."""
    for sign in ("yyyy", "MM", "dd", "HH", "mm", "ss"):
        written = written.replace(sign, DATES[sign])
    return written.replace("'", "")
