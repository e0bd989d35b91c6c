"""Try a rule, or a wording of ours, on text: whether the library keeps its word."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.canonical import Roles
from contractkit.evidence import gather_evidence
from contractkit.library.catalogue import Library
from contractkit.library.models import Rule, Wording
from contractkit.library.replacement import replaced_words, without_marks
from contractkit.library.suggestion import suggestion_text
from contractkit.plain import document_from_text
from contractkit.rules.context import Context
from contractkit.rules.evaluate import evaluate

# In examples and in our own wording the parties have these names.
EXAMPLE_ROLES = Roles(
    ("Customer", "Client", "You", "Your"), ("Vendor", "Provider", "Supplier", "Agency", "We", "Us", "Our")
)

_JUDGES_WORDS = ("forbidden", "limit")


def try_rule(rule: Rule, text: str, library: Library, roles: Roles = EXAMPLE_ROLES) -> bool:
    """Return whether ``rule`` fires on a text alone; as in examples, the parties are called Customer and Vendor.

    Raises LibraryError for a phrase that is not well formed, or an entry point that no package offers.
    """
    return next(iter(evaluate(rule, context_of(text, library, roles))), None) is not None


def context_of(text: str, library: Library, roles: Roles = EXAMPLE_ROLES) -> Context:
    """Return a text of its own, ready to be judged: by the library alone, a trained model decides no example."""
    return Context(gather_evidence(document_from_text(text), roles), library, read_by_model=False)


def severities_of_words(context: Context) -> dict[str, set[str]]:
    """Return the rules on words and values that fire, each with the severities of its hits."""
    rules = [rule for rule in context.library.rules.values() if rule.kind in _JUDGES_WORDS]
    return {rule.id: {str(hit.severity) for hit in hits} for rule in rules if (hits := list(evaluate(rule, context)))}


def try_wording(wording: Wording, library: Library) -> list[str]:
    """Return what our own check says against our own wording: elements that it lacks, and rules that fire on it.

    Values that only a deal gives stand in brackets here, so facts are judged on whole drafts instead. Raises
    LibraryError like try_rule.
    """
    titles = {family.id: family.title.en for family in library.families.values()}
    text = suggestion_text(wording, "Customer", "Vendor", titles)
    context = context_of(f"# {wording.title}\n\n{text}", library)
    return [*_lacking(wording, context), *_firing(library, context)]


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


def try_redline(rule: Rule, library: Library) -> list[str]:
    """Return what is wrong with a rule's redline: the rule, or a critical or high one, would fire on the new words.

    Each flag example is edited as a handoff would edit it. Empty when the rule has no redline of words. Raises
    LibraryError like try_rule.
    """
    if rule.redline is None or rule.redline.insert:
        return []
    edited = [text for example in rule.tests.flag if (text := _edited(rule, example, library)) is not None]
    if not edited:
        return [f"the redline of {rule.id} changes none of its flag examples"]
    again = [
        f"{rule.id} fires again on its own redline: {text[:120]}" for text in edited if try_rule(rule, text, library)
    ]
    return again + ([] if again else _worse(rule, dict.fromkeys(edited), library))


def _edited(rule: Rule, example: str, library: Library) -> str | None:
    """The first passage that the rule flags, after the redline; None when the redline does not apply to it."""
    context = context_of(example, library)
    hit = next(iter(evaluate(rule, context)), None)
    if hit is None or hit.place is None:
        return None
    place = hit.place
    quote = context.evidence.document.paragraphs[place.paragraph].text[place.start : place.end]
    broken = {
        fact.quantity
        for fact in context.facts
        if (fact.name, fact.paragraph, fact.start) == (getattr(rule, "fact", ""), place.paragraph, place.start)
    }
    return replaced_words(rule, quote, broken, _in_example_names)


def _in_example_names(text: str) -> str:
    return without_marks(text.replace("{customer}", "Customer").replace("{vendor}", "Vendor"))


def _worse(rule: Rule, texts: Iterable[str], library: Library) -> list[str]:
    """The critical and high rules that fire on the new words, and the families that they turn round."""
    found = {}
    for text in texts:
        context = context_of(text, library)
        for other, severities in severities_of_words(context).items():
            if {"critical", "high"} & severities:
                found[other] = f"the redline of {rule.id} makes {other} fire: {text[:120]}"
        for family in library.families if rule.redline and rule.redline.instead else ():
            if context.judgement(family).status == "inverted":
                found[family] = f"the redline of {rule.id} reads as a {family} clause turned round: {text[:120]}"
    return list(found.values())
