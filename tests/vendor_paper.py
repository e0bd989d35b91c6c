"""Vendors' files of our own making, each difficult in its way: the golden files of marking up."""

from __future__ import annotations

import itertools
import re

from builders import (
    NAMESPACES,
    deleted,
    docx,
    field,
    footnote_reference,
    ins,
    level,
    mark,
    num,
    p,
    r,
    sdt,
    style,
    t,
    tc,
    tr,
)  # fmt: skip
from builders import abstract as abstract_list
from contractkit.word.marks import Insertion, Marked, Note, Replacement
from contractkit.word.read import read_document
from contractkit.word.redline import mark_up
from marking import AUTHOR

_BOLD = "<w:b/>"
_WIDE = '<w:tcW w:w="3000" w:type="dxa"/>'
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    + style("Normal", "Normal", default=True)
    + style("Heading1", "heading 1", '<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            '<w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="24"/>', based_on="Normal")
    + style("Clause", "Clause", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', based_on="Normal")
)  # fmt: skip


def _with_own_ids(*body: str) -> tuple[str, ...]:
    """The same XML with a different id for each tracked change, as Word needs it."""
    numbers = itertools.count(101)
    return tuple(
        re.sub(r'(<w:(?:ins|del) w:id=")\d+', lambda found: f"{found[1]}{next(numbers)}", item) for item in body
    )


def _types(*names: str) -> dict[str, str]:
    """The list of content types of a file with these parts, as Word needs it to open one."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{name.rstrip("1")}+xml"/>' for name in names
    )
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>{overrides}</Types>'
    }


def _numbering() -> str:
    indent = '<w:pPr><w:ind w:left="{}" w:hanging="720"/></w:pPr>'
    levels = (
        ("%1.", "decimal", "Heading1"), ("%1.%2", "decimal", "Clause"), ("(%3)", "lowerLetter", ""),
    )  # fmt: skip
    made = ""
    for at, (text, number_format, bound) in enumerate(levels):
        made += (
            level(at, text, number_format)
            .replace("<w:lvlText", (f'<w:pStyle w:val="{bound}"/>' if bound else "") + "<w:lvlText")
            .replace("</w:lvl>", '<w:lvlJc w:val="left"/>' + indent.format(720 * max(1, at)) + "</w:lvl>")
        )
    return abstract_list(1, made) + num(1, 1)


def _comment(number: int, *content: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{"".join(content)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def negotiated() -> bytes:
    """A numbered agreement with changes and comments by two other authors, a header, and references."""
    return docx(
        *_with_own_ids(
        p(r("Services Agreement", '<w:b/><w:sz w:val="32"/>'), properties='<w:jc w:val="center"/>'),
        p("Term", style="Heading1"),
        p("This Agreement begins on the Effective Date and runs for ", deleted("24", author="Vera Vendor"),
          ins("36", author="Vera Vendor"), " months (the ", r("“Initial Term”", _BOLD), ").", style="Clause"),
        p("It then renews for ", _comment(0, r("successive periods of 24 months")), ins(" unless either party gives six"
          " months’ notice", author="Carl Counsel"), ".", style="Clause"),
        p(ins("The Client waives any right to end this Agreement early.", author="Vera Vendor"), style="Clause",
          mark=mark("ins", author="Vera Vendor")),
        p("Liability", '<w:bookmarkStart w:id="21" w:name="_Ref21"/><w:bookmarkEnd w:id="21"/>', style="Heading1"),
        p("The Vendor is ", r("not liable", "<w:i/>"), " for indirect loss. Its liability is limited to the fees of"
          " three (3) months.", style="Clause"),
        p("The Client indemnifies the Vendor against all claims.", style="Clause"),
        p("General", style="Heading1"),
        p("Clause ", field(" REF _Ref21 \\r \\h ", "2"), " survives the end of this Agreement.", style="Clause"),
        p("Payment is due within sixty (60) days after receipt of an invoice.", style="Clause"),
        ),
        styles=_STYLES, numbering=_numbering(), header=p("Draft of the Vendor, ", r("confidential", _BOLD)),
        footer=p("Page ", field(" PAGE ", "1")),
        comments={0: ("Carl Counsel", "Too long for us? Please confirm.")},
        parts=_types("styles", "numbering", "header1", "footer1", "comments"),
    )  # fmt: skip


def formed() -> bytes:
    """An order form: tables, merged cells, content controls, footnotes."""

    def row(*cells: str) -> str:
        return tr(*(tc(cell if cell.startswith("<") else p(cell), properties=_WIDE) for cell in cells))

    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single"'
        ' w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/>'
        '<w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/>'
        '<w:gridCol w:w="3000"/></w:tblGrid>'
        + row("Service level", "Target", "Credit")
        + row(p("First response", footnote_reference(2)), "90 seconds", "2 % of the monthly fee")
        + row("Availability", p(sdt(r("98.5"), '<w:id w:val="77"/>'), " %"), p(r("none", "<w:i/>")))
        + "</w:tbl>"
    )
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{p(r(raw="<w:footnoteRef/>"), " Measured by the Vendor, weekends excluded.")}</w:footnote>'
    )
    return docx(
        p(r("Order form", '<w:b/><w:sz w:val="32"/>')),
        sdt(p("This order is governed by the terms that the Vendor publishes on its website."), '<w:id w:val="78"/>'),
        p("Supplier: ", sdt(r("Helpful Ltd"), '<w:id w:val="79"/><w:lock w:val="contentLocked"/>')),
        table,
        p("The Vendor may change the targets at any time", footnote_reference(2), "."),
        styles=_STYLES, footnotes={2: ""},
        parts=_types("styles", "footnotes") | {"word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"},
    )  # fmt: skip


def typed() -> bytes:
    """Terms without automatic numbering: every number is typed, some with tabs."""

    def clause(number: str, text: str) -> str:
        return p(r(number, raw="<w:tab/>" + t(text)), properties='<w:ind w:left="720" w:hanging="720"/>')

    return docx(
        p(r("Terms of Service", '<w:b/><w:sz w:val="32"/>')),
        p(r("1.", _BOLD, raw="<w:tab/>" + t("Services"))),
        clause("1.1", "The Provider answers enquiries of the Client’s customers during business hours."),
        clause("1.2", "The Provider may use sub-contractors without consent."),
        p(r("2.", _BOLD, raw="<w:tab/>" + t("Charges"))),
        clause("2.1", "Charges rise by ten per cent each year."),
        clause("2.2", "All charges are due within fourteen (14) days, see clause 2.1."),
        clause("(a)", "Late payment bears interest of two per cent a month;"),
        clause("(b)", "the Provider may suspend the services at once."),
        p("Signed for the Provider: ______________"),
        styles=_STYLES, parts=_types("styles"),
    )  # fmt: skip


PAPERS = {"negotiated": negotiated, "formed": formed, "typed": typed}

# For each paper: (words, what they become), new paragraphs behind words and like words, words that get a comment.
CHANGES = {
    "negotiated": (
        [("36", "12"), ("24 months", "12 months"), ("three (3) months", "twelve (12) months"), ("not liable", "liable"),
         ("The Client indemnifies the Vendor against all claims.", "Each party indemnifies the other against claims of third parties."),
         ("sixty (60)", "thirty (30)"), ("Draft of the Vendor", "Draft of both parties")],
        [("The Client indemnifies", "The Client indemnifies", ("The cap does not apply to breach of data protection.",)),
         ("Payment is due", "General", ("Audit",))],
        ["Initial Term", "successive periods", "waives any right", "confidential", "survives"],
    ),
    "formed": (
        [("90 seconds", "60 seconds"), ("98.5", "99.5"), ("none", "5 % of the monthly fee"),
         ("publishes on its website", "attaches to this order"), ("weekends excluded", "weekends included")],
        [("The Vendor may change", "The Vendor may change", ("A change needs the Client’s consent.",)),
         ("Availability", "Availability", ("measured each month",))],
        ["First response", "Measured by the Vendor", "Helpful Ltd", "at any time"],
    ),
    "typed": (
        [("without consent", "with the Client’s prior consent"), ("ten per cent", "the consumer price index"),
         ("fourteen (14)", "thirty (30)"), ("at once", "after thirty days’ notice")],
        [("The Provider may use", "The Provider answers", ("The Provider keeps records for six years.",)),
         ("the Provider may suspend", "the Provider may suspend", ("the Client may withhold disputed sums.",))],
        ["business hours", "see clause 2.1", "Signed for"],
    ),
}  # fmt: skip


def marked(name: str) -> tuple[bytes, Marked]:
    """A vendor's paper, and the same with all its changes and comments."""
    data = PAPERS[name]()
    document = read_document(data)

    def place(words: str) -> tuple[int, int]:
        found = next(item for item in document.paragraphs if words in item.text)
        return found.index, found.text.index(words)

    replacements, insertions, notes = CHANGES[name]
    edits: list[Replacement | Insertion] = []
    for old, new in replacements:
        index, at = place(old)
        edits.append(Replacement(index, at, at + len(old), new, key=old[:8]))
    for after, like, paragraphs in insertions:
        edits.append(Insertion(place(after)[0], paragraphs, like=place(like)[0], key=after[:8]))
    comments = []
    for words in notes:
        index, at = place(words)
        comments.append(Note(index, at, at + len(words), (f"Why “{words}”?", "Ask for our wording."), key=words[:8]))
    return data, mark_up(data, comments, edits, AUTHOR)
