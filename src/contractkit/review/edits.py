"""Which findings become tracked changes, and in which words; the others say why they stay comments."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from contractkit.canonical import Roles
from contractkit.document import Document, Paragraph
from contractkit.findings import Finding, Report
from contractkit.library.catalogue import Library
from contractkit.library.models import LimitRule, Rule
from contractkit.library.replacement import replaced_words
from contractkit.library.suggestion import Manner
from contractkit.nlp import sentences
from contractkit.review.joint import Draft, Joint, one_change, overlapping
from contractkit.review.reread import Reader
from contractkit.text import Quantity, convert
from contractkit.word.marks import Replacement

# A label or a run-in heading in front of the first sentence: "(a) ", "16.6 ", "Suspension. ".
_LABEL = re.compile(r"\W*(?:\(?\w{1,4}\)|\d+(?:\.\d+)*\.?)?\W*")
_MEANS = re.compile(r"\W*[“\"][^”\"]{2,80}[”\"][^.]{0,40}\b(?:means|includes|shall mean|has the meaning|is)\b")
_ITEM_END = re.compile(r"(?:;|,)\s*(?:and|or)?\s*$")
_LEFT = "the change made in the same words does not mend this"
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
    """Return a proposal for each finding whose rule has a redline of words, in the order of the report, and for each
    critical or high one without: that says why there is no change.

    Findings on the same words share one change. One of whose defect that change leaves something stays a comment.
    """
    told: dict[str, Proposal] = {}
    drafts: list[Draft] = []
    names = report.document.roles
    reader = Reader(library, Roles(tuple(names["customer"]), tuple(names["vendor"])))
    for finding in report.findings:
        rule = library.rules.get(finding.rule)
        if rule is None or finding.paragraph is None or (rule.redline is not None and rule.redline.insert):
            continue
        if rule.redline is None:
            if finding.severity in ("critical", "high"):
                told[finding.id] = Proposal(finding.id, None, reason=_without_sentence(document, finding.paragraph))
            continue
        draft = _draft(finding, rule, report, document, manner)
        if isinstance(draft, Draft) and not _stands_alone(draft, document.paragraphs[draft.paragraph], reader):
            draft = "what the number is for stands in another sentence"
        if isinstance(draft, str):
            told[finding.id] = Proposal(finding.id, None, reason=draft)
        else:
            drafts.append(draft)
    for group in overlapping(drafts):
        told |= {item.finding: item for item in _proposals(group, document.paragraphs[group[0].paragraph], reader)}
    return [told[finding.id] for finding in report.findings if finding.id in told]


def _without_sentence(document: Document, paragraph: int) -> str:
    if document.paragraphs[paragraph].cell is not None:
        return "the words stand in a table"
    return "no sentence of ours fits here, so a person must write one"


def _proposals(group: Sequence[Draft], paragraph: Paragraph, reader: Reader) -> Iterator[Proposal]:
    """One change for a group of findings: the first that it cures bears it, and those that it does not cure say so."""
    if len(group) == 1:
        draft = group[0]
        old = paragraph.text[draft.start : draft.end]
        joint = Joint(draft.start, draft.end, draft.rewrite(old) or "", (draft.finding,), ())
    else:
        joint = one_change(group, paragraph.text, reader)
    old = paragraph.text[joint.start : joint.end]
    bearer = joint.cured[0] if joint.cured else ""
    for finding in joint.cured:
        edit = Replacement(paragraph.index, joint.start, joint.end, joint.new, bearer) if finding == bearer else None
        yield Proposal(finding, edit, old, joint.new, shared="" if edit else bearer)
    for finding in joint.left:
        reason = _LEFT if bearer else "no sentence of ours mends all that these words hold"
        yield Proposal(finding, None, reason=reason)


def _draft(finding: Finding, rule: Rule, report: Report, document: Document, manner: Manner) -> Draft | str:
    """What is wanted for one finding, or the reason why its words cannot be changed."""
    paragraph = document.paragraphs[finding.paragraph or 0]
    start, end = finding.start or 0, finding.end or 0
    whole = rule.redline is not None and rule.redline.value is None
    if whole and finding.left_out in ("before", "both"):
        return "the sentence is very long, and these words come late in it"
    if whole:
        reason, start, end = _whole_sentence(paragraph, start, end)
        if reason:
            return reason
    broken = _broken(finding, rule, report)

    def rewrite(words: str) -> str | None:
        return replaced_words(rule, words, broken, manner.speak)

    if rewrite(paragraph.text[start:end]) is None:
        return "the number could not be found in the words"
    return Draft(finding.id, rule.id, paragraph.index, start, end, rewrite, whole)


def _stands_alone(draft: Draft, paragraph: Paragraph, reader: Reader) -> bool:
    """Whether the words say themselves what the number is for; a cell and an item of a list need what they belong to.

    A number that a neighbouring sentence explains may be another one after all, and is not changed.
    """
    if draft.whole or paragraph.cell is not None or paragraph.number.startswith("("):
        return True
    return reader.fires(draft.rule, paragraph.text[draft.start : draft.end])


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
    if _ITEM_END.search(sentence) or sentence.lstrip()[:1].islower() or not _SENTENCE_END.search(sentence.rstrip()):
        return "the words are an item of a list"
    return ""
