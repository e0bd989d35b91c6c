"""Canonical text: what the library's phrases are matched against, with offsets that lead back to the visible text.

Folded text with the marks between words made spaces. Party names become role tokens, "n't" becomes "not", a defined
term is followed by the word for what it means ("Contact Records" reads "contact records personal data"). A pronoun that
stands for a party is its token and itself in one word ("vendor_it", "customer_its"), so that phrases match either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from contractkit.folding import fold_concealed
from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN, separated
from contractkit.pronouns import NOBODY, Mention, Subject, party_pronouns
from contractkit.text import fold

_PRONOUNS = {"we", "us", "our", "ours", "you", "your", "yours"}
_PARTIES = (CUSTOMER_TOKEN, VENDOR_TOKEN)
# "Neither of us may assign" speaks of both parties, not of the one that is called "us".
_OF_BOTH = (
    r"\b(?:[Ee]ither|[Nn]either|[Ee]ach|[Bb]oth|[Oo]ne|[Nn]one|[Aa]ny|[Tt]he other|[Ee]very one) of (?:us|you)(?!\w)"
)
_BOTH = {"either": "either party", "neither": "neither party", "none": "neither party", "each": "each party",
         "every one": "each party", "both": "both parties", "one": "a party", "any": "any party",
         "the other": "the other party"}  # fmt: skip
_CONTRACTION = r"(?:(?<=[a-z])n['’]t|\b(?:[Ww]on|[Cc]an|[Ss]han)['’]t)(?!\w)"
_MAY_CONTRACT = re.compile(r"['’]t")
_LONG_FORMS = {"won": "will not", "can": "can not", "sha": "shall not", "n't": " not", "n’t": " not"}


@dataclass(frozen=True, slots=True)
class Roles:
    """The names under which the document speaks of customer and vendor; ``sure`` False when guessed."""

    customer: tuple[str, ...]
    vendor: tuple[str, ...]
    sure: bool = True
    reason: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names of both parties."""
        return (*self.customer, *self.vendor)


class Canonical(NamedTuple):
    """Folded text with marks made spaces and party names replaced by role tokens.

    ``breaks`` pairs offsets of the canonical with those of the visible text; ``offsets`` leads from there to the
    original where characters that hide or imitate letters were folded away. ``subject`` is who acted, for the
    pronouns of the sentence behind it.
    """

    text: str
    breaks: tuple[tuple[int, int], ...]
    offsets: tuple[int, ...] = ()
    subject: Subject = NOBODY

    def original(self, offset: int) -> int:
        """Return the offset in the original text of a canonical offset (a role token maps to its name's ends)."""
        at = bisect_right(self.breaks, (offset, 1 << 60)) - 1
        canonical_start, original_start = self.breaks[at]
        shifted = original_start + offset - canonical_start
        if at + 1 < len(self.breaks):
            shifted = min(shifted, self.breaks[at + 1][1])
        return self.offsets[shifted] if self.offsets else shifted


class Canonicaliser:
    """Turns text into canonical text for one set of party names and of defined terms with the words for their class."""

    def __init__(self, roles: Roles, classes: Mapping[str, str] | None = None) -> None:
        self._tokens = _party_tokens(roles)
        for term, class_words in (classes or {}).items():
            for spelling in _numbers(term):
                self._tokens.setdefault(spelling, f"{separated(fold(spelling))} {class_words}")
        longest_first = sorted(self._tokens, key=lambda name: (-len(name), name))
        joined = "|".join(re.escape(name).replace(r"\ ", r"[\s\u00a0]+") for name in longest_first)
        names = rf"(?<!\w)(?:{joined})(?!\w)|" if joined else ""
        both = f"{_OF_BOTH}|" if any(name in _PRONOUNS for name in self._tokens) else ""
        self._pattern = re.compile(rf"{both}{names}{_CONTRACTION}")
        self._without_contractions = re.compile(f"{both}{names}".removesuffix("|") or r"(?!)")

    def __call__(self, text: str, before: Subject | None = None) -> Canonical:
        """Return the canonical form of ``text``.

        With ``before``, who acted in what stands before it, its pronouns that stand for a party become its token.
        """
        visible = fold_concealed(text)
        folded = separated(fold(visible.text))
        pattern = self._pattern if _MAY_CONTRACT.search(visible.text) else self._without_contractions
        replaced = [(*match.span(), self._token(match.group())) for match in pattern.finditer(visible.text)]
        subject = NOBODY
        if before is not None:
            parties = [mention for mention in replaced if mention[2] in _PARTIES]
            pronouns, subject = party_pronouns(visible.text, parties, before)
            replaced = sorted([*replaced, *(_worded(mention, folded) for mention in pronouns)])
        parts: list[str] = []
        breaks = [(0, 0)]
        position = length = 0
        for start, end, token in replaced:
            parts += [folded[position:start], token]
            length += start - position
            breaks.append((length, start))
            length += len(token)
            breaks.append((length, end))
            position = end
        parts.append(folded[position:])
        return Canonical("".join(parts), tuple(breaks), visible.offsets, subject)

    def _token(self, found: str) -> str:
        known = self._tokens.get(re.sub(r"[\s\u00a0]+", " ", found)) or _BOTH.get(found.lower().rpartition(" of ")[0])
        return known or _LONG_FORMS.get(found, "") or _LONG_FORMS[found[:3].lower()]


def _worded(pronoun: Mention, folded: str) -> Mention:
    """The pronoun as its party's token, with the pronoun itself where phrases may look for it."""
    start, end, token = pronoun
    word = folded[start:end]
    return start, end, token + word if word in ("it", "its") else token


def _party_tokens(roles: Roles) -> dict[str, str]:
    tokens: dict[str, str] = {}
    for token, names in ((CUSTOMER_TOKEN, roles.customer), (VENDOR_TOKEN, roles.vendor)):
        for name in (" ".join(name.split()) for name in names):
            spellings = {name, name.lower(), name.capitalize()} if name.lower() in _PRONOUNS else {name, name.upper()}
            for spelling in spellings:
                tokens.setdefault(spelling, token)
    return tokens


def _numbers(term: str) -> set[str]:
    """The term in the singular and the plural."""
    plural = f"{term[:-1]}ies" if term.endswith("y") else f"{term}s"
    return {term, plural, term.removesuffix("s")} if not term.endswith("ss") else {term}
