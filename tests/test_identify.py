"""Where a family stands: under its heading, or where a sentence does its job."""

import pytest

from checking import check, element, family, library, status
from contractkit.canonical import Roles
from contractkit.evidence import gather_evidence
from contractkit.identify import Scope, find_scope, headed_paragraphs
from contractkit.library.models import Family
from contractkit.plain import document_from_text

AUDIT = family(
    "audit-rights",
    headings=["audit", "inspection of books"],
    signals=["{customer} ... inspect*"],
    elements=[element("right", "{customer} ... inspect*")],
)


def scope(text: str, *others: Family) -> Scope:
    evidence = gather_evidence(document_from_text(text), Roles(("Client",), ("Provider",)))
    headed = headed_paragraphs([AUDIT, *others], evidence.document).paragraphs.get(AUDIT.id, frozenset())
    return find_scope(AUDIT, evidence, library(AUDIT).phrase, headed)


@pytest.mark.parametrize(
    "title", ["Audit", "AUDIT RIGHTS", "Records and audit", "Inspection of Books", "Audit, reports"]
)
def test_a_heading_names_the_family(title: str) -> None:
    found = scope(f"# 1. Services\n1.1 Hello.\n# 2. {title}\n2.1 First.\n2.2 Second.\n# 3. Money\n3.1 Third.")
    assert found.headed == frozenset({2, 3, 4})
    assert found.seen


@pytest.mark.parametrize("title", ["Auditorium", "Preaudit", "Services"])
def test_a_heading_that_only_looks_like_it_does_not(title: str) -> None:
    assert not scope(f"# 1. {title}\n1.1 First.").seen


def test_of_two_names_in_one_title_the_longer_counts() -> None:
    text = "# 1. Audit committee\n1.1 First.\n# 2. Audit and committee\n2.1 Second."
    assert scope(text).headed == frozenset({0, 1, 2, 3})
    assert scope(text, family("committee", headings=["audit committee"])).headed == frozenset({2, 3})


def test_spanish_names_are_read_in_spanish_documents_only() -> None:
    es = family("audit-rights", recognise={"headings": {"en": [], "es": ["personal"]}, "signals": {"en": []}})
    english = document_from_text("# 1. Personal data\n1.1 The parties shall keep the data and the records of the shop.")
    spanish = document_from_text("# 1. El personal\n1.1 El proveedor y la tienda tratan los datos de las personas.")
    assert headed_paragraphs([es], english).paragraphs == {}
    assert headed_paragraphs([es], spanish).paragraphs == {"audit-rights": frozenset({0, 1})}


def test_a_run_in_heading_counts() -> None:
    assert 1 in scope("1. Services. Provider serves.\n2. Audit. Books are open.\n3. Money. Client pays.").paragraphs


def test_a_sentence_that_does_the_job_brings_its_section() -> None:
    found = scope(
        "1. General\n1.1 Hello.\n1.2 At any time:\n(a) Client may inspect the books;\n(b) it rains.\n1.3 Bye."
    )
    assert [signal.paragraph for signal in found.signals] == [3]
    assert 1 not in found.paragraphs and 5 not in found.paragraphs


def test_a_signal_in_a_footer_brings_the_footer_alone() -> None:
    found = scope("1. General\n1.1 Hello.\n[footer] Client may inspect the books.")
    assert found.paragraphs == frozenset({2})


def test_a_signal_in_the_lead_in_alone_is_not_counted_for_every_item() -> None:
    found = scope("1.1 Client may inspect:\n(a) the books;\n(b) the rooms.")
    assert [signal.paragraph for signal in found.signals] == [0]


def test_a_definition_is_no_signal_but_is_read_with_the_clause() -> None:
    definition = "“Visit” means a day on which Client may inspect the books."
    assert not scope(definition).seen
    found = scope(f"{definition}\n1. Visits\n1.1 Client may inspect the rooms.")
    assert [signal.paragraph for signal in found.signals] == [2]
    assert 0 in found.paragraphs


def test_nothing_is_nowhere() -> None:
    found = scope("Client pays Provider.")
    assert (found.headed, found.signals, found.paragraphs, found.seen) == (frozenset(), (), frozenset(), False)


def test_the_report_gives_the_sections_in_the_documents_order() -> None:
    text = "1. One\n1.1 Client may inspect books.\n2. Two\n2.1 Nothing.\n3. Three\n3.2 Client may inspect rooms."
    assert status(check(text, library(AUDIT)), "audit-rights").sections == ["1.1", "3.2"]


def test_the_name_of_a_company_names_no_clause() -> None:
    assert not scope("# Northern Audit Limited\nA company of auditors.").headed


def test_headings_give_paragraphs_away_only_where_they_name_nearly_every_family() -> None:
    families = [AUDIT, family("charges", headings=["charges"]), family("term", headings=["term"])]
    text = "# 1. Audit\n1.1 Books.\n# 2. Charges\n2.1 Money is due when it is due.\n# 3. Other\n3.1 Rest."
    document = document_from_text(text)
    headed = headed_paragraphs(families, document)
    assert headed.given_away("audit-rights", families=2) == frozenset({2, 3})
    assert headed.given_away("audit-rights", families=3) == frozenset()
