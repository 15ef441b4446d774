"""Word files in the preview: how programs save them, what is painted anew, where messages stand."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.preview import Events, Preview, eventually, previewed
from tests.support.project import Project
from tests.support.word_packages import p, word_file

NAME = "Status Gjøvik.docx"
PAUSE = 0.35
"""Seconds for which a program that is not done writes nothing: more than patience with a save."""

Save = Callable[[Path, bytes], None]


# --- saved by programs -----------------------------------------------------------------------


def by_word(file: Path, data: bytes) -> None:
    """Word on a disk: the old file gets another name, then the new one its own."""
    lock = file.with_name("~$" + file.name[2:])
    lock.write_bytes(b"\x05Bruker" + bytes(155))
    new, old = file.with_name("~WRD0001.tmp"), file.with_name("~WRL0002.tmp")
    new.write_bytes(data)
    file.rename(old)
    time.sleep(0.05)
    new.rename(file)
    old.unlink()
    lock.unlink()


def by_word_on_a_share(file: Path, data: bytes) -> None:
    lock = file.with_name("~$" + file.name[2:])
    lock.write_bytes(b"\x05Bruker" + bytes(155))
    new, old = file.with_name("9A3F11C0.tmp"), file.with_name("B4C2D7E1.tmp")
    in_pieces(new, data)
    file.rename(old)
    new.rename(file)
    time.sleep(PAUSE)
    old.unlink()
    lock.unlink()


def by_word_on_a_mac(file: Path, data: bytes) -> None:
    folder = file.with_name(f"{file.name}.sb-1a2b3c4d-AbCdEf")
    folder.mkdir()
    in_pieces(folder / file.name, data)
    work = file.with_name("Word Work File D_1234567.tmp")
    file.rename(work)
    (folder / file.name).rename(file)
    folder.rmdir()
    time.sleep(PAUSE)
    work.unlink()


def by_libreoffice(file: Path, data: bytes) -> None:
    lock = file.with_name(f".~lock.{file.name}#")
    lock.write_text(",bruker,maskin,01.03.2019 10:00,file:///x;", "utf-8")
    new = file.with_name("lu12345abcd.tmp")
    in_pieces(new, data)
    new.rename(file)
    lock.unlink()


def by_libreoffice_in_place(file: Path, data: bytes) -> None:
    """As where the folder does not let a file be replaced."""
    lock, new = file.with_name(f".~lock.{file.name}#"), file.with_name("lu12345abcd.tmp")
    lock.write_text(",bruker,maskin,01.03.2019 10:00,file:///x;", "utf-8")
    new.write_bytes(data)
    in_pieces(file, data)
    new.unlink()
    lock.unlink()


def by_a_synchroniser(file: Path, data: bytes) -> None:
    """OneDrive, a browser: fetched beside it, under its name with something behind."""
    new = file.with_name(f"{file.name}.tmp")
    in_pieces(new, data)
    new.replace(file)


def halves(data: bytes) -> tuple[bytes, bytes]:
    middle = len(data) // 2
    return data[:middle], data[middle:]


def in_pieces(file: Path, data: bytes) -> None:
    """Copied, and slowly."""
    with file.open("wb", buffering=0) as stream:
        for piece in halves(data):
            time.sleep(PAUSE)
            stream.write(piece)


def in_pieces_of_a_whole(file: Path, data: bytes) -> None:
    """Copied by a program that first takes all the room there will be."""
    with file.open("wb", buffering=0) as stream:
        stream.truncate(len(data))
        for piece in halves(data):
            time.sleep(PAUSE)
            stream.write(piece)


SAVES: list[Save] = [
    by_word,
    by_word_on_a_share,
    by_word_on_a_mac,
    by_libreoffice,
    by_libreoffice_in_place,
    by_a_synchroniser,
    in_pieces,
    in_pieces_of_a_whole,
]
INTERMEDIATE = re.compile(
    r'ARK[56]\d\d|pv-fault|data-state=\\"(?:missing|unre|faul)|\.tmp|~|lock|\.sb-'
)
"""What a page would say of a file that is gone or half there, or of one beside it."""


def text_of_word(*said: str) -> bytes:
    return word_file(p("Enhet: Seksjon Gjøvik"), *map(p, said))


@pytest.fixture(scope="module", params=[(), ("--poll",)], ids=["notified", "polled"])
def live(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Preview]:
    """A preview, of a note without fault, that its tests share."""
    project = Project(tmp_path_factory.mktemp("live")).note()
    project.contribution("studieadministrasjon", "Vi har laget en plan.\n")
    project.contribution("ub", "Biblioteket har fulgt opp.\n")
    project.write(NAME, text_of_word("Komiteen er i gang."))
    with previewed(project.root, *request.param) as preview:
        yield preview


@pytest.mark.parametrize("save", SAVES)
def test_saves_of_every_program_are_shown_and_nothing_on_the_way(live: Preview, save: Save) -> None:
    stream, before = Events(live), len(live.lines)
    save(live.root / "contributions" / NAME, text_of_word(f"Lagret {save.__name__}."))
    stream.until(f"Lagret {save.__name__}.")
    stream.close()
    assert INTERMEDIATE.findall(stream.raw) == []
    (line,) = eventually(lambda: live.lines[before:])
    assert re.search(rf"  ({NAME}|alt)  \d+ ms  ingen feil$", line)
    assert live.errors == []


@pytest.mark.parametrize("save", [by_a_synchroniser, in_pieces, in_pieces_of_a_whole])
def test_a_new_file_is_shown_when_it_has_come(live: Preview, save: Save) -> None:
    file = live.root / "contributions" / NAME
    stream = Events(live)
    file.unlink()
    stream.until("missing")
    stream.close()
    stream = Events(live)
    save(file, text_of_word(f"Kommet {save.__name__}."))
    stream.until(f"Kommet {save.__name__}.")
    stream.close()
    assert re.findall(r"ARK6\d\d|ARK516|unreadable|\.tmp|faulty", stream.raw) == []


def test_a_file_that_stays_half_is_told_until_it_is_whole(live: Preview) -> None:
    file = live.root / "contributions" / NAME
    whole = text_of_word("Helt framme.")
    stream = Events(live)
    file.write_bytes(halves(whole)[0])
    stream.until("er skadet")
    assert 'data-state="unreadable"' in live.get().text
    assert "Vi har laget en plan." in live.get().text
    file.write_bytes(whole)
    stream.until("Helt framme.")
    stream.close()
    assert 'data-state="unreadable"' not in live.get().text


def test_files_that_word_leaves_behind_are_none_of_ours(live: Preview) -> None:
    """After a crash, or while the file is open: they stay as long as they like."""
    folder = live.root / "contributions"
    left = [
        "~$atus Gjøvik.docx",
        "~WRL0005.tmp",
        "~WRD0001.docx",
        ".~lock.ub.docx#",
        "1F2E3D4C.tmp",
    ]
    for name in left:
        (folder / name).write_bytes(b"PK\x03\x04")
    stream = Events(live)
    (folder / NAME).write_bytes(text_of_word("Med låste filer ved siden av."))
    stream.until("Med låste filer ved siden av.")
    time.sleep(PAUSE)  # the patience with files of kinds that we don't read
    page = live.get().text
    for name in left:
        assert name not in page
        (folder / name).unlink()
    stream.close()
