"""Settle tracked changes: every one, or those of some authors, accepted or rejected as Word does it."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.marking.settle import Settler
from contractkit.word.names import attribute
from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError
from contractkit.word.relationships import main_part, relationships

_STORIES = frozenset(
    {"header", "footer", "footnotes", "endnotes", "comments", "styles", "numbering", "glossarydocument"}
)
Chosen = Callable[[etree._Element], bool]


def accept_all(data: bytes, authors: frozenset[str] | None = None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the file with its tracked changes accepted: all, or only those of ``authors``.

    Raises UnreadableFileError when the file is no Word file, is damaged or over a limit.
    """
    return _settled(data, authors, limits, accept=True)


def reject_all(data: bytes, authors: frozenset[str] | None = None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the file with its tracked changes rejected: all, or only those of ``authors``.

    Raises UnreadableFileError when the file is no Word file, is damaged or over a limit.
    """
    return _settled(data, authors, limits, accept=False)


def _settled(data: bytes, authors: frozenset[str] | None, limits: Limits, *, accept: bool) -> bytes:
    with EditablePackage(data, limits) as package:
        changed = False
        for part in story_parts(package):
            try:
                root = package.tree(part)
            except BrokenPartError as error:
                remedy = "get the file again, or open and save it in Word"
                raise package.refuse(f"the part {part} cannot be read ({error})", remedy) from error
            if settle(root, by_author(authors), accept=accept):
                package.note_change(part)
                changed = True
        return package.to_bytes() if changed else data


def by_author(authors: frozenset[str] | None) -> Chosen:
    """Return a test for changes by ``authors``; for every change when None."""
    if authors is None:
        return lambda _: True
    return lambda element: (attribute(element, "author") or "") in authors


def story_parts(package: Package) -> list[str]:
    """Return the parts that may hold tracked changes, the main part first. Raises UnreadableFileError."""
    main = main_part(package)
    try:
        related = relationships(package, main).values()
    except BrokenPartError:
        return [main]
    found = [
        relation.target
        for relation in related
        if relation.kind in _STORIES and not relation.external and package.has(relation.target)
    ]
    return list(dict.fromkeys([main, *found]))


def settle(root: etree._Element, chosen: Chosen, *, accept: bool) -> bool:
    """Settle the changes in a part that ``chosen`` picks; return whether there were any."""
    return Settler(root, chosen, accept=accept).run()
