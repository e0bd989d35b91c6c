"""A comparison of two rounds for a terminal: what came silently first, then risk, facts and every change."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import click

from contractkit.comparison import (
    KIND_WORDS,
    STATE_WORDS,
    Change,
    Comparison,
    FactChange,
    FindingChange,
    Words,
)

_INDENT = "    "
_CONTEXT = 60  # characters of what stayed, around what changed


def comparison_text(comparison: Comparison, width: int = 80, *, full: bool = False) -> str:
    """Return the comparison as text at most ``width`` columns wide; ``full`` shows what stayed whole."""
    lines = [
        *_head(comparison, width),
        *_back(comparison, width),
        *_silent(comparison, width, full),
        *_risk(comparison, width),
        *_facts(comparison.facts, width),
        *_tracked(comparison, width, full),
        *_unread(comparison, width),
    ]
    return "\n".join(lines) + "\n"


def _head(comparison: Comparison, width: int) -> Iterator[str]:
    summary = comparison.summary
    yield click.style(f"{comparison.old.name} → {comparison.new.name}", bold=True)
    counted = ", ".join(f"{count} {KIND_WORDS[kind]}" for kind, count in summary.changes.items() if count)
    yield from _wrap(f"Paragraphs: {counted or 'no change in words'}; {summary.renumbered} only renumbered", width)
    counted = ", ".join(f"{count} {STATE_WORDS[state]}" for state, count in summary.findings.items() if count)
    yield from _wrap(f"Findings (playbook {comparison.playbook}): {counted or 'none'}", width)
    if summary.silent:
        yield click.style(f"{summary.silent} CHANGES WERE MADE WITHOUT TRACKING, listed first.", fg="red", bold=True)
    if comparison.unread:
        yield from _wrap(f"NOT EVERYTHING WAS READ: {len(comparison.unread)} places, listed at the end.", width)
    yield ""


def _back(comparison: Comparison, width: int) -> Iterator[str]:
    for item in comparison.findings:
        if item.back:
            text = f"BACK AGAIN: {item.finding.title} ({item.finding.section}). It was settled: {item.back}"
            yield from (click.style(line, fg="red", bold=True) for line in _wrap(text, width))
    if any(item.back for item in comparison.findings):
        yield ""


def _silent(comparison: Comparison, width: int, full: bool) -> Iterator[str]:
    silent = [change for change in comparison.changes if change.silent]
    if silent:
        yield from _title("Changed without tracking", width)
        yield from _listed(silent, width, full)


def _tracked(comparison: Comparison, width: int, full: bool) -> Iterator[str]:
    tracked = [change for change in comparison.changes if not change.silent]
    if tracked:
        yield from _title("Tracked changes", width)
        yield from _listed(tracked, width, full)


def _listed(changes: Iterable[Change], width: int, full: bool) -> Iterator[str]:
    for change in changes:
        yield from _wrap(_place(change), width)
        yield from _wrap(_shown(change.words, full), width, _INDENT)
        yield ""


def _place(change: Change) -> str:
    sections = [section for section in dict.fromkeys((change.section_old, change.section_new)) if section]
    place = f"section {' → '.join(sections)}" if sections else "no section"
    if change.origin not in ("body", "table"):
        place += f", in a {change.origin}"
    edited = ", words changed too" if change.also_edited else ""
    authors = ", ".join(dict.fromkeys(by.author for words in change.words for by in words.by))
    clause = f" · our {change.clause}" if change.clause else ""
    return f"{KIND_WORDS[change.kind]}{edited} · {place}{f' · {authors}' if authors else ''}{clause}"


def _shown(words: Iterable[Words], full: bool) -> str:
    """The words with [-what went-] and {+what came+}, and a little of what stayed."""
    parts = []
    for word in words:
        if word.operation == "deleted":
            parts.append(f"[-{word.text}-]")
        elif word.operation == "inserted":
            parts.append(f"{{+{word.text}+}}")
        else:
            parts.append(word.text if full else _clipped(word.text))
    return " ".join("".join(parts).split())


def _clipped(text: str) -> str:
    return text if len(text) <= 2 * _CONTEXT else f"{text[:_CONTEXT]} … {text[-_CONTEXT:]}"


def _risk(comparison: Comparison, width: int) -> Iterator[str]:
    told = [item for item in comparison.findings if item.state != "open"]
    if not told:
        return
    yield from _title("What it does to risk", width)
    for item in told:
        yield from _wrap(_finding_line(item), width, "", "  ")
    yield ""


def _finding_line(item: FindingChange) -> str:
    before = f", was {item.severity_before}" if item.severity_before not in (None, item.finding.severity) else ""
    place = f" ({item.finding.section})" if item.finding.section else ""
    return (
        f"{STATE_WORDS[item.state]}: {item.finding.severity}{before}: {item.finding.title}{place} · {item.finding.id}"
    )


def _facts(facts: Iterable[FactChange], width: int) -> Iterator[str]:
    told = list(facts)
    if not told:
        return
    yield from _title("Facts that changed", width)
    for fact in told:
        way = {True: " (worse)", False: " (better)", None: ""}[fact.worse]
        place = f", section {fact.section}" if fact.section else ""
        before, after = ", ".join(fact.before) or "nothing", ", ".join(fact.after) or "nothing"
        yield from _wrap(f"{fact.name.replace('_', ' ')}: {before} → {after}{way}{place}", width, "", "  ")
    yield ""


def _unread(comparison: Comparison, width: int) -> Iterator[str]:
    for item in comparison.unread:
        yield from _wrap(f"not read: {item.part}, {item.place}: {item.reason}", width, "", "  ")


def _title(text: str, width: int) -> Iterator[str]:
    yield "─" * width
    yield click.style(text, bold=True)
    yield ""


def _wrap(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
    ) or [""]  # fmt: skip
