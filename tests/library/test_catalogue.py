from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.errors import LibraryError, UsageError
from contractkit.library.catalogue import Library
from contractkit.library.gather import gather
from contractkit.library.load import load_folders
from small_library import FAMILY, RULE, WORDING, write_files, write_library

FOLDER = "families/exit/lock-period"


def with_wordings(folder: Path, *names: str, **text: str) -> Library:
    files = {f"{FOLDER}/{name}.md": text.get(name.replace(".", "_"), WORDING) for name in names}
    return gather([write_files(folder, {f"{FOLDER}/family.yaml": FAMILY, **files})])[0]


@pytest.mark.parametrize(
    ("there", "asked", "found"),
    [
        (["en.preferred"], "preferred", "preferred"),
        (["en.preferred"], "walk-away", "preferred"),
        (["en.preferred", "en.fallback-1"], "fallback", "fallback-1"),
        (["en.preferred", "en.fallback"], "fallback-1", "fallback"),
        (["en.preferred", "en.fallback-1", "en.fallback-2"], "fallback-1", "fallback-1"),
        (["en.preferred", "en.fallback-1", "en.fallback-2"], "fallback-3", "fallback-2"),
        (["en.preferred", "en.fallback-2", "en.fallback-10"], "fallback-9", "fallback-2"),
        (["en.preferred", "en.fallback-1", "en.walk-away"], "walk-away", "walk-away"),
        (["en.preferred", "en.fallback-1"], "walk-away", "fallback-1"),
        (["en.fallback-1"], "preferred", None),
        ([], "preferred", None),
    ],
)
def test_a_missing_position_gives_the_nearest_that_gives_less_away(
    folder: Path, there: list[str], asked: str, found: str | None
) -> None:
    wording = with_wordings(folder, *there).wording("lock-period", asked)
    assert (wording and wording.position) == found


def test_a_missing_language_gives_english_but_prefers_its_own_other_position(folder: Path) -> None:
    library = with_wordings(folder, "en.preferred", "en.fallback-1", "es.preferred")
    assert library.wording("lock-period", "fallback-1", "es").language == "es"
    assert library.wording("lock-period", "fallback-1", "en").position == "fallback-1"
    assert with_wordings(folder / "b", "en.preferred").wording("lock-period", "preferred", "es").language == "en"


def test_retired_wording_is_never_offered(folder: Path) -> None:
    retired = WORDING.replace("approved", "retired")
    library = with_wordings(folder, "en.preferred", "en.fallback-1", **{"en_fallback-1": retired})
    assert library.wording("lock-period", "fallback-1").position == "preferred"
    assert [wording.position for wording in library.positions("lock-period")] == ["preferred"]


def test_families_come_in_the_order_of_a_contract(folder: Path) -> None:
    places = [("risk", "insurance"), ("contract", "parties"), ("exit", "term"), ("exit", "renewal")]
    for group, family in places:
        text = FAMILY.replace("id: lock-period", f"id: {family}").replace("group: exit", f"group: {group}")
        write_files(folder, {f"families/{group}/{family}/family.yaml": text})
    found = [family.id for family in gather([folder])[0].ordered_families()]
    assert found == ["parties", "renewal", "term", "insurance"]


def test_rules_of_a_family_are_sorted_by_id(folder: Path) -> None:
    write_library(folder)
    write_files(folder, {f"{FOLDER}/rules/a-rule.yaml": RULE.replace("id: lock-renews", "id: a-rule")})
    library = load_folders([folder])
    assert [rule.id for rule in library.rules_of("lock-period")] == ["a-rule", "lock-renews"]
    assert library.rules_of("term") == []


def test_a_phrase_is_compiled_once_with_the_librarys_vocabulary(small: Library) -> None:
    phrase = small.phrase("{must not} renew")
    assert small.phrase("{must not} renew") is phrase
    assert list(phrase.find("it shall not renew"))
    assert small.phrases(["a b", "{must not} renew"])[1] is phrase


def test_a_broken_phrase_is_named_with_its_file(folder: Path) -> None:
    library = load_folders([write_library(folder, RULE=("lock period ... (renews|extends)", "lock {no such} (renews"))])
    with pytest.raises(LibraryError) as caught:
        library.phrase("lock {no such} (renews")
    assert str(caught.value).startswith("families/exit/lock-period/rules/lock-renews.yaml:11:5: phrase 'lock {no such}")


def test_a_broken_phrase_from_elsewhere_is_named_by_itself(small: Library) -> None:
    with pytest.raises(LibraryError, match="phrase '\\(a': "):
        small.phrase("(a")


def test_unknown_playbook_and_template_name_the_known_ones(small: Library, folder: Path) -> None:
    with pytest.raises(UsageError, match='there is no playbook "best"; known: test'):
        small.playbook("best")
    with pytest.raises(UsageError, match='there is no template "nda"; known: msa'):
        small.shell("nda")
    assert small.playbook("test").side == "customer"
    assert small.shell("msa") == folder / "templates/msa/shell.docx"
