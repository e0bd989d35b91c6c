"""How many facts and service levels of the labelled sentences and tables are read: ``measure.py [-v] [set ...]``.

The sets are tests/facts/*.yaml. -v also shows each text that is not read as labelled.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))


def main(arguments: list[str]) -> None:
    """Print found, missed and wrongly told of each set."""
    from labelled import FACT_SETS, KPI_SETS, fact_cases, kpi_cases

    names = [argument for argument in arguments if argument != "-v"]
    for name in (name for name in (*FACT_SETS, *KPI_SETS) if not names or name in names):
        cases = list(fact_cases(name) if name in FACT_SETS else kpi_cases(name))
        true, told = sum(len(case.true) for case in cases), sum(len(case.told) for case in cases)
        hit = sum(len(case.hits) for case in cases)
        right = sum(case.right for case in cases)
        print(f"{name}: {hit} of {true} found, {told - hit} wrong, {right} of {len(cases)} texts all right")
        for case in (case for case in cases if "-v" in arguments and not case.right):
            print(f"  {case.text!r}\n    missed {sorted(case.true - case.told)} wrong {sorted(case.told - case.true)}")


if __name__ == "__main__":
    main(sys.argv[1:])
