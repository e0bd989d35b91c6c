"""Guess the language of a text from its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_WRITTEN = {
    "en": "the of and to in that is for shall be by or with this any such as not on will which",
    "es": "el la los las de del que y en un una por con para se su al como no lo",
    "de": "der die das und den des dem nicht von mit ist im ein eine auf zu für wird oder werden",
    "fr": "le la les des et du une est dans pour que qui par sur au ou aux ne sont cette",
    "it": "il lo gli di del della che e per con una non nel sono dal alla le si da delle",
    "pt": "o os as de do da dos das que e em um uma para com não por no na ao",
    "nl": "de het een van en in is op te dat die voor met niet zijn door aan of bij wordt",
}
# Letters by which a language is known, or at least that none of those above is meant. Japanese before Chinese: it uses
# the same signs among its own.
_SCRIPTS = {
    "ja": "\u3040-\u30ff", "zh": "\u3400-\u9fff", "ko": "\uac00-\ud7af", "ar": "\u0600-\u06ff", "he": "\u0590-\u05ff",
    "ru": "\u0400-\u04ff", "el": "\u0370-\u03ff", "th": "\u0e00-\u0e7f", "hi": "\u0900-\u097f",
}  # fmt: skip
_IN_SCRIPT = {tag: re.compile(f"[{letters}]") for tag, letters in _SCRIPTS.items()}
_LETTER = re.compile(r"[^\W\d_]")
_STOP_WORDS = {tag: frozenset(written.split()) for tag, written in _WRITTEN.items()}
_SAMPLE_CHARACTERS = 20_000


def guess_language(text: str, default: str = "en") -> str:
    """Return the primary language tag ("en") whose stop words are most frequent in ``text``.

    The first 20,000 characters decide; ``default`` when there are too few stop words to tell. A text most of whose
    letters are of another script has the tag of the script's commonest language ("ar", "zh").
    """
    script = _script(text[:_SAMPLE_CHARACTERS])
    if script:
        return script
    counts = Counter(text[:_SAMPLE_CHARACTERS].lower().split())
    found = {tag: sum(counts[word] for word in stops) for tag, stops in _STOP_WORDS.items()}
    best = max(found, key=lambda tag: found[tag])
    return best if found[best] >= 3 else default


def _script(text: str) -> str:
    """The tag of the script that most letters of ``text`` are in, or "" for Latin letters and for none."""
    if text.isascii():
        return ""
    counts = {tag: len(letters.findall(text)) for tag, letters in _IN_SCRIPT.items()}
    if 2 * sum(counts.values()) <= len(_LETTER.findall(text)):
        return ""
    return "ja" if 10 * counts["ja"] > counts["zh"] > 0 else max(counts, key=lambda tag: counts[tag])
