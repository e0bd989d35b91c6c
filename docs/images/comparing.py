"""Make docs/images/comparing.png: two rounds of a small contract compared, as HTML and as a redline.

Needs LibreOffice, pdftoppm, Chromium and Pillow. Run from the top of the repository: python docs/images/comparing.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from handoff import HERE, ROOT, beside, page, printed
from PIL import Image

from contractkit.check import check_document
from contractkit.compare.changes import Round
from contractkit.compare.redline import compare_redline
from contractkit.compare.rounds import compare_rounds
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.report.html import comparison_html
from contractkit.word.marks import Author
from contractkit.word.read import read_document

sys.path.append(str(ROOT / "tests"))
from builders import deleted, docx, ins, legal_list, p

HEAD, CLAUSE = (1, 0), (1, 1)
PARTIES = p("Made between Quill & Paper Inc. (the “Company”) and Bold Desk LLC (the “Agency”).")


def sent() -> bytes:
    """The round that went out."""
    return docx(
        p("Outsourcing Agreement"), PARTIES,
        p("Services", num=HEAD), p("The Agency shall provide the support services (the “Services”).", num=CLAUSE),
        p("The Agency shall not subcontract without the Company’s prior written consent.", num=CLAUSE),
        p("Term", num=HEAD), p("The lock period is 12 months from the Start Date.", num=CLAUSE),
        p("Payment", num=HEAD), p("The Company shall pay each invoice within 30 days of receipt.", num=CLAUSE),
        numbering=legal_list(),
    )  # fmt: skip


def returned() -> bytes:
    """The round that came back: one change tracked, one made silently, one clause new."""
    return docx(
        p("Outsourcing Agreement"), PARTIES,
        p("Services", num=HEAD), p("The Agency shall provide the support services (the “Services”).", num=CLAUSE),
        p("The Agency may assign this Agreement without consent.", num=CLAUSE),
        p("The Agency shall not subcontract without the Company’s prior written consent.", num=CLAUSE),
        p("Term", num=HEAD), p("The lock period is 24 months from the Start Date.", num=CLAUSE),
        p("Payment", num=HEAD), p("The Company shall pay each invoice within ", deleted("30", author="Bold Desk"),
                                  ins("60", author="Bold Desk"), " days of receipt.", num=CLAUSE),
        numbering=legal_list(),
    )  # fmt: skip


def main() -> None:
    """Write the picture."""
    library = load_library()
    with tempfile.TemporaryDirectory() as name:
        _write(Path(name), library)


def _write(folder: Path, library: Library) -> None:
    files = {folder / "sent.docx": sent(), folder / "returned.docx": returned()}
    for path, data in files.items():
        path.write_bytes(data)
    rounds = [Round(read_document(path), read_document(path, view="original")) for path in files]
    reports = (check_document(rounds[0].accepted, library=library), check_document(rounds[1].accepted, library=library))
    html = comparison_html(compare_rounds(rounds[0], rounds[1], reports, library))
    author = Author("Comparison", "CMP", "2026-11-29T00:00:00Z")
    (folder / "page.html").write_text(html, encoding="utf-8")
    shot = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=760,1080"]
    picture = f"--screenshot={folder / 'page.png'}"
    subprocess.run([*shot, picture, str(folder / "page.html")], check=True, capture_output=True)
    marked = compare_redline(sent(), rounds[0].accepted, rounds[1].accepted, author)
    (folder / "redline.docx").write_bytes(marked.data)
    paper = page(printed(folder / "redline.docx", folder), 1)
    paper = paper.crop((paper.width // 20, paper.height // 20, paper.width * 4 // 5, paper.height // 2))
    row = beside([Image.open(folder / "page.png").convert("RGB"), paper])
    row.quantize(128).save(HERE / "comparing.png", optimize=True)


if __name__ == "__main__":
    main()
