"""Status and history: who must approve, what is open with whom, and how a clause got where it is."""

from __future__ import annotations

from contractkit.review.matter import Conflict, Decision, Matter, SentChange, SentItem, SentRound
from contractkit.review.standing import history_text, standing_data, standing_of, standing_text

CAP = SentItem(
    id="aaaaaaaaaaaa", number=1, rule="liability-cap-below-a-year", family="liability-cap", severity="critical",
    clause="12.3", title="The liability cap is too low", quote="three months of fees",
    approvers=["General Counsel", "Chief Financial Officer"],
    change=SentChange(key="aaaaaaaaaaaa", old="three months of fees", new="150 % of the yearly charges"),
)  # fmt: skip
LATER = CAP.model_copy(update={"id": "bbbbbbbbbbbb", "number": 2, "quote": "nine months of fees", "clause": "13.3"})
LOW = SentItem(
    id="cccccccccccc", number=3, rule="term-incomplete", family="term", severity="low", clause="2.1",
    title="Term: something useful is missing in it", owner="Bo",
)  # fmt: skip
PEOPLE = {"Gail": ["General Counsel"], "Finn": ["Chief Financial Officer"]}


def sent(number: int, *items: SentItem) -> SentRound:
    return SentRound(
        round=number, date=f"2026-12-0{number}", document="d.docx", sha256=str(number), packet="p", items=list(items)
    )


def said(what: str, now: str, who: str = "Lee", finding: str = CAP.id, **more: str) -> Decision:
    return Decision.model_validate({
        "round": 1, "date": "2026-12-05", "finding": finding, "who": who, "source": "issues.xlsx", "what": what,
        "now": now, **more,
    })  # fmt: skip


def matter(*log: SentRound | Decision | Conflict) -> Matter:
    return Matter(matter="MSA_Acme", people=PEOPLE, log=list(log))


def test_a_critical_deviation_needs_the_named_roles() -> None:
    accepted = matter(sent(1, CAP, LOW), said("status", "accepted"))
    standing = standing_of(accepted)
    assert standing.unapproved == {CAP.id: ["General Counsel", "Chief Financial Officer"]}
    assert standing.is_blocked
    assert "must be approved by General Counsel (Gail) and Chief Financial Officer (Finn)" in " ".join(
        standing_text(standing).split()
    )
    half = standing_of(matter(*accepted.log, said("approval", "Gail")))
    assert half.unapproved == {CAP.id: ["Chief Financial Officer"]}
    whole = standing_of(matter(*accepted.log, said("approval", "Gail"), said("approval", "Finn")))
    assert not whole.is_blocked


def test_one_who_has_the_role_approves_by_deciding_and_a_stranger_does_not() -> None:
    by_counsel = matter(sent(1, CAP), said("status", "accepted", "Gail"), said("approval", "Finn"))
    assert not standing_of(by_counsel).is_blocked
    by_stranger = matter(sent(1, CAP), said("status", "accepted", "Gail Smith"), said("approval", "Finn"))
    assert standing_of(by_stranger).unapproved == {CAP.id: ["General Counsel"]}


def test_an_approval_counts_only_while_the_deviation_is_accepted() -> None:
    reopened = matter(
        sent(1, CAP), said("status", "accepted", "Gail"), said("approval", "Finn"), said("status", "open")
    )
    assert standing_of(reopened).unapproved == {}


def test_what_is_open_stands_with_its_owner_worst_first() -> None:
    log = (sent(1, CAP, LOW), said("owner", "Finn"), said("status", "escalated", why="needs the board"))
    text = standing_text(standing_of(matter(*log)))
    assert text.index("Open with Bo: 1 low") < text.index("Open with Finn: 1 critical")
    assert "(escalated)" in text and "1 open, 1 escalated" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_contradictions_block_until_somebody_decides() -> None:
    torn = Conflict(round=1, date="2026-12-05", finding=CAP.id, claims=["a: agreed", "b: escalated"])
    assert standing_of(matter(sent(1, CAP), torn)).is_blocked
    assert not standing_of(matter(sent(1, CAP), torn, said("status", "escalated"))).is_blocked


def test_what_the_latest_draft_does_not_hold_any_more_stops_nothing() -> None:
    torn = Conflict(round=1, date="2026-12-05", finding=LOW.id, claims=["a: agreed", "b: escalated"])
    log = (sent(1, CAP, LOW), said("status", "accepted"), torn)
    assert standing_of(matter(*log)).is_blocked
    later = standing_of(matter(*log, sent(2, LATER)))
    assert not later.is_blocked and later.state.status(LATER.id) == "open", "the new words need a new decision"
    assert "accepted" in history_text(later.matter, CAP.rule)


def test_the_data_says_the_same() -> None:
    data = standing_data(standing_of(matter(sent(1, CAP, LOW), said("status", "accepted"))))
    assert data["blocked"] and data["issues"][0]["approval_missing"] == CAP.approvers
    assert data["issues"][1] == {
        "id": LOW.id, "number": 3, "rule": "term-incomplete", "severity": "low", "status": "open", "owner": "Bo",
        "approved_by": [], "approval_missing": [],
    }  # fmt: skip


def test_the_history_of_a_clause_runs_over_all_rounds_though_its_words_changed() -> None:
    log = (
        sent(1, CAP, LOW), said("status", "escalated", why="too low"), said("change", "edited", why="six months"),
        sent(2, LATER), said("status", "agreed", finding=LATER.id),
    )  # fmt: skip
    text = " ".join(history_text(matter(*log), "liability-cap").split())
    for words in (
        "round 1: sent to our reviewer as critical, at 12.3", "three months of fees", "Lee: escalated. Why: too low",
        "our change was edited. Why: six months", "round 2: sent to our reviewer as critical, at 13.3",
        "nine months of fees", "Lee: agreed",
    ):  # fmt: skip
        assert words in text
    assert "Term: something" not in text
    assert "Term: something" in history_text(matter(*log))
    for name in ("12.3", "12", CAP.rule, CAP.id, "1"):
        assert "three months of fees" in history_text(matter(*log), name)
