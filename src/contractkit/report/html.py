"""Reports as one HTML page that needs nothing else: no script, no font, no picture, no network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import jinja2

from contractkit.comparison import KIND_WORDS, STATE_WORDS, Comparison
from contractkit.findings import SEVERITIES, Report

_STATUS_WORDS = {"missing": "missing", "inverted": "turned round", "weak": "weak", "present": "present"}


def report_html(report: Report, titles: Mapping[str, str]) -> str:
    """Return the report as a whole HTML document; ``titles`` names the families. Every value is escaped."""
    return _page("page.html.j2").render(
        report=report, titles=titles, severities=SEVERITIES, statuses=_STATUS_WORDS,
        passages=[item for item in report.attention if item.quote],
    )  # fmt: skip


def comparison_html(comparison: Comparison) -> str:
    """Return a comparison of two rounds as a whole HTML document. Every value is escaped."""
    return _page("compared.html.j2").render(
        c=comparison, kinds=KIND_WORDS, states=STATE_WORDS,
        silent=[change for change in comparison.changes if change.silent],
        tracked=[change for change in comparison.changes if not change.silent],
        risk=[item for item in comparison.findings if item.state != "open"],
    )  # fmt: skip


@cache
def _page(name: str) -> jinja2.Template:
    source = files("contractkit.report").joinpath(name).read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string(source)
