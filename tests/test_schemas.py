from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from contractkit.library.builtin import data_folder
from contractkit.library.load import library_folders
from contractkit.library.source import read_sources
from contractkit.review.matter import Conflict, Decision, with_entries
from contractkit.schemas import schema, schema_names, schema_text
from packets import handed_off
from vendor_files import typed

COMMITTED = Path(__file__).resolve().parents[1] / "docs" / "schemas"
KIND_OF_FILE = {"terms": "definitions"}


@pytest.mark.parametrize("name", schema_names())
def test_the_committed_schema_is_current(name: str) -> None:
    committed = (COMMITTED / f"{name}.schema.json").read_text("utf-8")
    assert committed == schema_text(name), "run: contractkit library schema -o docs/schemas"


@pytest.mark.parametrize("name", schema_names())
def test_each_is_a_valid_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_every_shipped_library_file_satisfies_its_schema() -> None:
    validators = {name: jsonschema.Draft202012Validator(schema(name)) for name in schema_names()}
    sources = read_sources(library_folders())
    assert len(sources) > 50
    for source in sources:
        errors = validators[KIND_OF_FILE.get(source.kind, source.kind)].iter_errors(source.data)
        assert [error.message for error in errors] == [], source.path


def test_the_example_deals_satisfy_the_deal_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema("deal"))
    deals = [
        data
        for path in (data_folder() / "examples").rglob("*.yaml")
        if isinstance(data := yaml.load(path.read_text("utf-8"), yaml.BaseLoader), dict) and "customer" in data
    ]
    for deal in deals:
        unknown = [error for error in validator.iter_errors(deal) if error.validator == "additionalProperties"]
        assert unknown == []


def test_a_wording_schema_is_that_of_its_front_matter() -> None:
    assert not {"language", "position", "family", "body"} & schema("wording")["properties"].keys()


def test_unknown_keys_are_refused_by_every_schema_of_a_mapping() -> None:
    for name in schema_names():
        for definition in [schema(name), *schema(name).get("$defs", {}).values()]:
            if "properties" in definition:
                assert definition["additionalProperties"] is False, name
    assert json.loads(schema_text("report"))["properties"]["schema"]["const"] == "contractkit/report/1"


def test_a_matter_file_with_everything_in_it_satisfies_its_schema(tmp_path: Path) -> None:
    packet = handed_off(tmp_path, typed())
    finding = packet.dossier.issues[0].id
    said = Decision(round=1, date="2026-12-01", finding=finding, who="Lee", source="x", what="status", now="agreed")
    torn = Conflict(round=1, date="2026-12-01", finding=finding, claims=["a: agreed", "b: escalated"])
    text = with_entries(packet.matter, packet.matter.read_text(), [said, torn])
    data = yaml.safe_load(text)
    jsonschema.Draft202012Validator(schema("matter")).validate(data)
    data["log"][0]["items"][0]["status"] = "settled"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema("matter")).validate(data)
