"""What forbids to change words where they stand: locked or bound content controls, formulas, text stored twice."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from contractkit.word.names import M_STRICT, MC, W14, W_STRICT, M, W, attribute, word_names

_CONTROL = word_names("sdt")
_SETTINGS = word_names("sdtPr")
_MATHS = frozenset(f"{{{namespace}}}{name}" for namespace in (M, M_STRICT) for name in ("oMath", "oMathPara"))
_TWICE = f"{{{MC}}}AlternateContent"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_NAMESPACES = (W, W_STRICT, W14, _W15)
_BOUND = frozenset(f"{{{namespace}}}dataBinding" for namespace in _NAMESPACES)
_CHOICES = frozenset(
    f"{{{namespace}}}{name}"
    for namespace in _NAMESPACES
    for name in ("checkbox", "comboBox", "dropDownList", "date", "picture", "citation", "bibliography", "equation")
)
_LOCK = word_names("lock")
_WRAPPERS = tuple({*_CONTROL, _TWICE})


class Obstacle(NamedTuple):
    """An element whose words must not be changed, and the reason; None when the place itself is unknown."""

    element: etree._Element | None
    reason: str


def obstacle_of(element: etree._Element) -> Obstacle | None:
    """Return what forbids to change words in ``element`` itself, if anything."""
    if element.tag in _MATHS:
        return Obstacle(element, "the words are part of a formula")
    if element.tag == _TWICE:
        return Obstacle(element, "the words are stored twice, for new and old programs")
    if element.tag in _CONTROL:
        return _control_obstacle(element)
    return None


def _control_obstacle(control: etree._Element) -> Obstacle | None:
    settings = next((child for child in control if child.tag in _SETTINGS), None)
    for item in settings if settings is not None else ():
        if item.tag in _BOUND:
            return Obstacle(control, "Word fills this content control from data in the file and would undo the change")
        if item.tag in _CHOICES:
            return Obstacle(control, "the words are chosen in a content control (a list, a date, a box to tick)")
        if item.tag in _LOCK and (attribute(item, "val") or "").lower() in ("contentlocked", "sdtcontentlocked"):
            return Obstacle(control, "the content control is locked against changes")
    return None


def outer_obstacles(paragraph: etree._Element) -> tuple[Obstacle, ...]:
    """Return what stands around a whole paragraph and forbids to change it."""
    found = (obstacle_of(element) for element in paragraph.iterancestors(*_WRAPPERS))
    return tuple(obstacle for obstacle in found if obstacle is not None)
