"""Prove that nothing was lost: every text node was read, set aside with a reason, or is listed as unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from contractkit.word.passages import TEXT_TAGS, Walked
from contractkit.word.survey import Survey

_LONGEST_LIST = 20  # entries per part; a part with more is broken as a whole
_LONGEST_QUOTE = 60


def account_for_parts(walked: Walked, surveys: dict[str, tuple[Survey, etree._Element]]) -> None:
    """Compare what was read of each surveyed part with what stands in it; list the difference as unread."""
    read: Counter[str] = Counter()
    for passage in walked.passages:
        read[passage.part] += len(passage.nodes) - passage.nodes.count(None)
    for part, (survey, root) in surveys.items():
        aside = len(walked.ledger.aside_nodes.get(part, ()))
        if read[part] + aside < survey.texts:
            _list_missing(walked, part, root)


def _list_missing(walked: Walked, part: str, root: etree._Element) -> None:
    ledger = walked.ledger
    known = set(ledger.aside_nodes.get(part, ()))
    for passage in walked.passages:
        if passage.part == part:
            known.update(node for node in passage.nodes if node is not None)
    missing = [(element, text) for element, text in _groups(root, known) if text.strip()]
    for element, text in missing[:_LONGEST_LIST]:
        name = etree.QName(element).localname
        ledger.miss(part, _quoted(text), f"it stands in an element that Word does not show as text ({name})", len(text))
    rest = missing[_LONGEST_LIST:]
    if rest:
        ledger.miss(part, f"{len(rest)} more places", "as above", sum(len(text) for _, text in rest))


def _groups(root: etree._Element, known: set[etree._Element]) -> Iterator[tuple[etree._Element, str]]:
    """Yield (element, text) of unknown text nodes, those under one great-grandparent together."""
    group: etree._Element | None = None
    text = ""
    for node in root.iter(*TEXT_TAGS):
        if not node.text or node in known:
            continue
        ancestors = list(node.iterancestors())
        home = ancestors[min(2, len(ancestors) - 1)] if ancestors else node
        if home is not group and group is not None:
            yield group, text
            text = ""
        group = home
        text += node.text
    if group is not None:
        yield group, text


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + '…'}”"
