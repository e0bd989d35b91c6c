"""Any set of findings on any generated file: rejected it is the vendor's file; accepted it says what was proposed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import deleted, docx, footnote_reference, ins, legal_list, p, r, sdt, tbl, tr
from contractkit.check import check_document
from contractkit.review.dossier import dossier_of
from contractkit.review.plan import mark
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.marks import Author
from contractkit.word.read import read_document
from contractkit.word.resolve import accept_all, reject_all
from packets import REVIEWER, library

AUTHOR = Author(REVIEWER, "DO", "2026-11-29T00:00:00Z")
OURS = frozenset({REVIEWER})
HEAD = "Services agreement between Shop Ltd (the “Customer”) and Desk Ltd (the “Vendor”)."
# What rules with a redline flag, by the library's own examples, and sentences that no rule minds.
FLAGGED = sorted(
    example
    for rule in library().rules.values()
    if rule.redline is not None
    for example in rule.tests.flag[:2]
    if "\n" not in example and "|" not in example
)
PLAIN = [
    "Vendor must answer each contact politely.",
    "The parties meet every month.",
    "Customer names a contact person.",
]


@st.composite
def inlines(draw: st.DrawFn, sentence: str) -> tuple[str, ...]:
    """A sentence as Word may store it: whole, in pieces, formatted, in a control, inserted or with words deleted."""
    at = draw(st.integers(1, len(sentence) - 1))
    first, second = sentence[:at], sentence[at:]
    kind = draw(st.integers(0, 7))
    return (
        (r(sentence),),
        (r(first), r(second)),
        (r(first, "<w:b/>"), r(second, "<w:i/>")),
        (sdt(r(sentence)),),
        (r(first), sdt(r(second))),
        (ins(sentence, author="Vera Nimbus"),),
        (r(first), ins(second, author="Vera Nimbus")),
        (r(first), deleted("never ", author="Carl Osprey"), r(second)),
    )[kind]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file of flagged and plain sentences in paragraphs, clauses, items, cells, a footnote and a footer."""
    body, number = [p(HEAD)], draw(st.booleans())
    for at in range(draw(st.integers(1, 5))):
        sentences = draw(st.lists(st.sampled_from(FLAGGED) | st.sampled_from(PLAIN), min_size=1, max_size=3))
        content = [piece for sentence in sentences for piece in (*draw(inlines(sentence)), r(" "))]
        kind = draw(st.integers(0, 4))
        if kind == 0:
            body.append(tbl(tr("Topic", "Rule"), tr("Terms", p(*content))))
        elif kind == 1:
            body.append(p(*content, footnote_reference(2), num=(1, 1) if number else None))
        elif number:
            body.append(p(*content, num=(1, draw(st.integers(0, 2)))))
        else:
            body.append(p(f"{at + 1}. ", *content))
    note, foot = draw(st.sampled_from(FLAGGED)), draw(st.sampled_from(FLAGGED + PLAIN))
    return docx(*body, p("Signed by both."), numbering=legal_list(), footnotes={2: p(note)}, footer=p(foot))


@settings(max_examples=8)
@given(files(), st.data())
def test_rejected_it_is_the_vendors_file_and_accepted_it_says_what_was_proposed(
    data: bytes, draw: st.DataObject
) -> None:
    document = read_document(data)
    report = check_document(document, library=library())
    dossier = dossier_of(report, document, library(), library().playbook("customer-support"), insert="critical")
    kept = draw.draw(st.sets(st.sampled_from([finding.id for finding in report.findings])))
    some = replace(
        dossier,
        proposals=tuple(item for item in dossier.proposals if {item.finding, item.shared or item.finding} <= kept),
        clauses=tuple(item for item in dossier.clauses if item.finding in kept),
    )
    marked = mark(data, document, some, AUTHOR, internal=True, comments="low")
    assert equal_but_for_marks(data, marked.data, OURS)
    before, after = read_document(data), read_document(reject_all(marked.data, OURS))
    assert [(item.number, item.text) for item in after.paragraphs] == [
        (item.number, item.text) for item in before.paragraphs
    ]
    told = "\n".join(item.text for item in read_document(accept_all(marked.data, OURS)).paragraphs)
    for change in marked.changes.values():
        assert all(line.strip() in told for line in change.new.split("\n")), change
    refused = {item.finding for item in some.proposals if item.edit} - set(marked.changes)
    assert refused <= set(marked.reasons), "a change that is not made says why"
