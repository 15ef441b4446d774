"""A Word file with both versions: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from arkdoc.compare.redline.changes import ToldKind, changes_of
from arkdoc.compare.redline.document import redline
from arkdoc.model.document import Document
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    FootnoteReference,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    Text,
)
from tests.support.redlines import (
    faults_of,
    ill_formed,
    office_faults,
    read_lines,
    redlined,
    word_file,
)
from tests.support.requirements import find_tool
from tests.support.sample import bullets, heading, para, row, sample_document
from tests.support.tracked import accepted, rejected, revisions

PAIRS = 4
"""How many generated pairs are tried; `make wordback` tries a hundred."""

ONE = "Avdelingen har innført faste rutiner for oppfølging av emneevaluering."
TWO = "Studentene får tilbakemelding senest tre uker etter at svarene er samlet inn."
THREE = "Kurs i universell utforming er holdt for alle som legger ut læringsressurser."


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(PAIRS))
def test_accepted_it_is_the_new_version_and_rejected_the_old(seed: int, tmp_path: Path) -> None:
    assert faults_of(seed, tmp_path) == []


@pytest.mark.tools
@pytest.mark.slow
def test_libreoffice_makes_the_same_of_it(tmp_path: Path) -> None:
    assert office_faults(find_tool("soffice"), range(2), tmp_path) == {}


# --- each construct -------------------------------------------------------------------------


def note(*blocks: Block) -> Document:
    sample = sample_document()
    part = replace(sample.parts[0], blocks=(heading(1, "a", "Rutiner"), *blocks))
    return replace(sample, parts=(part,), contents=())


def told(*, old: Blocks, new: Blocks) -> list[tuple[ToldKind, str]]:
    """The changes, each with its words as `[-gone-]` and `{+new+}`; and the file is right."""
    before, after = note(*old), note(*new)
    data = redlined(before, after)
    assert read_lines(accepted(data)) == read_lines(word_file(after))
    assert read_lines(rejected(data)) == read_lines(word_file(before))
    assert ill_formed(data) == []
    signs = {"equal": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return [
        (change.kind, "".join(signs[kind.value].format(text) for kind, text in change.words))
        for change in changes_of(redline(before, after))
    ]


CHANGED, INSERTED = ToldKind.CHANGED, ToldKind.INSERTED
DELETED, MOVED = ToldKind.DELETED, ToldKind.MOVED


def test_a_note_compared_with_itself_has_no_change() -> None:
    document = sample_document()
    joined = redline(document, document)
    assert not joined.revisions
    assert list(changes_of(joined)) == []
    assert revisions(word_file(joined.document, joined)) == {}


def test_words_a_heading_and_emphasis() -> None:
    assert told(old=(para(ONE),), new=(para(ONE.replace("faste", "gode")),)) == [
        (CHANGED, ONE.replace("faste", "[-faste-]{+gode+}"))
    ]
    assert told(
        old=(heading(2, "b", "Evaluering av emner"), para(ONE)),
        new=(heading(2, "c", "Evaluering av kurs"), para(ONE)),
    ) == [(CHANGED, "Evaluering av [-emner-]{+kurs+}")]
    bold = Paragraph((Text("Vi har "), Strong((Text("nå"),)), Text(" gjort det.")))
    assert told(old=(para("Vi har nå gjort det."),), new=(bold,)) == [
        (CHANGED, "Vi har [-nå-]{+nå+} gjort det.")
    ]


def test_a_word_in_a_link_leaves_it_one_link() -> None:
    def linked(words: str) -> Paragraph:
        return Paragraph((Text("Se "), Link("https://a.example", (Text(words),)), Text(".")))

    old, new = linked("den gamle planen for året"), linked("den nye planen for året")
    assert told(old=(old,), new=(new,)) == [(CHANGED, "Se den [-gamle-]{+nye+} planen for året.")]
    data = redlined(note(old), note(new))
    (link,) = [line for line in read_lines(data) if line.strip().startswith("link")]
    assert "a.example" in link


def test_a_paragraph_moves_as_a_move() -> None:
    old, new = (para(ONE), para(TWO), para(THREE)), (para(TWO), para(THREE), para(ONE))
    assert told(old=old, new=new) == [(MOVED, ONE)]
    found = revisions(redlined(note(*old), note(*new)))
    assert found["moveFrom"] == found["moveTo"] == 2  # its words, and its end
    assert found["ins"] == found["del"] == 0


def test_what_moved_and_was_edited_is_removed_and_put_in() -> None:
    edited = para(ONE.replace("faste", "gode"))
    kinds = [kind for kind, _ in told(old=(para(ONE), para(TWO)), new=(para(TWO), edited))]
    assert kinds == [DELETED, INSERTED]


def test_items_of_a_list() -> None:
    old = (bullets("Opptak", "Eksamen og vitnemål for alle", "Veiledning"),)
    new = (bullets("Opptak", "Eksamen og vurdering for alle", "Praksis", "Veiledning"),)
    assert told(old=old, new=new) == [
        (CHANGED, "Eksamen og [-vitnemål-]{+vurdering+} for alle"),
        (INSERTED, "{+Praksis+}"),
    ]
    assert told(old=new, new=old)[1] == (DELETED, "[-Praksis-]")
    (joined,) = redline(note(*old), note(*new)).document.parts
    assert sum(isinstance(block, ListBlock) for block in joined.blocks) == 1


def table(*cells: tuple[str, ...], said: str = "") -> Table:
    from arkdoc.model.nodes import Alignment

    label = Caption((Text(said),), "Tabell", 1) if said else None
    header, *rows = (row(*each) for each in cells)
    return Table((Alignment.NONE,) * len(cells[0]), header, tuple(rows), label)


def test_one_row_of_a_table_leaves_the_others() -> None:
    head, one, two = ("Tiltak", "Ansvar"), ("Faste møter", "Leder"), ("Kurs for nye", "HR")
    changed = ("Kurs for alle", "HR")
    assert told(old=(table(head, one, two),), new=(table(head, one, changed),)) == [
        (CHANGED, "Kurs for [-nye-]{+alle+} | HR")
    ]
    more = ("Sosialt samvær hver uke", "Alle")
    added = told(old=(table(head, one, two),), new=(table(head, one, more, two),))
    assert added == [(INSERTED, "{+Sosialt samvær hver uke | Alle+}")]
    data = redlined(note(table(head, one, two)), note(table(head, one, more, two)))
    assert revisions(data)["ins"] == 5  # the row; of two cells the words and the end


def test_captions() -> None:
    head, one = ("Tiltak", "Ansvar"), ("Faste møter", "Leder")
    old, new = table(head, one, said="Tiltak i 2018"), table(head, one, said="Tiltak i 2019")
    assert told(old=(old,), new=(new,)) == [(CHANGED, "Tiltak i [-2018-]{+2019+}")]
    assert told(old=(table(head, one),), new=(new,)) == [(INSERTED, "{+Tiltak i 2019+}")]


def test_a_column_of_a_table_leaves_the_others() -> None:
    rows = ("Faste møter", "Leder"), ("Kurs for nye", "HR")
    old = table(("Tiltak", "Ansvar"), *rows)
    new = table(("Tiltak", "Ansvar", "Frist"), *((*row, "Mai") for row in rows))
    assert told(old=(old,), new=(new,)) == [
        (CHANGED, "Tiltak | Ansvar | {+Frist+}"),
        (CHANGED, "Faste møter | Leder | {+Mai+}"),
        (CHANGED, "Kurs for nye | HR | {+Mai+}"),
    ]
    found = revisions(redlined(note(old), note(new)))
    assert (found["cellIns"], found["cellDel"]) == (3, 0)
    _, back = told(old=(new,), new=(old,))[0]
    assert back == "Tiltak | Ansvar | [-Frist-]"
    # A row goes while a column comes: what would be its cell there is empty, and goes with it.
    less = table(("Tiltak", "Frist", "Ansvar"), ("Faste møter", "Mai", "Leder"))
    gone = [words for kind, words in told(old=(old,), new=(less,)) if kind is DELETED]
    assert gone == ["[-Kurs for nye |  | HR-]"]


def test_a_table_whose_columns_stand_otherwise_is_removed_and_put_in() -> None:
    from arkdoc.model.nodes import Alignment

    old = table(("Tiltak", "Antall"), ("Faste møter", "8"))
    new = replace(old, alignments=(Alignment.NONE, Alignment.RIGHT))
    kinds = {
        kind for kind, _ in told(old=(para(ONE), old, para(TWO)), new=(para(ONE), new, para(TWO)))
    }
    assert kinds == {DELETED, INSERTED}


def test_footnotes_are_compared_by_label() -> None:
    sample = sample_document()
    label, other = list(sample.footnotes)[:2]
    called = Paragraph((Text(f"{ONE} "), FootnoteReference(label, 1, 1)))
    before = note(called)
    changed = replace(sample.footnotes[label], blocks=(para("Et helt annet sted enn før."),))
    after = replace(before, footnotes={**before.footnotes, label: changed})
    data = redlined(before, after)
    assert read_lines(accepted(data)) == read_lines(word_file(after))
    assert read_lines(rejected(data)) == read_lines(word_file(before))
    assert list(changes_of(redline(before, after)))
    # Another footnote in the same place: both are in the file, one of them for each version.
    elsewhere = note(Paragraph((Text(f"{ONE} "), FootnoteReference(other, 1, 1))))
    first = replace(elsewhere.footnotes[other], number=1)
    elsewhere = replace(elsewhere, footnotes={**elsewhere.footnotes, other: first})
    data = redlined(before, elsewhere)
    assert read_lines(accepted(data)) == read_lines(word_file(elsewhere))
    assert read_lines(rejected(data)) == read_lines(word_file(before))


def test_a_note_whose_first_mark_goes_and_whose_second_stays() -> None:
    """Word would lose the note with its first mark; so each version has one of its own."""
    sample = sample_document()
    label = next(iter(sample.footnotes))

    def calling(words: str, occurrence: int) -> Paragraph:
        return Paragraph((Text(f"{words} "), FootnoteReference(label, 1, occurrence)))

    before = note(calling(ONE, 1), calling(TWO, 2))
    after = note(calling(TWO, 1))
    data = redlined(before, after)
    assert read_lines(accepted(data)) == read_lines(word_file(after))
    assert read_lines(rejected(data)) == read_lines(word_file(before))


def test_a_picture_with_the_same_name_and_other_bytes_is_another() -> None:
    from arkdoc.model.nodes import Figure, Image
    from tests.support.sample import PNG, png

    figure = Figure(Image(PNG, "En plan"))
    old = note(para(ONE), figure)
    other = replace(old.assets[PNG], data=png(20, 20, (1, 2, 3)), width=20, height=20)
    new = replace(old, assets={**old.assets, PNG: other})
    joined = redline(old, new)
    assert {old.assets[PNG].data, other.data} <= {a.data for a in joined.document.assets.values()}
    assert [change.kind for change in changes_of(joined)] == [DELETED, INSERTED]


def test_the_lines_of_the_head() -> None:
    document = sample_document()
    rows = [row for row in document.head.rows if row[0] != "Kopi"]
    rows[0] = ("Til", "Losam for Gjøvik")
    new = replace(document, head=replace(document.head, title="Status for 2017", rows=tuple(rows)))
    data = redlined(document, new)
    assert read_lines(accepted(data)) == read_lines(word_file(new))
    assert read_lines(rejected(data)) == read_lines(word_file(document))
    kinds = [change.kind for change in changes_of(redline(document, new))]
    assert kinds == [CHANGED, CHANGED, DELETED]


def test_bookmarks_that_links_lead_to_stand_once() -> None:
    old, new = (
        note(heading(2, "plan", "Plan"), para(ONE)),
        note(heading(3, "plan", "Plan"), para(ONE)),
    )
    names = _bookmarks(redlined(old, new))
    assert names.count("plan") == 1
    assert len(names) == len(set(names))


def _bookmarks(data: bytes) -> list[str]:
    import io
    import re
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return re.findall(
            r'bookmarkStart [^>]*w:name="([^"]+)"', package.read("word/document.xml").decode()
        )


def test_changes_come_in_the_order_of_the_note() -> None:
    old = (heading(2, "b", "Plan for året"), para(ONE), para(TWO))
    new = (heading(2, "b", "Plan for neste år"), para(ONE), para(TWO.replace("tre", "to")))
    places = [words for _, words in told(old=old, new=new)]
    assert all(one != other for one, other in pairwise(places))
    assert places[0].startswith("Plan")
    assert isinstance(old[0], Heading)
