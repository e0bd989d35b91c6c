"""Limits that keep a hostile file from exhausting the machine, with their reasons, and how a user raises them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from contractkit.errors import UsageError

_KIB, _MIB = 1 << 10, 1 << 20
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(|k|kb|kib|m|mb|mib|g|gb|gib)", re.IGNORECASE)
_FACTORS = {"": 1, "k": _KIB, "m": _MIB, "g": 1 << 30}


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be and still be read. Sizes are bytes; pictures and other parts without text never count.

    part_size: one unpacked part. A 1,000-page contract has a main part of 20 to 40 MB; parsed, a part takes about six
        times its size in memory.
    total_size: all unpacked parts that are read, for the same reason.
    ratio: unpacked to packed size of one part. Word's own XML packs 5 to 30 times, repetitive tables 100 times.
        Parts below 16 MB are let through, because they cannot do harm.
    elements: tags in one part. Each costs 100 to 300 bytes when parsed, however short it is; a contract of a million
        words saved by Word has about two and a half million.
    depth: nesting of elements. Tables in tables ten levels deep reach about 60. At most 800.
    parts: entries in the package. A contract with 500 pictures has about 600.
    """

    part_size: int = 96 * _MIB
    total_size: int = 192 * _MIB
    ratio: int = 250
    elements: int = 3_000_000
    depth: int = 256
    parts: int = 10_000


DEFAULT_LIMITS = Limits()
DEEPEST = 800  # what the reader's own recursion can follow
RATIO_MATTERS_FROM = 16 * _MIB


def raised(limits: Limits, settings: tuple[str, ...]) -> Limits:
    """Return ``limits`` changed by settings such as "part-size=800MB" or "depth=1000".

    Raises UsageError when a setting names no limit or has no number.
    """
    names = {item.name.replace("_", "-"): item.name for item in fields(Limits)}
    for setting in settings:
        name, _, value = setting.partition("=")
        size = _SIZE.fullmatch(value.strip())
        if name.strip() not in names or size is None:
            known = ", ".join(names)
            raise UsageError(f'--limit {setting}: write NAME=NUMBER, for example "part-size=800MB". Limits: {known}.')
        factor = _FACTORS[size.group(2).lower()[:1]]
        if name.strip() == "depth" and float(size.group(1)) > DEEPEST:
            raise UsageError(f"--limit {setting}: the depth can be at most {DEEPEST}.")
        limits = replace(limits, **{names[name.strip()]: int(float(size.group(1)) * factor)})
    return limits
