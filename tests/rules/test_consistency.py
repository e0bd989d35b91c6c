"""The text against itself, as rules; each check has its own tests in test_terms."""

import pytest

from checking import check, library, only, rule

NUMBERED = "1. A\n1.1 a text\n2. B\n2.1 b text\n3. C\n3.1 c text\n"


@pytest.mark.parametrize(
    ("name", "text", "quote", "detail"),
    [
        ("placeholder", "The fee is [●] per month.", "[●]", "[●]"),
        ("dangling-reference", NUMBERED + "3.2 See clause 9.4 for more.", "clause 9.4", "clause 9.4"),
        ("number-words-disagree", "Notice is thirty (60) days.", "thirty (60)", "30 in words, 60 in figures"),
        ("concealed-text", "This has a hid\u200bden joint.", "hid\u200bden", "zero-width"),
    ],
)
def test_each_check_quotes_the_defect_itself(name: str, text: str, quote: str, detail: str) -> None:
    finding = only(check(text, library(rule("defect", kind="consistency", check=name))), "defect")
    assert (finding.kind, finding.quote, finding.message) == ("consistency", quote, f"Says. ({detail})")


@pytest.mark.parametrize("name", ["placeholder", "dangling-reference", "number-words-disagree", "concealed-text"])
def test_a_clean_text_has_no_defect(name: str) -> None:
    text = NUMBERED + "3.2 See clause 2.1. Notice is thirty (30) days."
    assert check(text, library(rule("defect", kind="consistency", check=name))).findings == []
