"""The mark by which a Word file is known as ours, and as edited by nobody."""

from __future__ import annotations

import io
import random
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from arkdoc.ooxml.origin import Origin, read_origin
from arkdoc.pipeline.build import BuildResult
from tests.support.libreoffice import DOCX, LibreOffice
from tests.support.project import growth
from tests.support.word_files import CUSTOM, parts_of, zipped


@pytest.fixture(scope="module")
def docx(built_note: BuildResult) -> bytes:
    return built_note.outputs["docx"]


def origin(data: bytes) -> Origin | None:
    return read_origin(io.BytesIO(data))


def test_it_says_the_case_and_that_nobody_has_edited_it(docx: bytes) -> None:
    assert origin(docx) == Origin("11/19", is_untouched=True)
    assert origin(zipped(parts_of(docx))) == Origin("11/19", is_untouched=True), "zipped anew"


@pytest.mark.parametrize(
    "name",
    ["word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml"],
)
def test_whatever_part_is_changed_it_shows(docx: bytes, name: str) -> None:
    parts = parts_of(docx)
    parts[name] += b" "
    assert origin(zipped(parts)) == Origin("11/19", is_untouched=False)
    del parts[name]
    assert origin(zipped(parts)) == Origin("11/19", is_untouched=False)


def test_a_new_part_and_another_name_show(docx: bytes) -> None:
    parts = parts_of(docx)
    assert origin(zipped({**parts, "word/comments.xml": b"<a/>"})) == Origin("11/19", False)
    parts["word/footnotes2.xml"] = parts.pop("word/footnotes.xml")
    assert origin(zipped(parts)) == Origin("11/19", False)


@pytest.mark.tools
def test_libreoffice_keeps_it(docx: bytes, libreoffice: LibreOffice) -> None:
    assert origin(libreoffice.convert({"a.docx": docx}, DOCX)["a"]) == Origin(
        "11/19", is_untouched=False
    )


# --- hostile packages --------------------------------------------------------------------------------


def bomb(megabytes: int) -> bytes:
    parts = {"word/document.xml": b" " * megabytes * 1024 * 1024}
    return zipped({**parts, CUSTOM: MARK})


MARK = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    b' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    b'<property name="arkdoc-innhold"><vt:lpwstr>0</vt:lpwstr></property></Properties>'
)
ENTITIES = b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "custom",
    [
        b"",
        b"<a/>",
        b"no XML",
        b"\xff\xfe",
        b"<a>" * 100_000,
        ENTITIES + MARK.replace(b">0<", b">&x;<"),
        MARK + b" " * 2_000_000,
        MARK.replace(b"arkdoc-innhold", b"noe annet"),
        MARK.replace(b"<vt:lpwstr>0</vt:lpwstr>", b""),
        MARK.replace(b">0<", b"><"),
    ],
)
def test_what_is_no_mark_says_nothing(docx: bytes, custom: bytes) -> None:
    parts = parts_of(docx)
    parts[CUSTOM] = custom
    assert origin(zipped(parts)) is None


def test_two_parts_of_one_name_are_nobodys(docx: bytes) -> None:
    """Which of the two would Word show, and which had we looked at?"""
    written = io.BytesIO(docx)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(written, "a") as package:
        package.writestr("word/document.xml", b"<w/>")
    assert origin(written.getvalue()) is None


def test_packed_in_another_way_it_is_nobodys() -> None:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_BZIP2) as package:
        package.writestr(CUSTOM, MARK)
    assert origin(written.getvalue()) is None


def test_a_bomb_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("arkdoc.ooxml.origin.MOST_BYTES", 8 * 1024 * 1024)
    assert origin(bomb(7)) == Origin("", is_untouched=False)
    assert origin(bomb(9)) is None


def test_too_many_parts_are_given_up() -> None:
    written = io.BytesIO()
    with ZipFile(written, "w") as package:
        package.writestr(CUSTOM, MARK)
        for number in range(50_000):
            package.writestr(f"{number}", b"")
    assert origin(written.getvalue()) is None


def test_time_grows_with_the_size() -> None:
    made = {size: bomb(size) for size in (4, 32)}
    assert growth(lambda size: origin(made[size]), 4) < 3


def test_damaged_bytes_end_in_nothing_worse(docx: bytes) -> None:
    chance = random.Random(1)
    small = zipped({name: data for name, data in parts_of(docx).items() if len(data) < 2000})
    for _ in range(2000):
        data = bytearray(small)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        found = origin(
            bytes(data[: chance.randrange(len(data))] if chance.random() < 0.2 else data)
        )
        assert found is None or isinstance(found, Origin)
