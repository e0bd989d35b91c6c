"""Make the pictures of drafted pages in this folder, from the golden drafts of the example deal.

Needs LibreOffice, pdftoppm and Pillow. Run from the top of the repository: python docs/images/pages.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ["--theme", "examples/theme.yaml", "--page", "letter", "--watermark", "DRAFT", "--set", "confirmed=[]"]
SHOWN: dict[str, list[tuple[str, list[str], list[int]]]] = {
    "agreement-pages": [("agreement", [], [1, 2, 4, 8, 38, -1])],
    "house-style-pages": [("agreement", HOUSE, [1, 2, 3, 5])],
    "short-documents-pages": [
        ("nda", [], [1, 3]), ("order-form", [], [3, 4]), ("supplier-questionnaire", [], [3, 4]), ("exit-plan", [], [4, -1]),
        ("change-order", [], [3, 4]), ("rfp-kpi-sheet", [], [3, 4]), ("data-processing-agreement", [], [3, 9]),
        ("service-levels", [], [3, 4]),
    ],
}  # fmt: skip
COLUMNS, WIDTH, GAP = 4, 400, 8


def pages(template: str, options: list[str], wanted: list[int], folder: Path) -> list[Image.Image]:
    """Pictures of pages of one draft, counted from 1 or, below 0, from the end."""
    target = folder / f"{template}.docx"
    target.unlink(missing_ok=True)
    command = [sys.executable, "-m", "contractkit", "draft", "examples/deal.yaml", "-o", str(target)]
    subprocess.run([*command, "--template", template, *options], cwd=ROOT, check=True)
    office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(target)]
    subprocess.run(office, check=True, capture_output=True)
    for old in folder.glob("page*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", "80", "-png", f"{target.with_suffix('.pdf')}", f"{folder / 'page'}"], check=True)
    found = sorted(folder.glob("page*.png"))
    return [Image.open(found[at - 1 if at > 0 else at]).convert("RGB") for at in wanted]


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """The pages side by side."""
    small = [picture.resize((WIDTH, picture.height * WIDTH // picture.width)) for picture in pictures]
    height = max(picture.height for picture in small)
    columns = min(COLUMNS, -(-len(small) // -(-len(small) // COLUMNS)))
    rows = -(-len(small) // columns)
    whole = Image.new("RGB", (columns * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP), "#9aa0a6")
    for at, picture in enumerate(small):
        whole.paste(picture, (GAP + at % columns * (WIDTH + GAP), GAP + at // columns * (height + GAP)))
    return whole


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as name:
        for picture, drafts in SHOWN.items():
            shown = [page for draft in drafts for page in pages(*draft, Path(name))]
            sheet(shown).quantize(32).save(Path(__file__).with_name(f"{picture}.png"), optimize=True)


if __name__ == "__main__":
    main()
