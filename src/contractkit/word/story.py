"""Walk all stories of a package in order: body, footnotes, endnotes, headers, footers; comments as metadata."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from contractkit.document import Comment, Origin, View
from contractkit.errors import UnreadableFileError
from contractkit.word.accounting import account_for_parts
from contractkit.word.graphics import Box, drawn_text
from contractkit.word.imports import DEEPEST_IMPORT, adopt, import_part
from contractkit.word.names import A_STRICT, C_STRICT, W_STRICT, A, C, W, attribute, codes, qualified, relation_id
from contractkit.word.numbering import Numbering
from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError, Parsed
from contractkit.word.passages import TEXT_TAGS, Walked, text_passage
from contractkit.word.relationships import Relationship, external_links, main_part, relationships
from contractkit.word.styles import Styles
from contractkit.word.survey import Survey
from contractkit.word.tables import walk_table
from contractkit.word.walk import Hooks, Walker

_BODY = codes(("body",), W, W_STRICT)
_NOTES = codes(("footnote", "endnote", "comment"), W, W_STRICT)
_DRAWING_PARAGRAPHS = tuple(qualified(("p",), A, A_STRICT))
_CACHED_LABELS = tuple(qualified(("strCache",), C, C_STRICT))
_CACHED_TEXT = tuple(qualified(("v",), C, C_STRICT))
# Note types that Word itself adds: lines that separate notes from text.
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_TEXT_PART = re.compile(r"(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml")


class Stories:
    """The stories of one package, walked into one ``Walked``."""

    def __init__(self, package: Package, view: View, depth: int = 0) -> None:
        self.package = package
        self._depth = depth
        self.main = main_part(package)
        self._relations: dict[str, dict[str, Relationship]] = {}
        self._surveys: dict[str, tuple[Survey, etree._Element]] = {}
        self._opened: set[str] = {self.main.lower()}
        self._unreadable: list[tuple[str, str]] = []
        named = self._optional_part("styles")
        # Where no style is tiny, text is tiny only by a size that stands beside it.
        self._tiny = named is not None and named.odd_sizes
        try:
            self.root = package.story(self.main, tiny=self._tiny).root
        except BrokenPartError as error:
            remedy = "" if "--limit" in str(error) else "; get the file again, or open and save it in Word"
            raise UnreadableFileError(
                f"{package.name}: its text ({self.main}) cannot be read: {error}{remedy}."
            ) from error
        styles = Styles(None if named is None else named.root)
        lists = self._optional_part("numbering")
        numbering = Numbering(None if lists is None else lists.root, styles, styles.language)
        self.walked = Walked(view, styles, numbering)

    def relations(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of ``part``, read once; none when their part is damaged (the ledger says so)."""
        known = self._relations.get(part)
        if known is None:
            try:
                known = relationships(self.package, part)
            except BrokenPartError as error:
                known = {}
                self._unreadable.append((part, f"its list of relationships cannot be read: {error}"))
            self._relations[part] = known
        return known

    def part_of_kind(self, kind: str) -> str:
        """Return the part that the main part names as its ``kind`` ("styles", "footnotes", ...), or ""."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and not relation.external:
                return relation.target
        return ""

    def _optional_part(self, kind: str) -> Parsed | None:
        part = self.part_of_kind(kind)
        if not part or not self.package.has(part):
            return None
        try:
            return self.package.parsed(part)
        except BrokenPartError as error:
            self._unreadable.append((part, str(error)))
            return None

    def walk(self) -> Walked:
        """Walk everything and return it."""
        body = next((child for child in self.root if child.tag in _BODY), None)
        if body is not None:
            self._walk_story(self.main, "body", body, self.root)
        self._notes("footnote")
        self._notes("endnote")
        self._headers()
        self._comments()
        self._strangers()
        account_for_parts(self.walked, self._surveys)
        for part in sorted(self._related_parts()):
            self.walked.links.extend(external_links(part, self.relations(part)))
        for part, reason in self._unreadable:
            self.walked.ledger.miss(part, "whole part", reason)
        return self.walked

    def _walk_story(
        self, part: str, origin: Origin, element: etree._Element, root: etree._Element, anchor: int | None = None
    ) -> None:
        # Made here and not kept: these methods would hold this object, and with it the whole file, in a circle.
        hooks = Hooks(walk_table, self._chunk, self._graphic)
        walker = Walker(self.walked, part, origin, self._survey(part, root), hooks)
        walker.anchor = anchor
        walker.blocks(element)
        walker.flush()

    def _survey(self, part: str, root: etree._Element) -> Survey:
        known = self._surveys.get(part)
        if known is None:
            sizes = self.package.parsed(part).odd_sizes
            known = self._surveys[part] = Survey(root, self.walked.styles, sizes=sizes), root
        return known[0]

    def _tree_or_miss(self, part: str) -> etree._Element | None:
        self.relations(part)
        self._opened.add(part.lower())
        try:
            return self.package.story(part, tiny=self._tiny).root
        except BrokenPartError as error:
            self.walked.ledger.miss(part, "whole part", str(error))
            return None

    def _notes(self, kind: str) -> None:
        part = self.part_of_kind(kind + "s")
        if not part:
            return
        root = self._tree_or_miss(part)
        if root is None:
            return
        notes, separators = {}, []
        for element in root:
            if _NOTES.get(element.tag) != kind:
                continue
            if attribute(element, "type") in _SEPARATORS:
                separators.append(element)
            else:
                notes[attribute(element, "id") or ""] = element
        origin: Origin = "footnote" if kind == "footnote" else "endnote"
        for reference, identifier, anchor in list(self.walked.note_references):
            if reference == kind and identifier in notes:
                element = notes.pop(identifier)
                self._walk_story(part, origin, element, root, anchor)
        for element in separators:
            # Only a line as a rule; but it may hold words, and the page shows them.
            self._walk_story(part, origin, element, root)
        for element in notes.values():
            self.walked.ledger.set_aside_under(part, "note without a reference in the text", element)

    def _headers(self) -> None:
        relations = self.relations(self.main)
        walked_parts: set[str] = set()
        for kind, origin in (("header", "header"), ("footer", "footer")):
            for reference, _, identifier in self.walked.header_references:
                relation = relations.get(identifier)
                if reference != kind or relation is None or relation.external or relation.target in walked_parts:
                    continue
                walked_parts.add(relation.target)
                root = self._tree_or_miss(relation.target)
                if root is not None:
                    self._walk_story(relation.target, origin, root, root)  # type: ignore[arg-type]  # the two words above
        for relation in relations.values():
            if relation.kind in ("header", "footer") and relation.target not in walked_parts and not relation.external:
                self._set_aside_part(relation.target, "header or footer that no section uses")

    def _related_parts(self) -> set[str]:
        """Every part with relationships: a template or picture from outside may be named by any of them."""
        found = set(self._relations)
        known = {part.lower() for part in found}
        for name in self.package.names:
            folder, mark, rest = name.rpartition("_rels/")
            if mark and rest.endswith(".rels") and (part := folder + rest.removesuffix(".rels")) not in known:
                found.add(part)
        return found

    def _strangers(self) -> None:
        """Account for the parts with text that the document never shows, and for files embedded in it."""
        folder = self.main.rpartition("/")[0].lower()
        for name in self.package.names:
            if not name.startswith(folder):
                continue
            rest = name[len(folder) :].lstrip("/")
            if rest.startswith("embeddings/") and not rest.startswith("embeddings/_rels"):
                self.walked.ledger.miss(name, "embedded file", "open it in Word and check it separately")
            elif rest.startswith("glossary/") and rest.endswith("document.xml"):
                self._set_aside_part(name, "building block that the document does not show")
            elif _TEXT_PART.fullmatch(rest) and name not in self._opened:
                self._set_aside_part(name, "part that nothing in the document refers to")

    def _set_aside_part(self, part: str, reason: str) -> None:
        self._opened.add(part.lower())
        try:
            root = self.package.tree(part)
        except BrokenPartError:
            # The document does not show it, so nothing of the contract is lost.
            return
        self.walked.ledger.set_aside_under(part, reason, root)

    def _comments(self) -> None:
        part = self.part_of_kind("comments")
        if not part:
            return
        root = self._tree_or_miss(part)
        if root is None:
            return
        for element in root:
            if _NOTES.get(element.tag) != "comment":
                continue
            text = "\n".join("".join(node.text or "" for node in paragraph.iter(*TEXT_TAGS)) for paragraph in element)
            self.walked.comments.append(
                Comment(
                    attribute(element, "author") or "",
                    attribute(element, "date"),
                    text,
                    self.walked.comment_anchors.get(attribute(element, "id") or ""),
                )
            )
        self.walked.ledger.set_aside_under(part, "comment in the margin", root)

    def _chunk(self, walker: Walker, element: etree._Element) -> None:
        relation = self.relations(walker.part).get(relation_id(element) or "")
        if relation is None:
            self.walked.ledger.miss(walker.part, "imported file", "the file that it names is missing")
        elif relation.external:
            self.walked.ledger.miss(walker.part, relation.target, "the text stands in another file")
        elif self._depth >= DEEPEST_IMPORT:
            self.walked.ledger.miss(relation.target, "imported file", "it is imported by an imported file, too deep")
        else:
            inner = import_part(walker, self.package, relation.target)
            if inner is not None:
                with inner:
                    self._adopt(inner, relation.target)

    def _adopt(self, inner: Package, part: str) -> None:
        try:
            walked = Stories(inner, self.walked.view, self._depth + 1).walk()
        except UnreadableFileError as error:
            self.walked.ledger.miss(part, "imported file", str(error))
            return
        adopt(self.walked, walked, part)

    def _graphic(self, walker: Walker, box: Box) -> None:
        if box.kind == "path":
            self._add_text(walker, walker.part, box.text)
            return
        relation = self.relations(walker.part).get(box.relation)
        if relation is None or relation.external:
            return
        root = self._tree_or_miss(relation.target)
        if root is None:
            return
        for paragraph in root.iter(*_DRAWING_PARAGRAPHS):
            self._add_text(walker, relation.target, drawn_text(paragraph))
        for cache in root.iter(*_CACHED_LABELS):
            for value in cache.iter(*_CACHED_TEXT):
                self._add_text(walker, relation.target, value.text or "")

    def _add_text(self, walker: Walker, part: str, text: str) -> None:
        for line in map(str.strip, text.splitlines()):
            if line:
                self.walked.passages.append(text_passage(part, walker.origin, line))


_FRAMES_PER_LEVEL = 4  # calls that one level of nested changes or tables takes, at most
_OTHER_FRAMES = 1000


@contextmanager
def _room_for_nesting(depth: int) -> Iterator[None]:
    """Let Python's stack grow as deep as the limit on nesting allows; the parser refuses anything deeper."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, depth * _FRAMES_PER_LEVEL + _OTHER_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def walk_package(package: Package, view: View = "accepted") -> Walked:
    """Walk every story of ``package`` in one view. Raises UnreadableFileError when its body cannot be read."""
    with _room_for_nesting(package.limits.depth):
        return Stories(package, view).walk()
