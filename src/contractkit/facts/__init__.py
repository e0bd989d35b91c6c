"""Typed facts and service levels read from a document."""

from contractkit.facts.find import FoundFact, find_facts
from contractkit.facts.kpi_names import Catalogue, match_kpi
from contractkit.facts.kpi_record import FoundKpi
from contractkit.facts.kpis import find_kpis
from contractkit.facts.values import parse_value

__all__ = ["Catalogue", "FoundFact", "FoundKpi", "find_facts", "find_kpis", "match_kpi", "parse_value"]
