"""A form that has been filled in, in Word or saved by LibreOffice, comes back with every field."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from arkdoc.assemble.unit_clues import with_unit
from arkdoc.fields.field import Choice, FixedWord
from arkdoc.fields.tables import MEASURE, STATUS_LABELS
from arkdoc.language.printed import WORDS
from arkdoc.model.nodes import Heading, Paragraph
from arkdoc.model.note import Contribution, Note, Status, Unit
from arkdoc.model.tree import plain_text
from arkdoc.pipeline.load_style import theme_in
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from arkdoc.style.theme import builtin_styles
from arkdoc.units.template import heading_and_question, is_untouched
from arkdoc.write.docx.form import write_form
from tests.support.filled_forms import Filled, fill
from tests.support.libreoffice import DOCX, LibreOffice
from tests.support.project import NOTE, REPOSITORY, Project
from tests.support.word_files import parts_of, zipped
from tests.write.docx.test_form import PROMPTS

THEME = theme_in(builtin_styles())
COLUMNS = [field.name for field in MEASURE]
SENTENCES = (
    "Sosialkomiteen er i gang igjen, og vi har hatt tre møter i vår.",
    "Dette gjelder ikke enhet: det er bare et kolon.",
    "Her er en *stjerne* og en _strek_ som noen har skrevet.",
    "Skriv her kan vi også skrive.",
    "Ja.",
    "Vi <mener> at «dette» & hint er [[bidrag]] nok.",
)


def notes() -> Iterator[tuple[str, Note]]:
    """The project's own note and that of the tests, in every language."""
    own = (REPOSITORY / "contributions" / "notat.md").read_text("utf-8")
    for language in WORDS:
        path = "contributions/notat.md"
        said = own.replace("språk: nb", f"språk: {language}")
        yield f"own-{language}", read_note(path, said.encode())
        fields = f"språk: {language}\n{PROMPTS}enheter:"
        yield f"tests-{language}", read_note(path, NOTE.replace("enheter:", fields, 1).encode())


NOTES = dict(notes())


def filled_in(note: Note, chance: random.Random) -> Filled:
    """Something under each question and in each field, as people might write it."""
    words = WORDS[note.language]
    measures = []
    for number in range(chance.randint(0, 5)):
        measure = {"navn": f"Tiltak {number}: møter & «kaffe»"}
        for field in MEASURE:
            if isinstance(field.kind, Choice):
                word = chance.choice(list(field.kind.words.values()))
                measure[field.name] = word.label(words)
            elif field.name != "navn" and chance.random() < 0.7:
                measure[field.name] = f"{chance.choice(SENTENCES)} {number}"
        measures.append(measure)
    status = chance.choice([Status.DRAFT, Status.DONE])
    day = chance.choice(["20.02.2019", "2019-02-20", "20. februar 2019"])
    return Filled(
        {
            "kontaktperson": "HMS-koordinator, hms@ub.example",
            "dato": day,
            "status": STATUS_LABELS[status](words),
        },
        [chance.choices(SENTENCES, k=chance.randint(1, 4)) for _ in note.prompts],
        measures,
    )


def came_back(note: Note, unit: Unit, filled: Filled, data: bytes) -> Contribution:
    """The contribution in `data`, all that was filled in having come back."""
    words = WORDS[note.language]
    read = with_unit(read_contribution("contributions/Ny versjon 2.docx", data), note)
    assert read.fault is None
    assert read.unit in (unit.id, unit.name)
    assert read.date == date(2019, 2, 20)
    assert STATUS_LABELS[read.status](words) == filled.fields["status"]
    assert read.language in ("", note.language)
    title, *blocks = read.body.blocks
    assert isinstance(title, Heading)
    assert plain_text(title.inlines) == unit.name
    found: list[tuple[str, list[str]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((plain_text(block.inlines), []))
        elif isinstance(block, Paragraph):
            found[-1][1].append(plain_text(block.inlines))
    asked = [heading_and_question(prompt) for prompt in note.prompts]
    headings = [heading or question for heading, question in asked]
    assert found == list(zip(headings, map(list, filled.answers), strict=True))
    told = []
    for measure in read.measures:
        fields = {field.name: plain_text(field.value) for field in measure.fields}
        told.append({"navn": plain_text(measure.name), "status": measure.status} | fields)
    assert told == [{n: canonical(n, t, note) for n, t in each.items()} for each in filled.measures]
    return read


def canonical(name: str, text: str, note: Note) -> str:
    """What a field of a measure is called in files, whatever the language it was written in."""
    [field] = [field for field in MEASURE if field.name == name]
    if not isinstance(field.kind, Choice):
        return text
    word: FixedWord = field.kind.words[text]
    assert word.label(WORDS[note.language]) == text
    return word.name


CASES = [(name, unit.id) for name, note in NOTES.items() for unit in note.all_units]


@pytest.mark.parametrize(("name", "unit_id"), CASES)
def test_every_field_comes_back(name: str, unit_id: str) -> None:
    note = NOTES[name]
    [unit] = [each for each in note.all_units if each.id == unit_id]
    form = write_form(note, unit, THEME)
    filled = filled_in(note, random.Random(f"{name} {unit_id}"))
    read = came_back(note, unit, filled, fill(form, filled, COLUMNS))
    assert not is_untouched(read, note.prompts)
    assert [d.rule.code for d in read.diagnostics if d.is_error] == []
    assert {d.rule.code for d in read.diagnostics} <= {"ARK619"}


@pytest.mark.parametrize("name", NOTES)
def test_an_untouched_form_is_that(name: str) -> None:
    note = NOTES[name]
    for unit in note.all_units:
        form = write_form(note, unit, THEME)
        read = with_unit(read_contribution(f"contributions/{unit.id}.docx", form), note)
        assert is_untouched(read, note.prompts)
        assert read.unit in (unit.id, unit.name)
        assert read.diagnostics == ()


def test_libreoffice_loses_nothing(libreoffice: LibreOffice) -> None:
    """It leaves out what makes a control a place to write, and its tag: the text tells."""
    filled, files, untouched = {}, {}, {}
    for name, note in NOTES.items():
        unit = note.all_units[-1]
        form = write_form(note, unit, THEME)
        filled[name] = filled_in(note, random.Random(name))
        files[f"{name}.docx"] = fill(form, filled[name], COLUMNS)
        untouched[f"{name}-ny.docx"] = form
    saved = libreoffice.convert(files | untouched, DOCX)
    for name, note in NOTES.items():
        came_back(note, note.all_units[-1], filled[name], saved[name])
        again = read_contribution(f"contributions/{name}.docx", saved[f"{name}-ny"])
        assert is_untouched(with_unit(again, note), note.prompts)


def test_half_filled_in_the_rest_is_told(tmp_path: Path) -> None:
    note = NOTES["tests-nb"]
    unit = note.all_units[-1]
    fields = {"dato": "20.02.2019", "status": "ferdig"}
    answers = [["Vi ville møtes oftere."], [], ["Mye."], []]
    data = fill(write_form(note, unit, THEME), Filled(fields, answers), COLUMNS)
    folder = tmp_path / "contributions"
    folder.mkdir()
    (folder / "notat.md").write_text(NOTE.replace("enheter:", f"{PROMPTS}enheter:", 1), "utf-8")
    (folder / "Gjøvik.docx").write_bytes(data)
    analysis = Project(tmp_path).analyse()
    told = [d for d in analysis.diagnostics if d.span.path.endswith("Gjøvik.docx")]
    assert [d.rule.code for d in told if d.rule.code == "ARK512"] == ["ARK512"] * 2
    assert not any(d.rule.code in ("ARK514", "ARK502") for d in told)


def test_guidance_that_somebody_wrote_in_stays() -> None:
    """Where a program lets people write there, no word of theirs is taken for ours."""
    note = NOTES["tests-nb"]
    form = write_form(note, note.all_units[-1], THEME)
    parts = parts_of(form)
    document = parts["word/document.xml"].decode()
    assert document.count("Virket det?") == 1
    changed = document.replace("Virket det?", "Virket det? Ja, godt.")
    parts["word/document.xml"] = changed.encode()
    read = read_contribution("contributions/ub-gjovik.docx", zipped(parts))
    texts = [plain_text(b.inlines) for b in read.body.blocks if isinstance(b, Paragraph)]
    assert "Virket det? Ja, godt." in texts
    assert not is_untouched(read, note.prompts)
