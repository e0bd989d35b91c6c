"""The quality certificate of a Word file: what Word would repair, ask about or show wrongly, counted and placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from contractkit.word.faults import FAULTS, Fault
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.names import W, attribute
from contractkit.word.numbering import Numbering
from contractkit.word.package import Package, Source
from contractkit.word.parsing import BrokenPartError
from contractkit.word.passport import clauses_of
from contractkit.word.relationships import Relationship, main_part, relationships
from contractkit.word.scan import Defined, Scan, repeated_ids
from contractkit.word.styles import Styles

_STORIES = frozenset({"header", "footer", "footnotes", "endnotes"})


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was looked at (``looked_at``: references, fields, tables, …) and every fault found, in order of place."""

    sha256: str
    looked_at: Mapping[str, int]
    faults: tuple[Fault, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The number of faults of every kind, 0 included; the kinds are those of ``faults.FAULTS``."""
        found = Counter(fault.kind for fault in self.faults)
        return {kind: found[kind] for kind in FAULTS}

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def inspect_quality(source: Source, allowed: Iterable[str] = (), limits: Limits = DEFAULT_LIMITS) -> Certificate:
    """Return the certificate of a Word file: a path, its bytes or a stream.

    ``allowed`` are texts of the deal that look like template tags and are none, such as a shop called "{{x}}".
    Raises UnreadableFileError when the file is no Word file, is damaged or over a limit.
    """
    with Package(source, limits) as package:
        try:
            return _certificate(package, tuple(sorted(allowed, key=len, reverse=True)))
        except BrokenPartError as error:
            raise package.refuse(
                f"a part cannot be read: {error}", "get the file again from whoever sent it"
            ) from error


def _certificate(package: Package, allowed: tuple[str, ...]) -> Certificate:
    main = main_part(package)
    relations = relationships(package, main)
    styles, numbering = _part(package, relations, "styles"), _part(package, relations, "numbering")
    clauses = clauses_of(package)
    faults = [*_missing_parts(package, main, relations), *_style_faults(styles, numbering)]
    looked_at: Counter[str] = Counter()
    stories = [(main, package.tree(main)), *_stories(package, relations)]
    defined = _defined(styles, numbering, clauses, allowed)
    for name, root in stories:
        scan = Scan(name, defined, Numbering(numbering, defined.styles)).run(root)
        faults += scan.faults
        faults += [Fault("duplicate-id", name, f'the id "{value}" stands twice') for value in repeated_ids(root)]
        looked_at.update(scan.counts)
    faults += _section_faults(main, stories[0][1])
    faults += _update_faults(_part(package, relations, "settings"))
    return Certificate(package.sha256(), dict(sorted(looked_at.items())), tuple(faults))


def _part(package: Package, relations: Mapping[str, Relationship], kind: str) -> etree._Element | None:
    found = [relation.target for relation in relations.values() if relation.kind == kind]
    return package.tree(found[0]) if found and package.has(found[0]) else None


def _stories(package: Package, relations: Mapping[str, Relationship]) -> Iterator[tuple[str, etree._Element]]:
    for relation in relations.values():
        if relation.kind in _STORIES and package.has(relation.target):
            yield relation.target, package.tree(relation.target)


def _defined(
    styles: etree._Element | None,
    numbering: etree._Element | None,
    clauses: dict[str, str],
    allowed: tuple[str, ...],
) -> Defined:
    elements = [] if styles is None else styles.findall(f"{{{W}}}style")
    lists = [] if numbering is None else numbering.findall(f"{{{W}}}num")
    return Defined(
        styles=Styles(styles),
        style_ids=frozenset(attribute(element, "styleId") or "" for element in elements),
        lists=frozenset(attribute(element, "numId") or "" for element in lists),
        clauses=clauses,
        allowed=allowed,
    )


def _name(style: etree._Element) -> str:
    name = style.find(f"{{{W}}}name")
    return "" if name is None else (attribute(name, "val") or "").lower()


def _missing_parts(package: Package, main: str, relations: Mapping[str, Relationship]) -> Iterator[Fault]:
    named = {f"{main} ({identifier})": relation for identifier, relation in relations.items()}
    for place, relation in {**named, **relationships(package, "")}.items():
        if not relation.external and not package.has(relation.target):
            yield Fault("missing-part", place, f'"{relation.target}" is named and not there')


def _style_faults(styles: etree._Element | None, numbering: etree._Element | None) -> Iterator[Fault]:
    """Yield styles and lists that name what does not exist."""
    elements = [] if styles is None else styles.findall(f"{{{W}}}style")
    known = {attribute(element, "styleId") or "" for element in elements}
    for element in elements:
        for kind in ("basedOn", "next", "link"):
            named = element.find(f"{{{W}}}{kind}")
            if named is not None and attribute(named, "val") not in known:
                yield Fault("undefined-style", f'style "{_name(element)}"', f'names "{attribute(named, "val")}"')
    lists = [] if numbering is None else numbering.findall(f"{{{W}}}num")
    abstract = set() if numbering is None else {
        attribute(element, "abstractNumId") for element in numbering.findall(f"{{{W}}}abstractNum")
    }  # fmt: skip
    for element in lists:
        named = element.find(f"{{{W}}}abstractNumId")
        if named is None or attribute(named, "val") not in abstract:
            yield Fault("undefined-numbering", f'list "{attribute(element, "numId")}"', "has no definition")
    used = {attribute(element, "val") or "" for style in elements for element in style.iter(f"{{{W}}}numId")}
    for number in sorted(used - {attribute(element, "numId") or "" for element in lists} - {"0"}):
        yield Fault("undefined-numbering", "styles", f'the list "{number}" is not defined')


def _section_faults(main: str, root: etree._Element) -> Iterator[Fault]:
    body = root.find(f"{{{W}}}body")
    last = None if body is None or len(body) == 0 else body[-1]
    if last is None or last.tag != f"{{{W}}}sectPr":
        yield Fault("missing-section", main, "the last section states no page size")
        return
    for section in root.iter(f"{{{W}}}sectPr"):
        if section.find(f"{{{W}}}pgSz") is None or section.find(f"{{{W}}}pgMar") is None:
            yield Fault("missing-section", main, "a section states no page size and margins")


def _update_faults(settings: etree._Element | None) -> Iterator[Fault]:
    if settings is not None and settings.find(f"{{{W}}}updateFields") is not None:
        yield Fault("uncached-field", "settings", "Word will ask whether to update the fields when the file opens")
