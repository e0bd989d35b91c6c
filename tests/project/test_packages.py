"""What is built does the main job in a fresh environment: the wheel, which is built from the sdist, and an editable install."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("packages")


def run(*command: str | Path, cwd: Path = ROOT, expect: tuple[int, ...] = (0,)) -> str:
    # A path to the sources would stand before whatever is installed.
    elsewhere = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    arguments = [str(part) for part in command]
    done = subprocess.run(arguments, cwd=cwd, env=elsewhere, capture_output=True, text=True, check=False)
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


@pytest.fixture(scope="module")
def scripts(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a fresh environment with the wheel and what it says that it needs."""
    environment = tmp_path_factory.mktemp("fresh") / "environment"
    venv.create(environment, with_pip=True)
    install(scripts_of(environment), next(built.glob("*.whl")))
    return scripts_of(environment)


def install(scripts: Path, *source: str | Path) -> None:
    # Python compiles what it runs; compiling all of every dependency takes longer than installing it.
    run(scripts / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile", *source)


NEEDS = "from importlib.metadata import requires; print(sorted(requires('contractkit')))"
HOME = "import contractkit; print(contractkit.__file__)"


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_an_installed_package_drafts_and_checks(kind: str, built: Path, scripts: Path, tmp_path: Path) -> None:
    source = {
        "wheel": [next(built.glob("*.whl"))],
        "editable": ["-e", ROOT],
    }[kind]
    wheels_needs = run(scripts / "python", "-c", NEEDS, cwd=tmp_path)
    # The dependencies are there, if both say the same about them: so only the package itself changes.
    install(scripts, "--force-reinstall", "--no-deps", *source)
    assert run(scripts / "python", "-c", NEEDS, cwd=tmp_path) == wheels_needs
    home = Path(run(scripts / "python", "-c", HOME, cwd=tmp_path).strip())
    assert (home.is_relative_to(ROOT / "src")) == (kind == "editable")

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


def test_the_text_model_ships_with_its_card_and_without_its_training(built: Path) -> None:
    names = set(zipfile.ZipFile(next(built.glob("*.whl"))).namelist())
    shipped = {name for name in names if name.startswith("contractkit/family_model/") and not name.endswith(".py")}
    assert shipped == {"contractkit/family_model/MODEL_CARD.md", "contractkit/family_model/weights.bin"}
    assert {"contractkit/fact_model/MODEL_CARD.md", "contractkit/fact_model/weights.json"} <= names
    assert not [name for name in names if "cuad" in name.lower() or "benchmarks" in name]
