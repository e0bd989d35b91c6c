"""Compare writers of comments and tracked changes: time, and whether rejecting and accepting gives what it should.

Usage: python measure.py FILE.docx [ROUNDS]

FILE comes from ../reading/make_contract.py (40,000 words). Every writer gets the same sixty changes, whole words in
plain text of the body, and writes sixty comments where it can. Libraries that are not installed are left out; install
them with `pip install -r requirements.txt`, best in an environment of their own beside contractkit. Writers take
turns; the figures are medians of CPU seconds in one warm process, without the imports. Whoever wrote the file, the
judge is the same: contractkit's resolver and reader, which their own tests hold to each other.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from contractkit.document import Document
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.marks import Author, Note, Replacement
from contractkit.word.read import read_document
from contractkit.word.read_marks import read_marks
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all, reject_all

NAME = "Acme Legal"
AUTHOR = Author(NAME, "AL", "2026-03-05T10:00:00Z")
COUNT = 60
Job = list[tuple[int, int, int, str]]  # paragraph, start, end, new words
Writer = Callable[[bytes, Document, Job], bytes]


def jobs(document: Document) -> Job:
    """Sixty paragraphs of the body, one word or two in each; the same for everybody."""
    chance = random.Random(11)
    plain = [
        item for item in document.paragraphs if item.origin == "body" and len(item.text) > 80 and not item.revisions
    ]
    texts = [item.text for item in document.paragraphs]
    plain = [item for item in plain if texts.count(item.text) == 1]  # some libraries find a paragraph by its words
    found = []
    for item in sorted(chance.sample(plain, COUNT), key=lambda item: item.index):
        words = list(re.finditer(r"[A-Za-z]{4,}", item.text[:200]))
        at = chance.randrange(1, len(words) - 1)
        found.append((item.index, words[at].start(), words[at].end(), "altogether different"))
    return found


def contractkit_all(data: bytes, _document: Document, todo: Job) -> bytes:
    """Sixty changes and sixty comments, with the proof."""
    notes = [Note(at, start, end, ("Why?", "Ask for our wording.")) for at, start, end, _ in todo]
    marked = mark_up(data, notes, [Replacement(*item) for item in todo], AUTHOR)
    assert not marked.refused
    return marked.data


def contractkit_changes(data: bytes, _document: Document, todo: Job) -> bytes:
    """Only the changes, with the proof."""
    return mark_up(data, (), [Replacement(*item) for item in todo], AUTHOR).data


def contractkit_comments(data: bytes, _document: Document, todo: Job) -> bytes:
    """Only the comments, with the proof."""
    return mark_up(data, [Note(at, start, end, ("Why?",)) for at, start, end, _ in todo], (), AUTHOR).data


def python_docx_comments(data: bytes, document: Document, todo: Job) -> bytes:
    """Comments by python-docx, on whole runs because it splits none."""
    import docx

    opened = docx.Document(io.BytesIO(data))
    by_text = {paragraph.text: paragraph for paragraph in opened.paragraphs}
    for at, _, _, _ in todo:
        paragraph = by_text.get(document.paragraphs[at].text)
        if paragraph is not None and paragraph.runs:
            opened.add_comment(paragraph.runs[0], text="Why?", author=NAME, initials="AL")
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def docx_revisions_changes(data: bytes, document: Document, todo: Job) -> bytes:
    """Changes by docx-revisions: paragraph by paragraph, at offsets."""
    from docx_revisions import RevisionDocument, RevisionParagraph

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.docx"
        path.write_bytes(data)
        opened = RevisionDocument(str(path))
        by_text = {paragraph.text: paragraph for paragraph in opened.paragraphs}
        for at, start, end, new in todo:
            text = document.paragraphs[at].text
            paragraph = by_text.get(text)
            if paragraph is not None:
                RevisionParagraph.from_paragraph(paragraph).replace_tracked_at(start, end, new, author=NAME)
        opened.save(str(path))
        return path.read_bytes()


def adeu_changes(data: bytes, document: Document, todo: Job) -> bytes:
    """Changes by adeu: it looks for the words in the whole text, so it gets the whole paragraph as context."""
    from adeu import ModifyText, RedlineEngine

    engine = RedlineEngine(io.BytesIO(data), author=NAME)
    edits = []
    for at, start, end, new in todo:
        text = document.paragraphs[at].text
        edits.append(ModifyText(type="modify", target_text=text, new_text=text[:start] + new + text[end:]))
    engine.apply_edits(edits)
    return bytes(engine.save_to_stream().getvalue())


def docx_redline_both(data: bytes, document: Document, todo: Job) -> bytes:
    """Changes and comments by docx-redline: paragraph by paragraph."""
    from docx_redline import Redliner

    opened = Redliner(io.BytesIO(data), author=NAME, initials="AL", date=AUTHOR.date)
    by_text = {opened.text_of(paragraph): paragraph for paragraph in opened.paragraphs()}
    for at, start, end, new in todo:
        text = document.paragraphs[at].text
        paragraph = by_text.get(text)
        if paragraph is not None:
            opened.set_paragraph_text(paragraph, text[:start] + new + text[end:])
            opened.add_comment(paragraph, "Why?")
    with tempfile.TemporaryDirectory() as folder:
        return Path(opened.save(Path(folder) / "file.docx")).read_bytes()


WRITERS: dict[str, Writer] = {
    "contractkit, changes and comments": contractkit_all,
    "contractkit, changes": contractkit_changes,
    "contractkit, comments": contractkit_comments,
    "python-docx, comments": python_docx_comments,
    "docx-revisions, changes": docx_revisions_changes,
    "adeu, changes": adeu_changes,
    "docx-redline, changes and comments": docx_redline_both,
}


def verdict(data: bytes, marked: bytes, document: Document, todo: Job) -> str:
    """How many changes and comments are right, and whether rejecting gives the old file."""
    accepted = {item.text for item in read_document(accept_all(marked, frozenset({NAME}))).paragraphs}
    promised = []
    for at, start, end, new in todo:
        text = document.paragraphs[at].text
        promised.append(text[:start] + new + text[end:])
    right = sum(text in accepted for text in promised)
    wanted = {document.paragraphs[at].text[start:end] for at, start, end, _ in todo} | {"altogether different"}
    comments = sum(item.quote in wanted for item in read_marks(marked).comments if item.author == NAME)
    back = reject_all(marked, frozenset({NAME}))
    same_words = [item.text for item in read_document(back).paragraphs] == [item.text for item in document.paragraphs]
    same = equal_but_for_marks(data, back, frozenset({NAME}))
    return f"{right:2} changes, {comments:2} comments exact; rejected: {'same file' if same else 'same words' if same_words else 'OTHER WORDS'}"


def main() -> None:
    """Measure and print."""
    data = Path(sys.argv[1]).read_bytes()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    document = read_document(data)
    todo = jobs(document)
    times: dict[str, list[float]] = {}
    results: dict[str, bytes] = {}
    for _ in range(rounds):
        for name, write in WRITERS.items():
            start = time.process_time()
            try:
                with contextlib.redirect_stdout(io.StringIO()):  # some of them talk
                    results[name] = write(data, document, todo)
            except ImportError:
                continue
            except Exception as error:
                print(f"{name}: {type(error).__name__}: {str(error)[:100]}")
                continue
            times.setdefault(name, []).append(time.process_time() - start)
    print(f"{document.words:,} words, {COUNT} places, {rounds} rounds, median CPU seconds")
    for name, seconds in times.items():
        print(f"{name:36} {statistics.median(seconds):6.2f} s   {verdict(data, results[name], document, todo)}")


if __name__ == "__main__":
    main()
