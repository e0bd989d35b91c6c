"""The search for phrases finds exactly what regular expressions find."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.alternatives import Alternatives, compile_alternative, compile_alternatives
from contractkit.phrase_search import SearchableTexts
from contractkit.phrases import Phrase, compile_phrase, separated
from contractkit.together import is_together, together
from phrase_expressions import expression

VOCABULARY = {
    "may": ["(may|can) !(not|never|only)", "(is|are) entitled to"],
    "data": ["{customer} data", "personal data"],
    "ends": ["terminat*", "end [at once]", "e-mail* ... stops"],
    "days": ["{number} days", "{duration} [of] notice"],
}
PHRASES = [
    "{vendor} {may} ... {data}", "^ {vendor}", "[the] [personal] data", "terminat* ... !not end", "({ends}|not ... {may})",
    "{duration} ... {ends}", "sub-processor*", "{party} may", "!{vendor} may", "(the|^ {customer}) data",
    "...3 data", "a* data", "24/7 [or] end*", "(^|the) data", "* [*] data", "[*] [*] end", "% of the data", "it (may|*)",
    "not ...2 ([the] data|end ... {days}) ... it*", "{days} ...2 !(not|{percent}) ... end", "vendor_* ... customer_",
    "({percent}|{money}) [of the data] ... [{duration}] end", "(data|data end|end) ... (end|data)", "end ... !* data",
    "[terminat*|the] !data [^ end] (end|{number})", "^ [the] * [*] (may|end)", "the !(personal [data] ... end) *",
]  # fmt: skip
WORDS = st.sampled_from(
    "the vendor_ customer_ vendor_its it may can not never only is entitled to personal data terminates termination end "
    "at once e-mails stops sub-processors subprocessor's 24/7 thirty days 5 10% 5,000 eur two thousand of and its agents "
    "notice no later than ; , ( data) end; either party parties _data é % a. (iv) 2.1 ...".split()
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", "  ", "\n"])), max_size=14).map(
    lambda pieces: separated("".join(word + space for word, space in pieces).replace("\n", " "))
)

ATOMS = st.sampled_from(
    "the may data end terminat* it not sub-processor* * 24/7 {vendor} {party} {may} {data} {days} {number} {duration}".split()
)


def _phrases(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Phrases of which each sequence holds something that must be there."""
    extra = st.one_of(
        inner.map("[{}]".format), inner.map("!({})".format), st.sampled_from(["...", "...2", "...1"]), ATOMS
    )
    sequence = st.tuples(st.lists(extra, max_size=2), inner, st.lists(extra, max_size=2), inner).map(
        lambda parts: " ".join([*parts[0], parts[1], *parts[2], parts[3]])
    )
    return st.one_of(sequence, st.lists(sequence, min_size=2, max_size=3).map(lambda many: f"({'|'.join(many)})"))


WRITTEN = st.one_of(st.sampled_from(PHRASES), st.recursive(ATOMS, _phrases, max_leaves=6))


def in_parts(source: str) -> Phrase:
    return compile_alternatives(source, VOCABULARY, shortest=0)


def compiled(source: str) -> Phrase:
    def one(part: str) -> Phrase:
        return compile_phrase(part, VOCABULARY)

    return together(source, one) if is_together(source) else one(source)


def _holding(phrase: Phrase, written: list[str]) -> int:
    """The bits of the texts that hold the phrase, each tried alone."""
    return sum(1 << number for number, text in enumerate(written) if any(True for _ in phrase.find(text)))


@settings(max_examples=300, deadline=None)  # Python compiles an expression for each
@given(st.lists(TEXTS, max_size=4), WRITTEN)
def test_a_search_finds_what_a_regular_expression_finds(written: list[str], source: str) -> None:
    phrase, texts, pattern = compiled(source), SearchableTexts(written), expression(source, VOCABULARY)
    holding = set(texts.holding(phrase))
    for number, text in enumerate(written):
        found = [(match.start, match.end, match.value, match.value_end) for match in texts.find(phrase, number)]
        hits = list(pattern.finditer(text))
        value = "value" in pattern.groupindex
        assert found == [
            (*hit.span(), hit["value"] if value else None, hit.end("value") if value else -1) for hit in hits
        ]
        assert number in holding or not hits
        assert texts.matching(phrase, 1 << number) == (bool(hits) << number)
        assert [match.start for match in phrase.find(text)] == [start for start, *_ in found]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=4), st.one_of(WRITTEN, st.lists(WRITTEN, min_size=2, max_size=4).map("|".join)))
def test_alternatives_find_what_their_one_expression_finds(written: list[str], source: str) -> None:
    whole, parts = compiled(source), in_parts(source)
    texts = SearchableTexts(written)
    assert list(texts.holding(whole)) == list(texts.holding(parts))
    for number, text in enumerate(written):
        assert list(texts.find(parts, number)) == list(whole.find(text)) == list(parts.find(text))
    assert texts.matching(parts, -1) == texts.matching(whole, -1) == _holding(whole, written)


def test_long_alternatives_have_an_expression_each_which_phrases_share() -> None:
    one, other = in_parts("({ends}|{data})"), in_parts("{data}|{days} ... {may}|({ends})")
    assert isinstance(one, Alternatives)
    assert isinstance(other, Alternatives)
    assert set(one.names) < set(other.names)
    assert [compile_alternative(name, VOCABULARY).regex for name in other.names] == [part.regex for part in other.parts]
    assert not isinstance(in_parts("{may} ... {data}"), Alternatives)
    assert not isinstance(in_parts("[the]|{data}"), Alternatives)  # would match nothing, everywhere


@given(st.lists(TEXTS, max_size=4), st.sampled_from(["{data} & {may} & !never", "it & (end|{days}) & the"]))
def test_many_texts_hold_what_each_holds_alone(written: list[str], source: str) -> None:
    phrase, texts = compiled(source), SearchableTexts(written)
    assert texts.matching(phrase, -1) == _holding(phrase, written)
    for number, text in enumerate(written):
        assert list(texts.find(phrase, number)) == list(phrase.find(text))


def test_texts_that_cannot_match_are_left_out() -> None:
    texts = SearchableTexts(["vendor_ may use personal data", "customer_ may not", "vendor_ is late", ""])
    assert list(texts.holding(compiled("{vendor} {may} ... {data}"))) == [0]
    assert list(texts.holding(compiled("{vendor} (may|is)"))) == [0, 2]
    assert list(texts.holding(compiled("{vendor} (may|is)"), inside=0b1100)) == [2]
    assert texts.starts(0, compiled("{may} use")) == [8]
    assert texts.starts(0, compiled("^ {vendor}")) == [0]
    assert texts.starts(0, compiled("{duration}")) == ()
    assert texts.starts(0, compiled("* {data}")) is None


def test_values_are_looked_for_where_one_can_stand() -> None:
    texts = SearchableTexts(
        ["no value", "after 3 days", "half a year", "€500 a head", "a fortnight", "usd500", "one in ten"]
    )
    assert list(texts.holding(compiled("{duration}"))) == [1, 2, 3, 4, 6]
    assert list(texts.holding(compiled("{money}"))) == [1, 2, 3, 5, 6]
    assert list(texts.holding(compiled("{percent}|{number}"))) == [1, 3, 6]
    assert texts.starts(1, compiled("{duration}")) == [6]
    assert texts.starts(3, compiled("{money}")) == [0, 1, 5]
    assert texts.starts(5, compiled("{money}")) == [0]


VALUES = st.sampled_from(
    "3 30 thirty-six (36) one two hundred half a an quarter of fortnight year years days hours and % per cent percent € £ $ us$ "
    "usd usd500 eur sek rs rs. 500 1,000.50 9,00,000 million lakh rupees crore euros pounds k m , ; not vendor_ later".split()
)


@given(st.lists(VALUES, max_size=12).map(" ".join), st.sampled_from(["duration", "percent", "money", "number"]))
def test_no_value_is_missed_for_what_it_begins_with_or_needs(text: str, kind: str) -> None:
    phrase = compile_phrase(f"{{{kind}}}", {})
    anywhere = Phrase("anywhere", phrase.regex)
    for sought in (phrase, compile_phrase(f"later {{{kind}}}", {})):
        bare = Phrase("anywhere", sought.regex)
        texts = SearchableTexts([text])
        assert [m.start for m in texts.find(sought, 0)] == [m.start for m in bare.find(text)]
    assert [m.value for m in SearchableTexts([text]).find(phrase, 0)] == [m.value for m in anywhere.find(text)]
