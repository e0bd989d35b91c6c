"""What is proposed in the text: whole sentences, in the document's own words, numbers and places; else a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.canonical import Roles
from contractkit.check import check_document
from contractkit.library.suggestion import Manner
from contractkit.plain import document_from_text
from contractkit.review.chapters import home_of
from contractkit.review.edits import Proposal, propose
from contractkit.review.insertion import NewClause, new_clauses
from contractkit.review.joint import Draft, one_change, overlapping
from contractkit.review.names import matter_name, safe
from contractkit.review.reread import Reader
from contractkit.review.voice import manner_of, party_name, with_articles
from packets import library

HEAD = "Services agreement between Shop Ltd (the “Client”) and Desk Ltd (the “Provider”).\n"


def proposals(text: str) -> dict[str, Proposal]:
    """What is proposed for each rule that fires on a text."""
    document = document_from_text(HEAD + text)
    report = check_document(document, library=library())
    found = propose(report, document, library(), manner_of(document, report, library()))
    rules = {finding.id: finding.rule for finding in report.findings}
    return {rules[item.finding]: item for item in found}


def clauses(text: str) -> dict[str, NewClause]:
    document = document_from_text(HEAD + text)
    report = check_document(document, library=library())
    return {
        item.family: item for item in new_clauses(report, document, library(), manner_of(document, report, library()))
    }


def test_a_whole_sentence_gives_way_and_its_neighbours_stay() -> None:
    text = "The Client shall pay. The Provider may assign this Agreement without consent. The Provider shall report."
    item = proposals(text)["vendor-may-assign-freely"]
    assert item.old == "The Provider may assign this Agreement without consent."
    assert (
        item.new
        == "The Provider shall not assign or transfer this Agreement without the Client's prior written consent."
    )


@pytest.mark.parametrize(
    ("text", "rule", "reason"),
    [
        ("The Provider may:\n(a) assign this Agreement without consent;\n(b) do so often.", "vendor-may-assign-freely", "item of a list"),
        ("| Topic | Rule |\n|---|---|\n| Assignment | The Provider may assign this Agreement without consent. |",
         "vendor-may-assign-freely", "table"),
    ],
)  # fmt: skip
def test_words_that_cannot_give_way_say_why(text: str, rule: str, reason: str) -> None:
    item = proposals(text)[rule]
    assert item.edit is None and reason in item.reason


def test_a_typed_number_stays() -> None:
    item = proposals("# 3. Assignment\n3.1 The Provider may assign this Agreement without consent.")
    assert item["vendor-may-assign-freely"].old.startswith("The Provider may")


@pytest.mark.parametrize(
    ("text", "rules", "new"),
    [
        (
            "This Agreement renews automatically for successive periods of 24 months unless either party gives notice "
            "of 180 days before the end of the term.",
            ("renewal-term-too-long", "renewal-notice-too-long"),
            "This Agreement renews automatically for successive periods of 12 months unless either party gives notice "
            "of 60 days before the end of the term.",
        ),
        (
            "The Provider shall, where it considers it appropriate, notify the Client of personal data breaches within "
            "120 hours after it has confirmed them.",
            ("breach-notice-conditional", "breach-notice-slow"),
            "The Provider shall notify the Client of every actual or suspected personal data breach without undue "
            "delay and at the latest 24 hours after becoming aware of it.",
        ),
        (
            "The Provider may assign this Agreement and subcontract any part of the Services without consent.",
            ("free-subcontracting", "vendor-may-assign-freely"),
            "The Provider may subcontract the services only with the Client's prior written consent. The Provider must "
            "not assign or transfer this Agreement without the Client's prior written consent.",
        ),
    ],
    ids=["two numbers", "a number that goes with its sentence", "two sentences"],
)
def test_findings_on_one_sentence_share_the_change_that_cures_them_all(
    text: str, rules: tuple[str, ...], new: str
) -> None:
    found = {rule: item for rule, item in proposals(text).items() if rule in rules}
    assert set(found) == set(rules) and {item.new for item in found.values()} == {new}
    bearer = [item for item in found.values() if item.edit]
    assert len(bearer) == 1 and {item.shared for item in found.values() if not item.edit} == {bearer[0].finding}
    assert bearer[0].edit is not None and bearer[0].edit.text == new


def draft(rule: str, start: int, end: int, becomes: Callable[[str], str | None], *, whole: bool = False) -> Draft:
    return Draft(f"finding of {rule}", rule, 0, start, end, becomes, whole)


READER = Reader(library(), Roles(("Customer",), ("Vendor",)))
TOO_LONG = "The Lock Period is 36 months. Vendor may assign this Agreement without consent."


def test_what_no_change_cures_is_left_and_named() -> None:
    """A sentence of ours that has the defect of the other finding cannot cure it."""
    again = "Vendor may assign this Agreement without consent of anybody."
    group = [
        draft("services-as-is", 30, 79, lambda _: again, whole=True),
        draft("vendor-may-assign-freely", 30, 79, lambda _: again, whole=True),
    ]
    made = one_change(group, TOO_LONG, READER)
    assert (made.cured, made.left) == (("finding of services-as-is",), ("finding of vendor-may-assign-freely",))


def test_of_two_sentences_the_one_that_no_rule_reads_as_a_risk_is_taken() -> None:
    bad, good = "Vendor may assign this Agreement without consent.", "Vendor must not assign this Agreement."
    group = [
        draft("services-as-is", 30, 79, lambda _: bad, whole=True),
        draft("vendor-may-assign-freely", 30, 79, lambda _: good, whole=True),
    ]
    made = one_change(group, TOO_LONG, READER)
    assert made.new == good and made.left == ()


def test_only_what_shares_words_is_put_together() -> None:
    one, far, over = (draft("r", *span, lambda _: "x") for span in ((0, 9), (20, 30), (5, 25)))
    assert overlapping([one, far]) == [[one], [far]]
    assert overlapping([one, far, over]) == [[one, far, over]]


def test_a_clause_goes_to_the_end_of_the_related_chapter_and_looks_like_its_last_sub_clause() -> None:
    text = (
        "# 1. Services\n1.1 The Provider shall provide the Services.\n"
        "# 2. Term and termination\n2.1 The term is 12 months.\n2.2 Either party may terminate for material breach.\n"
        "# 3. General\n3.1 This Agreement is governed by the law of Ireland."
    )
    found = clauses(text)["exit-assistance"]
    document = document_from_text(HEAD + text)
    assert document.paragraphs[found.insertion.after].text.startswith("2.2")
    assert found.near == "2" and set(found.insertion.likes) == {found.insertion.after}
    assert found.text.startswith("Exit assistance. The Provider ")


def test_a_new_clause_refers_to_the_chapter_that_does_the_job_and_not_to_a_definition() -> None:
    text = (
        "# 1. Definitions\n1.1 “Remediation Plan” means a plan with which the Provider remedies missed Service Levels.\n"
        "# 2. Exit\n2.1 The lock period is 12 months. Either party may terminate for material breach.\n"
        "# 3. Remediation\n3.1 If a Service Level is missed the Provider must send the Client a Remediation Plan within "
        "five days.\n3.2 The Provider must carry out the Remediation Plan at its own cost.\n"
    )
    document = document_from_text(HEAD + text)
    report = check_document(document, library=library())
    found = next(family for family in report.families if family.id == "remediation-plan")
    assert found.sections[0] == "1.1", "the definition must be found first for this to say anything"
    assert manner_of(document, report, library()).places["remediation-plan"] == "clause 3"


def test_a_family_that_is_only_defined_has_no_place_to_refer_to() -> None:
    document = document_from_text(
        "# 1. Definitions\n1.1 “Fees” means money.\n# 2. Fees\n2.1 Fees are due.\n2.2 All of them."
    )
    assert home_of(document, ["1.1"], "Charges") == ""
    assert home_of(document, ["1.1", "2.1"], "Charges") == "2.1"
    assert home_of(document, ["1.1", "2.1", "2.2"], "Charges") == "2"


def test_a_number_that_another_sentence_explains_is_not_changed() -> None:
    item = proposals("# 1. Exit Assistance\n1.1 The Client shall pay for it. It lasts 30 days.")[
        "exit-assistance-too-short"
    ]
    assert (item.edit, item.reason) == (None, "what the number is for stands in another sentence")
    own = proposals("# 1. Exit\n1.1 The Provider shall give Exit Assistance for 30 days after the end.")
    assert own["exit-assistance-too-short"].new.endswith("Exit Assistance for 6 months after the end.")


def test_blanks_that_only_people_can_fill_are_named() -> None:
    found = clauses("# 1. Term\n1.1 The term is 12 months.\n1.2 Either party may terminate for material breach.")
    assert "[to be agreed]" in found["performance-exit"].blanks
    assert "[to be agreed]" in found["performance-exit"].text


def test_the_document_is_spoken_to_in_its_own_words() -> None:
    text = "“Fees” means the sums due. The Provider shall invoice the Fees. The Client shall pay the Fees."
    document = document_from_text(HEAD + text)
    manner = manner_of(document, check_document(document, library=library()), library())
    assert manner.speak(
        "{vendor} must keep [[Customer Data]] and the [[Charges]] as {customer}'s [[Exit Plan]] says."
    ) == ("The Provider shall keep Client data and the Fees as the Client's exit plan says.")


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["Client"], "The Client pays. Tell the Client.", "the Client"),
        (["Client"], "Client pays the Client Data team. Tell Client.", "Client"),
        (["We", "Desk Ltd"], "We do. Desk Ltd does.", "Desk Ltd"),
        (["You"], "You pay.", "the customer"),
        (["Client"], "Shop Ltd (the “Client”) and Desk Ltd.", "the Client"),
        (["Client", "Shop Ltd"], "Shop Ltd (the “Client”) and Desk Ltd. Signed for Shop Ltd.", "the Client"),
        (["Client"], "Shop Ltd (“Client”) and Desk Ltd.", "Client"),
    ],
)
def test_the_name_of_a_party_in_running_text(names: list[str], text: str, expected: str) -> None:
    assert party_name(names, text, "the customer") == expected


def test_bare_names_get_the_documents_article() -> None:
    manner = Manner("the Client", "Desk")
    assert with_articles("Client pays. Tell the Client and Client's team. Client Data stays.", manner) == (
        "The Client pays. Tell the Client and the Client's team. Client Data stays."
    )


@pytest.mark.parametrize(
    ("vendors", "expected"),
    [
        (["Brightline", "Brightline Contact Solutions Limited"], "MSA_Brightline"),
        (["Provider", "Atlântico Contact Services, Lda."], "MSA_AtlanticoContactServices"),
        (["the Vendor"], "MSA_Vendor"),
        ([], "MSA_Vendor"),
        (["A/B & C: “D” GmbH"], "MSA_ABCD"),
    ],
)
def test_names_of_files(vendors: list[str], expected: str) -> None:
    assert matter_name("msa", vendors) == expected


@given(st.text(max_size=80))
def test_a_name_is_safe_on_every_system(text: str) -> None:
    assert all(char.isascii() and char.isalnum() for char in safe(text)) and len(safe(text)) <= 40
