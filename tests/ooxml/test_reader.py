"""A Word package from anybody: what is read of it, what is refused, and why."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from arkdoc.ooxml import xml_part
from arkdoc.ooxml.other_formats import fault_of
from arkdoc.ooxml.oxml import NAMESPACES, qname
from arkdoc.ooxml.reader import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_PARAGRAPHS,
    MOST_PARTS,
    Package,
    check_size,
)
from arkdoc.ooxml.unreadable import (
    DAMAGED,
    EMPTY,
    NOT_WORD,
    OLD_WORD,
    OTHER_WORD,
    PASSWORD,
    TOO_DEEP,
    TOO_MANY_CELLS,
    TOO_MANY_PARAGRAPHS,
    TOO_MUCH,
    Fault,
    UnreadableError,
)
from arkdoc.ooxml.xml_part import MOST_DEEP, parse
from tests.support.word_files import parts_of, strict, zipped
from tests.support.word_packages import p, word_file

W = f'xmlns:w="{NAMESPACES["w"]}" xmlns:mc="{NAMESPACES["mc"]}"'
DOCUMENT = "word/document.xml"
STRICT = "http://purl.oclc.org/ooxml"


def refused(make: Callable[[], object]) -> Fault:
    """Why `make` can't be read, with what to do about it."""
    with pytest.raises(UnreadableError) as caught:
        make()
    assert caught.value.cure
    return Fault(str(caught.value), caught.value.cure)


def texts(root: etree._Element) -> list[str]:
    return [text.text or "" for text in root.iter(qname("w:t"))]


# --- XML ---------------------------------------------------------------------------------


def test_the_strict_variant_has_the_names_of_the_transitional_one() -> None:
    address = f"Les {STRICT}/wordprocessingml/main"
    body = (
        p("Hei", "Tittel"),
        p('<w:hyperlink r:id="lenke"><w:r><w:t>der</w:t></w:r></w:hyperlink> etter'),
        "<w:p><w:r><w:t>Les ADDRESS</w:t></w:r></w:p>",
    )
    data = word_file(*body, relations={"lenke": ("hyperlink", "https://example.org/")})
    parts = parts_of(strict(data))
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"Les ADDRESS", address.encode())
    package = Package(zipped(parts))
    main = package.related("", f"{NAMESPACES['r']}/officeDocument")
    root = package.tree(main)
    assert root.tag == qname("w:document")
    assert texts(root) == ["Hei", "der", address], "what people wrote is as they wrote it"
    (link,) = root.iter(qname("w:hyperlink"))
    assert link.get(qname("r:id")) == "lenke"
    assert link.tail == " etter"
    assert package.related(main, f"{NAMESPACES['r']}/styles") == "word/styles.xml"
    (style,) = root.iter(qname("w:pStyle"))
    assert style.get(qname("w:val")) == "Tittel"
    assert STRICT not in " ".join(str(element.tag) for element in root.iter())


def test_strict_names_in_what_people_wrote_stay() -> None:
    declared = f'xmlns:w="{STRICT}/wordprocessingml/main"'
    held = f"<a:graphicData xmlns:a='{STRICT}/drawingml/main' uri='{STRICT}/drawingml/picture'/>"
    xml = f"<w:p {declared} a='x>y'>{held}<w:r><w:t>{declared} uri='{STRICT}/a'</w:t></w:r></w:p>"
    root = parse(xml.encode())
    assert texts(root) == [f"{declared} uri='{STRICT}/a'"]
    assert root[0].tag == qname("a:graphicData")
    assert root[0].get("uri") == NAMESPACES["pic"]


@pytest.mark.parametrize(
    ("name", "transitional"),
    [
        (f"{STRICT}/drawingml/wordprocessingDrawing", NAMESPACES["wp"]),
        (f"{STRICT}/officeDocument/math", NAMESPACES["m"]),
        (f"{STRICT}/officeDocument/customProperties", NAMESPACES["cp"]),
        (f"{STRICT}/officeDocument/relationships/image", f"{NAMESPACES['r']}/image"),
        (
            f"{STRICT}/officeDocument/relationships/customProperties",
            f"{NAMESPACES['r']}/custom-properties",
        ),
        ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:vml"),
    ],
)
def test_names_of_the_strict_variant(name: str, transitional: str) -> None:
    assert xml_part.transitional(name) == transitional


def alternatives(*choices: str, fallback: str | None = None) -> str:
    inside = "".join(f'<mc:Choice Requires="wps">{choice}</mc:Choice>' for choice in choices)
    if fallback is not None:
        inside += f"<mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent>{inside}</mc:AlternateContent>"


def word(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (alternatives(word("a"), word("b"), fallback=word("c")), ["a"]),
        (alternatives("", word("b"), fallback=word("c")), ["b"]),
        (alternatives("", fallback=word("c")), ["c"]),
        (alternatives(fallback=word("c")), ["c"]),
        (alternatives(""), []),
        (alternatives(alternatives("", fallback=word("b")), fallback=word("c")), ["b"]),
        (alternatives(alternatives(""), fallback=word("c")), ["c"]),
        (alternatives(word("a") + word("b")) + word("c") + alternatives(word("d")), list("abcd")),
    ],
)
def test_one_of_the_alternatives_is_in_their_place(xml: str, expected: list[str]) -> None:
    root = parse(f"<w:document {W}><w:body><w:p>{xml}</w:p>etter</w:body></w:document>".encode())
    assert texts(root) == expected
    assert not list(root.iter(qname("mc:AlternateContent"), qname("mc:Choice")))
    assert root[0][0].tail == "etter"


def test_alternatives_in_alternatives_have_a_bound() -> None:
    xml = word("innerst")
    for _ in range(51):
        xml = alternatives(xml)
    assert refused(lambda: parse(f"<w:p {W}>{xml}</w:p>".encode())) == TOO_DEEP


def test_of_what_is_copied_all_alternatives_stay() -> None:
    data = f"<w:p {W}>{alternatives(word('a'), fallback=word('b'))}</w:p>".encode()
    assert texts(parse(data, keep_alternatives=True)) == ["a", "b"]


def test_comments_and_instructions_are_gone() -> None:
    root = parse(f"<?xml version='1.0'?><!-- a --><w:p {W}><?b c?><w:r/><!-- d --></w:p>".encode())
    assert [element.tag for element in root.iter()] == [qname("w:p"), qname("w:r")]


ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


@pytest.mark.parametrize(
    "data",
    [
        ENTITY.encode(),
        b"\xef\xbb\xbf" + ENTITY.encode(),
        ("<?xml version='1.0'?>  <!-- - --> <?a?>\n" + ENTITY).encode(),
        ENTITY.encode("utf-16"),
        ENTITY.encode("utf-16-le"),
        ENTITY.encode("utf-16-be"),
        b"\xfe\xff" + ENTITY.encode("utf-16-be"),
        ENTITY.encode("utf-32"),
        ENTITY.encode("utf-7"),
        b"<!doctype a><a/>",
        b"<?xml version='1.0' encoding='latin-1'?><a>\xe5</a>",
        b"<?xml version='1.0' encoding='utf-7'?>+ADw-a+AD4-",
        b"<?xml version='1.0' encoding='UTF-16'?><a/>",
        b"<?xml version='1.0' encoding='cp037'?><a/>",
        b"<a>&b;</a>",
        b"<a",
        b"<!-- a",
        b"<? a",
        b"",
        b" ",
        b"\xff",
        b"\xff\xfe\x00",
        b"\xff\xfe<\x00a\x00/\x00>\x00\x00\xd8",
        b"<a>\xe5</a>",
        b"<a>\x01</a>",
        b"<a b='1' b='2'/>",
        b"<w:p/><w:p/>",
        b"<a>&#0;</a>",
    ],
)
def test_what_is_no_xml_of_a_package_is_damaged(data: bytes) -> None:
    assert refused(lambda: parse(data)) == DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_both_encodings_of_a_package_are_read(encoding: str) -> None:
    declared = "utf-8" if encoding.startswith("utf-8") else "utf-16"
    xml = (
        f'<?xml version="1.0" encoding="{declared}"?><w:p {W}><w:r><w:t>Ærlig 😀</w:t></w:r></w:p>'
    )
    assert texts(parse(xml.encode(encoding))) == ["Ærlig 😀"]


def nested(depth: int, inside: str = "") -> bytes:
    return ("<a>" * depth + inside + "</a>" * depth).encode()


@pytest.mark.parametrize("depth", [1, 256, 257, MOST_DEEP])
def test_a_tree_may_be_deep(depth: int) -> None:
    root = parse(nested(depth, "æ"))
    assert sum(1 for _ in root.iter()) == depth


@pytest.mark.parametrize("depth", [MOST_DEEP + 1, 2048, 2049, 100_000])
def test_a_tree_that_is_too_deep_is_refused(depth: int) -> None:
    assert refused(lambda: parse(nested(depth))) == TOO_DEEP
    assert refused(lambda: parse(b"<a>" * depth)) == TOO_DEEP


def test_a_deep_tree_that_is_broken_is_damaged() -> None:
    assert refused(lambda: parse(b"<a>" * 300)) == DAMAGED
    assert refused(lambda: parse(nested(300, "&b;"))) == DAMAGED


def test_a_tree_that_would_take_too_much_memory_is_refused() -> None:
    assert refused(lambda: parse(b"<a>" + b"<b/>" * xml_part.MOST_SIGNS + b"</a>")) == TOO_MUCH
    attributes = " ".join(f"a{number}=''" for number in range(xml_part.MOST_SIGNS))
    assert refused(lambda: parse(f"<a {attributes}/>".encode())) == TOO_MUCH


@pytest.mark.parametrize(
    "inside",
    [
        " " * (xml_part.MOST_BYTES + 1),
        "<a xmlns:b='c'/>" * (xml_part.MOST_NAMESPACES + 1),
        alternatives("") * (xml_part.MOST_ALTERNATIVES + 1),
    ],
    ids=["bytes", "namespaces", "alternatives"],
)
def test_a_part_that_would_take_too_much_time_is_refused(inside: str) -> None:
    data = f"<w:p {W}>{inside}</w:p>".encode()
    assert refused(lambda: parse(data)) == TOO_MUCH
    if len(data) < xml_part.MOST_BYTES:
        assert parse(data, trusted=True).tag == qname("w:p")


def test_a_text_that_is_far_too_long_is_refused() -> None:
    assert refused(lambda: parse(b"<a>" + b"b" * 11_000_000 + b"</a>")) == TOO_MUCH


# --- zip ---------------------------------------------------------------------------------


def archive(*entries: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as package:
        for name, data in entries:
            package.writestr(name, data)
    return written.getvalue()


def test_names_stand_for_entries_of_the_package_only() -> None:
    """Paths upwards, from the root, of another system and from outside."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="t" Target="../../../../../../../etc/passwd"/>'
        '<Relationship Id="b" Type="t" Target="/word/media/image1.png"/>'
        '<Relationship Id="c" Type="t" Target="media/IMAGE1.PNG"/>'
        '<Relationship Id="d" Type="t" Target="media/image%31.png"/>'
        '<Relationship Id="e" Type="t" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="f" Type="t" Target="file:///etc/passwd"/>'
        "</Relationships>"
    )
    package = Package(
        archive(
            ("../../etc/shadow", b"a"),
            ("/word/media/image1.png", b"b"),
            ("word\\document.xml", b"<a/>"),
            ("word/_rels/document.xml.rels", relations.encode()),
            ("word/", b""),
        )
    )
    found = package.relations("word/document.xml")
    assert found["a"].target == "etc/passwd"
    assert refused(lambda: package.read("etc/passwd"))
    image = "word/media/image1.png"
    assert [found[key].target for key in "bcd"] == [image] * 3
    assert package.read(image) == b"b"
    assert found["e"].external
    assert refused(lambda: package.read(found["f"].target))
    assert package.tree("word/document.xml").tag == "a"
    assert "word/" not in package.names
    assert package.related("word/document.xml", "t") == image


def test_two_parts_of_a_name_are_damage() -> None:
    for names in (("a.xml", "a.xml"), ("a.xml", "/a.xml"), ("b/a.xml", "b\\a.xml")):
        with warnings.catch_warnings(action="ignore"):
            data = archive(*((name, b"") for name in names))
        assert refused(lambda data=data: Package(data)) == DAMAGED  # type: ignore[misc]


def test_too_many_parts_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive(*((f"{number}.xml", b"") for number in range(MOST_PARTS + 1)))
    assert refused(lambda: Package(data)) == TOO_MUCH
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(lambda: Package(data)) == TOO_MUCH


def test_what_an_entry_says_of_its_size_is_counted_as_well() -> None:
    data = archive(("a.xml", b"a" * 1000), ("b.xml", b"b" * 1000))
    package = Package(data, most_bytes=1500)
    assert package.read("a.xml") == b"a" * 1000
    assert refused(lambda: package.read("b.xml")) == TOO_MUCH


def lying(data: bytes, said: int) -> bytes:
    """The package with another unpacked size for its one entry, in both places."""
    changed = bytearray(data)
    size = said.to_bytes(4, "little")
    at = changed.index(b"PK\x01\x02")
    changed[22:26] = size
    changed[at + 24 : at + 28] = size
    return bytes(changed)


@pytest.mark.parametrize(
    ("said", "why"), [(10, DAMAGED), (MOST_BYTES + 1, TOO_MUCH), (0xFFFFFFFE, TOO_MUCH)]
)
def test_an_entry_that_lies_of_its_size(said: int, why: Fault) -> None:
    package = Package(lying(archive(("a.xml", b" " * 100_000)), said))
    assert refused(lambda: package.read("a.xml")) == why


def overlapping(count: int, size: int) -> bytes:
    """Many entries whose data is the same bytes of the file, so that it grows as they are read."""
    data = archive(("a.xml", b" " * size))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    entries = b"".join(entry[: -len("a.xml")] + f"{number:05}".encode() for number in range(count))
    tail[8:10] = tail[10:12] = count.to_bytes(2, "little")
    tail[12:16] = len(entries).to_bytes(4, "little")
    # The name in the entry itself is another; zipfile says so for all but the first.
    return data[:start].replace(b"a.xml", b"00000") + entries + bytes(tail)


def test_entries_that_share_their_bytes_are_bounded() -> None:
    package = Package(overlapping(100, 1_000_000))
    read = 0
    for name in package.names:
        try:
            read += len(package.read(name))
        except UnreadableError:
            continue
    assert read <= MOST_BYTES


def encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    at = changed.index(b"PK\x01\x02")
    changed[6] |= 1
    changed[at + 8] |= 1
    return bytes(changed)


def test_a_package_that_is_encrypted_as_a_zip_asks_for_one_without_password() -> None:
    package = Package(encrypted(archive(("a.xml", b"<a/>"))))
    assert refused(lambda: package.tree("a.xml")) == PASSWORD


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_damage(method: int) -> None:
    package = Package(archive(("a.xml", b"<a/>"), compression=method))
    assert refused(lambda: package.tree("a.xml")) == DAMAGED


def test_a_file_in_which_nothing_is_whole() -> None:
    data = word_file(p("Hei"))
    assert refused(lambda: Package(data[: len(data) // 2])) == DAMAGED
    assert refused(lambda: Package(b"PK\x05\x06" + bytes(18)).tree(DOCUMENT))


# --- what else it may be -----------------------------------------------------------------


def compound(*streams: str) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
    return head + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", EMPTY),
        (compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), PASSWORD),
        (compound("Root Entry", "1Table", "WordDocument"), OLD_WORD),
        (compound("Root Entry", "Workbook"), NOT_WORD),
        (b"{\\rtf1\\ansi Hei}", OTHER_WORD),
        (b"<html><body>Hei</body></html>", OTHER_WORD),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', OTHER_WORD),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", OTHER_WORD),
        (b"PK\x03\x04" + bytes(100), DAMAGED),
        (b"%PDF-1.7", NOT_WORD),
        (b"Hei", NOT_WORD),
    ],
)
def test_what_is_no_package_is_told_apart(data: bytes, fault: Fault) -> None:
    assert fault_of(data) == fault
    assert refused(lambda: Package(data)) == fault
    assert refused(lambda: Package(io.BytesIO(data))) == fault


# --- how much a main part may hold -------------------------------------------------------


def body_of(xml: str) -> etree._Element:
    return parse(f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode())


def test_paragraphs_and_cells_are_counted() -> None:
    check_size(body_of("<w:p/>" * MOST_PARAGRAPHS))
    assert (
        refused(lambda: check_size(body_of("<w:p/>" * (MOST_PARAGRAPHS + 1))))
        == TOO_MANY_PARAGRAPHS
    )
    check_size(body_of("<w:tc/>" * MOST_CELLS))
    assert refused(lambda: check_size(body_of("<w:tc/>" * (MOST_CELLS + 1)))) == TOO_MANY_CELLS
