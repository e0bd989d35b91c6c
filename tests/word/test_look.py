"""House style: theme file, the firm's reference file, page size, watermark, draft number."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.shared import Mm, Pt
from lxml import etree

from contractkit.draft import draft_contract
from contractkit.errors import LibraryError
from contractkit.library.load import load_library
from contractkit.theme import Look, load_look
from contractkit.word.quality import inspect_quality
from contractkit.word.read import read_document
from drafting import ROOT, example_deal
from pictures import png

LIBRARY = load_library()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"


def themed(folder: Path, text: str) -> Look:
    (folder / "logo.png").write_bytes(png())
    (folder / "theme.yaml").write_text(f"schema: contractkit/theme/1\n{text}", encoding="utf-8")
    return load_look(folder / "theme.yaml")


def draft(look: Look) -> dict[str, etree._Element]:
    """The XML parts of a sound draft in this look."""
    data = draft_contract(example_deal(), "service-levels", LIBRARY, look=look)
    assert inspect_quality(data).passed
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


def style(parts: dict[str, etree._Element], identifier: str) -> etree._Element:
    return next(s for s in parts["word/styles.xml"].iter(f"{W}style") if s.get(f"{W}styleId") == identifier)


def font(parts: dict[str, etree._Element], identifier: str) -> str | None:
    found = style(parts, identifier).find(f"{W}rPr/{W}rFonts")
    return None if found is None else found.get(f"{W}ascii")


def texts(root: etree._Element) -> str:
    return "".join(text.text or "" for text in root.iter(f"{W}t"))


def test_fonts_and_colours_come_from_the_theme(tmp_path: Path) -> None:
    parts = draft(themed(tmp_path, 'fonts: {body: Georgia, headings: Verdana}\ncolours: {headings: "7a0c2e"}'))
    defaults = parts["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert defaults is not None
    assert defaults.get(f"{W}ascii") == "Georgia"
    assert font(parts, "Heading1") == "Verdana"
    assert style(parts, "Heading1").find(f"{W}rPr/{W}color").get(f"{W}val") == "7A0C2E"


def test_the_logo_stands_on_the_cover_with_its_words(tmp_path: Path) -> None:
    parts = draft(themed(tmp_path, "logo: {file: logo.png, height_mm: 12, alt: Logo of Lark & Willow}"))
    inline = next(e for e in parts["word/document.xml"].iter() if str(e.tag).endswith("}inline"))
    extent, about = inline[0], inline[1]
    assert (extent.get("cx"), extent.get("cy")) == (str(36 * 36_000), str(12 * 36_000))
    assert about.get("descr") == "Logo of Lark & Willow"


@pytest.mark.parametrize(("terms", "shown", "bold"), [
    ("bold", "Agent means", True), ("quoted", "“Agent” means", False), ("bold-quoted", "“Agent” means", True),
])  # fmt: skip
def test_defined_terms_are_bold_or_quoted(tmp_path: Path, terms: str, shown: str, bold: bool) -> None:
    parts = draft(themed(tmp_path, f"defined_terms: {terms}"))
    assert shown in texts(parts["word/document.xml"])
    assert (style(parts, "DefinedTerm").find(f"{W}rPr/{W}b") is not None) is bold


@pytest.mark.parametrize(("text", "says"), [
    ("font: x", 'unknown key "font"'), ('colours: {headings: "blue"}', "colours"),
    ("logo: {file: none.png, alt: x}", "cannot be read"), ("logo: {file: theme.yaml, alt: x}", "neither PNG nor JPEG"),
    ("- x", "theme.yaml"),
])  # fmt: skip
def test_a_wrong_theme_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LibraryError, match=says):
        themed(tmp_path, text)


def test_a_damaged_logo_is_refused(tmp_path: Path) -> None:
    look = themed(tmp_path, "logo: {file: logo.png, alt: x}")
    with pytest.raises(LibraryError, match=r"logo\.png is damaged"):
        draft(Look(look.theme, png()[:20]))


@pytest.mark.parametrize(("page", "size"), [("a4", ("11906", "16838")), ("letter", ("12240", "15840"))])
def test_every_section_has_the_page_asked_for(page: str, size: tuple[str, str]) -> None:
    parts = draft(load_look(page=page))  # type: ignore[arg-type]  # the two names
    document = parts["word/document.xml"]
    sizes = {(found.get(f"{W}w"), found.get(f"{W}h")) for found in document.iter(f"{W}pgSz")}
    assert sizes == {size}
    width = int(size[0]) - 2 * 1361
    assert style(parts, "Header").find(f"{W}pPr/{W}tabs/{W}tab").get(f"{W}pos") == str(width)
    table = next(table for table in document.iter(f"{W}tbl"))
    assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == width


def test_the_command_line_goes_before_the_theme(tmp_path: Path) -> None:
    themed(tmp_path, "page: letter")
    assert load_look(tmp_path / "theme.yaml").page_size == "letter"
    assert load_look(tmp_path / "theme.yaml", page="a4").page_size == "a4"


def test_a_watermark_is_behind_every_page_and_no_contract_text() -> None:
    look = load_look(watermark=' Draft <for> "discussion" & more ')
    parts = draft(look)
    document = parts["word/document.xml"]
    shapes = [shape for name, root in parts.items() if "header" in name for shape in root.iter(f"{V}textpath")]
    assert [shape.get("string") for shape in shapes if shape.get("string")] == ['Draft <for> "discussion" & more'] * 2
    assert all(section.find(f"{W}headerReference") is not None for section in document.iter(f"{W}sectPr"))
    data = draft_contract(example_deal(), "service-levels", LIBRARY, look=look)
    read = [paragraph.origin for paragraph in read_document(data).paragraphs if "discussion" in paragraph.text]
    assert "body" not in read


def test_the_number_of_the_draft_is_in_the_header() -> None:
    assert "Draft 7, 23 November 2026" in texts(draft(load_look(version="7"))["word/header1.xml"])


def test_the_same_look_gives_the_same_bytes(tmp_path: Path) -> None:
    look = themed(tmp_path, "logo: {file: logo.png, alt: x}\npage: letter")
    first, second = (draft_contract(example_deal(), "service-levels", LIBRARY, look=look) for _ in range(2))
    assert first == second


def firm_file(path: Path, *, heading: bool = True) -> Path:
    document = docx.Document()
    document.styles["Normal"].font.name = "Garamond"
    document.styles["Normal"].font.size = Pt(12)
    document.styles["Heading 1"].font.name = "Futura"
    if not heading:
        element = document.styles["Heading 1"].element
        element.getparent().remove(element)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(200), Mm(250)
    section.header.paragraphs[0].text = "Finch Partners: {title}"
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    section.footer.paragraphs[0].text = "Private"
    document.add_section(WD_SECTION.NEW_PAGE)
    document.save(str(path))
    return path


def test_the_firms_file_gives_styles_header_footer_and_page(tmp_path: Path) -> None:
    parts = draft(load_look(reference=firm_file(tmp_path / "firm.docx")))
    assert font(parts, "Normal") == "Garamond"
    assert font(parts, "Heading1") == font(parts, "UnnumberedHeading") == "Futura"
    assert style(parts, "Heading1").find(f"{W}pPr/{W}numPr") is not None
    assert {found.get(f"{W}w") for found in parts["word/document.xml"].iter(f"{W}pgSz")} == {"11339"}
    assert texts(parts["word/header21.xml"]) == "Finch Partners: Service Level Agreement"
    assert texts(parts["word/footer31.xml"]) == "Private"


def test_the_numbers_stay_ours_in_the_firms_look(tmp_path: Path) -> None:
    look = load_look(reference=firm_file(tmp_path / "firm.docx"), watermark="DRAFT")
    data = draft_contract(example_deal(), "service-levels", LIBRARY, look=look)
    assert inspect_quality(data).counts["wrong-reference"] == 0
    assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 0


def test_a_reference_that_lacks_something_is_refused_with_the_remedy(tmp_path: Path) -> None:
    bare = load_look(reference=firm_file(tmp_path / "bare.docx", heading=False))
    with pytest.raises(LibraryError, match=r'bare\.docx: .*no style "heading 1"; use that style once'):
        draft(bare)
    text = tmp_path / "text.docx"
    text.write_text("no Word file", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"text\.docx: cannot serve as reference"):
        draft(load_look(reference=text))


def test_the_vendors_paper_can_lend_its_look() -> None:
    look = load_look(reference=ROOT / "examples" / "vendor_draft.docx")
    assert draft(look)["word/document.xml"] is not None


def test_the_example_theme_is_one() -> None:
    assert load_look(ROOT / "examples" / "theme.yaml").theme.defined_terms == "bold-quoted"
