"""Two rounds of one contract: what changed, who changed it, and what that does to risk."""
