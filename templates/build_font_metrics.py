"""Build the font tables from which drafts are measured: widths and heights of fonts that are free and of equal metrics.

Run ``python templates/build_font_metrics.py FONT_FOLDER`` (needs fonttools) after a change here. The folder holds
Liberation 2 and Carlito, as Debian's packages fonts-liberation and fonts-crosextra-carlito install them. They have the
widths and heights of Arial, Times New Roman, Courier New and Calibri. Caladea is not among them: it has the widths of
Cambria, but not its heights.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "src/contractkit/word/render/layout/fonts.json"
FAMILIES = {
    "LiberationSans": ["arial", "helvetica", "liberation sans"],
    "LiberationSerif": ["times new roman", "times", "liberation serif"],
    "LiberationMono": ["courier new", "courier", "liberation mono"],
    "Carlito": ["calibri", "carlito"],
}
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
LAST = 0x2200  # Latin, Greek, Cyrillic, punctuation, currencies, letter-like signs, arrows
STACKED = {"Mn", "Me", "Mc", "Cf", "Cc", "Zl", "Zp"}  # no widths of their own
RIGHT_TO_LEFT = {"R", "AL", "AN"}


def measured(code: int) -> bool:
    """Return whether a character has one width, wherever it stands."""
    character = chr(code)
    return (
        32 <= code < LAST
        and unicodedata.category(character) not in STACKED
        and unicodedata.bidirectional(character) not in RIGHT_TO_LEFT
    )


def widths(font: TTFont) -> list[list[object]]:
    """Return [first code point, widths] of every unbroken row of characters."""
    names, advances = font.getBestCmap(), font["hmtx"]
    rows: list[list[object]] = []
    following = -1
    for code in sorted(code for code in names if measured(code)):
        if code != following:
            rows.append([code, []])
        rows[-1][1].append(advances[names[code]][0])  # type: ignore[attr-defined]  # a row is [int, list]
        following = code + 1
    return rows


def family(folder: Path, file: str, names: list[str]) -> dict[str, object]:
    """Return the table of one family; heights are those of the hhea table, which Word and LibreOffice use here."""
    fonts = [TTFont(next(folder.rglob(f"{file}-{style}.ttf"))) for style in STYLES]
    head = fonts[0]["hhea"]
    return {
        "names": names,
        "units": fonts[0]["head"].unitsPerEm,
        "ascent": head.ascent,
        "descent": -head.descent,
        "gap": head.lineGap,
        "widths": [widths(font) for font in fonts],
    }


def main() -> None:
    """Write the tables."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype")
    tables = [family(folder, file, names) for file, names in FAMILIES.items()]
    TARGET.write_text(json.dumps(tables, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
