"""The passport: every clause paragraph is stamped, and a changed file can be measured against what was sent."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from contractkit.draft import draft_contract
from contractkit.library.load import load_library
from contractkit.word.passport import compare_with_passport, read_passport, stamped_clauses, text_hash
from contractkit.word.read import read_document
from drafting import ROOT, example_deal

LIBRARY = load_library()
DRAFT = draft_contract(example_deal(), "agreement", LIBRARY)


def rewritten(data: bytes, part: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(target, "w") as made:
        for name in package.namelist():
            text = package.read(name).decode("utf-8", "surrogateescape")
            made.writestr(name, (re.sub(old, new, text) if name == part else text).encode("utf-8", "surrogateescape"))
    return target.getvalue()


def test_the_passport_says_where_the_draft_comes_from() -> None:
    passport = read_passport(DRAFT)
    assert passport is not None
    assert passport.reference == example_deal().reference
    assert passport.template == f"agreement@{LIBRARY.template('agreement').version}"
    assert passport.library == LIBRARY.sha256
    assert re.fullmatch("[0-9a-f]{64}", passport.deal)


def test_every_clause_is_in_it_with_its_version() -> None:
    passport = read_passport(DRAFT)
    assert passport is not None
    clauses = stamped_clauses(passport)
    assert {clause.split(".")[0] for clause in clauses} >= {"parties", "definitions", "lock-period", "kpi-targets"}
    known = re.compile(r"(?:agreement/)?[a-z0-9-]+\.(preferred|fallback-\d+)@\d+\.\d+\.\d+")
    assert all(known.fullmatch(clause) for clause in clauses)
    assert len({stamp.paragraph for stamp in passport.stamps}) == len(passport.stamps)


def test_it_is_invisible() -> None:
    text = "\n".join(paragraph.text for paragraph in read_document(DRAFT).paragraphs)
    assert "@1.0.0" not in text
    assert "sha256" not in text.casefold()


def test_another_deal_has_another_hash_and_the_same_deal_the_same() -> None:
    first, other = read_passport(DRAFT), read_passport(draft_contract(example_deal(term__months=36), library=LIBRARY))
    assert first is not None
    assert other is not None
    assert first.deal != other.deal
    assert draft_contract(example_deal(), "agreement", LIBRARY) == DRAFT


def test_a_file_of_somebody_else_has_none() -> None:
    vendor = (ROOT / "examples" / "vendor_draft.docx").read_bytes()
    assert read_passport(vendor) is None
    assert compare_with_passport(vendor) is None


def test_a_changed_paragraph_is_found_and_the_rest_is_as_sent() -> None:
    data = rewritten(DRAFT, "word/document.xml", "Neither party may", "No party may")
    compared = compare_with_passport(data)
    assert compared is not None
    assert compared.changed
    assert not compared.gone
    assert len(compared.kept) > 900


def test_a_deleted_paragraph_is_found() -> None:
    data = rewritten(DRAFT, "word/document.xml", r'<w:p w14:paraId="4C00000A">.*?</w:p>', "")
    compared = compare_with_passport(data)
    assert compared is not None
    assert [stamp.paragraph for stamp in compared.gone] == ["4C00000A"]


def test_without_ids_the_text_still_finds_it() -> None:
    compared = compare_with_passport(rewritten(DRAFT, "word/document.xml", r' w14:paraId="\w+"', ""))
    assert compared is not None
    assert not compared.changed
    assert not compared.gone


def test_white_space_does_not_change_a_text() -> None:
    assert text_hash("a  b\u00a0c ") == text_hash("a b c")
    assert text_hash("a b") != text_hash("a c")


def test_a_broken_part_of_somebody_else_is_no_passport() -> None:
    assert read_passport(rewritten(DRAFT, "customXml/item1.xml", r"<\?xml.*", "<broken")) is None


def test_it_survives_python_docx() -> None:
    document = docx.Document(io.BytesIO(DRAFT))
    target = io.BytesIO()
    document.save(target)
    assert read_passport(target.getvalue()) == read_passport(DRAFT)


def test_it_survives_another_word_processor(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed, so no other program saves the file")
    (tmp_path / "draft.docx").write_bytes(DRAFT)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "docx", "--outdir", "out", "draft.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    saved = (tmp_path / "out" / "draft.docx").read_bytes()
    compared = compare_with_passport(saved)
    assert read_passport(saved) == read_passport(DRAFT)
    assert compared is not None
    assert (compared.changed, compared.gone) == ((), ())


def test_the_properties_show_it_in_word() -> None:
    with zipfile.ZipFile(io.BytesIO(DRAFT)) as package:
        properties = package.read("docProps/custom.xml").decode()
    assert "LW-CS-2026-014" in properties
    assert "Draft 1" in properties
    assert LIBRARY.sha256 in properties
