"""The contracts of the public CUAD data set as passages with labels, read exactly as the checker reads a contract."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from contractkit.document import Document
from contractkit.evidence import Evidence, gather_evidence
from contractkit.identify import headings_above
from contractkit.plain import document_from_text
from contractkit.roles import find_roles

SHARED = Path(__file__).resolve().parents[3] / "shared"
_FAR = 3000  # characters; a paragraph found farther on than this is another of the same words


def cuad_file() -> Path:
    """Return the data set: the path given to the script, or the copy beside the project."""
    data = Path(os.environ.get("CONTRACTKIT_DATA", SHARED / "data"))
    return Path(sys.argv[1]) if len(sys.argv) > 1 else data / "cuad" / "train.json"


def mapped_families() -> dict[str, list[str]]:
    """Return the families that CUAD labels, each with its categories, as the project's list of families has them."""
    listed = yaml.safe_load((SHARED / "reference" / "families.yaml").read_text(encoding="utf-8"))["families"]
    return {family["id"]: family["cuad"] for family in listed if "cuad" in family}


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract: what the checker sees of it, and per category whether it is there and in which passages.

    ``holds`` and ``touches`` are passages x categories: half of the passage or of the labelled span; any part of it.
    """

    title: str
    evidence: Evidence
    headings: list[str]
    present: NDArray[np.bool_]
    holds: NDArray[np.bool_]
    touches: NDArray[np.bool_]


def read_contracts(categories: list[str], most: int | None = None) -> Iterator[Contract]:
    """Yield the contracts of the data set (the first ``most``), labelled for ``categories``."""
    for entry in json.loads(cuad_file().read_text(encoding="utf-8"))["data"][:most]:
        yield _contract(entry, categories)


def _contract(entry: dict[str, Any], categories: list[str]) -> Contract:
    paragraph = entry["paragraphs"][0]
    document = document_from_text(paragraph["context"])
    evidence = gather_evidence(document, find_roles(document))
    places = _places(document, paragraph["context"])
    passages = [(places[p.paragraph] + p.start, places[p.paragraph] + p.end) for p in evidence.passages]
    shape = (len(passages), len(categories))
    present, holds, touches = np.zeros(len(categories), bool), np.zeros(shape, bool), np.zeros(shape, bool)
    numbers = {category.lower(): index for index, category in enumerate(categories)}
    starts, ends = np.array(passages, np.int64).reshape(-1, 2).T
    for question in paragraph["qas"]:
        number = numbers.get(question["id"].rsplit("__", 1)[-1].lower())
        for answer in question["answers"] if number is not None else ():
            begin, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
            shared = np.minimum(ends, end) - np.maximum(starts, begin)
            present[number] = True
            touches[:, number] |= shared > 0
            holds[:, number] |= (shared > 0) & (shared >= 0.5 * np.minimum(ends - starts, end - begin))
    above = headings_above(document)
    return Contract(entry["title"], evidence, [above[p.paragraph] for p in evidence.passages], present, holds, touches)


def _places(document: Document, text: str) -> list[int]:
    """Where each paragraph begins in the text that it was read from."""
    places, position = [], 0
    for paragraph in document.paragraphs:
        at = text.find(paragraph.text, position)
        if not 0 <= at - position < _FAR:
            places.append(text.find(paragraph.text))
            continue
        places.append(at)
        position = at + len(paragraph.text)
    return places
