"""For every run of the tests: how many of those on real files ran, and how many had nothing to read."""

import pytest

REAL = ("real", True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("real"):
            item.user_properties.append(REAL)  # travels with the report, also from another process


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = _real(terminalreporter, "skipped")
    run = _real(terminalreporter, "passed") + _real(terminalreporter, "failed")
    if run or skipped:
        terminalreporter.write_line(f"real-input tests: run {run}, skipped {skipped}")


def _real(terminalreporter: pytest.TerminalReporter, outcome: str) -> int:
    return sum(REAL in getattr(report, "user_properties", ()) for report in terminalreporter.stats.get(outcome, ()))
