"""Charts: what a table's data are worth drawing as, counted over all rows, as Vega-Lite and as SVG."""

from .advice import Plan, plans
from .chart import Chart, Finding, Words
from .counting import Counted, counted
from .drawing import drawn

__all__ = ["Chart", "Counted", "Finding", "Plan", "Words", "counted", "drawn", "plans"]
