"""The parts that hold comments: the comments, their threads, the people. Used when present, made when not."""

from __future__ import annotations

import hashlib
import posixpath

from lxml import etree

from contractkit.word.marking.ink import run_of
from contractkit.word.marking.relate import add_part, free_name, office_kind, part_bytes
from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.marks import Author
from contractkit.word.names import MC, W14, attribute, word_names
from contractkit.word.relationships import Relationship
from contractkit.word.styles import Styles

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships"
_COMMENT = word_names("comment")
_TEXT_ID = "77777777"  # what Word writes for a paragraph that it never saw
_BALLOON_SIZE = "16"  # half points; what Word gives the mark of a comment when no style does


class CommentParts:
    """The comment parts of one package, changed as comments are added."""

    def __init__(
        self, package: EditablePackage, main: str, relations: dict[str, Relationship], styles: Styles, author: Author
    ) -> None:
        self._package, self._main, self._relations, self._author = package, main, relations, author
        self._namespace = etree.QName(package.tree(main)).namespace or ""
        self._text_style = styles.identifier_of("annotation text")
        self._mark_style = styles.identifier_of("annotation reference")
        self._part = self._related("comments")
        self._extended_part = self._related("commentsextended")
        self._root = self._opened_comments()
        self._taken = {value for element in self._root.iter() if (value := element.get(f"{{{W14}}}paraId"))}
        self._made: list[str] = []
        ids = [attribute(element, "id") or "" for element in self._root.iter(*_COMMENT)]
        self._next = max((int(value) for value in ids if value.isascii() and value.isdigit()), default=-1) + 1

    def _related(self, kind: str) -> str:
        for relation in self._relations.values():
            if relation.kind == kind and not relation.external and self._package.has(relation.target):
                return relation.target
        return ""

    def _opened_comments(self) -> etree._Element:
        if self._part:
            return with_namespaces(self._package.tree(self._part), {"w14": W14})
        names = {"w": self._namespace, "mc": MC, "w14": W14}
        root = etree.Element(f"{{{self._namespace}}}comments", nsmap=names)
        root.set(f"{{{MC}}}Ignorable", "w14")
        return root

    def begin_at(self, number: int) -> None:
        """Give no comment an id below ``number``: the text holds marks of comments that are gone."""
        self._next = max(self._next, number)

    def add(self, lines: tuple[str, ...]) -> tuple[str, str, etree._Element]:
        """Add a comment of these lines; return its id, the id of its last paragraph, and the run that refers to it."""
        identifier = str(self._next)
        self._next += 1
        namespace = self._namespace
        comment = etree.SubElement(self._root, f"{{{namespace}}}comment")
        for name, value in (
            ("id", identifier), ("author", self._author.name), ("date", self._author.date),
            ("initials", self._author.initials),
        ):  # fmt: skip
            comment.set(f"{{{namespace}}}{name}", value)
        paragraph_id = ""
        for number, line in enumerate(lines or ("",)):
            paragraph_id = self._paragraph_id(identifier, number, line)
            comment.append(self._paragraph(line, paragraph_id, first=number == 0))
        self._made.append(paragraph_id)
        return identifier, paragraph_id, self._reference(identifier)

    def _paragraph_id(self, identifier: str, number: int, line: str) -> str:
        """Return an id below 0x80000000, as Word asks, that the same comment gets every time."""
        for salt in range(1000):
            seed = f"{self._author.name}|{self._author.date}|{identifier}|{number}|{line}|{salt}"
            value = f"{int(hashlib.sha256(seed.encode()).hexdigest()[:8], 16) & 0x7FFFFFFF or 1:08X}"
            if value not in self._taken:
                self._taken.add(value)
                return value
        raise AssertionError("a thousand equal hashes")

    def _paragraph(self, line: str, paragraph_id: str, *, first: bool) -> etree._Element:
        paragraph = self._root.makeelement(f"{{{self._namespace}}}p")
        paragraph.set(f"{{{W14}}}paraId", paragraph_id)
        paragraph.set(f"{{{W14}}}textId", _TEXT_ID)
        if self._text_style:
            properties = etree.SubElement(paragraph, f"{{{self._namespace}}}pPr")
            self._valued(properties, "pStyle", self._text_style)
        if first:
            run = etree.SubElement(paragraph, f"{{{self._namespace}}}r")
            self._mark_format(run)
            etree.SubElement(run, f"{{{self._namespace}}}annotationRef")
        if line:
            paragraph.append(run_of(line, None, self._root))
        return paragraph

    def _reference(self, identifier: str) -> etree._Element:
        run = self._root.makeelement(f"{{{self._namespace}}}r")
        self._mark_format(run)
        reference = etree.SubElement(run, f"{{{self._namespace}}}commentReference")
        reference.set(f"{{{self._namespace}}}id", identifier)
        return run

    def _mark_format(self, run: etree._Element) -> None:
        properties = etree.SubElement(run, f"{{{self._namespace}}}rPr")
        if self._mark_style:
            self._valued(properties, "rStyle", self._mark_style)
        else:
            self._valued(properties, "sz", _BALLOON_SIZE)
            self._valued(properties, "szCs", _BALLOON_SIZE)

    def _valued(self, parent: etree._Element, name: str, value: str) -> None:
        etree.SubElement(parent, f"{{{self._namespace}}}{name}").set(f"{{{self._namespace}}}val", value)

    def close(self) -> None:
        """Put the parts into the package, if a comment was added."""
        if not self._made:
            return
        self._close_comments()
        self._close_extended()
        self._close_people()

    def _folder(self, name: str) -> str:
        return posixpath.join(self._main.rpartition("/")[0], name)

    def _close_comments(self) -> None:
        package = self._package
        if self._part:
            package.replace(self._part, self._root)
            return
        name = free_name(package, self._folder("comments{}.xml"))
        kind = office_kind(self._namespace, "comments")
        content_type = f"{_WORD_TYPE}.comments+xml"
        add_part(package, self._main, name, part_bytes(self._root), content_type=content_type, kind=kind)

    def _add(self, name: str, kind: str, root: etree._Element) -> None:
        """Add one of the parts that Microsoft added to the standard."""
        content_type = f"{_WORD_TYPE}.{kind}+xml"
        data = part_bytes(root)
        add_part(self._package, self._main, name, data, content_type=content_type, kind=f"{_MICROSOFT}/{kind}")

    def _close_extended(self) -> None:
        package = self._package
        if self._extended_part:
            root = package.tree(self._extended_part)
        else:
            root = etree.Element(f"{{{W15}}}commentsEx", nsmap={"mc": MC, "w15": W15})
            root.set(f"{{{MC}}}Ignorable", "w15")
        for paragraph_id in self._made:
            entry = etree.SubElement(root, f"{{{W15}}}commentEx")
            entry.set(f"{{{W15}}}paraId", paragraph_id)
            entry.set(f"{{{W15}}}done", "0")
        if self._extended_part:
            package.note_change(self._extended_part)
            return
        name = free_name(package, self._folder("commentsExtended{}.xml"))
        self._add(name, "commentsExtended", root)

    def _close_people(self) -> None:
        package, part = self._package, self._related("people")
        if part:
            root = package.tree(part)
            if any(person.get(f"{{{W15}}}author") == self._author.name for person in root):
                return
        else:
            root = etree.Element(f"{{{W15}}}people", nsmap={"mc": MC, "w15": W15})
            root.set(f"{{{MC}}}Ignorable", "w15")
        person = etree.SubElement(root, f"{{{W15}}}person")
        person.set(f"{{{W15}}}author", self._author.name)
        presence = etree.SubElement(person, f"{{{W15}}}presenceInfo")
        presence.set(f"{{{W15}}}providerId", "None")
        presence.set(f"{{{W15}}}userId", self._author.name)
        if part:
            package.note_change(part)
            return
        name = free_name(package, self._folder("people{}.xml"))
        self._add(name, "people", root)


def with_namespaces(root: etree._Element, wanted: dict[str, str]) -> etree._Element:
    """Return ``root`` with the namespaces in ``wanted`` declared and ignorable for older programs.

    lxml cannot declare a namespace on a finished element, so a new root takes the children over.
    """
    missing = {prefix: uri for prefix, uri in wanted.items() if uri not in root.nsmap.values()}
    if not missing:
        return root
    if MC not in root.nsmap.values():
        missing["mc"] = MC
    made = etree.Element(root.tag, nsmap={**root.nsmap, **missing})  # type: ignore[dict-item]  # None: no prefix
    for name, value in root.attrib.items():
        made.set(name, value)
    made.text = root.text
    made.extend(list(root))
    ignorable = f"{{{MC}}}Ignorable"
    prefixes = [*(made.get(ignorable) or "").split(), *(prefix for prefix in missing if prefix in wanted)]
    made.set(ignorable, " ".join(dict.fromkeys(prefixes)))
    return made
