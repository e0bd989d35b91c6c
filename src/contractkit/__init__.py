"""Draft, check and hand over contracts for outsourced customer support."""

__version__ = "0.1.0"
