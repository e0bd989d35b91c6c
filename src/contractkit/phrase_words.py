"""The words that phrases and canonical text share: the tokens of parties, negations, and marks between words."""

from __future__ import annotations

import re
from functools import lru_cache

VENDOR_TOKEN = "vendor_"  # noqa: S105 - no secret
CUSTOMER_TOKEN = "customer_"  # noqa: S105 - no secret

# A gap must not run over these: behind them the sentence says the opposite. "Not later than" and the like deny nothing.
NEGATIONS = (
    r"(?:not(?! +(?:later|earlier|more|less|fewer|only|limited|exceeding|withstanding)\b)(?<!or not)"
    r"|no(?! +(?:later|earlier|more|less|fewer|longer than)\b)|never|nor|neither|none|nobody|nothing|cannot)\b"
)
# The space before a negation becomes a barrier in the texts that expressions are tried on: an expression that held all
# negations in each of its gaps was a third larger, and slower to load and to try.
BARRIER = "\x01"
_BEFORE_NEGATION = re.compile(rf" (?={NEGATIONS})")
SEPARATOR = f"[ {BARRIER}]+"

# A pronoun that stands for a party is one word with its token: "vendor_it".
VENDOR = rf"{VENDOR_TOKEN}(?:its?)?"
CUSTOMER = rf"{CUSTOMER_TOKEN}(?:its?)?"
# A party without its name: "either party", "the parties".
WHICH_PARTY = r"(?:(?:either|each|neither|any|both|other) +)?part(?:y|ies)"
# What stands for a value of each kind in the text that the phrases of facts are tried on.
VALUE_MARKERS = {
    "duration": "duration_", "percent": "percent_", "money": "money_", "fees": "fees_", "cycle": "cycle_",
}  # fmt: skip

_POSSESSIVE = re.compile(r"'s(?!\w)")
_SEPARATORS = str.maketrans(dict.fromkeys("\"'():/[]*-\u2022", " "))
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # one between digits is part of a number


def separated(folded: str) -> str:
    """Return folded text with possessives and the marks between words made spaces; same length."""
    return _COMMA.sub(" ", _POSSESSIVE.sub("  ", folded)).translate(_SEPARATORS)


@lru_cache(maxsize=20_000)  # the sentences of a long contract: each is tried with hundreds of phrases
def with_barriers(canonical: str) -> str:
    """Return canonical text as expressions are tried on it: a gap never crosses a barrier; same length."""
    return _BEFORE_NEGATION.sub(BARRIER, canonical)
