"""Code that reads a table, in four languages: it runs as it stands, without a key and without a package."""

import json
import textwrap
from collections.abc import Sequence

from torg.engine.tables import Column

from .sheet import Snippet

_EXACT_DIGITS = 15
"""More of them R rounds off."""

_PYTHON = """import json
from urllib.request import urlopen

address = "{rows}limit=100"
with urlopen(address) as answer:
    rows = json.load(answer)["items"]
print(len(rows), "rows, the first is", rows[0] if rows else None)"""

_R = """address <- "{csv}"
rows <- read.csv(address, fileEncoding = "UTF-8", na.strings = "", check.names = FALSE{classes})
head(rows)"""

_JAVASCRIPT = """const address = "{rows}limit=100"
const answer = await fetch(address)
const {{ items, next }} = await answer.json()
console.log(items.length, "rows, the first is", items[0])"""


def snippets(table: str, chosen: str, columns: Sequence[Column]) -> tuple[Snippet, ...]:
    """``table`` is the whole address of the table in the API, ``chosen`` its version as a parameter, if it is old."""
    rows = f"{table}/rows?{chosen}{'&' if chosen else ''}"
    facts = {
        "rows": rows,
        "csv": f"{table}/export.csv" + (f"?{chosen}" if chosen else ""),
        "classes": _classes(columns),
    }
    return (
        Snippet("curl", "curl", f'curl "{rows}limit=5"'),
        Snippet("python", "Python", _PYTHON.format(**facts)),
        Snippet("r", "R", _R.format(**facts)),
        Snippet("javascript", "JavaScript", _JAVASCRIPT.format(**facts)),
    )


def _classes(columns: Sequence[Column]) -> str:
    """R looks at the letters alone, so it would read the code 0180 as 180: it is told which columns are text."""
    texts = [json.dumps(column.name) for column in columns if _stays_text(column)]
    if not texts:
        return ""
    if len(texts) == len(columns):
        return ',\n  colClasses = "character"'
    named = ", ".join(f'{name}\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"character"' for name in texts)
    lines = textwrap.wrap(named, 76, break_long_words=False, break_on_hyphens=False)
    if len(lines) == 1:
        return f",\n  colClasses = c({lines[0]})".replace("\N{NO-BREAK SPACE}", " ")
    return ",\n  colClasses = c(\n    " + "\n    ".join(lines).replace("\N{NO-BREAK SPACE}", " ") + "\n  )"


def _stays_text(column: Column) -> bool:
    if column.type in ("integer", "number"):
        return any(sum(map(str.isdigit, bound or "")) > _EXACT_DIGITS for bound in (column.min, column.max))
    return column.type not in ("boolean", "year")
