"""Single answers of a deal file changed in place: all else stays as it was written."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contractkit.deal.edit import with_answer
from contractkit.deal.form import blank_deal
from contractkit.errors import DealError

TEXT = """\
# top
a: 1  # one
b:
  c: "two"   # two
  d: TBC

  # about e
  e: [x, y]  # list
items:
  - {id: p, n: 1}   # first
  - id: q           # second
    n: 2
# end
last: |
  many
  lines
z: {m: 1}  # inline
empty:
"""


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (["a"], 2, "a: 2  # one"),
        (["b", "c"], "x: y", '  c: "x: y"   # two'),
        (["b", "d"], ["s", "t"], "  d: [s, t]"),
        (["b", "e"], "plain", "  e: plain  # list"),
        (["items", 0, "n"], 9, "  - {id: p, n: 9}   # first"),
        (["items", 1, "id"], "r", "  - id: r           # second"),
        (["items", 2, "id"], "new", "  - {id: new}"),
        (["last"], "short", "last: short"),
        (["z", "k"], 3, "z: {m: 1, k: 3}  # inline"),
        (["empty"], True, "empty: true"),
        (["empty", "deep", "er"], 1, "empty: {deep: {er: 1}}"),
        (["new", "one"], 1, "new: {one: 1}"),
        (["b", "f"], 5, "  f: 5"),
    ],
)
def test_one_line_changes(path: list[str | int], value: Any, line: str) -> None:
    after = with_answer(TEXT, path, value)
    assert line in after.splitlines()
    removed = set(TEXT.splitlines()) - set(after.splitlines())
    assert len(removed) <= (3 if path == ["last"] else 1)
    assert after.count("#") == TEXT.count("#")
    assert _at(yaml.safe_load(after), path) == value


def test_a_list_of_groups_is_written_in_lines() -> None:
    rows = [{"id": "a"}, {"id": "b", "n": [1, 2]}]
    for path in (["items"], ["b", "d"], ["empty"]):
        after = with_answer(TEXT, path, rows)
        assert _at(yaml.safe_load(after), path) == rows
        assert yaml.safe_load(with_answer(after, path, rows)) == yaml.safe_load(after)


def test_what_cannot_hold_an_answer_is_refused() -> None:
    with pytest.raises(DealError, match="single value"):
        with_answer(TEXT, ["a", "b"], 1)
    with pytest.raises(DealError, match="not valid YAML"):
        with_answer("a: [", ["a"], 1)
    assert yaml.safe_load(with_answer("", ["a", "b"], 1)) == {"a": {"b": 1}}


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"])))
def test_any_text_comes_back(value: str) -> None:
    form = blank_deal()
    after = with_answer(form, ["customer", "name"], value)
    assert yaml.safe_load(after)["customer"]["name"] == value
    assert after.count("\n") == form.count("\n")


def _at(data: Any, path: list[str | int]) -> Any:
    for step in path:
        data = data[step]
    return data
