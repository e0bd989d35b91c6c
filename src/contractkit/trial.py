"""Try a rule, or a wording of ours, on text: whether the library keeps its word."""

from __future__ import annotations

from contractkit.canonical import Roles
from contractkit.evidence import Evidence, gather_evidence
from contractkit.library.catalogue import Library
from contractkit.library.models import Rule, Wording
from contractkit.library.suggestion import suggestion_text
from contractkit.plain import document_from_text
from contractkit.rules.context import Context
from contractkit.rules.evaluate import evaluate

# In examples and in our own wording the parties have these names.
EXAMPLE_ROLES = Roles(
    ("Customer", "Client", "You", "Your"), ("Vendor", "Provider", "Supplier", "Agency", "We", "Us", "Our")
)


def try_rule(rule: Rule, text: str, library: Library) -> bool:
    """Return whether ``rule`` fires on an example text in which the parties are called Customer and Vendor.

    Raises LibraryError for a phrase that is not well formed, or an entry point that no package offers.
    """
    context = Context(_evidence(text), library)
    return next(iter(evaluate(rule, context)), None) is not None


def try_wording(wording: Wording, library: Library) -> list[str]:
    """Return what our own check says against our own wording: elements that it lacks, and rules that fire on it.

    Values that only a deal gives stand in brackets here, so facts are judged on whole drafts instead. Raises
    LibraryError like try_rule.
    """
    titles = {family.id: family.title.en for family in library.families.values()}
    text = suggestion_text(wording, "Customer", "Vendor", titles)
    context = Context(_evidence(f"# {wording.title}\n\n{text}"), library)
    return [*_lacking(wording, context), *_firing(library, context)]


def _evidence(text: str) -> Evidence:
    return gather_evidence(document_from_text(text), EXAMPLE_ROLES)


def _lacking(wording: Wording, context: Context) -> list[str]:
    needs = ("must", "should") if wording.position == "preferred" else ("must",)
    return [
        f"the wording does not show element {judged.element.id}: {judged.element.says}"
        for judged in context.judgement(wording.family).elements
        if judged.element.need in needs and not judged.met
    ]


def _firing(library: Library, context: Context) -> list[str]:
    paragraphs = context.evidence.document.paragraphs
    return [
        f"rule {rule.id} fires on it: {paragraphs[hit.place.paragraph].text[:120] if hit.place else ''}"
        for rule in library.rules.values()
        if rule.kind == "forbidden"
        for hit in evaluate(rule, context)
    ]
