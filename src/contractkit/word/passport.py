"""The passport of a draft: which wording each paragraph came from, and from which deal and library.

It is a part of custom XML, which Word keeps and never shows, and names paragraphs by the ids that Word gives them
itself (w14:paraId). When a program drops those ids, the hash of each paragraph's text still finds it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import quoteattr

from lxml import etree

from contractkit.document import Document
from contractkit.word.custom_xml import custom_roots
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.names import W14, W
from contractkit.word.package import Package, Source
from contractkit.word.parsing import BrokenPartError
from contractkit.word.relationships import main_part

NAMESPACE = "urn:contractkit:passport:1"
_HASH_LENGTH = 12
_KEPT = 8192  # hashes: many drafts of one process share most of their text


@dataclass(frozen=True, slots=True)
class Stamp:
    """One paragraph as it was sent: its id, the wording "family.position@version", and the hash of its text."""

    paragraph: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Passport:
    """Where a draft comes from. ``deal`` and ``library`` are SHA-256 of the deal's answers and of the library."""

    reference: str
    template: str
    deal: str
    library: str
    stamps: tuple[Stamp, ...]

    @property
    def clauses(self) -> dict[str, str]:
        """The wording of each paragraph, by its id."""
        return {stamp.paragraph: stamp.clause for stamp in self.stamps}


@lru_cache(maxsize=_KEPT)
def text_hash(text: str) -> str:
    """Return the hash of a paragraph's text: white space does not count, and every other character does."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:_HASH_LENGTH]


def read_passport(source: Source, limits: Limits = DEFAULT_LIMITS) -> Passport | None:
    """Return the passport of a Word file (a path, its bytes or a stream), or None when it has none.

    Raises UnreadableFileError when the file is no Word file, is damaged or over a limit.
    """
    with Package(source, limits) as package:
        return passport_of(package)


def clauses_by_text(source: Source, document: Document, limits: Limits = DEFAULT_LIMITS) -> dict[str, str]:
    """Return the wording that each paragraph of a draft of ours is, by the paragraph's text; empty without a passport.

    Raises UnreadableFileError when the file is no Word file, is damaged or over a limit.
    """
    passport = read_passport(source, limits)
    by_hash = {stamp.text: stamp.clause for stamp in passport.stamps} if passport else {}
    texts = (" ".join(paragraph.text.split()) for paragraph in document.paragraphs)
    return {text: by_hash[text_hash(text)] for text in texts if text_hash(text) in by_hash}


def passport_of(package: Package) -> Passport | None:
    """Return the passport in an open package, or None. A part that cannot be read holds none."""
    root = next(custom_roots(package, f"{{{NAMESPACE}}}passport"), None)
    return None if root is None else _passport(root)


def clauses_of(package: Package) -> dict[str, str]:
    """Return the wording of each paragraph by its id, as the passport of an open package says; empty without one."""
    root = next(custom_roots(package, f"{{{NAMESPACE}}}passport"), None)
    clauses = () if root is None else root.iter(f"{{{NAMESPACE}}}clause")
    return {element.get("id", ""): clause.get("id", "") for clause in clauses for element in clause}


def _passport(root: etree._Element) -> Passport:
    stamps = tuple(
        Stamp(element.get("id", ""), clause.get("id", ""), element.get("text", ""))
        for clause in root.iter(f"{{{NAMESPACE}}}clause")
        for element in clause
    )
    return Passport(
        root.get("reference", ""), root.get("template", ""), root.get("deal", ""), root.get("library", ""), stamps
    )


def passport_part(passport: Passport) -> bytes:
    """Return the custom XML part that holds a passport."""
    head = " ".join(
        f"{name}={quoteattr(getattr(passport, name))}" for name in ("reference", "template", "deal", "library")
    )
    clauses = "".join(
        f"<clause id={quoteattr(clause)}>"
        + "".join(f'<p id="{stamp.paragraph}" text="{stamp.text}"/>' for stamp in stamps)
        + "</clause>"
        for clause, stamps in groupby(passport.stamps, key=lambda stamp: stamp.clause)
    )
    head = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<passport xmlns=\"{NAMESPACE}\" {head}>"
    return f"{head}{clauses}</passport>".encode()


def stamped_clauses(passport: Passport) -> tuple[str, ...]:
    """Return the wordings of a passport, once each, in the order of the document."""
    return tuple(dict.fromkeys(stamp.clause for stamp in passport.stamps))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file beside its passport: the paragraphs that stand as they were sent, and those changed or gone."""

    kept: tuple[Stamp, ...]
    changed: tuple[Stamp, ...]
    gone: tuple[Stamp, ...]


def compare_with_passport(source: Source, limits: Limits = DEFAULT_LIMITS) -> Comparison | None:
    """Return how a file, tracked changes accepted, differs from what was sent; None when it has no passport.

    A paragraph is found by its id and, when a program dropped the ids, by its text. Raises UnreadableFileError when
    the file is no Word file, is damaged or over a limit.
    """
    with Package(source, limits) as package:
        passport = passport_of(package)
        try:
            return None if passport is None else _compared(passport, package.tree(main_part(package)))
        except BrokenPartError as error:
            raise package.refuse(
                f"a part cannot be read: {error}", "get the file again from whoever sent it"
            ) from error


def _compared(passport: Passport, root: etree._Element) -> Comparison:
    hashes: dict[str, str] = {}
    for paragraph in root.iter(f"{{{W}}}p"):
        text = "".join(found.text or "" for found in paragraph.iter(f"{{{W}}}t"))
        hashes[paragraph.get(f"{{{W14}}}paraId") or f"#{len(hashes)}"] = text_hash(text)
    texts = set(hashes.values())
    kept: list[Stamp] = []
    changed: list[Stamp] = []
    gone: list[Stamp] = []
    for stamp in passport.stamps:
        if hashes.get(stamp.paragraph) == stamp.text or stamp.text in texts:
            kept.append(stamp)
        else:
            (changed if stamp.paragraph in hashes else gone).append(stamp)
    return Comparison(tuple(kept), tuple(changed), tuple(gone))
