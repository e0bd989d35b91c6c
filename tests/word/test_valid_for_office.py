"""Every template's draft is valid for Office 2016 to 365, by Microsoft's own Open XML SDK."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from contractkit.draft import draft_contract
from contractkit.library.load import load_library
from contractkit.theme import Look, load_look
from drafting import example_deal
from office import MISSING, NEWEST, OLDEST, complaints, installed
from pictures import png

LIBRARY = load_library()
pytestmark = pytest.mark.xdist_group("ooxml-validator")


@pytest.fixture(scope="module", autouse=True)
def validator() -> None:
    if not installed():
        pytest.skip(MISSING)


@pytest.mark.parametrize("office", [OLDEST, NEWEST])
@pytest.mark.parametrize("template", sorted(LIBRARY.templates))
def test_every_template_is_valid(template: str, office: str, tmp_path: Path) -> None:
    assert complaints(draft_contract(example_deal(), template, LIBRARY), office, tmp_path) == []


@pytest.mark.parametrize("office", ["Office2019", "Office2021"])
def test_the_versions_between(office: str, tmp_path: Path) -> None:
    assert complaints(draft_contract(example_deal(), "agreement", LIBRARY), office, tmp_path) == []


def firm_look(folder: Path) -> Look:
    path = folder / "firm.docx"
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Finch Partners"
    document.save(str(path))
    return load_look(reference=path, watermark="DRAFT")


def themed_look(folder: Path) -> Look:
    (folder / "logo.png").write_bytes(png())
    theme = 'fonts: {body: Georgia, headings: Verdana}\ncolours: {headings: "7A0C2E"}\ndefined_terms: quoted\n'
    (folder / "theme.yaml").write_text(theme + "logo: {file: logo.png, alt: Logo}\n", encoding="utf-8")
    return load_look(folder / "theme.yaml", page="letter", watermark="Draft & secret")


@pytest.mark.parametrize("office", [OLDEST, NEWEST])
@pytest.mark.parametrize("look", [firm_look, themed_look])
def test_a_draft_in_another_look_is_valid(look: object, office: str, tmp_path: Path) -> None:
    assert callable(look)
    deal = example_deal(confirmed=[])
    data = draft_contract(deal, "agreement", LIBRARY, look=look(tmp_path))
    assert complaints(data, office, tmp_path) == []


def test_the_validator_finds_faults(tmp_path: Path) -> None:
    target = io.BytesIO()
    data = draft_contract(example_deal(), "service-levels", LIBRARY)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<w:cantSplit/>", b"<w:cantSplit/><w:nonsense/>"))
    assert complaints(target.getvalue(), NEWEST, tmp_path)
