"""The code that a page shows runs as it stands."""

import csv
import html
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from journeys.hub import LiveHub

pytestmark = pytest.mark.xdist_group("journeys")


def snippet(hub: LiveHub, language: str) -> str:
    page = httpx.get(f"{hub.url}/datasets/legepladser-i-nordby").text
    found = re.search(rf'<code data-language="{language}">(.*?)</code>', page, re.S)
    assert found
    return html.unescape(found[1])


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(live_hub: LiveHub, tmp_path: Path) -> None:
    """USE-1."""
    answer = json.loads(run("sh", "-c", snippet(live_hub, "curl")))
    assert len(answer["items"]) == 5
    assert answer["total"] == 20


def test_python(live_hub: LiveHub) -> None:
    """USE-1."""
    assert run(sys.executable, "-c", snippet(live_hub, "python")).startswith("20 rows, the first is {'legeplads'")


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")
def test_javascript(live_hub: LiveHub) -> None:
    assert run("node", "--input-type=module", "-e", snippet(live_hub, "javascript")).startswith(
        "20 rows, the first is {"
    )


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_r(live_hub: LiveHub) -> None:
    """USE-1."""
    assert "legeplads" in run("Rscript", "-e", snippet(live_hub, "r"))


def test_the_address_in_the_snippet_of_r_is_the_csv(live_hub: LiveHub) -> None:
    address = re.search(r'"(http[^"]*)"', snippet(live_hub, "r"))
    assert address
    rows = list(csv.reader(io.StringIO(httpx.get(address[1]).text, newline="")))
    assert len(rows) == 21
    assert rows[0][0] == "legeplads"
