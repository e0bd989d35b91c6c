from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.errors import UsageError
from contractkit.library.catalogue import Library
from contractkit.library.listing import KINDS, entries, listing, overview
from contractkit.library.load import load_folders
from small_library import RULE, RULE_PATH, write_files, write_library


def test_overview_shows_families_with_need_positions_rules_and_origin(small: Library) -> None:
    lines = overview(small).splitlines()
    assert lines[2:5] == [
        "exit",
        "  lock-period                     M          pref                   1",
        "    from families/exit/lock-period/family.yaml",
    ]
    assert "kpis 1" in lines[-2]


def test_the_overview_of_the_shipped_library_fits_80_columns(shipped: Library) -> None:
    lines = overview(shipped).splitlines()
    assert max(map(len, lines[:-2])) <= 80
    assert any(line.endswith("built in") for line in lines)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_the_shipped_library_lists_at_80_columns(kind: str, shipped: Library) -> None:
    assert max(map(len, listing(shipped, kind).splitlines())) <= 80
    assert all(entry["origin"] == "built in" for entry in entries(shipped, kind))


def test_an_overlay_shows_where_its_items_come_from(folder: Path) -> None:
    base = write_library(folder / "base")
    own = write_files(folder / "own", {RULE_PATH: RULE})
    assert listing(load_folders([base, own]), "rules") == (
        f"lock-renews  The lock renews itself (high)\n             from {Path('own') / RULE_PATH}"
    )


def test_singular_names_of_kinds_work_too(small: Library) -> None:
    assert listing(small, "rule") == listing(small, "rules")
    assert listing(small, "family") == listing(small, "families")


def test_unknown_kind(small: Library) -> None:
    with pytest.raises(UsageError, match=r'there is no kind "rulez" in the library\. Did you mean "rules"\?'):
        listing(small, "rulez")


def test_empty_kind(folder: Path) -> None:
    (folder / "families").mkdir()
    assert listing(load_folders([folder]), "kpis") == "no kpis"


def test_entries_hold_everything_for_programs(small: Library, folder: Path) -> None:
    found = {(entry["kind"], entry["id"]): entry for entry in entries(small)}
    assert len(found) == 9
    assert found["family", "lock-period"] == {
        "kind": "family",
        "id": "lock-period",
        "title": "Lock period",
        "origin": str(Path("families/exit/lock-period/family.yaml")),
        "group": "exit",
        "need": {"msa": "must"},
        "wordings": ["preferred"],
        "rules": ["lock-renews"],
    }
    assert found["wording", "lock-period/en.preferred"]["status"] == "approved"
