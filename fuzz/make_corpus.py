"""Write the seed corpus again: `python fuzz/make_corpus.py`. The files are made by tests/seeds.py."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from seeds import seeds  # noqa: E402  # its folder joins the path above

if __name__ == "__main__":
    (FOLDER / "corpus").mkdir(exist_ok=True)
    for name, data in seeds().items():
        (FOLDER / "corpus" / f"{name}.docx").write_bytes(data)
