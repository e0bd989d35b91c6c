"""The work after the check: the packet for the lawyer, the decisions that come back, and their history."""
