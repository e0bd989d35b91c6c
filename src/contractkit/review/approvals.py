"""The approval matrix: who must agree before a deviation is accepted, and whom to ask about it."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.findings import Severity
from contractkit.library.catalogue import Library
from contractkit.library.models import Approval, Scope, Specialist


def roles_needed(approvals: Iterable[Approval], severity: Severity, family: str, library: Library) -> list[str]:
    """Return the roles that must all agree before a deviation of this severity in this family is accepted."""
    return list(dict.fromkeys(rule.role for rule in approvals if in_scope(rule, severity, family, library)))


def specialists_for(
    specialists: Iterable[Specialist], found: Iterable[tuple[Severity, str]], library: Library
) -> list[Specialist]:
    """Return the specialists whose subjects are among the found (severity, family) pairs."""
    pairs = list(found)
    return [item for item in specialists if any(in_scope(item, *pair, library) for pair in pairs)]


def in_scope(scope: Scope, severity: Severity, family: str, library: Library) -> bool:
    """Return whether a finding of this severity and family lies in ``scope``."""
    group = library.families[family].group if family in library.families else None
    return (
        (not scope.severity or severity in scope.severity)
        and (not scope.families or family in scope.families)
        and (not scope.groups or group in scope.groups)
    )


def scope_text(scope: Scope, library: Library) -> str:
    """Return a scope as words: "critical findings on liability cap"."""
    names = [library.families[item].title.en.lower() if item in library.families else item for item in scope.families]
    subject = ", ".join([*names, *scope.groups])
    severity = " and ".join(scope.severity)
    return " ".join(part for part in (severity or "all", "findings", f"on {subject}" if subject else "") if part)
