"""Facts that a person must confirm before a contract goes out: which they are, why, and how a draft carries them.

A value that nobody has confirmed travels through the templates as a text or number that remembers its path, so every
place where it is printed can be marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from contractkit.deal import Deal
from contractkit.manuscript import Confirmation
from contractkit.validation import did_you_mean

# Path in the deal file: what it is, and why a person must look at it.
CONFIRMABLE: dict[str, tuple[str, str]] = {
    "customer.name": ("Legal name of Customer", "A wrong name can bind the wrong company. Compare the register."),
    "vendor.name": ("Legal name of Vendor", "A wrong name can bind the wrong company. Compare the register."),
    "data.categories": ("Kinds of personal data", "The contract must name them (GDPR, Article 28(3))."),
    "data.subjects": ("Groups of people", "The contract must name them (GDPR, Article 28(3))."),
    "data.transfer_mechanism": (
        "Transfer mechanism",
        "Personal data may leave the EEA only on a ground of Chapter V GDPR; sites and sub-processors decide.",
    ),
    "data.breach_notice_hours": (
        "Time for notice of a data breach",
        "Of the 72 hours that Customer has (GDPR, Article 33(1)), enough must be left.",
    ),
    "charges.payment_days": (
        "Time for payment",
        "Late-payment law sets limits: 60 days in the EU unless expressly agreed and fair (Directive 2011/7/EU).",
    ),
}


_WORDED = re.compile(r"^[a-z][a-z -]* \((\d[\d,]*)\)(?= )")  # tables show figures


class UnconfirmedText(str):
    """A text that nobody has confirmed; ``path`` is its place in the deal file."""

    __slots__ = ("path",)
    path: str

    def __new__(cls, text: str, path: str) -> UnconfirmedText:
        """Return ``text`` with its path."""
        made = super().__new__(cls, text)
        made.path = path
        return made


class UnconfirmedNumber(int):
    """A whole number that nobody has confirmed; ``path`` is its place in the deal file."""

    path: str

    def __new__(cls, value: int, path: str) -> UnconfirmedNumber:
        """Return ``value`` with its path."""
        made = super().__new__(cls, value)
        made.path = path
        return made


def path_of(value: Any) -> str:
    """Return the path of an unconfirmed value, or of a list of them; "" for any other value."""
    if isinstance(value, (UnconfirmedText, UnconfirmedNumber)):
        return value.path
    return path_of(value[0]) if isinstance(value, list) and value else ""


def with_unconfirmed(deal: Deal) -> Deal:
    """Return the deal with every unconfirmed fact as a value that remembers its path."""
    for path in _unconfirmed(deal):
        deal = _replaced(deal, path.split("."), path)
    return deal


def confirmations(shown: Iterable[tuple[str, str]]) -> tuple[Confirmation, ...]:
    """Return what a draft must list on page one, for the (path, text) of the facts that it marks."""
    texts = {path: _WORDED.sub(r"\1", text) for path, text in sorted(shown, reverse=True)}
    return tuple(
        Confirmation(path, what, texts[path], why) for path, (what, why) in CONFIRMABLE.items() if path in texts
    )


def unknown_confirmations(deal: Deal) -> Iterator[str]:
    """Yield a complaint for everything under ``confirmed`` that is no such fact."""
    for at, given in enumerate(deal.confirmed):
        if not any(_covers(given, path) for path in CONFIRMABLE):
            hint = did_you_mean(given, list(CONFIRMABLE))
            yield f'confirmed[{at}]: "{given}" is no fact that needs to be confirmed. {hint}'.rstrip()


def _unconfirmed(deal: Deal) -> Iterator[str]:
    yield from (path for path in CONFIRMABLE if not any(_covers(given, path) for given in deal.confirmed))


def _covers(given: str, path: str) -> bool:
    """Whether "data.categories", or "data" for everything below it, stands under ``confirmed``."""
    return path == given or path.startswith(f"{given}.")


def _replaced(value: Any, steps: list[str], path: str) -> Any:
    if not steps:
        return _marked(value, path)
    if not isinstance(value, BaseModel) or getattr(value, steps[0], None) is None:
        return value  # a deal for a short document holds only what that document needs
    return value.model_copy(update={steps[0]: _replaced(getattr(value, steps[0]), steps[1:], path)})


def _marked(value: Any, path: str) -> Any:
    if isinstance(value, str):
        return UnconfirmedText(value, path)
    if isinstance(value, list):
        return [_marked(item, path) for item in value]
    return UnconfirmedNumber(value, path)
