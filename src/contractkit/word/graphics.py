"""Text in drawings: text boxes once, WordArt, and the parts that hold SmartArt and charts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lxml import etree

from contractkit.word.names import (
    A_STRICT,
    C_STRICT,
    CX,
    DGM,
    DGM_STRICT,
    MC,
    W_STRICT,
    A,
    C,
    V,
    W,
    codes,
    qualified,
    relation_id,
)
from contractkit.word.passages import TEXT_TAGS, Ledger

_CODES = {
    **codes(("txbxContent",), W, W_STRICT),
    **codes(("AlternateContent", "Choice", "Fallback"), MC),
    **codes(("relIds",), DGM, DGM_STRICT),
    **codes(("chart",), C, C_STRICT, CX),
    # A paragraph of drawn text: shapes of a drawing canvas hold their words themselves.
    **dict.fromkeys(codes(("p",), A, A_STRICT), "drawn"),
    **codes(("textpath",), V),
}


_DRAWN_BREAKS = qualified(("br",), A, A_STRICT)
_DRAWN = (*qualified(("t",), A, A_STRICT), *_DRAWN_BREAKS)
_DEEPEST_COMPARISON = 3  # alternatives inside alternatives; Word itself nests two
_OTHER_WORDS = "other words for older programs in the same place"


class Box(NamedTuple):
    """Something in a paragraph that holds text of its own and is read after it.

    ``relation`` names the part of a "part"; ``text`` is what a "path" says; a "table" stands where none should.
    """

    kind: Literal["text", "part", "path", "table"]
    element: etree._Element
    relation: str = ""
    text: str = ""


def find_boxes(graphic: etree._Element, ledger: Ledger, part: str) -> list[Box]:
    """Return the boxes in a drawing, outermost first; text boxes inside text boxes are left to the walker."""
    found: list[Box] = []
    waiting = [graphic]
    while waiting:
        element = waiting.pop()
        code = _CODES.get(element.tag)
        if code == "txbxContent":
            found.append(Box("text", element))
            continue
        if code == "AlternateContent":
            chosen = branch_to_read(element, ledger, part)
            waiting.extend([] if chosen is None else [chosen])
            continue
        if code == "relIds":
            found.append(Box("part", element, relation_id(element, "dm") or ""))
        elif code == "chart":
            found.append(Box("part", element, relation_id(element) or ""))
        elif code == "drawn":
            found.append(Box("path", element, text=drawn_text(element)))
        elif code == "textpath" and (element.get("string") or "").strip():
            found.append(Box("path", element, text=element.get("string") or ""))
        waiting.extend(reversed(element))
    return found


def drawn_text(paragraph: etree._Element) -> str:
    """Return the text of an a:p, with its line breaks."""
    return "".join("\n" if node.tag in _DRAWN_BREAKS else node.text or "" for node in paragraph.iter(*_DRAWN))


def branch_to_read(element: etree._Element, ledger: Ledger, part: str) -> etree._Element | None:
    """Return the first branch of an mc:AlternateContent that holds text, else the first one.

    The other branches are copies for older programs. Their text is set aside, unless its words differ: then somebody
    sees words that we did not read, and the ledger says so.
    """
    branches = [child for child in element if _CODES.get(child.tag) in ("Choice", "Fallback")]
    if len(branches) < 2:
        return branches[0] if branches else None
    if sum(1 for _ in element.iterancestors(element.tag)) >= _DEEPEST_COMPARISON:
        return _first_with_text(branches, ledger, part)
    texts = [_text_under(branch) for branch in branches]
    chosen = next((index for index, text in enumerate(texts) if text), 0)
    for index, text in enumerate(texts):
        if index == chosen or not text:
            continue
        if _letters(text) == _letters(texts[chosen]):
            ledger.set_aside_under(part, "second copy of the same text for older programs", branches[index])
        else:
            ledger.miss(part, f"“{' '.join(text.split())[:60]}”", _OTHER_WORDS, len(text))
            ledger.known_nodes(part, branches[index])
    return branches[chosen]


def _first_with_text(branches: list[etree._Element], ledger: Ledger, part: str) -> etree._Element:
    """Choose without comparing, which would cost too much at each level of a deep nest; what is left out is listed."""
    chosen = next((branch for branch in branches if any(node.text for node in branch.iter(*TEXT_TAGS))), branches[0])
    for branch in branches:
        if branch is not chosen and (text := _text_under(branch)):
            ledger.miss(part, f"“{' '.join(text.split())[:60]}”", _OTHER_WORDS, len(text))
            ledger.known_nodes(part, branch)
    return chosen


def _text_under(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(*TEXT_TAGS))


def _letters(text: str) -> str:
    return "".join(text.split())
