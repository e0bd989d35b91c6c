"""The list "read these yourself": one-sided passages that no finding quotes, most one-sided first."""

from __future__ import annotations

import pytest

from contractkit.attention import MOST_PASSAGES, leaning_passages, one_sided, one_sidedness
from contractkit.canonical import Roles
from contractkit.evidence import Evidence, gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text

LIBRARY = load_library()
ROLES = Roles(("Client",), ("Agency",))

ONE_SIDED = [
    "Agency decides at its sole discretion which tickets count, whether or not Client agrees with the result.",
    "Client waives every claim for delay, and no refund is due for whatever reason the delay occurs.",
    "All results are deemed accepted and final, and Client waives all claims, unless it objects within two days.",
    "Any further work is invoiced to Client in addition at the then-current rates of Agency without prior notice.",
    "Agency is under no obligation to hand over the knowledge base, and is not liable for any gap in it.",
]
FAIR = [
    "Agency must answer every call within twenty seconds and must not pass the call to anybody else.",
    "Either party may end this Agreement on thirty days' written notice to the other party.",
    "Agency may use other companies only with the prior written consent of Client.",
    "Credits do not limit the right of Client to claim damages or to terminate the Agreement.",
    "Client may audit the records of Agency at any time, and Agency must help without charge.",
]


def evidence_of(*lines: str) -> Evidence:
    return gather_evidence(document_from_text("\n".join(lines)), ROLES)


def ranked(*lines: str, told: tuple[tuple[int, int, int], ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    evidence = evidence_of(*lines)
    document = evidence.document
    found = leaning_passages(evidence, one_sided(evidence, LIBRARY.leanings, LIBRARY.phrase), told)
    return [
        (document.paragraphs[item.passage.paragraph].text[item.passage.start : item.passage.end], item.leanings)
        for item in found
    ]


@pytest.mark.parametrize("line", ONE_SIDED)
def test_a_one_sided_passage_is_listed_with_its_reasons(line: str) -> None:
    ((text, reasons),) = ranked(line)
    assert text == line
    assert reasons
    assert all(LIBRARY.leanings[name].weight > 0 for name in reasons)


@pytest.mark.parametrize("line", FAIR)
def test_a_fair_passage_is_not_listed(line: str) -> None:
    assert ranked(line) == []


def test_swapping_the_parties_turns_the_result() -> None:
    text = "Client bears the cost of every error in the answers, and waives its right to object to the results later."
    assert [text for text, _ in ranked(text)] == [text]
    assert ranked(text.replace("Client", "Agency")) == []


def test_what_a_finding_quotes_is_not_listed() -> None:
    assert ranked(ONE_SIDED[0], told=((0, 10, 20),)) == []
    assert ranked(ONE_SIDED[0], told=((1, 10, 20),)) != []


def test_the_list_is_short_and_ranked_and_always_the_same() -> None:
    lines = [f"{line} No. {number}." for number in range(9) for line in ONE_SIDED]
    found = ranked(*lines)
    assert len(found) == MOST_PASSAGES
    assert found == ranked(*lines)


def test_an_item_is_not_listed_beside_its_sentence() -> None:
    text = (
        "Agency may at its sole discretion, whether or not Client agrees: (a) charge additional fees without notice; "
        "and (b) decide alone that no refund is due."
    )
    spans = [text for text, _ in ranked(text)]
    assert len(spans) == len(set(spans)) >= 1
    assert not any(one != other and one in other for one in spans for other in spans)


def test_every_leaning_can_be_told_to_a_reader() -> None:
    for leaning in LIBRARY.leanings.values():
        assert leaning.reason.strip() == leaning.reason
        assert leaning.weight != 0


def test_a_passage_without_a_known_leaning_is_listed_with_the_words_that_make_it() -> None:
    text = "The Charges increase each year by the greater of five per cent and the rise of average weekly earnings."
    evidence = evidence_of(text)
    (item,) = leaning_passages(evidence, one_sided(evidence, {}, LIBRARY.phrase), ())
    assert item.leanings == ()
    assert item.wordings
    assert all(word in item.passage.canonical for word in item.wordings)


def test_who_bears_it_counts_beside_the_words() -> None:
    for text in ("Client indemnifies Agency against every claim.", "Agency may stop the Services at any time."):
        turned = text.replace("Client", "X").replace("Agency", "Client").replace("X", "Agency")
        assert scored(text) > scored(turned)


def scored(text: str) -> float:
    evidence = evidence_of(text)
    found = one_sided(evidence, LIBRARY.leanings, LIBRARY.phrase)
    return one_sidedness(evidence.passages[0], found.held.get(0, {}))
