"""What a browser can tell of a page: faults for people with disabilities, the way of the keyboard, sizes."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_STOP = """() => {
  const e = document.activeElement
  if (!e || e === document.body || e === document.documentElement) return null
  const s = getComputedStyle(e), b = e.getBoundingClientRect()
  const at = [b.left + Math.min(b.width, innerWidth - b.left) / 2, b.top + Math.min(b.height, innerHeight - b.top) / 2]
  const top = document.elementFromPoint(...at)
  const inline = e.tagName === 'A' && s.display === 'inline'
  return {
    what: e.tagName + ' ' + (e.textContent || e.id).trim().slice(0, 40), width: b.width, height: b.height, inline,
    outline: s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth), offset: parseFloat(s.outlineOffset),
    covered: !(top && (top === e || e.contains(top) || top.contains(e))),
  }
}"""


@dataclass(frozen=True)
class Stop:
    """An element the Tab key stops at."""

    what: str
    width: float
    height: float
    inline: bool
    outline: float
    offset: float
    covered: bool


def violations(page: Page) -> list[str]:
    """Rules of axe-core that the page breaks, with the first element of each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def stops(page: Page, most: int = 200) -> list[Stop]:
    """All stops of the Tab key from the top of the page to its end."""
    found: list[Stop] = []
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return found
        found.append(Stop(**stop))
    raise AssertionError(f"more than {most} stops: the focus is caught, or the page is too long for a keyboard")


def overflow(page: Page) -> float:
    """Pixels by which the page is wider than the window."""
    width: float = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
