from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contractkit.yamltext import Problem, YamlText, join_problems, shown_path

PATH = Path("file.yaml")


def problems(text: str) -> list[str]:
    return [str(problem) for problem in YamlText(PATH, text).parse()[1]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("2026-11-21", "2026-11-21"),
        ("12:30", "12:30"),
        ("010", 10),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("-3", -3),
        ("1.0.0", "1.0.0"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'true'", "true"),
    ],
)
def test_scalars_are_what_they_look_like(text: str, value: object) -> None:
    data, found = YamlText(PATH, f"key: {text}").parse()
    assert found == []
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_empty_text_has_no_data_and_no_problem() -> None:
    assert YamlText(PATH, "# only a comment\n").parse() == (None, [])


def test_syntax_error_shows_place_lines_and_remedy() -> None:
    text = "id: x\ntitle: Lock: hard\nwhy: y\n"
    assert problems(text) == [
        "file.yaml:2:12: this is not valid YAML: mapping values are not allowed in this context\n"
        "     1 | id: x\n"
        "     2 | title: Lock: hard\n"
        "       |            ^\n"
        '  Put a value that holds ": " in quotes.'
    ]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("a: [1, 2\nb: 3\n", "Close the bracket, or put the value in quotes."),
        ("a: b\n  - c\n   d\n: e", "Check the indentation"),
        ('a: "b" c\n', "Check the indentation, and that quotes and brackets close."),
        ("a: %x\n", "Indent with spaces"),
        ("a:\n\tb: 1\n", "Indent with spaces"),
        ("a: *x\n", "A value that starts with * must stand in quotes."),
        ("a: !only\n", "Put a value that starts with ! in quotes."),
    ],
)
def test_syntax_errors_have_remedies(text: str, remedy: str) -> None:
    assert remedy in problems(text)[0]


def test_duplicate_key_is_refused_at_its_second_place() -> None:
    assert problems("a: 1\nb: 2\na: 3\n")[0].startswith('file.yaml:3:1: the key "a" stands here twice')


def test_duplicate_keys_are_all_reported_at_once() -> None:
    assert len(problems("a: 1\na: 2\nb: {c: 1, c: 2}\n")) == 2


@pytest.mark.parametrize("text", ["1: a\n", "true: a\n", "? [a]\n: b\n", "null: a\n"])
def test_keys_must_be_text(text: str) -> None:
    assert "a key must be text" in problems(text)[0]


def test_anchors_and_so_cycles_and_bombs_are_refused() -> None:
    assert "an anchor is used here" in problems("a: &x [1]\nb: *x\n")[0]
    assert "an anchor is used here" in problems("a: &x\n  b: *x\n")[0]


def test_python_tags_are_refused() -> None:
    assert problems("a: !!python/object/apply:os.system [ls]\n")


def test_control_characters_are_refused_without_a_traceback() -> None:
    assert "this is not valid YAML: " in problems("a: \x00b\n")[0]


def test_problem_at_key_value_item_and_name() -> None:
    text = YamlText(PATH, "terms:\n  - {term: A, means: a}\n  - {term: B, means: b}\n")
    places = {
        (): (1, 1),
        ("terms",): (2, 3),
        ("terms", 1): (3, 5),
        ("terms", "B", "means"): (3, 22),
        ("terms", 1, "no-such-key"): (3, 5),
        ("terms", "tagged-union", 0, "term"): (2, 12),
    }
    for location, place in places.items():
        problem = text.problem_at(location, "wrong")
        assert (problem.line, problem.column) == place, location
    problem = text.problem_at(["terms", 1, "means"], "wrong", key=True)
    assert (problem.line, problem.column) == (3, 15)


def test_first_line_moves_the_numbers_of_front_matter() -> None:
    problem = YamlText(PATH, "title: x\nbad: y\n", first_line=2).problem_at(["bad"], "unknown", key=True)
    assert str(problem) == "file.yaml:3:1: unknown\n     2 | title: x\n     3 | bad: y\n       | ^"


def test_long_lines_are_cut_around_the_place() -> None:
    text = YamlText(PATH, f"key: [{'x, ' * 100}HERE, {'y, ' * 100}z]\n")
    shown = str(text.problem_at(["key", 100], "wrong")).splitlines()
    assert all(len(line) < 125 for line in shown)
    caret = shown[-1].index("^")
    assert shown[-2][caret : caret + 4] == "HERE"


def test_many_problems_are_counted_not_listed() -> None:
    message = join_problems([Problem(PATH, 0, 0, f"problem {number}") for number in range(25)])
    assert "problem 19" in message
    assert "problem 20" not in message
    assert message.endswith("and 5 more")


def test_paths_below_the_current_directory_are_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "a" / "b.yaml") == str(Path("a/b.yaml"))
    assert shown_path(tmp_path.parent / "b.yaml") == str(tmp_path.parent / "b.yaml")


_PLAIN = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=20)
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PLAIN, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(_PLAIN, _DATA, max_size=4))
def test_quoted_yaml_comes_back_as_written(data: dict[str, object]) -> None:
    class _NoAliases(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    text = yaml.dump(data, Dumper=_NoAliases, default_style='"', allow_unicode=True)
    parsed, found = YamlText(PATH, text).parse()
    assert found == []
    assert _as_text(parsed) == _as_text(data)


def _as_text(value: object) -> object:
    """Everything quoted is text: numbers and truth values too."""
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return yaml.safe_dump(value, default_style='"')


@given(st.text(max_size=60))
def test_any_text_gives_data_or_problems_never_a_crash(text: str) -> None:
    data, found = YamlText(PATH, text).parse()
    assert not (data is not None and found)
    for problem in found:
        assert str(problem).startswith("file.yaml")


def test_without_the_c_parser_the_same_is_read() -> None:
    code = """
import sys, yaml
del yaml.CSafeLoader
from pathlib import Path
from contractkit.yamltext import YamlText, _Loader
assert issubclass(_Loader, yaml.SafeLoader)
data = {"a": "no", "b": [1, 2.5, "2026-01-31"]}
assert YamlText(Path("f"), "a: no\\nb: [1, 2.5, 2026-01-31]\\n").parse() == (data, [])
for text in ("a: 1\\na: 2\\n", "a: \\x00", "a: [", "a: &x 1\\nb: [*x]", "a: !!python/name:os.system x"):
    print(YamlText(Path("f"), text).parse()[1][0])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert 'f:2:1: the key "a" stands here twice' in run.stdout
