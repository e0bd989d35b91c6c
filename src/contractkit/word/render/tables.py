"""Tables of a draft: header rows that repeat, rows that do not split, and signatures that stay together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from contractkit.manuscript import Cell, SignatureBlock, TableBlock, Text
from contractkit.word.render.fields import References
from contractkit.word.render.markup import Runs, escaped

_FIRST_ROW_ONLY = (
    'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
)
_CHARACTER, _CELL_MARGINS = 108, 190  # twips: a bold character of 8.5 pt, and both margins of a cell
_LONGEST_WORD = 18  # longer words may break
_SMALL_TABLE = 8  # up to so many lines stay on one page
_LETTER = 85  # twips: a usual character of 8.5 pt

Stamping = Callable[[str], str]  # from the text of a paragraph to the id that it gets


def table_markup(
    block: TableBlock, text_width: int, references: References, stamp: Stamping, *, keep_next: bool = False
) -> str:
    """Return a table over the whole text width (in twips), with its caption above.

    With ``keep_next`` its last row stays with what follows.
    """
    widths = _column_widths(block, text_width)
    caption = _plain(block.caption, "TableCaption", stamp)
    start = _start("ContractTable", widths, block.caption, f"Columns: {', '.join(block.header)}.")
    titles = [(Text(title),) for title in block.header]
    rows = [_row(widths, "TableHeading", titles, references, stamp, header=True, keep=True)]
    count = len(block.rows)
    small = sum(_lines(row, widths) for row in block.rows) <= _SMALL_TABLE
    for at, row in enumerate(block.rows, start=1):
        keep = small or at in (1, count - 1) if at < count else keep_next  # no row alone on a page
        rows.append(_row(widths, "TableText", row, references, stamp, keep=keep))
    return f"{caption}{start}{''.join(rows)}</w:tbl>"


def signatures_markup(blocks: Sequence[SignatureBlock], text_width: int, stamp: Stamping) -> str:
    """Return where the parties sign, side by side: a table of rows that are kept together, so that none stands alone.

    Each party has a column, with its name above, so that a row is one question to all.
    """
    widths = [text_width // len(blocks)] * len(blocks)
    names = [_signing(block.party, stamp) for block in blocks]
    lines = [
        [_line(label, value, stamp) for label, value in row]
        for row in zip(*(block.lines for block in blocks), strict=True)
    ]
    parties = " and ".join(block.party for block in blocks)
    start = _start("SignatureTable", widths, f"Signatures of {parties}", "A column of lines to sign on for each party.")
    rows = [_set_row(map(_cell, widths, row), header=row is names) for row in (names, *lines)]
    return f"{start}{''.join(rows)}</w:tbl>"


def _signing(party: str, stamp: Stamping) -> str:
    runs = Runs()
    runs.add_text("Signed for and on behalf of ")
    runs.add("<w:r><w:br/></w:r>")
    runs.add_text(party, "Strong")
    return runs.paragraph("SignatureParty", stamp(runs.text))


def _line(label: str, value: str, stamp: Stamping) -> str:
    runs = Runs()
    runs.add_text(f"{label}:")
    runs.add_tab()
    if value:
        runs.add_text(value)
    return runs.paragraph("SignatureLine", stamp(runs.text))


def _plain(text: str, style: str, stamp: Stamping) -> str:
    runs = Runs()
    if text:
        runs.add_text(text)
    return runs.paragraph(style, stamp(text))


def _column_widths(block: TableBlock, text_width: int) -> list[int]:
    """Return the columns' widths by their shares, but none narrower than its longest word."""
    shares = block.widths or (1,) * len(block.header)
    widths = [text_width * share // sum(shares) for share in shares]
    least = [_least_width(block, column) for column in range(len(widths))]
    lacking = sum(max(need - width, 0) for need, width in zip(least, widths, strict=True))
    spare = [max(width - need, 0) for need, width in zip(least, widths, strict=True)]
    if 0 < lacking <= sum(spare):
        widths = [
            need if width < need else width - lacking * room // sum(spare)
            for need, width, room in zip(least, widths, spare, strict=True)
        ]
    widths[-1] += text_width - sum(widths)
    return widths


def _least_width(block: TableBlock, column: int) -> int:
    texts = [block.header[column], *("".join(inline.text for inline in row[column]) for row in block.rows)]
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return min(longest, _LONGEST_WORD) * _CHARACTER + _CELL_MARGINS


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return about how many lines a row takes."""
    letters = (sum(len(inline.text) for inline in cell) for cell in row)
    return max(
        1 + count * _LETTER // max(width - _CELL_MARGINS, 1) for count, width in zip(letters, widths, strict=True)
    )


def _start(style: str, widths: list[int], caption: str, description: str) -> str:
    """Return the beginning of a table; caption and description are read to who cannot see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {_FIRST_ROW_ONLY}/><w:tblCaption w:val="{escaped(caption)}"/>'
        f'<w:tblDescription w:val="{escaped(description)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _row(
    widths: list[int],
    style: str,
    cells: Sequence[Cell],
    references: References,
    stamp: Stamping,
    *,
    header: bool = False,
    keep: bool = False,
) -> str:
    found = []
    for width, cell in zip(widths, cells, strict=True):
        runs = Runs()
        references.add_inlines(runs, cell)
        found.append(_cell(width, runs.paragraph(style, stamp(runs.text), keep_next=keep)))
    return _set_row(found, header=header)


def _set_row(cells: Iterable[str], *, header: bool) -> str:
    properties = f"<w:cantSplit/>{'<w:tblHeader/>' if header else ''}"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, paragraph: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
