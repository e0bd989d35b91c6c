"""How often does the rule of nlp.py split a paragraph as spaCy's blank pipeline and sentencizer do?

Abbreviations of our list are joined for both. Prints how many paragraphs are split alike, how many but for signs without
words that move to the next or the last sentence, and how many contracts make the rule ask spaCy; with -v the differences.

Run: python benchmarks/sentences/compare.py FOLDER_OF_DOCX [-v]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from contractkit import nlp
from contractkit.word.read import read_document

Spans = list[tuple[int, int]]


def by_spacy(text: str, language: str) -> Spans:
    """Return the sentences that spaCy finds in a paragraph where the rule sees a possible end."""
    whole = [(0, len(text))]
    return nlp._trimmed(text, nlp._by_spacy(text, language) if nlp._POSSIBLE_END.search(text) else whole)


def words_of(text: str, spans: Spans) -> list[list[str]]:
    """Return the words of each sentence that has any."""
    found = [re.findall(r"[^\W_]+", text[start:end]) for start, end in spans]
    return [words for words in found if words]


def compared(text: str, language: str) -> str:
    """Return how the two splits of a paragraph compare."""
    ours, theirs = nlp.sentences(text, language), by_spacy(text, language)
    if ours == theirs:
        return "same"
    return "same but for signs" if words_of(text, ours) == words_of(text, theirs) else "different"


def main(folder: str, verbose: str = "") -> None:
    """Print the counts."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(folder).rglob("*.docx")):
        document = read_document(path)
        nlp._pipeline.cache_clear()
        for paragraph in document.paragraphs:
            nlp.sentences(paragraph.text, document.language)
        counts["contracts"] += 1
        counts["contracts that ask spaCy"] += nlp._pipeline.cache_info().misses > 0
        for paragraph in document.paragraphs:
            result = compared(paragraph.text, document.language)
            counts["paragraphs"] += 1
            counts[result] += 1
            if verbose and result == "different":
                print(*(paragraph.text[start:end] for start, end in nlp.sentences(paragraph.text)), sep="\n  | ")
    for name, count in counts.items():
        print(f"{name}: {count}")


if __name__ == "__main__":
    main(*sys.argv[1:])
