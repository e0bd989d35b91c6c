"""Service levels in sentences: "Vendor shall answer 80 % of calls within 20 seconds, measured monthly"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contractkit import text as t
from contractkit.canonical import Canonicaliser
from contractkit.document import Document, Paragraph
from contractkit.evidence import Evidence, Passage
from contractkit.facts.kpi_names import Catalogue, channel_of, plain_name, whole_words
from contractkit.facts.kpi_record import FoundKpi, Named, Remarks, record, window_of
from contractkit.facts.kpi_target import TIMES, Target, read_target
from contractkit.library.models import KpiDefinition
from contractkit.phrases import CUSTOMER

# A sentence that says what follows from a level, or asks somebody else, sets none.
_NO_LEVEL = re.compile(
    r"(?<!\w)(?:if|where|when|whenever|should|in case|unless|fall|falls|falling|fell|terminat\w*|credits?"
    r"|liab\w*|bonus|malus"
    r"|penalt\w*|invoic\w*|price\w*|fees?|charge[sd]?|forecast\w*|increase\w*|breach notice|damages"
    r"|in the last|currently|exit level\w*"
    r"|(?:shoppers?|consumers?|end customers?|buyers?) (?:may|can)"
    rf"|{CUSTOMER} (?:shall|will|must|may|can|has))(?!\w)"
)
_TAIL = re.compile(
    r"[,;(]?\s*(?<!\w)(?:excluding|exclusive of|except(?: for)?|other than|not counting|not including"
    r"|disregarding|leaving out|without counting"
    r"|save for|with the exception of)\s+(?P<what>[^;.]+)"
)
_NOT_COUNTED = re.compile(
    r"(?P<what>(?:[\w-]+ ){1,6}?)(?:(?:is|are) )?(?:not counted|excluded|disregarded|left out|not included"
    r"|do not count|does not count)(?!\w)"
)
_MAY_EXCLUDE = re.compile(r"exclu|except|other than|not |disregard|leaving out|left out|without counting|save for")
_MEASURED = re.compile(
    r"(?:as )?(?:measured|determined|calculated|recorded|reported|evidenced|shown|assessed)(?: \w+ly)? (?:by"
    r"|in|with|from|on|using|through)"
    r" (?P<who>[^,;.]{2,80})|according to (?P<records>[^,;.]{2,80})|on the basis of (?P<basis>[^,;.]{2,80})"
)
_SPLIT = re.compile(
    rf"\s*(?:;|,? and (?:to |for |of |in )?|, )\s*(?=[^;,]*\d|[^;,]*\b(?:all|every|under|half|{t.NUMBER_WORDS})\b)"
)


_LABEL_WORDS = 8
_REACH = 12  # words between the name of a level and its figure
_VALUE = rf"(?:{t.PERCENT}|{t.DURATION}|{t.FIGURE})"
_VALUE_BEHIND = re.compile(rf"(?:\W+[a-z]+){{0,{_REACH}}}?\W+{_VALUE}")
_VALUE_BEFORE = re.compile(rf"{_VALUE}(?:\W+[a-z]+){{0,4}}?\W+$")
_ABBREVIATION = 4  # letters: "CSAT"
_MEANT = ("abandonment", "uptime", "attrition", "occupancy")  # words that sentences use for nothing else
_SHORTEST_NAME = 3  # letters: "SL" alone names nothing in a sentence
_LEVEL_BEGINS = re.compile(rf"(?<!\w)(?:{t.PERCENT}|{t.DURATION}|\d)")
_CASES = re.compile(
    r"call|chat|e-?mail|ticket|contact|message|complaint|rate|time|score|satisf|resol|quality|post|case"
)
_DONE = re.compile(
    r"(?<!\w)(?:acknowledged|answered|resolved|closed|settled|replied to|confirmed|solved|completed)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sentence with a level of its own: the text to read the level in, and the words to name it by."""

    level: str
    naming: str


@dataclass(frozen=True, slots=True)
class _Level:
    """A level that a sentence sets, wherever it stands."""

    definition: KpiDefinition
    target: Target
    remarks: Remarks


@dataclass(frozen=True)
class ProseReader:
    """Reads the service levels of sentences with one catalogue; ``who`` tells the parties' names apart."""

    catalogue: Catalogue
    who: Canonicaliser

    def kpis(self, evidence: Evidence) -> Iterator[FoundKpi]:
        """Yield the service levels that sentences outside of tables set, in the document's order."""
        told: set[tuple[int, str, float | None]] = set()
        once = evidence.known.once
        for passage in evidence.passages:
            paragraph = evidence.document.paragraphs[passage.paragraph]
            if paragraph.cell is not None or not once(_may_set, passage.canonical, passage.own):
                continue
            written = paragraph.text[passage.start : passage.end]
            context = passage.canonical[: passage.own] or _label_above(paragraph, evidence.document)
            for level in once(ProseReader.levels, self, written, context):
                key = (passage.paragraph, level.definition.id, level.target.value)
                if key not in told:
                    told.add(key)
                    yield self._found(level, written, passage, paragraph.section)

    def _found(self, level: _Level, written: str, passage: Passage, section: str) -> FoundKpi:
        named = Named(level.definition.name.en, level.definition, section)
        kpi = record(named, level.target, level.remarks, self.who)
        place = (passage.start, passage.end)
        return FoundKpi(kpi, passage.paragraph, written, *place, paragraphs=(passage.paragraph,))

    def levels(self, written: str, context: str) -> tuple[_Level, ...]:
        """Return the levels that a sentence sets, read behind its context."""
        return tuple(self._levels(written, context))

    def _levels(self, written: str, context: str) -> Iterator[_Level]:
        rest, exclusions = _without_exclusions(t.fold(written))
        tail = " ".join(exclusions)
        for piece in self._pieces(rest, context):
            definition = self._definition(piece)
            target = read_target(piece.level, definition, bare=False) if definition else None
            if definition is None or target is None or not _fits(target, definition):
                continue
            remarks = Remarks(window=_window_text(rest), exclusions=tail, measured_by=_measured_by(written))
            yield _Level(definition, target, remarks)

    def _pieces(self, text: str, context: str) -> Iterator[_Piece]:
        """The parts of a sentence that each set a level; what stands before the first level names the others too."""
        parts = _SPLIT.split(text)
        several = parts if len(parts) > 1 else ()
        whole = [part for part in several if read_target(part, None).value is not None]
        if len(whole) < 2 or not all(self._names_cases(part) for part in whole):
            yield _Piece(text, f"{context} {text}")
            return
        lead = _LEVEL_BEGINS.split(whole[0])[0]
        for index, part in enumerate(whole):
            shared = _DONE.sub(" ", lead) if _DONE.search(part) else lead
            named = self.catalogue.match(part) is not None
            yield _Piece(part, part if index == 0 or named else f"{shared} {part}")

    def _names_cases(self, part: str) -> bool:
        """Whether a part names what it is about, and does not only go on with the level before it."""
        return bool(_CASES.search(part) or _DONE.search(part)) or self.catalogue.match(part) is not None

    def _definition(self, piece: _Piece) -> KpiDefinition | None:
        """The KPI that the piece speaks of: by what it says is done, else by a name of the catalogue."""
        said = self.catalogue.said(self.who(piece.naming).text)
        if said is not None:
            return said
        found = self.catalogue.find(piece.naming, channel_of(piece.naming))
        text = plain_name(piece.naming)
        if found is None or not _says_enough(found[1], text) or not _beside_value(found[1], text):
            return None
        return found[0]


def _says_enough(name: str, text: str) -> bool:
    """Whether the name means the KPI in a sentence: two words, an abbreviation, or the word that begins it."""
    return " " in name or name in _MEANT or _SHORTEST_NAME <= len(name) <= _ABBREVIATION or text.startswith(name)


def _beside_value(name: str, text: str) -> bool:
    """Whether a value stands close to the name: "abandonment shall stay below 5 %", "80 % first contact resolution"."""
    if re.search(r"\d", name):
        return True  # "service level 80/20" is its own figure
    return any(
        _VALUE_BEHIND.match(text, end) or _VALUE_BEFORE.search(text, 0, start) for start, end in whole_words(name, text)
    )


def _may_set(canonical: str, own: int) -> bool:
    """Whether the sentence holds a figure, and neither a condition nor a consequence."""
    return _FIGURE.search(canonical[own:]) is not None and _NO_LEVEL.search(canonical) is None


_FIGURE = re.compile(
    rf"\d|(?<!\w)(?:{t.NUMBER_WORDS}|half) (?:\d+ )?(?:a |an )?(?:%|per ?cent|second|minute|hour|day|business"
    rf"|working|out of|of)|under an? "
)


def _without_exclusions(text: str) -> tuple[str, list[str]]:
    """The sentence without what it excludes, and what that is."""
    if not _MAY_EXCLUDE.search(text):
        return text, []
    taken = [match["what"].strip() for pattern in (_TAIL, _NOT_COUNTED) for match in pattern.finditer(text)]
    for pattern in (_TAIL, _NOT_COUNTED):
        text = pattern.sub(" ", text)
    return text, taken[:1]


def _fits(target: Target, definition: KpiDefinition) -> bool:
    """Whether the level is of the kind that the KPI measures."""
    if target.value is None or definition.direction == "observe":
        return False
    if definition.unit in TIMES:
        return target.unit not in ("%", "number")
    return target.unit == ("%" if definition.unit == "%" else definition.unit)


def _window_text(text: str) -> str:
    """The words that say how often is measured; "" when there are none."""
    return window_of(text) or ""


def _measured_by(text: str) -> str:
    match = _MEASURED.search(text)
    return next((part for part in match.groups() if part), "").strip() if match else ""


def _label_above(paragraph: Paragraph, document: Document) -> str:
    """A short line without a figure or a full stop right above, which names what the paragraph states."""
    above = document.paragraphs[paragraph.index - 1] if paragraph.index else None
    if (
        above is None
        or above.cell is not None
        or len(above.text.split()) > _LABEL_WORDS
        or re.search(r"\d|[.;:]\s*$", above.text)
    ):
        return ""
    return t.fold(above.text)
