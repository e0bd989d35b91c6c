"""Where a name stands in a text, which names a paragraph gives, and what the verbs say of a party."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.full_names import LEGAL_NAME
from contractkit.party_aliases import aliases, with_plain_quotes
from contractkit.party_evidence import evidence_of
from contractkit.party_mentions import acts, is_ordinary_word, places
from contractkit.party_nouns import label_role, leaning_of_name, noun_role
from contractkit.plain import document_from_text
from contractkit.roles import find_roles


@given(st.text("ab _.-'É9", max_size=40), st.text("abÉ9", min_size=1, max_size=3))
def test_places_are_those_of_whole_words(text: str, name: str) -> None:
    found = list(places(name, text))
    for at in found:
        assert text.startswith(name, at)
        assert not re.match(r"\w", text[at - 1 : at]) and not re.match(r"\w", text[at + len(name) :])
    whole = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    assert found == whole


@given(st.text("aB '\"“”„«»‘’(),", max_size=60))
def test_plain_quotes_leave_the_words(text: str) -> None:
    plain = with_plain_quotes(text)
    assert re.findall(r"\w", plain) == re.findall(r"\w", text)
    assert not set(plain) & set("“”„«»’")


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert with_plain_quotes("Hopkirk’s shop and the buyers' calls") == "Hopkirk's shop and the buyers' calls"
    assert with_plain_quotes("(‘Hopkirk’) and („Dial“) and (« Le Quai »)") == '("Hopkirk") and ("Dial") and ("Le Quai")'


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ('Alpha Ltd (the "Agency")', ["Agency"]),
        ('Alpha Ltd (hereinafter shall be referred to as the "FIRM")', ["FIRM"]),
        ("Alpha Ltda, hereinafter called simply CONTRACTED PARTY; and", ["CONTRACTED PARTY"]),
        ('- hereinafter "Principal" -', ["Principal"]),
        ('(hereinafter referred to as "Alpha", which expression shall, unless repugnant to the context, include its heirs)',
         ["Alpha"]),
        ('(will be briefly referred to as "EMPLOYER" hereafter)', ["EMPLOYER"]),
        ("referred to in this document as Pelham; and", ["Pelham"]),
        ('you (Bramble, Inc., "you") and us (Porch Co., of Boone, "we" or "Porch")', ["Porch"]),
        ("Yarrow Crafts Ltd (Yarrow)", ["Yarrow"]),
        ("Yarrow Crafts Ltd, as Client, and", ["Client"]),
        ("the parties shall meet hereinafter as often as they like.", []),
        ('Desk Ltd ("we", "us") and the shop ("you")', []),
    ],
)  # fmt: skip
def test_the_names_that_a_paragraph_gives(paragraph: str, names: list[str]) -> None:
    assert [name for alias in aliases(with_plain_quotes(paragraph)) for name in alias.names] == names


@pytest.mark.parametrize(
    "name",
    ["Boğazhat İletişim A.Ş", "Jabuti Ltda", "Alo Destek Ltd. Şti", "Porchlight Support Co.", "Zwrotnia Sp. z o.o.",
     "Mobimagic Co., Ltd."],
)  # fmt: skip
def test_legal_forms_of_many_countries(name: str) -> None:
    found = LEGAL_NAME.search(f"between {name}, and others")
    assert found and found["name"] == name


def test_an_as_in_capitals_is_no_norwegian_company() -> None:
    assert not LEGAL_NAME.search("HEREINAFTER REFERRED TO AS THE AGREEMENT")


def test_whoever_performs_leans_to_the_vendor_and_whoever_pays_to_the_customer() -> None:
    text = "Crag answers the calls. Calls are answered by Crag. Wim pays the fee to Crag. Wim's buyers call. "
    crag, wim = evidence_of(["Crag"], text), evidence_of(["Wim"], text)
    assert crag["vendor"] > crag["customer"] and wim["customer"] > wim["vendor"]


@pytest.mark.parametrize("paid", ["credits", "its own staff", "damages", "taxes"])
def test_paying_such_things_makes_no_customer(paid: str) -> None:
    assert evidence_of(["Crag"], f"Crag shall pay {paid}. Crag pays {paid}.")["customer"] == 0


def test_a_habit_of_wording_does_not_outvote_the_rest() -> None:
    once, often = (evidence_of(["Crag"], "Crag's staff went home. " * times)["vendor"] for times in (1, 100))
    assert once < often <= 5 * once


def test_who_acts() -> None:
    assert acts("Crag", "Crag shall go. Crag answers. Crag shall be told. CRAG may go. The Crag road.") == 3


def test_a_web_address_is_no_ordinary_word() -> None:
    assert not is_ordinary_word("Quillo", "See quillo.example or mail help@quillo.example.")
    assert is_ordinary_word("Contact", "The contact takes a minute.")


def test_nouns_labels_and_hints() -> None:
    assert noun_role("AUFTRAGGEBER") == "customer" and noun_role("contracted party") == "vendor"
    assert label_role("Prepared for") == "customer" and label_role("Provider of the services") == "vendor"
    assert label_role("Price") is None
    assert leaning_of_name("Toy Shop") == "customer" and leaning_of_name("Seller of Services") == "vendor"
    assert leaning_of_name("Harbour") is None


@pytest.mark.parametrize("words", ['hereinafter "', "hereinafter referred to as called known ", '"We" and "us" and '])
def test_words_without_an_end_take_no_time_without_an_end(words: str) -> None:
    document = document_from_text(words * (60_000 // len(words)))
    started = time.process_time()
    find_roles(document)
    assert time.process_time() - started < 10  # seconds; it took minutes where each place looked back over all others
