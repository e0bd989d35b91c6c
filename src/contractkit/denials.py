"""What a denial is about: the thing named before it, both parties alike, or only the bounds of a duty."""

from __future__ import annotations

import re
from functools import lru_cache

from contractkit.phrases import CUSTOMER, VENDOR
from contractkit.polarity import clause_begins, unlimited

# What is said of the thing named before: "A plan is not drawn up", "help forms no part of the services".
_BEHIND_IT = re.compile(
    rf" (?:(?!(?:and|but|if|that|which|who|whose|unless|until|where|when|it|they|{VENDOR}|{CUSTOMER}) )\w+ ){{0,6}}(?:"
    r"(?:is|are|shall be|will be|remains?) (?:not|never|no longer|neither)"
    r"(?! (?:only|less|more|later|fewer|limited|subject|affected|unreasonably|to exceed|exceed\w*))"
    r"|forms? no part|(?:does|do|will|shall) not (?:take place|exist|arise|apply)"
    r"|(?:is|are|shall be|will be) (?:excluded|ruled out|waived|dispensed with))(?!\w)"
)


_ANY = re.compile(r" (?:not|never|no|neither|excluded|waived|ruled|dispensed)(?!\w)")


@lru_cache(maxsize=20_000)
def denied_behind(canonical: str, end: int) -> bool:
    """Return True when what ends at ``end`` is the subject of a denial that follows, for every case."""
    if not _ANY.search(canonical, end):
        return False
    denial = _BEHIND_IT.match(canonical, end)
    return denial is not None and unlimited(canonical, denial.start(), denial.end())


_OF_BOTH = re.compile(r"(?<!\w)(?:each|both|either|neither) (?:of )?(?:the )?(?:party|parties|us)(?!\w)")


def of_both(canonical: str, start: int) -> bool:
    """Return True when what begins at ``start`` is said of both parties alike: "each party", "neither party"."""
    return _OF_BOTH.search(canonical, clause_begins(canonical, start), start) is not None


_DUTY_BEFORE = re.compile(rf"{VENDOR}(?: \w+){{0,2}}? (?:shall|must|will)(?! (?:not|never|no)(?!\w))[^;]*;")


def bounds_a_duty(canonical: str, start: int) -> bool:
    """Return True when a duty of the vendor stands before what begins at ``start``, in another part of the sentence.

    "Vendor shall remove the agent; Vendor alone decides on the employment" takes no duty away.
    """
    return _DUTY_BEFORE.search(canonical, 0, start) is not None
