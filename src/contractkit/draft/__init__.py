"""Draft a contract: a deal, a template and the clause library become a Word file.

The same deal, template and library always give the same bytes. Nothing here asks the clock or the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from contractkit.deal import Deal
from contractkit.draft.assembly import assemble
from contractkit.draft.clauses import define, fill_parts, shared_values, unconfirmed_facts, used_terms
from contractkit.draft.compiled import COMPILED
from contractkit.draft.confirmations import confirmations, unknown_confirmations, with_unconfirmed
from contractkit.draft.contradictions import problems
from contractkit.draft.gate import passed, provenance
from contractkit.draft.numbering import DEFINITIONS, number_parts
from contractkit.draft.selection import families_of, select_parts
from contractkit.errors import DealError, LibraryError
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.manuscript import Manuscript
from contractkit.theme import Look
from contractkit.word.render import render_manuscript

__all__ = ["draft_contract", "draft_manuscript", "problems"]


def draft_contract(
    deal: Deal,
    template: str = "agreement",
    library: Library | None = None,
    positions: Mapping[str, str] | None = None,
    look: Look | None = None,
) -> bytes:
    """Return the contract as a Word file.

    ``positions`` maps a family to the position to use ("fallback-1") and goes before the deal's own choice.
    ``look`` is the house style, the page, a watermark and the draft's number (``contractkit.theme.load_look``).
    Raises DealError with every contradiction of the deal, LibraryError when clauses do not fit together, UsageError
    when there is no such template.
    """
    chosen = _shipped_library() if library is None else library
    manuscript = draft_manuscript(deal, template, chosen, positions)
    COMPILED.store()
    shell = chosen.shell(template).read_bytes()
    return passed(render_manuscript(manuscript, shell, look or Look()), deal, template)


def draft_manuscript(
    deal: Deal, template: str, library: Library, positions: Mapping[str, str] | None = None
) -> Manuscript:
    """Return the contract's text, numbered and cross-referenced, before it becomes a Word file. Raises like above."""
    layout = library.template(template)
    found = [*problems(deal, library, template, positions or {}), *unknown_confirmations(deal)]
    if found:
        raise DealError("\n".join(found))
    parts = select_parts(layout, deal, library, positions or {})
    marked = with_unconfirmed(deal)
    filled = fill_parts(parts, marked, library)
    families = families_of(parts)
    meanings = define(used_terms(filled), library, shared_values(marked, library, families))
    if meanings and DEFINITIONS not in families:
        raise LibraryError(f'template "{template}" uses defined terms but has no "{DEFINITIONS}" clause')
    numbered, addresses = number_parts(filled)
    manuscript = assemble(numbered, addresses, meanings, deal, layout)
    confirm = confirmations(unconfirmed_facts(filled, meanings))
    return replace(manuscript, confirm=confirm, provenance=provenance(deal, layout, library))


@lru_cache(maxsize=1)
def _shipped_library() -> Library:
    return load_library()
