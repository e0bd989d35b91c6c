"""A wording's Markdown as a flat list of passages, before any value is put in.

Markdown is parsed first, so that no company name can change the structure. Template code (``{{ … }}``, ``{% … %}``)
is opaque to Markdown. Emphasis becomes private marks around the text, so that each passage stays one template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from contractkit.errors import LibraryError

BOLD, BOLD_END, ITALIC, ITALIC_END = "\ue010", "\ue011", "\ue012", "\ue013"
PRIVATE = re.compile("[\ue000-\uf8ff]")
MAX_DEPTH = 3

_ANCHOR = re.compile(r"\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}\s*")
_PARTY = re.compile(r"\(\d+\)\s+")  # "(1) Name …": no list in Markdown, but one in a parties block
_CODE_ENDS = {"{{": "}}", "{%": "%}"}
_MARKS = {"strong_open": BOLD, "strong_close": BOLD_END, "em_open": ITALIC, "em_close": ITALIC_END}
_PLAIN = {"text", "text_special", "jinja"}
_FORMAT = "A wording is one ordered list, nested at most three deep, with paragraphs, bold and italic; nothing else"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a wording: its template text, and its place in the list.

    ``depth`` is 1 to 3 for a numbered item or the text below it, 0 for text outside the list.
    """

    template: str
    depth: int
    numbered: bool
    anchor: str = ""


@lru_cache(maxsize=2048)
def parse_wording(body: str, name: str) -> tuple[Passage, ...]:
    """Return the passages of a wording's Markdown. Raises LibraryError, naming ``name``, for anything else."""
    if PRIVATE.search(body):
        raise LibraryError(f"{name}: the text holds a private-use character; delete it")
    return tuple(_passages(_parser().parse(body), name))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])
    parser.inline.ruler.before("escape", "jinja", _template_code)
    return parser


def _template_code(state: StateInline, silent: bool) -> bool:
    """Take template code as it stands, so that its ``*`` and ``_`` do not become emphasis."""
    end = _CODE_ENDS.get(state.src[state.pos : state.pos + 2])
    stop = state.src.find(end, state.pos) if end else -1
    if end is None or stop < 0:
        return False
    if not silent:
        state.push("jinja", "", 0).content = state.src[state.pos : stop + 2]
    state.pos = stop + 2
    return True


def _passages(tokens: list[Token], name: str) -> Iterator[Passage]:
    depth, fresh = 0, False
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                depth += 1
                if depth > MAX_DEPTH:
                    raise LibraryError(f"{name}: a list is nested more than {MAX_DEPTH} deep. {_FORMAT}.")
            case "ordered_list_close":
                depth -= 1
            case "list_item_open":
                fresh = True
            case "list_item_close":
                if fresh:
                    raise LibraryError(f"{name}: a list item has no text")
            case "inline":
                yield _passage(_inline_template(token, name), depth, fresh)
                fresh = False
            case "paragraph_open" | "paragraph_close":
                pass
            case _:
                raise LibraryError(f"{name}: found {_called(token)}. {_FORMAT}.")


def _passage(text: str, depth: int, numbered: bool) -> Passage:
    party = _PARTY.match(text)
    if party and depth == 0:
        return Passage(text[party.end() :], 1, True)
    anchor = _ANCHOR.search(text)  # taken out before jinja2, which would read it as the start of a comment
    return Passage(_ANCHOR.sub("", text), depth, numbered, anchor[1] if anchor else "")


def _inline_template(token: Token, name: str) -> str:
    parts = []
    for child in token.children or ():
        if child.type in _PLAIN:
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in _MARKS:
            parts.append(_MARKS[child.type])
        else:
            raise LibraryError(f'{name}: found {_called(child)} in "{token.content[:60]}". {_FORMAT}.')
    return "".join(parts)


def _called(token: Token) -> str:
    names = {
        "heading_open": "a heading", "bullet_list_open": "a bullet list", "code_block": "a line indented as code",
        "fence": "a code block", "hr": "a rule", "blockquote_open": "a block quote", "code_inline": "code in backticks",
    }  # fmt: skip
    where = f" at line {token.map[0] + 1} of the text" if token.map else ""
    return names.get(token.type, token.type) + where
