"""Every service level of a document, from tables and prose."""

from __future__ import annotations

from contractkit.evidence import Evidence
from contractkit.facts.kpi_names import Catalogue
from contractkit.facts.kpi_prose import ProseReader
from contractkit.facts.kpi_record import FoundKpi
from contractkit.facts.kpi_tables import TableReader


def find_kpis(evidence: Evidence, catalogue: Catalogue) -> tuple[FoundKpi, ...]:
    """Return the service levels that tables and sentences set, in the document's order."""
    who = evidence.known.reader(evidence.roles, {})
    found = [*TableReader(catalogue, who).kpis(evidence), *ProseReader(catalogue, who).kpis(evidence)]
    return tuple(sorted(found, key=lambda item: (item.paragraph, item.start)))
