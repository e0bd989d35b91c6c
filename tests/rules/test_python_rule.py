"""Rules in Python: a function of an installed package, or a clear word that it is not there."""

import sys
from pathlib import Path

import pytest

from checking import check, library, only, rule
from contractkit.errors import LibraryError

RULE = rule("even-words", kind="python", entry_point="even-words")
PACKAGE = """\
from contractkit.rules.hits import Hit
from contractkit.evidence import Place


def even_words(rule, context):
    for paragraph in context.evidence.document.paragraphs:
        if len(paragraph.text.split()) % 2 == 0:
            yield Hit(Place(paragraph.index, 0, len(paragraph.text)), rule.severity, "even")
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package that offers the rule, as pip would leave it."""
    (tmp_path / "even_words_for_tests.py").write_text(PACKAGE, encoding="utf-8")
    info = tmp_path / "even_words_for_tests-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: even-words-for-tests\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(
        "[contractkit.rules]\neven-words = even_words_for_tests:even_words\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "even_words_for_tests", raising=False)


@pytest.mark.usefixtures("installed")
def test_a_function_of_an_installed_package_judges() -> None:
    finding = only(check("One two.\nOne two three.", library(RULE)), "even-words")
    assert (finding.quote, finding.message) == ("One two.", "Says. (even)")


def test_a_function_that_no_package_offers_is_named_with_the_remedy() -> None:
    with pytest.raises(LibraryError, match=r"rule even-words: .*'even-words'.*Install the package, or disable"):
        check("One two.", library(RULE))


def test_a_disabled_rule_needs_no_package() -> None:
    assert check("One two.", library(RULE, playbook={"disabled": {"even-words": "not installed"}})).findings == []
