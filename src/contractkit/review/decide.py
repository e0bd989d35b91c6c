"""From what returned files say to what is recorded: decisions, conflicts between sources, and questions to people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contractkit.errors import UsageError
from contractkit.review.claims import Claim, said_status
from contractkit.review.matter import Conflict, Decision, Matter, SentItem
from contractkit.review.returned_word import claims_of_word
from contractkit.review.returned_workbook import claims_of_workbook
from contractkit.review.state import State, state_of
from contractkit.word.limits import DEFAULT_LIMITS, Limits

_WORD_SUFFIXES = (".docx", ".docm")
_UNKNOWN = "somebody unnamed"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: entries for the matter file, and questions that only a person can answer."""

    entries: tuple[Decision | Conflict, ...]
    questions: tuple[str, ...]

    @property
    def conflicts(self) -> list[Conflict]:
        """The conflicts between sources among the entries."""
        return [entry for entry in self.entries if isinstance(entry, Conflict)]


def read_returned(
    paths: Sequence[Path], matter: Matter, *, by: str, date: str, limits: Limits = DEFAULT_LIMITS
) -> Reading:
    """Return what the returned files say that the matter does not know yet.

    ``by`` and ``date`` (ISO) are used where a file does not say who or when. Reading a file twice adds nothing.
    Raises UsageError for a file that is neither .docx nor .xlsx or when nothing was sent yet, and UnreadableFileError.
    """
    rounds = matter.rounds
    if not rounds:
        raise UsageError(f"nothing was sent in matter {matter.matter} yet; begin with: contractkit handoff")
    items = {item.id: item for sent in rounds for item in sent.items}
    known = {mark for sent in rounds for mark in sent.marks}
    ours = {*matter.people, *(sent.author for sent in rounds if sent.pack == "internal"), by} - {""}
    claims: list[Claim] = []
    questions: list[str] = []
    for path in paths:
        if path.suffix.lower() in _WORD_SUFFIXES:
            claims += claims_of_word(path, items, known, ours, limits)
        elif path.suffix.lower() == ".xlsx":
            found = claims_of_workbook(path, items)
            claims += found.claims
            questions += found.questions
        else:
            raise UsageError(f"{path}: give the marked Word file (.docx) or the issues list (.xlsx) that came back")
    settled = _settle(claims, items, questions)
    number = rounds[-1].round
    entries: list[Decision | Conflict] = [
        *(_entry(claim, number, by, date) for claim in settled),
        *_conflicts(settled, number, date),
    ]
    fresh = list(_fresh([_with_subject(entry, items) for entry in entries], matter))
    return Reading(tuple(_without_conflicting(fresh)), tuple(dict.fromkeys(questions)))


def _with_subject(entry: Decision | Conflict, items: dict[str, SentItem]) -> Decision | Conflict:
    item = items.get(entry.finding)
    return entry.model_copy(update={"about": f"{item.number}. {item.title}"}) if item else entry


def _settle(claims: Iterable[Claim], items: dict[str, SentItem], questions: list[str]) -> list[Claim]:
    """The claims with what follows from them: an accepted change is agreed text; the rest is asked, never guessed."""
    settled: list[Claim] = []
    by_finding: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_finding[claim.finding].append(claim)
    for finding, said in by_finding.items():
        name = _named(finding, items)
        has_status = any(claim.what == "status" for claim in said)
        for claim in said:
            if claim.what == "status" and claim.now == "accepted" and not claim.ours:
                questions.append(
                    f'{name}: {claim.who or claim.source} says "accepted". From the other side that is no decision of '
                    "ours; if it is one of our people, name them under people: in the matter file and read again"
                )
                settled.append(Claim(finding, "reply", "accepted", claim.source, claim.who, claim.date, why=claim.why))
                continue
            settled.append(claim)
            if claim.what == "change" and claim.now == "accepted" and not has_status:
                settled.append(
                    Claim(finding, "status", "agreed", claim.source, claim.who, claim.date,
                          why="our change was accepted in the text")
                )  # fmt: skip
        questions += _asked(said, name, has_status=has_status)
    return settled


def _asked(said: Iterable[Claim], name: str, *, has_status: bool) -> Iterator[str]:
    for claim in said:
        if claim.what == "comment" and claim.finding.startswith("new-") and said_status(claim.now)[0] is not None:
            yield f'{claim.who} wrote "{claim.now}" ({claim.why}); say which issue that decides'
        elif claim.what == "change" and claim.now == "rejected" and not has_status:
            yield f"{name}: our change was rejected; say whether the deviation is accepted or stays open"
        elif claim.what == "change" and claim.now == "edited":
            yield f"{name}: our change was edited; read the new words and decide"
        elif claim.what == "change" and claim.now == "gone":
            yield f"{name}: the place of our change cannot be found any more; look at the text"
        elif claim.what == "resolved" and not has_status and not any(c.what == "change" for c in said):
            yield f"{name}: the comment was resolved without saying how; say agreed, accepted or escalated"


def _named(finding: str, items: dict[str, SentItem]) -> str:
    item = items.get(finding)
    return f"issue {item.number} ({item.title})" if item else f"issue {finding}"


def _entry(claim: Claim, number: int, by: str, date: str) -> Decision:
    return Decision(
        round=number, date=claim.date or date, finding=claim.finding, who=claim.who or by or _UNKNOWN,
        source=claim.source, what=claim.what, field=claim.field, was=claim.was, now=claim.now, why=claim.why,
    )  # fmt: skip


def _conflicts(claims: Iterable[Claim], number: int, date: str) -> Iterator[Conflict]:
    """A conflict for each issue on whose status two files, or a file and what became of our change, differ."""
    last: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for claim in claims:
        if claim.what == "status":
            # A later reply in Word takes the place of an earlier one; a row that stands twice has no order.
            row = claim.now if claim.source.lower().endswith(".xlsx") else ""
            last[claim.finding][claim.source, row] = claim.now
        elif claim.what == "change" and claim.now == "rejected":
            last[claim.finding].setdefault((f"{claim.source} (our change)", ""), "rejected")
    for finding, said in last.items():
        if _differ(set(said.values())):
            told = [f"{source}: {status}" for (source, _), status in sorted(said.items())]
            yield Conflict(round=number, date=date, finding=finding, claims=told)


def _differ(said: Collection[str]) -> bool:
    statuses = set(said) - {"rejected"}
    return len(statuses) > 1 or ("rejected" in said and "agreed" in statuses)


def _fresh(entries: Iterable[Decision | Conflict], matter: Matter) -> Iterator[Decision | Conflict]:
    """The entries that the history does not hold: neither the same one, nor the same last word on the same thing."""
    state: State = state_of(matter)
    for entry in entries:
        if any(_same(entry, old) for old in matter.log):
            continue
        if isinstance(entry, Decision) and entry.what == "status" and state.decided(entry.finding) is not None:
            decided = state.decided(entry.finding)
            if decided and (decided.now, decided.why) == (entry.now, entry.why):
                continue
        yield entry


def _same(entry: Decision | Conflict, old: object) -> bool:
    if isinstance(entry, Conflict):
        return isinstance(old, Conflict) and (old.finding, old.claims) == (entry.finding, entry.claims)
    if not isinstance(old, Decision):
        return False
    keys = ("finding", "what", "field", "now", "why", "who", "source", "round")
    return all(getattr(old, key) == getattr(entry, key) for key in keys)


def _without_conflicting(entries: Sequence[Decision | Conflict]) -> Iterator[Decision | Conflict]:
    """The entries without the statuses of issues in conflict; those stand in the conflict's claims."""
    torn = {entry.finding for entry in entries if isinstance(entry, Conflict)}
    for entry in entries:
        if isinstance(entry, Conflict) or entry.what != "status" or entry.finding not in torn:
            yield entry
        elif entry.why:
            yield entry.model_copy(update={"what": "reply", "now": f"{entry.now}: {entry.why}", "why": ""})
