"""The whole example, opened by other programs: python-docx, and LibreOffice, which computes every number again."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from contractkit.draft import draft_contract, draft_manuscript
from contractkit.library.load import load_library
from contractkit.manuscript import Block, TableBlock
from contractkit.theme import Look, load_look
from drafting import example_answers, example_deal
from pictures import png

LIBRARY = load_library()
TEMPLATES = sorted(LIBRARY.templates)
LOCKS = (0, 12)
# All files are printed by one start of LibreOffice, in one worker.
pytestmark = pytest.mark.xdist_group("libreoffice")
_REFERENCE = re.compile(
    r'( REF \S+ \\n \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t)>[^<]*'
)


@cache
def example(template: str) -> bytes:
    return draft_contract(example_deal(), template, LIBRARY)


@pytest.fixture(scope="module", params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> str:
    return request.param


def test_python_docx_opens_it(template: str) -> None:
    document = docx.Document(io.BytesIO(example(template)))
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


@cache
def all_pages() -> dict[bytes, tuple[str, ...]]:
    """The pages of every file of these tests, by the file."""
    plain = [example(template) for template in TEMPLATES]
    spoiled = [without_cached_numbers(data)[0] for data in plain]
    looks = [in_look(look, template) for look in LOOKS for template in LOOKED_AT]
    return converted([*plain, *spoiled, *looks, *(for_lock(lock) for lock in LOCKS)])


def converted(files: Iterable[bytes]) -> dict[bytes, tuple[str, ...]]:
    """The pages as LibreOffice prints them: on the way to PDF it computes every REF field again."""
    office, text = program("soffice", "LibreOffice"), program("pdftotext", "poppler")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = {data: f"draft-{number}" for number, data in enumerate(dict.fromkeys(files))}
        for data, stem in names.items():
            (folder / f"{stem}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        drafts = [f"{stem}.docx" for stem in names.values()]
        command = [office, "--headless", profile, "--convert-to", "pdf", *drafts]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
        return {data: _paged(text, folder / f"{stem}.pdf") for data, stem in names.items()}


def _paged(program: str, pdf: Path) -> tuple[str, ...]:
    done = subprocess.run([program, "-layout", pdf, "-"], check=True, capture_output=True, timeout=60)
    return tuple(done.stdout.decode("utf-8").split("\f")[:-1])


def pages(data: bytes) -> tuple[str, ...]:
    return all_pages()[data]


def printed(data: bytes) -> str:
    return "\n".join(pages(data))


@cache
def without_cached_numbers(data: bytes) -> tuple[bytes, int]:
    """The same file with another cached text, as wide, in every cross-reference."""

    def spoiled(match: re.Match[str]) -> str:
        return match[1] + ">" + re.sub(r"\d", "0", re.sub(r"\([a-z]+\)", "(n)", match[0][len(match[1]) + 1 :]))

    target = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text, count = _REFERENCE.subn(spoiled, content.decode())
                assert not count or text != content.decode()
                content = text.encode()
            new.writestr(name, content)
    return target.getvalue(), count


def test_libreoffice_computes_the_numbers_that_we_cached(template: str) -> None:
    data = example(template)
    spoiled, count = without_cached_numbers(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert count == package.read("word/document.xml").count(b" REF ")
    if not count:
        return  # a short document that points nowhere
    assert printed(spoiled) == printed(data)


def test_libreoffice_numbers_the_clauses_as_we_do(template: str) -> None:
    text = printed(example(template))
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


def contents_of(data: bytes) -> list[tuple[str, str]]:
    """The entries of the table of contents, as the file holds them: number and title, and page."""
    found = []
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        if paragraph.style.name.startswith("toc "):
            title, _, page = paragraph.text.rpartition("\t")
            found.append((" ".join(title.split()), page))
    return found


def flat(text: str) -> str:
    return " ".join(text.split())


def foot(lines: list[str]) -> str:
    """The last line of a page above its footer."""
    return [line for line in lines if line][-2]


def misplaced(data: bytes, *, forgive_feet: bool = False) -> list[str]:
    """The entries of the contents whose heading is not on the page that they name.

    LibreOffice now and then leaves a heading alone at the foot of a page although it must be kept with the next line, as
    Word does; with ``forgive_feet`` a heading that is the last line of the page before is no fault of ours.
    """
    shown = [[flat(line) for line in page.splitlines()] for page in pages(data)]
    entries = contents_of(data)
    assert entries
    wrong = []
    for entry, page in entries:
        lines = shown[int(page) - 1] if 0 < int(page) <= len(shown) else []
        found = any(line == entry or (line and entry.startswith(f"{line} ")) for line in lines)
        if not found and not (forgive_feet and foot(shown[int(page) - 2]) == entry):
            wrong.append(f"{entry}: {page}")
    return wrong


def test_every_contents_entry_names_the_page_of_its_heading(template: str) -> None:
    data = example(template)
    assert misplaced(data) == []
    listed = " ".join(flat(page) for page in pages(data)[1:4])
    for entry, page in contents_of(data):
        assert re.search(rf"{re.escape(entry)} ?\.+ ?{page}\b", listed), entry  # and the entry itself is shown so


def test_the_footer_counts_the_pages(template: str) -> None:
    data = example(template)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        footer = re.sub(r"<[^>]+>", "", package.read("word/footer1.xml").decode())
    assert footer.endswith(f"NUMPAGES {len(pages(data))}")


def firm_look(folder: Path) -> Look:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.15
    document.styles["Heading 1"].font.name = "Calibri"
    document.styles["Heading 1"].element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"))
    document.sections[0].header.paragraphs[0].text = "Finch Partners"
    document.save(str(folder / "firm.docx"))
    return load_look(reference=folder / "firm.docx", watermark="DRAFT")


def themed_look(folder: Path) -> Look:
    (folder / "logo.png").write_bytes(png())
    theme = "fonts: {body: Times New Roman, headings: Calibri}\ndefined_terms: bold-quoted\n"
    (folder / "theme.yaml").write_text(theme + "logo: {file: logo.png, alt: Logo}\n", encoding="utf-8")
    return load_look(folder / "theme.yaml", page="letter", version="12")


LOOKS = (firm_look, themed_look)
LOOKED_AT = ("agreement", "service-levels", "data-processing-agreement", "exit-plan")


@cache
def in_look(look: Callable[[Path], Look], template: str) -> bytes:
    style = {"locale": "en-US", "numbers": "words-and-figures", "money": "symbol"}
    with tempfile.TemporaryDirectory() as folder:
        deal = example_deal(confirmed=[], style=style)
        return draft_contract(deal, template, LIBRARY, look=look(Path(folder)))


@cache
def for_lock(lock: int) -> bytes:
    deal = example_deal(
        lock__months=lock, kpis=example_answers()["kpis"][:6], confirmed=["customer"], shop="Finch & Finch"
    )
    return draft_contract(deal, "agreement", LIBRARY)


@pytest.mark.parametrize("template", LOOKED_AT)
@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_are_right_in_another_look(look: Callable[[Path], Look], template: str) -> None:
    assert misplaced(in_look(look, template), forgive_feet=True) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_pages_are_right_for_another_deal(lock: int) -> None:
    assert misplaced(for_lock(lock), forgive_feet=True) == []
