"""What Python's compiler makes of regular expressions, as plain data that can be kept between runs.

To compile an expression takes a thousand times as long as to restore it. The compiler's parts are not public: where
another Python has them otherwise, ``steps_of`` raises one of ``OTHER_PYTHON``, and the caller compiles as usual.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

OTHER_PYTHON = (ImportError, AttributeError, TypeError, ValueError, RuntimeError)

# Flags, the engine's steps, the number of groups, and the numbers of those that have names.
Steps = tuple[int, list[int], int, dict[str, int]]


def steps_of(source: str, flags: int = 0) -> Steps:
    """Return what ``re.compile`` hands to Python's engine. Raises one of OTHER_PYTHON, and re.error."""
    parsed = _module("re._parser").parse(source, flags)
    steps = list(map(int, _module("re._compiler")._code(parsed, flags)))
    return int(flags | parsed.state.flags), steps, parsed.state.groups - 1, dict(parsed.state.groupdict)


def restored(source: str, steps: Steps) -> re.Pattern[str]:
    """Return the expression. Raises one of OTHER_PYTHON for steps that are not well formed: the engine refuses them."""
    flags, code, groups, names = steps
    by_number = {number: name for name, number in names.items()}
    ordered = tuple(by_number.get(number) for number in range(groups + 1))
    pattern: re.Pattern[str] = _module("_sre").compile(source, flags, code, groups, names, ordered)
    return pattern


@cache
def _module(name: str) -> Any:
    return import_module(name)
