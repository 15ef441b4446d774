"""Word files in the preview: how programs save them, what is painted anew, where messages stand."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from arkdoc.preview.snapshot import LiveNote
from arkdoc.read.contribution import read_contribution
from tests.preview.test_page import shown
from tests.support.preview import Events, Preview, eventually, previewed
from tests.support.project import NOTE, Project, cost
from tests.support.word_notation import word_of
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


def test_a_half_copied_file_in_a_folder_that_comes_at_once_is_waited_for(live: Preview) -> None:
    """The rest of the folder is shown meanwhile."""
    contributions = live.root / "contributions"
    shown = (contributions / NAME).read_bytes()
    (contributions / NAME).unlink()
    eventually(lambda: 'data-state="missing"' in live.get().text)
    first, second = halves(text_of_word("Kom med mappen."))
    folder = live.root / "fra en minnepinne"
    folder.mkdir()
    (folder / "Status.docx").write_bytes(first)
    (folder / "ub.md").write_text("---\nenhet: ub\n---\nTekst i mappen.\n", "utf-8")
    (contributions / "ub.md").rename(live.root / "ub.md")
    stream = Events(live)
    folder.rename(contributions / "mappe")
    stream.until("Tekst i mappen.")
    with (contributions / "mappe" / "Status.docx").open("ab") as file:
        file.write(second)
    stream.until("Kom med mappen.")
    stream.close()
    assert re.findall(r"ARK6\d\d|ARK516|unreadable|faulty", stream.raw) == []
    shutil.rmtree(contributions / "mappe")
    (live.root / "ub.md").rename(contributions / "ub.md")
    (contributions / NAME).write_bytes(shown)
    eventually(lambda: 'data-state="missing"' not in live.get().text)


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


# --- what is painted anew --------------------------------------------------------------------

BOX = (
    "<r><w:pict><v:shape><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>I en boks står kl 8.</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></r>"
)
NOTATION = f"""
<header><p>Topptekst</p></header>
<p style="Overskrift1">Seksjon Gjøvik</p>
<p>Først kommer dette kl 7.</p>
<p style="Overskrift2">Bakgrunn</p>
<p>Her er en note<note>I noten står kl 11.</note> og en til<note>I den andre står kl 12.</note>.</p>
<p>Ved dette avsnittet er det en boks.{BOX}</p>
<p>Tabell: Tall</p>
<table header="1"><tr><td>Enhet</td><td>Tall</td></tr>
<tr><td>Vi</td><td><p>Først i cellen.</p><p>Sist i cellen står kl 9.</p></td></tr></table>
<p num="1">Et punkt</p>
<p num="1">Et punkt om kl 10</p>
<p style="Overskrift2">Til slutt</p>
<p>Her er en <comment>Hvem?</comment>merknad.</p>
"""
EDITS = [
    "Først kommer",
    "I en boks",
    "I den andre",
    "Sist i cellen",
    "Et punkt om",
    "Her er en note",
]


@pytest.mark.parametrize("words", EDITS)
def test_an_edited_paragraph_is_the_only_block_that_is_painted_anew(
    project: Project, words: str
) -> None:
    project.note().contribution("ub", "Biblioteket har fulgt opp.\n")
    project.write(NAME, word_of(NOTATION))
    live = LiveNote(project.root)
    before = {block.key: block for block in live.snapshot().blocks}
    project.write(NAME, word_of(NOTATION.replace(words, f"{words} nå")))
    after = {block.key: block for block in live.snapshot([f"contributions/{NAME}"]).blocks}
    (old,) = before.keys() - after.keys()
    (new,) = after.keys() - before.keys()
    assert list(after) == [new if key == old else key for key in before]
    assert f"{words} nå" in after[new].html
    assert len(before) > 12


def test_ids_and_words_stay_when_paragraphs_come_above(project: Project) -> None:
    """Only the numbers of paragraphs change, which a browser knows to be no change of the text."""
    project.note().write(NAME, word_of(NOTATION))
    live = LiveNote(project.root)
    before = [block.html for block in live.snapshot().blocks]
    more = NOTATION.replace("<p>Først kommer", "<p>Helt øverst.</p><p>Først kommer")
    project.write(NAME, word_of(more))
    after = [block.html for block in live.snapshot([f"contributions/{NAME}"]).blocks]
    (new,) = (html for html in after if "Helt øverst." in html)
    after.remove(new)
    position = re.compile(r' data-(?:line|end)="\d+"')  # as in static/patch.js
    assert [position.sub("", html) for html in after] == [position.sub("", html) for html in before]
    assert after != before


def test_a_save_costs_that_of_markdown_and_the_reading(project: Project) -> None:
    units = {f"enhet-{number}": f"Enhet {number}" for number in range(60)}
    project.units(units)
    for unit in units:
        project.contribution(unit, "# Bakgrunn\n\nTekst og mer tekst.\n\n" * 6)
    paragraphs = [p("Bakgrunn", "Overskrift1"), p("Tekst og mer tekst.")] * 6
    name, numbers = "Øst.docx", count()
    project.write(name, word_file(p("Enhet: enhet-30"), *paragraphs))
    (project.root / "contributions" / "enhet-30.md").unlink()
    live = LiveNote(project.root)
    live.snapshot()

    def word() -> None:
        data = word_file(p("Enhet: enhet-30"), *paragraphs, p(f"Nytt {next(numbers)}."))
        project.write(name, data)
        live.snapshot([f"contributions/{name}"])

    def markdown() -> None:
        more = f"Nytt {next(numbers)}.\n"
        project.contribution("enhet-29", "# Bakgrunn\n\nTekst og mer tekst.\n\n" * 6 + more)
        live.snapshot(["contributions/enhet-29.md"])

    data = word_file(p("Enhet: enhet-30"), *paragraphs, p("Nytt."))
    read_alone = cost(lambda: read_contribution(f"contributions/{name}", data), times=5)
    assert cost(word, times=5) < 1.6 * (cost(markdown, times=5) + read_alone)


# --- messages beside their paragraph ---------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "where", "beside"),
    [
        ("«kl 7»", "avsnitt 2", "Først kommer dette"),
        ("«kl 8»", "avsnitt 6", "I en boks står"),
        ("tekstboks", "avsnitt 5", "Ved dette avsnittet"),
        ("«kl 9»", "avsnitt 12", "Sist i cellen"),
        ("«kl 10»", "avsnitt 14", "Et punkt om"),
        ("«kl 11»", "avsnitt 17", "I noten står"),
        ("«kl 12»", "avsnitt 18", "I noten står"),
        ("merknad i margen", "avsnitt 16", "merknad."),
        ("Topptekst", "", "Seksjon Gjøvik"),
    ],
)
def test_a_message_stands_before_its_paragraph(
    project: Project, said: str, where: str, beside: str
) -> None:
    project.note().write(NAME, word_of(NOTATION))
    page = shown(project, "ub-gjovik")
    html = [piece.html for piece in page.regions["note"]]
    (at,) = [n for n, piece in enumerate(html) if "pv-inline" in piece and said in piece]
    assert beside in html[at + 1]
    (message,) = [
        each for each in re.split(r'(?=<div class="pv-inline-message")', html[at]) if said in each
    ]
    assert re.search(
        rf">({where}, under «[^<]+»: «[^<]+»|{where}: «[^<]+»|{NAME})</button>", message
    )
    assert f'data-location="contributions/{NAME}' in message
    assert f"{NAME}:" not in message  # no line, no column
    id_ = re.search(r'id="([^"]+)"', message)
    assert id_
    (item,) = [piece.html for piece in page.regions["messages"] if said in piece.html]
    assert f">{', '.join(filter(None, (NAME, where)))}</button>" in item
    assert f'href="#{id_[1]}"' in item


def test_a_location_to_copy_has_words_that_a_search_in_word_finds(project: Project) -> None:
    project.note().write(NAME, word_of(NOTATION))
    html = "".join(piece.html for piece in shown(project, "ub-gjovik").regions["note"])
    assert (
        f'data-location="contributions/{NAME}, avsnitt 12, under «Bakgrunn»: '
        '«Sist i cellen står kl 9.»"'
    ) in html
    assert "avsnitt 18, under «Bakgrunn»: «I den andre står kl 12.»" in html


def test_a_table_read_as_measures_has_its_message_beside_the_measures(project: Project) -> None:
    """Its header is no block of the page: a heading for the measures stands where it was."""
    project.note().write(
        NAME,
        word_of(
            "<p>Dette gjør vi.</p><table><tr><td>Navn</td><td>Status</td></tr>"
            "<tr><td>Kurs</td><td>pågår</td></tr></table>"
        ),
    )
    html = [piece.html for piece in shown(project, "ub-gjovik").regions["note"]]
    (at,) = [n for n, piece in enumerate(html) if "ARK619" in piece]
    assert ">Tiltak</h4>" in html[at + 1]
    assert ">Kurs</strong>" in html[at + 2]
    assert "Dette gjør vi." in html[at - 1]


def test_what_the_note_allows_is_said_no_more(project: Project) -> None:
    project.note().write(NAME, word_of(NOTATION))
    assert "«kl 7»" in str(shown(project, "ub-gjovik").regions)
    allowed = "tillat: [{regel: ARK407, enhet: ub-gjovik, grunn: Kjent.}]\nenheter:"
    project.note(NOTE.replace("enheter:", allowed, 1))
    said = str(shown(project, "ub-gjovik").regions)
    assert "ARK407" not in said
    assert "merknad i margen" in said
