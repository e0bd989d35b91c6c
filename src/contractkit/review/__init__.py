"""Handoff to a lawyer, decisions and rounds of negotiation."""
