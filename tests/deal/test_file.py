import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.deal.file import load_deal, read_answers, with_sets
from contractkit.errors import DealError, UsageError
from drafting import EXAMPLE, example_answers

TEXT = EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def deal_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes, name: str = "deal.yaml") -> Path:
        path = Path(name)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def error(path: Path, *sets: str) -> str:
    with pytest.raises(DealError) as caught:
        load_deal(path, sets)
    return str(caught.value)


def line_of(text: str) -> int:
    return next(at for at, line in enumerate(TEXT.splitlines(), start=1) if text in line)


def test_the_example_loads() -> None:
    deal = load_deal(EXAMPLE)
    assert deal.shop == "Lark & Willow"
    assert deal.customer.registration_number == "718204"


def test_an_unknown_key_is_shown_at_its_place_with_a_near_one(deal_file) -> None:
    at = line_of("  breach_notice_hours")
    message = error(deal_file(TEXT.replace("breach_notice_hours", "breach_notice_hour")))
    assert message.startswith(f'deal.yaml:{at}:3: unknown key "breach_notice_hour"')
    assert "breach_notice_hour: 24" in message
    assert 'Did you mean "breach_notice_hours"?' in message


def test_a_wrong_type_is_shown_at_its_place(deal_file) -> None:
    at = line_of("  months: 24")
    message = error(deal_file(TEXT.replace("months: 24", "months: two years")))
    assert f'deal.yaml:{at}:11: "months": expected a whole number, found "two years' in message


def test_a_missing_value_is_told_as_its_question(deal_file) -> None:
    message = error(deal_file(TEXT.replace("shop: Lark & Willow\n", "")))
    assert message == "deal.yaml:5:1: shop is still to be answered: Name of the shop or brand?"


def test_an_open_answer_is_shown_at_its_place(deal_file) -> None:
    at = line_of("shop: Lark & Willow")
    message = error(deal_file(TEXT.replace("shop: Lark & Willow", "shop: TBC")))
    assert message == f"deal.yaml:{at}:7: shop is still to be answered: Name of the shop or brand?"


def test_all_mistakes_are_told_at_once(deal_file) -> None:
    text = TEXT.replace("months: 24", "months: x").replace("weight: 15", "wieght: 15").replace("C1", "C3")
    message = error(deal_file(text.replace("currency: EUR", "currency: euro")))
    for part in ('"months"', '"wieght"', '"C3" is not allowed here', '"euro" is not written as expected'):
        assert part in message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this is not a deal file"),
        ("- a\n- b", "this is not a deal file"),
        ("a: [", "not valid YAML"),
        ("a: b: c", 'Put a value that holds ": " in quotes'),
        ("a: 1\na: 2", 'the key "a" stands here twice'),
        ("a: &x [*x]", "an anchor is used here"),
        (b"\xff\xfe\x00", "not a text file in UTF-8"),
    ],
)
def test_what_is_no_deal_file(deal_file, text, says: str) -> None:
    assert says in error(deal_file(text))


def test_a_file_that_is_not_there(deal_file) -> None:
    assert error(Path("nowhere.yaml")) == "nowhere.yaml: there is no such file; check the name and the folder."
    assert error(Path.cwd()).startswith(str(Path.cwd()))


def test_values_that_yaml_likes_to_bend(deal_file) -> None:
    text = TEXT.replace("country: Ireland", "country: NO").replace("Monday to Sunday, 08:00 to 22:00", "08:00")
    deal = load_deal(deal_file(text))
    assert deal.customer.country == "NO"
    assert deal.channels[0].hours == "08:00"


def test_a_number_where_text_is_wanted_must_be_quoted(deal_file) -> None:
    message = error(deal_file(TEXT.replace('"718204"', "0718204")))
    assert "expected text" in message
    assert "Put it in quotes" in message


@pytest.mark.parametrize("name", ["\\u0007", "\\ud83d"])
def test_characters_that_cannot_be_printed_are_refused(deal_file, name: str) -> None:
    text = json.dumps(example_answers(shop="SHOP"), default=str).replace("SHOP", name)
    assert "holds a character that cannot be printed" in error(deal_file(text, "deal.json"))


def test_json_gives_the_same_deal(deal_file) -> None:
    text = json.dumps(example_answers(shop='Æ 😀 \\ " /'), indent="\t", default=str)
    assert load_deal(deal_file(text, "deal.json")).shop == 'Æ 😀 \\ " /'
    assert "\\ud83d" in text


def test_mistakes_in_json_have_a_place(deal_file) -> None:
    text = json.dumps(example_answers(shop=["x"]), indent="\t", default=str)
    at = next(at for at, line in enumerate(text.splitlines(), start=1) if '"shop"' in line)
    assert error(deal_file(text, "deal.json")).startswith(f'deal.json:{at}:10: "shop": expected text, found a list')
    assert error(deal_file(text[:-1], "deal.json")).startswith("deal.json:")
    assert "twice" in error(deal_file('{"a": 1, "a": 2}', "deal.json"))
    assert "nested too deep" in error(deal_file("[" * 100_000, "deal.json"))


def test_sets_go_over_the_file(deal_file) -> None:
    sets = [
        "term.months=36",
        "kpis.0.target=85",
        'shop="A: B"',
        "data.places=[Spain]",
        "terms.term.x=3",
        "lock.months=0",
    ]
    deal = load_deal(deal_file(TEXT), sets)
    assert (deal.term.months, deal.kpis[0].target, deal.shop, deal.lock.months) == (36, 85, "A: B", 0)
    assert deal.data.places == ["Spain"]
    assert deal.terms == {"term": {"x": 3}}


def test_a_set_can_answer_what_is_open(deal_file) -> None:
    path = deal_file(TEXT.replace("shop: Lark & Willow", "shop: TBC"))
    assert load_deal(path, ["shop=Lark"]).shop == "Lark"


def test_a_wrong_set_is_told_as_such(deal_file) -> None:
    message = error(deal_file(TEXT), "term.months=x", "term.start=2027-01-01")
    assert message.startswith('--set term.months=x --set term.start=2027-01-01: "months": expected a whole number')


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("term.months", "write KEY=VALUE"),
        ("=3", "write KEY=VALUE"),
        ("kpis.99.target=3", "no place in a list of 14"),
        ("kpis.x.target=3", "no place in a list"),
        ("shop.x.y=3", "nothing can stand above"),
        ("shop={a: 1, a: 2}", "twice"),
    ],
)
def test_sets_that_lead_nowhere(item: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        with_sets(example_answers(), [item])


def test_sets_do_not_change_the_answers() -> None:
    answers = example_answers()
    with_sets(answers, ["term.months=1"])
    assert answers == read_answers(EXAMPLE).data


@given(st.binary(max_size=200))
def test_any_bytes_give_a_deal_error(tmp_path_factory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "deal.yaml"
    path.write_bytes(data)
    with pytest.raises(DealError):
        load_deal(path)
