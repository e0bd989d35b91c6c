"""The phrase language written as regular expressions: slow on a library, but short enough to be believed.

The search for phrases must find exactly what these expressions find.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from contractkit import text as t
from contractkit.phrases import NEGATIONS, separated

VENDOR, CUSTOMER = r"vendor_(?:its?)?", r"customer_(?:its?)?"
SOMEBODYS = r"(?:vendor_|customer_)?"
SIDE = rf"(?: +(?:(?:and|or) +)+(?:any of )?(?:{SOMEBODYS}its|their) +\w+){{0,3}}"
PARTY = rf"(?:{VENDOR}|{CUSTOMER}|(?:(?:either|each|neither|any|both|other) +)?part(?:y|ies))"
ROLES = {name: rf"(?:the )?{who}{SIDE}" for name, who in
         (("vendor", VENDOR), ("customer", CUSTOMER), ("party", PARTY))}  # fmt: skip
VALUES = {"duration": t.DURATION, "percent": t.PERCENT, "money": t.MONEY, "number": t.NUMBER}
TOKEN = re.compile(r"\.\.\.(?P<gap>\d*)|\{(?P<name>[^}]*)\}|(?P<mark>[()|\[\]!^])|(?P<word>[^\s()|\[\]!^{}.,]+)|[\s,]+")


def expression(phrase: str, vocabulary: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """The expression that finds what a well-formed phrase describes; the group "value" is its first value."""
    return re.compile(rf"(?<!\w)(?:{_Reader(phrase, vocabulary, outer=True).alternatives()})(?!\w)")


class _Reader:
    def __init__(self, phrase: str, vocabulary: Mapping[str, Sequence[str]], *, outer: bool) -> None:
        self.tokens = [token for token in TOKEN.finditer(phrase) if token.group().strip(" ,")]
        self.vocabulary = vocabulary
        self.captures = outer

    def alternatives(self) -> str:
        branches = [self.sequence()]
        while self.tokens and self.tokens[0]["mark"] == "|":
            self.tokens.pop(0)
            branches.append(self.sequence())
        return "|".join(branches)

    def sequence(self) -> str:
        regex, started, gap = "", False, ""
        while self.tokens and self.tokens[0]["mark"] not in ("|", ")", "]"):
            token = self.tokens[0]
            if token["gap"] is not None:
                self.tokens.pop(0)
                gap = rf"(?: +(?!{NEGATIONS})[^ ;]+){{0,{token['gap'] or 12}}}?"
                continue
            if token["mark"] == "^":
                self.tokens.pop(0)
                regex += r"^\W*(?:(?:\w{1,2}|[ivx]{1,4}|[\d.]+)\.? +)??"
                continue
            item, joint = self.item(), f"{gap} +" if started else ""
            if token["mark"] == "!":
                regex += rf"(?!{joint}{item}\b)"
            elif token["mark"] == "[":
                regex += f"(?:{joint}{item})?" if started else f"(?:{item} +)?"
            else:
                regex, started, gap = regex + joint + item, True, ""
        return regex

    def item(self) -> str:
        token = self.tokens.pop(0)
        if token["word"]:
            return _word(token["word"])
        if token["mark"] == "!":
            return self.item()
        if token["mark"]:
            inner = self.alternatives()
            self.tokens.pop(0)
            return f"(?:{inner})"
        name = token["name"]
        if name in ROLES:
            return ROLES[name]
        if name in VALUES:
            group, self.captures = "?P<value>" if self.captures else "?:", False
            return f"({group}{VALUES[name]})"
        joined = "|".join(f"({phrase})" for phrase in self.vocabulary[name])
        return f"(?:{_Reader(joined, self.vocabulary, outer=False).alternatives()})"


def _word(word: str) -> str:
    stem = r"\w*" if word.endswith("*") else ""
    body = separated(word.rstrip("*")).strip()
    if not body:
        return "[^ ;]+"
    regex = " ?".join(map(re.escape, body.split()))
    if body in ("it", "its"):
        regex = SOMEBODYS + regex
    return {"vendor_": VENDOR, "customer_": CUSTOMER}.get(body, regex) + stem
