"""Word files: the only place that knows OOXML."""
