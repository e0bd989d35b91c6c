"""Who is who."""

import pytest

from contractkit.plain import document_from_text
from contractkit.roles import find_roles


def roles(text: str) -> tuple[set[str], set[str], bool]:
    found = find_roles(document_from_text(text))
    return set(found.customer), set(found.vendor), found.sure


def test_role_nouns_in_a_party_block() -> None:
    customer, vendor, sure = roles(
        '(1) Acme Shops Limited, a company registered in England (the "Client"); and\n'
        '(2) Bright Desk S.L., a company registered in Spain ("Agency").\n'
        "The Agency shall answer calls. The Client shall pay. The Agency and the Client agree. The Client and Agency sign. Agency."
    )
    assert sure
    assert "Client" in customer and "Agency" in vendor
    assert "Acme Shops Limited" in customer and "Bright Desk S.L." in vendor


def test_ambiguous_names_by_who_performs_and_who_pays() -> None:
    customer, vendor, sure = roles(
        'Agreement between Nordhaus GmbH ("Company") and Oakline Ltd ("Oakline").\n'
        "Oakline shall provide customer support services to Company. Company shall pay Oakline.\n"
        "Oakline's agents follow the script. Company's customers are served well. Company and Oakline meet monthly."
    )
    assert sure
    assert "Company" in customer and "Oakline" in vendor


def test_we_and_you() -> None:
    customer, vendor, _ = roles(
        'These terms are between Desk Ltd ("we") and the Customer ("you").\n'
        "We will provide the services. We may use tools. We will answer tickets. We shall report. We must keep hours.\n"
        "You will pay. You must give access. You agree to the terms. You may end it. You shall cooperate. Customer, Customer, Customer."
    )
    assert "We" in vendor and "You" in customer


def test_an_override_wins() -> None:
    found = find_roles(document_from_text("Nothing here."), {"customer": ["Buyer"], "vendor": ["Acme"]})
    assert (found.customer, found.vendor, found.sure) == (("Buyer",), ("Acme",), True)


def test_nothing_to_go_by_is_said() -> None:
    found = find_roles(document_from_text("The weather is fine."))
    assert not found.sure
    assert found.reason


@pytest.mark.parametrize("noun", ["Supplier", "Service Provider", "Contractor", "Processor"])
def test_every_vendor_noun(noun: str) -> None:
    _, vendor, _ = roles(
        f'X Ltd (the "{noun}") and Y Ltd (the "Client"). {noun} works. {noun} acts. {noun} ends. Client pays. Client asks. Client goes.'
    )
    assert noun in vendor
