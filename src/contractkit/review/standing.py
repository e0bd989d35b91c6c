"""Where a matter stands, and how a clause got there, as text for a terminal and as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contractkit.errors import UsageError
from contractkit.findings import SEVERITIES
from contractkit.review.matter import Conflict, Decision, Entry, Matter, SentItem, SentRound, people_with
from contractkit.review.state import State, raised_by_people, state_of

_WIDTH = 80
_NOBODY = "nobody"
_QUOTE = 160


@dataclass(frozen=True)
class Standing:
    """Where a matter stands: the issues of its latest round by status, and what stops it from being closed."""

    matter: Matter
    state: State
    items: tuple[SentItem, ...]
    raised: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    unapproved: Mapping[str, list[str]]

    @property
    def is_blocked(self) -> bool:
        """Whether a deviation was accepted without the approval that it needs, or sources contradict each other."""
        return bool(self.unapproved or self.conflicts)


def standing_of(matter: Matter) -> Standing:
    """Return where the matter stands. Raises UsageError when nothing was sent yet."""
    state = state_of(matter)
    if not matter.rounds:
        raise UsageError(f"nothing was sent in matter {matter.matter} yet; begin with: contractkit handoff")
    items, raised = tuple(state.items()), tuple(raised_by_people(matter))
    unapproved = {item.id: roles for item in items if (roles := state.roles_missing(item))}
    # What is not in the latest draft any more stops nothing; it stays in the history.
    waiting = {*(item.id for item in items), *raised}
    conflicts = tuple(conflict for conflict in state.open_conflicts() if conflict.finding in waiting)
    return Standing(matter, state, items, raised, conflicts, unapproved)


def standing_text(standing: Standing) -> str:
    """Return the standing as text: contradictions first, then missing approvals, then what is open, by owner."""
    sent = standing.matter.rounds[-1]
    counted = dict.fromkeys(("open", "escalated", "accepted", "agreed"), 0)
    for item in standing.items:
        counted[standing.state.status(item.id)] += 1
    lines = [f"{standing.matter.matter}, round {sent.round} of {sent.date}, {sent.document}"]
    lines += [", ".join(f"{count} {status}" for status, count in counted.items())]
    lines += [*_conflict_lines(standing), *_approval_lines(standing), *_open_lines(standing), *_raised_lines(standing)]
    return "\n".join(lines) + "\n"


def standing_data(standing: Standing) -> dict[str, Any]:
    """Return the standing as plain data for programs."""
    state = standing.state
    return {
        "schema": "contractkit/standing/1",
        "matter": standing.matter.matter,
        "round": standing.matter.rounds[-1].round,
        "issues": [
            {
                "id": item.id, "number": item.number, "rule": item.rule, "severity": item.severity,
                "status": state.status(item.id), "owner": state.owner(item.id) or item.owner,
                "approved_by": state.approvals(item.id), "approval_missing": state.roles_missing(item),
            }
            for item in standing.items
        ],
        "raised": list(standing.raised),
        "conflicts": [{"id": conflict.finding, "claims": conflict.claims} for conflict in standing.conflicts],
        "blocked": standing.is_blocked,
    }  # fmt: skip


def _conflict_lines(standing: Standing) -> Iterator[str]:
    if standing.conflicts:
        yield from (
            "",
            "THE SOURCES CONTRADICT EACH OTHER; decide, and read again or add a decision to the matter file",
        )
    for conflict in standing.conflicts:
        yield from _wrapped(f"{_named(standing, conflict.finding)}: {'; '.join(conflict.claims)}")


def _approval_lines(standing: Standing) -> Iterator[str]:
    if standing.unapproved:
        yield from ("", "ACCEPTED WITHOUT THE APPROVAL THAT IT NEEDS")
    for finding, roles in standing.unapproved.items():
        decided = standing.state.decided(finding)
        by = f" (accepted by {decided.who})" if decided else ""
        yield from _wrapped(f"{_named(standing, finding)}{by}: must be approved by {_with_names(standing, roles)}")


def _with_names(standing: Standing, roles: list[str]) -> str:
    shown = []
    for role in roles:
        names = people_with(standing.matter.people, role)
        shown.append(
            f"{role} ({' or '.join(names) if names else 'name who holds this role under people: in the matter file'})"
        )
    return " and ".join(shown)


def _open_lines(standing: Standing) -> Iterator[str]:
    waiting = [item for item in standing.items if standing.state.status(item.id) in ("open", "escalated")]
    owners: dict[str, list[SentItem]] = {}
    for item in waiting:
        owners.setdefault(standing.state.owner(item.id) or item.owner or _NOBODY, []).append(item)
    for owner in sorted(owners, key=lambda name: (name == _NOBODY, name)):
        mine = sorted(owners[owner], key=lambda item: (SEVERITIES.index(item.severity), item.number))
        counts = ", ".join(
            f"{count} {severity}" for severity in SEVERITIES if (count := sum(i.severity == severity for i in mine))
        )
        yield from ("", f"Open with {owner}: {counts}")
        for item in mine:
            escalated = " (escalated)" if standing.state.status(item.id) == "escalated" else ""
            yield from _wrapped(f"{item.number:>4} {item.severity:<9}{item.clause}: {item.title}{escalated}", 14)


def _raised_lines(standing: Standing) -> Iterator[str]:
    waiting = [item for item in standing.raised if standing.state.status(item) == "open"]
    if waiting:
        yield from ("", "Raised by people")
    for finding in waiting:
        yield from _wrapped(f"{finding}: {_first_words(standing.matter, finding)}")


def _first_words(matter: Matter, finding: str) -> str:
    for entry in matter.log:
        if isinstance(entry, Decision) and entry.finding == finding:
            return f"{entry.who}: {_short(entry.now)}"
    return ""


def _named(standing: Standing, finding: str) -> str:
    item = next((known for known in standing.state.all_items() if known.id == finding), None)
    return f"{item.number}. {item.severity}, {item.clause}: {item.title}" if item else finding


def history_text(matter: Matter, clause: str = "") -> str:
    """Return the history of the issues that ``clause`` names, over all rounds: a number as in the document ("16.2"), a
    family, a rule, an issue's id or its row ("12"); everything when it is "".

    Raises UsageError when it names nothing that was sent or raised.
    """
    wanted = _wanted(matter, clause)
    if not wanted:
        raise UsageError(f'no issue of {matter.matter} has "{clause}" as its clause, family, rule, number or id')
    lines: list[str] = [matter.matter]
    for rule, findings in wanted.items():
        lines += ["", *_history_of(matter, rule, findings)]
    return "\n".join(lines) + "\n"


def _wanted(matter: Matter, clause: str) -> dict[str, set[str]]:
    """The issues by rule, over all rounds: words that changed between rounds stay one story."""
    found: dict[str, set[str]] = {}
    for sent in matter.rounds:
        for item in sent.items:
            names = {item.id, item.rule, item.family, item.clause, str(item.number)}
            inside = bool(clause) and item.clause.startswith((f"{clause}.", f"{clause}("))
            if not clause or clause in names or inside:
                found.setdefault(item.rule, set()).add(item.id)
    for finding in raised_by_people(matter):
        if not clause or clause == finding:
            found.setdefault(finding, set()).add(finding)
    return found


def _history_of(matter: Matter, rule: str, findings: set[str]) -> Iterator[str]:
    titles = [item.title for sent in matter.rounds for item in sent.items if item.id in findings]
    yield f"{titles[-1]} ({rule})" if titles else rule
    for entry in matter.log:
        yield from _story(entry, findings)


def _story(entry: Entry, findings: set[str]) -> Iterator[str]:
    if isinstance(entry, SentRound):
        for item in entry.items:
            if item.id in findings:
                where = "not in the document" if item.clause == "not there" else f"at {item.clause}"
                yield from _wrapped(
                    f"{entry.date}  round {entry.round}: sent to {_receiver(entry)} as {item.severity}, {where}", 12
                )
                if item.quote:
                    yield from _wrapped(f"            their words: “{_short(item.quote)}”", 12)
                if item.change:
                    yield from _wrapped(f"            our words: “{_short(item.change.new)}”", 12)
    elif entry.finding in findings:
        yield from _wrapped(f"{entry.date}  round {entry.round}: {_told(entry)}", 12)


def _receiver(sent: SentRound) -> str:
    return "the other side" if sent.pack == "counterparty" else "our reviewer"


def _told(entry: Decision | Conflict) -> str:
    if isinstance(entry, Conflict):
        return f"the sources contradict each other: {'; '.join(entry.claims)}"
    why = f". Why: {_short(entry.why)}" if entry.why else ""
    if entry.what == "status":
        return f"{entry.who}: {entry.now}{why} [{entry.source}]"
    names = {
        "owner": "owner is", "approval": "approved by", "reply": "wrote", "resolved": "the comment was",
        "comment": "commented", "change": "our change was", "cell": f"{entry.field or 'a cell'} now says",
    }  # fmt: skip
    verb = "changed the text" if entry.what == "change" and entry.finding.startswith("new-") else names[entry.what]
    return f"{entry.who}: {verb} {_short(entry.now)}{why} [{entry.source}]"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else f"{line[:_QUOTE].rsplit(' ', 1)[0]} …"


def _wrapped(text: str, hanging: int = 4) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=" " * hanging, break_on_hyphens=False, drop_whitespace=True,
        replace_whitespace=False,
    ) or [""]  # fmt: skip
