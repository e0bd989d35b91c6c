"""Read a Word file into a Document: everything that binds, in order, numbered as Word shows it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from contractkit.document import Coverage, Document, Unread, View, new_paragraph
from contractkit.errors import UnreadableFileError
from contractkit.language import guess_language
from contractkit.outline import outline
from contractkit.word.grids import build_tables, clauses_in_layout_tables
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.package import Package, Source
from contractkit.word.passages import Walked
from contractkit.word.story import walk_package


def read_document(source: Source, *, view: View = "accepted", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the contract in a .docx, .docm, .dotx or .dotm file: a path, its bytes, or a binary stream.

    ``view`` "accepted" reads as if every tracked change were accepted, "original" as if every one were rejected.
    Raises UnreadableFileError when the file is not a Word document, is damaged, unsafe or over a limit, or has no text.
    """
    with collector_paused(), Package(source, limits, only_read=True) as package:
        walked = walk_package(package, view)
        if not any(passage.text and not passage.text.isspace() for passage in walked.passages):
            raise _no_text(package)
        return build_document(walked, package.name, package.sha256())


def _no_text(package: Package) -> UnreadableFileError:
    if any("/media/" in name for name in package.names):
        remedy = "ask for the file with text, or run text recognition (OCR) on it first"
        return package.refuse("holds only pictures (perhaps scanned pages) and no text", remedy)
    return package.refuse("holds no text", "check that it is the right file")


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's cycle collector from walking over a growing document; reading makes no cycles to collect."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            # Everything made meanwhile counts as old now: else the collector would look at all of it at once.
            gc.freeze()
            gc.unfreeze()
        gc.enable()


def build_document(walked: Walked, name: str, sha256: str) -> Document:
    """Return the document that ``walked`` holds."""
    for passage in clauses_in_layout_tables(walked):
        passage.kind = "body"
    found = outline(walked.passages)
    places = found.places
    paragraphs = []
    for index, (passage, place) in enumerate(zip(walked.passages, places, strict=True)):
        section = place.section
        if passage.anchor is not None:
            section = places[passage.anchor].section
        paragraphs.append(
            new_paragraph(
                index,
                passage.text,
                passage.origin,
                passage.part,
                place.number,
                section,
                place.level,
                place.heading,
                passage.style.name,
                passage.cell,
                passage.revisions,
                passage.concealed,
            )
        )
    return Document(
        name=name,
        sha256=sha256,
        language=_language(walked),
        paragraphs=tuple(paragraphs),
        sections=found.sections,
        tables=build_tables(walked),
        links=tuple(dict.fromkeys(walked.links)),
        comments=tuple(walked.comments),
        coverage=_coverage(walked),
        view=walked.view,
    )


def _language(walked: Walked) -> str:
    """The words decide; the language that the styles state is often that of the author's Word, not of the text."""
    sample = []
    length = 0
    for passage in walked.passages:
        sample.append(passage.text)
        length += len(passage.text)
        if length > 20_000:
            break
    stated = walked.styles.language.split("-")[0].lower() or "en"
    return guess_language("\n".join(sample), stated)


def _coverage(walked: Walked) -> Coverage:
    by_origin: dict[str, int] = {}
    for passage in walked.passages:
        by_origin[passage.origin] = by_origin.get(passage.origin, 0) + len(passage.text)
    read = sum(by_origin.values())
    unread = tuple(walked.ledger.unread)
    aside = tuple(
        Unread(part, "", reason, characters) for (part, reason), characters in sorted(walked.ledger.aside.items())
    )
    return Coverage(read + sum(item.characters for item in unread), read, by_origin, unread, aside)
