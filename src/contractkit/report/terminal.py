"""A report as text for a terminal of any width; colours are ANSI codes that a pipe can strip."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

import click

from contractkit.findings import SEVERITIES, FamilyStatus, Finding, Report, Severity, Status

_COLOURS: dict[str, str] = {"critical": "bright_red", "high": "red", "medium": "yellow", "low": "cyan"}
_STATUS_WORDS: dict[Status, str] = {
    "missing": "missing", "inverted": "turned round", "weak": "weak", "present": "present",
}  # fmt: skip
_TYPES = {"msa": "services agreement", "sla": "service-level agreement", "dpa": "data-processing agreement"}
_ON_FIRST_SCREEN = 8
_SUGGESTION_LINES = 8
_INDENT = "    "


def report_text(report: Report, width: int = 80, *, titles: Mapping[str, str], full: bool = False) -> str:
    """Return the report as text at most ``width`` columns wide.

    ``titles`` names the families; ``full`` prints whole suggested clauses instead of their first lines.
    """
    lines = [*_head(report, width), "", *_overview(report, width), ""]
    if report.findings:
        lines += [*_findings(report, width, full)]
    lines += [*_attention(report, width), *_families(report, width, titles)]
    lines += [*_set_aside(report, width), *_coverage(report, width)]
    return "\n".join(lines) + "\n"


def _head(report: Report, width: int) -> Iterator[str]:
    document = report.document
    yield click.style(document.name, bold=True)
    roles = " · ".join(f"{role}: {', '.join(names[:3])}" for role, names in document.roles.items() if names)
    yield from _wrap(f"{document.words:,} words · {_TYPES[document.type]} · {roles}", width)
    yield from _wrap(f"Checked with playbook {report.playbook.id} {report.playbook.version}", width)
    for item in report.attention:
        if not item.quote:
            yield from _wrap(f"Note: {'; '.join(item.reasons)}", width)


def _overview(report: Report, width: int) -> Iterator[str]:
    counts = report.summary.findings
    if not report.findings:
        yield "No findings in the text that was read." if report.coverage.unread else "No findings."
    else:
        yield "   ".join(_badge(severity, f"{counts[severity]} {severity}") for severity in SEVERITIES)
    families = report.summary.families
    counted = ", ".join(f"{families[status]} {word}" for status, word in _STATUS_WORDS.items())
    yield from _wrap(f"Clauses: {counted}", width)
    if report.set_aside:
        yield from _wrap(f"{len(report.set_aside)} findings are set aside, listed at the end.", width)
    if report.coverage.unread:
        yield from _wrap(f"NOT EVERYTHING WAS READ: {len(report.coverage.unread)} places, listed at the end.", width)
    else:
        yield from _wrap(f"All {report.coverage.characters:,} characters of text were read.", width)
    if report.findings:
        yield ""
        yield click.style("Worst first", bold=True)
        for number, finding in enumerate(report.findings[:_ON_FIRST_SCREEN], 1):
            yield _index_line(number, finding, width)
        more = len(report.findings) - _ON_FIRST_SCREEN
        if more > 0:
            yield f"{_INDENT}and {more} more below"


def _attention(report: Report, width: int) -> Iterator[str]:
    """The passages that lean to one side and that no rule could judge."""
    passages = [item for item in report.attention if item.quote]
    if not passages:
        return
    yield _rule(width)
    yield click.style("Read these yourself", bold=True)
    yield from _wrap("No rule fired here, but the wording leans to one side. Most one-sided first.", width)
    for number, item in enumerate(passages, 1):
        yield ""
        place = f"section {item.section}: " if item.section else ""
        yield from _wrap(f"{number}. {place}{'; '.join(item.reasons)}", width)
        yield from _wrap(f"“{item.quote}”", width, _INDENT)
    yield ""


def _badge(severity: Severity, text: str) -> str:
    return click.style(text, fg=_COLOURS[severity], bold=severity == "critical")


def _index_line(number: int, finding: Finding, width: int) -> str:
    place = f"  {_cut(finding.section, width // 3)}" if finding.section else ""
    room = width - 14 - len(place)
    return (
        f"{number:>3} {_badge(finding.severity, f'{finding.severity:<9}')} {_cut(finding.title, room):<{room}}{place}"
    )


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _findings(report: Report, width: int, full: bool) -> Iterator[str]:
    for number, finding in enumerate(report.findings, 1):
        yield _rule(width)
        yield from _finding(number, finding, width, full)
        yield ""


def _finding(number: int, finding: Finding, width: int, full: bool) -> Iterator[str]:
    head = f"{number}. {finding.title}"
    yield from (click.style(line, bold=True) for line in _wrap(head, width))
    place = f"section {finding.section}" if finding.section else ""
    if finding.origin not in ("body", "table"):
        place = f"{place}, in a {finding.origin}" if place else f"in a {finding.origin}"
    severity = finding.severity.upper()
    facts = _wrap(" · ".join(part for part in (severity, place, f"rule {finding.rule}") if part), width)
    yield facts[0].replace(severity, _badge(finding.severity, severity), 1)
    yield from facts[1:]
    yield click.style(f"certainty {finding.certainty} · id {finding.id}", dim=True)
    if finding.quote:
        yield from _wrap(f"“{finding.shown_quote}”", width, _INDENT)
    if finding.introduced_by:
        when = f" on {finding.introduced_by.date[:10]}" if finding.introduced_by.date else ""
        yield f"{_INDENT}(tracked insertion by {finding.introduced_by.author}{when})"
    yield from _labelled("Why", finding.why, width)
    yield from _labelled("Say", finding.message, width)
    if finding.suggestion:
        yield from _labelled(
            "Ask for", _shortened(finding.suggestion.text, width, full), width, finding.suggestion.clause
        )
    if full and finding.fallback:
        yield from _labelled("Fallback", finding.fallback, width)
    if finding.references:
        yield from _labelled("Law", "; ".join(finding.references), width)


def _labelled(label: str, text: str, width: int, note: str = "") -> Iterator[str]:
    head = _wrap(f"{label} ({note})" if note else label, width)
    yield head[0].replace(label, click.style(label, bold=True), 1)
    yield from head[1:]
    for line in text.splitlines():
        if line.strip():
            lead = line[: len(line) - len(line.lstrip())]
            yield from _wrap(" ".join(line.split()), width, _INDENT + lead)


def _shortened(text: str, width: int, full: bool) -> str:
    if full:
        return text
    lines = [part for line in text.splitlines() for part in _wrap(line.strip(), width - len(_INDENT)) if part.strip()]
    if len(lines) <= _SUGGESTION_LINES:
        return text
    return "\n".join(lines[:_SUGGESTION_LINES]) + " …\n(--full shows the whole clause)"


def _families(report: Report, width: int, titles: Mapping[str, str]) -> Iterator[str]:
    yield _rule(width)
    yield click.style("Clauses", bold=True)
    for status, word in _STATUS_WORDS.items():
        group = [family for family in report.families if family.status == status]
        if group:
            names = "; ".join(_family_name(family, titles) for family in group)
            yield from _wrap(f"{word}: {names}", width, "", "  ")
    yield ""


def _set_aside(report: Report, width: int) -> Iterator[str]:
    """What a baseline or a person took out of the findings, and why."""
    if not report.set_aside:
        return
    yield click.style("Set aside", bold=True)
    for item in report.set_aside:
        place = f" ({item.section})" if item.section else ""
        because = f"accepted by {item.author} until {item.expires}: {item.reason}"
        why = because if item.why == "suppressed" else "known from the baseline"
        yield from _wrap(f"{item.severity} {item.title}{place} · {item.id} · {why}", width, "", "  ")
    yield ""


def _family_name(family: FamilyStatus, titles: Mapping[str, str]) -> str:
    place = f" ({', '.join(family.sections[:2])}{', …' if len(family.sections) > 2 else ''})" if family.sections else ""
    return titles.get(family.id, family.id) + place


def _coverage(report: Report, width: int) -> Iterator[str]:
    coverage = report.coverage
    parts = ", ".join(f"{count:,} in {origin}" for origin, count in coverage.by_origin.items() if count)
    yield from _wrap(f"Read {coverage.read:,} of {coverage.characters:,} characters: {parts}.", width)
    for item in coverage.unread:
        yield from _wrap(f"not read: {item.part}, {item.place}: {item.reason}", width, "", "  ")


def _rule(width: int) -> str:
    return "─" * width


def _wrap(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """Wrap, never breaking a word unless it alone is wider than the line."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
    ) or [""]
