"""The clause library's file kinds as typed, frozen models. Each is also a JSON Schema that editors complete from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from contractkit.findings import DocumentType, FindingKind, Need, Severity, Status, Strict

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
PhraseText = Annotated[str, StringConstraints(min_length=2)]
Position = Annotated[str, StringConstraints(pattern=r"^(preferred|fallback(-\d+)?|walk-away)$")]
Group = Literal["contract", "services", "people", "performance", "commercial", "exit", "data", "ip", "risk"]
TemplateType = Literal[
    "msa", "sla", "dpa",  # these three are what the checker knows
    "nda", "order", "change-order", "exit-plan", "questionnaire", "request-for-proposal",
]  # fmt: skip
DealKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
Quantifier = Literal["month", "day", "business_day", "hour", "s", "%", "months_of_fees", "number"]


class Localised(Strict):
    """The same text in the languages that the library speaks."""

    en: str
    es: str | None = None


class PhraseLists(Strict):
    """Phrases or headings by language."""

    en: list[PhraseText] = []
    es: list[PhraseText] = []


class Recognise(Strict):
    """How a clause of the family is recognised: by its heading, or by signal phrases in its text.

    ``topics``: a sentence that speaks of the subject, whatever it says of it. Where one stands in a place of its own,
    the clause is not told as missing.
    """

    headings: PhraseLists
    signals: PhraseLists
    topics: PhraseLists = PhraseLists()


class Element(Strict):
    """One thing that a clause of the family must, or should, say. ``satisfied_by``: any of these phrases says it.

    ``defeated_by``: any of these says the opposite; when nothing else satisfies a must element, the family is inverted.
    ``vital``: a clause without it protects nobody, so that its absence weighs like that of the whole.
    """

    id: Slug
    says: str
    need: Literal["must", "should"]
    vital: bool = False
    satisfied_by: list[PhraseText] = Field(min_length=1)
    defeated_by: list[PhraseText] = []


class PlausibleRange(Strict):
    """The values that a fact can have, ends included, in ``unit``; other dimensions are not compared."""

    from_: float = Field(alias="from")
    to: float
    unit: Quantifier


class FactPattern(Strict):
    """Where a fact of the report stands: phrases that hold one value marker such as ``{duration}``.

    ``find`` is tried on the whole document, ``here`` only where the family stands. ``labels`` are whole labels of a
    table's row or column, or of a line ("Payment terms: net 30"): the first value behind one is the fact. An
    ``unless`` with a value marker excuses the value that it holds, one without the whole sentence. ``cues`` are a last
    resort: where the document states the fact nowhere else, a value that nothing else explains is the fact when its
    sentence, read with its heading and the sentence before, stands in the family's place and matches every cue. A
    value outside of ``plausible`` is never the fact.
    """

    name: Slug | Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
    find: list[PhraseText] = []
    here: list[PhraseText] = []
    labels: list[PhraseText] = []
    unless: list[PhraseText] = []
    cues: list[PhraseText] = []
    alone: list[PhraseText] = Field(
        default=[], description="Like ``cues``, for the only such value of the document, wherever it stands."
    )
    over: float | None = Field(
        default=None, description="Of a percentage above this only the excess counts: 103 % of the old price is 3 %."
    )
    plausible: PlausibleRange | None = None
    each: bool = Field(
        default=False, description="Every value that a phrase finds counts, not the first of a sentence."
    )
    told_as: str | None = Field(
        default=None, description="The name in the report where it is not ``name``; empty: the fact serves rules only."
    )
    instead: str = Field(default="", description="The fact whose value stands for this one where nothing states it,")
    beside: str = Field(default="", description="provided that the document states this fact too.")


class Family(Strict):
    """``family.yaml``: one legal job, how to recognise it in somebody else's paper, and what it must say."""

    id: Slug
    group: Group
    title: Localised
    is_: str = Field(alias="is")
    why: str
    law: list[Slug] = []
    recognise: Recognise
    elements: list[Element] = []
    facts: list[FactPattern] = []
    need: dict[DocumentType, Need]
    related: list[Slug] = []


class Variable(Strict):
    """A value that a clause needs and that a deal may set under ``terms: {family: {name: value}}``."""

    type: Literal["integer", "number", "text", "boolean"]
    unit: str = ""
    min: float | None = None
    max: float | None = None
    choices: list[str] = []
    default: int | float | str | bool | None = None
    ask: str
    why: str


class Invariant(Strict):
    """A jinja2 expression over ``deal`` and ``terms`` that must be true, and the message when it is not."""

    that: str
    message: str


class Column(Strict):
    """A table column: its header, and a jinja2 template over ``row`` (and ``deal``, ``terms``) for its cells."""

    title: str
    value: str
    width: int = Field(default=1, ge=1, le=12)


class TableTemplate(Strict):
    """A table in a wording: one row for each item of ``rows``, an expression (``deal.kpis``) or the rows themselves."""

    caption: str
    rows: str | list[dict[Slug, str]]
    columns: list[Column] = Field(min_length=2)


class Wording(Strict):
    """``<lang>.<position>.md``: our wording for a family, as front matter and Markdown body.

    A template may hold wordings of its own, ``templates/<id>/clauses/<clause>/<lang>.<position>.md``; within it, they
    go before those of a family of the same name.
    """

    title: str
    version: Version
    variables: dict[str, Variable] = {}
    requires: list[Slug] = []
    invariants: list[Invariant] = []
    tables: dict[Slug, TableTemplate] = {}
    owner: str
    status: Literal["draft", "approved", "retired"]
    note: str = ""
    language: Literal["en", "es"] = Field(description="Set by the loader from the file's name.")
    position: Position = Field(description="Set by the loader from the file's name.")
    family: Slug = Field(description="Set by the loader from the folder's name.")
    template: str = Field(default="", description="Set by the loader: the template whose own wording this is.")
    body: str = Field(description="Set by the loader: the Markdown below the front matter.")

    @property
    def clause_id(self) -> str:
        """The wording's name in reports and passports: "lock-period.preferred@1.0.0", "nda/people.preferred@1.0.0"."""
        return f"{self.owner_id}.{self.position}@{self.version}"

    @property
    def owner_id(self) -> str:
        """The family, or for a template's own wording "template/clause"."""
        return f"{self.template}/{self.family}" if self.template else self.family


class Ask(Strict):
    """What to ask the other side for: the wording of ``position`` of ``family`` (the rule's own when omitted)."""

    position: Position = "preferred"
    family: Slug | None = None


class Redline(Strict):
    """What to put in the place of the words that a rule quotes, as a tracked change; give exactly one of the four.

    ``instead`` takes the place of the whole quoted sentence; in it {customer} and {vendor} become the parties' names
    and [[Defined Term]]s the document's own. ``value`` with ``unit`` takes the place of the number that broke a limit.
    ``delete`` strikes the sentence out. ``insert`` leaves it and adds the clause of ``ask`` as a new one.
    """

    instead: Annotated[str, StringConstraints(min_length=10)] | None = None
    value: float | None = None
    unit: Quantifier | None = None
    delete: Literal[True] | None = None
    insert: Literal[True] | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Redline:
        if [self.instead, self.value, self.delete, self.insert].count(None) != 3:
            raise ValueError("a redline needs exactly one of instead, value, delete and insert")
        if (self.value is None) != (self.unit is None):
            raise ValueError("value and unit go together")
        return self


class Examples(Strict):
    """Texts that the rule must flag and texts, near misses among them, that it must accept."""

    flag: list[str] = Field(min_length=3)
    accept: list[str] = Field(min_length=3)


class RuleBase(Strict):
    """What every rule says, whatever its kind."""

    id: Slug
    title: str
    family: Slug
    severity: Severity
    why: str
    says: str
    ask: Ask = Ask()
    law: list[Slug] = []
    redline: Redline | None = None
    reports: FindingKind = "risk"
    replaces: list[Slug] = Field(
        default=[], description="Rules whose findings this one makes superfluous when it fires."
    )
    tests: Examples
    owner: str
    since: IsoDate


class ForbiddenRule(RuleBase):
    """A sentence that must not stand in the document: any of ``any``, all of ``all``, none of ``unless``.

    ``unless`` looks at the same sentence; ``unless_in_section`` at the whole numbered section around it. What needs the
    customer's leave ("only with Customer's prior consent") is excused too, unless ``leave_excuses`` is false.
    """

    kind: Literal["forbidden"]
    any: list[PhraseText] = Field(min_length=1)
    all: list[PhraseText] = []
    unless: list[PhraseText] = []
    unless_in_section: list[PhraseText] = []
    leave_excuses: bool = True


class Step(Strict):
    """A threshold and the severity beyond it; exactly one of ``over`` and ``under``, exclusive."""

    over: float | None = None
    under: float | None = None
    severity: Severity


class LimitRule(RuleBase):
    """A fact of the document beyond a threshold; the worst step that applies gives the severity."""

    kind: Literal["limit"]
    fact: str
    unit: str
    steps: list[Step] = Field(min_length=1)


class Condition(Strict):
    """One part of an interlock. Give one of: family with status or element; a fact; phrases; a rule.

    A fact is compared with numbers (``over``, ``under``, in ``unit``) or with another fact: ``over_fact`` is true when
    it is more than ``times`` every value of that fact, ``under_fact`` when it is less than ``times`` every one.
    ``rule`` is true when that rule fires. ``absent`` turns a phrases condition round: true when no sentence matches.
    """

    family: Slug | None = None
    status: list[Status] = []
    element: Slug | None = None
    met: bool = True
    fact: str | None = None
    over: float | None = None
    under: float | None = None
    over_fact: str | None = None
    under_fact: str | None = None
    times: float = Field(default=1, gt=0)
    unit: str | None = None
    rule: Slug | None = None
    phrases: list[PhraseText] = []
    absent: bool = False


class InterlockRule(RuleBase):
    """Families, or facts compared, that are a problem together. The quote is of the first condition."""

    kind: Literal["interlock"]
    when: list[Condition] = Field(min_length=1)


class TableRule(RuleBase):
    """A service level whose target, measurement or exclusions are a problem. ``kpis`` empty means every KPI.

    ``phrases``: what the row or sentence says (vendor-measured, excluded, averaged, says); what would say how is
    measured (unmeasured); what shows that the law applies (below-statute); sentences on leaving (exit-unscheduled);
    from which {percent} credits begin (credit-out-of-reach, with ``points`` as the least distance to the target).
    """

    kind: Literal["table"]
    kpis: list[Slug] = []
    problem: Literal[
        "target-missing", "worse-than-range", "vendor-measured", "excluded", "averaged", "says", "unmeasured",
        "below-statute", "exit-unscheduled", "credit-out-of-reach",
    ]  # fmt: skip
    phrases: list[PhraseText] = []
    points: float = 10


class ConsistencyRule(RuleBase):
    """A drafting defect found by a built-in check of the text against itself."""

    kind: Literal["consistency"]
    check: Literal[
        "placeholder", "concealed-text", "number-words-disagree", "dangling-reference", "missing-schedule",
        "duplicate-definition", "circular-definition", "unused-term", "undefined-term", "miscapitalised-term",
        "wrong-party", "conflicting-values", "weights-off", "dates-out-of-order", "count-disagrees", "mixed-currency",
        "reference-title-disagrees", "term-spelled-otherwise",
    ]  # fmt: skip


class PythonRule(RuleBase):
    """A rule in Python: ``entry_point`` names an entry in the group ``contractkit.rules``."""

    kind: Literal["python"]
    entry_point: str


Rule = Annotated[
    ForbiddenRule | LimitRule | InterlockRule | TableRule | ConsistencyRule | PythonRule,
    Field(discriminator="kind"),
]


class TargetRange(Strict):
    """What the market reaches: ``typical`` is a fair target, ``floor`` the value beyond which it is weak.

    Values are in the KPI's unit; ``evidence`` says how well the figures are backed.
    """

    typical: float | None = None
    stretch: float | None = None
    floor: float | None = None
    evidence: str
    sources: list[str] = []


class StatutoryFloor(Strict):
    """What a law asks of a service level, in the KPI's unit; ``within`` is the time of a percentage, in seconds.

    ``law`` is the id of the provision in ``law/``, which says how far it was verified and to whom it applies.
    """

    law: Slug
    floor: float
    within: float | None = None
    levels: list[Slug] = Field(default=[], description="Other KPIs whose targets can meet the floor too.")


class KpiDefinition(Strict):
    """``kpis/<id>.yaml``: one service level: names, formula, unit, direction, target range, how it is gamed."""

    id: Slug
    name: Localised
    aliases: list[str]
    category: str
    channels: list[str] = []
    definition: str
    formula: str
    unit: Literal["%", "s", "minute", "hour", "day", "business_day", "score", "number"]
    direction: Literal["higher", "lower", "corridor", "observe"]
    target: TargetRange
    threshold: str = Field(default="", description="The time limit inside the formula, such as '20 s' or '4 h'.")
    measurement: str
    exclusions: str = ""
    gamed_by: str = ""
    credit_bearing: bool = False
    said: list[PhraseText] = Field(default=[], description="How a sentence speaks of it without its name.")
    statutory: list[StatutoryFloor] = []


class LawItem(Strict):
    """One provision: what it says in our words, how it is cited, and how far it was verified."""

    id: Slug
    cite: str
    says: str
    verified: Literal["primary", "secondary", "unverified"]
    source: str
    as_of: IsoDate


class LawFile(Strict):
    """``law/<jurisdiction>.yaml``: dated provisions of one legal order."""

    jurisdiction: str
    title: str
    items: list[LawItem]


class DefinedTerm(Strict):
    """One definition: ``term`` in the singular, ``means`` with jinja2 values and [[other terms]].

    ``also``: when somebody else's paper defines one of these names, our wording for it speaks in that name.
    """

    term: str
    means: str
    also: list[str] = Field(default=[], description="Other names under which contracts define the same thing.")


class TermsFile(Strict):
    """``definitions/<lang>.yaml``: every defined term that a wording may use, once."""

    terms: list[DefinedTerm]


class VocabularyFile(Strict):
    """``vocabulary/<lang>.yaml``: named groups of phrases, used as {name} in phrases."""

    names: dict[str, list[PhraseText]]


class Scope(Strict):
    """Which findings something concerns: those that match every list that is not empty (no list: all findings)."""

    severity: list[Severity] = []
    groups: list[Group] = []
    families: list[Slug] = []


class Approval(Scope):
    """Who must agree before a deviation in this scope may be accepted. ``role`` is a name such as "General Counsel"."""

    role: Annotated[str, StringConstraints(min_length=2, max_length=60)]


class Specialist(Scope):
    """Whom to ask about findings in this scope, and about what."""

    who: str
    about: str


class Leaning(Strict):
    """A turn of phrase that leans to one side, whatever its clause is about: it ranks passages, it finds nothing.

    ``weight`` above zero leans to the vendor's side, below zero makes a passage fairer. ``reason`` is told to the
    reader, with {customer} and {vendor} for the parties.
    """

    id: Slug
    reason: str
    weight: float
    any: list[PhraseText] = Field(min_length=1)
    unless: list[PhraseText] = []


class LeaningsFile(Strict):
    """``leanings/<lang>.yaml``: what makes a passage worth reading although no rule could judge it."""

    leanings: list[Leaning]


class Playbook(Strict):
    """``playbooks/<id>.yaml``: which families are needed, which rules apply and how hard, for one side and deal.

    ``missing`` gives the severity of an absent family by need; ``lacking`` that of an unmet element by its need
    (None: no finding). ``families`` overrides need or severity for single families; ``severity`` that of rules.
    """

    id: Slug
    version: Version
    title: str
    side: Literal["customer", "vendor"]
    types: list[DocumentType]
    language: Literal["en", "es"] = "en"
    missing: dict[Need, Severity | None]
    lacking: dict[Literal["all", "must", "should"], Severity | None]
    inverted: Severity = "high"
    missing_severity: dict[Slug, Severity] = {}
    needs: dict[DocumentType, dict[Slug, Need | None]] = {}
    severity: dict[Slug, Severity] = {}
    disabled: dict[Slug, str] = Field(default={}, description="Rule id: the reason why it does not apply.")
    approvals: list[Approval] = Field(default=[], description="Who must agree before a deviation is accepted.")
    specialists: list[Specialist] = Field(default=[], description="Whom to ask about what, named in the memo.")
    walk_away: dict[Slug, str] = Field(
        default={}, description="By family: the floor below which we do not sign. It stays on our side."
    )


class TemplateClause(Strict):
    """A clause of a template. ``when``, a jinja2 expression over ``deal``, leaves the clause out when it is false."""

    id: Slug
    when: str = ""


class TemplatePart(Strict):
    """A part of a template: the main body, a schedule with its own numbering, or the signature page."""

    kind: Literal["body", "schedule", "signature"]
    title: str = ""
    id: Slug
    intro: str = ""
    clauses: list[Slug | TemplateClause]

    @property
    def choices(self) -> tuple[TemplateClause, ...]:
        """The clauses in order, each with its condition (empty: always)."""
        return tuple(item if isinstance(item, TemplateClause) else TemplateClause(id=item) for item in self.clauses)


class Template(Strict):
    """``templates/<id>/template.yaml``: one document type.

    ``needs`` names what a deal file must answer for it (empty: everything). ``signature`` False: nobody signs it.
    """

    id: Slug
    type: TemplateType
    title: str
    subtitle: str = ""
    version: Version
    about: str
    needs: list[DealKey] = []
    parts: list[TemplatePart]
    signature: bool = True
