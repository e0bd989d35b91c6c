"""The section tree of a contract: from labels and headings to addresses as a lawyer would cite them."""

from contractkit.outline.line import Line, ListLabel, Readable
from contractkit.outline.tree import Outline, Place, outline

__all__ = ["Line", "ListLabel", "Outline", "Place", "Readable", "outline"]
