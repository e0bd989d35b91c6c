"""The shells that ship are what the script builds, and what the renderer needs."""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from contractkit.manuscript import Block
from contractkit.word.render.body import style_of

ROOT = Path(__file__).resolve().parents[2]
SHELLS = sorted(ROOT.glob("templates/*/shell.docx"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    sys.path.insert(0, str(ROOT / "templates"))
    sys.dont_write_bytecode = True
    try:
        spec = importlib.util.spec_from_file_location("build_shells", ROOT / "templates" / "build_shells.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "templates"))
        sys.dont_write_bytecode = False
    return module


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_template_has_a_shell() -> None:
    assert [shell.parent for shell in SHELLS] == sorted(path.parent for path in ROOT.glob("templates/*/template.yaml"))


@pytest.mark.parametrize("shell", SHELLS, ids=lambda shell: shell.parent.name)
def test_a_shell_is_what_the_script_builds(shell: Path, builder: ModuleType) -> None:
    built = builder.shell(form=shell.parent.name in builder.FORMS)
    assert parts_of(shell.read_bytes()) == parts_of(built), "run python templates/build_shells.py"
    assert builder.shell() == builder.shell()


def test_every_block_has_its_style_in_the_shell(builder: ModuleType) -> None:
    styles = etree.fromstring(builder.parts()["word/styles.xml"].encode())
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    blocks = [
        Block(kind, (), depth, number, part=part)
        for kind in ("part-heading", "clause-heading", "clause", "paragraph", "party", "definition", "recital", "title")
        for depth in (1, 2, 3)
        for number in ("", "1")
        for part in (0, 1)
    ]
    assert {style_of(block) for block in blocks} <= known


def test_styles_and_levels_agree_on_the_indents(builder: ModuleType) -> None:
    parts = {name: content.encode() for name, content in builder.parts().items()}
    styles = {s.get(f"{W}styleId"): s for s in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    for level in etree.fromstring(parts["word/numbering.xml"]).iter(f"{W}lvl"):
        style = styles[level.find(f"{W}pStyle").get(f"{W}val")]
        assert dict(level.find(f"{W}pPr/{W}ind").attrib) == dict(style.find(f"{W}pPr/{W}ind").attrib)
        assert level.get(f"{W}ilvl") == style.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val")
