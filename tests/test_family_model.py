"""The text model of clause families: what it sees of a passage, and what it says of a document."""

import hashlib
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking import check, element, family, library, status
from contractkit.canonical import Roles
from contractkit.evidence import gather_evidence
from contractkit.family_model.concepts import CONCEPTS
from contractkit.family_model.features import heading_features, passage_features, words_of
from contractkit.family_model.model import WEIGHTS, family_model, read_model
from contractkit.identify import headings_above, read_passages
from contractkit.library.load import load_library
from contractkit.library.suggestion import suggestion_text
from contractkit.plain import document_from_text

SHIPPED = files("contractkit.family_model")
NEED = {"msa": "must"}
TEXTS = st.text(max_size=200)
SENTENCE = "This contract is governed by the laws of Ireland, and the courts of Dublin decide every dispute about it."
LAW = f"1. {SENTENCE}"


def seen_in(text: str) -> set[str]:
    evidence = gather_evidence(document_from_text(text), Roles(("Client",), ("Provider",)))
    return {family for family, sighting in read_passages(evidence).items() if sighting.seen}


def test_case_marks_figures_and_parties_make_no_difference() -> None:
    assert passage_features("vendor_ pays 30 days; NET!") == passage_features("customer_ pays 90  days, net")


def test_order_makes_a_difference() -> None:
    assert passage_features("shall not pay") != passage_features("shall pay not")


def test_a_heading_is_not_the_text() -> None:
    assert not passage_features("audit rights") & heading_features("audit rights")


def test_words_of_one_concept_share_features() -> None:
    one, other = passage_features("solicits her employees"), passage_features("entice their personnel")
    assert one & other
    assert not passage_features("solicits") & passage_features("rain")


def test_no_word_belongs_to_two_concepts_and_each_can_be_seen() -> None:
    words = [word for words in CONCEPTS.values() for word in words.split()]
    assert sorted(words) == sorted(set(words))
    assert [word for word in words if words_of(word) != [word]] in ([], ["by-law"])


@settings(deadline=None, max_examples=30)
@given(TEXTS, TEXTS)
def test_scores_are_the_same_every_time(text: str, heading: str) -> None:
    model = family_model()
    assert model.scores(text, heading) == read_model(SHIPPED.joinpath(WEIGHTS).read_bytes()).scores(text, heading)


@settings(deadline=None, max_examples=30)
@given(st.one_of(TEXTS, st.just(LAW), st.lists(st.sampled_from(LAW.split()), max_size=20).map(" ".join)))
def test_the_outputs_near_a_passage_are_those_whose_score_says_so(text: str) -> None:
    model = family_model()
    scored = zip(model.outputs, model.scores(text, "Law"), strict=True)
    assert list(model.near(text, "Law")) == [(output, score) for output, score in scored if score >= output.near]
    assert text != LAW or list(model.near(LAW, "Law"))


def test_scores_are_the_same_in_every_process() -> None:
    script = (
        "from contractkit.family_model.model import family_model; import json;"
        f"print(json.dumps(family_model().scores({LAW!r}, 'Law')))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1
    assert json.loads(runs.pop()) == family_model().scores(LAW, "Law")


def test_a_heading_does_not_make_a_clause_of_a_lone_number() -> None:
    model = family_model()
    law = [at for at, output in enumerate(model.outputs) if output.family == "governing-law"]
    lone, clause = model.scores("7", "Governing law"), model.scores(SENTENCE, "")
    assert all(lone[at] < model.outputs[at].cut for at in law)
    assert any(clause[at] >= model.outputs[at].cut for at in law)


def test_a_clause_without_heading_and_usual_words_is_seen_by_the_model_alone() -> None:
    unknown = family("governing-law", headings=["choice of law"], elements=[element("law", "chosen law")], need=NEED)
    text = f"1. Services\n1.1 Provider answers the calls of Client on every working day.\n2. Other\n2.1 {SENTENCE}"
    report = check(text, library(unknown))
    told = status(report, "governing-law")
    assert told.status == "weak"
    assert told.read_by_model is not None
    assert "laws of Ireland" in told.read_by_model.quote
    finding = next(f for f in report.findings if f.rule == "governing-law-weak")
    assert finding.quote == told.read_by_model.quote
    assert "text model" in finding.message and finding.certainty == "low"


def test_where_a_heading_shows_the_clause_the_model_is_not_named() -> None:
    known = family("governing-law", headings=["choice of law"], elements=[element("law", "laws of")], need=NEED)
    report = check(f"1. Services\n1.1 Provider answers calls.\n2. Choice of law\n2.1 {SENTENCE}", library(known))
    told = status(report, "governing-law")
    assert (told.status, told.read_by_model) == ("present", None)


@pytest.mark.parametrize(
    "text",
    [
        "1. The weather in Lisbon was fine and the boats went out early on that day.",
        "1. El presente contrato se rige por las leyes de Irlanda y por los tribunales de la ciudad de Dublín.",
        f"1. Hello.\n[footer] {SENTENCE}",
        "“Law” means that this contract is governed by the laws of Ireland, and the courts of Dublin decide.",
        "1. Law of Ireland.",
    ],
    ids=["small talk", "another language", "a footer", "a definition", "too short"],
)
def test_what_is_no_clause_is_not_seen(text: str) -> None:
    assert seen_in(text) == set()
    assert "governing-law" in seen_in(LAW)


def test_headings_stand_above_what_is_below_them() -> None:
    document = document_from_text(
        "Before.\n# 1. Money\n1.1 Fees. Client pays.\n1.2 Client pays more.\n# 2. End\n2.1 Client pays no more."
    )
    assert headings_above(document) == ["", "Money", "Fees Money", "Money", "End", "End"]


def test_no_wording_of_ours_is_seen_as_another_family() -> None:
    """Else a clause cut out of our own contract would still be seen somewhere."""
    library = load_library()
    titles = {family.id: family.title.en for family in library.families.values()}
    texts = [
        (wording.family, suggestion_text(wording, "Client", "Provider", titles))
        for wording in library.wordings.values()
        if wording.language == "en" and wording.family in library.families
    ]
    assert len(texts) > 100
    assert {(of, other) for of, text in texts for other in seen_in(text) - {of}} == set()


def test_the_weights_are_small_and_the_card_is_about_them() -> None:
    data = SHIPPED.joinpath(WEIGHTS).read_bytes()
    assert len(data) < 10_000_000
    card = SHIPPED.joinpath("MODEL_CARD.md").read_text(encoding="utf-8")
    assert hashlib.sha256(data).hexdigest() in card, "train.py says what to write"
    assert family_model().trained_on in card
    assert "CC BY 4.0" in card and "The Atticus Project" in card


def test_neither_help_nor_drafting_loads_the_model() -> None:
    script = (
        "import sys, json, contractkit.cli, contractkit.draft; print('contractkit.family_model.model' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_check_scores_without_numpy_and_scikit_learn() -> None:
    script = (
        "import sys; from contractkit.family_model.model import family_model; family_model().scores('a b', 'c');"
        "print(sorted({'numpy', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_weights_were_learnt_from_the_data_set_that_stands_beside_the_project() -> None:
    data = Path(os.environ.get("CONTRACTKIT_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    source = data / "cuad" / "train.json"
    if not source.exists():
        pytest.skip("the CUAD data set is not there")
    card = SHIPPED.joinpath("MODEL_CARD.md").read_text(encoding="utf-8")
    assert hashlib.sha256(source.read_bytes()).hexdigest() in card
