"""Present, weak, inverted, missing: and the words that justify it."""

import pytest

from checking import check, element, family, library, only, status

AUDIT = family(
    "audit-rights",
    headings=["audit"],
    signals=["audit*"],
    elements=[
        element("right", "{customer} {may} ... audit", defeated_by=["{customer} waives ... audit"]),
        element("access", "{vendor} {must} ... give access"),
        element("records", "keep ... records", need="should"),
    ],
    need={"msa": "must"},
)
RIGHT, ACCESS = "Client may audit Provider each year.", "Provider must give access to its books for an audit."


def audit(text: str, **options: object) -> str:
    return status(check(text, library(AUDIT), **options), "audit-rights").status


def test_present_when_every_needed_element_is_said() -> None:
    report = check(f"{RIGHT} {ACCESS}", library(AUDIT))
    found = status(report, "audit-rights")
    assert found.status == "present"
    assert {(e.id, e.met, e.quote) for e in found.elements} == {
        ("right", True, RIGHT), ("access", True, ACCESS), ("records", False, None),
    }  # fmt: skip
    assert only(report, "audit-rights-incomplete").severity == "low"


def test_weak_names_what_is_missing_in_one_finding() -> None:
    report = check(RIGHT, library(AUDIT))
    finding = only(report, "audit-rights-weak")
    assert status(report, "audit-rights").status == "weak"
    assert "(1) Says access. (2) Says records." in finding.message
    assert (finding.severity, finding.quote, finding.kind) == ("medium", RIGHT, "risk")


@pytest.mark.parametrize(
    "sentence",
    [
        "Client waives any right to audit Provider.",
        "Nothing in this Agreement means that Client may audit Provider.",
        "In no event Client may audit Provider.",
    ],
)
def test_inverted_when_the_words_say_the_opposite(sentence: str) -> None:
    report = check(sentence, library(AUDIT))
    found, finding = status(report, "audit-rights"), only(report, "audit-rights-inverted")
    assert found.status == "inverted"
    assert (finding.kind, finding.severity, finding.quote) == ("inverted", "high", sentence)
    assert "It must say this: Says right." in finding.message


def test_turned_round_in_part_when_another_needed_element_stands() -> None:
    report = check(f"Client waives any right to audit. {ACCESS}", library(AUDIT))
    assert status(report, "audit-rights").status == "weak"
    assert only(report, "audit-rights-inverted").kind == "risk"


def test_a_restriction_beside_the_right_does_not_turn_it_round() -> None:
    assert audit(f"{RIGHT} {ACCESS} Client waives a second audit in one year.") == "present"


def test_missing_when_nothing_speaks_of_it() -> None:
    report = check("Client pays Provider every month.", library(AUDIT))
    finding = only(report, "audit-rights-missing")
    assert (finding.kind, finding.severity, finding.quote, finding.paragraph) == ("missing", "high", "", None)
    assert finding.title == "No clause on audit rights"
    found = status(report, "audit-rights")
    assert (found.status, found.sections) == ("missing", [])


def test_the_topic_alone_is_no_clause() -> None:
    assert audit("The audit was a success and everybody was glad about it.") == "missing"


def test_a_heading_alone_is_no_clause() -> None:
    assert (
        audit("# 1. Audit\n1.1 Reserved.\n# 2. Other\n2.1 Client pays Provider every month by bank transfer.")
        == "missing"
    )


def test_a_heading_over_a_body_is_a_clause_however_weak() -> None:
    text = "# 1. Audit\n1.1 The parties talk about books every year in a good spirit and over lunch."
    assert audit(text) == "weak"


THREE = family(
    "handover",
    signals=["handover"],
    elements=[
        element("plan", "plan"),
        element("people", "people"),
        element("price", "price"),
        element("end", "last day"),
    ],
    need={"msa": "must"},
)


def test_scattered_elements_do_not_make_a_clause() -> None:
    scattered = "\n".join(
        (
            "# 1. Handover words", "1.1 A handover is a handover.", "# 2. Money", "2.1 The price is fair.",
            "# 3. Staff", "3.1 The people are kind.", "# 4. Project", "4.1 The plan is good.",
        )
    )  # fmt: skip
    together = "# 1. The end\n1.1 A handover follows a plan. Its people and its price are known."
    assert status(check(scattered, library(THREE)), "handover").status == "missing"
    assert status(check(together, library(THREE)), "handover").status == "weak"


def test_an_element_may_stand_in_an_item_under_its_lead_in() -> None:
    text = "4.1 Client may at any time:\n(a) audit Provider; or\n(b) ask.\n4.2 For an audit Provider must give access."
    assert audit(text) == "present"


def test_a_definition_is_no_clause() -> None:
    text = "“Audit” means a visit in which Client may audit Provider and Provider must give access."
    assert audit(text) == "missing"


def test_a_definition_is_read_with_the_clause() -> None:
    text = f"# 1. Definitions\n“Audit” means a visit for which Provider must give access.\n# 2. Visits\n2.1 {RIGHT}"
    assert audit(text) == "present"


def test_need_depends_on_the_kind_of_contract_and_the_playbook() -> None:
    assert check("Client pays.", library(AUDIT), document_type="sla").findings == []
    playbook = {"needs": {"msa": {"audit-rights": None}}}
    assert check("Client pays.", library(AUDIT, playbook=playbook)).findings == []
    playbook = {"missing_severity": {"audit-rights": "critical"}}
    report = check("Client pays.", library(AUDIT, playbook=playbook))
    assert only(report, "audit-rights-missing").severity == "critical"


def test_a_clause_that_nobody_needs_is_listed_only_when_it_is_there() -> None:
    optional = AUDIT.model_copy(update={"need": {}})
    assert check("Client pays.", library(optional)).families == []
    report = check(RIGHT, library(optional))
    assert status(report, "audit-rights").need is None
    assert report.findings == []


def test_a_clause_that_is_only_nice_to_have_is_never_more_than_a_note() -> None:
    nice = AUDIT.model_copy(update={"need": {"msa": "nice"}})
    assert check("Client pays.", library(nice)).findings == []
    assert [f.severity for f in check(RIGHT, library(nice)).findings] == ["low"]
    assert check(f"{RIGHT} {ACCESS}", library(nice)).findings == []


def test_a_useful_clause_that_stands_only_in_the_place_of_another_is_noted() -> None:
    """In a contract that gives each clause a heading, what its sentences elsewhere leave out is told."""
    useful = AUDIT.model_copy(update={"need": {"msa": "should"}})
    others = [
        family(name, headings=[name], signals=[name]) for name in ("payment", "notices", "term", "price", "parties")
    ]
    headed = (
        "# Payment\nClient pays each month, thirty days after it has the invoice.\n# Notices\n{}\n# Term\nOne year."
        "\n# Price\nAs listed.\n# Parties\nClient and Provider."
    )
    lodged = check(headed.format(f"{RIGHT} {ACCESS}"), library(useful, *others))
    finding = only(lodged, "audit-rights-incomplete")
    assert (finding.severity, finding.quote) == ("low", RIGHT)
    assert finding.message.startswith("No heading names this clause.")
    own = check(headed.format("By letter.") + f"\n# Audit\n{RIGHT} {ACCESS}", library(useful, *others))
    assert own.findings == []
    without_headings = check(f"{RIGHT} {ACCESS}", library(useful, *others))
    assert without_headings.findings == []


def test_a_freedom_of_the_vendor_that_needs_leave_turns_nothing_round() -> None:
    subcontracting = family(
        "subcontracting",
        headings=["subcontracting"],
        elements=[element("consent", "not subcontract", defeated_by=["{vendor} {may} ... subcontract*"])],
    )
    heading = "# 1. Subcontracting\n1.1 "
    for tail, expected in (
        ("only with Client's prior permission", "weak"),
        ("as it sees fit in its business", "inverted"),
    ):
        report = check(f"{heading}Provider may use any subcontractors {tail}.", library(subcontracting))
        assert status(report, "subcontracting").status == expected


def test_a_headed_clause_without_any_needed_words_is_quoted_by_its_first_sentence() -> None:
    text = "1. Audit. Short one. The parties talk about books every year in a good spirit and over lunch."
    (finding,) = [item for item in check(text, library(AUDIT)).findings if item.rule == "audit-rights-weak"]
    assert finding.quote.startswith("The parties talk")
