"""Leave formatting that decides nothing out of a part before it is parsed: half of what Word writes around words.

Fonts, spacing, languages and the marks of the spelling checker neither show nor hide a word, nor number it. Elements of
these names are empty, so without them a part holds the same text in the same order, in half the time and memory. Only a
file that is opened to be read is thinned; one that is changed keeps every byte.
"""

from __future__ import annotations

import re
from typing import IO

_NAMES = (
    "rFonts|lang|szCs|proofErr|spacing|jc|ind|tcW|bCs|iCs|kern|noProof|lastRenderedPageBreak|keepNext|keepLines"
    "|widowControl|contextualSpacing"
)
# Five points or more, as Word writes it. Where no style makes text tiny, such a size changes nothing.
_SIZE = 'sz w:val="[1-9][0-9]{1,3}"'
# Double quotes and no sign in a value that could end a tag: anything else stays, and the parser judges it.
_ATTRIBUTES = r"""[^<>/"']*+(?:"[^"<>&]*+"[^<>/"']*+)*+/"""
FORMATTING = re.compile(f"<w:(?:{_NAMES})(?=[ /]){_ATTRIBUTES}>".encode())
FORMATTING_AND_SIZES = re.compile(f"<w:(?:(?:{_NAMES})(?=[ /]){_ATTRIBUTES}|{_SIZE} ?/)>".encode())
_EMPTIED = b"<w:rPr></w:rPr>"
_CDATA = b"<![CDATA["
_LONGEST_TAG = 2048  # bytes that may wait for the rest of their tag
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Thinned:
    """A stream of XML without the elements that one of the patterns above matches."""

    def __init__(self, stream: IO[bytes], left_out: re.Pattern[bytes]) -> None:
        self._stream = stream
        self._left_out = left_out
        self._rest = b""
        self._at_start = True
        self._off = False

    def read(self, size: int) -> bytes:
        """Return about ``size`` of the next bytes, less what is left out; b"" only at the end."""
        while True:
            chunk = self._stream.read(size)
            seen, self._rest = self._rest + chunk, b""
            if self._at_start:
                self._off, self._at_start = not _in_ascii(seen), False
            # In such a section a tag is text.
            self._off = self._off or _CDATA in seen
            if self._off or not chunk:
                return seen
            last = seen.rfind(b"<")
            if last > seen.rfind(b">") and len(seen) - last < _LONGEST_TAG:
                seen, self._rest = seen[:last], seen[last:]
            if thin := self._left_out.sub(b"", seen).replace(_EMPTIED, b""):
                return thin


def _in_ascii(head: bytes) -> bool:
    """Whether the bytes of a tag can mean nothing but the tag: UTF-8 or ASCII, stated or by default."""
    if b"\x00" in head or not head.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<"):
        return False
    declared = _DECLARED.match(head.removeprefix(_BYTE_ORDER_MARK))
    return declared is None or declared[1].lower() in (b"utf-8", b"us-ascii", b"ascii")
