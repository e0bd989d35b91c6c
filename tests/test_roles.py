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
        "The Agency shall answer calls. The Client shall pay. The Agency and the Client agree. The Client and "
        "Agency sign. Agency."
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
        "You will pay. You must give access. You agree to the terms. You may end it. You shall cooperate. Customer, "
        "Customer, Customer."
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
        f'X Ltd (the "{noun}") and Y Ltd (the "Client"). {noun} works. {noun} acts. {noun} ends. Client pays. '
        f"Client asks. Client goes."
    )
    assert noun in vendor


def test_the_party_left_over_is_the_other_side() -> None:
    customer, vendor, sure = roles(
        'This Agreement is between International Machines Corporation ("IMC") and Bluebird, Inc. ("Customer").\n'
        "IMC will host. Customer will pay IMC. IMC may stop. Customer may leave. IMC and Customer agree. Customer's "
        "data."
    )
    assert sure
    assert vendor == {"IMC", "International Machines Corporation"}
    assert customer == {"Customer", "Bluebird, Inc."}


def test_a_noun_inside_a_name_is_no_party() -> None:
    customer, vendor, _ = roles(
        'Oakline Customer Studio LLP ("Oakline") serves Nord Foods Ltd ("the Company").\n'
        "Oakline Customer Studio LLP answers. Oakline Customer Studio LLP shall provide support services to the "
        "Company.\n"
        "Oakline Customer Studio LLP calls. The Company shall pay Oakline. Oakline may call. The Company may call."
    )
    assert "Customer" not in customer
    assert "Company" in customer and "Oakline" in vendor


def test_names_defined_in_capitals_are_found_as_the_text_writes_them() -> None:
    customer, vendor, sure = roles(
        'between Corio Inc., a Delaware corporation ("CORIO") and Commerce One, Inc., a Delaware corporation '
        '("COMMERCE ONE")\n'
        "Commerce One shall provide support services to Corio. Corio shall pay Commerce One. Commerce One and Corio "
        "agree.\n"
        "Corio may ask. Commerce One may answer."
    )
    assert sure
    assert "Corio" in customer and "Commerce One" in vendor


def test_defined_things_are_no_parties() -> None:
    customer, vendor, _ = roles(
        'made between Alpha Shop Ltd, a company (the "Client") and Beta Ltd (the "Agency") under the "AI Addendum"\n'
        'with a fee (the "Service Fee") and a tool (the "Support Software"). The Service Fee may rise. Service Fee. '
        "Service Fee.\n"
        "Support Software will run. The Support Software may stop. Support Software. The Client pays. The Agency "
        "answers.\n"
        "Client, Client, Agency, Agency, AI Addendum will win. AI Addendum. AI Addendum."
    )
    assert customer == {"Client", "Alpha Shop Ltd"}
    assert vendor == {"Agency", "Beta Ltd"}


def test_nouns_win_over_other_defined_names_and_a_third_name_is_left_out() -> None:
    customer, vendor, _ = roles(
        'between Ann Ltd (the "Customer"), Bob Ltd (the "Supplier") and Carl Ltd ("Carl")\n'
        "Carl will watch. Carl may ask. Carl agrees. Customer will pay. Customer may go. Supplier will serve. "
        "Supplier may go."
    )
    assert "Carl" not in customer | vendor


def test_whoever_we_is() -> None:
    customer, vendor, _ = roles(
        'Desk Support GmbH, Berlin ("we", "us"), serves the customer named in the order ("you").\n'
        "We will provide support. We may call. We charge you. We answer. We will bill you.\n"
        "You pay us. You give us access. You tell us what you sell."
    )
    assert "Desk Support GmbH" in vendor and "We" in vendor
    assert "You" in customer


def test_a_party_that_acts_under_its_short_name_needs_no_definition() -> None:
    customer, vendor, sure = roles(
        "This agreement is between Galaxy Hosting Inc. and Horst Shops Inc.\n"
        "Horst Shops agrees to pay Galaxy Hosting. Galaxy Hosting must provide support services to Horst Shops.\n"
        "Galaxy Hosting will answer. Horst Shops will pay Galaxy Hosting each month."
    )
    assert sure
    assert "Horst Shops" in customer and "Galaxy Hosting" in vendor


def test_parties_of_a_plain_contract_that_never_says_shall() -> None:
    customer, vendor, sure = roles(
        'This agreement is between Legetoj ApS, Odense ("Legetoj"), and Lumen Tugi OÜ, Tallinn ("Lumen"), under the '
        '"Service Contract".\n'
        "Lumen answers the messages of Legetoj's shoppers. Lumen keeps them. Lumen tells Legetoj what it needs.\n"
        "Legetoj pays each month. Legetoj sells toys online. Service Contract. Service Contract. Service Contract."
    )
    assert sure
    assert vendor == {"Lumen", "Lumen Tugi OÜ"}
    assert customer == {"Legetoj", "Legetoj ApS"}


def test_names_behind_hereinafter_without_quotation_marks() -> None:
    customer, vendor, sure = roles(
        "Of the one part, VOZ CLARA, S.L.U., with registered office in Valencia (hereinafter, THE AGENCY).\n"
        "And of the other part, CALZADOS NORTE, S.A., of Elche (hereinafter, THE PRINCIPAL).\n"
        "THE AGENCY renders the service. THE AGENCY invoices THE PRINCIPAL. THE PRINCIPAL pays THE AGENCY. THE PRINCIPAL "
        "accepts it. The Purchaser pays. Purchaser. Purchaser."
    )
    assert sure
    assert "AGENCY" in vendor and "PRINCIPAL" in customer


def test_buyers_are_no_party_where_the_parties_are_we_and_you() -> None:
    customer, vendor, sure = roles(
        'Between Tide Care Limited, of Galway ("we", "us") and Loom Designated Activity Company, of Cork ("you").\n'
        "We answer your Buyers. Each Buyer may call. A Buyer pays you. The Buyer shall ask. We will report. We bill you. "
        "We keep it. We may ask. You pay us. You may go. You tell us. You agree."
    )
    assert sure
    assert "Tide Care Limited" in vendor and "We" in vendor
    assert "Loom Designated Activity Company" in customer and "You" in customer
    assert "Buyer" not in customer | vendor


def test_bare_full_names_whose_first_words_act() -> None:
    customer, vendor, sure = roles(
        "SERVICES AGREEMENT between Hartwell Home Limited and Lumen Contact Services Limited.\n"
        "Lumen answers the e-mails and calls of Hartwell's shoppers. Lumen may replace agents at any time.\n"
        "Hartwell pays Lumen EUR 20,000 a month. Hartwell holds Lumen harmless against all claims."
    )
    assert sure
    assert customer == {"Hartwell", "Hartwell Home Limited"}
    assert vendor == {"Lumen", "Lumen Contact Services Limited"}


def test_a_first_word_that_the_text_uses_as_an_ordinary_word_is_no_name() -> None:
    customer, vendor, _ = roles(
        "Agreement between Contact House BV and Jolie Kids NV.\nContact House answers the chats of Jolie Kids. "
        "Contact has to be by phone; a contact takes three minutes. Contact House is not liable.\n"
        "Jolie Kids pays Contact House within 30 days."
    )
    assert "Contact" not in vendor
    assert "Contact House" in vendor and "Jolie Kids" in customer


def test_a_cover_table_says_who_is_who() -> None:
    customer, vendor, sure = roles(
        "ORDER FORM\n\n| Client | Wonen & Zo B.V. |\n| Agency | Helpdesk Oost Sp. z o.o. |\n| Fee | EUR 12,000 |\n\n"
        "The fee may rise at any time."
    )
    assert sure
    assert customer == {"Client", "Wonen & Zo B.V."} and vendor == {"Agency", "Helpdesk Oost Sp. z o.o."}


def test_a_signature_block_names_those_whom_the_opening_does_not() -> None:
    text = (
        "Terms of the service\n" + "The work starts in May.\n" * 25 + "Marlow answers the calls of Dune's shoppers. "
        "Dune pays Marlow.\nSigned for Dune Kids NV: ____  Signed for Marlow Desk BV: ____"
    )
    customer, vendor, sure = roles(text)
    assert sure
    assert "Dune" in customer and "Marlow" in vendor


def test_we_and_you_without_quotation_marks() -> None:
    customer, vendor, sure = roles(
        "These terms apply between you, the shop that signs the order, and Bluefin Care Inc. (we, us).\n"
        "We answer your customers. We may change the team.\nYou pay our invoices within 10 days. You approve the replies."
    )
    assert sure
    assert "You" in customer and {"We", "Bluefin Care Inc."} <= vendor


def test_the_writer_of_a_letter() -> None:
    customer, vendor, sure = roles(
        "Dear Ms Koch\nWe, Rufwerk AG, confirm that we look after the calls of Frohlich Spielwaren GmbH from 1 April. "
        "Frohlich pays EUR 3.20 a contact within ten days. Rufwerk can raise this price.\nRufwerk may end it in two weeks."
    )
    assert sure
    assert "Frohlich" in customer and "Rufwerk" in vendor


def test_we_may_be_the_customer() -> None:
    customer, vendor, sure = roles(
        "We are Pebble & Plum Limited, of Norwich. We sell toys through our web shop.\n"
        "You are Quayside Answers Limited, of Hull. You answer questions on behalf of web shops.\n"
        "You will answer our shoppers. We are the controller and you are our processor. We pay you within 30 days of your "
        "invoice. Your people follow our style guide. You train them. We may listen in."
    )
    assert sure
    assert {"We", "Our", "Pebble & Plum Limited"} <= customer
    assert {"You", "Your", "Quayside Answers Limited"} <= vendor


def test_a_vendor_that_pays_credits_stays_the_vendor() -> None:
    customer, vendor, sure = roles(
        "Agreement between Greenleaf Bikes Limited and Turnpike Service Partners Limited.\n"
        "Turnpike answers the riders' calls. Greenleaf sells bicycles. " + "Turnpike pays credits. " * 5
    )
    assert sure
    assert "Greenleaf" in customer and "Turnpike" in vendor


def test_a_letter_s_we_is_the_bureau_of_its_paper() -> None:
    customer, vendor, sure = roles(
        "[footer] Fosse Lane Bureau Limited, registered in England 01177340.\n"
        "Mr Gareth Peverell, Peverell Lamps Limited, Oakham\nDear Gareth,\n"
        "We would answer the telephone and the e-mails. We send a bill each month. You pay us within 14 days. You tell us "
        "of new lamps.\nThe Bureau is not to blame for snow. The Bureau may sell up. A bureau has its ways."
    )
    assert sure
    assert {"We", "Bureau"} <= vendor
    assert "You" in customer and "Peverell Lamps Limited" not in vendor


def test_a_noun_defined_as_people_is_no_party() -> None:
    customer, vendor, sure = roles(
        'between Hedgerow Gin Ltd ("Hedgerow") and Callbox Ltd ("Callbox").\n'
        '"Customer" means any person who buys from Hedgerow. Callbox shall answer each Customer. A Customer may call. A '
        "Customer shall have an answer. Hedgerow shall pay Callbox. Callbox may ask. Hedgerow may listen."
    )
    assert sure
    assert "Hedgerow" in customer and "Callbox" in vendor
    assert "Customer" not in customer | vendor


def test_the_seller_of_the_goods_is_the_customer_beside_a_service_provider() -> None:
    customer, vendor, sure = roles(
        'between Appletree Toys Limited (the "Seller") and Goodline Limited (the "Service Provider").\n'
        "The Service Provider shall answer buyers. The Seller shall pay. The Seller ships. The Service Provider reports."
    )
    assert sure
    assert "Seller" in customer and "Service Provider" in vendor


def test_one_name_never_stands_on_both_sides() -> None:
    customer, vendor, _ = roles(
        'Slinger Bag Inc. (the "Company") retains the "Consultant" named below, Slinger Bag Inc. being the employer.\n'
        '(the "Consultant")\nThe Consultant shall provide support services. The Company shall pay. Consultant, Company.'
    )
    assert not customer & vendor


def test_names_that_do_the_same_leave_it_open() -> None:
    *_, sure = roles(
        "Alder and Birch agree. Alder shall keep secrets. Birch shall keep secrets. Alder may go. Birch may go."
    )
    assert not sure
