"""A trained text model that says how much a passage reads like a clause of a family; see MODEL_CARD.md."""
