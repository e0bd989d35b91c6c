"""What is built does the main job in a fresh environment: wheel, sdist and editable install."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("packages")


def run(*command: str | Path, cwd: Path = ROOT, expect: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode in expect, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    return folder


def scripts_of(folder: Path) -> Path:
    return folder / ("Scripts" if os.name == "nt" else "bin")


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_installed_package_drafts_and_checks(kind: str, built: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    scripts = scripts_of(environment)
    source = {
        "wheel": [str(next(built.glob("*.whl")))],
        "sdist": [str(next(built.glob("*.tar.gz")))],
        "editable": ["-e", str(ROOT)],
    }[kind]
    run(scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *source, cwd=tmp_path)

    run(scripts / "contractkit", "draft", ROOT / "examples" / "deal.yaml", "-o", "contract.docx", cwd=tmp_path)
    assert (tmp_path / "contract.docx").stat().st_size > 10_000
    own = json.loads(run(scripts / "contractkit", "check", "contract.docx", "--format", "json", cwd=tmp_path))
    assert own["summary"]["findings"]["critical"] == own["summary"]["findings"]["high"] == 0

    vendors = run(
        scripts / "contractkit",
        "check",
        ROOT / "examples" / "vendor_draft.docx",
        "--format",
        "json",
        cwd=tmp_path,
        expect=(1,),
    )
    assert json.loads(vendors)["summary"]["findings"]["critical"] > 0
