"""Document + playbook -> report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from contractkit import __version__
from contractkit import findings as f
from contractkit.attention import Leaned, leaning_passages
from contractkit.document import Document
from contractkit.evidence import Evidence, Known, Place, gather_evidence
from contractkit.family_model.model import family_model
from contractkit.identify import family_titles
from contractkit.judging.case import Case
from contractkit.judging.caveats import caveats
from contractkit.judging.doubt import weighed
from contractkit.judging.dress import dress
from contractkit.judging.quotes import words
from contractkit.judging.raised import raise_findings, speaks_of_its_family
from contractkit.leaning_model.model import leaning_model
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.library.models import Family, Playbook
from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN
from contractkit.roles import find_roles
from contractkit.rules.ahead import answer_ahead
from contractkit.rules.context import Context
from contractkit.rules.status import ElementJudgement, FamilyJudgement

DEFAULT_PLAYBOOK = "customer-support"
_TITLE_WORDS = 12  # a longer paragraph is text
_OPENING = 250
_LONG = 10_000  # words; a shorter document is read before a second process would be of use
_LACKING = ("-weak", "-incomplete", "-unclear")  # these quote a clause to say what it lacks, not what it says
_SERVICES = re.compile(r"(?:services?|outsourcing|framework|master) agreement")
_DATA_PROCESSING = re.compile(
    r"data[- ]process(?:ing|or) (?:agreement|contract|addendum|annex|terms|schedule)|\bdpa\b|article 28"
    r"|business associate|processor (?:agreement|contract|terms)|processing of personal data"
    r"|data protection (?:agreement|contract|addendum|annex|terms|schedule)"
    r"|(?:agreement|contract|terms|annex|addendum|schedule) (?:on|for|about|concerning|governing) (?:personal )?data\b"
)
_SERVICE_LEVELS = re.compile(r"service[- ]levels?\b|\bsla\b")


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
    return check_documents([document], playbook, library=library, document_type=document_type, roles=roles)[0]


def check_documents(
    documents: Sequence[Document],
    playbook: Playbook | str = DEFAULT_PLAYBOOK,
    *,
    library: Library | None = None,
    document_type: f.DocumentType | None = None,
    roles: Mapping[str, Iterable[str]] | None = None,
) -> list[f.Report]:
    """Return the reports that ``check_document`` gives on each of the documents; sentences in common are searched once.

    Made for rounds of one contract. All documents are held in memory until the last report is there.
    """
    library = library or load_library()
    book = library.playbook(playbook) if isinstance(playbook, str) else playbook
    known = Known()
    evidence = [gather_evidence(document, find_roles(document, roles), known) for document in documents]
    return check_evidence(evidence, book, library, document_type)


def prepare(library: Library) -> None:
    """Load and work out beforehand what a check in English needs, whatever the document says."""
    family_model()
    leaning_model()
    family_titles(library.families.values(), "en")


def check_evidence(
    evidence: Sequence[Evidence], playbook: Playbook, library: Library, document_type: f.DocumentType | None = None
) -> list[f.Report]:
    """Return the reports on documents of which the evidence is gathered already, all of it with the same ``known``."""
    contexts = [Context(item, library) for item in evidence]
    if sum(item.document.words for item in evidence) > _LONG and library.has_kept_phrases:
        rules = (rule for rule in library.rules.values() if rule.id not in playbook.disabled)
        answer_ahead(contexts, rules, library.keep_phrases)
    reports = [
        _report(Case(context, library, playbook, document_type or guess_type(context.evidence.document)))
        for context in contexts
    ]
    library.keep_phrases()
    return reports


def guess_type(document: Document) -> f.DocumentType:
    """Return what kind of contract the title speaks of; where the text has no title of its own, its first words."""
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.origin == "body"][:12]
    title = " ".join(takewhile(lambda line: len(line.split()) <= _TITLE_WORDS, lines)).lower()
    for text in (title, " ".join(lines)[:_OPENING].lower()):
        if _SERVICES.search(text):
            return "msa"
        if _DATA_PROCESSING.search(text):
            return "dpa"
        if _SERVICE_LEVELS.search(text):
            return "sla"
    return "msa"


def _report(case: Case) -> f.Report:
    found = dress(weighed(raise_findings(case), case), case)
    spoken = _spoken_of(found, case.library)
    families = [
        _family_status(family, case.context.judgement(family.id), case, spoken.get(family.id))
        for family in case.library.ordered_families()
        if case.need(family) is not None or case.context.judgement(family.id).status != "missing" or family.id in spoken
    ]
    return f.Report(
        tool=f.Tool(version=__version__),
        document=_document_info(case),
        playbook=f.PlaybookInfo(id=case.playbook.id, version=case.playbook.version, sha256=case.library.sha256),
        summary=_summary(found, families),
        families=families,
        findings=found,
        facts=_facts(case),
        kpis=[found_kpi.kpi for found_kpi in case.context.kpis],
        attention=[*caveats(case, families), *_leaning(found, case)],
        coverage=_coverage(case.document),
    )


def _document_info(case: Case) -> f.DocumentInfo:
    document, roles = case.document, case.context.evidence.roles
    return f.DocumentInfo(
        name=document.name, sha256=document.sha256, language=document.language, type=case.kind,
        words=document.words, roles={"customer": list(roles.customer), "vendor": list(roles.vendor)},
    )  # fmt: skip


def _summary(found: list[f.Finding], families: list[f.FamilyStatus]) -> f.Summary:
    statuses: tuple[f.Status, ...] = ("present", "weak", "inverted", "missing")
    return f.Summary(
        findings={severity: sum(item.severity == severity for item in found) for severity in f.SEVERITIES},
        families={status: sum(item.status == status for item in families) for status in statuses},
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """How a family stands that no clause shows, by the findings that tell of it, and in which sections they do."""

    status: f.Status
    sections: list[str]


def _spoken_of(found: Iterable[f.Finding], library: Library) -> dict[str, _Spoken]:
    """Families of which a finding tells a sentence, however no clause of theirs stands in the document.

    A sentence that refuses one in so many words ("Audits are not permitted") turns it round; one that holds a serious
    defect of it speaks of it, weakly: such a family is not missing.
    """
    told: dict[str, list[f.Finding]] = {}
    for finding in found:
        if speaks_of_its_family(finding, library):
            told.setdefault(finding.family, []).append(finding)
    return {
        family: _Spoken(
            "inverted" if any(finding.kind == "inverted" for finding in findings) else "weak",
            list(dict.fromkeys(finding.section for finding in findings if finding.section)),
        )
        for family, findings in told.items()
    }


def _family_status(family: Family, judged: FamilyJudgement, case: Case, spoken: _Spoken | None) -> f.FamilyStatus:
    apart = None if judged.seen else spoken
    return f.FamilyStatus(
        id=family.id, status=apart.status if apart else judged.status, need=case.need(family),
        sections=apart.sections if apart else _sections(case.document, judged),
        elements=[_element_status(element, case.document) for element in judged.elements],
        read_by_model=_model_reading(judged, case.document),
    )  # fmt: skip


def _model_reading(judged: FamilyJudgement, document: Document) -> f.ModelReading | None:
    if not judged.scope.read:
        return None
    place = judged.scope.read[0]
    return f.ModelReading(section=document.paragraphs[place.paragraph].section, quote=words(document, place) or "")


def _element_status(judged: ElementJudgement, document: Document) -> f.ElementStatus:
    return f.ElementStatus(id=judged.element.id, met=judged.met, quote=words(document, judged.place or judged.defeat))


def _sections(document: Document, judged: FamilyJudgement) -> list[str]:
    """Where the family stands, in the document's order: where its own sentences are, else all under its heading."""
    places = [signal.paragraph for signal in (*judged.scope.signals, *judged.scope.read)]
    places += [element.place.paragraph for element in judged.elements if element.place]
    sections = (document.paragraphs[index].section for index in sorted(places or judged.scope.paragraphs))
    return [section for section in dict.fromkeys(sections) if section]


def _facts(case: Case) -> list[f.Fact]:
    paragraphs = case.document.paragraphs
    return [
        f.Fact(
            name=fact.told_as,
            value=fact.quantity.value,
            unit=fact.quantity.unit,
            section=paragraphs[fact.paragraph].section,
            quote=paragraphs[fact.paragraph].text[fact.start : fact.end],
            read_by_model=fact.read_by_model,
        )
        for fact in case.context.facts
        if fact.told_as
    ]


def _leaning(found: list[f.Finding], case: Case) -> Iterator[f.Attention]:
    """The passages that lean to the vendor's side and that no finding quotes, most one-sided first."""
    told = [
        (item.paragraph, item.start or 0, item.end or 0)
        for item in found
        if item.paragraph is not None and not item.rule.endswith(_LACKING)
    ]
    library, paragraphs = case.library, case.document.paragraphs
    for item in leaning_passages(case.context.evidence, case.context.one_sided, told):
        place = Place(item.passage.paragraph, item.passage.start, item.passage.end)
        yield f.Attention(
            section=paragraphs[place.paragraph].section,
            quote=words(case.document, place) or "",
            reasons=[case.named(library.leanings[name].reason) for name in item.leanings] or [_worded(item, case)],
        )


def _worded(item: Leaned, case: Case) -> str:
    """What the model goes by, where no leaning says it."""
    names = {VENDOR_TOKEN: case.vendor, CUSTOMER_TOKEN: case.customer}
    wordings = (" ".join(names.get(word, word) for word in wording.split()) for wording in item.wordings)
    told = ", ".join(f'"{wording}"' for wording in wordings)
    return "its words are those of one-sided clauses" + (f": {told}" if told else "")


def _coverage(document: Document) -> f.CoverageInfo:
    coverage = document.coverage
    return f.CoverageInfo(
        characters=coverage.characters, read=coverage.read, by_origin=dict(coverage.by_origin),
        unread=[f.UnreadText(part=item.part, place=item.place, reason=item.reason) for item in coverage.unread],
    )  # fmt: skip
