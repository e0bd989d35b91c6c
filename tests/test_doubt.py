"""In a paper that is fair all over, what is doubtful is a note; elsewhere, and where it is one-sided, it keeps its weight."""

import pytest

from checking import VOCABULARY, check, family, forbidden, library, only
from contractkit.findings import Finding
from contractkit.library.models import Rule

PLAIN = "The team answers the calls, the letters and the messages of shoppers on every working day in number {}."
TAKES = "Client accepts that Provider may use the data as it pleases and that Provider is not liable for any loss {}."
DOUBTFUL = "Provider must answer each request within two working days and may use the data to answer it."
ASKED = (
    "Provider may use the data at its sole discretion without notice or compensation where Client asked for a forecast."
)
BOTH = "Either party may use the data at its own sole discretion and without any notice or compensation to the other."
DATA = family("data-use")
EVEN_HANDED = {"even handed": ["(if|where) {customer} asked"]}


def uses(severity: str) -> Rule:
    return forbidden("uses", "use the data", family="data-use", severity=severity)


RULES = {
    level: library(DATA, uses(level), vocabulary=VOCABULARY | EVEN_HANDED) for level in ("critical", "high", "medium")
}


def found(sentence: str, *, severity: str = "high", filler: int = 150, repeated: int = 1) -> Finding:
    """The finding on ``sentence`` in a paper with so many harmless sentences, in which one-sided ones stand too."""
    others = [TAKES.format(number) for number in range(repeated - 1)]
    lines = [PLAIN.format(number) for number in range(filler)]
    report = check("\n".join([sentence, *others, *lines]), RULES[severity])
    return next(finding for finding in report.findings if finding.paragraph == 0)


@pytest.mark.parametrize("sentence", [DOUBTFUL, ASKED, BOTH], ids=["reads-fair", "customer-asked", "both-alike"])
def test_a_doubtful_wording_in_a_fair_paper_is_a_note(sentence: str) -> None:
    for severity in ("high", "medium"):
        finding = found(sentence, severity=severity)
        assert (finding.severity, finding.certainty) == ("low", "low")


def test_a_one_sided_sentence_in_a_fair_paper_keeps_its_weight() -> None:
    finding = found(TAKES.format(0))
    assert (finding.severity, finding.certainty) == ("high", "medium")


def test_what_nobody_should_sign_is_never_a_note() -> None:
    finding = found(DOUBTFUL, severity="critical")
    assert (finding.severity, finding.certainty) == ("critical", "low")


def test_in_a_one_sided_paper_nothing_is_lowered() -> None:
    assert found(ASKED, filler=110, repeated=13).severity == "high"
    assert found(DOUBTFUL, filler=110, repeated=13).severity == "high"


def test_a_short_paper_says_too_little_about_how_it_is_drafted() -> None:
    assert found(ASKED, filler=20).severity == "high"


def test_a_severity_that_the_playbook_sets_stands() -> None:
    text = "\n".join([DOUBTFUL, *(PLAIN.format(number) for number in range(150))])
    raised = library(DATA, uses("low"), playbook={"severity": {"uses": "high"}})
    assert only(check(text, raised), "uses").severity == "high"
