"""A trained model that says which fact a value may be, by the words around it; see MODEL_CARD.md."""
