"""Small Word files of every kind that the reader knows: the seeds of fuzzing."""

from __future__ import annotations

from builders import (
    abstract,
    deleted,
    docx,
    field,
    footnote_reference,
    ins,
    legal_list,
    level,
    mark,
    num,
    p,
    r,
    relation,
    sdt,
    start_override,
    style,
    tbl,
    tc,
    textbox,
    tr,
)  # fmt: skip

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def seeds() -> dict[str, bytes]:
    """Every seed by name."""
    numbering = legal_list() + abstract(5, level(0, "Schedule %1")) + num(5, 5) + num(6, 5, start_override(0, 4))
    styles = style("H1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>') + style(
        "Ghost", run='<w:vanish/><w:color w:val="FFFFFF"/><w:sz w:val="2"/><w:caps/>', kind="character", based_on="H1"
    )
    chunk = relation("rIdC", "aFChunk", "c.html") + relation("rIdH", "hyperlink", "https://x.example", external=True)
    opening, separate, end = (r(raw=f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))
    return {
        "plain": docx(p("1. Services"), p("1.1 The Vendor pays."), p("(a) within 30 days;"), p("PRIMERA.- Objeto")),
        "numbers": docx(
            p("Term", style="H1"), p("It begins.", num=(1, 1)), p("x", num=(1, 2)), p("y", num=(5, 0)),
            p("z", num=(6, 0)),
            numbering=numbering, styles=styles,
        ),
        "changes": docx(
            p("a", ins("b"), deleted("c"), ins(deleted(r("d")))), p("gone", mark=mark("del")),
            p("next", mark=mark("ins")),
            tbl(tr("x", properties=mark("ins")), tr("y", properties=mark("del"))),
        ),
        "tables": docx(
            tbl(
                tr(tc("W", properties='<w:gridSpan w:val="2"/>'), "c", properties="<w:tblHeader/>"),
                tr(tc("T", properties='<w:vMerge w:val="restart"/>'), "1", tbl(("inner", "2"))),
                tr(tc(p(), properties="<w:vMerge/>"), sdt(tc("3"))),
            )
        ),
        "stories": docx(
            p("a", footnote_reference(2), footnote_reference(3, "endnote"), textbox("box", textbox("inner"))),
            p(field(" REF x ", "7.2"), field(' INCLUDETEXT "c:\\x.docx" ', "y"),
            r(raw='<w:commentReference w:id="1"/>')),
            header=p("top", field(" PAGE ", "1")), footer=p("bottom"), footnotes={2: p("n"), 4: p("orphan")},
            endnotes={3: p("e")}, comments={1: ("Ann", "why?")},
        ),
        "concealed": docx(
            p(r("seen "), r("hidden", "<w:vanish/>"), r("w", '<w:color w:val="FFFFFF"/>'), r("t", '<w:sz w:val="2"/>')),
            p("li\u200babil\u0430ity", r("s", '<w:rStyle w:val="Ghost"/>')), styles=styles,
        ),
        "imports": docx(
            p("a"), '<w:altChunk r:id="rIdC"/>', p('<w:hyperlink r:id="rIdH">' + r("b") + "</w:hyperlink>"),
            relations=chunk,
            parts={"word/c.html": "<html><body><p>one<p>two</body></html>"},
        ),
        "wrappers": docx(
            p('<w:smartTag w:element="x">' + r("a") + "</w:smartTag>", '<w:customXml w:element="y">' + r("b") + "</w:customXml>",
              '<w:bdo w:val="rtl">' + r("c") + "</w:bdo>", '<w:fldSimple w:instr=" REF x ">' + r("7.2") + "</w:fldSimple>",
              ins('<w:hyperlink r:id="rIdH">' + r("d") + "</w:hyperlink>"), sdt(r("e") + sdt(r("f"))),
              "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"),
            sdt(sdt(p("g"))), tbl(sdt(tr(sdt(tc(sdt(p("h"))))))), '<w:customXml w:element="z">' + p("i") + "</w:customXml>",
            p(r("j", raw="<w:noBreakHyphen/><w:softHyphen/><w:tab/><w:br/>"), r("k", "<w:caps/>"), "con\ufb01dential"),
        ),
        "odd": docx(
            p("a", tbl(("in", "a paragraph")), "b"), "<w:p><w:r><w:t>c<w:x>d</w:x>e</w:t></w:r></w:p>",
            p(opening, r(raw="<w:instrText> TOC </w:instrText>"), separate, "1 Scope"), p("2 Term", end),
            tbl(tr("f"), tr("g", properties=mark("ins", "Ann") + mark("del", "Bob")),
                tr(tc("h"), tc("i", properties=mark("cellIns")), tc("j", properties=mark("cellDel")))),
            ins(p("k"), p("l")), p("Schedule 2, Part B"), p("1ª.- Objeto"), p("DE\u0301CIMA.- Fin"),
        ),
        "strict": docx(p("a", num=(1, 0)), tbl(("b",)), numbering=legal_list(), namespace=_STRICT),
    }  # fmt: skip
