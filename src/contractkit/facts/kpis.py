"""Every service level of a document, from tables and prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from contractkit.evidence import Canonicaliser, Evidence
from contractkit.facts.kpi_names import Catalogue
from contractkit.facts.kpi_prose import ProseReader
from contractkit.facts.kpi_record import FoundKpi
from contractkit.facts.kpi_tables import kpis_of_tables
from contractkit.library.models import KpiDefinition
from contractkit.phrases import Phrase


def find_kpis(
    evidence: Evidence, catalogue: Iterable[KpiDefinition], compile_phrase: Callable[[str], Phrase]
) -> tuple[FoundKpi, ...]:
    """Return the service levels that tables and sentences set, in the document's order."""
    known, who = Catalogue(catalogue, compile_phrase), Canonicaliser(evidence.roles)
    found = [*kpis_of_tables(evidence.document, known, who), *ProseReader(known, who).kpis(evidence)]
    return tuple(sorted(found, key=lambda item: (item.paragraph, item.start)))
