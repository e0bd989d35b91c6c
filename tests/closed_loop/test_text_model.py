"""The text model sees no clause in our own contract that is not there: what is cut out stays missing."""

from __future__ import annotations

from contractkit.evidence import gather_evidence
from contractkit.identify import read_passages
from contractkit.manuscript import Manuscript
from contractkit.roles import find_roles
from planting import ROLES, drafted, read, without


def seen_in(manuscript: Manuscript) -> set[str]:
    document = read(manuscript)
    sightings = read_passages(gather_evidence(document, find_roles(document, ROLES)))
    return {family for family, sighting in sightings.items() if sighting.seen}


def test_the_model_sees_no_clause_that_was_cut_out() -> None:
    seen = seen_in(drafted())
    assert len(seen) > 10
    assert {family for family in seen if family in seen_in(without(drafted(), {family}))} == set()
    everything = {family for family in seen if family != "parties"}
    assert seen_in(without(drafted(), everything)) <= {"parties"}
