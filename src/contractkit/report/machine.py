"""A report for programs: JSON of the schema ``contractkit/report/1``."""

from __future__ import annotations

import json

from contractkit.comparison import Comparison
from contractkit.findings import Report


def report_json(report: Report | Comparison, indent: int | None = 2) -> str:
    """Return a report, or a comparison of two, as JSON with a final newline; on one line when ``indent`` is None."""
    return json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=indent) + "\n"
