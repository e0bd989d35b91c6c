"""How long a draft takes, beside docxtpl, docx-templates and plain python-docx calls with the same words.

    pip install -r benchmarks/drafting/requirements.txt
    npm install --prefix /tmp/docx-templates docx-templates@4.15.0       # this one where node is at hand
    python benchmarks/drafting/measure.py examples/deal.yaml --node-modules /tmp/docx-templates/node_modules

Each way runs in nine fresh processes, in turn; medians of processor time and ratios are printed, so that a busy machine
slows all alike.
"first" is the first draft of a process, imports aside; "next" the one after. The others get the finished text: no
choosing, filling, numbering or checking is counted for them, and their files have typed numbers and no references.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contractkit.manuscript import Block, Manuscript, SignatureBlock, TableBlock

PROCESSES = 9
DOCX_TEMPLATES = "docx-templates"
ROOT = Path(__file__).resolve().parents[2]


def joined(inlines: Any) -> str:
    """The text of inlines."""
    return "".join(inline.text for inline in inlines)


def plain(manuscript: Manuscript) -> list[dict[str, Any]]:
    """The contract as text: paragraphs, and rows of tables."""
    found: list[dict[str, Any]] = []
    for block in manuscript.blocks:
        if isinstance(block, Block):
            text = f"{block.number} {joined(block.inlines)}".strip()
            found.append({"text": text, "heading": "heading" in block.kind, "rows": []})
        elif isinstance(block, TableBlock):
            rows = [list(block.header), *([joined(cell) for cell in row] for row in block.rows)]
            found.append({"text": block.caption, "heading": False, "rows": rows})
        elif isinstance(block, SignatureBlock):
            found.append({"text": block.party, "heading": False, "rows": [list(line) for line in block.lines]})
    return found


def with_contractkit(deal_file: Path) -> Callable[[], bytes]:
    """A whole draft: clauses chosen and filled, numbered, rendered, examined."""
    from contractkit.deal.file import load_deal
    from contractkit.draft import draft_contract
    from contractkit.library.load import load_library

    deal, library = load_deal(deal_file), load_library()
    return lambda: draft_contract(deal, "agreement", library)


def rendering_alone(deal_file: Path) -> Callable[[], bytes]:
    """What compares with the others: the finished text becomes a Word file."""
    from contractkit.word.render import render_manuscript

    shell = (ROOT / "templates" / "agreement" / "shell.docx").read_bytes()
    manuscript = manuscript_of(deal_file)
    return lambda: render_manuscript(manuscript, shell)


def manuscript_of(deal_file: Path) -> Manuscript:
    """The example's text."""
    from contractkit.deal.file import load_deal
    from contractkit.draft import draft_manuscript
    from contractkit.library.load import load_library

    return draft_manuscript(load_deal(deal_file), "agreement", load_library())


def with_python_docx(deal_file: Path) -> Callable[[], bytes]:
    """One call for each paragraph and cell."""
    import docx

    blocks = plain(manuscript_of(deal_file))

    def draft() -> bytes:
        document = docx.Document()
        for block in blocks:
            document.add_paragraph(block["text"], style="Heading 1" if block["heading"] else None)
            rows = block["rows"]
            if rows:
                table = document.add_table(rows=len(rows), cols=len(rows[0]))
                for row, cells in zip(table.rows, rows, strict=True):
                    for cell, text in zip(row.cells, cells, strict=True):
                        cell.text = text
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return draft


def with_docxtpl(deal_file: Path) -> Callable[[], bytes]:
    """A template with a loop over headings and paragraphs, and in it loops over the rows and cells of a table."""
    import docx
    from docxtpl import DocxTemplate

    made = docx.Document()
    made.add_paragraph("{%p for b in blocks %}")
    made.add_paragraph("{%p if b.heading %}")
    made.add_paragraph("{{ b.text }}", style="Heading 1")
    made.add_paragraph("{%p else %}")
    made.add_paragraph("{{ b.text }}")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if b.rows %}")
    table = made.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        (
            ("{%tr for r in b.rows %}", "", ""),
            ("{%tc for c in r %}", "{{ c }}", "{%tc endfor %}"),
            ("{%tr endfor %}", "", ""),
        )
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    template = io.BytesIO()
    made.save(template)
    blocks = plain(manuscript_of(deal_file))

    def draft() -> bytes:
        document = DocxTemplate(io.BytesIO(template.getvalue()))
        document.render({"blocks": blocks}, autoescape=True)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return draft


def with_docx_templates(deal_file: Path, node_modules: Path) -> list[float]:
    """Seconds of the processor for the first and the next draft of docx-templates, measured in node itself."""
    import docx

    made = docx.Document()
    for line in ("FOR b IN blocks", "IF $b.heading"):
        made.add_paragraph(f"+++{line}+++")
    made.add_paragraph("+++INS $b.text+++", style="Heading 1")
    for line in ("END-IF", "IF !$b.heading"):
        made.add_paragraph(f"+++{line}+++")
    made.add_paragraph("+++INS $b.text+++")
    made.add_paragraph("+++END-IF+++")
    for width in (2, 3, 4, 5):  # a table for each width: this library has no loop over the columns of a table
        made.add_paragraph(f"+++IF $b.width === {width}+++")
        table = made.add_table(rows=3, cols=width)
        table.cell(0, 0).text, table.cell(2, 0).text = "+++FOR r IN $b.rows+++", "+++END-FOR r+++"
        for column in range(width):
            table.cell(1, column).text = f"+++INS $r[{column}]+++"
        made.add_paragraph("+++END-IF+++")
    made.add_paragraph("+++END-FOR b+++")
    blocks = [
        {**block, "width": len(block["rows"][0]) if block["rows"] else 0} for block in plain(manuscript_of(deal_file))
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made.save(str(folder / "template.docx"))
        (folder / "blocks.json").write_text(json.dumps(blocks), encoding="utf-8")
        script = Path(__file__).with_name("docx_templates.js")
        command = ["node", str(script), str(node_modules), str(folder)]
        return list(json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout))


WAYS: dict[str, Callable[[Path], Callable[[], bytes]]] = {
    "contractkit, whole draft": with_contractkit,
    "contractkit, rendering alone": rendering_alone,
    "python-docx calls": with_python_docx,
    "docxtpl": with_docxtpl,
}


def timed(way: str, deal_file: Path) -> list[float]:
    """Seconds of the processor for the first and for the next draft in this process."""
    draft = WAYS[way](deal_file)
    seconds = []
    for _ in range(2):
        start = time.process_time()
        draft()
        seconds.append(time.process_time() - start)
    return seconds


def main() -> None:
    """Measure every way in fresh processes, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("deal", type=Path)
    parser.add_argument("--way", choices=[*WAYS, DOCX_TEMPLATES], help="Measure this one in this process.")
    parser.add_argument("--node-modules", type=Path, help="Where docx-templates is installed; without, it is left out.")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    arguments = parser.parse_args()
    if arguments.way:
        if arguments.way == DOCX_TEMPLATES:
            print(json.dumps(with_docx_templates(arguments.deal, arguments.node_modules)))
        else:
            print(json.dumps(timed(arguments.way, arguments.deal)))
        return
    ways = [*WAYS, *([DOCX_TEMPLATES] if arguments.node_modules else [])]
    found: dict[str, list[list[float]]] = {way: [] for way in ways}
    for _ in range(arguments.processes):
        for way, runs in found.items():
            command = [sys.executable, __file__, str(arguments.deal), "--way", way]
            command += ["--node-modules", str(arguments.node_modules)] if arguments.node_modules else []
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
            runs.append(json.loads(done.stdout))
    medians = {way: [statistics.median(run[at] for run in runs) for at in (0, 1)] for way, runs in found.items()}
    base = medians["contractkit, rendering alone"][1]
    print(f"{'':30} {'first':>8} {'next':>8}   next, as a multiple of rendering alone")
    for way, (first, later) in medians.items():
        print(f"{way:30} {first * 1000:6.0f} ms {later * 1000:5.0f} ms   {later / base:.1f}")


if __name__ == "__main__":
    main()
