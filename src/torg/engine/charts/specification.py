"""Charts as Vega-Lite: our colours and sizes, no axis where a number stands at each bar."""

from typing import Any

from .chart import Chart

WIDTH, BAR, HEIGHT = 360, 24, 220
INK, QUIET, LINE, MARK = "#15232b", "#46565d", "#d5dad4", "#226a68"
FONT = "Hub Text"
_LETTERS = 24
MOST_OTHERS = 2
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def specification(chart: Chart) -> dict[str, Any]:
    """Everything that a reader of Vega-Lite needs, data included."""
    drawn = {"dots": _dots, "line": _line, "counts": _line, "histogram": _columns}.get(chart.kind, _bars)(chart)
    return {"$schema": _SCHEMA, "background": None, "padding": 2, "config": _CONFIG, **drawn}


_CONFIG: dict[str, Any] = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": QUIET, "titleColor": QUIET, "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": 400,
        "gridColor": LINE, "domainColor": QUIET, "tickColor": QUIET, "labelLimit": 150, "titleLimit": 340,
    },
    "text": {"fontSize": 13, "color": INK},
}  # fmt: skip


def _bars(chart: Chart) -> dict[str, Any]:
    """Sorted, with the number at the end of each bar; labels are numbered inside so that equal ones stay apart."""
    values: list[dict[str, Any]] = [
        {"at": at, "label": _short(str(label)), "n": value, "told": f"{value:,}"}
        for at, (label, value) in enumerate(chart.pairs)
    ]
    if chart.kind == "bars" and values[-1]["n"] > MOST_OTHERS * values[0]["n"]:
        values[-1]["n"] = 0  # the rest of all would make stubs of the bars it stands below: it has its number alone
    y = {
        "field": "at", "type": "ordinal", "sort": None, "title": None,
        "axis": {"labels": False, "ticks": False, "domain": True, "offset": 0},
    }  # fmt: skip
    x: dict[str, Any] = {"field": "n", "type": "quantitative", "axis": None, "scale": {"zero": True}}
    return {
        "width": WIDTH - 70 - min(max(len(str(one["label"])) for one in values) * 8, 150),
        "height": BAR * len(values),
        "data": {"values": values},
        "encoding": {"y": y},
        "layer": [
            {"mark": {"type": "bar", "color": MARK, "height": BAR - 7}, "encoding": {"x": x}},
            {
                "mark": {"type": "text", "align": "right", "x": -6, "color": INK, "limit": 150},
                "encoding": {"text": {"field": "label"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"x": x, "text": {"field": "told"}},
            },
        ],
    }


def _columns(chart: Chart) -> dict[str, Any]:
    values = [
        {"at": at, "low": str(label).split(" – ")[0], "n": value} for at, (label, value) in enumerate(chart.pairs)
    ]
    lows = [one["low"] for one in values]
    step = max(len(lows) // 6, 1)
    axis = {
        "title": f"{chart.across} ({chart.unit})" if chart.unit else chart.across, "labelAngle": 0, "ticks": False,
        "values": lows[::step], "labelAlign": "left",
    }  # fmt: skip
    return {
        **_frame(),
        "data": {"values": values},
        "mark": {"type": "bar", "color": MARK, "binSpacing": 1},
        "encoding": {
            "x": {"field": "low", "type": "ordinal", "sort": None, "axis": axis, "scale": {"paddingInner": 0.08}},
            "y": {"field": "n", "type": "quantitative", "axis": {"title": None, "tickCount": 4, "format": "~s"}},
        },
    }


def _line(chart: Chart) -> dict[str, Any]:
    values = [{"p": label, "n": value} for label, value in chart.pairs]
    years = len(str(values[0]["p"])) == 4
    x = {"field": "p", "type": "temporal", "axis": {"title": chart.across, "grid": False, "tickCount": 5}}
    if years:
        x["axis"]["format"] = "%Y"  # type: ignore[index]
    counted = chart.kind == "counts"
    y = {
        "field": "n", "type": "quantitative", "scale": {"zero": counted},
        "axis": {"title": None if counted else _measured(chart), "tickCount": 4, "format": _figures(chart)},
    }  # fmt: skip
    marks: list[dict[str, Any]] = [{"mark": {"type": "line", "color": MARK, "strokeWidth": 2.5}}]
    if len(values) <= 30:
        marks.append({"mark": {"type": "circle", "color": MARK, "size": 40, "opacity": 1}})
    return {**_frame(), "data": {"values": values}, "encoding": {"x": x, "y": y}, "layer": marks}


def _dots(chart: Chart) -> dict[str, Any]:
    values = [{"x": first, "y": second} for first, second in chart.pairs]
    axis = {"tickCount": 5, "format": ".4~g"}
    x = {"field": "x", "type": "quantitative", "scale": {"zero": False}, "axis": {**axis, "title": chart.across}}
    y = {"field": "y", "type": "quantitative", "scale": {"zero": False}, "axis": {**axis, "title": _measured(chart)}}
    mark = {"type": "circle", "color": MARK, "size": 28, "opacity": 0.75}
    return {**_frame(), "data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}}


def _figures(chart: Chart) -> str:
    """Large numbers as 20k, so that none is cut."""
    return "~s" if max(abs(value) for _, value in chart.pairs) >= 10_000 else ".4~g"


def _frame() -> dict[str, Any]:
    return {"width": WIDTH, "height": HEIGHT, "autosize": {"type": "fit", "contains": "padding"}}


def _measured(chart: Chart) -> str:
    return f"{chart.along} ({chart.unit})" if chart.unit and chart.unit not in chart.along else chart.along


def _short(label: str) -> str:
    return label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"
