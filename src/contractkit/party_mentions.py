"""Where the text names somebody, and whether it lets them act."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from contractkit.full_names import CAPITAL

_ACTS = re.compile(
    r" (?:(?:hereby |also |further )?(?:shall|will|may|must|agrees?|undertakes?|represents?|warrants?|acknowledges?"
    r"|desires?|wishes|provides|has|is|does|can|pays)(?! be\b)"
    # A plain contract says what a party does, without "shall": "Oakline answers the calls".
    r"|(?:alone |also |itself |then |therefore |only |again )?(?:accepts|acts|agrees|answers|appoints|approves|asks"
    r"|bears|bills|charges|chooses|computes|corrects|decides|delivers|directs|employs|ensures|gives|grants|handles|hands|helps"
    r"|holds|informs|invoices|issues|keeps|lets|looks after|makes|measures|names|notifies|offers|operates|owns|pays"
    r"|performs|pay|prepares|processes|proposes|provides|receives|recruits|renders|reports|retains|runs|sells|send|sends"
    r"|serves|settles|staffs|supplies|takes|tells|trains|undertakes|uses|warrants)\b)"
)


_ADDRESS = re.compile(r"[.@/]\w")
_IN_ADDRESS = {"@", ".", "/"}


def places(name: str, text: str) -> Iterator[int]:
    """Yield where ``text`` holds ``name`` as a whole word: the first characters."""
    # str.find is many times faster here than a pattern with a look behind.
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            yield at
        at = text.find(name, end)


def uses(name: str, text: str) -> int:
    """Return how often the text holds the name as a whole word."""
    return sum(1 for _ in places(name, text))


def is_ordinary_word(name: str, text: str) -> bool:
    """Whether the text also writes a name as ordinary words, small, outside of web and mail addresses."""
    small = name[0].lower() + name[1:] if " " in name else name.lower()
    found = (at for at in places(small, text) if not _ADDRESS.match(text, at + len(small)))
    return any(text[at - 1 : at] not in _IN_ADDRESS for at in found)


def acts(name: str, text: str) -> int:
    """How often somebody of this name does something, by its verb."""
    spellings = {name, name.upper()}
    return sum(1 for word in spellings for at in places(word, text) if _ACTS.match(text, at + len(word)))


_ACTORS_TEXT = 60_000  # characters
_MOST_ACTORS = 5
_ACTOR = re.compile(
    r"(?<![\w'])(?!(?:We|You|I|It|They|He|She|Both|Nobody|Each|Any|The|This|That) )"
    rf"(?P<name>{CAPITAL}[\w&'-]*(?: (?:{CAPITAL}|&)[\w&'-]*){{0,3}})(?= )"
)


def actors(text: str) -> list[str]:
    """Return the capitalised names that act at least twice and are no ordinary words of the text, the busiest first."""
    start = text[:_ACTORS_TEXT]
    found = Counter(
        match["name"].removeprefix("The ") for match in _ACTOR.finditer(start) if _ACTS.match(start, match.end())
    )
    names = [name for name, count in found.most_common() if count > 1 and not is_ordinary_word(name, start)]
    # "Where Oakline will", "Services Oakline may": a word before a name, not another name.
    return [name for name in names if not any(name.endswith(f" {other}") for other in names)][:_MOST_ACTORS]
