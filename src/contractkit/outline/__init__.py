"""The section tree of a contract: from labels and headings to addresses as a lawyer would cite them."""

from contractkit.outline.tree import Line, ListLabel, Outline, Place, Readable, outline

__all__ = ["Line", "ListLabel", "Outline", "Place", "Readable", "outline"]
