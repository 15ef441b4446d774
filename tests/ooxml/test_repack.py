"""A package written again with other parts: what is kept, and what can't be."""

from __future__ import annotations

import io
import zipfile

import pytest

from arkdoc.ooxml.reader import MOST_BYTES
from arkdoc.ooxml.repack import with_parts
from arkdoc.ooxml.unreadable import UnreadableError
from tests.support.word_packages import p, word_file


def added(data: bytes, name: str, part: bytes) -> bytes:
    """The package with one more entry."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, part)
    return buffer.getvalue()


def test_parts_are_changed_and_added_and_all_others_kept_in_order() -> None:
    data = added(word_file(p("Før.")), "word/media/", b"")
    data = added(data, "word/media/a.bin", b"bytes")
    again = with_parts(data, {"word/document.xml": b"<a/>", "ny.xml": b"<b/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(again)) as new:
        assert new.namelist() == [*old.namelist(), "ny.xml"]
        changed = {"word/document.xml": b"<a/>", "ny.xml": b"<b/>"}
        for name in new.namelist():
            assert new.read(name) == (changed[name] if name in changed else old.read(name))
    assert with_parts(data, {"word/document.xml": b"<a/>", "ny.xml": b"<b/>"}) == again


def test_a_part_that_nobody_reads_is_no_bomb() -> None:
    bomb = added(word_file(p("Tekst.")), "word/media/x.bin", bytes(MOST_BYTES + 1))
    assert len(bomb) < 200_000
    with pytest.raises(UnreadableError):
        with_parts(bomb, {})


def test_a_damaged_part_that_nobody_reads_is_told() -> None:
    data = bytearray(added(word_file(p("Tekst.")), "docProps/thumbnail.jpeg", b"bilde " * 100))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
        entry = file.getinfo("docProps/thumbnail.jpeg")
    start = entry.header_offset + 30 + len(entry.filename)
    data[start : start + 8] = b"\xff" * 8
    with pytest.raises(UnreadableError):
        with_parts(bytes(data), {})
