from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from contractkit.deal import Deal
from contractkit.deal.file import load_deal, read_answers
from contractkit.deal.form import blank_deal
from contractkit.deal.shape import allowed, shape_of
from drafting import EXAMPLE, example_answers


def every_model(model: type[BaseModel] = Deal) -> list[type[BaseModel]]:
    inner = [shape.model for field in model.model_fields.values() if (shape := shape_of(field)).model]
    return [model, *(found for one in inner for found in every_model(one))]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "deal.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("model", every_model(), ids=lambda model: model.__name__)
def test_every_field_has_a_question_or_is_a_group(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert name == "schema_id" or shape_of(field).model or (field.title and field.description), name


def test_answers_come_back_from_the_form(tmp_path: Path) -> None:
    path = written(tmp_path, blank_deal(read_answers(EXAMPLE).data))
    assert load_deal(path) == load_deal(EXAMPLE)


def test_every_question_stands_in_the_form_with_its_reason() -> None:
    text = blank_deal()
    for question, reason in (("Full legal name?", "A wrong name can"), ("Lock period in months?", "repays")):
        assert question in text
        assert reason in text
    assert "# Above 0 up to 100." in text
    assert "one of: phone, email, chat" in text


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip))
def test_any_text_comes_back_from_the_form(tmp_path_factory, name: str) -> None:
    path = written(tmp_path_factory.mktemp("form"), blank_deal(example_answers(vendor__name=name, sites=[name, "x"])))
    answers = read_answers(path).data
    assert answers["vendor"]["name"] == name
    assert answers["sites"] == [name, "x"]


def test_limits_in_words() -> None:
    fields = {**Deal.model_fields, **{n: f for model in every_model() for n, f in model.model_fields.items()}}
    assert allowed(fields["tolerance_percent"]) == "5 to 50"
    assert allowed(fields["contacts_per_month"]) == "above 0"
    assert allowed(fields["amount"]) == "at least 0"
    assert allowed(fields["level"]) in ("1 to 6", "one of: B1, B2, C1, C2, native")
    assert allowed(fields["shop"]) == ""
