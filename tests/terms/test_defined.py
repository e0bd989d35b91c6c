"""Defined terms against their uses: what is told, and above all what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contractkit.definitions import find_definitions
from contractkit.plain import document_from_text
from contractkit.terms.defined import DefinedTerms

BASE = """\
"Charges" means the sums in Schedule 2.
"Fees" means the monthly fees.
"Services" means the support services.
"Start Date" means 1 March 2027.
Agency performs the Services from the Start Date. Client pays the Charges and the Fees.
"""


def told(find: Callable, text: str) -> list[str]:
    document = document_from_text(text)
    return [document.paragraphs[d.paragraph].text[d.start : d.end] for d in find(DefinedTerms(document))]


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ('"Charges" means the sums in Schedule 2.', "Charges", "means the sums in Schedule 2"),
        ("“Charges” shall mean the sums in Schedule 2.", "Charges", "shall mean the sums in Schedule 2"),
        ('1.4 "Key Person" means somebody; and so on.', "Key Person", "means somebody; and so on"),
        ('Section 1.7 "Interaction" means any exchange.', "Interaction", "means any exchange"),
        ('C.5 A "Loan Machine" is a machine of ours.', "Loan Machine", "is a machine of ours"),
        ('B.2 "Enquiry" means one matter.', "Enquiry", "means one matter"),
        ('(b) "Case" includes any message.', "Case", "includes any message"),
        ("Confidential Information means what is secret.", "Confidential Information", "means what is secret"),
        ('By "Purchasers" is understood whoever buys.', "Purchasers", "is understood whoever buys"),
        ('Acme Ltd (the "Client") pays.', "Client", ""),
        ('the year before (each, a "Contract Year")', "Contract Year", ""),
        ('Acme Ltd, hereinafter called "Acme", pays.', "Acme", ""),
    ],
)
def test_every_manner_of_defining(text: str, term: str, meaning: str) -> None:
    (definition,) = find_definitions(document_from_text(text))
    assert (definition.term, definition.meaning) == (term, meaning)


def test_tables_and_lists_of_words() -> None:
    text = (
        "| Word | Meaning |\n|---|---|\n| Console | the web application |\n| Flood Day | a busy day |\n\n"
        "# What some words mean\nBuyer: somebody who orders.\nReply: what leaves our system.\nChecked: opened and listed.\n"
    )
    found = {d.term: d.meaning for d in find_definitions(document_from_text(text))}
    assert found == {
        "Console": "the web application", "Flood Day": "a busy day", "Buyer": "somebody who orders.",
        "Reply": "what leaves our system.", "Checked": "opened and listed.",
    }  # fmt: skip


@pytest.mark.parametrize("quotation", ['He says "Stop" means stop.', 'See "Schedule 2" for more.', 'A "fair" price.'])
def test_quoted_words_in_a_sentence_are_no_definitions(quotation: str) -> None:
    assert find_definitions(document_from_text(quotation)) == []


def test_an_undefined_term_is_told_once_with_its_uses() -> None:
    text = BASE + "Agency follows the Approved Staffing Plan. Client may read the Approved Staffing Plan."
    (defect,) = DefinedTerms(document_from_text(text)).undefined()
    assert defect.detail == "Approved Staffing Plan, used 2 times"


@pytest.mark.parametrize(
    "sentence",
    [
        "Agency obeys the Data Protection Act 2018 and the Late Payment of Commercial Debts (Interest) Act 1998.",
        "Agency reports to the Information Commissioner and the European Data Protection Board.",
        "Agency writes to the Head of Customer Care.",
        "The Convention on the International Sale of Goods does not apply.",
        "Agency works in the United Kingdom and from the Valencia office.",
        "Client pays the Services Charges on the Start Date.",
        "Agency pays the National Living Wage in the Philippines.",
        "# SERVICE REVIEW 2027\nAgency meets Client in the Service Review.",
        "On the Monday after, Agency tells Mr Ortega.",
        "# Service Review\nAgency meets Client in the Service Review.",
        "| Effective Date | 1 May 2027 |\nAgency begins on the Effective Date.",
    ],
)
def test_names_headings_and_labels_are_no_undefined_terms(sentence: str) -> None:
    assert told(DefinedTerms.undefined, BASE + sentence) == []


def test_a_contract_that_defines_nothing_is_not_judged() -> None:
    assert told(DefinedTerms.undefined, "Agency follows the Approved Staffing Plan. The Plan counts.") == []


def test_when_most_terms_are_undefined_they_stand_in_another_document() -> None:
    many = "".join(f"Agency follows the Special {word} Plan. " for word in ("Red", "Blue", "Green", "Black"))
    assert told(DefinedTerms.undefined, BASE + many) == []


def test_party_names_are_known() -> None:
    text = BASE + "Agency answers for the Desk Company each day."
    assert list(DefinedTerms(document_from_text(text), ["Desk Company"]).undefined()) == []


def test_a_single_word_must_be_a_habit_and_never_small() -> None:
    uses = "Agency keeps the Roster. Client reads the Roster. Nobody changes the Roster."
    assert told(DefinedTerms.undefined, BASE + uses) == ["Roster"]
    assert told(DefinedTerms.undefined, BASE + uses + " It is a roster of people.") == []


def test_the_term_is_a_term_though_the_text_has_terms_in_small_letters() -> None:
    uses = "An initial term begins. It pays throughout the Term. Nothing changes in all the Term."
    assert told(DefinedTerms.undefined, BASE + uses) == ["Term"]


def test_an_unused_term_is_told_and_a_plural_or_capitals_are_uses() -> None:
    text = BASE + '"Flood Day" means a busy day. "Key Person" means somebody. "Case" means a message.\n'
    assert (
        told(DefinedTerms.unused, text + "On Flood Days nobody rests. THE KEY PERSON STAYS. Cases are counted.") == []
    )
    assert told(DefinedTerms.unused, text + "Cases are counted on Flood Days.") == ["Key Person"]


def test_short_forms_and_terms_of_other_documents_are_not_told_as_unused() -> None:
    assert (
        told(DefinedTerms.unused, 'The law of 2018 (the "Act") applies. "Data" has the meaning given in the DPA.') == []
    )


def test_a_second_definition_counts_only_when_it_differs_and_is_not_local() -> None:
    again = '"Start Date" means the day on which Agency is ready.'
    assert told(DefinedTerms.duplicates, BASE + again) == ["Start Date"]
    assert told(DefinedTerms.duplicates, BASE + '"Start Date" means 1 March 2027.') == []
    assert told(DefinedTerms.duplicates, BASE + f"In this Schedule {again}") == []
    assert told(DefinedTerms.duplicates, BASE + '"Start Date" has the meaning given in the Order.') == []


def test_definitions_that_explain_each_other() -> None:
    assert told(DefinedTerms.circular, '"Case" means an Incident.\n"Incident" means a Case.') == ["Incident"]
    longer = (
        '"Case" means an Incident that reaches Agency by mail, chat or telephone on any day.\n"Incident" means a Case.'
    )
    assert told(DefinedTerms.circular, longer) == []


def test_small_letters_are_told_when_capitals_are_the_rule() -> None:
    often = '"Interaction Data" means messages. ' + "Interaction Data is kept. " * 5
    assert told(DefinedTerms.miscapitalised, often + "Client reads interaction data.") == ["interaction data"]
    assert told(DefinedTerms.miscapitalised, often + "Client reads interaction data. " * 4) == []


@pytest.mark.parametrize(
    "line",
    [
        "{IF claims}Raised Claims", "( x ) Raised Claims: those of data", "Cap and Raised Claims", "List of Raised Claims",
    ],
)  # fmt: skip
def test_labels_of_forms_are_no_undefined_terms(line: str) -> None:
    assert told(DefinedTerms.undefined, f"{BASE}{line}\nAgency pays for the Raised Claims.") == []


def test_terms_of_a_cover_page_that_is_elsewhere_are_told_once() -> None:
    text = f"{BASE}The fee is on the Cover Page. Agency pays on the Raised Claims by the Late Day of the month."
    assert told(DefinedTerms.undefined, text) == ["Cover Page"]
    (defect,) = DefinedTerms(document_from_text(text)).undefined()
    assert "Raised Claims" in defect.detail and "Late Day" in defect.detail


def test_terms_of_a_cover_page_in_the_file_are_told_one_by_one() -> None:
    more = "".join(f'"Item {word}" means a thing. The Item {word} is there.\n' for word in ("A", "B", "C", "D"))
    text = f"# Cover Page\n{BASE}{more}The fee is on the Cover Page. Agency pays on the Raised Claims by the Late Day of it."
    assert told(DefinedTerms.undefined, text) == ["Raised Claims", "Late Day"]


def test_small_letters_in_a_note_or_quotation_are_no_slip() -> None:
    text = (
        f'{BASE}"Case File" means a record. The Case File and the Case File. [Note: case file.] As "case file" in law.'
    )
    assert told(DefinedTerms.miscapitalised, text) == []


def test_a_short_form_that_nothing_uses_or_that_stands_for_two_things() -> None:
    unused = 'Vendor keeps the handbook of 2 May (the "Quality Manual") and the guide (the "Style Guide").\nSee the Style Guide.'
    assert told(DefinedTerms.unused, unused) == ["Quality Manual"]
    twice = 'Agents answer until eight ("Support Hours").\nOutside Support Hours a bot does.\nLines open at nine ("Support Hours").'
    assert told(DefinedTerms.duplicates, twice) == ["Support Hours"]


def test_the_title_of_an_exhibit_is_no_short_form() -> None:
    text = 'See Exhibit 8 ("Price List").\nPrices stand in Exhibit 8 ("Price List").'
    assert told(DefinedTerms.duplicates, text) == told(DefinedTerms.unused, text) == []


@pytest.mark.parametrize(
    ("definition", "small"),
    [
        ('"Business Day" means Monday to Friday.\nOn a Business Day. Each Business Day.\nWithin two business days.', ["business days"]),
        ('It begins in May (the "Effective Date").\nOn the Effective Date. From the Effective Date.\nOn the effective date.', ["effective date"]),
        ('"Term" means a year.\nDuring the Term. After the Term.\nPrices are fixed during the term.', ["term"]),
        ('"Term" means a year.\nDuring the Term. After the Term.\nA breach of a material term.', []),
        ('It begins in May (the "Effective Date").\nThe Effective Date. The Effective Date.\nThe effective date of exit.', []),
        ('"Repair Order" means a job.\nThe Repair Order. Each Repair Order.\nAny other repair order.', []),
    ],
)  # fmt: skip
def test_small_letters_by_the_words_around_them(definition: str, small: list[str]) -> None:
    assert told(DefinedTerms.miscapitalised, definition) == small


def test_two_definitions_in_one_sentence_and_a_table_of_quoted_terms() -> None:
    text = 'In this agreement "Charges" means the fees and "Work" means support.\n| "Case" | a question |\n| "Reply" | an answer |'
    assert [found.term for found in find_definitions(document_from_text(text))] == ["Charges", "Work", "Case", "Reply"]


def test_a_contract_that_defines_little_is_told_of_a_phrase_or_two() -> None:
    text = 'Between A GmbH ("Client") and B GmbH ("Vendor").\nClient pays the Annual Fee.'
    assert told(DefinedTerms.undefined, text) == ["Annual Fee"]
    assert told(DefinedTerms.undefined, f"{text}\nIt keeps the Old Plan, the New Plan and the Third Plan.") == []
