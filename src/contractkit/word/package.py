"""Open the zip package of a Word file safely: refuse what is not one, bound what is unpacked, parse without DTDs."""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO, Self

from lxml import etree

from contractkit.errors import UnreadableFileError
from contractkit.word.limits import DEFAULT_LIMITS, RATIO_MATTERS_FROM, Limits
from contractkit.word.parsing import BrokenPartError, DtdError, Parsed, count_tags, may_have_too_many_tags, parse_xml
from contractkit.word.sniff import describe_foreign, describe_package, inflate_error
from contractkit.word.thinning import FORMATTING, FORMATTING_AND_SIZES, Thinned

Source = str | os.PathLike[str] | bytes | BinaryIO

_FOLDERS = frozenset({"word", "_rels", "docprops", "customxml", "[content_types].xml"})
_HEAD = 4096
_WIDER = 1 << 20
_CHUNK = 1 << 16
_WORTH_OPENSSL = 8 << 20  # bytes from which its speed outweighs its size


class Package:
    """The parts of one Word file, by lower-case name without the leading slash. Close it when done.

    ``only_read``: nobody will change the file or look at its formatting, so ``story`` may leave most of that out.
    """

    def __init__(self, source: Source, limits: Limits = DEFAULT_LIMITS, *, only_read: bool = False) -> None:
        self.limits = limits
        self._only_read = only_read
        self.name = _name_of(source)
        self._stream, self._owned = _stream_of(source)
        self._unpacked = 0
        self._trees: dict[str, Parsed] = {}
        try:
            self._refuse_foreign()
            self._zip = self._open_zip()
            self.names = self._checked_names()
            with suppress(BrokenPartError):  # the list of types is for others; but an attack on them may stand in it
                self.parsed("[Content_Types].xml")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Release the file; parsed parts stay usable."""
        if self._owned:
            self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refuse(self, what: str, remedy: str) -> UnreadableFileError:
        """Return the one-line error that names this file, what is wrong with it and the remedy."""
        return UnreadableFileError(f"{self.name}: {what}; {remedy}.")

    def sha256(self) -> str:
        """Return the SHA-256 of the file's bytes, in hexadecimal."""
        self._stream.seek(0, os.SEEK_END)
        digest = _sha256_for(self._stream.tell())
        self._stream.seek(0)
        while chunk := self._stream.read(_CHUNK):
            digest.update(chunk)
        return str(digest.hexdigest())

    def has(self, part: str) -> bool:
        """Return whether the package holds ``part``, whatever the case of its letters."""
        return part.lower() in self.names

    def data(self, part: str) -> bytes:
        """Return the unpacked bytes of ``part``. Raises BrokenPartError when it is missing, damaged or too large."""
        with self._unpacking(part) as packed:
            return packed.read()

    def tree(self, part: str) -> etree._Element:
        """Return the parsed root of ``part``; the same object at every call. Raises BrokenPartError."""
        return self.parsed(part).root

    def parsed(self, part: str) -> Parsed:
        """Return ``part`` parsed, with what the parser's watch noticed.

        Raises BrokenPartError, and UnreadableFileError for a part with a DTD: no Word file has one.
        """
        return self._parsed(part, None)

    def story(self, part: str, *, tiny: bool = True) -> Parsed:
        """Return a part of the document's words, without idle formatting when the file is only read.

        ``tiny``: a style may make text tiny, so every size counts. Raises what ``parsed`` raises.
        """
        if not self._only_read:
            return self.parsed(part)
        return self._parsed(part, FORMATTING if tiny else FORMATTING_AND_SIZES)

    def _parsed(self, part: str, left_out: re.Pattern[bytes] | None) -> Parsed:
        key = part.lower()
        parsed = self._trees.get(key)
        if parsed is None:
            info = self.names.get(key)
            if info is not None and may_have_too_many_tags(info.file_size, self.limits):
                # Before it is parsed: a million empty elements unpack from nothing and take 100 MB.
                with self._unpacking(part, uncounted=True) as packed:
                    count_tags(packed, self.limits)
            with self._unpacking(part) as packed:
                stream = packed if left_out is None else Thinned(packed, left_out)
                try:
                    parsed = self._trees[key] = parse_xml(stream, self.limits)
                except DtdError as error:
                    raise self.refuse(f"{part}: {error}", "do not open it; ask for a clean copy") from error
        return parsed

    @contextmanager
    def _unpacking(self, part: str, *, uncounted: bool = False) -> Iterator[IO[bytes]]:
        info = self.names.get(part.lower())
        if info is None:
            raise BrokenPartError("the part is missing")
        self._check_size(info)
        try:
            with self._zip.open(info) as packed:
                yield packed
            if not uncounted:
                self._unpacked += info.file_size
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            struct.error,
        ) as error:
            raise BrokenPartError(inflate_error(error)) from error

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        limits = self.limits
        if info.file_size > limits.part_size:
            raise BrokenPartError(
                f"it unpacks to {_mib(info.file_size)}, more than the limit of {_mib(limits.part_size)};"
                f" raise it with --limit part-size={info.file_size // (1 << 20) + 1}MB when you trust the file"
            )
        if self._unpacked + info.file_size > limits.total_size:
            raise BrokenPartError(
                f"the file unpacks to more than the limit of {_mib(limits.total_size)};"
                " raise it with --limit total-size=... when you trust the file"
            )
        ratio = info.file_size // max(info.compress_size, 1)
        if info.file_size > RATIO_MATTERS_FROM and ratio > limits.ratio:
            raise BrokenPartError(
                f"it unpacks to {ratio} times its packed size, more than the limit of {limits.ratio};"
                f" raise it with --limit ratio={ratio + 1} when you trust the file"
            )

    def _refuse_foreign(self) -> None:
        head = self._stream.read(_HEAD)
        wider = head
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            wider += self._stream.read(_WIDER)
            # The directory of an OLE file may stand at its end.
            self._stream.seek(0, os.SEEK_END)
            self._stream.seek(max(0, self._stream.tell() - _WIDER))
            wider += self._stream.read(_WIDER)
        foreign = describe_foreign(head, wider)
        if foreign is not None:
            raise self.refuse(*foreign)

    def _open_zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self._stream)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, EOFError, struct.error, UnicodeError,
                NotImplementedError, RecursionError, OverflowError) as error:  # fmt: skip
            raise self.refuse(
                "is damaged or cut short (its zip directory cannot be read)", "get the file again from whoever sent it"
            ) from error

    def _checked_names(self) -> dict[str, zipfile.ZipInfo]:
        entries = self._zip.infolist()
        if len(entries) > self.limits.parts:
            raise self.refuse(
                f"holds {len(entries):,} parts, more than the limit of {self.limits.parts:,}",
                f"raise it with --limit parts={len(entries)} when you trust the file",
            )
        names: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry.filename.lower().lstrip("/")
            if _escapes(entry.filename):
                raise self.refuse(
                    f"holds an unsafe part name ({entry.filename[:60]!r})", "do not open it; ask for a clean copy"
                )
            if name in names:
                raise self.refuse(
                    f"holds two parts named {entry.filename[:60]!r}, so programs may show different texts",
                    "do not rely on it; ask for a clean copy",
                )
            names[name] = entry
        self._refuse_other_packages(names)
        return names

    def _refuse_other_packages(self, names: dict[str, zipfile.ZipInfo]) -> None:
        if any(entry.flag_bits & 1 for entry in names.values()):
            raise self.refuse("is encrypted with a zip password", "unpack it and give the Word file inside")
        if "[content_types].xml" in names and not any(name.startswith(("xl/", "ppt/")) for name in names):
            return
        if any(name.startswith("word/") for name in names):
            return
        mimetype = b""
        if "mimetype" in names and names["mimetype"].file_size < 200:
            mimetype = self._zip.read(names["mimetype"])
        raise self.refuse(*describe_package(frozenset(names), mimetype))


def _sha256_for(size: int) -> Any:
    """Return a fresh SHA-256; for small files Python's own, since hashlib loads OpenSSL, which takes four megabytes."""
    if size < _WORTH_OPENSSL:
        for name in ("_sha2", "_sha256"):  # its names in Python 3.12 and later, and in 3.11
            with suppress(ImportError):
                return import_module(name).sha256()
    return import_module("hashlib").sha256()


def _name_of(source: Source) -> str:
    if isinstance(source, bytes):
        return "document"
    if isinstance(source, str | os.PathLike):
        return Path(source).name
    name = getattr(source, "name", None)
    return Path(name).name if isinstance(name, str) else "document"


def _stream_of(source: Source) -> tuple[BinaryIO, bool]:
    if isinstance(source, bytes):
        return io.BytesIO(source), True
    if not isinstance(source, str | os.PathLike):
        if not source.seekable():
            return io.BytesIO(source.read()), True
        source.seek(0)
        return source, False
    path = Path(source)
    if path.is_dir():
        raise UnreadableFileError(f"{path}: is a folder, not a Word file; give the file inside it.")
    try:
        return path.open("rb"), True
    except FileNotFoundError:
        raise UnreadableFileError(f"{path}: there is no such file; check the name and the folder.") from None
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be opened ({error.strerror}); check its permissions.") from error


def _escapes(name: str) -> bool:
    pieces = name.replace("\\", "/").split("/")
    if pieces[0] == "" and pieces[1:2] and pieces[1].lower() not in _FOLDERS:
        return True  # an absolute path; some programs write "/word/document.xml", which leads nowhere else
    return ".." in pieces or "\\" in name or "\x00" in name or (len(name) > 1 and name[1] == ":")


def _mib(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MB"
