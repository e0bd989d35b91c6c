"""How every test process is set up."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings

# The same examples on every machine, so that a run fails only for what was changed; "explore" takes new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("same")

# A library is a million objects that stay; walking through them again and again takes a tenth of the time of all tests.
_COLLECT_SELDOM = (200_000, 20, 100)
gc.set_threshold(*_COLLECT_SELDOM)


def pytest_runtest_teardown() -> None:
    """Take back what a command run in this process did to the collector of garbage.

    After a command has frozen its library, each reading of a file counts all frozen objects, and those of all tests
    are millions: tests of small files took thirty times as long as alone.
    """
    gc.unfreeze()
    gc.set_threshold(*_COLLECT_SELDOM)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what runs in one worker first: begun last, it would run on alone."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
