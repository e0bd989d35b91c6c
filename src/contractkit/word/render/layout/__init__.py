"""On which page each heading stands: a draft laid out by the rules of Word, without a layout engine."""
