"""Guess the language of a text from its commonest words."""

from __future__ import annotations

from collections import Counter

_STOP_WORDS = {
    "en": frozenset("the of and to in that is for shall be by or with this any such as not on will which".split()),
    "es": frozenset("el la los las de del que y en un una por con para se su al como no lo".split()),
    "de": frozenset("der die das und den des dem nicht von mit ist im ein eine auf zu für wird oder werden".split()),
    "fr": frozenset("le la les des et du une est dans pour que qui par sur au ou aux ne sont cette".split()),
    "it": frozenset("il lo gli di del della che e per con una non nel sono dal alla le si da delle".split()),
    "pt": frozenset("o os as de do da dos das que e em um uma para com não por no na ao".split()),
    "nl": frozenset("de het een van en in is op te dat die voor met niet zijn door aan of bij wordt".split()),
}
_SAMPLE_CHARACTERS = 20_000


def guess_language(text: str, default: str = "en") -> str:
    """Return the primary language tag ("en") whose stop words are most frequent in the text's first 20,000
    characters; ``default`` when there are too few to tell."""
    counts = Counter(text[:_SAMPLE_CHARACTERS].lower().split())
    found = {tag: sum(counts[word] for word in stops) for tag, stops in _STOP_WORDS.items()}
    best = max(found, key=lambda tag: found[tag])
    return best if found[best] >= 3 else default
