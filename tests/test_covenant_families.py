"""Non-solicitation, non-compete and most favoured customer: seen where they stand, not where their words do other work."""

import pytest

from checking import ROLES
from contractkit.canonical import Roles
from contractkit.check import check_document
from contractkit.evidence import gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.rules.context import Context

LIBRARY = load_library()
FAMILIES = ("non-solicitation", "non-compete", "most-favoured-customer")
FRAME = "# 1. Services\n1.1 Provider answers the calls of Client on every working day.\n# 2. General\n2.1 {}"


def told(sentence: str) -> set[str]:
    """The families that headings and phrases see; the text model is not asked."""
    roles = Roles(tuple(ROLES["customer"]), tuple(ROLES["vendor"]))
    evidence = gather_evidence(document_from_text(FRAME.format(sentence)), roles)
    context = Context(evidence, LIBRARY, read_by_model=False)
    return {family for family in FAMILIES if context.judgement(family).status != "missing"}


@pytest.mark.parametrize(
    ("sentence", "family"),
    [
        ("Neither party shall solicit the employees of the other during the term and for six months after it.", FAMILIES[0]),
        ("Client shall not hire any person who served the account for two years after the end.", FAMILIES[0]),
        ("Client refrains from contracting any person who has been employed by Provider.", FAMILIES[0]),
        ("For each person hired Client pays a fee of two monthly salaries, and a fee is due for every hire.", FAMILIES[0]),
        ("Provider shall not provide similar services to any competitor of Client during the term.", FAMILIES[1]),
        ("Provider agrees not to compete with the business of Client for one year after the end.", FAMILIES[1]),
        ("Neither party may hold an interest in a competing business of the other.", FAMILIES[1]),
        ("Provider charges Client prices no less favourable than those it charges any other customer.", FAMILIES[2]),
        ("If Provider offers lower rates to another customer, it reduces the rates of Client to match.", FAMILIES[2]),
        ("Client is a most-favoured customer of Provider.", FAMILIES[2]),
    ],
)  # fmt: skip
def test_the_clause_is_seen(sentence: str, family: str) -> None:
    assert family in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Provider hires and trains its agents at its own cost.",
        "Provider shall not disclose Confidential Information to anyone, competitors included.",
        "Provider shall not solicit reviews from shoppers.",
        "The rates are competitive in the market of customer support.",
        "Provider gives the customers of Client a better service than other providers do.",
        "Provider shall not employ anyone under the age of eighteen years.",
    ],
)
def test_the_same_words_in_another_job_are_not_the_clause(sentence: str) -> None:
    assert told(sentence) == set()


def test_an_agreement_without_them_lacks_nothing() -> None:
    document = document_from_text(FRAME.format("This Agreement is governed by the law of Ireland."))
    report = check_document(document, document_type="msa", roles=ROLES)
    assert not {f.rule for f in report.findings} & {f"{family}-missing" for family in FAMILIES}
    assert "governing-law-missing" not in {f.rule for f in report.findings}
    assert "liability-cap-missing" in {f.rule for f in report.findings}
