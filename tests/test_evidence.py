"""Passages: sentences with their context, and the way back to the paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from contractkit.canonical import Canonicaliser, Roles
from contractkit.evidence import Evidence, gather_evidence
from contractkit.phrases import compile_phrase
from contractkit.plain import document_from_text

ROLES = Roles(("Client",), ("Provider", "Acme Support Ltd"))


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
def test_what_is_found_in_each_passage_is_all_that_is_found(sentences: list[str]) -> None:
    read, phrases = evidence(" ".join(sentences)), [compile_phrase(source, {}) for source in ("may", "{party} (may|*)")]
    in_each = [(passage, match) for passage, matches in read.find_in_each(phrases) for match in matches]
    assert in_each == list(read.find(phrases))
    assert in_each == [
        (passage, match) for passage in read.passages for phrase in phrases for match in phrase.find(passage.canonical)
    ]
    assert not list(read.find_in_each(phrases, ()))


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
