"""SVG of a chart: made by Vega-Lite, then only what we know is kept of it, in the colours of the page."""

from typing import Any
from xml.etree import ElementTree

from .chart import Chart
from .specification import FONT, INK, LINE, MARK, QUIET, specification

MOST_LETTERS = 45_000
"""A picture longer than this does not fit into an embedded page of 60 kB."""
_SPACE = "http://www.w3.org/2000/svg"
_SHAPES = ("g", "path", "line", "rect", "text", "circle", "tspan")
_FACTS = (
    "transform", "d", "fill", "stroke", "stroke-width", "stroke-miterlimit", "stroke-opacity", "opacity",
    "fill-opacity",
    "x", "y", "x1", "x2", "y1", "y2", "width", "height", "r", "cx", "cy", "text-anchor", "font-size", "dx", "dy",
)  # fmt: skip
_COLOURS = {INK: "var(--ink)", QUIET: "var(--ink-2)", LINE: "var(--line)", MARK: "var(--mark)"}


def drawn(chart: Chart) -> str:
    """The inside of a page: it carries no name, for the page says what it shows. Empty where it grows too long."""
    import vl_convert  # 90 MB, so only where something is drawn

    written: Any = vl_convert.vegalite_to_svg(specification(chart))
    root = ElementTree.fromstring(written)  # noqa: S314  made here, from numbers and labels of ours
    size = {name: root.get(name, "") for name in ("viewBox", "width", "height")}
    kept = ElementTree.Element("svg", {**size, "aria-hidden": "true", "font-family": f"{FONT}, sans-serif"})
    _keep(root, kept)
    picture = ElementTree.tostring(kept, encoding="unicode", short_empty_elements=True)
    return picture if len(picture) <= MOST_LETTERS else ""


def _keep(source: ElementTree.Element, target: ElementTree.Element) -> None:
    for child in source:
        name = child.tag.removeprefix(f"{{{_SPACE}}}")
        if name not in _SHAPES or _unseen(child, name):
            continue
        facts = {key: _coloured(value) for key, value in child.attrib.items() if key in _FACTS}
        kept = ElementTree.SubElement(target, name, facts)
        kept.text = child.text
        _keep(child, kept)
        if name == "g" and not len(kept) and not (kept.text or "").strip():
            target.remove(kept)


def _unseen(element: ElementTree.Element, name: str) -> bool:
    if "background" in element.get("class", "") or "foreground" in element.get("class", ""):
        return True
    return name == "path" and element.get("d", "").startswith("M0,0h0v0")


def _coloured(value: str) -> str:
    return _COLOURS.get(value.lower(), value)
