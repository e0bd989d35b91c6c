"""Write a 40,000-word contract as Word would store it, and the words that a reader must find in it.

Usage: python make_contract.py OUT.docx [WORDS]     (writes OUT.docx and OUT.words.txt)

The file is made from a fixed seed, so everybody measures the same one. It is built like a law firm's long form:
numbers bound to styles, runs split by spelling and revision marks, KPI tables, notes, headers, text boxes, content
controls, cross-references, and tracked changes by the other side. Its density is that of real contracts saved by
Word (20 public ones have 48 to 77 bytes of main part, 0.15 to 0.24 runs and 2.0 to 3.4 tags for each word).
"""

from __future__ import annotations

import random
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NS = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_PHRASES = (
    "the Vendor must answer every enquiry within the time that the Service Levels state",
    "the Client may end this Agreement by written notice of thirty days",
    "neither party is liable for loss that it could not reasonably foresee",
    "the Vendor must keep records of each contact for six years",
    "charges are due within sixty days after a correct invoice arrives",
    "personal data must stay within the European Economic Area",
    "each party must keep the other party's Confidential Information secret",
    "the Service Credits do not limit any other remedy of the Client",
    "a change takes effect only when both parties have signed it",
    "the Vendor must restore the Services within four hours after a failure",
    "staff must be trained before they answer the Client's customers",
    "the Client owns all data that its customers give to the Vendor",
    "during peak season the Vendor must add the staff that the forecast requires",
    "an auditor of the Client may visit each place of work on ten days' notice",
    "this clause survives the end of this Agreement",
)
_TITLES = (
    "Definitions", "Services", "Service Levels", "Charges", "Lock Period", "Data Protection", "Confidentiality",
    "Liability", "Escalation", "Contingency", "Audit", "Staff", "Change Control", "Termination", "Exit", "Insurance", "Governance",
    "Intellectual Property", "General",
)  # fmt: skip


class Writer:
    """Collects XML and, beside it, the words that the page shows."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words: list[str] = []
        self.footnotes: list[str] = []

    def sentence(self, phrases: int) -> str:
        """Some phrases as one sentence."""
        text = ", and ".join(self.random.choice(_PHRASES) for _ in range(phrases))
        return text[0].upper() + text[1:] + "."

    def shown(self, text: str) -> str:
        """Note that ``text`` must be found."""
        self.words.extend(text.split())
        return text

    def rsid(self) -> str:
        """A revision mark as Word leaves it everywhere."""
        return f"00{self.random.randrange(16**6):06X}"

    def run(self, text: str, properties: str = "") -> str:
        """One run with the marks that Word leaves on it."""
        return (
            f'<w:r w:rsidR="{self.rsid()}" w:rsidRPr="{self.rsid()}"><w:rPr>{properties}'
            '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
            f'<w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        )

    def runs(self, text: str) -> str:
        """The text split into runs of three to eleven words."""
        self.shown(text)
        words = text.split(" ")
        out = []
        while words:
            count = self.random.randint(3, 11)
            piece, words = words[:count], words[count:]
            out.append(self.run(" ".join(piece) + (" " if words else "")))
            if self.random.random() < 0.15:
                out.append('<w:proofErr w:type="spellStart"/>')
        return "".join(out)

    def paragraph(self, content: str, style: str) -> str:
        """A paragraph of a style, with the spacing and the mark that most paragraphs have."""
        return (
            f'<w:p w:rsidR="{self.rsid()}" w:rsidRDefault="{self.rsid()}" w:rsidP="{self.rsid()}"><w:pPr>'
            f'<w:pStyle w:val="{style}"/><w:spacing w:before="120" w:after="120" w:line="276" w:lineRule="auto"/>'
            '<w:jc w:val="both"/><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/>'
            f"</w:rPr></w:pPr>{content}</w:p>"
        )

    def clause(self, style: str) -> str:
        """A numbered clause, now and then with a change, a note, a reference, a control or a text box."""
        content = self.runs(self.sentence(self.random.randint(1, 4)))
        extra = self.random.random()
        if extra < 0.05:
            content += (
                f'<w:ins w:id="1" w:author="Vendor Counsel" w:date="2026-03-01T09:00:00Z">'
                f"{self.run(' ' + self.shown(self.sentence(1)))}</w:ins>"
                f'<w:del w:id="2" w:author="Vendor Counsel" w:date="2026-03-01T09:00:00Z"><w:r><w:delText>'
                f"{escape(self.sentence(1))}</w:delText></w:r></w:del>"
            )
        elif extra < 0.08:
            self.footnotes.append(self.runs(self.sentence(1)))
            content += f'<w:r><w:footnoteReference w:id="{len(self.footnotes) + 1}"/></w:r>'
        elif extra < 0.14:
            target = self.shown(f"{self.random.randint(1, 19)}.{self.random.randint(1, 9)}")
            content += self.run(self.shown(" See clause") + " ") + _field(" REF _Ref1 \\r \\h ", self.run(target))
        elif extra < 0.17:
            text = self.shown(self.random.choice(_PHRASES))
            content += self.run(" ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{self.run(text)}</w:sdtContent></w:sdt>"
        elif extra < 0.18:
            content += self.box()
        return self.paragraph(content, style)

    def box(self) -> str:
        """A text box, stored twice as Word does."""
        inner = self.paragraph(self.runs(self.sentence(1)), "Normal")
        uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
        shape = f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        drawing = f'<a:graphic><a:graphicData uri="{uri}">{shape}</a:graphicData></a:graphic>'
        older = f"<v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>{drawing}</wp:inline>'
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{older}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    def table(self, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
        """A table with a header row."""
        out = []
        for number, row in enumerate([header, *rows]):
            mark = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
            width = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
            cells = "".join(f"<w:tc>{width}{self.paragraph(self.runs(cell), 'Normal')}</w:tc>" for cell in row)
            out.append(f"<w:tr>{mark}{cells}</w:tr>")
        grid = "<w:gridCol/>" * len(header)
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(out)}</w:tbl>"


def _field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def body(writer: Writer, words: int) -> str:
    """Sections until there are enough words."""
    out = [writer.paragraph(writer.runs("Master Services Agreement"), "Title")]
    section = 0
    while len(writer.words) < words:
        title = _TITLES[section % len(_TITLES)]
        out.append(writer.paragraph(writer.runs(title), "Heading1"))
        for _ in range(writer.random.randint(4, 8)):
            out.append(writer.clause("Heading2"))
            if writer.random.random() < 0.4:
                out.extend(writer.clause("Heading3") for _ in range(writer.random.randint(2, 4)))
        if section % 4 == 1:
            out.append(
                writer.table(
                    ("Measure", "Target", "Credit"),
                    [(f"Level {row}", f"{row * 7} seconds", f"{row} %") for row in range(1, 9)],
                )
            )
        section += 1
    return "".join(out)


def _styles() -> str:
    heading = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{number}"><w:name w:val="heading {number}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="{number - 1}"/><w:numId w:val="1"/></w:numPr>'
        f'<w:outlineLvl w:val="{number - 1}"/></w:pPr></w:style>'
        for number in (1, 2, 3)
    )
    latent = "".join(
        f'<w:lsdException w:name="Style {number}" w:semiHidden="1" w:unhideWhenUsed="1"/>' for number in range(370)
    )
    return (
        f'<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/><w:lang w:val="en-GB"/></w:rPr>'
        f"</w:rPrDefault></w:docDefaults><w:latentStyles>{latent}</w:latentStyles>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>{heading}</w:styles>'
    )


def _numbering() -> str:
    formats = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    levels = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="Heading{number + 1}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for number, (kind, text) in enumerate(formats)
    )
    return (
        f'<w:numbering {_NS}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def parts(writer: Writer, words: int) -> dict[str, str]:
    """All parts of the package."""
    text = body(writer, words)
    notes = "".join(
        f'<w:footnote w:id="{number}">{writer.paragraph(content, "Normal")}</w:footnote>'
        for number, content in enumerate(writer.footnotes, start=2)
    )
    named = {
        "styles": _styles(),
        "numbering": _numbering(),
        "footnotes": f"<w:footnotes {_NS}>{notes}</w:footnotes>",
        "header1": f"<w:hdr {_NS}>{writer.paragraph(writer.runs('Draft of the Vendor'), 'Normal')}</w:hdr>",
        "footer1": f"<w:ftr {_NS}>{writer.paragraph(writer.runs('The Vendor may change this'), 'Normal')}</w:ftr>",
    }
    kinds = {"header1": "header", "footer1": "footer"}
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kinds.get(name, name)}" Target="{name}.xml"/>'
        for number, name in enumerate(named, start=1)
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kinds.get(name, name)}+xml"/>' for name in named
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        "word/document.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:document {_NS}><w:body>{text}{section}</w:sectPr></w:body></w:document>",
        **{f"word/{name}.xml": content for name, content in named.items()},
    }


def main() -> None:
    """Write the file and its words."""
    if len(sys.argv) < 2 or Path(sys.argv[1]).suffix != ".docx":
        raise SystemExit("Usage: python make_contract.py OUT.docx [WORDS]")
    target = Path(sys.argv[1])
    writer = Writer(seed=7)
    made = parts(writer, int(sys.argv[2]) if len(sys.argv) > 2 else 40_000)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    target.with_suffix(".words.txt").write_text("\n".join(writer.words), encoding="utf-8")
    print(f"{target}: {len(writer.words):,} words")


if __name__ == "__main__":
    main()
