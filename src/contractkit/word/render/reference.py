"""The firm's own Word file as the source of a draft's look: its styles, header, footer, page and theme.

The numbering stays ours, because references are computed from it; what is taken over is how things look.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterable, Mapping

from lxml import etree

from contractkit.errors import LibraryError, UnreadableFileError
from contractkit.word.names import W_STRICT, R
from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError
from contractkit.word.relationships import Relationship, relationships
from contractkit.word.render.fields import w
from contractkit.word.render.order import child, put
from contractkit.word.render.package import (
    DOCUMENT,
    OFFICE,
    Parts,
    declare,
    declare_extension,
    parsed,
    relate,
    serialised,
)

_STYLES = "word/styles.xml"
_FROM_FIRM = {w(name) for name in ("spacing", "jc", "pBdr", "shd", "contextualSpacing")}
# Headings of ours that a firm's file does not have look like its "heading 1": in font and colour.
_LIKE_HEADING = ("UnnumberedHeading", "UnlistedHeading", "ScheduleHeading", "UnnumberedPart", "SignatureHeading",
                 "ContentsHeading", "CoverParty", "TableCaption")  # fmt: skip
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif", "emf": "image/x-emf",
             "wmf": "image/x-wmf", "svg": "image/svg+xml", "tiff": "image/tiff", "bmp": "image/bmp"}  # fmt: skip
_DEEPEST = 20


def with_reference(shell: Parts, firm: bytes, name: str) -> Parts:
    """Return the shell's parts in the look of the firm's file.

    Raises LibraryError, naming the file, when it is no Word file or lacks styles, "heading 1" or a page size.
    """
    try:
        with Package(firm) as package:
            return _Takeover(shell, package, name).run()
    except (UnreadableFileError, BrokenPartError) as error:
        raise LibraryError(f"{name}: cannot serve as reference: {error}") from error


class _Takeover:
    """One takeover: our parts, the firm's package, and what both define."""

    def __init__(self, shell: Parts, package: Package, name: str) -> None:
        self._parts = dict(shell)
        self._package = package
        self._name = name
        found = relationships(package, "").values()
        self._main = next((relation.target for relation in found if relation.kind == "officedocument"), "")
        if not package.has(self._main) or package.tree(self._main).tag.startswith(f"{{{W_STRICT}}}"):
            raise self._lacks("it has no main part that can be taken over", "save it in Word as .docx")
        self._relations = relationships(package, self._main)

    def run(self) -> Parts:
        """Take over styles, theme, page, header and footer."""
        styles = self._part("styles")
        if styles is None:
            raise self._lacks("it has no styles", "save it in Word as .docx")
        section = self._section()
        self._take_styles(styles)
        self._take_theme()
        self._take_page(section)
        return self._parts

    def _lacks(self, what: str, remedy: str) -> LibraryError:
        return LibraryError(f"{self._name}: cannot serve as reference: {what}; {remedy}.")

    def _part(self, kind: str) -> etree._Element | None:
        found = [relation.target for relation in self._relations.values() if relation.kind == kind]
        return self._package.tree(found[0]) if found and self._package.has(found[0]) else None

    def _section(self) -> etree._Element:
        """Return the firm's last section."""
        sections = list(self._package.tree(self._main).iter(w("sectPr")))
        if not sections or sections[-1].find(w("pgSz")) is None or sections[-1].find(w("pgMar")) is None:
            raise self._lacks("its last section states no page size and margins", "set them in Word under Layout")
        return sections[-1]

    def _take_styles(self, firm: etree._Element) -> None:
        ours = parsed(self._parts[_STYLES])
        theirs = {_name(style): style for style in firm.findall(w("style"))}
        by_id = {style.get(w("styleId"), ""): style for style in firm.findall(w("style"))}
        if "normal" not in theirs or "heading 1" not in theirs:
            lacking = "normal" if "normal" not in theirs else "heading 1"
            raise self._lacks(f'it has no style "{lacking}"', "use that style once in Word, and save")
        self._take_defaults(ours, firm)
        for style in ours.findall(w("style")):
            model = theirs.get(_name(style))
            if model is not None and model.get(w("type")) == style.get(w("type")) != "numbering":
                _adopt(style, _chain(model, by_id))
        self._dress_headings(ours, theirs, by_id)
        self._parts[_STYLES] = serialised(ours)

    @staticmethod
    def _take_defaults(ours: etree._Element, firm: etree._Element) -> None:
        defaults, own = firm.find(w("docDefaults")), ours.find(w("docDefaults"))
        run = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
        into = None if own is None else own.find(f"{w('rPrDefault')}/{w('rPr')}")
        if run is not None and into is not None:  # the language stays ours: it is that of the text
            put(into, [copy.deepcopy(item) for item in run if item.tag != w("lang")])

    @staticmethod
    def _dress_headings(
        ours: etree._Element, theirs: Mapping[str, etree._Element], by_id: Mapping[str, etree._Element]
    ) -> None:
        look = [item for style in _chain(theirs["heading 1"], by_id) for item in style.iterfind(f"{w('rPr')}/*")]
        taken = {item.tag: item for item in look if item.tag in (w("rFonts"), w("color"))}
        for style in ours.findall(w("style")):
            if style.get(w("styleId")) in _LIKE_HEADING and _name(style) not in theirs:
                put(child(style, "rPr"), [copy.deepcopy(item) for item in taken.values()])

    def _take_theme(self) -> None:
        """Take over the theme: fonts and colours of styles may be named by it."""
        theme = next((relation for relation in self._relations.values() if relation.kind == "theme"), None)
        if theme is not None and self._package.has(theme.target):
            name = "word/theme/theme1.xml"
            self._parts[name] = self._package.data(theme.target)
            declare(self._parts, name, "application/vnd.openxmlformats-officedocument.theme+xml")
            relate(self._parts, DOCUMENT, f"{OFFICE}/theme", name)

    def _take_page(self, firm: etree._Element) -> None:
        root = parsed(self._parts[DOCUMENT])
        references = [*self._stories("header", 21), *self._stories("footer", 31)]
        for section in root.iter(w("sectPr")):
            for name in ("pgSz", "pgMar"):
                old, new = section.find(w(name)), firm.find(w(name))
                if old is not None and new is not None:
                    section.replace(old, copy.deepcopy(new))
            if section.find(w("headerReference")) is not None:
                self._refer(section, references)
        self._parts[DOCUMENT] = serialised(root)

    @staticmethod
    def _refer(section: etree._Element, references: Iterable[tuple[str, str]]) -> None:
        """Name the firm's header and footer; ours stay where the firm has none."""
        for tag, identifier in references:
            old = section.find(tag)
            new = etree.Element(tag, {w("type"): "default", f"{{{R}}}id": identifier})
            if old is None:
                section.insert(0, new)
            else:
                section.replace(old, new)

    def _stories(self, kind: str, number: int) -> Iterable[tuple[str, str]]:
        """Copy the firm's header or footer and yield the element that names it, with its relationship id."""
        tag = w(f"{kind}Reference")
        # A section without a header of its own has that of the section before.
        named = self._package.tree(self._main).iter(tag)
        found = {item.get(w("type"), "default"): item.get(f"{{{R}}}id", "") for item in named}
        relation = self._relations.get(found.get("default", ""))
        if relation is None or not self._package.has(relation.target):
            return
        name = f"word/{kind}{number}.xml"
        root = copy.deepcopy(self._package.tree(relation.target))
        self._bring_styles(root)
        self._parts[name] = serialised(root)
        self._bring_pictures(relation.target, root, name)
        declare(self._parts, name, f"{_WORD_TYPE}.{kind}+xml")
        yield tag, relate(self._parts, DOCUMENT, f"{OFFICE}/{kind}", name)

    def _bring_styles(self, root: etree._Element) -> None:
        """Add the styles that a header uses and that we do not have, with those that they are based on."""
        ours, firm = parsed(self._parts[_STYLES]), self._part("styles")
        known = {style.get(w("styleId"), "") for style in ours.findall(w("style"))}
        by_id = {} if firm is None else {style.get(w("styleId"), ""): style for style in firm.findall(w("style"))}
        for element in list(root.iter(w("pStyle"), w("rStyle"), w("tblStyle"))):
            wanted = element.get(w("val"), "")
            if wanted not in known and wanted not in by_id and element.getparent() is not None:
                element.getparent().remove(element)  # type: ignore[union-attr]  # checked just before
            for style in _chain(by_id[wanted], by_id) if wanted in by_id and wanted not in known else ():
                identifier = style.get(w("styleId"), "")
                if identifier not in known:
                    known.add(identifier)
                    ours.append(_without_links(style))
        for numbers in list(root.iter(w("numPr"))):
            numbers.getparent().remove(numbers)  # type: ignore[union-attr]  # their lists stay behind
        self._parts[_STYLES] = serialised(ours)

    def _bring_pictures(self, source: str, root: etree._Element, name: str) -> None:
        """Copy the pictures of a header; links to the outside are cut."""
        relations = relationships(self._package, source)
        for element in root.iter():
            for key, value in list(element.attrib.items()):
                if str(key).startswith(f"{{{R}}}") and value in relations:
                    self._bring(relations[value], element, key, name)
        self._parts[name] = serialised(root)

    def _bring(self, relation: Relationship, element: etree._Element, key: str | bytes, name: str) -> None:
        extension = posixpath.splitext(relation.target)[1].lstrip(".").lower()
        if relation.external or relation.kind != "image" or extension not in _PICTURES:
            del element.attrib[key]
            return
        target = f"word/media/firm_{posixpath.basename(relation.target)}"
        self._parts[target] = self._package.data(relation.target)
        declare_extension(self._parts, extension, _PICTURES[extension])
        element.set(key, relate(self._parts, name, f"{OFFICE}/image", target))


def _name(style: etree._Element) -> str:
    found = style.find(w("name"))
    return "" if found is None else found.get(w("val"), "").lower()


def _chain(style: etree._Element, by_id: Mapping[str, etree._Element]) -> list[etree._Element]:
    """Return a style's ancestors and the style itself, the remotest first; "Normal" only for itself."""
    chain = [style]
    while len(chain) < _DEEPEST:
        based = chain[-1].find(w("basedOn"))
        above = None if based is None else by_id.get(based.get(w("val"), ""))
        if above is None or above in chain or _name(above) in ("normal", "default paragraph font", "normal table"):
            break
        chain.append(above)
    return chain[::-1]


def _adopt(style: etree._Element, chain: Iterable[etree._Element]) -> None:
    """Give our style the look of theirs; its list, indents, tabs and page breaks stay ours."""
    for model in chain:
        run, paragraph = model.find(w("rPr")), model.find(w("pPr"))
        if run is not None and len(run):
            put(child(style, "rPr"), [copy.deepcopy(item) for item in run if item.tag != w("lang")])
        taken = [] if paragraph is None else [item for item in paragraph if item.tag in _FROM_FIRM]
        if taken:
            put(child(style, "pPr"), [copy.deepcopy(item) for item in taken])


def _without_links(style: etree._Element) -> etree._Element:
    """Return a copy that names no list and no style besides the one it is based on."""
    found = copy.deepcopy(style)
    for name in ("link", "next"):
        for element in found.findall(w(name)):
            found.remove(element)
    for properties in found.iter(w("pPr")):
        for element in properties.findall(w("numPr")):
            properties.remove(element)
    if found.get(w("default")) is not None:
        del found.attrib[w("default")]
    return found
