"""Fuzz the reader with files whose parts are damaged inside: `python fuzz/fuzz_parts.py -max_total_time=600`.

Mutating packed bytes mostly breaks the zip. Here the fuzzer's bytes are choices: which seed, which part, which damage.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["contractkit"]):
    from reading import check_reading

from mutations import mutated
from seeds import seeds

SEEDS = list(seeds().values())


def test_one(data: bytes) -> None:
    """Damage a seed as the bytes say, and read it."""
    provider = atheris.FuzzedDataProvider(data)

    def choose(bound: int) -> int:
        return provider.ConsumeIntInRange(0, bound)

    check_reading(mutated(SEEDS[choose(len(SEEDS) - 1)], choose))


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one)
    atheris.Fuzz()
