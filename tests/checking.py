"""Small clause libraries and checks in one line, so that tests of the checker do not depend on library content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from contractkit.check import check_document
from contractkit.findings import FamilyStatus, Finding, Report
from contractkit.library.catalogue import Library
from contractkit.library.models import Family, KpiDefinition, LawItem, Playbook, Rule, Wording
from contractkit.plain import document_from_text

ROLES = {"customer": ["Client"], "vendor": ["Provider"]}
VOCABULARY = {
    "may": ["(may|can) !(not|only)", "is entitled to"],
    "must": ["(must|shall|will) !not"],
    "must not": ["(must|shall|may|will) not"],
}
PLAYBOOK: dict[str, Any] = {
    "id": "test", "version": "1.0.0", "title": "For tests", "side": "customer", "types": ["msa"],
    "missing": {"must": "high", "should": "medium", "nice": None}, "lacking": {"must": "medium", "should": "low"},
}  # fmt: skip
_EXAMPLES = {"flag": ["a a", "b b", "c c"], "accept": ["d d", "e e", "f f"]}
_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


def element(name: str, *said_by: str, need: str = "must", defeated_by: Sequence[str] = ()) -> dict[str, Any]:
    """An element of a family."""
    return {
        "id": name, "says": f"Says {name}.", "need": need, "satisfied_by": list(said_by),
        "defeated_by": list(defeated_by),
    }  # fmt: skip


def family(name: str, **changes: Any) -> Family:
    """A family of the group exit, needed by no contract, recognised by nothing unless ``changes`` say otherwise."""
    headings, signals = changes.pop("headings", ()), changes.pop("signals", ())
    title = changes.pop("title", name.replace("-", " ").capitalize())
    values = {
        "id": name, "group": "exit", "title": {"en": title}, "is": f"The clause on {name}.", "why": f"Why {name}.",
        "recognise": {"headings": {"en": list(headings)}, "signals": {"en": list(signals)}}, "need": {},
    }  # fmt: skip
    return Family.model_validate(values | changes)


def rule(name: str, family: str = "lock-period", **changes: Any) -> Rule:
    """A rule of severity high; ``changes`` give its kind and condition."""
    values = {
        "id": name, "family": family, "title": f"Title of {name}", "severity": "high", "why": "Why.", "says": "Says.",
        "tests": _EXAMPLES, "owner": "legal", "since": "2026-01-31",
    }  # fmt: skip
    return _RULE.validate_python(values | changes)


def forbidden(name: str, *phrases: str, **changes: Any) -> Rule:
    """A rule of the kind forbidden."""
    return rule(name, kind="forbidden", any=list(phrases), **changes)


def wording(name: str, body: str, **changes: Any) -> Wording:
    """Our wording for a family, in the preferred position unless ``changes`` say otherwise."""
    values = {
        "title": name.replace("-", " ").capitalize(), "version": "1.0.0", "owner": "legal", "status": "approved",
        "language": "en", "position": "preferred", "family": name, "body": body,
    }  # fmt: skip
    return Wording.model_validate(values | changes)


def kpi(name: str, title: str, **changes: Any) -> KpiDefinition:
    """A KPI in percent, higher is better, with a floor of 80."""
    values = {
        "id": name, "name": {"en": title}, "aliases": [], "category": "speed", "definition": "d", "formula": "f",
        "unit": "%", "direction": "higher", "target": {"floor": 80, "evidence": "own"}, "measurement": "m",
    }  # fmt: skip
    return KpiDefinition.model_validate(values | changes)


def law(name: str, cite: str) -> LawItem:
    """A provision."""
    values = {"id": name, "cite": cite, "says": "s", "verified": "primary", "source": "s", "as_of": "2026-01-31"}
    return LawItem.model_validate(values)


def library(
    *items: Family | Rule | Wording | KpiDefinition | LawItem,
    vocabulary: Mapping[str, list[str]] = VOCABULARY,
    playbook: Mapping[str, Any] | None = None,
) -> Library:
    """A library of these items, with a playbook "test" whose keys ``playbook`` changes."""
    rules = [item for item in items if not isinstance(item, Family | Wording | KpiDefinition | LawItem)]
    book = Playbook.model_validate(PLAYBOOK | dict(playbook or {}))
    return Library(
        families={item.id: item for item in items if isinstance(item, Family)},
        rules={item.id: item for item in rules},
        wordings={(w.family, w.language, w.position): w for w in items if isinstance(w, Wording)},
        kpis={item.id: item for item in items if isinstance(item, KpiDefinition)},
        playbooks={"test": book}, law={item.id: item for item in items if isinstance(item, LawItem)}, terms={},
        vocabulary=dict(vocabulary), templates={}, leanings={}, origins={}, sha256="0" * 64,
    )  # fmt: skip


def check(text: str, library: Library, **options: Any) -> Report:
    """The report on ``text``, in which the parties are called Client and Provider."""
    return check_document(document_from_text(text), "test", library=library, **({"roles": ROLES} | options))


def fired(text: str, *items: Family | Rule | Wording | KpiDefinition | LawItem) -> list[str]:
    """The quotes of every finding with a place, in the report's order, of a library of ``items``."""
    return [finding.quote for finding in check(text, library(*items)).findings if finding.quote]


def only(report: Report, rule: str) -> Finding:
    """The one finding of a rule."""
    (found,) = [finding for finding in report.findings if finding.rule == rule]
    return found


def status(report: Report, name: str) -> FamilyStatus:
    """The status of a family."""
    (found,) = [item for item in report.families if item.id == name]
    return found
