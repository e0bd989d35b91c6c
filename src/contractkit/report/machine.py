"""A report for programs: JSON of the schema ``contractkit/report/1``."""

from __future__ import annotations

import json

from contractkit.findings import Report


def report_json(report: Report) -> str:
    """Return the report as indented JSON with a final newline; text stays readable, not escaped to ASCII."""
    return json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2) + "\n"
