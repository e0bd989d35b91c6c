"""Many deals in one workbook: one contract a row, and the lists of each deal on further sheets."""

from contractkit.deal.sheet.read import SheetDeal, read_sheet
from contractkit.deal.sheet.write import make_sheet

__all__ = ["SheetDeal", "make_sheet", "read_sheet"]
