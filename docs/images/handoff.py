"""Make docs/images/handoff-*.png: pages of the packet on the example vendor draft.

Needs LibreOffice (Writer and Calc) and pdftoppm, and Pillow. Run from the top of the repository:
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


def page(path: Path, number: int, folder: Path) -> Image.Image:
    """A picture of one page of a file."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    pdf = folder / f"{path.stem}.pdf"
    picture = folder / path.stem
    subprocess.run(
        ["pdftoppm", "-r", "110", "-png", "-singlefile", "-f", str(number), "-l", str(number), str(pdf), str(picture)],
        check=True,
    )
    return Image.open(picture.with_suffix(".png")).convert("RGB")


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
        papers = beside(
            [page(files["memo"], 1, folder), page(files["memo"], 2, folder), page(files["marked"], 9, folder)]
        )
        papers.quantize(128).save(HERE / "handoff-pages.png", optimize=True)
        issues = page(files["issues"], 1, folder)
        issues.quantize(128).save(HERE / "handoff-issues.png", optimize=True)


if __name__ == "__main__":
    main()
