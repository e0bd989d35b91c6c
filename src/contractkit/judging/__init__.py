"""From what the rules and statuses say to findings: raised, freed of repetition, and dressed for a reader."""
