"""Document + playbook -> report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contractkit import __version__, findings as f
from contractkit.document import Document, Paragraph
from contractkit.evidence import Evidence, Roles, gather_evidence
from contractkit.fingerprint import fingerprint
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.library.models import Ask, Family, ForbiddenRule, Playbook, Rule, Wording
from contractkit.library.suggestion import suggestion_text
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.rules.context import Context
from contractkit.rules.evaluate import evaluate
from contractkit.rules.hits import Hit
from contractkit.rules.status import ElementJudgement, FamilyJudgement, Place

DEFAULT_PLAYBOOK = "customer-support"
_LONGEST_QUOTE = 400
# In examples and in our own wording the parties have these names.
EXAMPLE_ROLES = Roles(
    ("Customer", "Client", "You", "Your"), ("Vendor", "Provider", "Supplier", "Agency", "We", "Us", "Our")
)


def check_document(
    document: Document,
    playbook: Playbook | str = DEFAULT_PLAYBOOK,
    *,
    library: Library | None = None,
    document_type: f.DocumentType | None = None,
    roles: Mapping[str, Iterable[str]] | None = None,
) -> f.Report:
    """Return the report on ``document``: the same input always gives the same report.

    ``document_type`` None means that the text decides; ``roles`` overrides the names of the parties.
    Raises UsageError for an unknown playbook.
    """
    library = library or load_library()
    book = library.playbook(playbook) if isinstance(playbook, str) else playbook
    evidence = gather_evidence(document, find_roles(document, roles))
    context = Context(evidence, library)
    kind = document_type or guess_type(document)
    judge = _Judge(context, library, book, kind)
    return judge.report()


def guess_type(document: Document) -> f.DocumentType:
    """Return what kind of contract the title and the headings speak of."""
    opening = " ".join(paragraph.text for paragraph in document.paragraphs[:12] if paragraph.origin == "body")[
        :1500
    ].lower()
    data = re.search(r"data[- ]processing (?:agreement|addendum|annex|terms)|\bdpa\b|article 28", opening[:400])
    if data and not re.search(r"services? agreement|outsourcing agreement", opening[:200]):
        return "dpa"
    title = opening[:200]
    if re.search(r"service[- ]levels?(?: agreement| schedule|s)|\bsla\b", title) and "services agreement" not in title:
        return "sla"
    return "msa"


@dataclass(frozen=True, slots=True)
class _Raised:
    """A finding before it is dressed: the derived or written rule, its family, and where it stands."""

    rule: str
    kind: f.FindingKind
    family: str
    severity: f.Severity
    title: str
    message: str
    why: str
    place: Place | None
    ask: Ask
    law: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    derived: bool = False


class _Judge:
    """One run of one playbook over one document."""

    def __init__(self, context: Context, library: Library, playbook: Playbook, kind: f.DocumentType) -> None:
        self.context = context
        self.library = library
        self.playbook = playbook
        self.kind = kind
        self.document = context.evidence.document
        roles = context.evidence.roles
        self.names = {"customer": roles.customer[0], "vendor": roles.vendor[0]}
        self.titles = {family.id: family.title.en for family in library.families.values()}

    def report(self) -> f.Report:
        """The whole report."""
        raised = [*self._raised_by_rules(), *self._raised_by_status()]
        kept = sorted(_without_repetition(raised), key=self._order)
        found = self._dress(kept)
        families = [self._family_status(family) for family in self.library.ordered_families() if self._listed(family)]
        return f.Report(
            tool=f.Tool(version=__version__),
            document=self._document_info(),
            playbook=f.PlaybookInfo(id=self.playbook.id, version=self.playbook.version, sha256=self.library.sha256),
            summary=_summary(found, families),
            families=families,
            findings=found,
            facts=self._facts(),
            kpis=[found_kpi.kpi for found_kpi in self.context.kpis],
            attention=[],
            coverage=_coverage(self.document),
        )

    def _need(self, family: Family) -> f.Need | None:
        overrides = self.playbook.needs.get(self.kind, {})
        return overrides[family.id] if family.id in overrides else family.need.get(self.kind)

    def _listed(self, family: Family) -> bool:
        return self._need(family) is not None or self.context.judgement(family.id).status != "missing"

    def _raised_by_rules(self) -> Iterable[_Raised]:
        for rule in self.library.rules.values():
            if rule.id in self.playbook.disabled:
                continue
            for hit in evaluate(rule, self.context):
                yield self._raised(rule, hit)

    def _raised(self, rule: Rule, hit: Hit) -> _Raised:
        kind: f.FindingKind = "consistency" if rule.kind == "consistency" else rule.reports
        if isinstance(rule, ForbiddenRule) and self._is_inversion(rule.family, hit.place):
            kind = "inverted"
        message = self._named(rule.says) + (f" ({hit.detail})" if hit.detail else "")
        return _Raised(
            rule.id, kind, rule.family, self.playbook.severity.get(rule.id, hit.severity), rule.title, message,
            self._named(rule.why), hit.place, rule.ask, tuple(rule.law), tuple(rule.replaces),
        )  # fmt: skip

    def _is_inversion(self, family: str, place: Place | None) -> bool:
        if place is None or family not in self.library.families:
            return False
        judged = self.context.judgement(family)
        return judged.status == "inverted" and any(_overlap(element.defeat, place) for element in judged.elements)

    def _raised_by_status(self) -> Iterable[_Raised]:
        for family in self.library.ordered_families():
            need = self._need(family)
            judged = self.context.judgement(family.id)
            if judged.status == "missing":
                if need is not None:
                    yield from self._missing(family, need)
                continue
            yield from self._turned_round(family, judged)
            if need is not None:
                yield from self._lacking(family, judged, need)

    def _missing(self, family: Family, need: f.Need) -> Iterable[_Raised]:
        severity = self.playbook.missing.get(need)
        if need == "must" or severity:
            severity = self.playbook.missing_severity.get(family.id, severity)
        if severity is None:
            return
        yield self._derived(
            family, f"{family.id}-missing", "missing", severity, f"No clause on {_lower_first(family.title.en)}",
            f"The document has no clause that does this: {_lower_first(family.is_)} Please add one.", None,
        )  # fmt: skip

    def _turned_round(self, family: Family, judged: FamilyJudgement) -> Iterable[_Raised]:
        """The needed elements that the document turns round: the whole clause when none of the others stands."""
        whole = judged.status == "inverted"
        for element in judged.elements:
            if element.defeat and not element.met and element.element.need == "must":
                yield self._derived(
                    family, f"{family.id}-inverted", "inverted" if whole else "risk", self.playbook.inverted,
                    f"{family.title.en}: turned round" + ("" if whole else " in part"),
                    f"The words of the clause are there and say the opposite. It must say this: {_sentence(element.element.says)}",
                    element.defeat,
                )  # fmt: skip

    def _lacking(self, family: Family, judged: FamilyJudgement, need: f.Need) -> Iterable[_Raised]:
        """One finding for all that a clause lacks: ``-weak`` when a must element is among it, else ``-incomplete``.

        A clause that an agreement can do without is never more than a note, and not that when it is only incomplete.
        """
        unmet = [element.element for element in judged.elements if not element.met and not element.defeat]
        worst = "must" if any(element.need == "must" for element in unmet) else "should"
        severity = self.playbook.lacking.get(worst)
        if not unmet or severity is None or (worst == "should" and need != "must"):
            return
        severity = "low" if need == "nice" else severity
        listed = " ".join(f"({number}) {_sentence(element.says)}" for number, element in enumerate(unmet, 1))
        weak = worst == "must"
        yield self._derived(
            family, f"{family.id}-{'weak' if weak else 'incomplete'}", "risk", severity,
            f"{family.title.en}: {'something needed' if weak else 'something useful'} is missing in it",
            f"We found the clause, but not this in it: {listed} Please add it.", judged.place,
        )  # fmt: skip

    def _derived(
        self,
        family: Family,
        rule: str,
        kind: f.FindingKind,
        severity: f.Severity,
        title: str,
        message: str,
        place: Place | None,
    ) -> _Raised:
        severity = self.playbook.severity.get(rule, severity)
        return _Raised(
            rule, kind, family.id, severity, title, message, family.why, place, Ask(), tuple(family.law), derived=True
        )  # fmt: skip

    def _named(self, text: str) -> str:
        return text.replace("{customer}", self.names["customer"]).replace("{vendor}", self.names["vendor"]).strip()

    def _order(self, raised: _Raised) -> tuple[int, int, int, str]:
        place = raised.place
        return (
            f.SEVERITIES.index(raised.severity),
            place.paragraph if place else -1,
            place.start if place else 0,
            raised.rule,
        )

    def _dress(self, kept: list[_Raised]) -> list[f.Finding]:
        repeats: dict[str, int] = {}
        return [self._finding(raised, repeats) for raised in kept]

    def _finding(self, raised: _Raised, repeats: dict[str, int]) -> f.Finding:
        paragraph = self.document.paragraphs[raised.place.paragraph] if raised.place else None
        start, end = _quote_span(paragraph, raised.place)
        quote = paragraph.text[start:end] if paragraph else ""
        wording = self._wording(raised.ask.family or raised.family, raised.ask.position)
        fallback = self._wording(raised.ask.family or raised.family, "fallback")
        return f.Finding(
            id=fingerprint(raised.rule, quote, repeats), rule=raised.rule, kind=raised.kind, family=raised.family,
            severity=raised.severity, title=raised.title, message=raised.message, why=raised.why.strip(),
            section=paragraph.section if paragraph else "", origin=paragraph.origin if paragraph else "body", quote=quote,
            paragraph=paragraph.index if paragraph else None, start=start if paragraph else None, end=end if paragraph else None,
            introduced_by=_author(paragraph, start, end),
            suggestion=self._suggestion(wording),
            fallback=self._text(fallback) if fallback and wording and fallback.position != wording.position else None,
            references=[self.library.law[item].cite for item in raised.law if item in self.library.law],
        )  # fmt: skip

    def _wording(self, family: str, position: str) -> Wording | None:
        return self.library.wording(family, position, self.playbook.language)

    def _text(self, wording: Wording) -> str:
        return suggestion_text(wording, self.names["customer"], self.names["vendor"], self.titles)

    def _suggestion(self, wording: Wording | None) -> f.Suggestion | None:
        if wording is None:
            return None
        return f.Suggestion(clause=wording.clause_id, position=wording.position, text=self._text(wording))

    def _family_status(self, family: Family) -> f.FamilyStatus:
        judged = self.context.judgement(family.id)
        sections = [] if judged.status == "missing" else _sections(self.document, judged)
        return f.FamilyStatus(
            id=family.id, status=judged.status, need=self._need(family), sections=sections,
            elements=[self._element_status(element) for element in judged.elements],
            quote=None if judged.status == "missing" else self._words(judged.place),
        )  # fmt: skip

    def _element_status(self, judged: ElementJudgement) -> f.ElementStatus:
        return f.ElementStatus(id=judged.element.id, met=judged.met, quote=self._words(judged.place or judged.defeat))

    def _words(self, place: Place | None) -> str | None:
        if place is None:
            return None
        paragraph = self.document.paragraphs[place.paragraph]
        start, end = _quote_span(paragraph, place)
        return paragraph.text[start:end]

    def _facts(self) -> list[f.Fact]:
        result = []
        for fact in self.context.facts:
            paragraph = self.document.paragraphs[fact.paragraph]
            quote = paragraph.text[fact.start : fact.end]
            result.append(
                f.Fact(
                    name=fact.name,
                    value=fact.quantity.value,
                    unit=fact.quantity.unit,
                    section=paragraph.section,
                    quote=quote,
                )
            )
        return result

    def _document_info(self) -> f.DocumentInfo:
        roles = self.context.evidence.roles
        return f.DocumentInfo(
            name=self.document.name, sha256=self.document.sha256, language=self.document.language, type=self.kind,
            words=self.document.words, roles={"customer": list(roles.customer), "vendor": list(roles.vendor)},
        )  # fmt: skip


def _without_repetition(raised: list[_Raised]) -> list[_Raised]:
    """Drop what another finding makes superfluous: replaced rules, and a derived inversion that a rule already quotes."""
    replaced = {rule for item in raised for rule in item.replaces}
    written = [item for item in raised if not item.derived]
    kept, seen = [], set()
    for item in raised:
        key = (item.rule, item.place)
        inversion_told = (
            item.kind == "inverted"
            and item.derived
            and any(other.family == item.family and _overlap(other.place, item.place) for other in written)
        )
        if item.rule in replaced or inversion_told or key in seen:
            continue
        seen.add(key)
        kept.append(item)
    return kept


def _overlap(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def _quote_span(paragraph: Paragraph | None, place: Place | None) -> tuple[int, int]:
    """The sentence, cut to its first 400 characters at a word's end when it is longer."""
    if paragraph is None or place is None:
        return 0, 0
    start, end = place.start, place.end
    if end - start > _LONGEST_QUOTE:
        cut = paragraph.text.rfind(" ", start, start + _LONGEST_QUOTE)
        end = cut if cut > start else start + _LONGEST_QUOTE
    return start, end


def _author(paragraph: Paragraph | None, start: int, end: int) -> f.IntroducedBy | None:
    for revision in paragraph.revisions if paragraph else ():
        if revision.kind != "deleted" and revision.start < end and start < max(revision.end, revision.start + 1):
            return f.IntroducedBy(author=revision.author, date=revision.date)
    return None


def _sections(document: Document, judged: FamilyJudgement) -> list[str]:
    places = [signal.paragraph for signal in judged.scope.signals]
    places += [element.place.paragraph for element in judged.elements if element.place]
    found = {
        document.paragraphs[index].section: index for index in sorted(places or judged.scope.paragraphs, reverse=True)
    }
    return [section for section, _ in sorted(found.items(), key=lambda item: item[1]) if section]


def _summary(found: list[f.Finding], families: list[f.FamilyStatus]) -> f.Summary:
    statuses: tuple[f.Status, ...] = ("present", "weak", "inverted", "missing")
    return f.Summary(
        findings={severity: sum(item.severity == severity for item in found) for severity in f.SEVERITIES},
        families={status: sum(item.status == status for item in families) for status in statuses},
    )


def _coverage(document: Document) -> f.CoverageInfo:
    coverage = document.coverage
    return f.CoverageInfo(
        characters=coverage.characters, read=coverage.read, by_origin=dict(coverage.by_origin),
        unread=[f.UnreadText(part=item.part, place=item.place, reason=item.reason) for item in coverage.unread],
    )  # fmt: skip


def _sentence(text: str) -> str:
    return text.strip().rstrip(".") + "."


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _example_evidence(text: str) -> Evidence:
    return gather_evidence(document_from_text(text), EXAMPLE_ROLES)


def try_rule(rule: Rule, text: str, library: Library) -> bool:
    """Return whether ``rule`` fires on an example text in which the parties are called Customer and Vendor."""
    context = Context(_example_evidence(text), library)
    return next(iter(evaluate(rule, context)), None) is not None


def try_wording(wording: Wording, library: Library) -> list[str]:
    """Return what our own check says against our own wording: elements that it lacks, and rules that fire on it.

    Values that only a deal gives stand in brackets here, so facts are judged on whole drafts instead.
    """
    titles = {family.id: family.title.en for family in library.families.values()}
    text = suggestion_text(wording, "Customer", "Vendor", titles)
    context = Context(_example_evidence(f"# {wording.title}\n\n{text}"), library)
    needs = ("must", "should") if wording.position == "preferred" else ("must",)
    problems = [
        f"the wording does not show element {judged.element.id}: {judged.element.says}"
        for judged in context.judgement(wording.family).elements
        if judged.element.need in needs and not judged.met
    ]
    for rule in library.rules.values():
        if rule.kind == "forbidden":
            for hit in evaluate(rule, context):
                words = context.evidence.document.paragraphs[hit.place.paragraph].text if hit.place else ""
                problems.append(f"rule {rule.id} fires on it: {words[:120]}")
    return problems
