"""The report as one page of HTML that needs nothing else: to send to a colleague, to print on A4."""

from functools import cache, partial
from itertools import groupby
from typing import Any

import jinja2
from babel.numbers import format_decimal

from torg.foundation.language import sentence

from .plain import ORDER
from .report import CheckReport


def page(report: CheckReport) -> str:
    rows = [(row, list(lines)) for row, lines in groupby(report.lines, key=lambda line: line.row) if row is not None]
    return _template().render(
        report=report, verdict=report.verdict, levels=[(level, report.of_level(level)) for level in ORDER],
        rows=rows, words=partial(_words, report.language), number=partial(_number, report.language),
        more=report.verdict.problem_count - len(report.lines),
    )  # fmt: skip


def _words(language: str, code: str, **facts: Any) -> str:
    return sentence(code, facts, language)


def _number(language: str, value: int) -> str:
    return str(format_decimal(value, locale=language))


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("torg.engine.specifications.saying", "."), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    return environment.get_template("page.html")
