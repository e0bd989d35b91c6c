"""Placeholders, dangling references and numbers that disagree: precision first."""

import pytest

from contractkit.evidence import Known
from contractkit.plain import document_from_text
from contractkit.terms.blanks import find_concealed_text, find_placeholders
from contractkit.terms.numbers import find_number_disagreements
from contractkit.terms.references import find_dangling_references

NUMBERED = """\
1. Services
1.1 Provider gives support.
1.2 See below.
2. Money
2.1 Client pays.
2.2 Client may:
(a) pay; or
(b) wait.
3. End
3.1 It ends.
"""


def quotes(found: object, text: str) -> list[str]:
    document = document_from_text(text)
    return [document.paragraphs[d.paragraph].text[d.start : d.end].strip() for d in found(document, Known())]  # type: ignore[operator]


@pytest.mark.parametrize(
    "blank",
    [
        "[●]", "[ • ]", "[TBD]", "TBD", "TBC", "[insert date]", "[to be agreed]", "[To be completed by Provider]",
        "[...]", "[____]", "[name to be inserted]", "[to be added]", "EUR [ ]",
        "[to be completed by Vendor before signature]", "[date]", "[Name]", "{{ deal.term }}", "<insert amount>", "[XX]", "[*]",
        "[link to the price page]", "[URL]",
    ],
)  # fmt: skip
def test_placeholders(blank: str) -> None:
    assert quotes(find_placeholders, f"The fee is {blank} a month.") == [blank]


@pytest.mark.parametrize(
    "text",
    [
        "See [1] and [a] and [Client's] books.", "The [sic] text.", "It was stubbed.", "An SLA of 99.5 %.",
        "Signature: ____________", "By: ____________________    Date: ______", "[Signature page follows]",
        "Maxx sells boxes.", "(xx) twenty; (xxx) thirty.", "Article XX applies.",
        "By: ______ Name: ______ Title: ______",
        "_____________________ (Print Name)", "__________ __________",
    ],
)  # fmt: skip
def test_what_is_no_placeholder(text: str) -> None:
    assert quotes(find_placeholders, text) == []


def test_what_a_published_file_left_out_is_no_placeholder() -> None:
    text = "Confidential treatment has been requested for parts marked so.\nThe fee is [*] a month and [***] a year."
    assert quotes(find_placeholders, text) == []
    assert quotes(find_placeholders, "The fee is [**] a month.") == []


def test_a_blank_to_fill_in_is_one() -> None:
    assert quotes(find_placeholders, "Made on the ____ day of May, at a fee of $____ a month.") == ["____", "____"]


@pytest.mark.parametrize(
    "reference", ["clause 9.4", "Section 2.7", "Clauses 12", "section 7", "SECTION 4", "clause 3.1.2"]
)
def test_references_to_parts_that_do_not_exist(reference: str) -> None:
    assert quotes(find_dangling_references, f"{NUMBERED}3.2 As {reference} says, it ends.") == [reference]


@pytest.mark.parametrize(
    "sentence",
    [
        "As clause 2.1 says, it ends.",
        "As Section 2.2(b) says, it ends.",
        "As clause 2 says, it ends.",
        "As section 28 of the GDPR says, it ends.",
        "As clause 9.4 of the SCCs says, it ends.",
        "Under Section 365(n) of the United States Bankruptcy Code it ends.",
        "Bankruptcy Code Section 365 applies.",
        "As section 12.3 of the Master Agreement says, it ends.",
        "within 90 seconds it ends.",
        "GDPR Article 28 applies.",
        "Clause 28 GDPR and section 17 UK GDPR apply.",
        "Section 1798.140 of the California Civil Code applies.",
        "Under the Companies Act 2006, section 1159 applies.",
        "See 17 C.F.R. Section 240.12 for more.",
        "Under Section 4.2 of that agreement it ends.",
        "Under Section 15(a)(2) of the 1940 Act it ends.",
        "Under sections 39 to 43 (inclusive) of the Patents Act 1977 it ends.",
        "As clause 4.6 or 4.7, respectively, of the applicable Transfer Agreements says, it ends.",
        "Section 365(n) thereof applies.",
        "Definitive Notes has the meaning stated in Section 12.13 of the Indenture.",
        "Section 409A of the United States Internal Revenue Code of 1986 applies.",
        "FAR section 12.212 and DFAR section 227.7202 apply.",
        "It is described in that Section 12.2.1 by others.",
        "As sub-clause 6.1 says, it ends.",
    ],
)
def test_references_that_are_right_or_point_elsewhere(sentence: str) -> None:
    assert quotes(find_dangling_references, f"{NUMBERED}3.2 {sentence}") == []


def test_labels_inside_a_paragraph_whose_line_breaks_were_lost_are_known() -> None:
    lost = "3.2 It ends. 3.3 Notice. Notice is given. 4. LAW 4.1 English law applies. Section 5.1 Courts decide."
    assert (
        quotes(find_dangling_references, f"{NUMBERED}{lost}\n6.1 See clauses 3.3, Section 5.1 and Section 4.1.") == []
    )


def test_when_most_references_lead_nowhere_we_say_nothing() -> None:
    wrong = "".join(f"3.{n} See clause 9.{n}.\n" for n in range(2, 8))
    assert quotes(find_dangling_references, NUMBERED + wrong) == []


def test_a_text_without_numbers_has_no_dangling_reference() -> None:
    assert quotes(find_dangling_references, "As clause 9.4 says, it ends.") == []


def test_both_of_two_references_are_looked_at() -> None:
    text = f"{NUMBERED}3.2 Clause 2.1 and clause 8.8 apply, and so does clause 9.9."
    assert quotes(find_dangling_references, text) == ["clause 8.8", "clause 9.9"]


@pytest.mark.parametrize(
    "pair",
    [
        "thirty (60)",
        "twelve (24)",
        "Two Hundred (20)",
        "twenty-four (12)",
        "one hundred and eighty (108)",
        "ten (11 days)",
    ],
)
def test_numbers_that_disagree(pair: str) -> None:
    tail = "" if pair.endswith("days)") else " days"
    assert quotes(find_number_disagreements, f"Notice is {pair}{tail} long.") == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "thirty (30) days", "Thirty-Six (36) months", "one hundred and eighty (180) days", "twenty four (24) hours",
        "one hundred thousand (100,000) euros", "two thousand five hundred (2,500)", "nine (9%) percent",
        "ninety-nine point five (99.5) percent", "ninety-nine and one-half (99.5) percent", "one and a half (1.5) days",
        "fifty (50%) per cent", "one (1) or two (2)", "two and one-half (2.5) years", "part one (2)",
        "one million (1,000,000)",
        "zero (0)", "sixty (60)days", "twenty- four (24) hours", "Schedule Three (1) applies",
    ],
)  # fmt: skip
def test_numbers_that_agree_or_are_no_pair(text: str) -> None:
    assert quotes(find_number_disagreements, f"It is {text} here.") == []


def test_concealed_text() -> None:
    document = document_from_text("A li\u200bn\u200be, and the p\u0430rty.")
    assert [defect.detail for defect in find_concealed_text(document)] == ["zero-width", "homoglyph"]
    assert quotes(lambda document, _: find_concealed_text(document), "A li\u200bn\u200be, and the p\u0430rty.") == [
        "li\u200bn\u200be,",
        "p\u0430rty.",
    ]
    assert list(find_concealed_text(document_from_text("The con\ufb01dential e\ufb00ort."))) == []
    assert list(find_concealed_text(document_from_text("A line. \u200b\u200b And another\u200b."))) == []


@pytest.mark.parametrize(
    "pair",
    [
        "thirty (60)", "60 (thirty)", "thirty days (60 days)", "ninety per cent (95 %)", "ten thousand euros (EUR 100,000)",
        "12 % (ten per cent)",
    ],
)  # fmt: skip
def test_words_and_figures_that_disagree_in_either_order(pair: str) -> None:
    assert quotes(find_number_disagreements, f"It is {pair} as agreed.") == [pair]


@pytest.mark.parametrize(
    "pair",
    [
        "sixty (60)", "60 (sixty)", "sixty days (60 days)", "two years (24 months)", "ninety per cent (90 %)",
        "ten thousand euros (EUR 10,000)", "level 3 (two stars)", "one third (33 %)",
    ],
)  # fmt: skip
def test_words_and_figures_that_agree(pair: str) -> None:
    assert quotes(find_number_disagreements, f"It is {pair} as agreed.") == []


@pytest.mark.parametrize(
    "blank",
    [
        "EUR xx",
        "xx days",
        "??? days",
        "€ ???",
        "[Party A]",
        "[Vendor to confirm]",
        "DD/MM/YYYY",
        "<name of the officer>",
    ],
)
def test_blanks_in_other_forms(blank: str) -> None:
    assert quotes(find_placeholders, f"This is {blank} in the contract.") == [blank.removesuffix(" days")]


@pytest.mark.parametrize(
    "text",
    [
        "Dates are written in the format DD/MM/YYYY.", 'Replies begin "Dear {{customer.name}}" and end with a name.',
        "Card numbers are shown as XXXX-XXXX-XXXX-1234.", "Date: ____ / ____ / ______", "See https://help.example/<name>.",
    ],
)  # fmt: skip
def test_forms_to_follow_are_no_blanks(text: str) -> None:
    assert quotes(find_placeholders, text) == []


@pytest.mark.parametrize(
    "pair",
    [
        "Rupees Five Lakh only (Rs. 50,000)", "Rs. 5,00,000/- (Rupees Fifty Thousand only)",
        "two hundred thousand US dollars (USD 250,000)", "EUR 5,000 (six thousand euros)",
    ],
)  # fmt: skip
def test_sums_that_disagree_with_their_words(pair: str) -> None:
    assert quotes(find_number_disagreements, f"The fee is {pair} a year.") == [pair]


@pytest.mark.parametrize(
    "pair",
    [
        "Rupees Two Lakh Fifty Thousand only (Rs. 2,50,000/-)", "Rs. 1,00,00,000 (Rupees One Crore)",
        "EUR 6,000 (six thousand euros)", "three (3) years, i.e. 36 months",
    ],
)  # fmt: skip
def test_sums_that_agree_with_their_words(pair: str) -> None:
    assert quotes(find_number_disagreements, f"The fee is {pair} a year.") == []


def test_years_that_are_not_the_months_beside_them() -> None:
    assert quotes(find_number_disagreements, "It runs three (3) years, i.e. 24 months.") == ["3) years, i.e. 24 months"]


def test_a_letter_that_the_list_of_a_clause_does_not_have() -> None:
    assert quotes(find_dangling_references, f"{NUMBERED}3.2 See clause 2.2(d).") == ["clause 2.2(d)"]
    assert quotes(find_dangling_references, f"{NUMBERED}3.2 See clause 2.2(b) and clause 2.1(c).") == []


def test_an_article_of_the_gdpr_without_its_name_is_not_ours() -> None:
    ours = "".join(f"# Article {number} Topic\nText.\n" for number in range(1, 6))
    assert (
        quotes(find_dangling_references, f"{ours}The personal data breach has the particulars of Article 33(3).") == []
    )
    assert quotes(find_dangling_references, f"{ours}The price follows Article 33(3).") == ["Article 33(3)"]
