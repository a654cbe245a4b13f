"""Code that reads a table, in four languages: it runs as it stands, without a key and without a package."""

from .sheet import Snippet

_PYTHON = """import json
from urllib.request import urlopen

address = "{rows}?limit=100"
with urlopen(address) as answer:
    rows = json.load(answer)["items"]
print(len(rows), "rows, the first is", rows[0] if rows else None)"""

_R = """address <- "{csv}"
rows <- read.csv(address, fileEncoding = "UTF-8")
head(rows)"""

_JAVASCRIPT = """const address = "{rows}?limit=100"
const answer = await fetch(address)
const {{ items, next }} = await answer.json()
console.log(items.length, "rows, the first is", items[0])"""


def snippets(rows: str, csv: str) -> tuple[Snippet, ...]:
    """``rows`` and ``csv`` are whole addresses, ``https://`` included."""
    facts = {"rows": rows, "csv": csv}
    return (
        Snippet("curl", "curl", f'curl "{rows}?limit=5"'),
        Snippet("python", "Python", _PYTHON.format(**facts)),
        Snippet("r", "R", _R.format(**facts)),
        Snippet("javascript", "JavaScript", _JAVASCRIPT.format(**facts)),
    )
