"""Saying what a check found: as JSON, in words, as a page to print, as a list. All are made of one report."""

from .page import page
from .plain import plain
from .report import CheckReport, Line, TellingGroup, report_of
from .sheet import sheet

__all__ = ["CheckReport", "Line", "TellingGroup", "page", "plain", "report_of", "sheet"]
