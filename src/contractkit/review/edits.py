"""Which findings become tracked changes, and in which words; the others say why they stay comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from contractkit.document import Document, Paragraph
from contractkit.findings import Finding, Report
from contractkit.library.catalogue import Library
from contractkit.library.models import LimitRule, Rule
from contractkit.library.replacement import replaced_words
from contractkit.library.suggestion import Manner
from contractkit.nlp import sentences
from contractkit.text import Quantity, convert
from contractkit.word.marks import Replacement

# A label or a run-in heading in front of the first sentence: "(a) ", "16.6 ", "Suspension. ".
_LABEL = re.compile(r"\W*(?:\(?\w{1,4}\)|\d+(?:\.\d+)*\.?)?\W*")
_MEANS = re.compile(r"\W*[“\"][^”\"]{2,80}[”\"][^.]{0,40}\b(?:means|includes|shall mean|has the meaning|is)\b")
_ITEM_END = re.compile(r"(?:;|,)\s*(?:and|or)?\s*$")
_SENTENCE_END = re.compile(r"[.!?][\"”')\]]*$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a handoff does about one finding in the text: a replacement, or the reason why only a comment is made.

    ``old`` and ``new`` are the words before and after; ``shared`` names the finding whose change this one is part of.
    """

    finding: str
    edit: Replacement | None
    old: str = ""
    new: str = ""
    reason: str = ""
    shared: str = ""


def propose(report: Report, document: Document, library: Library, manner: Manner) -> list[Proposal]:
    """Return a proposal for each finding whose rule has a redline of words, in the order of the report.

    Two findings on the same sentence share one change; a finding whose words overlap those of another stays a comment.
    """
    found: list[Proposal] = []
    for finding in report.findings:
        rule = library.rules.get(finding.rule)
        if rule is None or rule.redline is None or rule.redline.insert or finding.paragraph is None:
            continue
        _add(found, _proposal(finding, rule, report, document, manner), finding.id)
    return found


def _add(found: list[Proposal], new: Proposal, finding: str) -> None:
    """Add a proposal, joined with one on the same words, or without its change when the words only overlap."""
    edit = new.edit
    for at, other in enumerate(found):
        held = other.edit
        if edit is None or held is None or not _overlap(held, edit):
            continue
        if (held.start, held.end) == (edit.start, edit.end) and _is_sentence(new.new) and _is_sentence(other.new):
            joined = other.new if new.new in other.new else f"{other.new} {new.new}"
            edit = Replacement(held.paragraph, held.start, held.end, joined, held.key)
            found[at] = Proposal(other.finding, edit, other.old, joined)
            found.append(Proposal(finding, None, new.old, joined, shared=other.finding))
        else:
            found.append(Proposal(finding, None, reason="another change is made in the same words"))
        return
    found.append(new)


def _overlap(one: Replacement, other: Replacement) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def _is_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def _proposal(finding: Finding, rule: Rule, report: Report, document: Document, manner: Manner) -> Proposal:
    paragraph = document.paragraphs[finding.paragraph or 0]
    start, end = finding.start or 0, finding.end or 0
    if rule.redline is not None and rule.redline.value is None:
        reason, start, end = _whole_sentence(paragraph, start, end)
        if reason:
            return Proposal(finding.id, None, reason=reason)
    old = paragraph.text[start:end]
    new = replaced_words(rule, old, _broken(finding, rule, report), _speaker(manner))
    if new is None:
        return Proposal(finding.id, None, reason="the number could not be found in the words")
    edit = Replacement(paragraph.index, start, end, new, finding.id)
    return Proposal(finding.id, edit, old, new)


def _speaker(manner: Manner) -> Callable[[str], str]:
    return manner.speak


def _broken(finding: Finding, rule: Rule, report: Report) -> Container[Quantity]:
    """The quantities of the quoted words that break the rule's limit."""
    if not isinstance(rule, LimitRule):
        return ()
    quantities = {
        Quantity(fact.value, "month" if fact.unit == "months_of_fees" else fact.unit)
        for fact in report.facts
        if fact.name == rule.fact and fact.quote.startswith(finding.quote)
    }
    return {quantity for quantity in quantities if _breaks(quantity, rule)}


def _breaks(quantity: Quantity, rule: LimitRule) -> bool:
    value = convert(quantity, "month" if rule.unit == "months_of_fees" else rule.unit)
    return value is not None and any(
        (step.over is not None and value > step.over) or (step.under is not None and value < step.under)
        for step in rule.steps
    )


def _whole_sentence(paragraph: Paragraph, start: int, end: int) -> tuple[str, int, int]:
    """Why no sentence can be put here ("" when one can), and where the quoted sentence begins and ends."""
    text = paragraph.text
    if paragraph.cell is not None:
        return "the words stand in a table", start, end
    if paragraph.heading and paragraph.heading.strip() == text.strip():
        return "the words are a heading", start, end
    inside = [span for span in sentences(text) if span[0] <= start < span[1]]
    if inside:
        end = max(end, inside[0][1])
        if start > inside[0][0] and _LABEL.fullmatch(text[inside[0][0] : start]) is None:
            return "the words are a part of a sentence", start, end
    start += _typed_label(paragraph, start)
    return _not_replaceable(text[start:end]), start, end


def _typed_label(paragraph: Paragraph, start: int) -> int:
    """The length of the number that is typed in front of the words: it stays."""
    number = re.escape(paragraph.number)
    label = re.match(rf"\s*{number}[.)]?\s+", paragraph.text[start:]) if number else None
    return label.end() if label else 0


def _not_replaceable(sentence: str) -> str:
    """Why a sentence cannot give way to another one; "" when it can."""
    if _MEANS.match(sentence):
        return "the words define a term"
    if sentence.rstrip().endswith(":"):
        return "the words lead a list in"
    if _ITEM_END.search(sentence) or sentence.lstrip()[:1].islower() or not _is_sentence(sentence.rstrip()):
        return "the words are an item of a list"
    return ""
