"""A report as Markdown: for a ticket, a wiki or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from contractkit.findings import SEVERITIES, Finding, Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
_STATUS_WORDS = {"missing": "Missing", "inverted": "Turned round", "weak": "Weak", "present": "Present"}


def report_markdown(report: Report, titles: Mapping[str, str]) -> str:
    """Return the report as CommonMark with tables; ``titles`` names the families."""
    lines = [*_head(report), *_findings(report), *_attention(report), *_families(report, titles), *_set_aside(report)]
    return "\n".join([*lines, *_coverage(report)]) + "\n"


def _head(report: Report) -> Iterator[str]:
    document = report.document
    yield f"# {_plain(document.name)}"
    yield ""
    roles = "; ".join(f"{role}: {_plain(', '.join(names))}" for role, names in document.roles.items() if names)
    yield f"{document.words:,} words. {roles}. Playbook {report.playbook.id} {report.playbook.version}."
    yield ""
    yield "| " + " | ".join(SEVERITIES) + " |"
    yield "|" + "---:|" * len(SEVERITIES)
    yield "| " + " | ".join(str(report.summary.findings[severity]) for severity in SEVERITIES) + " |"
    for item in report.attention:
        if not item.quote:
            yield ""
            yield f"**Note:** {_plain('; '.join(item.reasons))}"
    if report.coverage.unread:
        yield ""
        yield f"**Not everything was read:** {len(report.coverage.unread)} places, listed at the end."
    if not report.findings:
        yield ""
        yield "No findings."


def _findings(report: Report) -> Iterator[str]:
    for number, finding in enumerate(report.findings, 1):
        yield ""
        yield from _finding(number, finding)


def _finding(number: int, finding: Finding) -> Iterator[str]:
    yield f"## {number}. {_plain(finding.title)}"
    yield ""
    place = f", section {_plain(finding.section)}" if finding.section else ""
    sure = f"rule `{finding.rule}`, certainty {finding.certainty}, id `{finding.id}`"
    yield f"**{finding.severity.capitalize()}**{place}, {sure}"
    if finding.quote:
        yield ""
        yield f"> {_plain(finding.shown_quote)}"
    if finding.introduced_by:
        when = f" on {finding.introduced_by.date[:10]}" if finding.introduced_by.date else ""
        yield ""
        yield f"Tracked insertion by {_plain(finding.introduced_by.author)}{when}."
    for label, text in (("Why", finding.why), ("Say", finding.message), ("Law", "; ".join(finding.references))):
        if text:
            yield ""
            yield f"**{label}:** {_plain(' '.join(text.split()))}"
    for label, clause in (
        ("Ask for", finding.suggestion.text if finding.suggestion else ""),
        ("Fallback", finding.fallback),
    ):
        if clause:
            yield ""
            yield f"**{label}:**"
            yield ""
            yield from (f"    {line}" for line in clause.splitlines())


def _attention(report: Report) -> Iterator[str]:
    passages = [item for item in report.attention if item.quote]
    if not passages:
        return
    yield ""
    yield "## Read these yourself"
    yield ""
    yield "No rule fired here, but the wording leans to one side. Most one-sided first."
    yield ""
    for number, item in enumerate(passages, 1):
        place = f"section {_plain(item.section)}: " if item.section else ""
        yield f"{number}. {place}{_plain('; '.join(item.reasons))}: “{_plain(' '.join(item.quote.split()))}”"


def _families(report: Report, titles: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield "## Clauses"
    yield ""
    yield "| Clause | Status | Sections |"
    yield "|---|---|---|"
    for status, word in _STATUS_WORDS.items():
        for family in report.families:
            if family.status == status:
                sections = _plain(", ".join(family.sections))
                yield f"| {_plain(titles.get(family.id, family.id))} | {word} | {sections} |"


def _set_aside(report: Report) -> Iterator[str]:
    if not report.set_aside:
        return
    yield ""
    yield "## Set aside"
    yield ""
    for item in report.set_aside:
        accepted = f"accepted by {_plain(item.author)} until {item.expires}: {_plain(item.reason)}"
        why = accepted if item.why == "suppressed" else "known from the baseline"
        yield f"- {item.severity} {_plain(item.title)} (`{item.id}`): {why}"


def _coverage(report: Report) -> Iterator[str]:
    yield ""
    yield f"Read {report.coverage.read:,} of {report.coverage.characters:,} characters. Not legal advice."
    for item in report.coverage.unread:
        yield f"- Not read: {_plain(item.part)}, {_plain(item.place)}: {_plain(item.reason)}"


def _plain(text: str) -> str:
    """The text with everything escaped that Markdown would read as a mark."""
    return _SPECIAL.sub(r"\\\1", text)
