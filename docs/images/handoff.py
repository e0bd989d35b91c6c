"""Make docs/images/handoff-*.png: pages of the packet on the example vendor draft.

Needs LibreOffice (Writer and Calc), pdftoppm and pdftotext, and Pillow. Run from the top of the repository:
python docs/images/handoff.py
"""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from contractkit.review.handoff import Wishes, write_handoff

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
HEIGHT = 1100
# LibreOffice prints comments in the margin only when its own settings say so.
IN_MARGIN = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Writer/Print/Content"><prop oor:name="Note" oor:op="fuse"><value>4</value>'
    "</prop></item></oor:items>"
)


def printed(path: Path, folder: Path, *, comments: bool = False) -> Path:
    """A file as LibreOffice prints it; with ``comments`` those of a Word file stand in the margin."""
    profile = folder / ("margin" if comments else "plain")
    (profile / "user").mkdir(parents=True, exist_ok=True)
    if comments:
        (profile / "user" / "registrymodifications.xcu").write_text(IN_MARGIN, encoding="utf-8")
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    how = ["--print-to-file", "--printer-name", "Generic Printer"] if comments else ["--convert-to", "pdf"]
    subprocess.run([*office, *how, "--outdir", str(folder), str(path)], check=True, capture_output=True)
    return folder / f"{path.stem}.pdf"


def page(pdf: Path, number: int) -> Image.Image:
    """A picture of one page."""
    picture = pdf.with_suffix("")
    pages = ["-f", str(number), "-l", str(number)]
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", *pages, str(pdf), str(picture)], check=True)
    return Image.open(picture.with_suffix(".png")).convert("RGB")


def page_with(pdf: Path, words: str) -> int:
    """The first page that holds some words, 1 when none does."""
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return next((at for at, found in enumerate(text.split("\f"), 1) if words in " ".join(found.split())), 1)


def beside(pictures: list[Image.Image]) -> Image.Image:
    """The pictures in one row, all of one height."""
    scaled = [p.resize((p.width * HEIGHT // p.height, HEIGHT), Image.Resampling.LANCZOS) for p in pictures]
    row = Image.new("RGB", (sum(p.width for p in scaled) + 16 * (len(scaled) - 1), HEIGHT), "#d0d7de")
    at = 0
    for picture in scaled:
        row.paste(picture, (at, 0))
        at += picture.width + 16
    return row


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wishes = Wishes(reviewer="Dana Ortiz", owner="Sam Price", date=dt.date(2026, 11, 29))
        packet = write_handoff(ROOT / "examples/vendor_draft.docx", folder / "round-1", wishes)
        files = {path.stem.rsplit("_", 1)[1]: path for path in packet.folder.iterdir()}
        memo, marked = printed(files["memo"], folder), printed(files["marked"], folder, comments=True)
        changed = page_with(marked, f"{packet.dossier.clauses[0].title}. ")
        papers = beside([page(memo, 1), page(memo, 2), page(marked, changed)])
        papers.quantize(128).save(HERE / "handoff-pages.png", optimize=True)
        issues = page(printed(files["issues"], folder), 1)
        issues.quantize(128).save(HERE / "handoff-issues.png", optimize=True)


if __name__ == "__main__":
    main()
