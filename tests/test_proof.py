from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.errors import UsageError
from contractkit.library.catalogue import Library
from contractkit.library.gather import gather
from contractkit.library.load import load_folders
from contractkit.proof import prove
from small_library import RULE_PATH, write_files, write_library


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    return tmp_path


def changed(folder: Path, **changes: tuple[str, str]) -> Library:
    return load_folders([write_library(folder, **changes)])


def test_a_library_that_keeps_its_word(folder: Path) -> None:
    proof = prove(changed(folder, WORDING=("{#lock} The [[Lock Period]] is", "The lock period lasts")))
    assert [str(failure) for failure in proof.failures] == []
    assert (proof.rules, proof.examples, proof.wordings) == (1, 6, 1)


def test_a_flag_example_that_does_not_fire_is_named_with_its_place(folder: Path) -> None:
    proof = prove(changed(folder, RULE=("The Lock Period automatically renews.", "Nothing.")), ["lock-renews"])
    assert [str(failure) for failure in proof.failures] == [
        f"{RULE_PATH}:15:7: lock-renews does not fire on this flag example\n  Example: Nothing."
    ]


def test_an_accept_example_that_fires_is_named_with_its_place(folder: Path) -> None:
    library = changed(folder, RULE=("The term renews each year.", "The lock period renews each year."))
    assert str(prove(library, ["lock-renews"]).failures[0]).startswith(
        f"{RULE_PATH}:19:7: lock-renews fires on this accept example"
    )


def test_an_example_of_several_lines_is_shown_on_one(folder: Path) -> None:
    library = changed(folder, RULE=("- The lock period extends by a year.", '- "# Term\\n1.1 Nothing."'))
    assert str(prove(library, ["lock-renews"]).failures[0]).endswith("Example: # Term / 1.1 Nothing.")


def test_a_wording_that_lacks_an_element_or_trips_a_rule_is_named(folder: Path) -> None:
    library = changed(folder, WORDING=("Customer may leave", "The lock period renews. Customer may leave"))
    messages = [str(failure) for failure in prove(library, ["lock-period.preferred"]).failures]
    assert any("lock-renews" in message for message in messages)
    assert all(message.startswith("families/exit/lock-period/en.preferred.md") for message in messages)


def test_a_phrase_that_cannot_be_read_fails_every_example_instead_of_ending_the_test(folder: Path) -> None:
    proof = prove(changed(folder, RULE=("lock period ... (renews|extends)", "lock (period")), ["lock-renews"])
    assert len(proof.failures) == 6


@pytest.mark.parametrize("name", ["lock-period", "lock-renews", "lock-period.preferred", "lock-period.preferred@1.0.0"])
def test_ids_choose(folder: Path, name: str) -> None:
    library = changed(folder)
    proof = prove(library, [name])
    assert (proof.rules, proof.wordings) == (
        int(name in ("lock-period", "lock-renews")),
        int(name != "lock-renews"),
    )


def test_an_unknown_id_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match='there is no family, rule or wording "lokc"'):
        prove(changed(folder), ["lokc"])


def test_wordings_and_interlocks_of_absent_families_are_left_to_validation(folder: Path) -> None:
    rule = """\
id: lock-without-exit
title: t
family: lock-period
severity: high
why: w
says: s
kind: interlock
when: [{family: term, status: [missing]}, {family: lock-period, status: [present]}]
tests: {flag: [a a, b b, c c], accept: [a a, b b, c c]}
owner: legal
since: 2026-01-31
"""
    write_library(folder)
    write_files(folder, {"families/exit/lock-period/rules/lock-without-exit.yaml": rule})
    library, _ = gather([folder])
    assert prove(library).rules == 1
