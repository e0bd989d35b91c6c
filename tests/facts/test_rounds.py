"""Rounds of a contract that are checked together have the facts and service levels of each round alone."""

from __future__ import annotations

import pytest

from contractkit.check import check_document, check_documents
from contractkit.library.load import load_library
from contractkit.plain import document_from_text

LIBRARY = load_library()
FIRST = """\
This Agreement is made between Nordhaus GmbH (Customer) and Oakline Limited (Vendor).
1. Term
1.1 "Initial Term" means thirty-six (36) months from the Effective Date.
1.2 This Agreement continues for the Initial Term.
1.3 Customer may terminate this Agreement on ninety (90) days' notice.
2. Fees
2.1 Customer shall pay each invoice within 30 days of receipt.
2.2 Vendor's total liability is limited to the fees paid in the twelve months before the claim.
3. Service levels
3.1 Vendor shall answer 80 % of calls within 20 seconds, measured monthly.
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("thirty-six (36) months", "twenty-four (24) months"),  # a defined term means something else
        ("1.1 ", "1.1 The parties have met.\n1.2 "),  # everything stands elsewhere
        ("ninety (90)", "ninety (60)"),
        ("80 % of calls within 20 seconds", "70 % of calls within 40 seconds"),
        ("(Customer)", "(Client)"),
        ('"Initial Term"', '"Minimum Term"'),
    ],
)
def test_what_one_round_says_is_not_told_of_the_other(old: str, new: str) -> None:
    rounds = [document_from_text(text) for text in (FIRST, FIRST.replace(old, new))]
    alone = [check_document(item, library=LIBRARY) for item in rounds]
    assert alone[0].facts and alone[0].kpis
    assert alone[0] != alone[1]
    assert check_documents(rounds, library=LIBRARY) == alone
    assert check_documents(rounds[::-1], library=LIBRARY) == alone[::-1]
