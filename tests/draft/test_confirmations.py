"""Facts that a person must confirm: marked where they are printed, listed on page one, gone once confirmed."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from contractkit.deal import Deal
from contractkit.draft import draft_contract, draft_manuscript
from contractkit.draft.confirmations import CONFIRMABLE
from contractkit.errors import DealError
from contractkit.library.load import load_library
from contractkit.manuscript import Manuscript
from drafting import EXECUTION, PARTIES, drafted, example_deal, library_of, lines, part, wording

LIBRARY = load_library()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = (
    "1. {{ deal.data.categories | join_and }}.\n2. {{ deal.data.breach_notice_hours | unit('hour') }} and "
    "{{ deal.data.breach_notice_hours }}.\n3. {{ deal.data.transfer_mechanism }}"
)


def of(*confirmed: str) -> Manuscript:
    return drafted(wording("parties", PARTIES), wording("a", BODY), deal=example_deal(confirmed=list(confirmed)))


def paths(manuscript: Manuscript) -> list[str]:
    return [fact.path for fact in manuscript.confirm]


def test_an_unconfirmed_fact_is_marked_wherever_it_is_printed() -> None:
    text = "\n".join(lines(of("data.categories")))
    assert "(1) [CONFIRM: Lark & Willow Fashion Limited]; and" in text
    assert "[CONFIRM: 24 hours] and [CONFIRM: 24]." in text
    assert "names and contact details, order" in text
    assert "[CONFIRM: names" not in text


def test_a_list_is_marked_as_a_whole() -> None:
    assert (
        "1.1 [CONFIRM: names and contact details, order, delivery, return and payment status, messages,"
        in "\n".join(lines(of()))
    )


def test_what_is_marked_is_listed_with_value_and_reason() -> None:
    manuscript = of("customer", "vendor")
    assert paths(manuscript) == ["data.categories", "data.transfer_mechanism", "data.breach_notice_hours"]
    assert manuscript.confirm[1].value.startswith("none, all data stays")
    assert "24" in manuscript.confirm[2].value
    assert all(fact.why and fact.what for fact in manuscript.confirm)


def test_what_the_document_does_not_say_is_not_listed() -> None:
    assert paths(drafted(wording("a", "1. {{ deal.shop }}"), deal=example_deal(confirmed=[]))) == []


def test_confirmed_facts_are_printed_as_they_are() -> None:
    manuscript = of(*CONFIRMABLE)
    assert manuscript.confirm == ()
    assert "CONFIRM" not in "\n".join(lines(manuscript))


def test_the_list_shows_figures_as_every_table_does() -> None:
    style = {"numbers": "words-and-figures"}
    body = "1. {{ deal.data.breach_notice_hours | unit('hour') }}, {{ deal.charges.payment_days | unit('day') }}."
    manuscript = drafted(wording("a", body), deal=example_deal(confirmed=[], style=style))
    assert "[CONFIRM: twenty-four (24) hours]" in "\n".join(lines(manuscript))
    assert {fact.value for fact in manuscript.confirm} == {"24 hours", "30 days"}


@pytest.mark.parametrize("given", ["data.categorie", "term", "", "data."])
def test_an_unknown_path_is_refused_with_its_place(given: str) -> None:
    with pytest.raises(DealError, match=r"confirmed\[0\]: "):
        of(given)


def test_a_value_with_brackets_keeps_its_characters() -> None:
    deal = example_deal(confirmed=["vendor"], customer__name="A [B] <C> & {{ D }}")
    assert "[CONFIRM: A [B] <C> & {{ D }}]" in "\n".join(lines(drafted(wording("parties", PARTIES), deal=deal)))


def paragraphs(deal: Deal) -> list[tuple[str, str]]:
    """(style, text) of every paragraph of the Word file, in order."""
    parts = [part("parties"), part("a"), part("execution", kind="signature", title="Signature")]
    library = library_of(
        wording("parties", PARTIES), wording("a", BODY), wording("execution", EXECUTION), parts=parts
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(draft_contract(deal, "test", library))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    found = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(item.text or "" for item in paragraph.iter(f"{W}t"))
        found.append(("" if style is None else style.get(f"{W}val"), text))
    return found


def test_a_short_list_stands_on_the_cover_before_the_contents() -> None:
    shown = paragraphs(example_deal())
    texts = [text for _, text in shown]
    assert texts.index("Agreement") < texts.index("Transfer mechanism") < texts.index("Contents")


def test_a_long_list_takes_page_one_for_itself() -> None:
    shown = paragraphs(example_deal(confirmed=[]))
    texts = [text for _, text in shown]
    assert shown[0][1].startswith("To be confirmed")
    assert texts.index("Legal name of Customer") < texts.index("Agreement")


def test_nothing_of_the_list_is_left_once_all_is_confirmed() -> None:
    text = "\n".join(text for _, text in paragraphs(example_deal(confirmed=list(CONFIRMABLE))))
    assert "confirm" not in text.casefold()


def test_the_marks_have_a_style_of_their_own() -> None:
    data = draft_contract(example_deal(), "agreement", LIBRARY)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    marked = [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='Confirm']") is not None]
    assert ["".join(run.itertext()) for run in marked] == [
        "[CONFIRM: none, all data stays in the European Economic Area]"
    ]


def test_every_confirmable_fact_is_a_fact_of_the_deal() -> None:
    for path in CONFIRMABLE:
        value: object = example_deal()
        for step in path.split("."):
            value = getattr(value, step)
        assert value is not None


def test_the_manuscript_names_what_it_was_made_from() -> None:
    origin = draft_manuscript(example_deal(), "agreement", LIBRARY).provenance
    assert origin is not None
    assert origin.library == LIBRARY.sha256
