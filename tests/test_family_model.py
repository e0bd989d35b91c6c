"""The text model of clause families: what it sees, what it weighs, what it ships."""

import json
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.evidence import gather_evidence
from contractkit.family_concepts import CONCEPTS
from contractkit.family_features import passage_features
from contractkit.family_model import FamilyModel, family_model, known_features, recognised
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.trial import EXAMPLE_ROLES

WEIGHTS = files("contractkit").joinpath("family_weights.npz")
TEXTS = st.lists(st.text(max_size=60), max_size=6)


def features(text: str, heading: str = "") -> set[int]:
    return set(passage_features([text], [heading])[1].tolist())


def scores(*texts: str, heading: str = "") -> np.ndarray:
    return family_model().scores(texts, [heading] * len(texts))


def families_of(text: str, heading: str = "") -> set[str]:
    """The families that the model surely sees in a text of one passage."""
    evidence = gather_evidence(document_from_text(text), EXAMPLE_ROLES)
    canonical = [passage.canonical for passage in evidence.passages]
    model = family_model()
    found = recognised(model, model.scores(canonical, [heading] * len(canonical)))
    return {family for family, passages in found.items() if any(passage.sure for passage in passages)}


def test_case_marks_and_figures_make_no_difference() -> None:
    assert features("Pay 30 days; NET!") == features("pay 90  days, net")


def test_neighbours_and_order_make_a_difference() -> None:
    assert features("shall not pay") != features("shall pay not")
    assert features("audit the books") - features("books audit the")


def test_a_heading_is_not_the_text() -> None:
    assert not features("audit rights") & features("", "audit rights")


def test_words_of_one_concept_share_a_feature() -> None:
    one, other = features("solicits"), features("entice")
    assert len(one & other) == 1
    assert features("solicits her employees") & features("entice their personnel") > one & other


def test_no_word_belongs_to_two_concepts() -> None:
    words = [word for words in CONCEPTS.values() for word in words.split()]
    assert sorted(words) == sorted(set(words))
    assert all(len(features(word)) == 2 for word in words), "a word with marks would never be seen"


@given(TEXTS, st.text(max_size=60))
def test_a_passage_has_the_features_that_it_has_alone(others: list[str], text: str) -> None:
    texts = [*others, text, *others]
    rows, hashes = passage_features(texts, [""] * len(texts))
    assert set(hashes[rows == len(others)].tolist()) == features(text)


@given(TEXTS)
def test_scores_do_not_depend_on_company(texts: list[str]) -> None:
    together = family_model().scores(texts, texts)
    assert together.shape == (len(texts), len(family_model().outputs))
    assert np.isfinite(together).all()
    for row, text in zip(together, texts, strict=True):
        assert np.allclose(row, family_model().scores([text], [text])[0], atol=1e-5)


def test_many_passages_are_scored_like_few() -> None:
    texts = [f"Vendor shall pay fee {'very ' * (n % 7)}late in case {chr(97 + n % 26)}." for n in range(1200)]
    assert np.allclose(scores(*texts)[[3, 700, 1199]], scores(texts[3], texts[700], texts[1199]), atol=1e-5)


def test_only_known_features_count_and_each_once() -> None:
    keys = np.array([3, 7, 9], np.uint32)
    rows = np.array([0, 0, 1, 1, 1])
    found = known_features(keys, rows, np.array([7, 7, 1, 9, 1 << 33 | 3], np.uint64))
    assert [part.tolist() for part in found] == [[0, 1, 1], [1, 0, 2]]


def small_model() -> FamilyModel:
    keys = np.unique(passage_features(["books"], [""])[1].astype(np.uint32))
    return FamilyModel(
        outputs=("audit-rights", "audit-rights", "other"),
        keys=keys,
        weights=np.tile(np.array([[100, 50, -100]], np.int8), (len(keys), 1)),
        rarity=np.ones(len(keys), np.float32),
        scale=np.full(3, 0.01, np.float32),
        offset=np.full(3, -0.5, np.float32),
        sure=np.array([0.3, 9, 0.3], np.float32),
        likely=np.array([0.1, 0.1, 0.1], np.float32),
    )


def test_a_family_is_seen_when_any_of_its_outputs_sees_it() -> None:
    model = small_model()
    found = recognised(model, model.scores(["The weather.", "The books."], ["", ""]))
    assert list(found) == ["audit-rights"]
    assert [(item.passage, item.sure) for item in found["audit-rights"]] == [(1, True)]


def test_below_the_sure_score_a_passage_is_only_likely() -> None:
    model = small_model()
    found = recognised(model, np.array([[0.2, 0, -1]], np.float32))
    assert [(item.passage, item.sure) for item in found["audit-rights"]] == [(0, False)]


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("governing-law", "The laws of Ireland apply to this contract and to every claim that comes out of it."),
        ("insurance", "Provider keeps a policy of insurance with cover of two million euros for each claim."),
        ("audit-rights", "Customer is welcome to look through the accounts and records of Provider after telling it a week before."),
        ("force-majeure", "Neither of us answers for delays caused by earthquake, flood, war or an act of God."),
        ("confidentiality", "What one of us learns of the other's secrets it keeps to itself and shows to nobody without permission."),
    ],
)  # fmt: skip
def test_free_wording_is_recognised(family: str, text: str) -> None:
    assert family in families_of(text)


def test_small_talk_is_no_clause() -> None:
    assert families_of("The weather in Lisbon was fine and the boats went out early.") == set()


def test_every_output_is_a_family_of_the_project_or_named_like_one() -> None:
    known = set(load_library().families)
    outputs = set(family_model().outputs)
    assert len(outputs & known) > 0.9 * len(known)
    assert all(output.replace("-", "").isalpha() for output in outputs)


def test_the_weights_hold_numbers_and_family_names_alone() -> None:
    assert len(WEIGHTS.read_bytes()) < 6_000_000
    with WEIGHTS.open("rb") as stream:
        stored = np.load(stream, allow_pickle=False)
        kinds = {name: stored[name].dtype.kind for name in stored.files}
        shapes = {name: stored[name].shape for name in stored.files}
    assert set(kinds.values()) <= {"i", "u", "f"}
    count, outputs = shapes.pop("weights")
    assert shapes.pop("keys") == shapes.pop("rarity") == (count,)
    names = shapes.pop("outputs")[0]
    assert names == len("\n".join(family_model().outputs))
    assert set(shapes.values()) == {(outputs,)}


def test_neither_help_nor_drafting_loads_the_model() -> None:
    script = (
        "import sys, json, contractkit.cli, contractkit.draft\n"
        "print(json.dumps([n for n in sys.modules if n in ('numpy', 'contractkit.family_model')]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
