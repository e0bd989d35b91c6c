"""Stable ids of findings: the same problem has the same id after edits elsewhere."""

from __future__ import annotations

import hashlib
import re

from contractkit.text import fold


def fingerprint(rule: str, quote: str, repeats: dict[str, int]) -> str:
    """Return 12 hexadecimal digits for a rule and the words it quotes; ``repeats`` counts equal ones in one report."""
    base = f"{rule}\n{re.sub(r'[^a-z0-9]+', ' ', fold(quote)).strip()}"
    count = repeats[base] = repeats.get(base, 0) + 1
    return hashlib.sha256(f"{base}\n{count}".encode()).hexdigest()[:12]
