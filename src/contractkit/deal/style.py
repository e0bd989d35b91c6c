"""How numbers, dates and money are written in the document: the house's choice."""

from __future__ import annotations

from typing import Literal

from contractkit.deal.fields import Answered, ask


class Style(Answered):
    """The house style of numbers, dates and money, the same in the whole document; tables always show figures."""

    locale: Literal["en-GB", "en-US"] = ask(
        "Whose way of writing dates?", "en-GB: 1 February 2027. en-US: February 1, 2027.", "customer", default="en-GB"
    )
    numbers: Literal["figures", "words-and-figures"] = ask(
        "How are counts and durations written?", "figures: 30 days. words-and-figures: thirty (30) days.", "customer",
        default="figures",
    )  # fmt: skip
    money: Literal["code", "symbol"] = ask(
        "How are currencies written?", "code: EUR 2,000. symbol: €2,000, for EUR, GBP and USD.", "customer",
        default="code",
    )  # fmt: skip
