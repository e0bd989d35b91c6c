"""In how many openings, letters, orders and signature blocks are both parties found: ``measure.py [-v] [FOLDER]``.

The texts are tests/roles/*.yaml. A third of them, chosen by chance, is only counted; -v shows what is wrong in the others.
With a FOLDER of contracts (Word or text) it also tells in how many of them the parties are guessed.
"""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))


def main(arguments: list[str]) -> None:
    """Print how many cases are right, how many open texts are told as such, and the contracts with guessed parties."""
    from contractkit.plain import document_from_text
    from contractkit.roles import find_roles
    from party_cases import SETS, open_texts, party_cases

    for name, kept_back in ((name, kept_back) for name in SETS for kept_back in (False, True)):
        here = [case for case in party_cases(name) if case.kept_back == kept_back]
        print(
            f"{name}, {'kept back' if kept_back else 'to learn from'}: {sum(not case.wrong for case in here)} of {len(here)} right"
        )
        for case in (case for case in here if "-v" in arguments and not kept_back and case.wrong):
            print(f"  {case.id}: {'; '.join(case.wrong)}")
    told = {name: find_roles(document_from_text(text)) for name, text in open_texts().items()}
    print(f"nobody can tell: {sum(not roles.sure for roles in told.values())} of {len(told)} told as guessed")
    for name, roles in ((name, roles) for name, roles in told.items() if "-v" in arguments and roles.sure):
        print(f"  {name}: customer {roles.customer}, vendor {roles.vendor}")
    for folder in (Path(argument) for argument in arguments if argument != "-v"):
        _print_contracts(folder)


def _print_contracts(folder: Path) -> None:
    from contractkit.plain import document_from_text
    from contractkit.roles import find_roles
    from contractkit.word.read import read_document

    guessed, files = [], sorted(path for path in folder.rglob("*") if path.suffix in (".docx", ".txt"))
    for path in files:
        read = read_document(path) if path.suffix == ".docx" else document_from_text(path.read_text(encoding="utf-8"))
        guessed += [] if find_roles(read).sure else [path.stem]
    print(f"{folder}: parties of {len(files) - len(guessed)} of {len(files)} contracts found")


if __name__ == "__main__":
    main(sys.argv[1:])
