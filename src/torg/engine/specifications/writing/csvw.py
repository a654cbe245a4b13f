"""As CSV on the Web: metadata that lies beside a CSV file and says what its columns are, also as linked data."""

import re
from typing import Any
from urllib.parse import quote

from torg.foundation.vocabularies import vocabulary

from ..model import Field, Reference, Specification
from .values import as_bytes, filled, typed

CONTEXT = "http://www.w3.org/ns/csvw"
_TYPES = {
    "string": "string", "integer": "integer", "number": "decimal", "boolean": "boolean", "date": "date", "time": "time",
    "datetime": "datetime", "year": "gYear", "yearmonth": "gYearMonth", "duration": "duration", "array": "json",
    "object": "json", "geojson": "json", "geopoint": "string", "any": "string",
}  # fmt: skip
_WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_PROPERTIES = {"latitude": _WGS84 + "lat", "longitude": _WGS84 + "long"}
_DATES = {"%Y": "yyyy", "%m": "MM", "%d": "dd", "%H": "HH", "%M": "mm", "%S": "ss"}
_WHOLE_DATES = re.compile(r"(?:%[YmdHMS]|[-/.: T])+")
"""Other parts of a date have no sign in CSVW."""


def csvw(specification: Specification, language: str) -> bytes:
    return as_bytes(described(specification, language))


def described(specification: Specification, language: str) -> dict[str, Any]:
    licence = vocabulary("licences").get(specification.licence)
    table: dict[str, Any] = {
        "@context": [CONTEXT, {"@language": language}],
        "@type": "Table",
        "url": f"{specification.id}.csv",
        "dc:title": _worded(specification.labels),
        "dc:description": _worded(specification.descriptions),
    }
    if licence:
        table["dc:license"] = {"@id": licence.uri}
    table["null"] = list(specification.missing_values)
    schema = filled(
        columns=[_column(field) for field in specification.fields],
        primaryKey=[_name(name) for name in specification.primary_key],
        foreignKeys=[_reference(one, specification) for one in specification.references if not one.specification],
    )
    table["tableSchema"] = {"@type": "Schema", **schema}
    return {key: value for key, value in table.items() if value not in ([], {})}


def _worded(words: Any) -> list[dict[str, str]]:
    return [{"@value": text, "@language": code} for code, text in words.items()]


def _name(name: str) -> str:
    """CSVW's names are variables of addresses: letters, digits and _, others are written as in addresses."""
    written = quote(name, safe="").replace("-", "%2D").replace("~", "%7E").replace(".", "%2E")
    return f"x{written}" if written.startswith("_") else written


def _column(field: Field) -> dict[str, Any]:
    """The name is what a conforming file has as its heading; labels are titles too, so that those files fit as well."""
    titles = {"und": [field.name], **{code: [label] for code, label in field.labels.items() if label != field.name}}
    column = {"@type": "Column", "name": _name(field.name), "titles": titles}
    described = _worded(field.descriptions)
    return column | filled(
        datatype=_datatype(field),
        required=field.level == "required" or None,
        null=list(field.missing_values or ()),
        separator=field.form.delimiter if _separated(field) else None,
        propertyUrl=_PROPERTIES.get(field.geometry or ""),
        **{"dc:description": described},
    )


def _separated(field: Field) -> bool:
    return field.type == "array" and field.form.format == "csv"


def _datatype(field: Field) -> Any:
    shown = field.item if field.item and _separated(field) else field
    base = "anyURI" if shown.form.format == "uri" else _TYPES[shown.type] if shown is not field else _base(field)
    limits = shown.constraints
    comparable = shown.type in ("integer", "number", "date", "time", "datetime")
    shape = filled(
        format=_format(shown),
        minimum=typed(shown, limits.minimum) if comparable else None,
        maximum=typed(shown, limits.maximum) if comparable else None,
        minExclusive=typed(shown, limits.exclusive_minimum) if comparable else None,
        maxExclusive=typed(shown, limits.exclusive_maximum) if comparable else None,
        minLength=limits.min_length if shown.type == "string" else None,
        maxLength=limits.max_length if shown.type == "string" else None,
    )
    return {"base": base, **shape} if shape else base


def _base(field: Field) -> str:
    return "string" if _separated(field) else _TYPES[field.type]


def _format(field: Field) -> Any:
    if field.type == "string":
        if field.constraints.pattern:
            return field.constraints.pattern
        return "|".join(re.escape(code) for code in field.constraints.enum) or None
    if field.type == "boolean":
        return _truth(field)
    if field.type in ("date", "time", "datetime"):
        return _date_format(field.form.format)
    if field.type in ("integer", "number") and (field.form.decimal_char, field.form.group_char) != (".", ""):
        return filled(decimalChar=field.form.decimal_char, groupChar=field.form.group_char)
    return None


def _truth(field: Field) -> str:
    """CSVW knows one word each; the example shows which of several people write."""
    yes, no = field.form.true_values, field.form.false_values
    written = field.example or ""
    place = yes.index(written) if written in yes else no.index(written) if written in no else 0
    return f"{yes[min(place, len(yes) - 1)]}|{no[min(place, len(no) - 1)]}"


def _date_format(form: str) -> str | None:
    if not _WHOLE_DATES.fullmatch(form):
        return None
    return re.sub(r"%[YmdHMS]", lambda found: _DATES[found.group()], form)


def _reference(reference: Reference, specification: Specification) -> dict[str, Any]:
    """Only within the table: CSVW wants other tables described in the same file."""
    to = {"resource": f"{specification.id}.csv", "columnReference": [_name(name) for name in reference.to]}
    return {"columnReference": [_name(name) for name in reference.fields], "reference": to}
