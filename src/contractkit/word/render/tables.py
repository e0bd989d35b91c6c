"""Tables of a draft: header rows that repeat, rows that do not split, and signature blocks that stay together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
_LABEL_WIDTH, _LINE_WIDTH = 1600, 5200  # twips

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


def signature_markup(block: SignatureBlock, text_width: int, stamp: Stamping) -> str:
    """Return one party's signature block; its paragraphs are kept with the next, so that it never breaks."""
    heading = Runs()
    heading.add_text("Signed for and on behalf of ")
    heading.add_text(block.party, "Strong")
    first = heading.paragraph("SignatureParty", stamp(heading.text))
    widths = [_LABEL_WIDTH, min(_LINE_WIDTH, text_width - _LABEL_WIDTH)]
    start = _start("SignatureTable", widths, f"Signature of {block.party}", "Lines to sign on.")
    rows = [
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(widths[0], _plain(label, 'SignatureLabel', stamp))}"
        f"{_cell(widths[1], _plain(value, 'SignatureLine', stamp))}</w:tr>"
        for label, value in block.lines
    ]
    return f"{first}{start}{''.join(rows)}</w:tbl>"


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
    return max(1 + count * _LETTER // max(width - _CELL_MARGINS, 1) for count, width in zip(letters, widths, strict=True))


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
    properties = f"<w:cantSplit/>{'<w:tblHeader/>' if header else ''}"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(found)}</w:tr>"


def _cell(width: int, paragraph: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
