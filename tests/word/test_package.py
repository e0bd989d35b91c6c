"""Files that are refused: one clear line, quickly, in little memory, with nothing opened or written."""

from __future__ import annotations

import io
import socket
import struct
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from builders import NAMESPACES, docx, p, package, r, style, tbl, tc, tr
from contractkit.errors import UnreadableFileError, UsageError
from contractkit.word.limits import DEFAULT_LIMITS, Limits, raised
from contractkit.word.read import read_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_document(data, limits=limits)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 400
    return message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (bytes(5000), "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "is a PDF"),
        (b"{\\rtf1\\ansi Hello}", "is an RTF file"),
        (b"<!DOCTYPE html><html><body>Hi</body></html>", "is a web page"),
        (b"\r\n<html xmlns:o='x'>", "is a web page"),
        ("<html>".encode("utf-16"), "is a web page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "single-file web page"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "Word XML file"),
        (b"<?xml version='1.0'?><a/>", "is an XML file"),
        (b"Dear Sir,\nplease find the contract below.", "is plain text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "is not a Word file"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word 97-2003"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password"),
        (OLE + bytes(3 << 20) + "EncryptionInfo".encode("utf-16-le"), "encrypted with a password"),
        (OLE + "Workbook".encode("utf-16-le"), "old Office file"),
        (package({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "Excel workbook"),
        (package({"ppt/presentation.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "PowerPoint"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "OpenDocument"),
        (package({"mimetype": b"application/epub+zip"}), "e-book"),
        (package({"Index/Document.iwa": b"x"}), "Apple Pages"),
        (package({"contract.docx": b"x"}), "zip archive with files"),
        (package({"readme.md": b"x"}), "zip archive without"),
        (package({"[Content_Types].xml": b"<Types/>"}), "holds no Word document"),
        (docx(p("text"))[:-40], "damaged or cut short"),
        (docx(p("text"))[:200], "damaged or cut short"),
        (b"PK\x03\x04", "damaged or cut short"),
        (docx(), "holds no text"),
        (docx(p(r("   "))), "holds no text"),
        (docx(p("a"), parts={"word/document.xml": "<w:document"}), "cannot be read"),
        (docx(p("a"), parts={"word/document.xml": b"\xff\xfe\x00\x01"}), "cannot be read"),
        (docx(p("a"), parts={"word/../../evil.xml": "x"}), "unsafe part name"),
        (docx(p("a"), parts={"c:/evil.xml": "x"}), "unsafe part name"),
        (docx(p("a"), parts={"/etc/evil.xml": "x"}), "unsafe part name"),
        (docx(p("a"), parts={"WORD/DOCUMENT.XML": "<x/>"}), "two parts named"),
    ],
)
def test_refusals_say_what_it_is(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_scanned_pages_are_told_from_an_empty_file() -> None:
    assert "scanned pages" in refusal(docx(p(), parts={"word/media/image1.png": b"x"}))
    assert "scanned" not in refusal(docx(p()))


def test_a_limit_is_the_only_remedy_when_a_limit_is_the_reason() -> None:
    message = refusal(docx(p("a" * 3000)), Limits(total_size=2000))
    assert message.endswith("when you trust the file.")


def test_a_backslash_in_a_name_is_refused() -> None:
    data = docx(p("a"), parts={"word/evil.xml": "x"}).replace(b"word/evil.xml", b"word\\evil.xml")
    assert "unsafe part name" in refusal(data)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"draft\.docx: there is no such file"):
        read_document(tmp_path / "draft.docx")
    with pytest.raises(UnreadableFileError, match="is a folder"):
        read_document(tmp_path)


def test_the_message_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "vendor.docx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(UnreadableFileError, match=r"^vendor\.docx: is a PDF"):
        read_document(path)


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


@pytest.mark.parametrize(
    "prolog",
    [
        BILLION_LAUGHS,
        '<!DOCTYPE w:document [<!ENTITY d SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:1/evil.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_dtds_and_entities_are_refused(prolog: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("the reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    xml = f"{prolog}<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&d;</w:t></w:r></w:p></w:body></w:document>"
    assert "DTD" in refusal(docx(parts={"word/document.xml": xml.encode(encoding)}))


@pytest.mark.parametrize(
    "part",
    ["word/header1.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml"],
)
def test_a_dtd_in_any_part_refuses_the_file(part: str) -> None:
    evil = f'<!DOCTYPE w:hdr [<!ENTITY a "b">]><w:hdr {NAMESPACES}>{p("h")}</w:hdr>'
    message = refusal(docx(p("a"), header=p("h"), styles=style("A"), parts={part: evil}))
    assert f"{part}: it declares a DTD" in message


def test_a_text_of_more_than_ten_megabytes_is_explained() -> None:
    data = docx(p("a b " * (3 << 20)))
    assert "larger than 10 MB" in refusal(data)
    limits = Limits(depth=800)
    assert len(read_document(data, limits=limits).paragraphs[0].text) > 10 << 20


def stored_as(name: str, unpacked_size: int) -> bytes:
    """A file whose part ``name`` unpacks to many zeros, made without ever holding them."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = bytes(1 << 20)
    crc, packed = 0, io.BytesIO()
    for _ in range(unpacked_size >> 20):
        crc = zlib.crc32(chunk, crc)
        packed.write(compressor.compress(chunk))
    packed.write(compressor.flush())
    base = docx(p("Readable"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info, source.read(info))
        offset = target.fp.tell()  # type: ignore[union-attr]
        entry = zipfile.ZipInfo(name)
        entry.compress_type, entry.CRC = zipfile.ZIP_DEFLATED, crc
        entry.file_size, entry.compress_size, entry.header_offset = (unpacked_size >> 20) << 20, packed.tell(), offset
        target.fp.write(entry.FileHeader(zip64=False) + packed.getvalue())  # type: ignore[union-attr]
        target.filelist.append(entry)
        target.NameToInfo[name] = entry
        target.start_dir = target.fp.tell()  # type: ignore[union-attr]
        target._didModify = True
    return buffer.getvalue()


def test_a_decompression_bomb_is_refused_quickly_in_little_memory() -> None:
    data = stored_as("word/document.xml", 600 << 20)
    tracemalloc.start()
    started = time.process_time()
    message = refusal(data)
    spent = time.process_time() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "600 MB" in message
    assert "--limit part-size=601MB" in message
    assert spent < 0.5
    assert peak < 50 << 20


def test_a_huge_picture_does_not_matter() -> None:
    data = stored_as("word/media/image1.png", 1 << 30)
    started = time.process_time()
    assert read_document(data).paragraphs[0].text == "Readable"
    assert time.process_time() - started < 0.5


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(docx(p("word " * 5000)))
    at = data.index(b"PK\x01\x02")
    while b"word/document.xml" not in data[at : at + 80]:
        at = data.index(b"PK\x01\x02", at + 4)
    struct.pack_into("<I", data, at + 24, 100)
    assert "cannot be read" in refusal(bytes(data))


def test_an_entry_that_points_outside_the_file_is_refused() -> None:
    data = bytearray(docx(p("a")))
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 16, struct.unpack_from("<I", data, end + 16)[0] + 600)
    assert "document: " in refusal(bytes(data))


def test_a_part_that_packs_too_well_is_refused() -> None:
    padding = "<!--" + " " * (20 << 20) + "-->"
    assert "times its packed size" in refusal(docx(p("a"), padding))


def test_deep_nesting_is_refused_and_can_be_allowed() -> None:
    deep = "<w:smartTag>" * 400 + r("deep") + "</w:smartTag>" * 400
    assert "--limit depth=800" in refusal(docx(p(deep)))
    assert read_document(docx(p(deep)), limits=Limits(depth=800)).paragraphs[0].text == "deep"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<w:ins w:id="1" w:author="A">', "</w:ins>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ('<mc:AlternateContent><mc:Choice Requires="x">', "</mc:Choice></mc:AlternateContent>"),
    ],
)
def test_nesting_as_deep_as_the_limit_is_read(before: str, after: str) -> None:
    levels = 790 // before.count("<")
    data = docx(p(before * levels, r("deep"), after * levels, '<w:del w:id="1" w:author="A"/>'))
    assert read_document(data, limits=Limits(depth=800)).paragraphs[0].text == "deep"


def test_tables_in_tables_are_read_as_deep_as_the_limit() -> None:
    nested = p("deep")
    for _ in range(80):
        nested = tbl(tr(tc(nested, p("x"))))
    document = read_document(docx(nested))
    assert document.paragraphs[0].text == "deep"
    assert len(document.tables) == 80


def test_very_deep_nesting_is_refused_even_then() -> None:
    deep = "<w:smartTag>" * 1500 + r("deep") + "</w:smartTag>" * 1500
    assert "nested" in refusal(docx(p(deep)), Limits(depth=800))


def test_too_many_parts_are_refused() -> None:
    data = docx(p("a"), parts={f"word/media/{number}.txt": "x" for number in range(60)})
    assert "more than the limit of 50" in refusal(data, Limits(parts=50))


def test_too_many_tags_are_refused() -> None:
    assert "--limit elements=" in refusal(docx(*[p("a")] * 400), Limits(elements=1000))


def test_a_part_whose_tags_are_counted_first_counts_once_towards_all_parts() -> None:
    data = docx(*[p("word")] * 200, header=p("top"))
    limits = Limits(elements=2_000, total_size=26_000)
    assert len(read_document(data, limits=limits).paragraphs) == 201


def test_all_parts_together_are_limited() -> None:
    assert "total-size" in refusal(docx(p("a" * 3000)), Limits(total_size=2000))


def test_a_header_over_the_limit_is_reported_and_the_rest_is_read() -> None:
    document = read_document(docx(p("a"), header=p("h" * 5000)), limits=Limits(part_size=4000))
    assert [item.text for item in document.paragraphs] == ["a"]
    assert "more than the limit" in document.coverage.unread[0].reason


def test_a_damaged_header_is_reported_and_the_rest_is_read() -> None:
    document = read_document(docx(p("a"), header=p("h"), parts={"word/header1.xml": "<w:hdr"}))
    assert [item.text for item in document.paragraphs] == ["a"]
    assert "XML is broken" in document.coverage.unread[0].reason


def test_damaged_styles_are_reported_and_the_text_is_read() -> None:
    document = read_document(docx(p("a"), styles="<w:style/>", parts={"word/styles.xml": "<w:styles"}))
    assert [item.text for item in document.paragraphs] == ["a"]
    assert document.coverage.unread[0].part == "word/styles.xml"


def test_a_password_on_the_zip_is_refused() -> None:
    data = bytearray(docx(p("a")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    assert "zip password" in refusal(bytes(data))


def test_reading_writes_and_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("a")))
    before = path.stat()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("opened a connection"))
    read_document(path)
    after = path.stat()
    assert [item.name for item in tmp_path.iterdir()] == ["a.docx"]
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def test_limits_are_raised_by_name() -> None:
    limits = raised(DEFAULT_LIMITS, ("part-size=800MB", "ratio=1000", "total-size=1.5g"))
    assert (limits.part_size, limits.ratio, limits.total_size) == (800 << 20, 1000, 3 << 29)
    assert raised(DEFAULT_LIMITS, ()) is DEFAULT_LIMITS


@pytest.mark.parametrize("setting", ["size=3", "part-size", "part-size=many", "depth=100000", "=3"])
def test_wrong_limits_are_explained(setting: str) -> None:
    with pytest.raises(UsageError, match="--limit"):
        raised(DEFAULT_LIMITS, (setting,))


def test_a_stream_that_cannot_seek_is_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert read_document(Pipe(docx(p("a")))).paragraphs[0].text == "a"
