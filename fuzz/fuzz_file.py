"""Fuzz the reader with whole files: `python fuzz/fuzz_file.py found fuzz/corpus -max_total_time=600`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["contractkit"]):
    from reading import check_reading


def test_one(data: bytes) -> None:
    """Read the bytes as they are."""
    check_reading(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one)
    atheris.Fuzz()
