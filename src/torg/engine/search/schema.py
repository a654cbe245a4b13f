"""What an index holds, and the name of its kind: an index of another kind is never opened, but made anew."""

import hashlib
from functools import cache
from importlib.metadata import version

import orjson
import tantivy

from torg.foundation.vocabularies import search_words

RECIPE = 1
"""Raise it whenever what is written into an index changes."""
WORDS = {"title": 10.0, "keywords": 6.0, "organisation": 5.0, "columns": 4.0, "about": 2.0}
"""Fields that words are looked for in, and what a find in each is worth."""
STATE = "state"
DATASET = "dataset"
_ANALYZER = "torg"


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name=_ANALYZER, index_option="basic")
    for name in ("of", "theme", "format", "place"):  # ``of``: the organisation's short name
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("modified", fast=True, indexed=True)
    builder.add_integer_field("newest", fast=True, indexed=True)
    builder.add_integer_field("alphabet", fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Texts come as terms with spaces between them: they were taken apart, folded and stemmed before."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYZER, words)
    return index


def kind_of_index(shelf: str) -> str:
    """Changes with the recipe, the library, the words that mean the same, and the shelf."""
    parts = (
        RECIPE,
        version("tantivy"),
        orjson.dumps(dict(search_words()), option=orjson.OPT_SORT_KEYS).decode(),
        shelf,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()
