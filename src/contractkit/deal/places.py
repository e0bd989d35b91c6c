"""Places that need no transfer tool for personal data: the European Economic Area."""

from __future__ import annotations

EEA = frozenset(
    {
        "austria", "belgium", "bulgaria", "croatia", "cyprus", "czech republic", "czechia", "denmark", "estonia",
        "finland", "france", "germany", "greece", "hungary", "iceland", "ireland", "italy", "latvia", "liechtenstein",
        "lithuania", "luxembourg", "malta", "netherlands", "the netherlands", "norway", "poland", "portugal",
        "romania", "slovakia", "slovenia", "spain", "sweden",
    }
)  # fmt: skip
