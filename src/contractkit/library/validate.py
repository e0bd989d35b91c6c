"""Whether what the library names exists, and whether its phrases and templates can be read."""

from __future__ import annotations

from itertools import chain

from pydantic import BaseModel

from contractkit.library.catalogue import Library
from contractkit.library.complaints import located
from contractkit.library.phrase_places import phrase_complaints, phrase_places
from contractkit.library.references import advisory_complaints, reference_complaints
from contractkit.library.wording_check import wording_complaints
from contractkit.yamltext import Problem


def validate_library(library: Library, deal: type[BaseModel] | None = None) -> list[Problem]:
    """Return every problem that only the whole library shows: references, phrases, templates, terms, anchors.

    With ``deal``, the model of a deal file, the names below ``deal.`` in wordings are checked too.
    """
    places = phrase_places(library.families, library.rules, library.vocabulary, library.leanings)
    return located(
        chain(
            reference_complaints(library),
            advisory_complaints(library),
            phrase_complaints(places, library.vocabulary, library.origins),
            wording_complaints(library, deal),
        )
    )
