"""A report as one HTML page that needs nothing else: no script, no font, no picture, no network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import jinja2

from contractkit.findings import SEVERITIES, Report

_STATUS_WORDS = {"missing": "missing", "inverted": "turned round", "weak": "weak", "present": "present"}


def report_html(report: Report, titles: Mapping[str, str]) -> str:
    """Return the report as a whole HTML document; ``titles`` names the families. Every value is escaped."""
    return _page().render(
        report=report, titles=titles, severities=SEVERITIES, statuses=_STATUS_WORDS,
        passages=[item for item in report.attention if item.quote],
    )  # fmt: skip


@cache
def _page() -> jinja2.Template:
    source = files("contractkit.report").joinpath("page.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string(source)
