"""Make the pictures of docs/marking.md: marked papers printed by LibreOffice with their comments in the margin.

Needs LibreOffice and pdftoppm. Run from the top of the repository: python docs/images/render_marked.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))
from vendor_paper import marked  # noqa: E402

IN_MARGIN = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Writer/Print/Content"><prop oor:name="Note" oor:op="fuse"><value>4</value>'
    "</prop></item></oor:items>"
)
CROP = ["-x", "60", "-y", "140", "-W", "800", "-H", "400"]


def main() -> None:
    """Write marked-formed.png and marked-typed.png."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(IN_MARGIN, encoding="utf-8")
        for paper in ("formed", "typed"):
            (folder / f"{paper}.docx").write_bytes(marked(paper)[1].data)
            office = ["soffice", f"-env:UserInstallation={folder.as_uri()}", "--headless", "--print-to-file"]
            target = ["--printer-name", "Generic Printer", "--outdir", str(folder), str(folder / f"{paper}.docx")]
            subprocess.run([*office, *target], check=True, capture_output=True)
            picture = str(ROOT / "docs" / "images" / f"marked-{paper}")
            pages = ["pdftoppm", "-r", "105", "-png", "-singlefile", *CROP, str(folder / f"{paper}.pdf"), picture]
            subprocess.run(pages, check=True, capture_output=True)


if __name__ == "__main__":
    main()
