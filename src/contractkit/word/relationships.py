"""Which part names which: relationships of a package, links to the outside, and the main part."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from contractkit.document import Link
from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError

_LINK_KINDS = {
    "hyperlink": "hyperlink", "attachedtemplate": "template", "image": "image", "oleobject": "object",
    "package": "object", "control": "object", "video": "object", "audio": "object",
}  # fmt: skip


class Relationship(NamedTuple):
    """``kind`` is the last word of the relationship type in lower case; ``target`` a part name, or a URL."""

    kind: str
    target: str
    external: bool


def relationships(package: Package, part: str) -> dict[str, Relationship]:
    """Return the relationships of ``part`` by id; ``part`` "" stands for the package itself.

    Raises BrokenPartError when the relationship part exists and cannot be read.
    """
    folder, _, base = part.rpartition("/")
    rels = posixpath.join(folder, "_rels", base + ".rels")
    if not package.has(rels):
        return {}
    found = {}
    for element in package.tree(rels):
        identifier, target = element.get("Id"), element.get("Target")
        if identifier is None or target is None:
            continue
        kind = (element.get("Type") or "").rstrip("/").rsplit("/", 1)[-1].lower()
        external = (element.get("TargetMode") or "").lower() == "external"
        found[identifier] = Relationship(kind, target if external else _resolve(folder, target), external)
    return found


def _resolve(folder: str, target: str) -> str:
    path = unquote(target.split("#", 1)[0]).replace("\\", "/")
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined).lstrip("/")


def external_links(part: str, relations: dict[str, Relationship]) -> list[Link]:
    """Return the targets outside the file that ``part`` names; nothing is ever fetched."""
    return [
        Link(_LINK_KINDS.get(relation.kind, "other"), relation.target, part)  # type: ignore[arg-type]  # values above
        for relation in relations.values()
        if relation.external
    ]


def main_part(package: Package) -> str:
    """Return the name of the part with the document's body. Raises UnreadableFileError when there is none."""
    try:
        for relation in relationships(package, "").values():
            if relation.kind == "officedocument" and not relation.external and package.has(relation.target):
                return relation.target
    except BrokenPartError:
        # A damaged list of relationships does not hide the body: look where it usually stands.
        pass
    typed = _typed_main_part(package)
    if typed:
        return typed
    if package.has("word/document.xml"):
        return "word/document.xml"
    raise package.refuse("holds no Word document", "check that it is the right file, or get it again")


def _typed_main_part(package: Package) -> str:
    try:
        types = package.tree("[Content_Types].xml")
    except BrokenPartError:
        return ""
    for element in types:
        kind = (element.get("ContentType") or "").lower()
        name = (element.get("PartName") or "").lstrip("/")
        if ".main+xml" in kind and "word" in kind and package.has(name):
            return name
    return ""
