"""The whole example, opened by other programs: python-docx, and LibreOffice, which computes every number again."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from contractkit.draft import draft_contract, draft_manuscript
from contractkit.library.load import load_library
from contractkit.manuscript import Block, TableBlock
from drafting import example_deal

LIBRARY = load_library()
TEMPLATES = sorted(LIBRARY.templates)
_REFERENCE = re.compile(
    r'( REF \S+ \\n \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t)>[^<]*'
)


@pytest.fixture(scope="module", params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> str:
    return request.param


def test_python_docx_opens_it(template: str) -> None:
    document = docx.Document(io.BytesIO(draft_contract(example_deal(), template, LIBRARY)))
    headings = [p.text for p in document.paragraphs if p.style.name in ("heading 1", "Heading 1")]
    manuscript = draft_manuscript(example_deal(), template, LIBRARY)
    wanted = [
        block.inlines[0].text
        for block in manuscript.blocks
        if isinstance(block, Block) and block.kind == "clause-heading" and block.number and not block.part
    ]
    assert headings == wanted
    drafted = sum(isinstance(block, TableBlock) for block in manuscript.blocks)
    assert len(document.tables) >= max(drafted, 1)


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None and os.environ.get("CI") != "true":
        pytest.skip(f"{package} ({name}) is not installed, so nobody computes the numbers again")
    assert found, f"CI must have {package}"
    return found


def printed(data: bytes, folder: Path) -> str:
    """The text of the file as LibreOffice prints it: on the way to PDF it computes every field again."""
    folder.mkdir()
    (folder / "draft.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = [program("soffice", "LibreOffice"), "--headless", profile, "--convert-to", "pdf", "draft.docx"]
    subprocess.run(office, cwd=folder, check=True, capture_output=True, timeout=180)
    subprocess.run([program("pdftotext", "poppler"), "-layout", "draft.pdf"], cwd=folder, check=True, timeout=60)
    return (folder / "draft.txt").read_text(encoding="utf-8")


def without_cached_numbers(data: bytes) -> tuple[bytes, int]:
    """The same file with a wrong cached text in every cross-reference."""
    target = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text, count = _REFERENCE.subn(r"\1>WRONG", content.decode())
                content = text.encode()
            new.writestr(name, content)
    return target.getvalue(), count


def test_libreoffice_computes_the_numbers_that_we_cached(template: str, tmp_path: Path) -> None:
    data = draft_contract(example_deal(), template, LIBRARY)
    spoiled, count = without_cached_numbers(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert count == package.read("word/document.xml").count(b" REF ")
    if not count:
        return  # a short document that points nowhere
    ours, theirs = printed(data, tmp_path / "ours"), printed(spoiled, tmp_path / "theirs")
    assert "WRONG" not in theirs
    assert theirs == ours


def test_libreoffice_numbers_the_clauses_as_we_do(template: str, tmp_path: Path) -> None:
    text = printed(draft_contract(example_deal(), template, LIBRARY), tmp_path / "draft")
    shown = [" ".join(line.split()) for line in text.splitlines()]
    manuscript = draft_manuscript(example_deal(), template, LIBRARY)
    starts = [
        f"{block.number} {' '.join(''.join(inline.text for inline in block.inlines).split()[:3])}"
        for block in manuscript.blocks
        if isinstance(block, Block) and block.number
    ]
    position = 0
    for start in starts:
        found = next((at for at in range(position, len(shown)) if shown[at].startswith(start)), None)
        assert found is not None, f"{start!r} is not shown after line {position}"
        position = found + 1


def contents_of(data: bytes) -> list[str]:
    """The entries of the table of contents, as the file holds them: number and title."""
    found = []
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        if paragraph.style.name.startswith("toc "):
            found.append(" ".join(paragraph.text.split()))
    return found


def test_every_contents_entry_is_a_heading_as_shown(template: str, tmp_path: Path) -> None:
    data = draft_contract(example_deal(), template, LIBRARY)
    lines = [" ".join(line.split()) for line in printed(data, tmp_path / "draft").splitlines()]
    entries = contents_of(data)
    assert entries
    start = lines.index(entries[-1]) + 1  # behind the contents
    for entry in entries:
        assert any(line == entry or entry.startswith(f"{line} ") for line in lines[start:] if line), entry
