"""Searching texts with an index of their words finds what searching them without one finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contractkit.phrase_search import SearchableTexts
from contractkit.phrases import Phrase, compile_phrase, separated
from contractkit.together import is_together, together

VOCABULARY = {
    "may": ["(may|can) !(not|never|only)", "(is|are) entitled to"],
    "data": ["{customer} data", "personal data"],
    "ends": ["terminat*", "end [at once]", "e-mail* ... stops"],
}
PHRASES = [
    "{vendor} {may} ... {data}", "^ {vendor}", "[the] [personal] data", "terminat* ... not", "({ends}|not ... {may})",
    "{duration} ... {ends}", "sub-processor*", "{party} may", "!{vendor} may", "(the|^ {customer}) data",
    "...3 data", "a* data", "{data} & {may} & !never", "24/7 [or] end*",
]  # fmt: skip
WORDS = st.sampled_from(
    "the vendor_ customer_ may can not never only is entitled to personal data terminates termination end at once e-mails "
    "stops sub-processors subprocessor's 24/7 thirty days 5 ; , ( data) either party parties _data é".split()
)


def compiled(source: str) -> Phrase:
    def one(part: str) -> Phrase:
        return compile_phrase(part, VOCABULARY)

    return together(source, one) if is_together(source) else one(source)


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=9), st.sampled_from(PHRASES))
def test_an_index_hides_no_match(written: list[str], source: str) -> None:
    phrase, texts = compiled(source), SearchableTexts([separated(text) for text in written])
    holding = set(texts.holding(phrase))
    for number, text in enumerate(texts.texts):
        matches = list(phrase.find(text))
        assert list(texts.find(phrase, number)) == matches
        assert number in holding or not matches


def test_texts_that_cannot_match_are_left_out() -> None:
    texts = SearchableTexts(["vendor_ may use personal data", "customer_ may not", "vendor_ is late", ""])
    assert list(texts.holding(compiled("{vendor} {may} ... {data}"))) == [0]
    assert list(texts.holding(compiled("{vendor} (may|is)"))) == [0, 2]
    assert list(texts.holding(compiled("{vendor} (may|is)"), inside=0b1100)) == [2]
    assert texts.starts(0, compiled("{may} use")) == [8]
    assert texts.starts(0, compiled("^ {vendor}")) == [0]
    assert texts.starts(0, compiled("{duration}")) is None
