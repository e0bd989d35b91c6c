"""Passages: sentences with their context, and the way back to the paragraph."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from contractkit.canonical import Canonicaliser, Roles
from contractkit.evidence import Evidence, Known, Place, gather_evidence
from contractkit.phrases import Match, Phrase, compile_phrase
from contractkit.plain import document_from_text
from contractkit.questions import ENOUGH, Says, Wording, says_it, says_it_itself

ROLES = Roles(("Client",), ("Provider", "Acme Support Ltd"))


def phrase(source: str) -> Phrase:
    return compile_phrase(source, {})


def length_and_place(wording: Wording, match: Match) -> int:
    """What matches say that can be told apart: in the own words, long, enough."""
    return (2 if match.start >= wording.own else 4) | (8 if match.end - match.start > 3 else 0) | (match.start == 0)


def evidence(text: str) -> Evidence:
    return gather_evidence(document_from_text(text), ROLES)


def test_party_names_become_roles_in_either_case_of_the_defined_name() -> None:
    canonical = Canonicaliser(ROLES)(
        "The PROVIDER and Acme Support Ltd serve Client's customers; a third-party provider does not."
    )
    assert canonical.text == "the vendor_ and vendor_ serve customer_   customers; a third party provider does not."


def test_a_list_item_is_read_with_its_lead_in() -> None:
    passages = evidence("7.1 Provider may:\n(a) use the data;\n(b) share it.").passages
    assert [p.canonical for p in passages if "share" in p.canonical] == ["7.1 vendor_ may      share it."]


def test_a_cell_is_read_with_its_header_and_row() -> None:
    passages = evidence("| Metric | Target | Exclusions |\n|---|---|---|\n| Response | 4 h | peak season |").passages
    assert any(p.canonical == "exclusions  response  peak season" for p in passages)


def test_items_inside_a_sentence_share_its_lead_in() -> None:
    passages = evidence("Provider may (a) use the data; (b) sell the data; and (c) keep it.").passages
    assert any(
        p.canonical.startswith("vendor_ may") and "sell" in p.canonical and "use" not in p.canonical for p in passages
    )


def test_a_match_in_the_context_alone_has_no_span() -> None:
    passage = next(p for p in evidence("Provider may:\n(a) use the data.").passages if p.own)
    assert passage.span(0, passage.own - 1) is None
    start, end = passage.span(passage.own, len(passage.canonical)) or (0, 0)
    assert "(a) use the data."[start:end] == "(a) use the data."


@given(st.lists(st.sampled_from(["Provider may use the data.", "Client may audit.", "Nobody pays."]), max_size=6))
def test_a_search_finds_what_is_found_in_each_passage(sentences: list[str]) -> None:
    read, phrases = evidence(" ".join(sentences)), [phrase("may"), phrase("{party} (may|*)")]
    assert list(read.find(phrases)) == [
        (passage, match) for passage in read.passages for phrase in phrases for match in phrase.find(passage.canonical)
    ]
    assert not list(read.find(phrases, frozenset()))


DRAFTED = st.lists(
    st.sampled_from(["Provider may:\n(a) use the data;\n(b) audit.\n", "Client may audit.\n", "Nobody pays.\n"]),
    max_size=4,
)


@given(st.lists(DRAFTED, min_size=1, max_size=3), st.sampled_from([says_it, says_it_itself, length_and_place]))
def test_documents_that_share_what_is_known_say_what_each_says_alone(drafts: list[list[str]], says: Says) -> None:
    known, sources = Known(), ["may", "{party} (may|*)", "use|nobody", "absent"]
    documents = [document_from_text("".join(draft)) for draft in drafts]
    for read in [gather_evidence(document, ROLES, known) for document in documents] * 2:
        for inside in (None, frozenset(range(0, len(read.document.paragraphs), 2))):
            said = [(passage.place, found) for passage, found in read.saying(says, sources, phrase, inside)]
            assert said == list(_said_one_by_one(read, says, sources, inside))
        for passage in read.passages:
            assert bool(read.said(says, sources, phrase, passage)) == (
                passage.place in dict(_said_one_by_one(read, says, sources, None))
            )


def _said_one_by_one(
    read: Evidence, says: Says, sources: list[str], paragraphs: frozenset[int] | None
) -> Iterator[tuple[Place, int]]:
    """What each passage says, phrase by phrase and match by match until there is nothing else to learn."""
    for passage in read.passages:
        if paragraphs is not None and passage.paragraph not in paragraphs:
            continue
        found = 0
        for match in (match for source in sources for match in phrase(source).find(passage.canonical)):
            found |= 0 if found & ENOUGH else says(Wording(passage.canonical, passage.own), match)
        if found:
            yield passage.place, found


@given(
    st.lists(
        st.sampled_from(["Provider", "Client", "Acme Support Ltd", "may", "use", "“data”", "the", "é", "PROVIDER"]),
        min_size=1,
        max_size=12,
    )
)
def test_every_canonical_offset_leads_back(words: list[str]) -> None:
    text = " ".join(words)
    canonical = Canonicaliser(ROLES)(text)
    offsets = [canonical.original(at) for at in range(len(canonical.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0 and offsets[-1] == len(text)
    for word in {"use", "may"} & set(words):
        at = canonical.text.index(word)
        assert text[canonical.original(at) : canonical.original(at + len(word))] == word
