"""What a reader must know before trusting a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contractkit.findings import Attention, FamilyStatus
from contractkit.judging.case import Case
from contractkit.roles import GIVEN

_LANGUAGES = {
    "en": "English", "es": "Spanish", "de": "German", "fr": "French", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "ar": "Arabic", "el": "Greek", "he": "Hebrew", "hi": "Hindi", "ja": "Japanese", "ko": "Korean",
    "ru": "Russian or another language in Cyrillic letters", "th": "Thai", "zh": "Chinese",
}  # fmt: skip


def caveats(case: Case, families: Iterable[FamilyStatus]) -> list[Attention]:
    """Return the notes for the head of the report, each without a quote: parties, language, kind of file."""
    notes = [*_doubt_about_roles(case), *_names_not_there(case), *(_foreign(case) or _no_contract(case, families))]
    return [Attention(section="", quote="", reasons=[note]) for note in notes]


def is_foreign(case: Case) -> bool:
    """Return True when the document is in another language than the playbook's rules."""
    return case.document.language != case.playbook.language


def _doubt_about_roles(case: Case) -> Iterator[str]:
    roles = case.context.evidence.roles
    if not roles.sure:
        yield (
            f"it is not sure who is who ({roles.reason}); we took {case.customer} for the customer and {case.vendor} "
            "for the vendor. If that is wrong, give --customer and --vendor"
        )


def _names_not_there(case: Case) -> Iterator[str]:
    """Names that somebody gave and that the document does not use: rules on that party can find nothing."""
    roles, paragraphs = case.context.evidence.roles, case.document.paragraphs
    if roles.reason != GIVEN:
        return
    for role, names in (("customer", roles.customer), ("vendor", roles.vendor)):
        wanted = [name.casefold() for name in names]
        if not any(name in paragraph.text.casefold() for paragraph in paragraphs for name in wanted):
            told = ", ".join(names)
            yield (
                f"the document nowhere says {told}, the name that was given for the {role}; give the name that it uses"
            )


def _foreign(case: Case) -> list[str]:
    if not is_foreign(case):
        return []
    written, known = (
        _LANGUAGES.get(tag, f'the language "{tag}"') for tag in (case.document.language, case.playbook.language)
    )
    return [
        f"the document is in {written}, and the rules read {known}: what is said here, above all that a clause is not "
        f"there, cannot be relied on. Have it translated, or read by somebody who knows {written}"
    ]


def _no_contract(case: Case, families: Iterable[FamilyStatus]) -> Iterator[str]:
    needed = [family.status for family in families if family.need is not None]
    if needed and all(status == "missing" for status in needed):
        yield (
            f"none of the clauses that the playbook {case.playbook.id} asks for was recognised; check that this is the "
            "right file, and a contract"
        )
