"""Text in drawings: text boxes once, WordArt, and the parts that hold SmartArt and charts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lxml import etree

from contractkit.word.names import C_STRICT, DGM, DGM_STRICT, MC, W_STRICT, C, V, W, codes, relation_id
from contractkit.word.passages import TEXT_TAGS, Ledger

_CODES = {
    **codes(("txbxContent",), W, W_STRICT),
    **codes(("AlternateContent", "Choice", "Fallback"), MC),
    **codes(("relIds",), DGM, DGM_STRICT),
    **codes(("chart",), C, C_STRICT),
    **codes(("textpath",), V),
}


class Box(NamedTuple):
    """Something in a drawing that holds text. ``relation`` names the part of a "part"; ``text`` is a "path"'s words."""

    kind: Literal["text", "part", "path"]
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
        elif code == "textpath" and (element.get("string") or "").strip():
            found.append(Box("path", element, text=element.get("string") or ""))
        waiting.extend(reversed(element))
    return found


def branch_to_read(element: etree._Element, ledger: Ledger, part: str) -> etree._Element | None:
    """Return the first branch of an mc:AlternateContent that holds text, else the first one.

    The other branches are copies for older programs. Their text is set aside, unless its words differ: then somebody
    sees words that we did not read, and the ledger says so.
    """
    branches = [child for child in element if _CODES.get(child.tag) in ("Choice", "Fallback")]
    texts = [_text_under(branch) for branch in branches]
    chosen = next((index for index, text in enumerate(texts) if text), 0)
    for index, text in enumerate(texts):
        if index == chosen or not text:
            continue
        if _letters(text) == _letters(texts[chosen]):
            ledger.set_aside_under(part, "second copy of the same text for older programs", branches[index])
        else:
            ledger.miss(
                part, f"“{' '.join(text.split())[:60]}”", "other words for older programs in the same place", len(text)
            )
            ledger.known_nodes(part, branches[index])
    return branches[chosen] if branches else None


def _text_under(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(*TEXT_TAGS))


def _letters(text: str) -> str:
    return "".join(text.split())
