"""Make docs/images/result.png: the example check in a terminal beside a page of the example contract.

Needs LibreOffice, pdftoppm and Pillow. Run from the top of the repository: python docs/images/render.py
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
COLOURS = {"91": "#ff7b72", "31": "#f0883e", "33": "#e3b341", "36": "#79c0ff"}
ROWS, COLUMNS, SIZE = 52, 80, 18


def terminal(text: str) -> Image.Image:
    """A picture of coloured terminal text."""
    plain = ImageFont.truetype("DejaVuSansMono.ttf", SIZE)
    bold = ImageFont.truetype("DejaVuSansMono-Bold.ttf", SIZE)
    width, height = plain.getlength("M"), SIZE + 6
    picture = Image.new("RGB", (int(COLUMNS * width) + 40, ROWS * height + 40), "#0d1117")
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(text.splitlines()[:ROWS]):
        x, colour, font = 20.0, "#e6edf3", plain
        for part in re.split(r"(\x1b\[[\d;]*m)", line):
            if codes := re.fullmatch(r"\x1b\[([\d;]*)m", part):
                found = codes[1].split(";")
                colour = next(
                    (COLOURS[code] for code in found if code in COLOURS), "#e6edf3" if "0" in found else colour
                )
                font = plain if "0" in found else bold if "1" in found else font
            else:
                draw.text((x, 20 + row * height), part, fill=colour, font=font)
                x += len(part) * width
    return picture


def page(folder: Path, height: int, number: str) -> Image.Image:
    """A picture of one page of the drafted example contract."""
    contract = folder / "contract.docx"
    subprocess.run(
        [sys.executable, "-m", "contractkit", "draft", str(ROOT / "examples/deal.yaml"), "-o", str(contract)],
        check=True,
    )
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(contract)],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "130",
            "-png",
            "-f",
            number,
            "-l",
            number,
            str(folder / "contract.pdf"),
            str(folder / "page"),
        ],
        check=True,
    )
    picture = Image.open(next(folder.glob("page*.png")))
    return picture.resize((picture.width * height // picture.height, height), Image.Resampling.LANCZOS)


def main() -> None:
    """Write the picture."""
    code = (
        "import click; from contractkit.check import check_document; from contractkit.word.read import read_document;"
        "from contractkit.library.load import load_library; from contractkit.report.terminal import report_text;"
        "library = load_library(); report = check_document(read_document('examples/vendor_draft.docx'), library=library);"
        "print(report_text(report, 80, titles={f.id: f.title.en for f in library.families.values()}))"
    )
    text = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    left = terminal(text)
    with tempfile.TemporaryDirectory() as name:
        right = page(Path(name), left.height, sys.argv[1] if len(sys.argv) > 1 else "5")
        both = Image.new("RGB", (left.width + right.width + 20, left.height), "#d0d7de")
        both.paste(left, (0, 0))
        both.paste(right, (left.width + 20, 0))
        both.quantize(64).save(Path(__file__).with_name("result.png"), optimize=True)


if __name__ == "__main__":
    main()
