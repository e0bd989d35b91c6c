"""The memo: at most two pages that a general counsel reads on Monday morning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from contractkit.deal import Deal
from contractkit.findings import SEVERITIES, Fact, Severity
from contractkit.library.models import Group
from contractkit.review.approvals import in_scope, scope_text, specialists_for
from contractkit.review.columns import shortened
from contractkit.review.dossier import Dossier, Issue
from contractkit.review.plan import Marking
from contractkit.text import told
from contractkit.word.paper import Grid, Heading, Line, Paper, Piece

GROUPS: tuple[str, ...] = get_args(Group)
_GROUP_NAMES = {
    "contract": "Contract terms", "services": "Services", "people": "People", "performance": "Performance",
    "commercial": "Money", "exit": "Term and exit", "data": "Data", "ip": "Intellectual property", "risk": "Risk",
}  # fmt: skip
TYPES = {"msa": "Services agreement", "sla": "Service-level agreement", "dpa": "Data-processing agreement"}
_VERDICTS: dict[Severity, str] = {
    "critical": "Do not sign", "high": "Negotiate", "medium": "Improve", "low": "Note",
}  # fmt: skip
_FILLS = {
    "Do not sign": "F8B4B4",
    "Negotiate": "FCD9BD",
    "Improve": "FDF6B2",
    "Note": "E1EFFE",
    "No findings": "DEF7EC",
}
_MOST_CRITICAL, _MOST_LISTED = 12, 4
_CELL, _POSITION = 70, 170  # characters of a cell, so that the memo keeps to two pages whatever the findings are
_LINE = 230


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a handoff is about besides the document: its packet's name, round, day and people.

    ``doubt`` says why the deal file may belong to another document, "" when it does not.
    """

    packet: str
    round: int
    date: str
    reviewer: str = ""
    marking: str = ""
    owner: str = ""
    deadline: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check finds once all our changes are accepted; ``new`` are serious findings in our own words."""

    counts: dict[Severity, int]
    new: tuple[str, ...]


def memo(dossier: Dossier, marking: Marking, occasion: Occasion, deal: Deal | None, outcome: Outcome) -> Paper:
    """Return the memo as a paper; every part of it is bounded, so that it never needs a third page."""
    report = dossier.report
    kind = TYPES[report.document.type]
    reviewer = f" · prepared for {occasion.reviewer}" if occasion.reviewer else ""
    pieces: list[Piece] = [Heading("The deal"), *deal_lines(dossier, deal)]
    pieces += [Heading("Verdict"), Line(_verdict(dossier)), _groups(dossier)]
    pieces += [Heading("Critical issues"), *_critical(dossier)]
    pieces += [
        Heading("What was read, and what the marked file holds"),
        *_coverage(dossier, marking, outcome, occasion),
    ]
    pieces += [Heading("Specialists to ask"), *_specialists(dossier)]
    pieces += [Heading("Who must approve"), *_approvals(dossier)]
    return Paper(
        f"Review memo: {kind}, {vendor_name(dossier, deal)}",
        f"Round {occasion.round} · {occasion.date}{reviewer} · {report.document.name} · playbook {report.playbook.id} "
        f"{report.playbook.version}",
        tuple(pieces), occasion.packet, occasion.date, occasion.marking,
    )  # fmt: skip


def vendor_name(dossier: Dossier, deal: Deal | None) -> str:
    """Return the vendor's legal name: of the deal, else the longest that the document uses."""
    names = dossier.report.document.roles["vendor"]
    return deal.vendor.name if deal else max(names, key=len, default="the vendor")


def customer_name(dossier: Dossier, deal: Deal | None) -> str:
    """Return the customer's legal name: of the deal, else the longest that the document uses."""
    names = dossier.report.document.roles["customer"]
    return deal.customer.name if deal else max(names, key=len, default="the customer")


def deal_lines(dossier: Dossier, deal: Deal | None) -> list[Line]:
    """Return the deal in five lines, from the deal file where there is one, else from the document's own figures."""
    report = dossier.report
    source = "as answered in the deal file" if deal else "as the document names them"
    parties = f"{customer_name(dossier, deal)} (customer) and {vendor_name(dossier, deal)} (vendor), {source}"
    lines = [
        ("Parties", parties),
        ("Paper", f"{TYPES[report.document.type]}, the vendor's paper, {report.document.words:,} words"),
        ("Services", _services(deal)),
        ("Term and exit", _told(dossier, ("initial_term", "lock_period", "renewal_term", "renewal_notice",
                                          "termination_convenience_notice"))),
        ("Money and risk", _money(dossier, deal)),
    ]  # fmt: skip
    return [Line(shortened(text, _LINE), lead) for lead, text in lines]


def _services(deal: Deal | None) -> str:
    if deal is None:
        return "no deal file was given; see the scope clause of the document"
    services = ", ".join(service.id.replace("-", " ") for service in deal.services)
    channels = ", ".join(channel.channel for channel in deal.channels)
    return f"{services}; through {channels}"


def _money(dossier: Dossier, deal: Deal | None) -> str:
    names = ("payment_term", "price_increase_cap", "minimum_commitment", "liability_cap", "service_credit_cap")
    value = f"planned at {deal.charges.currency} {deal.charges.annual_value:,.0f} a year; " if deal else ""
    return value + _told(dossier, names)


def _told(dossier: Dossier, names: tuple[str, ...]) -> str:
    """The document's own figures, the first of each name."""
    first: dict[str, Fact] = {}
    for fact in dossier.report.facts:
        first.setdefault(fact.name, fact)
    found = [_fact_text(first[name]) for name in names if name in first]
    return "the document says: " + "; ".join(found) if found else "no figures were found in the document"


def _fact_text(fact: Fact) -> str:
    place = f" ({fact.section})" if fact.section else ""
    return f"{fact.name.replace('_', ' ')} {told(fact.value, fact.unit)}{place}"


def _verdict(dossier: Dossier) -> str:
    counts, families = dossier.report.summary.findings, dossier.report.summary.families
    found = ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES if counts[severity])
    clauses = (
        f"{families['missing']} clauses are missing, {families['inverted']} turned round, {families['weak']} weak."
    )
    back = f" {len(dossier.back)} issue(s) that were agreed stand again." if dossier.back else ""
    if counts["critical"]:
        return f"Do not sign before the critical issues are settled. {found}. {clauses}{back}"
    if counts["high"]:
        return f"Negotiate before signing. {found}. {clauses}{back}"
    return f"No critical or high finding ({found or 'no findings'}). That no rule fired does not mean that it is safe."


def _groups(dossier: Dossier) -> Grid:
    rows, fills = [], {}
    for at, group in enumerate(GROUPS):
        issues = [issue for issue in dossier.issues if _group(issue, dossier) == group]
        worst = next((severity for severity in SEVERITIES if any(i.severity == severity for i in issues)), None)
        verdict = _VERDICTS[worst] if worst else "No findings"
        counted = " / ".join(str(sum(i.severity == severity for i in issues)) for severity in SEVERITIES)
        fills[at, 1] = _FILLS[verdict]
        rows.append((_GROUP_NAMES[group], verdict, counted, shortened(_subjects(issues, dossier), 95)))
    return Grid(("Subject", "Verdict", "Crit / high / med / low", "Worst first"), tuple(rows), (20, 14, 20, 70), fills)


def _group(issue: Issue, dossier: Dossier) -> str:
    family = dossier.library.families.get(issue.family)
    return family.group if family else "contract"


def _subjects(issues: list[Issue], dossier: Dossier) -> str:
    names = dict.fromkeys(issue.family for issue in issues)
    titles = [dossier.library.families[name].title.en for name in names if name in dossier.library.families]
    more = f" and {len(titles) - _MOST_LISTED} more" if len(titles) > _MOST_LISTED else ""
    return ", ".join(titles[:_MOST_LISTED]) + more


def _critical(dossier: Dossier) -> Iterator[Piece]:
    issues = [issue for issue in dossier.issues if issue.severity == "critical"]
    if not issues:
        yield Line("No critical finding.")
        return
    rows = tuple(
        (
            str(issue.number), shortened(issue.clause, 18), shortened(issue.title, _CELL),
            shortened(issue.ask, _POSITION), _give_way(issue, dossier),
        )
        for issue in issues[:_MOST_CRITICAL]
    )  # fmt: skip
    yield Grid(("No", "Clause", "Issue", "Our position", "Fallback"), rows, (6, 13, 26, 42, 42))
    if len(issues) > _MOST_CRITICAL:
        rest = ", ".join(str(issue.number) for issue in issues[_MOST_CRITICAL:][:20])
        more = len(issues) - _MOST_CRITICAL - 20
        yield Line(f"{len(issues) - _MOST_CRITICAL} more critical issues: numbers {rest}"
                   f"{f' and {more} more' if more > 0 else ''} of the issues list.")  # fmt: skip


def _give_way(issue: Issue, dossier: Dossier) -> str:
    """The fallback, and the floor where the playbook sets one."""
    floor = shortened(issue.walk_away, _POSITION // 2) if issue.family in dossier.playbook.walk_away else ""
    fallback = shortened(issue.fallback, _POSITION - len(floor)) or "none: ask before giving way"
    return f"{fallback}{f' Walk-away: {floor}' if floor else ''}"


def _coverage(dossier: Dossier, marking: Marking, outcome: Outcome, occasion: Occasion) -> Iterator[Line]:
    coverage = dossier.report.coverage
    if coverage.unread:
        places = "; ".join(f"{item.part}, {item.place}: {item.reason}" for item in coverage.unread[:3])
        more = f"; and {len(coverage.unread) - 3} more" if len(coverage.unread) > 3 else ""
        yield Line(shortened(f"{places}{more}. These parts need a person.", _LINE), "NOT READ")
    else:
        yield Line(f"All {coverage.characters:,} characters of text, notes, headers and footers included.", "Read")
    if occasion.doubt:
        yield Line(occasion.doubt, "Attention")
    for item in dossier.report.attention:
        if not item.quote:
            yield Line(shortened("; ".join(item.reasons), _LINE), "Attention")
    leaning = list(dict.fromkeys(item.section or "unnumbered" for item in dossier.report.attention if item.quote))
    if leaning:
        more = f" and {len(leaning) - 10} more places" if len(leaning) > 10 else ""
        yield Line(f"No rule judged these, and they lean to the vendor's side: {', '.join(leaning[:10])}{more}.",
                   "Read these yourself")  # fmt: skip
    if dossier.report.set_aside:
        yield Line(f"{len(dossier.report.set_aside)} findings that people accepted before; the report names them.",
                   "Set aside")  # fmt: skip
    changes = len({change.key for change in marking.changes.values()})
    yield Line(
        f"{len(marking.commented)} issues have a comment and {changes} tracked changes stand in the text. Before the "
        "file was written, all our changes were rejected, which gave back the vendor's text, and accepted, which gave "
        "the text that we propose.", "Marked file",
    )  # fmt: skip
    left = ", ".join(f"{outcome.counts[severity]} {severity}" for severity in SEVERITIES[:2])
    own = f" Our own words raise: {shortened('; '.join(outcome.new), 120)}." if outcome.new else ""
    yield Line(f"{left} findings remain; they need a decision or a text that only people can write.{own}",
               "With all our changes accepted")  # fmt: skip
    reasons: dict[str, list[int]] = {}
    for issue in dossier.issues:
        if issue.id in marking.reasons:
            reasons.setdefault(marking.reasons[issue.id], []).append(issue.number)
    if reasons:
        told = "; ".join(f"{', '.join(map(str, numbers[:8]))}: {reason}" for reason, numbers in reasons.items())
        yield Line(shortened(told, 2 * _LINE), "Comment only, no change")


def _specialists(dossier: Dossier) -> Iterator[Line]:
    pairs = [(issue.severity, issue.family) for issue in dossier.issues]
    found = specialists_for(dossier.playbook.specialists, pairs, dossier.library)
    for item in found[:6]:
        rows = [
            str(issue.number)
            for issue in dossier.issues
            if in_scope(item, issue.severity, issue.family, dossier.library)
        ]
        shown = ", ".join(rows[:8]) + (f" and {len(rows) - 8} more" if len(rows) > 8 else "")
        yield Line(f"{shortened(item.about, 110)} (issues {shown})", item.who, bullet=True)
    if not found:
        yield Line("The playbook names no specialist for these findings.")


def _approvals(dossier: Dossier) -> Iterator[Piece]:
    rules = dossier.playbook.approvals
    rows = tuple(
        (
            rule.role, shortened(scope_text(rule, dossier.library), 90),
            str(sum(in_scope(rule, issue.severity, issue.family, dossier.library) for issue in dossier.issues)),
        )
        for rule in rules[:6]
    )  # fmt: skip
    if rows:
        yield Grid(("Role", "Must agree before we accept", "Issues"), rows, (30, 80, 12))
    else:
        yield Line("The playbook has no approval matrix.")
    yield Line("Legal approval is not signing authority. contractkit is not legal advice.", aside=True)
