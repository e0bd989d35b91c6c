"""Characters of symbol fonts as the plain characters that they show."""

from __future__ import annotations

_WINGDINGS = {
    0x6F: "☐", 0xA8: "☐", 0x71: "☐", 0x72: "☐", 0xFE: "☑", 0x52: "☑", 0x78: "☒", 0x54: "☒", 0xFD: "☒", 0x53: "☒",
    0xFC: "✓", 0xFB: "✗", 0x6C: "●", 0x6E: "■", 0xA7: "▪", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0x4A: "☺",
    0x28: "☎", 0x2A: "✉", 0x9F: "•", 0x76: "❖",
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB7: "•", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0x2D: "−", 0xB0: "°", 0xA7: "♣", 0xAE: "→", 0xDE: "⇒", 0xA5: "∞",
    0xE5: "∑", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x6D: "μ", 0x70: "π", 0xBC: "…", 0xA2: "′", 0xB2: "″",
}  # fmt: skip


def symbol(code: str, font: str) -> str:
    """Return what a w:sym shows; a bullet for a symbol that has no plain counterpart, "" for a broken code."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number < 0x110000 or 0xD800 <= number < 0xE000:
        return ""
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    lowered = font.lower()
    if lowered.startswith("wingdings"):
        return _WINGDINGS.get(low, "•")
    if lowered.startswith("symbol"):
        return _SYMBOL.get(low, chr(low) if 0x20 <= low < 0x7F else "•")
    if 0xE000 <= number <= 0xF8FF:
        return chr(low) if 0x20 <= low < 0x7F else "•"
    return chr(number)
