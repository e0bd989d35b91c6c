"""Ways to damage a Word file that accidents and attackers know, for fuzzing; the same choices give the same file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from builders import package

Parts = dict[str, bytes]
# A source of choices: an integer from 0 to the given bound, inclusive.
Choose = Callable[[int], int]

_TAG = re.compile(rb"<(/?)(w:[A-Za-z]+)([^<>]*?)(/?)>")
_WRAPPERS = (
    b"w:ins", b"w:del", b"w:sdt", b"w:sdtContent", b"w:smartTag", b"w:hyperlink", b"w:p", b"w:tbl",
    b"w:tr", b"w:tc", b"w:r",
    b"w:txbxContent", b"w:moveFrom", b"w:moveTo", b"w:unknown",
)  # fmt: skip
_INSERTS = (
    b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="end"/>', b'<w:vMerge/>', b"<w:altChunk/>",
    b'<w:pStyle w:val="Nowhere"/>', b'<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-3"/></w:numPr>',
    b'<w:gridSpan w:val="999999999"/>', b"<w:t>\xe2\x80\x8b</w:t>", b'<w:sym w:char="D800" w:font="Symbol"/>',
    b'<w:start w:val="99999999999999999999"/>', b'<w:br w:type="page"/>', b"<w:sectPr/>",
    b'<w:footnoteReference w:id="2"/>',
    b"<!-- x -->", b"<?pi x?>", b"<![CDATA[ y ]]>", b"&amp;", b"<w:p/>", b"<w:r><w:t>loose</w:t></w:r>",
)  # fmt: skip


def parts_of(data: bytes) -> Parts:
    """The parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def flip_bits(parts: Parts, choose: Choose) -> None:
    """Change a few bits of one part."""
    name = _pick(parts, choose)
    content = bytearray(parts[name])
    for _ in range(choose(4) + 1):
        if content:
            content[choose(len(content) - 1)] ^= 1 << choose(7)
    parts[name] = bytes(content)


def drop_part(parts: Parts, choose: Choose) -> None:
    """Leave one part out."""
    del parts[_pick(parts, choose)]


def swap_parts(parts: Parts, choose: Choose) -> None:
    """Give two parts each other's content."""
    one, other = _pick(parts, choose), _pick(parts, choose)
    parts[one], parts[other] = parts[other], parts[one]


def swap_relationships(parts: Parts, choose: Choose) -> None:
    """Let relationships name each other's targets."""
    names = [name for name in parts if name.endswith(".rels")]
    if not names:
        return
    name = names[choose(len(names) - 1)]
    targets = re.findall(rb'Target="[^"]*"', parts[name])
    if len(targets) > 1:
        one, other = targets[choose(len(targets) - 1)], targets[choose(len(targets) - 1)]
        parts[name] = parts[name].replace(one, b"\0").replace(other, one).replace(b"\0", other)


def cut(parts: Parts, choose: Choose) -> None:
    """Cut a part short."""
    name = _pick(parts, choose)
    parts[name] = parts[name][: choose(len(parts[name]))]


def drop_element(parts: Parts, choose: Choose) -> None:
    """Take one element out, but leave what it holds."""
    name, tag = _pick_tag(parts, choose)
    if tag is None:
        return
    closing = re.compile(rb"</" + re.escape(tag.group(2)) + rb">").search(parts[name], tag.end())
    content = parts[name]
    if tag.group(4) or closing is None:
        parts[name] = content[: tag.start()] + content[tag.end() :]
    else:
        parts[name] = content[: tag.start()] + content[tag.end() : closing.start()] + content[closing.end() :]


def wrap_element(parts: Parts, choose: Choose) -> None:
    """Wrap one element in many others."""
    name, tag = _pick_tag(parts, choose)
    if tag is None or not tag.group(4):
        return
    wrapper = _WRAPPERS[choose(len(_WRAPPERS) - 1)]
    count = (1, 2, 10, 100, 300)[choose(4)]
    before, after = b"<" + wrapper + b">", b"</" + wrapper + b">"
    content = parts[name]
    parts[name] = content[: tag.start()] + before * count + tag.group() + after * count + content[tag.end() :]


def insert_markup(parts: Parts, choose: Choose) -> None:
    """Put an element where it may not stand."""
    name, tag = _pick_tag(parts, choose)
    if tag is not None:
        extra = _INSERTS[choose(len(_INSERTS) - 1)]
        parts[name] = parts[name][: tag.end()] + extra + parts[name][tag.end() :]


def repeat_stretch(parts: Parts, choose: Choose) -> None:
    """Repeat a stretch of a part from tag to tag."""
    name, tag = _pick_tag(parts, choose)
    if tag is not None:
        content = parts[name]
        end = content.find(b">", min(len(content), tag.end() + choose(400))) + 1
        parts[name] = content[:end] + content[tag.start() : end] * (choose(3) + 1) + content[end:]


MUTATIONS: tuple[Callable[[Parts, Choose], None], ...] = (
    flip_bits, drop_part, swap_parts, swap_relationships, cut, drop_element, wrap_element, insert_markup,
    repeat_stretch,
)  # fmt: skip


def mutated(data: bytes, choose: Choose) -> bytes:
    """The file after one to four mutations; sometimes the zip itself is damaged too."""
    parts = parts_of(data)
    for _ in range(choose(3) + 1):
        if parts:
            MUTATIONS[choose(len(MUTATIONS) - 1)](parts, choose)
    packed = bytearray(package(parts))
    if choose(15) == 0 and packed:
        packed[choose(len(packed) - 1)] ^= 1 << choose(7)
    return bytes(packed)


def _pick(parts: Parts, choose: Choose) -> str:
    names = sorted(parts)
    return names[choose(len(names) - 1)]


def _pick_tag(parts: Parts, choose: Choose) -> tuple[str, re.Match[bytes] | None]:
    name = _pick(parts, choose)
    tags = list(_TAG.finditer(parts[name]))
    return name, tags[choose(len(tags) - 1)] if tags else None
