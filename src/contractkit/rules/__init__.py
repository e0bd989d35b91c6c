"""The closed set of rule kinds, and the status of a family."""
