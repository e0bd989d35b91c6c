"""How every test process is set up."""

from __future__ import annotations

import gc

from hypothesis import settings

# The same examples on every machine, so that a run fails only for what was changed; "explore" takes new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("same")

# A library is a million objects that stay; walking through them again and again takes a tenth of the time of all tests.
gc.set_threshold(200_000, 20, 100)
