"""The house style of the shells: paragraph, character and table styles, and the lists that are bound to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FONT, BODY_SIZE, LINE = "Arial", 10, 276  # points; 240ths of a line
SOLID = 2355 / 2048  # height of a line of Arial set solid, as a share of its size
INK, MUTED, RULE, TINT = "1F2A37", "5B6675", "9AA5B1", "E9EDF2"  # headings; side matters; lines; table header
OPEN = "FFF0C2"  # behind facts that nobody has confirmed
TEXT_WIDTH = 9184  # A4 with margins of 2.4 cm, in twips
CLAUSE, DEEPER = 720, 567  # twips from a number to its text: 1.1, (a)
BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
UPRIGHT = '<w:b w:val="0"/><w:bCs w:val="0"/>'


@dataclass(frozen=True)
class Look:
    """A paragraph style. Sizes and distances in points, indents and tabs in twips, ``rule`` in eighths of a point."""

    id: str
    name: str
    then: str = ""
    keep: bool = False
    new_page: bool = False
    number: tuple[int, int] | None = None  # list, level
    spaced: bool = False  # a space follows the number, no tab, so that it reads on in the contents
    rule: tuple[int, str] | None = None
    tab: tuple[str, int] | None = None
    before: float = 0
    after: float = 0
    line: int = 0
    left: int = 0
    hanging: int = 0
    right: int = 0
    outline: int | None = None
    size: float = 0
    bold: bool = False
    color: str = ""

    def xml(self) -> str:
        """Return the style; elements stand in the order that the schema wants."""
        custom = ' w:customStyle="1"' if self.name[0].isupper() and self.name not in BUILT_IN else ""
        then = f'<w:next w:val="{self.then}"/>' if self.then else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.id}"{custom}><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/>{then}<w:qFormat/>'
            f"<w:pPr>{''.join(self._paragraph())}</w:pPr><w:rPr>{''.join(self._run())}</w:rPr></w:style>"
        )

    def _paragraph(self) -> Iterator[str]:
        if self.keep:
            yield "<w:keepNext/><w:keepLines/>"
        if self.new_page:
            yield "<w:pageBreakBefore/>"
        if self.number:
            yield f'<w:numPr><w:ilvl w:val="{self.number[1]}"/><w:numId w:val="{self.number[0]}"/></w:numPr>'
        if self.rule:
            width, color = self.rule
            yield f'<w:pBdr><w:bottom w:val="single" w:sz="{width}" w:space="3" w:color="{color}"/></w:pBdr>'
        if self.tab:
            leader = ' w:leader="dot"' if self.tab[0] == "dots" else ""
            kind = "left" if self.tab[0] == "left" else "right"
            yield f'<w:tabs><w:tab w:val="{kind}"{leader} w:pos="{self.tab[1]}"/></w:tabs>'
        line = spaced(self.size or BODY_SIZE, self.line or LINE) if self.size or self.line else ""
        yield f'<w:spacing w:before="{int(self.before * 20)}" w:after="{int(self.after * 20)}"{line}/>'
        if self.right:
            yield f'<w:ind w:right="{self.right}"/>'
        if self.left or self.spaced:
            yield f'<w:ind w:left="{self.left}" w:hanging="{self.hanging}"/>'
        if self.outline is not None:
            yield f'<w:outlineLvl w:val="{self.outline}"/>'

    def _run(self) -> Iterator[str]:
        if self.bold:
            yield BOLD
        if self.color:
            yield f'<w:color w:val="{self.color}"/>'
        if self.size:
            yield f'<w:sz w:val="{int(self.size * 2)}"/><w:szCs w:val="{int(self.size * 2)}"/>'


def spaced(size: float, line: int) -> str:
    """Return a least height of lines. Programs agree on it to the twip, whatever font they have; not on a multiple."""
    return f' w:line="{round(size * 20 * SOLID * line / 240)}" w:lineRule="atLeast"'


BUILT_IN = {"Title", "Subtitle", "Body Text"}


def cover_and_contents() -> list[Look]:
    """Return the styles of the cover, the contents, header and footer."""
    return [
        Look("BodyText", "Body Text", before=6),
        Look("Title", "Title", "Subtitle", keep=True, before=72, after=6, line=240, size=28, bold=True, color=INK),
        Look("Subtitle", "Subtitle", line=264, size=13, color=MUTED),
        Look("CoverText", "Cover Text", before=14, size=11, color=MUTED),
        Look("CoverParty", "Cover Party", before=14, size=14, bold=True, color=INK),
        Look("CoverRule", "Cover Rule", rule=(12, INK), before=24, after=24),
        Look("CoverNote", "Cover Note", before=3, size=9.5, color=MUTED),
        Look("ContentsHeading", "Contents Heading", keep=True, after=10, size=15, bold=True, color=INK),
        Look("TOC1", "toc 1", tab=("dots", TEXT_WIDTH), after=3.5, left=440, hanging=440, size=9.5),
        Look("TOC2", "toc 2", tab=("dots", TEXT_WIDTH), after=3, left=1000, hanging=480, size=9, color=MUTED),
        Look("Header", "header", rule=(4, RULE), tab=("right", TEXT_WIDTH), line=240, size=8, color=MUTED),
        Look("Footer", "footer", tab=("right", TEXT_WIDTH), line=240, size=8, color=MUTED),
    ]


def clause_styles() -> list[Look]:
    """Return the styles of clauses and schedules: headings, three levels, text below each level."""
    heading = Look("", "", keep=True, before=16, size=11, bold=True, color=INK)
    clause = replace(heading, left=CLAUSE, hanging=CLAUSE)
    part = Look("", "", keep=True, new_page=True, outline=0, size=15, bold=True, color=INK)
    looks = [
        replace(clause, id="Heading1", name="heading 1", then="ClauseLevel1", number=(1, 0), outline=0),
        replace(clause, id="Heading2", name="heading 2", then="ScheduleLevel1", number=(2, 1), outline=1),
        replace(heading, id="UnnumberedHeading", name="Unnumbered Heading", then="BodyText", outline=0),
        replace(heading, id="UnlistedHeading", name="Unlisted Heading", then="BodyText"),
        replace(
            part, id="ScheduleHeading", name="Schedule Heading", then="Heading2", number=(2, 0), spaced=True,
        ),
        replace(part, id="UnnumberedPart", name="Unnumbered Part", then="BodyText"),
        replace(
            part, id="SignatureHeading", name="Signature Heading", then="BodyText", new_page=False, before=24, size=11,
        ),
        Look("Definition", "Definition", before=6, left=CLAUSE),
        Look("Party", "Party", number=(3, 0), before=6, left=CLAUSE, hanging=CLAUSE),
        Look("Recital", "Recital", number=(4, 0), before=6, left=CLAUSE, hanging=CLAUSE),
    ]  # fmt: skip
    for side, list_id, first in (("Clause", 1, 0), ("Schedule", 2, 1)):
        for depth in (1, 2, 3):
            text = Look("", "", before=6 if depth == 1 else 4, left=CLAUSE + (depth - 1) * DEEPER)
            looks.append(replace(text, id=f"{side}Text{depth}", name=f"{side} Text {depth}"))
            looks.append(
                replace(
                    text, id=f"{side}Level{depth}", name=f"{side} Level {depth}", number=(list_id, first + depth),
                    hanging=CLAUSE if depth == 1 else DEEPER,
                )
            )  # fmt: skip
    return looks


def table_looks() -> list[Look]:
    """Return the paragraph styles in and around tables and signature blocks."""
    return [
        Look("TableCaption", "Table Caption", "TableText", keep=True, before=12, after=4, size=9, bold=True, color=INK),
        Look("TableHeading", "Table Heading", keep=True, before=3, after=3, line=240, size=8.5, bold=True, color=INK),
        Look("TableText", "Table Text", before=2.5, after=2.5, line=252, size=8.5),
        Look("SignatureParty", "Signature Party", keep=True, before=20, after=8, right=400),
        Look("SignatureLine", "Signature Line", keep=True, rule=(4, RULE), tab=("left", 1100), before=15, right=400),
        Look("AfterTable", "After Table", line=20, size=1),
        Look("BodyStart", "Body Start", new_page=True, line=20, size=1),
    ]


def styles_part() -> str:
    """Return styles.xml."""
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{BODY_SIZE * 2}"/><w:szCs w:val="{BODY_SIZE * 2}"/>'
    language = '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    spacing = f'<w:spacing w:before="0" w:after="0"{spaced(BODY_SIZE, LINE)}/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>{size}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr><w:widowControl/>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    looks = [*cover_and_contents(), *clause_styles(), *table_looks()]
    return (
        f"{XML}<w:styles {NAMESPACES}>{defaults}{default_style('paragraph', 'Normal', 'Normal')}"
        f"{default_style('character', 'DefaultParagraphFont', 'Default Paragraph Font')}"
        f"{default_style('numbering', 'NoList', 'No List')}"
        f"{''.join(look.xml() for look in looks)}{''.join(character_styles())}{''.join(table_styles())}</w:styles>"
    )


def default_style(kind: str, style_id: str, name: str, content: str = "") -> str:
    """Return the style that applies where none is named."""
    head = f'<w:style w:type="{kind}" w:default="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
    return f"{head}{'<w:qFormat/>' if kind == 'paragraph' else ''}{content}</w:style>"


def character_styles() -> Iterator[str]:
    """Yield the character styles; the place where a term is defined has its own, so that a firm can restyle it."""
    open_fact = f'<w:shd w:val="clear" w:color="auto" w:fill="{OPEN}"/>'
    for style_id, name, run in (("Strong", "Strong", BOLD), ("Emphasis", "Emphasis", ITALIC),
                                ("DefinedTerm", "Defined Term", BOLD), ("Confirm", "Confirm", open_fact)):  # fmt: skip
        custom = ' w:customStyle="1"' if style_id in ("DefinedTerm", "Confirm") else ""
        yield (
            f'<w:style w:type="character" w:styleId="{style_id}"{custom}><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
        )


def table_styles() -> Iterator[str]:
    """Yield the table styles: ruled for contract tables, bare for signatures."""
    sides = (("top", 0), ("left", 85), ("bottom", 0), ("right", 85))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    inside = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    yield default_style("table", "TableNormal", "Normal Table", inside)
    lines = {"top": (8, INK), "bottom": (8, INK), "insideH": (4, RULE)}
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{color}"/>'
        for side, (width, color) in lines.items()
    )
    below = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:vAlign w:val="bottom"/>'
    first = f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>{below}{shade}</w:tcPr></w:tblStylePr>'
    flush = '<w:left w:w="0" w:type="dxa"/>'
    for style_id, name, content in (
        ("ContractTable", "Contract Table", f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{first}"),
        ("SignatureTable", "Signature Table", f"<w:tblPr><w:tblCellMar>{flush}</w:tblCellMar></w:tblPr>"),
    ):
        yield (
            f'<w:style w:type="table" w:styleId="{style_id}" w:customStyle="1"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:qFormat/>{content}</w:style>'
        )


def numbering_part() -> str:
    """Return numbering.xml: clauses 1. / 1.1 / (a) / (i), the same below "Schedule 1", parties, recitals."""
    lists = [
        [("decimal", "%1.", "Heading1"), ("decimal", "%1.%2", "ClauseLevel1"),
         ("lowerLetter", "(%3)", "ClauseLevel2"), ("lowerRoman", "(%4)", "ClauseLevel3")],
        [("decimal", "Schedule %1.", "ScheduleHeading"), ("decimal", "%2.", "Heading2"),
         ("decimal", "%2.%3", "ScheduleLevel1"), ("lowerLetter", "(%4)", "ScheduleLevel2"),
         ("lowerRoman", "(%5)", "ScheduleLevel3")],
        [("decimal", "(%1)", "Party")],
        [("upperLetter", "(%1)", "Recital")],
    ]  # fmt: skip
    looks = {look.id: look for look in clause_styles()}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:nsid w:val="{0x4C4B0000 + at:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x5C4B0000 + at:08X}"/>'
        + "".join(list_level(depth, *level, looks[level[2]]) for depth, level in enumerate(levels))
        + "</w:abstractNum>"
        for at, levels in enumerate(lists)
    )
    bound = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists)))
    return f"{XML}<w:numbering {NAMESPACES}>{abstract}{bound}</w:numbering>"


def list_level(depth: int, form: str, text: str, style_id: str, look: Look) -> str:
    """Return one level of a list, bound to its paragraph style; the number of plain text is never bold."""
    run = "" if look.bold else f"<w:rPr>{UPRIGHT}</w:rPr>"
    follows = '<w:suff w:val="space"/>' if look.spaced else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style_id}"/>{follows}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{look.left}" w:hanging="{look.hanging}"/></w:pPr>{run}</w:lvl>'
    )
