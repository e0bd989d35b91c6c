"""From a raised problem to a finding: its quote, its author, the wording to ask for, and an id that stays."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.document import Paragraph
from contractkit.findings import Finding, IntroducedBy, Suggestion
from contractkit.fingerprint import fingerprint
from contractkit.judging.case import Case
from contractkit.judging.quotes import left_out, quoted, words
from contractkit.judging.raised import Raised

Proposals = tuple[Suggestion | None, str | None]


def dress(raised: Iterable[Raised], case: Case) -> list[Finding]:
    """Return the findings in the order of ``raised``."""
    repeats: dict[str, int] = {}
    return [_finding(item, case, repeats) for item in raised]


def _finding(raised: Raised, case: Case, repeats: dict[str, int]) -> Finding:
    paragraph = case.document.paragraphs[raised.place.paragraph] if raised.place else None
    start, end = quoted(case.document, raised.place, raised.matter) if raised.place else (0, 0)
    quote = paragraph.text[start:end] if paragraph else ""
    named = words(case.document, raised.place) or ""
    suggestion, fallback = _proposals(case, raised.ask.family or raised.family, raised.ask.position)
    return Finding(
        id=fingerprint(raised.rule, named, repeats), rule=raised.rule, kind=raised.kind, family=raised.family,
        severity=raised.severity, title=raised.title, message=raised.message, why=raised.why,
        section=paragraph.section if paragraph else "", origin=paragraph.origin if paragraph else "body", quote=quote,
        paragraph=paragraph.index if paragraph else None, start=start if paragraph else None,
        end=end if paragraph else None, introduced_by=_author(paragraph, start, end), suggestion=suggestion,
        fallback=fallback, references=[case.library.law[item].cite for item in raised.law if item in case.library.law],
        certainty=raised.certainty, left_out=left_out(raised.place, start, end) if raised.place else "",
    )  # fmt: skip


def _proposals(case: Case, family: str, position: str) -> Proposals:
    """The wording to ask for, and the text of the first step back when that is another one."""
    known, language = case.context.evidence.known, case.playbook.language
    found = known.once(case.library.proposals, family, position, language, case.customer, case.vendor)
    if not found:
        return None, None
    (wording, text), *back = found
    return Suggestion(clause=wording.clause_id, position=wording.position, text=text), back[0][1] if back else None


def _author(paragraph: Paragraph | None, start: int, end: int) -> IntroducedBy | None:
    for revision in paragraph.revisions if paragraph else ():
        if revision.kind != "deleted" and revision.start < end and start < max(revision.end, revision.start + 1):
            return IntroducedBy(author=revision.author, date=revision.date)
    return None
