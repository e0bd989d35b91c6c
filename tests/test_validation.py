from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from contractkit.validation import did_you_mean, validate
from contractkit.yamltext import YamlText


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid")
    over: float
    severity: Literal["critical", "high", "medium", "low"]


class Limit(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["limit"]
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    steps: list[Step] = Field(min_length=2)
    title: str = Field(default="", title="What is it called?")
    names: dict[str, int] = {}


class Other(BaseModel):
    kind: Literal["other"]


ADAPTER: TypeAdapter[Limit | Other] = TypeAdapter(Annotated[Limit | Other, Field(discriminator="kind")])
GOOD = "kind: limit\nid: a-b\nsteps:\n  - {over: 1, severity: high}\n  - {over: 2, severity: low}\n"


def complaints(text: str) -> list[str]:
    source = YamlText(Path("rule.yaml"), text)
    data, problems = source.parse()
    assert problems == []
    return [str(problem) for problem in validate(ADAPTER, data, lambda: source)[1]]


def first_lines(text: str) -> list[str]:
    return [complaint.splitlines()[0] for complaint in complaints(text)]


def test_good_data_gives_the_model_and_reads_no_text() -> None:
    data, _ = YamlText(Path("rule.yaml"), GOOD).parse()
    model, problems = validate(ADAPTER, data, lambda: pytest.fail("the text was read for nothing"))
    assert problems == []
    assert isinstance(model, Limit)
    assert model.steps[1].over == 2


def test_unknown_key_shows_the_key_and_the_nearest_known_one() -> None:
    assert complaints(GOOD + "tittle: x\n") == [
        'rule.yaml:6:1: unknown key "tittle"\n'
        "     5 |   - {over: 2, severity: low}\n"
        "     6 | tittle: x\n"
        "       | ^\n"
        '  Did you mean "title"?'
    ]


def test_unknown_key_far_from_all_lists_the_known_ones() -> None:
    assert complaints(GOOD + "zzz: x\n")[0].endswith("Known here: kind, id, steps, title, names.")


def test_unknown_key_deep_inside_knows_its_own_neighbours() -> None:
    text = GOOD.replace("{over: 1,", "{ovr: 1,")
    assert first_lines(text) == ['rule.yaml:4:5: "over" is missing', 'rule.yaml:4:6: unknown key "ovr"']
    assert 'Did you mean "over"?' in complaints(text)[1]


def test_missing_value_shows_where_to_add_it() -> None:
    found = complaints(GOOD.replace("id: a-b\n", ""))
    assert found[0].startswith('rule.yaml:1:1: "id" is missing\n')
    assert found[0].endswith('Add "id: …".')


def test_missing_kind_and_unknown_kind() -> None:
    assert first_lines("id: a-b\n") == ['rule.yaml:1:1: "kind" is missing']
    found = complaints("id: a-b\nkind: limits\n")
    assert found[0].startswith('rule.yaml:2:7: there is no kind "limits"')
    assert found[0].endswith('Did you mean "limit"?')


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: a-b", "id: A b", 'rule.yaml:2:5: "id": "A b" is not written as expected'),
        ("id: a-b", "id: 12", 'rule.yaml:2:5: "id": expected text, found the number 12'),
        ("id: a-b", "id:", 'rule.yaml:2:4: "id": expected text, found nothing'),
        ("over: 1", "over: much", 'rule.yaml:4:12: "over": expected a number, found "much"'),
        ("over: 1", "over: [1]", 'rule.yaml:4:12: "over": expected a number, found a list'),
        ("severity: high", "severity: hgh", 'rule.yaml:4:25: "severity": "hgh" is not allowed here'),
        ("\n  - {over: 2, severity: low}", "", 'rule.yaml:4:3: "steps": needs at least 2 entries, has 1'),
        ("{over: 2, severity: low}", "two", 'rule.yaml:5:5: "steps": expected a mapping'),
        ("kind: limit", "kind: limit\nnames: {a: x}", 'rule.yaml:2:12: "a": expected a whole number, found "x"'),
        ("kind: limit", "kind: limit\nnames: []", 'rule.yaml:2:8: "names": expected a mapping'),
    ],
)
def test_wrong_values(old: str, new: str, expected: str) -> None:
    assert old in GOOD
    found = first_lines(GOOD.replace(old, new, 1))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_every_problem_is_reported_at_once() -> None:
    assert len(complaints("kind: limit\nid: A\nsteps: 3\ntitel: x\n")) == 3


def test_remedies_for_patterns_choices_and_numbers_as_text() -> None:
    assert "Use small letters, digits and hyphens" in complaints(GOOD.replace("a-b", "A"))[0]
    assert 'Did you mean "high"?' in complaints(GOOD.replace("high", "hgh"))[0]
    assert 'Put it in quotes: "…".' in complaints(GOOD.replace("a-b", "12"))[0]


def test_did_you_mean() -> None:
    assert did_you_mean("lokc", ["lock", "term"]) == 'Did you mean "lock"?'
    assert did_you_mean("zzz", ["lock", "term"]) == "Known here: lock, term."
    assert did_you_mean("zzz", []) == ""
    assert did_you_mean("zzz", [f"name-{number}" for number in range(99)]) == ""
