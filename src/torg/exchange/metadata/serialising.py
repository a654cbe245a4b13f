"""From records and a profile to RDF: triples once, three ways to write them."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from .profile import Profile, Property, Shape

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD = "http://www.w3.org/2001/XMLSchema#"
WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
IANA = "http://www.iana.org/assignments/media-types/"
Value = NamedNode | Literal


@dataclass(frozen=True)
class Form:
    extension: str
    media_type: str
    format: RdfFormat


FORMS = {
    "ttl": Form("ttl", "text/turtle", RdfFormat.TURTLE),
    "rdf": Form("rdf", "application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": Form("jsonld", "application/ld+json", RdfFormat.JSON_LD),
}


def serialise(records: Iterable[object], profile: Profile, form: Form) -> bytes:
    """The records and all they refer to, each once."""
    prefixes = None if form.format == RdfFormat.JSON_LD else dict(profile.prefixes)
    written: bytes = serialize(triples(records, profile), format=form.format, prefixes=prefixes)
    return written


def triples(records: Iterable[object], profile: Profile) -> list[Triple]:
    """Every triple once; all that is said of one subject stands together."""
    found: dict[Triple, None] = {}
    seen: set[str] = set()
    waiting = deque(records)
    while waiting:
        record = waiting.popleft()
        iri: str = record.iri  # type: ignore[attr-defined]
        if iri not in seen:
            seen.add(iri)
            shape = profile.shapes[type(record).__name__]
            found |= dict.fromkeys(_described(record, _node(iri), shape))
            waiting.extend(_referred(record, shape))
    return list(found)


def _described(record: object, subject: NamedNode, shape: Shape) -> Iterator[Triple]:
    yield from (Triple(subject, RDF_TYPE, NamedNode(kind)) for kind in shape.types)
    classes: list[Triple] = []
    for row in shape.properties:
        for value in _values(row, getattr(record, row.field)):
            yield Triple(subject, NamedNode(row.path), value)
            if row.type and isinstance(value, NamedNode):
                classes.append(Triple(value, RDF_TYPE, NamedNode(row.type)))
    yield from classes


def _values(row: Property, value: object) -> Iterator[Value]:
    """What one field is written as; nothing where it is empty."""
    if value in (None, "", (), {}):
        return
    if row.written in ("text", "words"):
        pairs = value.items() if isinstance(value, dict) else value
        yield from (Literal(words, language=language) for language, words in pairs)  # type: ignore[union-attr]
        return
    yield from map(WRITTEN[row.written], value if isinstance(value, tuple) else (value,))


def _referred(record: object, shape: Shape) -> Iterator[object]:
    for row in shape.properties:
        value = getattr(record, row.field)
        if row.written == "record" and value:
            yield from value if isinstance(value, tuple) else (value,)


def _node(iri: str) -> NamedNode:
    """An address with every letter that may not stand in one escaped: one bad address must not end the export."""
    return NamedNode(quote(iri, safe=":/?#[]@!$&'()*+,;=~%-._"))


def _datetime(value: datetime) -> Literal:
    return Literal(value.isoformat(timespec="seconds"), datatype=NamedNode(XSD + "dateTime"))


def _date(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))


WRITTEN: dict[str, Callable[..., Value]] = {
    "iri": _node,
    "literal": Literal,
    "datetime": _datetime,
    "date": _date,
    "wkt": lambda text: Literal(text, datatype=WKT),
    "media_type": lambda name: _node(IANA + name),
    "mail": lambda address: _node(f"mailto:{address}"),
    "record": lambda record: _node(record.iri),
}
