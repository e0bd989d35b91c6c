"""Mark up every Word file under a folder with random comments and changes, and settle them again.

Usage: python sweep.py FOLDER [SEED]

For each file: six changes, two new paragraphs and three comments at random places. Then our changes are rejected,
which must give the old file, and accepted, which must read; the files themselves never leave the machine. It prints
files that raised an error or came back different, the reasons of refusals with how often, and the slowest files.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from contractkit.document import Document
from contractkit.errors import ContractKitError
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.marks import Author, Insertion, Note, Replacement
from contractkit.word.read import read_document
from contractkit.word.read_marks import read_marks
from contractkit.word.redline import mark_up
from contractkit.word.resolve import reject_all

AUTHOR = Author("Sweeping Counsel 7", "SC", "2026-03-05T10:00:00Z")
OURS = frozenset({AUTHOR.name})


def edits_for(document: Document, chance: random.Random) -> list[Replacement | Insertion]:
    """Some words replaced, some put in, some taken out, some paragraphs added."""
    found: list[Replacement | Insertion] = []
    for _ in range(6):
        paragraph = chance.choice(document.paragraphs)
        words = list(re.finditer(r"\S+", paragraph.text))
        if not words:
            continue
        first = chance.randrange(len(words))
        last = min(len(words) - 1, first + chance.randrange(4))
        start, end = words[first].start(), words[last].end()
        text = chance.choice(["other words", "", paragraph.text[start:end] + " too"])
        found.append(Replacement(paragraph.index, start, end, text, key=str(len(found))))
    for _ in range(2):
        found.append(Insertion(chance.randrange(len(document.paragraphs)), ("A new paragraph.",), key=str(len(found))))
    return found


def notes_for(document: Document, chance: random.Random) -> list[Note]:
    """Some comments on any words."""
    found = []
    for number in range(3):
        paragraph = chance.choice(document.paragraphs)
        start = chance.randint(0, len(paragraph.text))
        found.append(
            Note(paragraph.index, start, chance.randint(start, len(paragraph.text)), ("Why?",), key=f"n{number}")
        )
    return found


def problem(data: bytes, chance: random.Random, reasons: Counter[str]) -> str:
    """Mark one file and settle it; what is wrong, or ""."""
    document = read_document(data)
    edits, notes = edits_for(document, chance), notes_for(document, chance)
    marked = mark_up(data, notes, edits, AUTHOR)
    reasons.update(re.sub(r"[\d.]+|\(field .*?\)|“.*?”|\".*?\"", "…", item.reason) for item in marked.refused)
    reasons["edits and comments in all"] += len(edits) + len(notes)
    if not equal_but_for_marks(data, reject_all(marked.data, OURS), OURS):
        return "rejected, it is not the old file"
    back = {item.key for item in read_marks(marked.data).comments if item.author == AUTHOR.name}
    refused = {item.edit.key for item in marked.refused}
    if back != {note.key for note in notes} - refused:
        return f"comments lost: {sorted(back)}"
    return ""


def main() -> None:
    """Sweep and print."""
    reasons: Counter[str] = Counter()
    slow: list[tuple[float, str]] = []
    read = wrong = 0
    paths = sorted(path for path in Path(sys.argv[1]).rglob("*") if path.suffix.lower() in (".docx", ".dotx", ".docm"))
    for path in paths:
        data = path.read_bytes()
        chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
        start = time.process_time()
        try:
            found = problem(data, chance, reasons)
        except ContractKitError:
            continue
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        read += 1
        slow.append((time.process_time() - start, path.name))
        if found:
            wrong += 1
            print(f"{path}: {found}", flush=True)
    print(f"{read} files of {len(paths)} could be read, {wrong} went wrong")
    for reason, count in reasons.most_common():
        print(f"{count:6}  {reason}")
    for seconds, name in sorted(slow, reverse=True)[:5]:
        print(f"{seconds:6.1f} s  {name}")


if __name__ == "__main__":
    main()
