"""Canonical text of contractions and defined terms, and the way back to the visible text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.canonical import Canonicaliser, Roles
from contractkit.definitions import find_definitions
from contractkit.evidence import gather_evidence
from contractkit.phrases import compile_phrase
from contractkit.plain import document_from_text
from contractkit.term_classes import classes_of, named_bots

ROLES = Roles(("Client",), ("Agency",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agency doesn't answer.", "vendor_ does not answer."),
        ("Agency won\u2019t answer.", "vendor_ will not answer."),
        ("Agency can't answer.", "vendor_ can not answer."),
        ("Agency shan't answer.", "vendor_ shall not answer."),
        ("They aren't here, and isn't it so.", "they are not here  and is not it so."),
    ],
)
def test_contractions_are_written_out(text: str, expected: str) -> None:
    assert Canonicaliser(ROLES)(text).text == expected


def test_neither_of_us_is_no_party() -> None:
    we = Canonicaliser(Roles(("You", "Your"), ("We", "Us", "Our")))
    assert we("Neither of us may assign it; each of us pays its lawyer.").text == (
        "neither party may assign it; each party pays its lawyer."
    )
    assert we("You pay us.").text == "customer_ pay vendor_."
    assert Canonicaliser(ROLES)("Both of us agree.").text == "both of us agree."


def test_a_defined_term_is_followed_by_what_it_means() -> None:
    text = "Agency may sell Contact Records and a Contact Record."
    canonical = Canonicaliser(ROLES, {"Contact Records": "personal data"})(text)
    assert canonical.text == "vendor_ may sell contact records personal data and a contact record personal data."
    start = canonical.text.index("contact records")
    assert (
        text[canonical.original(start) : canonical.original(start + len("contact records personal data"))]
        == "Contact Records"
    )


@given(
    st.lists(st.sampled_from(["Agency", "don't", "Case File", "won’t", "Client", "x", " ", ", "]), max_size=12).map(
        "".join
    )
)
def test_offsets_lead_back_in_order(text: str) -> None:
    canonical = Canonicaliser(ROLES, {"Case File": "personal data"})(text)
    offsets = [canonical.original(at) for at in range(len(canonical.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ('"Helper" means anyone outside Agency whom Agency uses to process Shopper Data.', "sub-processor"),
        ('"Case Material" means recordings, transcripts and notes.', "personal data"),
        ('"Incident" means a personal data breach that touches Client.', "data breach"),
        ('"Enquirer" means a person who has bought from Client.', "end customer"),
        ('"Goals" means the figures in Schedule 2.', "service levels"),
        ('"Echo" means the software that answers shoppers outside of Service Hours.', "chatbot"),
        ('"Assistant" means a conversational agent that Agency runs.', "chatbot"),
        ('"Deduction" means a sum that Client keeps when a level is missed.', "service credit"),
    ],
)
def test_the_class_of_a_defined_term(definition: str, words: str) -> None:
    (term,) = classes_of(find_definitions(document_from_text(definition)), ()).values()
    assert term == words


@pytest.mark.parametrize(
    "definition",
    [
        '"Team Member" means a person whom Agency employs to handle orders.',
        '"Data Protection Laws" means the laws on personal data.',
        '"Start Date" means 1 March 2027.',
        '"Service Levels" means the figures in Schedule 2.',
        '"Personal Data" means information about a person that Agency or its Sub-processors handle.',
    ],
)
def test_what_has_no_class(definition: str) -> None:
    assert classes_of(find_definitions(document_from_text(definition)), ()) == {}


def read(text: str) -> str:
    """The canonical text of every passage, a bar between them."""
    return " | ".join(p.canonical for p in gather_evidence(document_from_text(text), ROLES).passages)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("The Agency handles complaints. It may pass the work to others.", "vendor_it may pass the work to others."),
        ("The Agency handles calls. However, it shall not record them.", "however  vendor_it shall not record them."),
        ("The Agency handles calls. It is entitled to stop.", "vendor_it is entitled to stop."),
        ("The Agency answers. It keeps the logs. It may sell them.", "vendor_it may sell them."),
        ("If it is not paid, it may stop.", "if it is not paid  it may stop."),
        ("The Agency may stop if it deems this useful.", "the vendor_ may stop if vendor_it deems this useful."),
        ("On one day's notice, the Agency may move its staff.", "the vendor_ may move vendor_its staff."),
        ("The fee is paid where the Client, at its discretion, agrees.", "the customer_  at customer_its discretion"),
        ("Neither the Client nor any of its affiliates pays.", "the customer_ nor any of customer_its affiliates"),
        ("1. The Agency may:\n(a) use the data as it sees fit;\n(b) move its staff.", "the data as vendor_it sees fit"),
        ("1. The Agency may:\n(a) use the data as it sees fit;\n(b) move its staff.", "move vendor_its staff"),
        ("The Agency may (a) sell what it collects; (b) keep it.", "sell what vendor_it collects"),
        ("The Client and the Agency meet; the latter keeps the minutes.", "the customer_ and the vendor_ meet; vendor_ keeps"),
        ("The Client pays the Agency if the former agrees.", "if customer_ agrees"),
    ],
)  # fmt: skip
def test_a_pronoun_of_a_party_is_its_token(text: str, reads: str) -> None:
    assert reads in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Agency uses the Platform. It may record calls.",  # the Platform may, too
        "The Agency informs the Client. It may object.",
        "The Agency and the Client meet. It may be agreed that they meet again.",
        "The Agency signs the order. It may be ended by notice.",  # no deed of a party
        "The Agency signs the order. It expires in May.",
        "The Agency renders the work. It is understood that the fee is due.",
        "The third party answers. It may pass the work to others.",
        "The Agency binds each processor to what it owes.",
        "The Agency keeps the record and its annexes.",
        "The Agency indemnifies the broker and its affiliates.",
        "The shop's data belong to the Client. It may be used.",
        "Client Data is kept for a year. It may then be deleted.",
        "The Agency answers.\nIt may pass the work to others.",  # another paragraph
        "The Client pays the Agency in the latter case.",
    ],
)
def test_a_pronoun_in_doubt_stays(text: str) -> None:
    canonical = read(text)
    assert not any(word in canonical for word in ("_it", "_its")) and canonical.count("_") == text.count(
        "Agency"
    ) + text.count("Client")


def test_phrases_find_a_resolved_pronoun_by_either_of_its_names() -> None:
    (_, second) = gather_evidence(document_from_text("Agency answers. It may sell its data."), ROLES).passages
    for source in ("{vendor} may sell", "it may sell", "{party} may", "sell {vendor} data", "sell its data"):
        assert list(compile_phrase(source, {}).find(second.canonical)), source
    assert not list(compile_phrase("{customer} may", {}).find(second.canonical))


@given(
    st.lists(
        st.sampled_from(["The Agency", "the Client", "It", "it", "its rights", "may", "use", ". ", " ", "the latter"]),
        max_size=14,
    ).map(" ".join)
)
def test_offsets_lead_back_from_pronouns_too(text: str) -> None:
    for passage in gather_evidence(document_from_text(text), ROLES).passages:
        spans = [passage.span(at, at + 1) for at in range(passage.own, len(passage.canonical))]
        starts = [span[0] for span in spans if span]
        assert starts == sorted(starts)
        assert not starts or (starts[0] == passage.start and spans[-1] and spans[-1][1] == passage.end)


@pytest.mark.parametrize(
    "text",
    [
        "Agency may answer with 'Nova', Agency's virtual assistant.",
        "“Nova” is Agency's automated assistant for chat.",
        "Contacts are first taken by a voicebot called Nova.",
        'Agency runs an AI assistant for chat and mail ("Nova") at night.',
        "The digital assistant 'Nova' takes the first messages.",
        "Behind Agency's language model, known as Nova, stand people.",
    ],
)
def test_a_name_given_to_talking_software_is_a_bot(text: str) -> None:
    document = document_from_text(f"{text}\nNova may refuse a refund.")
    passages = gather_evidence(document, ROLES).passages
    assert passages[-1].canonical == "nova chatbot may refuse a refund."


@pytest.mark.parametrize(
    "text",
    [
        "'Nova', Agency's head office, is in Porto.",
        "'Nova' is the ticket system that Agency uses.",
        "Anna Berg, assistant to the manager, keeps the minutes.",
        "The bot speaks in the name of 'Client'.",
        "A bot called to help gives the caller a person.",
    ],
)
def test_other_names_are_no_bots(text: str) -> None:
    assert named_bots(document_from_text(text), ROLES.names) == {}
