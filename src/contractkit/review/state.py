"""What a matter's history says today: status, owner, reason and approvals of each issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contractkit.findings import Finding
from contractkit.review.matter import STATUSES, Conflict, Decision, IssueStatus, Matter, SentItem


@dataclass(frozen=True)
class State:
    """The state of every issue after the whole history; an empty one when there is no matter yet."""

    matter: Matter | None = None
    _last: dict[tuple[str, str], Decision] = field(default_factory=dict)

    def status(self, finding: str) -> IssueStatus:
        """Return the status of an issue; "open" when nobody decided."""
        decided = self._last.get((finding, "status"))
        return next((status for status in STATUSES if decided and decided.now == status), "open")

    def decided(self, finding: str) -> Decision | None:
        """Return the decision that gave an issue its status."""
        return self._last.get((finding, "status"))

    def owner(self, finding: str) -> str:
        """Return who takes care of an issue, or ""."""
        decided = self._last.get((finding, "owner"))
        return decided.now if decided else ""

    def reason(self, finding: str) -> str:
        """Return the reason of the decision on an issue's status, or ""."""
        decided = self._last.get((finding, "status"))
        return decided.why if decided else ""

    def approvals(self, finding: str) -> list[str]:
        """Return who approved that a deviation is accepted: by an approval, or by deciding it with the role."""
        if self.matter is None or self.status(finding) != "accepted":
            return []
        names = [
            entry.now if entry.what == "approval" else entry.who
            for entry in _decisions(self.matter)
            if entry.finding == finding and (entry.what == "approval" or _accepts(entry))
        ]
        return list(dict.fromkeys(name.strip() for name in names if name.strip()))

    def approved_by(self, finding: str) -> str:
        """Return the names of those who approved, in one line."""
        return "; ".join(self.approvals(finding))

    def roles_missing(self, item: SentItem) -> list[str]:
        """Return the roles that must still approve that this deviation is accepted."""
        if self.matter is None or self.status(item.id) != "accepted":
            return []
        held = {role for name in self.approvals(item.id) for role in self.matter.people.get(name, [])}
        return [role for role in item.approvers if role not in held]

    def is_cleared(self, finding: str) -> bool:
        """Return True when the deviation is accepted and everybody who must approve it did."""
        item = next((known for known in self.all_items() if known.id == finding), None)
        return item is not None and self.status(finding) == "accepted" and not self.roles_missing(item)

    def open_conflicts(self) -> list[Conflict]:
        """Return the conflicts that no later decision on the status settled."""
        unsettled: dict[str, Conflict] = {}
        for entry in self.matter.log if self.matter else ():
            if isinstance(entry, Conflict):
                unsettled[entry.finding] = entry
            elif isinstance(entry, Decision) and entry.what == "status":
                unsettled.pop(entry.finding, None)
        return list(unsettled.values())

    def items(self) -> list[SentItem]:
        """Return the issues of the latest round."""
        rounds = self.matter.rounds if self.matter else []
        return list(rounds[-1].items) if rounds else []

    def all_items(self) -> list[SentItem]:
        """Return the issues of all rounds, each as it was sent last."""
        rounds = self.matter.rounds if self.matter else []
        return list({item.id: item for sent in rounds for item in sent.items}.values())

    def agreed_before(self, finding: Finding, number: int) -> str:
        """Return "agreed in round 1" when this issue was agreed in a round before ``number``, or ""."""
        for sent in reversed([sent for sent in (self.matter.rounds if self.matter else []) if sent.round < number]):
            alike = [item for item in sent.items if item.rule == finding.rule]
            same = [item for item in alike if item.id == finding.id] or (alike if len(alike) == 1 else [])
            for item in same:
                if self.status(item.id) == "agreed":
                    return f"agreed in round {sent.round}"
        return ""


def agreed_again(state: State, findings: Iterable[Finding]) -> dict[str, str]:
    """Return, by id, the findings that the other side agreed to mend in some round, each with "agreed in round 1"."""
    rounds = state.matter.rounds if state.matter else []
    after = rounds[-1].round + 1 if rounds else 1
    told = {finding.id: state.agreed_before(finding, after) for finding in findings}
    return {finding: words for finding, words in told.items() if words}


def accepted(state: State) -> dict[str, str]:
    """Return, by id, the deviations that we accepted, each with by whom and why."""
    found = {}
    for item in state.all_items():
        decided = state.decided(item.id)
        if decided is not None and decided.now == "accepted":
            why = f": {decided.why}" if decided.why else ""
            found[item.id] = f"accepted by {decided.who} in round {decided.round}{why}"
    return found


def state_of(matter: Matter) -> State:
    """Return the state that the whole history leads to; the last word on each thing counts."""
    last: dict[tuple[str, str], Decision] = {(entry.finding, entry.what): entry for entry in _decisions(matter)}
    return State(matter, last)


def _decisions(matter: Matter) -> Iterator[Decision]:
    return (entry for entry in matter.log if isinstance(entry, Decision))


def _accepts(entry: Decision) -> bool:
    return entry.what == "status" and entry.now == "accepted"


def raised_by_people(matter: Matter) -> list[str]:
    """Return the ids of issues that people raised themselves, in order."""
    return list(dict.fromkeys(entry.finding for entry in _decisions(matter) if entry.finding.startswith("new-")))
