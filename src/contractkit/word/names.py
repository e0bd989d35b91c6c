"""The names of OOXML: namespaces, relationship types, and short codes for the elements that the walker knows.

Strict files use other namespace URIs for the same elements, so every name maps from both.
"""

from __future__ import annotations

from collections.abc import Iterable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
M_STRICT = "http://purl.oclc.org/ooxml/officeDocument/math"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
A_STRICT = "http://purl.oclc.org/ooxml/drawingml/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
C_STRICT = "http://purl.oclc.org/ooxml/drawingml/chart"
CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DGM_STRICT = "http://purl.oclc.org/ooxml/drawingml/diagram"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741  # the prefix that every file uses
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def qualified(local_names: Iterable[str], *namespaces: str) -> frozenset[str]:
    """Return every name in every namespace, as lxml writes tags."""
    return frozenset(f"{{{namespace}}}{name}" for name in local_names for namespace in namespaces)


def word_names(*local_names: str) -> frozenset[str]:
    """Return WordprocessingML tags in both the transitional and the strict namespace."""
    return qualified(local_names, W, W_STRICT)


def codes(names: Iterable[str], *namespaces: str) -> dict[str, str]:
    """Return a table from qualified tag to local name, for fast dispatch."""
    return {f"{{{namespace}}}{name}": name for name in names for namespace in namespaces}


def attribute(element: object, name: str) -> str | None:
    """Return the WordprocessingML attribute ``name`` of an lxml element, in whichever namespace it stands."""
    get = element.get  # type: ignore[attr-defined]  # any lxml element
    value: str | None = get(_TRANSITIONAL[name])
    return value if value is not None else get(_STRICT[name])


class _Names(dict[str, str]):
    """Attribute names by local name, made once."""

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self._namespace = namespace

    def __missing__(self, name: str) -> str:
        self[name] = f"{{{self._namespace}}}{name}"
        return self[name]


_TRANSITIONAL = _Names(W)
_STRICT = _Names(W_STRICT)


def is_on(element: object) -> bool:
    """Return whether an on/off property element is on: present without a value, or with a true one."""
    return attribute(element, "val") not in ("0", "false", "off", "none")


def relation_id(element: object, name: str = "id") -> str | None:
    """Return the relationship id that ``element`` names (r:id, r:embed, ...), or None."""
    get = element.get  # type: ignore[attr-defined]  # any lxml element
    value: str | None = get(f"{{{R}}}{name}")
    return value if value is not None else get(f"{{{R_STRICT}}}{name}")
