"""Kept expressions save time and nothing else."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.cli.start import KeptExpressions
from contractkit.expressions import restored, steps_of
from contractkit.library.cache import cache_file

MODULE = """
import re
FOUND = [re.compile(rf"(?P<name>word{number})(?!\\\\d)|[^a-f]+", re.IGNORECASE) for number in range(3)]
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that compiles three expressions when it is imported; the cache folder is a fresh one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "with_expressions.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "with_expressions", raising=False)
    re.purge()
    return "with_expressions"


def kept_by(name: str) -> KeptExpressions:
    expressions = KeptExpressions("test")
    with expressions.importing():
        importlib.import_module(name)
    expressions.save()
    return expressions


def test_what_a_module_compiles_is_not_compiled_in_the_next_run(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_by(module)
    assert (cache_file().parent / "start-test.bin").stat().st_size
    re.purge()
    sys.modules.pop(module)
    KeptExpressions("test")
    compiled: list[str] = []
    compile_one = re._compiler.compile  # type: ignore[attr-defined]
    with monkeypatch.context() as patched:
        patched.setattr(
            "re._compiler.compile", lambda source, *rest: compiled.append(source) or compile_one(source, *rest)
        )
        again = importlib.import_module(module)
    assert not [source for source in compiled if "word" in source]
    assert [pattern.search("... WORD2").lastgroup for pattern in again.FOUND] == [None, None, None]


def test_what_is_compiled_behind_the_import_is_not_kept(module: str) -> None:
    expressions = kept_by(module)
    re.compile("the name of a party, from a document")
    expressions.save()
    assert b"from a document" not in (cache_file().parent / "start-test.bin").read_bytes()


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"x" * 5000])
def test_a_damaged_file_means_compiling_as_always(module: str, damage: bytes) -> None:
    kept_by(module)
    path = cache_file().parent / "start-test.bin"
    head = path.read_bytes().partition(b"\n")[0]
    for content in (damage, head + b"\n" + damage):
        path.write_bytes(content)
        re.purge()
        sys.modules.pop(module, None)
        kept_by(module)
        assert sys.modules[module].FOUND[0].search("word0")


def test_without_a_cache_nothing_is_written(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cache_file().parent
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    kept_by(module)
    assert not list(folder.glob("start-*"))


@given(
    st.sampled_from([r"(?:a|bc)*?d", r"(?P<x>\w+) (?!x)", r"[^;é]{2,}(?<=b)$", r"^(a)(?P<b>b)?\b"]),
    st.sampled_from([0, re.IGNORECASE.value, re.MULTILINE.value | re.DOTALL.value]),
    st.text(alphabet="abcdx ;é\n", max_size=20),
)
def test_a_restored_expression_finds_what_the_expression_finds(source: str, flags: int, text: str) -> None:
    again, pattern = restored(source, steps_of(source, flags)), re.compile(source, flags)
    assert (again.flags, again.groupindex) == (pattern.flags, pattern.groupindex)
    found = [[(match.span(), match.groupdict()) for match in one.finditer(text)] for one in (again, pattern)]
    assert found[0] == found[1]
