from __future__ import annotations

import pytest

from contractkit.errors import UsageError
from contractkit.library.catalogue import Library
from contractkit.library.describe import describe


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("lock-period", ["Title:      Lock period", "Element length (must):", "Test Act s. 1", "msa: must"]),
        ("lock-renews", ["Severity:   high", "any:          lock period ... (renews|extends)", "Must flag:"]),
        ("lock-period.preferred", ["Version:    1.0.0, approved, owner legal", "1. {#lock} The [[Lock Period]] is"]),
        ("lock-period.preferred@1.0.0", ["lock-period/en.preferred  (wording, "]),
        ("lock-period/en.preferred", ["lock-period/en.preferred  (wording, "]),
        ("first-response-time", ["Formula:    answered in time / all [%]", "Also:       FRT", "typical 90, floor 80"]),
        ("test-1", ["Cite:       Test Act s. 1", "primary (checked against the official text), as of 2026-01-31"]),
        ("test", ["For:        the customer; msa", "must: critical, should: medium, nice: no finding"]),
        ("msa", ["Title:      Agreement (1.0.0)", "body body:", "- lock-period"]),
        ("Lock Period", ["Means:      the time set by"]),
        ("must not", ["Any of:", "- cannot"]),
    ],
)
def test_each_kind_shows_what_it_is(small: Library, item: str, expected: list[str]) -> None:
    text = describe(small, item)
    for part in expected:
        assert part in text, text


def test_unknown_item_names_the_nearest(small: Library) -> None:
    with pytest.raises(UsageError, match=r'the library holds no "lokc-period"\. Did you mean "lock-period"\?'):
        describe(small, "lokc-period")


def test_everything_that_ships_can_be_shown_and_reads_at_80_columns(shipped: Library) -> None:
    library = shipped
    ids = [*library.families, *library.rules, *library.kpis, *library.law, *library.playbooks, *library.templates]
    ids += [f"{family}/{language}.{position}" for family, language, position in library.wordings]
    for item in [*ids, *library.terms, *library.vocabulary]:
        for line in describe(library, item).splitlines():
            # Only a word that is longer than the line may stand out.
            assert len(line) <= 80 or len(line.split()[-1]) > 50, line
