"""The report: what a check found. These models are the published JSON Schema ``contractkit/report/1``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from contractkit.document import Origin

Severity = Literal["critical", "high", "medium", "low"]
Status = Literal["present", "weak", "inverted", "missing"]
Need = Literal["must", "should", "nice"]
FindingKind = Literal["missing", "risk", "inverted", "consistency", "drafting"]
Certainty = Literal["high", "medium", "low"]
LeftOut = Literal["", "before", "after", "both"]
DocumentType = Literal["msa", "sla", "dpa"]

SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")


class Strict(BaseModel):
    """Frozen, and no unknown keys: a file or report is what it says or it is refused."""

    # Built on first use: most commands need few of the models.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Tool(Strict):
    """The program that made the report."""

    name: Literal["contractkit"] = "contractkit"
    version: str


class DocumentInfo(Strict):
    """The file that was checked. ``words`` counts whitespace-separated words of all read text."""

    name: str
    sha256: str
    language: str
    type: DocumentType
    words: int
    roles: dict[Literal["customer", "vendor"], list[str]]


class PlaybookInfo(Strict):
    """The playbook that judged it; ``sha256`` is over the playbook and the library items that it used."""

    id: str
    version: str
    sha256: str


class Summary(Strict):
    """Counts by severity and by status."""

    findings: dict[Severity, int]
    families: dict[Status, int]


class ElementStatus(Strict):
    """One thing that a clause must or should say, and the words that say it (``quote`` None when nothing does)."""

    id: str
    met: bool
    quote: str | None


class ModelReading(Strict):
    """A passage that the text model takes for a family's clause where no heading and no phrase shows one."""

    section: str
    quote: str


class FamilyStatus(Strict):
    """How one clause family stands in the document; ``sections`` are numbers as Word shows them.

    ``read_by_model`` is the passage that a status other than missing rests on when the text model alone saw the family.

    The words that justify the status are the quotes of the elements, and of the finding on what is amiss.
    """

    id: str
    status: Status
    need: Need | None
    sections: list[str]
    elements: list[ElementStatus]
    read_by_model: ModelReading | None = None


class IntroducedBy(Strict):
    """The author of the tracked insertion that holds the quote."""

    author: str
    date: str | None


class Suggestion(Strict):
    """Wording to ask for, from the clause library, in the document's own party names."""

    clause: str
    position: str
    text: str


class Finding(Strict):
    """One problem. ``paragraph``, ``start`` and ``end`` locate ``quote`` in the document as read; all null when
    the problem is that something is not there.

    ``certainty`` says how sure the rule is: high for what is read off (a number, a table, a blank), medium for wording
    that a rule understood, low for what a clause seems to lack. ``left_out`` says on which sides the sentence goes on,
    when it is too long to be quoted whole (more than 400 characters).
    """

    id: str
    rule: str
    kind: FindingKind
    family: str
    severity: Severity
    title: str
    message: str
    why: str
    section: str
    origin: Origin
    quote: str
    paragraph: int | None
    start: int | None
    end: int | None
    introduced_by: IntroducedBy | None = None
    suggestion: Suggestion | None = None
    fallback: str | None = None
    references: list[str] = []
    certainty: Certainty = "medium"
    left_out: LeftOut = ""

    @property
    def shown_quote(self) -> str:
        """The quote on one line, with "…" on the sides on which its sentence goes on."""
        before = "… " if self.left_out in ("before", "both") else ""
        after = " …" if self.left_out in ("after", "both") else ""
        return f"{before}{' '.join(self.quote.split())}{after}"


class SetAside(Strict):
    """A finding that is not shown among the findings: known from a baseline, or suppressed by a person."""

    id: str
    rule: str
    severity: Severity
    title: str
    section: str
    why: Literal["baseline", "suppressed"]
    reason: str = ""
    author: str = ""
    expires: str | None = None


class Fact(Strict):
    """A typed value read from the text.

    Units: month, day, business_day, hour, s, %, a currency code, months_of_fees. ``read_by_model`` when the model of
    facts found it, and no phrase of the library.
    """

    name: str
    value: float
    unit: str
    section: str
    quote: str
    read_by_model: bool = False


class Measure(Strict):
    """A value with its unit."""

    value: float
    unit: str


class Kpi(Strict):
    """One service level read from a table or from prose; ``kpi`` is the catalogue id, or "" when not recognised.

    ``share``: the percentage of cases for which a time is promised ("90 % within 4 h"); ``within``: the time in which
    a percentage is to be served ("80 % in 20 seconds"). ``window`` is hour, day, week, month, quarter or year, else as
    written; ``measured_by`` vendor, customer or both, else as written; ``credit`` and ``weight`` are percentages.
    """

    kpi: str
    name: str
    operator: Literal["<=", ">=", "<", ">", "=", ""]
    target: float | None
    unit: str
    share: float | None
    within: Measure | None = None
    window: str | None
    exclusions: list[str]
    measured_by: str | None
    credit: float | None
    weight: float | None = None
    section: str


class Attention(Strict):
    """A passage worth reading that no rule could judge."""

    section: str
    quote: str
    reasons: list[str]


class UnreadText(Strict):
    """Text that the file holds and that was not read."""

    part: str
    place: str
    reason: str


class CoverageInfo(Strict):
    """How much of the file's text was read, in characters."""

    characters: int
    read: int
    by_origin: dict[str, int]
    unread: list[UnreadText]


class Report(Strict):
    """Everything a check says about one document."""

    schema_id: Literal["contractkit/report/1"] = Field(default="contractkit/report/1", alias="schema")
    tool: Tool
    document: DocumentInfo
    playbook: PlaybookInfo
    summary: Summary
    families: list[FamilyStatus]
    findings: list[Finding]
    set_aside: list[SetAside] = []
    facts: list[Fact]
    kpis: list[Kpi]
    attention: list[Attention]
    coverage: CoverageInfo
