"""The quality certificate: a sound draft has no fault, and each planted fault is found, counted and placed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from contractkit.draft import draft_contract
from contractkit.errors import LibraryError, UnreadableFileError
from contractkit.library.load import load_library
from contractkit.manuscript import Block, Manuscript, Text
from contractkit.word.faults import FAULTS
from contractkit.word.quality import Certificate, inspect_quality
from contractkit.word.render import render_manuscript
from drafting import ROOT, example_deal

LIBRARY = load_library()
SHELL = (ROOT / "templates" / "agreement" / "shell.docx").read_bytes()
DRAFT = draft_contract(example_deal(), "service-levels", LIBRARY)


def changed(old: str, new: str, part: str = "word/document.xml", count: int = 1) -> bytes:
    """The draft with a replacement (a regular expression) in one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DRAFT)) as package, zipfile.ZipFile(target, "w") as made:
        for name in package.namelist():
            text = package.read(name)
            if name == part:
                replaced, found = re.subn(old, new, text.decode(), count=count)
                assert found, f"{old} stands nowhere"
                text = replaced.encode()
            made.writestr(name, text)
    return target.getvalue()


def found(certificate: Certificate) -> dict[str, int]:
    return {kind: count for kind, count in certificate.counts.items() if count}


@pytest.mark.parametrize("template", sorted(LIBRARY.templates))
def test_every_template_gives_a_sound_file(template: str) -> None:
    certificate = inspect_quality(draft_contract(example_deal(), template, LIBRARY))
    assert found(certificate) == {}
    assert certificate.passed
    assert set(certificate.counts) == set(FAULTS)
    assert certificate.looked_at["fields"] >= 2


def test_the_certificate_says_how_much_it_looked_at() -> None:
    looked_at = inspect_quality(DRAFT).looked_at
    assert looked_at["references"] > 10
    assert looked_at["tables"] > 3
    assert looked_at["contents entries"] > 20


PLANTED = {
    "dangling-reference": ("REF _ck_", "REF _gone_"),
    "wrong-reference": (r'(REF _ck_\S+ \\n .*?<w:t>)[^<]*', r"\g<1>99.9"),
    "wrong-contents": (r'(<w:pStyle w:val="TOC1"/>.*?<w:t>)[A-Z][^<]*', r"\1Another heading"),
    "duplicate-bookmark": (r'(w:name=)"_Toc\d+"(.*?w:name=)"(_Toc\d+)"', r'\1"\3"\2"\3"'),
    "unclosed-bookmark": (r"<w:bookmarkEnd [^>]*/>", ""),
    "left-over-tag": (r"</w:t>", " {{ deal.shop }}</w:t>"),
    "uncached-field": (r'(REF _ck_\S+ \\n .*?<w:t>)[^<]*', r"\1"),
    "unclosed-field": (r'(REF _ck_.*?)<w:r><w:fldChar w:fldCharType="end"/></w:r>', r"\1"),
    "undefined-style": ('<w:pStyle w:val="ClauseLevel1"/>', '<w:pStyle w:val="Nothing"/>'),
    "undefined-numbering": (
        '<w:pStyle w:val="ClauseLevel1"/>',
        '<w:pStyle w:val="ClauseLevel1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>',
    ),
    "headerless-table": ("<w:tblHeader/>", ""),
    "direct-formatting": ("<w:r><w:t>", "<w:r><w:rPr><w:b/></w:rPr><w:t>"),
    "cell-without-paragraph": (r"(<w:tc>.*?)<w:p [^>]*>.*?</w:p></w:tc>", r"\1</w:tc>"),
    "missing-section": (r"<w:sectPr>(?:(?!<w:sectPr>).)*</w:sectPr></w:body>", "</w:body>"),
    "duplicate-id": (r'(w14:paraId=)"(\w+)"(.*?w14:paraId=)"\w+"', r'\1"\2"\3"\2"'),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(PLANTED))
def test_a_planted_fault_is_found(kind: str) -> None:
    old, new = PLANTED[kind]
    certificate = inspect_quality(changed(old, new))
    assert certificate.counts[kind] >= 1, found(certificate)
    assert not certificate.passed


def test_visible_text_in_a_deletion_is_found() -> None:
    deletion = '<w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>gone</w:t></w:r></w:del>'
    certificate = inspect_quality(changed(r"(<w:pPr><w:pStyle w:val=\"ClauseLevel1\"/></w:pPr>)", rf"\1{deletion}"))
    assert found(certificate) == {"misplaced-text": 1}


def test_a_part_that_is_named_and_missing_is_found() -> None:
    data = changed("numbering.xml", "nowhere.xml", "word/_rels/document.xml.rels")
    assert inspect_quality(data).counts["missing-part"] == 1


def test_a_question_when_the_file_opens_is_a_fault() -> None:
    data = changed("(<w:settings [^>]*>)", r'\1<w:updateFields w:val="true"/>', "word/settings.xml")
    assert found(inspect_quality(data)) == {"uncached-field": 1}


def test_a_fault_names_clause_number_and_text() -> None:
    certificate = inspect_quality(changed('(ClauseLevel1"/></w:pPr><w:r>)', r"\1<w:rPr><w:b/></w:rPr>"))
    assert re.match(r'definitions\.preferred@\d+\.\d+\.\d+ 1\.3 "Where Vendor has', str(certificate.faults[0]))


def test_tags_in_the_deals_own_words_are_no_left_over_tags() -> None:
    deal = example_deal(customer__name="A {{ x }} [[B]] {title} Limited")
    data = draft_contract(deal, "service-levels", LIBRARY)
    assert inspect_quality(data).counts["left-over-tag"] > 0
    assert inspect_quality(data, [deal.customer.name]).passed


def render_with(text: str) -> Callable[..., bytes]:
    def render(manuscript: Manuscript, *more: object) -> bytes:
        block = Block("paragraph", (Text(text),), clause="lock-period.preferred@1.0.0")
        spoiled = Manuscript(
            **{name: getattr(manuscript, name) for name in manuscript.__slots__} | {"blocks": (block,)}
        )
        return render_manuscript(spoiled, SHELL)

    return render


def test_an_unsound_draft_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contractkit.draft.render_manuscript", render_with("pay {{ fee }}"))
    with pytest.raises(LibraryError, match=r'lock-period\.preferred@1\.0\.0 "pay .*left over') as error:
        draft_contract(example_deal(), "service-levels", LIBRARY)
    assert 'template "service-levels"' in str(error.value)


def test_a_file_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        inspect_quality(b"nothing")
