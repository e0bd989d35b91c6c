"""The parser of wordings: one ordered list, nested, with paragraphs, bold and italic; anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from contractkit.draft.markdown import BOLD, BOLD_END, ITALIC, ITALIC_END
from contractkit.errors import LibraryError

MAX_DEPTH = 3
_ANCHOR = re.compile(r"\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}\s*")
_PARTY = re.compile(r"\(\d+\)\s+")  # "(1) Name …": no list in Markdown, but one in a parties block
_CODE_ENDS = {"{{": "}}", "{%": "%}"}
_MARKS = {"strong_open": BOLD, "strong_close": BOLD_END, "em_open": ITALIC, "em_close": ITALIC_END}
_PLAIN = {"text", "text_special", "jinja"}
_FORMAT = "A wording is one ordered list, nested at most three deep, with paragraphs, bold and italic; nothing else"


def read_passages(body: str, name: str) -> Iterator[tuple[str, int, bool, str]]:
    """Yield template text, depth, whether it is numbered, and anchor. Raises LibraryError, naming ``name``."""
    yield from _passages(_parser().parse(body), name)


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


def _passages(tokens: list[Token], name: str) -> Iterator[tuple[str, int, bool, str]]:
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


def _passage(text: str, depth: int, numbered: bool) -> tuple[str, int, bool, str]:
    party = _PARTY.match(text)
    if party and depth == 0:
        return text[party.end() :], 1, True, ""
    anchor = _ANCHOR.search(text)  # taken out before jinja2, which would read it as the start of a comment
    return _ANCHOR.sub("", text), depth, numbered, anchor[1] if anchor else ""


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
