"""Pages for people: milliseconds at the server, and bytes that a browser fetches at its first visit."""

import shutil
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from .machine import calm, download, load
from .region import Region

ASKED_BY_BROWSERS = "Accept-Encoding: gzip, deflate, br, zstd"
HEADS = ["page", "at once", "requests/s", "p50 ms", "p99 ms", "CPU s per 1,000", "bar (p50 ms)"]
WEIGHED = [
    "page",
    "kB transferred",
    "of it the page",
    "styles and scripts",
    "fonts",
    "files",
    "text sent unpacked, kB",
    "bar kB",
]
WARM = 20
LEAST_FILES = 4
"""The page, its style, two fonts: a page without them would look light."""
WORTH_PACKING = 1500
"""Bytes; less text fits into one packet, packed or not."""


def pages(report: object, region: Region, seconds: int) -> None:
    rows: list[list[object]] = []
    asked = region.pages()
    for name, requests in asked.items():
        for request in requests[-WARM:]:  # programs of templates are made at the first use
            download(region.base + request.path)
        for connections in (1, 16):
            calm()
            one = load(region.base, requests[:-WARM], connections, seconds, region.pids, ASKED_BY_BROWSERS)
            rows.append([name, connections, *vars(one).values(), 50 if connections == 1 else ""])
    report.table("Pages of the demonstration, none of them stored", HEADS, rows)  # type: ignore[attr-defined]
    weighed = weigh(region.base, {name: requests[0].path for name, requests in asked.items()})
    report.table("A first visit by a browser", WEIGHED, [[name, *_row(one), 120] for name, one in weighed.items()])  # type: ignore[attr-defined]


@dataclass(frozen=True)
class File:
    kind: str
    bytes: int
    packed: bool


def weigh(base: str, addresses: dict[str, str]) -> dict[str, list[File]]:
    """Each page in a browser that knows nothing yet, scrolled to its end."""
    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        found = {name: _visit(browser, base + address) for name, address in addresses.items()}
        browser.close()
    return found


def _visit(browser: Browser, address: str) -> list[File]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    answers: dict[str, dict] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda event: answers.update({event["requestId"]: event}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    context.close()
    if {answer["response"]["status"] for answer in answers.values()} != {200} or len(answers) < LEAST_FILES:
        sys.exit(f"bench: {address} came without its styles and fonts: {len(answers)} files")
    return [_file(answers[number], round(size)) for number, size in sizes.items()]


def _file(answer: dict, size: int) -> File:
    heads = {name.lower() for name in answer["response"]["headers"]}
    text = answer["type"] in ("Document", "Stylesheet", "Script") or "svg" in answer["response"]["mimeType"]
    return File(answer["type"], size, not text or "content-encoding" in heads or size < WORTH_PACKING)


def _row(files: list[File]) -> list[object]:
    def kilobytes(*kinds: str) -> float:
        return sum(one.bytes for one in files if one.kind in kinds) / 1000

    unpacked = sum(one.bytes for one in files if not one.packed) / 1000
    total = sum(one.bytes for one in files) / 1000
    return [total, kilobytes("Document"), kilobytes("Stylesheet", "Script"), kilobytes("Font"), len(files), unpacked]
