"""What must hold for every file, however broken: shared by all fuzz targets."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from contractkit.errors import ContractKitError
from contractkit.report.document import document_json, document_text
from contractkit.word.read import read_document

LONGEST_SECONDS = 5.0


def check_reading(data: bytes) -> None:
    """Read a file in both views; only a refusal in one line may stop it, and it must end soon."""
    for view in ("accepted", "original"):
        started = time.process_time()
        try:
            document = read_document(data, view=view)
        except ContractKitError as refusal:
            assert "\n" not in str(refusal)
            continue
        assert time.process_time() - started < LONGEST_SECONDS
        for index, paragraph in enumerate(document.paragraphs):
            assert paragraph.index == index
            for stretch in (*paragraph.revisions, *paragraph.concealed):
                assert 0 <= stretch.start <= stretch.end <= len(paragraph.text)
        for section in document.sections:
            assert 0 <= section.first <= section.last < len(document.paragraphs)
        assert document.coverage.read == sum(len(paragraph.text) for paragraph in document.paragraphs)
        document_json(document)
        document_text(document)
