"""How hypothesis chooses its examples: the same ones on every machine, so that a run fails only for what was changed.

``pytest --hypothesis-profile=explore`` looks at new and at more examples; CONTRIBUTING.md says when.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("same")
