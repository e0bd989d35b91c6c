"""How one-sided the wording of a passage is, by a linear model over its words; see MODEL_CARD.md."""
