"""A template's shell dressed for one draft: fonts, colours, page size, logo and watermark."""

from __future__ import annotations

import struct

from lxml import etree

from contractkit.errors import LibraryError
from contractkit.theme import Colours, Fonts, Logo, Look, Page
from contractkit.word.names import A, O, R, V, W
from contractkit.word.render.fields import add, add_paragraph, w
from contractkit.word.render.order import child
from contractkit.word.render.package import (
    DOCUMENT,
    OFFICE,
    Parts,
    declare,
    declare_extension,
    parsed,
    relate,
    relations_of,
    serialised,
)
from contractkit.word.render.reference import with_reference

_PAGES: dict[Page, tuple[int, int]] = {"a4": (11906, 16838), "letter": (12240, 15840)}  # twips
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_STYLES = "word/styles.xml"
_HEADINGS = ("Title", "Heading1", "Heading2", "UnnumberedHeading", "UnlistedHeading", "ScheduleHeading",
             "UnnumberedPart", "SignatureHeading", "ContentsHeading", "CoverParty", "Subtitle")  # fmt: skip
_EMU_PER_MM = 36_000
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def dressed(shell: Parts, look: Look) -> Parts:
    """Return the parts of the shell in the look of one draft. Raises LibraryError when a file of it cannot be used."""
    parts = dict(shell)
    if look.reference:
        parts = with_reference(parts, look.reference, look.reference_name)
    if look.page_size:
        _set_page(parts, *_PAGES[look.page_size])
    _fit_tabs(parts)
    _set_style(parts, look)
    if look.logo and look.theme.logo:
        _add_logo(parts, look.logo, look.theme.logo)
    if look.watermark:
        _add_watermark(parts, look.watermark)
    return parts


def text_width(section: etree._Element | None) -> int:
    """Return the width between the margins of a section, in twips. Raises LibraryError when it states none."""
    size = None if section is None else section.find(w("pgSz"))
    margins = None if section is None else section.find(w("pgMar"))
    if size is None or margins is None:
        raise LibraryError("shell.docx states no page size and margins in its last section")
    return int(size.get(w("w"), "0")) - int(margins.get(w("left"), "0")) - int(margins.get(w("right"), "0"))


def _set_page(parts: Parts, width: int, height: int) -> None:
    root = parsed(parts[DOCUMENT])
    for size in root.iter(w("pgSz")):
        size.attrib.clear()
        size.set(w("w"), str(width))
        size.set(w("h"), str(height))
    parts[DOCUMENT] = serialised(root)


def _fit_tabs(parts: Parts) -> None:
    """Move the right-hand tab of our header, footer and contents styles to the margin."""
    if _STYLES not in parts:
        return
    sections = list(parsed(parts[DOCUMENT]).iter(w("sectPr")))
    width = text_width(sections[-1] if sections else None)
    styles = parsed(parts[_STYLES])
    for style in styles.iter(w("style")):
        if style.get(w("styleId")) in ("Header", "Footer", "TOC1", "TOC2"):
            for tab in style.iter(w("tab")):
                if tab.get(w("val")) == "right":
                    tab.set(w("pos"), str(width))
    parts[_STYLES] = serialised(styles)


def _set_style(parts: Parts, look: Look) -> None:
    if _STYLES not in parts:
        return
    styles = parsed(parts[_STYLES])
    by_id = {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
    _set_fonts(styles, by_id, look.theme.fonts)
    _set_colours(styles, by_id, look.theme.colours)
    if look.theme.defined_terms == "quoted" and "DefinedTerm" in by_id:
        run = child(by_id["DefinedTerm"], "rPr")
        for name in ("b", "bCs"):
            for bold in run.findall(w(name)):
                run.remove(bold)
    if "Confirm" not in by_id:
        _add_confirm_style(styles)
    parts[_STYLES] = serialised(styles)


def _add_confirm_style(styles: etree._Element) -> None:
    """Add the style of unconfirmed facts, which shells and files of before do not have."""
    style = add(styles, "style", type="character", styleId="Confirm", customStyle="1")
    add(style, "name", val="Confirm")
    add(style, "qFormat")
    add(add(style, "rPr"), "shd", val="clear", color="auto", fill="FFF0C2")


def _set_fonts(styles: etree._Element, by_id: dict[str, etree._Element], fonts: Fonts) -> None:
    defaults = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    targets = [] if defaults is None or not fonts.body else [(defaults, fonts.body)]
    if fonts.headings:
        targets += [(child(by_id[name], "rPr"), fonts.headings) for name in _HEADINGS if name in by_id]
    for run, font in targets:
        named = child(run, "rFonts")
        named.attrib.clear()
        for kind in ("ascii", "hAnsi", "cs"):
            named.set(w(kind), font)


def _set_colours(styles: etree._Element, by_id: dict[str, etree._Element], colours: Colours) -> None:
    """Put the theme's colours where the shell uses its own in the same part: all headings, all lines, and so on."""
    shown = {
        _value(by_id, "Title", "color", "val"): colours.headings,
        _value(by_id, "Subtitle", "color", "val"): colours.aside,
        _value(by_id, "Header", "bottom", "color"): colours.lines,
        _value(by_id, "ContractTable", "shd", "fill"): colours.table_header,
    }
    wanted = {old: new.upper() for old, new in shown.items() if old and new}
    for element in styles.iter():
        for name in (w("val"), w("color"), w("fill")):
            if element.get(name) in wanted:
                element.set(name, wanted[str(element.get(name))])


def _value(by_id: dict[str, etree._Element], style: str, element: str, attribute: str) -> str:
    found = None if style not in by_id else next(by_id[style].iter(w(element)), None)
    return "" if found is None else found.get(w(attribute), "")


def _add_logo(parts: Parts, data: bytes, logo: Logo) -> None:
    extension, kind = ("png", "image/png") if data.startswith(b"\x89PNG") else ("jpeg", "image/jpeg")
    name = f"word/media/logo.{extension}"
    parts[name] = data
    declare_extension(parts, extension, kind)
    width, height = _pixels(data, logo.file)
    tall = round(logo.height_mm * _EMU_PER_MM)
    picture = _picture(relate(parts, DOCUMENT, f"{OFFICE}/image", name), round(tall * width / height), tall, logo)
    root = parsed(parts[DOCUMENT])
    body = root.find(w("body"))
    if body is not None:
        holder = etree.Element(w("body"))
        add(add_paragraph(holder, "CoverText"), "r").append(picture)
        body.insert(0, holder[0])
    parts[DOCUMENT] = serialised(root)


def _pixels(data: bytes, name: str) -> tuple[int, int]:
    """Return width and height of a PNG or JPEG. Raises LibraryError when it states none."""
    found = (0, 0)
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        found = struct.unpack(">II", data[16:24])
    position = 2
    while data.startswith(b"\xff\xd8") and position + 9 < len(data) and data[position] == 0xFF:
        marker, size = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            found = tuple(reversed(struct.unpack(">HH", data[position + 5 : position + 9])))
            break
        position += 2 + size
    if not all(found):
        raise LibraryError(f"logo.file: {name} is damaged: it states no size; save it again as PNG")
    return found[0], found[1]


def _picture(relation: str, width: int, height: int, logo: Logo) -> etree._Element:
    names = {"w": W, "wp": _WP, "a": A, "pic": _PIC, "r": R}
    drawing = etree.Element(w("drawing"), nsmap=names)
    inline = etree.SubElement(drawing, f"{{{_WP}}}inline", distT="0", distB="0", distL="0", distR="0")
    size = {"cx": str(width), "cy": str(height)}
    etree.SubElement(inline, f"{{{_WP}}}extent", size)
    etree.SubElement(inline, f"{{{_WP}}}docPr", id="1", name="Logo", descr=logo.alt)
    graphic = etree.SubElement(inline, f"{{{A}}}graphic")
    data = etree.SubElement(graphic, f"{{{A}}}graphicData", uri=_PIC)
    picture = etree.SubElement(data, f"{{{_PIC}}}pic")
    about = etree.SubElement(picture, f"{{{_PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{_PIC}}}cNvPr", id="1", name="Logo", descr=logo.alt)
    etree.SubElement(about, f"{{{_PIC}}}cNvPicPr")
    fill = etree.SubElement(picture, f"{{{_PIC}}}blipFill")
    etree.SubElement(fill, f"{{{A}}}blip", {f"{{{R}}}embed": relation})
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(picture, f"{{{_PIC}}}spPr")
    frame = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(frame, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(frame, f"{{{A}}}ext", size)
    form = etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(form, f"{{{A}}}avLst")
    return drawing


def _add_watermark(parts: Parts, text: str) -> None:
    """Put the text behind every page: into each header, and into one of its own where a section has none."""
    root = parsed(parts[DOCUMENT])
    headers = {
        relation.get("Id"): f"word/{relation.get('Target')}"
        for relation in relations_of(parts, DOCUMENT)
        if str(relation.get("Type")).endswith("/header")
    }
    known: set[str] = set()
    own = ""
    for section in root.iter(w("sectPr")):
        known |= {reference.get(w("type"), "default") for reference in section.findall(w("headerReference"))}
        for kind in ["default", *(["first"] if section.find(w("titlePg")) is not None else [])]:
            if kind not in known:
                own = own or _bare_header(parts)
                reference = etree.Element(w("headerReference"), {w("type"): kind, f"{{{R}}}id": own})
                section.insert(0, reference)
        # A section takes over what the one before it has; the cover's own bare header must not reach the next.
    for number, name in enumerate([*sorted(set(headers.values())), *(["word/header90.xml"] if own else [])], start=1):
        header = parsed(parts[name])
        paragraph = header.find(f".//{w('p')}")
        if paragraph is None:
            paragraph = add(header, "p")
        paragraph.append(_watermark(text, number))
        parts[name] = serialised(header)
    parts[DOCUMENT] = serialised(root)


def _bare_header(parts: Parts) -> str:
    """Add an empty header and return the id by which sections name it."""
    name = "word/header90.xml"
    root = etree.Element(w("hdr"), nsmap={"w": W})
    add_paragraph(root, "AfterTable")
    parts[name] = serialised(root)
    declare(parts, name, _HEADER_TYPE)
    return relate(parts, DOCUMENT, f"{OFFICE}/header", name)


def _watermark(text: str, number: int) -> etree._Element:
    """Return a run with the shape that Word itself makes for a watermark."""
    run = etree.Element(w("r"), nsmap={"w": W, "v": V, "o": O})
    picture = add(run, "pict")
    form = etree.SubElement(
        picture, f"{{{V}}}shapetype", id="_x0000_t136", coordsize="21600,21600", adj="10800",
        path="m@7,l@8,m@5,21600l@6,21600e",
    )  # fmt: skip
    form.set(f"{{{O}}}spt", "136")
    formulas = etree.SubElement(form, f"{{{V}}}formulas")
    for equation in ("sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
                     "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8",
                     "mid @6 @7", "sum @6 0 @5"):  # fmt: skip
        etree.SubElement(formulas, f"{{{V}}}f", eqn=equation)
    etree.SubElement(form, f"{{{V}}}path", textpathok="t")
    etree.SubElement(form, f"{{{V}}}textpath", on="t", fitshape="t")
    width = min(460, max(160, 62 * len(text)))
    height = min(130, round(width * 1.9 / max(len(text), 3)))
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = etree.SubElement(
        picture, f"{{{V}}}shape", id=f"PowerPlusWaterMarkObject{number}", type="#_x0000_t136", style=style,
        alt=f"Watermark: {text}", fillcolor="silver", stroked="f",
    )  # fmt: skip
    shape.set(f"{{{O}}}spid", f"_x0000_s{2048 + number}")
    shape.set(f"{{{O}}}allowincell", "f")
    etree.SubElement(shape, f"{{{V}}}fill", opacity=".5")
    etree.SubElement(shape, f"{{{V}}}textpath", style='font-family:"Arial";font-size:1pt', string=text)
    return run
