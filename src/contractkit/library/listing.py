"""What the library holds, as lists for people and for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from contractkit.errors import UsageError
from contractkit.library.builtin import data_folder
from contractkit.library.catalogue import GROUPS, Library
from contractkit.library.models import Family
from contractkit.validation import did_you_mean
from contractkit.yamltext import shown_path

_WIDTH = 80
_SHORT = {"msa": "M", "sla": "S", "dpa": "D"}
_SINGULAR = {
    "family": "families", "rule": "rules", "wording": "wordings", "kpi": "kpis", "playbook": "playbooks",
    "term": "terms", "definitions": "terms", "template": "templates", "leaning": "leanings",
}  # fmt: skip
BUILT_IN = "built in"

Entry = dict[str, Any]


def entries(library: Library, kind: str | None = None) -> list[Entry]:
    """Return one entry for each item of a kind, or of all kinds: kind, id, title, origin, and what the kind adds.

    Raises UsageError when there is no such kind.
    """
    chosen = list(KINDS.values()) if kind is None else [_kind(kind)]
    return [entry for make in chosen for entry in make(library)]


def overview(library: Library) -> str:
    """Return the families by group with their wordings and rules, and how much else there is, at 80 columns."""
    lines = ["Family                            Needed in  Wordings           Rules  From"]
    for group in GROUPS:
        families = [family for family in library.ordered_families() if family.group == group]
        if families:
            lines += ["", group, *(_family_line(library, family) for family in families)]
    counts = {kind: len(make(library)) for kind, make in KINDS.items()}
    lines += ["", "In all: " + ", ".join(f"{kind} {number}" for kind, number in counts.items())]
    lines += ["M services agreement, S service levels, D data processing; capital: must, small: should"]
    return "\n".join(lines)


def listing(library: Library, kind: str) -> str:
    """Return the items of one kind, each with its title and origin, at 80 columns."""
    found = _kind(kind)(library)
    if not found:
        return f"no {kind}"
    width = min(max(len(entry["id"]) for entry in found), 44)
    return "\n".join(_line(entry, width) for entry in found)


def origin(library: Library, kind: str, item: str) -> str:
    """Return where an item comes from: "built in", or the path of its file."""
    path = library.origins[kind, item]
    return BUILT_IN if _is_built_in(path) else shown_path(path)


def _is_built_in(path: Path) -> bool:
    data = data_folder()
    return path.is_relative_to(data / "clause_library") or path.is_relative_to(data / "templates")


def _kind(kind: str) -> Callable[[Library], list[Entry]]:
    kind = _SINGULAR.get(kind, kind)
    if kind not in KINDS:
        remedy = did_you_mean(kind, list(KINDS)) or f"Known: {', '.join(KINDS)}."
        raise UsageError(f'there is no kind "{kind}" in the library. {remedy}')
    return KINDS[kind]


def _line(entry: Entry, width: int) -> str:
    """Id and title, with the origin below when it is not built in."""
    room = max(_WIDTH - max(width, len(entry["id"])) - 2, 20)
    title = textwrap.shorten(" ".join(filter(None, [entry["title"], entry.get("note", "")])), room, placeholder=" …")
    line = f"{entry['id']:<{width}}  {title}".rstrip()
    return line if entry["origin"] == BUILT_IN else f"{line}\n{'':<{width}}  from {entry['origin']}"


def _family_line(library: Library, family: Family) -> str:
    needs = "".join(
        _SHORT[kind] if family.need.get(kind) == "must" else _SHORT[kind].lower()  # type: ignore[call-overload]
        for kind in _SHORT
        if family.need.get(kind) in ("must", "should")  # type: ignore[call-overload]
    )
    positions = ", ".join(_short(wording.position) for wording in library.positions(family.id))
    source = origin(library, "family", family.id)
    rules = len(library.rules_of(family.id))
    line = f"  {family.id:<31} {needs:<10} {positions:<18} {rules:>5}"
    return f"{line}  {source}" if source == BUILT_IN else f"{line}\n    from {source}"


def _short(position: str) -> str:
    return position.replace("preferred", "pref").replace("fallback", "fall").replace("walk-away", "walk")


def _entry(library: Library, kind: str, item: str, title: str, **more: Any) -> Entry:
    return {"kind": kind, "id": item, "title": title, "origin": origin(library, kind, item), **more}


def _families(library: Library) -> list[Entry]:
    return [
        _entry(
            library, "family", family.id, family.title.en, group=family.group, need=dict(family.need),
            wordings=[wording.position for wording in library.positions(family.id)],
            rules=[rule.id for rule in library.rules_of(family.id)],
        )
        for family in library.ordered_families()
    ]  # fmt: skip


def _rules(library: Library) -> list[Entry]:
    return [
        _entry(
            library, "rule", rule.id, rule.title, family=rule.family, severity=rule.severity, note=f"({rule.severity})"
        )
        for rule in _by_id(library.rules.values())
    ]


def _wordings(library: Library) -> list[Entry]:
    return [
        _entry(library, "wording", f"{family}/{language}.{position}", wording.title, version=wording.version,
               status=wording.status, note=f"{wording.version} ({wording.status})")
        for (family, language, position), wording in sorted(library.wordings.items())
    ]  # fmt: skip


def _by_id(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: str(item.id))


KINDS: dict[str, Callable[[Library], list[Entry]]] = {
    "families": _families,
    "rules": _rules,
    "wordings": _wordings,
    "kpis": lambda library: [_entry(library, "kpi", k.id, k.name.en) for k in _by_id(library.kpis.values())],
    "playbooks": lambda library: [
        _entry(library, "playbook", p.id, p.title) for p in _by_id(library.playbooks.values())
    ],
    "law": lambda library: [
        _entry(library, "law", item.id, item.cite, note=f"({item.verified})", verified=item.verified)
        for item in _by_id(library.law.values())
    ],
    "terms": lambda library: [
        _entry(library, "term", name, term.means) for name, term in sorted(library.terms.items())
    ],
    "vocabulary": lambda library: [
        _entry(library, "vocabulary", name, " / ".join(phrases)) for name, phrases in sorted(library.vocabulary.items())
    ],
    "leanings": lambda library: [
        _entry(library, "leaning", item.id, item.reason, note=f"({item.weight:+g})")
        for item in _by_id(library.leanings.values())
    ],
    "templates": lambda library: [
        _entry(library, "template", t.id, t.title, type=t.type) for t in _by_id(library.templates.values())
    ],
}
