"""Typed facts in words, figures and tables, and service-level tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import check, family, kpi, library
from contractkit.facts import match_kpi, parse_value
from contractkit.findings import Fact, Kpi
from contractkit.text import Quantity

LOCK = family(
    "lock-period",
    headings=["lock period"],
    signals=["lock period"],
    facts=[
        {"name": "lock_period", "find": ["lock period ... {duration}", "{duration} ...2 lock period"]},
        {"name": "early_termination_fee", "find": ["lock ... fee ... {money}", "lock ... fee ... {percent}"]},
    ],
)
CAP = family(
    "liability-cap",
    signals=["liability ... limited to"],
    facts=[
        {
            "name": "liability_cap",
            "find": ["limited to ...6 {fees}", "limited to ...12 {percent}", "limited to {money}"],
        }
    ],
)
CURE = family("cure", signals=["cure*"], facts=[{"name": "cure_period", "find": ["cured within ...4 {duration}"]}])
NOTICE = family(
    "renewal",
    signals=["renew*"],
    facts=[{"name": "renewal_notice", "find": ["{duration} ... notice"], "unless": ["breach"]}],
)


def facts(text: str, *families: object) -> list[Fact]:
    return check(text, library(*(families or (LOCK,)))).facts  # type: ignore[arg-type]


def test_two_equal_sums_in_the_reach_of_one_excuse_are_both_excused() -> None:
    fee = {"name": "early_termination_fee", "find": ["fee of ...2 {fees}"], "unless": ["liab* ...20 {fees}"]}
    exit_fee = family("fees", signals=["fee"], facts=[fee])
    text = "Client pays a fee of the monthly price; {} annual charges or the annual fees, whichever is a fee of annual fees."
    assert facts(text.format("its liability is limited to"), exit_fee) == []
    assert [fact.value for fact in facts(text.format("it replaces the"), exit_fee)] == [12.0]


def values(text: str, *families: object) -> list[tuple[str, float, str]]:
    return [(fact.name, fact.value, fact.unit) for fact in facts(text, *families)]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("36 months", 36, "month"), ("thirty-six (36) months", 36, "month"), ("thirty six months", 36, "month"),
        ("36 (thirty-six) months", 36, "month"), ("three years", 36, "month"), ("3 (three) years", 36, "month"),
        ("a term of 18 calendar months", 18, "month"), ("one calendar quarter", 3, "month"), ("two weeks", 14, "day"),
        ("ten business days", 10, "business_day"), ("10 working days", 10, "business_day"), ("72 hours", 72, "hour"),
        ("ninety (90) days", 90, "day"), ("one hundred and eighty (180) days", 180, "day"), ("90 s", 90, "s"),
        ("15 minutes", 900, "s"), ("12-month", 12, "month"), ("twelve‑month", 12, "month"),
        ("a fortnight or 1 fortnight", 14, "day"),
    ],
)  # fmt: skip
def test_durations_in_words_and_figures(words: str, value: float, unit: str) -> None:
    assert values(f"A breach is cured within {words} from its start.", CURE) == [("cure_period", value, unit)]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("EUR 2,000", 2000, "EUR"), ("€ 2.000,50", 2000.5, "EUR"), ("EUR 250.000", 250_000, "EUR"),
        ("$1.5 million", 1_500_000, "USD"),
        ("£ 30k", 30_000, "GBP"), ("25 %", 25, "%"), ("twenty-five percent (25%)", 25, "%"),
        ("12.5 per cent", 12.5, "%"), ("12,5 %", 12.5, "%"), ("99.95 %", 99.95, "%"),
    ],
)  # fmt: skip
def test_money_and_percentages(words: str, value: float, unit: str) -> None:
    assert values(f"Whoever leaves in the lock period pays a fee of {words}.") == [
        ("early_termination_fee", value, unit)
    ]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("twelve (12) months of fees", 12, "months_of_fees"),
        ("the fees paid in the last 6 months", 6, "months_of_fees"),
        ("100 % of the annual charges", 12, "months_of_fees"),
        ("50 % of the charges paid in the twelve months before", 6, "months_of_fees"),
        ("150 % of the charges", 150, "%"),
        ("EUR 100,000", 100_000, "EUR"),
    ],
)
def test_a_cap_is_told_in_months_of_fees_where_it_can_be(words: str, value: float, unit: str) -> None:
    assert values(f"The liability of Provider is limited to {words}.", CAP) == [("liability_cap", value, unit)]


@pytest.mark.parametrize("notice", ["notice", "prior written notice", "advance notice", "written notice in advance"])
def test_a_length_of_notice_is_no_other_fact(notice: str) -> None:
    assert values(f"After the lock period either party may leave on six (6) months' {notice}.") == []
    text = f"The lock period is two years; then either party may leave on six (6) months' {notice}."
    assert values(text) == [("lock_period", 24, "month")]


def test_a_term_of_a_few_days_is_none() -> None:
    assert values("During the lock period the services stop for four working days.") == []
    assert values("The lock period is 30 days.") == [("lock_period", 30, "day")]


def test_a_fact_carries_its_sentence_and_its_section() -> None:
    (fact,) = facts("1. Lock period\n1.1 Hello there. The lock period is 24 months. Goodbye.")
    assert (fact.quote, fact.section) == ("The lock period is 24 months.", "1.1")


def test_conflicting_values_are_both_told() -> None:
    found = values("The lock period is 24 months.\nThe lock period is 12 months.")
    assert found == [("lock_period", 24, "month"), ("lock_period", 12, "month")]


def test_one_value_in_one_sentence_is_told_once() -> None:
    assert values("The lock period is 24 months, a 24 months lock period.") == [("lock_period", 24, "month")]
    assert values("The lock period (a) is 24 months; and (b) binds both.") == [("lock_period", 24, "month")]


def test_a_key_terms_table_counts_wherever_it_stands() -> None:
    table = "# Money\n| Item | Value |\n|---|---|\n| Lock period | 18 months |\n| Payment term | 30 days |"
    (fact,) = facts(table)
    assert (fact.value, fact.unit, fact.quote) == (18, "month", "18 months")


def test_a_table_without_a_header_row_counts_too() -> None:
    assert values("| Lock period | 18 months |\n| Payment term | 30 days |") == [("lock_period", 18, "month")]


def test_here_is_searched_in_the_familys_own_place_only() -> None:
    near = family("lock", headings=["lock period"], facts=[{"name": "lock_period", "here": ["lasts {duration}"]}])
    assert values("# Bikes\nThe race lasts 12 months.", near) == []
    assert values("# Lock period\nIt lasts 12 months.", near) == [("lock_period", 12, "month")]


def test_unless_and_retractions() -> None:
    assert values("It renews unless 90 days' notice is given.", NOTICE) == [("renewal_notice", 90, "day")]
    assert values("It renews unless 90 days' notice of a breach is given.", NOTICE) == []
    assert values("There is no lock period of 24 months.") == []


def test_an_item_under_its_lead_in() -> None:
    assert values("1.1 The lock period is:\n(a) 24 months; or\n(b) until the end.") == [("lock_period", 24, "month")]


@given(st.integers(1, 999), st.sampled_from(["day", "month", "hour", "business day", "week", "year"]))
def test_any_figure_is_read_as_it_is_written(number: int, unit: str) -> None:
    factor, expected = {"week": (7, "day"), "year": (12, "month")}.get(unit, (1, unit.replace(" ", "_")))
    assert parse_value(f"{number} {unit}s") == Quantity(number * factor, expected)


def test_an_unless_with_a_value_excuses_that_value_only() -> None:
    cure = family(
        "cure", facts=[{"name": "cure_period", "find": ["within ...2 {duration}"], "unless": ["pay* ...4 {duration}"]}]
    )
    assert values("It is cured within 30 days.", cure) == [("cure_period", 30, "day")]
    assert values("They pay within 10 days.", cure) == []
    assert values("They pay within 10 days; the rest is cured within 30 days.", cure) == [("cure_period", 30, "day")]


@pytest.mark.parametrize(
    "text",
    [
        "| Cure period | 30 days |\n| Notice | 60 days |",
        "| Item | Value |\n|---|---|\n| 4.1 Cure period | 30 days |",
        "| Cure period | Notice |\n|---|---|\n| 30 days | 60 days |",
        "Cure period: 30 days.",
        "# Cure period\nThirty days.",
    ],
)
def test_a_label_names_the_first_value_behind_it(text: str) -> None:
    named = family(
        "cure", facts=[{"name": "cure_period", "find": ["cure ...2 for {duration}"], "labels": ["cure period"]}]
    )
    assert values(text, named) == [("cure_period", 30, "day")]


def test_a_label_is_whole() -> None:
    named = family("term", facts=[{"name": "initial_term", "find": ["lasts {duration}"], "labels": ["term"]}])
    assert values("| Term | 12 months |", named) == [("initial_term", 12, "month")]
    assert values("| Payment term | 12 months |", named) == []


@pytest.mark.parametrize(
    "definition",
    [
        '"Notice Period" means sixty (60) days.',
        "A notice of sixty days (the “Notice Period”) is usual.",
        "| Notice Period | 60 days |",
    ],
)
def test_a_defined_term_stands_for_its_value_and_its_definition_is_quoted(definition: str) -> None:
    leave = family("leave", facts=[{"name": "leave_notice", "find": ["may leave ...6 {duration}"]}])
    (fact,) = facts(f"{definition}\nClient may leave on expiry of the Notice Period.", leave)
    assert (fact.value, fact.unit) == (60, "day")
    assert fact.quote in definition


def test_the_length_of_the_contract_is_no_other_fact() -> None:
    keep = family("keep", facts=[{"name": "record_retention", "find": ["keep* ...8 {duration}"]}])
    term = '"Initial Term" means 36 months.\n'
    assert values(f"{term}Provider keeps records during the Initial Term.", keep) == []
    assert values(f"{term}Provider keeps records for five years.", keep) == [("record_retention", 60, "month")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It stays in force from 1 January 2026 until 31 December 2028.", 36),
        ("The start date is 1 March 2026.\nIt stays in force until 28 February 2027.", 12),
        ("It stays in force from 2026-01-01 to 2027-07-01.", 18),
        ("It stays in force until the second anniversary of its signature.", 24),
    ],
)
def test_dates_make_a_duration(text: str, value: float) -> None:
    term = family("term", facts=[{"name": "initial_term", "find": ["in force ...10 (until|to) ...2 {duration}"]}])
    assert values(text, term) == [("initial_term", value, "month")]


def test_what_nothing_explains_is_read_with_its_heading_and_the_sentence_before() -> None:
    audit = family("audit", facts=[{"name": "audit_notice", "find": ["audit* ...12 {duration} notice"]}])
    assert values("Client may audit Provider. It gives five days' notice.", audit) == [("audit_notice", 5, "day")]
    assert values("# Audits\nIt gives five days' notice.", audit) == [("audit_notice", 5, "day")]
    assert values("# Leaving\nIt gives five days' notice.", audit) == []


def test_cues_are_the_last_resort_and_ask_for_a_plausible_value() -> None:
    pattern = {
        "name": "cure_period", "here": ["cure period of {duration}"], "cues": ["breach*", "mend*"],
        "plausible": {"from": 1, "to": 60, "unit": "day"},
    }  # fmt: skip
    cure = family("cure", headings=["breach"], facts=[pattern])
    assert values("# Breach\nWho has not mended it in 20 days is out.", cure) == [("cure_period", 20, "day")]
    assert values("# Breach\nWho has not mended it in 20 years is out.", cure) == []
    stated = "# Breach\nThere is a cure period of 10 days. A breach is mended, and 20 days later the parties talk."
    assert values(stated, cure) == [("cure_period", 10, "day")]


def test_alone_takes_the_only_value_that_fits_no_other_fact_better() -> None:
    audit = family(
        "audit", facts=[{"name": "audit_notice", "find": ["audit {duration}"], "alone": ["check*", "(early|call*)"]}]
    )
    records = family("records", facts=[{"name": "retention", "find": ["keep {duration}"], "alone": ["(early|keep*)"]}])
    text = "We check the books at any time. A call five days early is enough."
    assert values(text, audit) == [("audit_notice", 5, "day")]
    assert values(text, audit, records) == [("audit_notice", 5, "day")]
    whole = "A check of the shop is told nine days early."
    assert values(f"{text} {whole}", audit) == [("audit_notice", 9, "day")]
    assert values(f"{text} {whole} They call six days before a check, early enough.", audit) == []
    assert values("We check the books at any time. Lunch is served for five days.", audit) == []


def test_of_a_percentage_above_over_the_excess_counts() -> None:
    cap = family("price", facts=[{"name": "price_cap", "find": ["price* ...8 {percent}"], "over": 100}])
    assert values("The new price is at most 103 % of the old one.", cap) == [("price_cap", 3, "%")]
    assert values("The price rises by at most 4 %.", cap) == [("price_cap", 4, "%")]


def test_a_share_of_fees_that_a_term_stands_for_is_a_share_too() -> None:
    cap = family("credits", facts=[{"name": "cap", "find": ["credits ...8 {percent}"]}])
    text = "'Risk Amount' means ten per cent of the Charges of a month. The credits end at the Risk Amount."
    assert values(text, cap) == [("cap", 10, "%")]


def test_a_bar_and_an_abbreviation_part_a_label_from_its_value() -> None:
    cure = family("cure", facts=[{"name": "cure", "find": ["cured in {duration}"], "labels": ["cure time"]}])
    for line in ("Min. cure time: 9 days", "Min cure time | 9 days"):
        assert values(line, cure) == [("cure", 9, "day")]


def test_one_fact_stands_for_another_where_the_library_says_so() -> None:
    pattern = {"name": "initial_term", "find": ["lasts {duration}"], "instead": "lock_period", "beside": "renewal_term"}
    renewal = family("renewal", facts=[{"name": "renewal_term", "find": ["renews for {duration}"]}])
    term = family("term", facts=[pattern])
    text = "The lock period is 12 months."
    assert values(text, LOCK, term, renewal) == [("lock_period", 12, "month")]
    found = values(f"{text} It renews for six months.", LOCK, term, renewal)
    assert ("initial_term", 12, "month") in found


def test_a_fact_may_be_told_under_another_name_or_not_at_all() -> None:
    silent = {"name": "vendor_notice", "find": ["vendor gives {duration}"]}
    for told, expected in (("notice", [("notice", 30, "day")]), ("", [])):
        leave = family("leave", facts=[silent | {"told_as": told}])
        assert values("The vendor gives 30 days.", leave) == expected


FRT = kpi("frt-email", "First response time, e-mail", aliases=["first response", "FRT"], unit="hour", direction="lower")
CHAT = kpi("frt-chat", "Chat first response", aliases=["first response chat"], unit="s", direction="lower")
CSAT = kpi("csat", "Customer satisfaction", aliases=["CSAT"])
SCORE = kpi("nps", "Net promoter score", unit="score")


def kpis(text: str) -> list[Kpi]:
    return check(text, library(FRT, CHAT, CSAT, SCORE)).kpis


def row(*cells: str) -> Kpi:
    header = "| KPI | Target | Measurement period | Exclusions | Measured by | Credit |\n|---|---|---|---|---|---|\n"
    (found,) = kpis(header + "| " + " | ".join((*cells, *[""] * (6 - len(cells)))) + " |")
    return found


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("First response", "90 % within 4 h", ("<=", 4, "hour", 90)),
        ("First response", "within 4 hours for 90% of e-mails", ("<=", 4, "hour", 90)),
        ("First response", "4 hours", ("<=", 4, "hour", None)),
        ("First response", "no more than 2 business days", ("<=", 2, "business_day", None)),
        ("CSAT", "at least 85 %", (">=", 85, "%", None)),
        ("CSAT", "85%", (">=", 85, "%", None)),
        ("CSAT", "≥ 85 per cent", (">=", 85, "%", None)),
        ("CSAT", "> 85 %", (">", 85, "%", None)),
        ("Customer satisfaction", "eighty-five percent", (">=", 85, "%", None)),
        ("Net promoter score", "40 or more", (">=", 40, "score", None)),
        ("Dropped calls", "less than 5 %", ("<", 5, "%", None)),
        ("Dropped calls", "5 %", ("", 5, "%", None)),
        ("CSAT", "best efforts", ("", None, "%", None)),
        ("CSAT", "", ("", None, "%", None)),
    ],
)
def test_targets(name: str, target: str, expected: tuple[object, ...]) -> None:
    found = row(name, target)
    assert (found.operator, found.target, found.unit, found.share) == expected


def test_the_other_columns() -> None:
    found = row("CSAT", "85 %", "calendar month", "peak season", "Provider's tool", "5 % of the monthly fee")
    assert (found.window, found.exclusions, found.measured_by, found.credit) == ("month", ["peak season"], "vendor", 5)


def test_two_header_rows() -> None:
    table = """\
| KPI | Email | Email | Phone |
| KPI | Target | Exclusions | Target |
|---|---|---|---|
| CSAT | 85 % | holidays | 80 % |
"""
    email, phone = kpis(table)
    assert (email.kpi, email.target, email.exclusions) == ("csat", 85, ["holidays"])
    assert (phone.kpi, phone.target) == ("csat", 80)


def test_a_table_whose_header_row_is_not_marked() -> None:
    (found,) = kpis("| Service level | Target |\n| CSAT | 85 % |")
    assert (found.kpi, found.target) == ("csat", 85)


def test_a_table_of_other_things_has_no_service_levels() -> None:
    assert kpis("| Role | Rate |\n|---|---|\n| Agent | EUR 20 |") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("First response time, e-mail", "frt-email"), ("FRT (e-mail)", "frt-email"), ("Chat first response",
        "frt-chat"),
        ("First response chat", "frt-chat"), ("csat score", "csat"), ("Comfort", None), ("FRTX", None),
    ],
)  # fmt: skip
def test_the_longest_name_wins(name: str, expected: str | None) -> None:
    found = match_kpi(name, [FRT, CHAT, CSAT])
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "An insolvency that is not dismissed within 60 days.",
        "An event of force majeure lasts for more than 60 days.",
        "A miss is cured within any 12 months.",
    ],
)
def test_values_that_measure_something_else(sentence: str) -> None:
    loose = family("cure", signals=["cure*"], facts=[
        {"name": "cure_period", "find": ["(cured|dismissed|lasts) ...12 {duration}"]},
    ])  # fmt: skip
    assert values(sentence, loose) == []
    assert values("It is cured within 60 days.", loose) == [("cure_period", 60, "day")]


def test_a_second_value_refers_back_to_the_first() -> None:
    text = "A breach is cured within 30 days. For unpaid fees the period is forty-five days."
    assert values(text, CURE) == [("cure_period", 30, "day"), ("cure_period", 45, "day")]
    assert values("A breach is cured within 30 days. Calls are stored for forty-five days.", CURE) == [
        ("cure_period", 30, "day")
    ]


def test_words_and_figures_that_disagree_are_both_told() -> None:
    told = values("A breach is cured within ninety (60) days of it.", CURE)
    assert sorted(told) == [("cure_period", 60, "day"), ("cure_period", 90, "day")]


def test_how_often_is_part_of_a_name() -> None:
    flat = family("flat", signals=["flat"], facts=[{"name": "minimum", "find": ["{money} ...8 irrespective"]}])
    text = "The Monthly Base is owed irrespective of need.\n| Point | Agreement |\n|---|---|\n| Monthly Base | EUR 55,000 |"
    assert values(text, flat) == [("minimum", 55000, "EUR")]


def test_cues_must_stand_near_the_value() -> None:
    guess = family("cure", signals=["cure*"], facts=[
        {"name": "cure_period", "find": ["cured within {duration}"], "alone": ["breach*", "cure*", "terminat*"]},
    ])  # fmt: skip
    near = "After a breach it has a chance to cure, for which 30 days are given, or they terminate."
    far = (
        "After a breach it has a chance to cure, "
        + "and so on " * 40
        + "for which 30 days are given, or they terminate."
    )
    assert values(near, guess) == [("cure_period", 30, "day")]
    assert values(far, guess) == []
