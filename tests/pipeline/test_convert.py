"""`arkdoc convert`: a Word contribution as Markdown, once, and nothing lost wherever it is cut off."""

from __future__ import annotations

import json
import stat

import pytest

from arkdoc.cli import main
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import Contribution
from arkdoc.pipeline import convert
from arkdoc.read.contribution import read_contribution
from arkdoc.write.markdown.fields import write_contribution
from tests.support.project import Project, png
from tests.support.word_packages import item, p, r, table, word_file

PICTURE = (
    "<w:r><w:drawing><wp:inline><wp:extent cx='9525' cy='9525'/>"
    "<wp:docPr id='1' name='Bilde 1' descr='Antall møter hver måned'/>"
    "<a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/picture'>"
    "<pic:pic><pic:blipFill><a:blip r:embed='image1'/></pic:blipFill></pic:pic>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
COMMENT = '<w:r><w:commentReference w:id="0"/></w:r>'


def handed_in(*more: str) -> bytes:
    head = table(["Enhet", "Seksjon Gjøvik"], ["Dato", "20.02.2019"], ["Kontaktperson", "HMS: oss"])
    return word_file(
        head, p("Fellesskap", "Overskrift1"), p("Vi har *lunsj*."), item("ett"), item("to"),
        p(PICTURE), *more, media={"image1.png": png()},
    )  # fmt: skip


@pytest.fixture
def note(project: Project) -> Project:
    project.units({"ub-gjovik": "Seksjon Gjøvik"})
    return project


def put(note: Project, data: bytes, name: str = "Status Gjøvik.docx") -> None:
    (note.root / "contributions" / name).write_bytes(data)


def run(note: Project, *arguments: str) -> int:
    return main(["convert", *arguments, "--root", str(note.root)])


def test_text_fields_and_pictures_take_the_place_of_the_word_file(note: Project) -> None:
    data = handed_in()
    put(note, data)
    assert run(note, "Status Gjøvik.docx") == 0
    folder = note.root / "contributions"
    written = (folder / "Status Gjøvik.md").read_text("utf-8")
    assert written.startswith(
        '---\nenhet: ub-gjovik\nkontaktperson: "HMS: oss"\ndato: 20.02.2019\n---\n'
    )
    assert "Vi har \\*lunsj\\*.\n\n- ett\n- to\n" in written
    assert "![Antall møter hver måned](Status%20Gj%C3%B8vik/1.png)" in written
    assert (folder / "Status Gjøvik" / "1.png").read_bytes() == png()
    assert not (folder / "Status Gjøvik.docx").exists()
    kept = note.root / ".arkdoc" / "tidligere" / "ub-gjovik" / "1" / "Status Gjøvik.docx"
    assert kept.read_bytes() == data
    private = note.root / ".arkdoc"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert (private / ".gitignore").read_text() == "*\n"
    (line,) = (private / "logg.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["to"] == "contributions/Status Gjøvik.md"
    assert not [d for d in note.analyse().diagnostics if d.is_error]


def test_what_is_lost_is_named_and_wants_a_yes(
    note: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    put(note, handed_in(p(r("Er dette sant?") + COMMENT)))
    assert run(note, "contributions/Status Gjøvik.docx") == 1
    assert "merknad" in capsys.readouterr().err
    assert not (note.root / "contributions" / "Status Gjøvik.md").exists()
    assert not (note.root / ".arkdoc").exists()
    assert run(note, "Status Gjøvik.docx", "--yes") == 0


def test_nothing_is_overwritten(note: Project) -> None:
    put(note, handed_in())
    note.write("Status Gjøvik.md", "Noe annet.\n")
    assert run(note, "Status Gjøvik.docx", "--yes") == 1
    assert (note.root / "contributions" / "Status Gjøvik.docx").exists()


@pytest.mark.parametrize("name", ["finnes-ikke.docx", "notat.md", "../utenfor.docx"])
def test_what_is_no_word_file_of_the_note(note: Project, name: str) -> None:
    (note.root.parent / "utenfor.docx").write_bytes(handed_in())
    assert run(note, name, "--yes") == 2


def test_one_that_cannot_be_read(note: Project) -> None:
    put(note, b"PK\x03\x04 halv")
    assert run(note, "Status Gjøvik.docx", "--yes") == 2
    assert (note.root / "contributions" / "Status Gjøvik.docx").exists()


@pytest.mark.parametrize("step", range(6))
def test_cut_off_anywhere_nothing_is_lost_and_the_next_does_the_rest(
    note: Project, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = handed_in()
    put(note, data)
    left = [step]

    def until_cut(function: object) -> object:
        def wrapped(*arguments: object, **more: object) -> object:
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return function(*arguments, **more)  # type: ignore[operator]

        return wrapped

    for name in ("keep", "make_folder", "create", "log"):
        monkeypatch.setattr(convert, name, until_cut(getattr(convert, name)))
    run(note, "Status Gjøvik.docx")
    monkeypatch.undo()
    word = note.root / "contributions" / "Status Gjøvik.docx"
    kept = list((note.root / ".arkdoc").rglob("Status Gjøvik.docx"))
    assert word.exists() or [file.read_bytes() for file in kept] == [data]
    if word.exists():
        assert run(note, "Status Gjøvik.docx") == 0
    assert (note.root / "contributions" / "Status Gjøvik.md").exists()
    assert not word.exists()
    assert len(list((note.root / ".arkdoc").rglob("*.docx"))) == 1


FIELDS = """\
---
enhet: "Avd: for #1"
kontaktperson: "Kari \\"K\\" Ås, k@x.example"
dato: 01.03.2019
status: utkast
språk: nynorsk
tiltak:
  - navn: "Lunsj: hver *dag*"
    status: pågår
    hensikt: "- ikke en liste"
    frist: "1. mars # kanskje"
visning: tabell
---

Tekst.
"""


def test_fields_come_back() -> None:
    def facts(found: Contribution) -> tuple[object, ...]:
        of_text = found.unit, found.contact, found.date, found.status, found.language
        return (*of_text, found.measures, found.measures_as_table, found.body.blocks)

    before = read_contribution("contributions/a.md", FIELDS.encode())
    assert not before.diagnostics
    written = write_contribution(before, before.unit)
    assert facts(read_contribution("contributions/a.md", written.encode())) == facts(before)


def test_the_private_folder_is_no_link(note: Project) -> None:
    put(note, handed_in())
    (note.root.parent / "annet").mkdir()
    (note.root / ".arkdoc").symlink_to(note.root.parent / "annet")
    with pytest.raises(ArkdocError):
        convert.carry_out(note.root, convert.plan(note.root, "Status Gjøvik.docx")[0])
    assert not any((note.root.parent / "annet").iterdir())
