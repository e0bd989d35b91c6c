"""Short names under which parties act: which of those that a contract gives are names of parties, and in use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from contractkit.party_mentions import actors, acts, is_ordinary_word, places, uses
from contractkit.party_nouns import leaning_of_name, noun_role

_NOT_PARTIES = {
    "agreement", "services", "service", "effective date", "parties", "party", "term", "sow", "order", "order form",
    "fees", "contract", "dpa", "sla", "addendum", "msa", "confidential information", "commencement date", "both",
    "schedule", "standard terms", "key terms", "framework terms", "base terms", "cover page", "product", "products",
    "software", "deliverables", "amendment", "services agreement", "master agreement", "affiliate", "affiliates",
    "gdpr", "uk gdpr", "ccpa", "start date", "regulation", "working day", "business day",
}  # fmt: skip
_THINGS = re.compile(
    r"(?:agreement|contract|addendum|fees?|terms|schedule|annex|exhibit|period|date|services?|software|systems?|act|pay|plan"
    r"|data|sites?|programs?|products?|materials?|offering|project|property|information|documents?|loi|users?)$",
    re.IGNORECASE,
)
# Words by which a contract calls a party that say nothing of its role.
GENERIC_NAMES = {
    "company",
    "firm",
    "bank",
    "partner",
    "business",
    "corporation",
    "organisation",
    "organization",
    "charity",
}


def names_in_use(
    quoted: Iterable[str], text: str, *, least: int = 3, fitting: Collection[str] = (), idle: Collection[str] = ()
) -> list[str]:
    """The quoted names under which somebody acts in the text, in the spelling that it uses, most used first.

    Names that are ``fitting``, as parts of a full name, may end in a word for a thing. Those that are ``idle`` need not
    act: nouns as little as they like, other names when the text uses them often.
    """
    spelled: dict[str, int] = {}
    for name in quoted:
        fits = name in fitting or name in idle or leaning_of_name(name)
        if name.lower() in _NOT_PARTIES or (_THINGS.search(name) and not fits):
            continue
        noun = noun_role(name)
        for spelling in (name, name.title()) if name.isupper() and len(name) > 3 else (name,):
            count, acting = uses(spelling, text), acts(spelling, text)
            enough = count >= least and (acting > 1 if name[:1].islower() else acting or noun or name in idle)
            if enough or (count and name in idle and (noun or name.lower() in GENERIC_NAMES)):
                spelled[spelling] = count
    # A definition in capitals under which nobody acts: the text writes the name otherwise.
    kept = [
        name for name in spelled if acts(name, text) or not any(name == other.upper() != other for other in spelled)
    ]
    return sorted(kept, key=lambda name: -spelled[name])


def is_part_of(name: str, full: str) -> bool:
    """Whether a word in brackets is a part of the full name before it, or its initials."""
    initials = "".join(word[0] for word in full.split() if word[0].isupper())
    within = next(places(name.lower(), full.lower()), None) is not None
    return len(name) > 1 and (within or (name.isupper() and initials.startswith(name)))


def first_words(name: str, text: str) -> Iterator[str]:
    """The name and its first words, as far as the text does not use them as ordinary words too."""
    words = name.split()
    yield name
    for count in range(len(words) - 1, 0, -1):
        beginning = " ".join(words[:count])
        complete = not words[count - 1].islower() and words[count - 1] != "&" and not noun_role(beginning)
        if complete and uses(beginning, text) > uses(name, text) and not is_ordinary_word(beginning, text):
            yield beginning


def acting_names(text: str) -> list[str]:
    """Return the names under which somebody acts that nothing introduces: "Olly answers Marta's customers"."""
    names = (name for name in actors(text) if not noun_role(name.removesuffix("s")) and not _THINGS.search(name))
    return [name for name in names if name.lower() not in _NOT_PARTIES]
