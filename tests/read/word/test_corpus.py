"""Every Word file of the corpus: what is read of it, held to words.py and to what INDEX.tsv says.

ARKDOC_CORPUS names the corpus. Its texts are not repeated here: what is expected of the files of
our own is their shape, in a notation that `shape` explains.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import Severity
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Container,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from arkdoc.model.note import Contribution
from arkdoc.model.tree import walk
from arkdoc.read.contribution import read_contribution
from tests.runs.compare_word import CPU, MEMORY, cost
from tests.support.libreoffice import TEXT, LibreOffice
from tests.support.project import Project, squeezed
from tests.support.project import cost as cost_of
from tests.support.requirements import corpus
from tests.support.word_oracle import REFUSED, readable, truth, word_files, words_in
from tests.support.word_peers import Seen, first_words, printed, seen

FOLDERS = ("public", "made", "hostile")
HOSTILE_AND_READ = 9


@cache
def read(file: Path) -> Contribution:
    return read_contribution(f"contributions/{file.name}", file.read_bytes())


@cache
def found(file: Path) -> Seen:
    return seen(read(file))


# --- all files -------------------------------------------------------------------------------


def test_all_are_there() -> None:
    assert [len(word_files(corpus(), folder)) for folder in FOLDERS] == [43, 13, 16]


@pytest.mark.parametrize("folder", FOLDERS)
def test_refused_are_exactly_those_that_must_be(folder: str) -> None:
    refused = {file.name for file in word_files(corpus(), folder) if read(file).fault}
    assert refused == REFUSED[folder]


def test_what_is_refused_has_one_message_that_says_what_to_do() -> None:
    tr = in_language("nb")
    for file in word_files(corpus(), *FOLDERS):
        contribution = read(file)
        if contribution.fault is None:
            continue
        assert contribution.diagnostics == (contribution.fault,), file.name
        assert contribution.fault.rule.severity is Severity.ERROR
        assert contribution.body.blocks == ()
        hint = tr.hint(contribution.fault)
        assert len(hint.split()) > 3, f"{file.name}: {hint!r}"


def test_the_other_hostile_ones_are_read_with_every_word() -> None:
    files = [f for f in word_files(corpus(), "hostile") if f.name not in REFUSED["hostile"]]
    assert len(files) == HOSTILE_AND_READ
    for file in files:
        if file.name == "deep-sdt-200.docx":  # words.py stops at 256 elements
            assert printed_words(file).total() == 1
        else:
            assert not truth(file).printed - named(file) - printed_words(file), file.name


_SPIN = 0.05  # seconds that `slowness` takes on a machine that does nothing else
ALTERNATIVES = 10


def slowness() -> float:
    """How many times longer than on a machine that does nothing else a core takes now."""
    return max(1.0, cost_of(lambda: sum(n * n for n in range(700_000)), times=2) / _SPIN)


@pytest.mark.slow
def test_hostile_files_cost_little() -> None:
    """In processes of their own, their start included; without it, tests/read/word/test_hostile.py."""
    for file in word_files(corpus(), "hostile")[::4]:
        used = cost("arkdoc", file)
        assert used.ended, file.name
        assert not used.crashed, file.name
        seconds = used.seconds / slowness()
        assert seconds <= CPU, f"{file.name}: {seconds:.1f} s"
        assert used.megabytes <= MEMORY, f"{file.name}: {used.megabytes:.0f} MB"


# --- words -----------------------------------------------------------------------------------


def printed_words(file: Path) -> Counter[str]:
    return words_in(" ".join(printed(read(file))))


def named(file: Path) -> Counter[str]:
    """The words that findings repeat, and those that arkdoc prints in a form of its own."""
    return found(file).told + found(file).taken


def test_no_word_is_neither_printed_nor_named() -> None:
    wanted = ("body", "txbx", "footnotes", "endnotes")
    lost = {}
    total: Counter[str] = Counter()
    for file in readable(corpus()):
        words = truth(file).words
        whole = sum((words.get(kind, Counter()) for kind in wanted), Counter())
        total.update({kind: words.get(kind, Counter()).total() for kind in wanted})
        if gone := whole - printed_words(file) - named(file):
            lost[file.name] = gone
    assert lost == {}
    assert total == {"body": 10_658, "txbx": 28, "footnotes": 17, "endnotes": 27}


def test_signs_of_equations_are_printed() -> None:
    for file in readable(corpus()):
        there = squeezed("".join(printed(read(file))))
        for word in truth(file).words.get("math", ()):
            assert squeezed(word) in there, f"{file.name}: {word}"


def test_nothing_is_printed_that_a_reader_does_not_see() -> None:
    """Not what is deleted, hidden or a comment, in a header, nor a code of a field."""
    more = {}
    for file in readable(corpus()):
        true = truth(file)
        unseen = sum(
            (true.words.get(kind, Counter()) for kind in ("comments", "hf", "hidden")), true.deleted
        )
        if extra := (printed_words(file) - true.printed) & unseen:
            more[file.name] = extra
    assert more == {}


def test_comments_are_told() -> None:
    told = {file.name: found(file).comments for file in readable(corpus())}
    assert told == {file.name: truth(file).comments for file in readable(corpus())}
    assert sum(told.values()) == 22


def test_every_left_out_word_is_repeated() -> None:
    """Headers, footers and hidden text are told of with their words."""
    for file in readable(corpus()):
        words = truth(file).words
        told = " ".join(value for d in read(file).diagnostics for _, value in d.args)
        assert not words.get("hf", Counter()) - words_in(told), file.name
        # words.py parts hidden words where runs part them.
        hidden = Counter("".join(words.get("hidden", Counter()).elements()))
        assert not hidden - Counter(told), file.name


# --- structure -------------------------------------------------------------------------------


def test_headings() -> None:
    """At least 65 of the 66 that words.py counts, at the right level from the file's own."""
    from tests.runs.compare_word import headings

    wrong = {}
    for file in readable(corpus()):
        if (right := headings(truth(file), found(file))) != len(truth(file).headings):
            wrong[file.name] = (right, truth(file).headings, found(file).headings)
    assert sum(len(truth(file).headings) for file in readable(corpus())) == 66
    assert sum(len(wanted) - right for right, wanted, _ in wrong.values()) <= 1, wrong


def test_list_items_and_their_numbers() -> None:
    missing = {}
    for file in readable(corpus()):
        wanted = Counter(truth(file).items)
        if gone := wanted - Counter(found(file).items):
            missing[file.name] = gone
    assert missing == {}
    assert sum(len(truth(file).items) for file in readable(corpus())) == 144


@pytest.mark.tools
@pytest.mark.slow
def test_list_items_are_numbered_as_libreoffice_numbers_them(libreoffice: LibreOffice) -> None:
    """A second oracle, for the marks too: «1.1.», «a)»; the last part, as lists know no others."""
    files = {file.name: file for file in readable(corpus())}
    texts = libreoffice.convert({name: file.read_bytes() for name, file in files.items()}, TEXT)
    for file in files.values():
        shown = [line.split(None, 1) for line in texts[file.stem].decode("utf-8-sig").split("\n")]
        numbered = Counter(
            (mark.strip("().").split(".")[-1], squeezed(text))
            for mark, text in (pair for pair in shown if len(pair) == 2)
        )
        ours = Counter((mark.strip("().").split(".")[-1], text) for mark, text in marks(read(file)))
        counted = Counter(text for _, text in numbered.elements())
        for (mark, text), times in ours.items():
            if counted[text] >= times:  # a line break in an item makes two lines
                assert numbered[mark, text] >= times, f"{file.name}: {mark} {text}"


def marks(contribution: Contribution) -> list[tuple[str, str]]:
    """The mark and the text of each item that is counted."""
    notes = [block for note in contribution.body.footnotes for block in note.blocks]
    return [
        (block.marker.text(number), squeezed(first_words(item.blocks)))
        for block in walk((*contribution.body.blocks, *notes))
        if isinstance(block, ListBlock) and block.ordered
        for number, item in enumerate(block.items, block.start)
    ]


def test_text_alternatives() -> None:
    """Each is a picture's, or stands where one can't be shown; of a footer, it is named."""
    wanted = there = 0
    for file in readable(corpus()):
        named_here = squeezed(" ".join(v for d in read(file).diagnostics for _, v in d.args))
        shown = Counter(map(squeezed, found(file).alts))
        for alt, count in Counter(map(squeezed, truth(file).alts)).items():
            wanted += count
            there += min(count, shown[alt] or named_here.count(alt))
    assert there == wanted == ALTERNATIVES


# --- the files of our own --------------------------------------------------------------------

EXPECTED: dict[str, tuple[str, str]] = {
    # A title, headings on two levels, bullets in bullets, a caption, and a list that goes on at 3.
    "01-gjovik-ren": ("1 2 p •[·,·,·+•[·,·]] 2 3 p f= 3 1.[·,·] p 1.@3[·]", ""),
    # Six typed bullets, three numbers, two letters; signs of their own that are no list; tabs.
    "02-alesund-tastede-punkter": (
        "p p •[·,·,·,·,·,·] p 1.[·,·,·] a)[·,·] p p p p p p p",
        "ARK614×3 ARK628",
    ),
    # Headings by look are found once the unit is known: see below.
    "03-studieadm-bare-utseende": ("p p p p p p p p p p p p p p 1 p 1 p", ""),
    # A letterhead: a logo, its words once and in order, a small table with a date; a header.
    "04-brevhode": ("f p t2×2 p p 1 2 p p p", "ARK613×2 ARK615 ARK618 ARK627"),
    # As accepted: a moved paragraph, two items, a table of measures of two rows.
    "05-spor-endringer": ("1 p p p p •[·,·] directive p", "ARK105 ARK610 ARK612 ARK619"),
    # Seven tables: one is in a cell, one a frame.
    "06-tabeller": (
        "1 t3×3= p t2×3 p t5×3 p t3×2(2,2:p p •[·,·])(3,2:p p) p t2×3 p p",
        "ARK615×3 ARK616 ARK617 ARK618",
    ),
    # Controls of every kind; the unit and the date at the head are fields.
    "07-skjema": ("1 p p p 2 p p t3×2 p p", "ARK613 ARK615"),
    # Each text box once; five pictures, and words for one that can't be shown.
    "08-bilder-tekstbokser": ("1 p p p p f f f p f f p", "ARK620 ARK621×2"),
    "09-felt-og-tegn": ("1 p 1 p p q(p) p p", "ARK613×4 ARK622"),
    "10-libreoffice": ("1 p 2 •[·+•[·],·] 1.@3[·,·] p p t3×2 q(p) 3 p", "ARK616"),
    # Letters in numbers; a paragraph in an item; a list that starts again, and one that goes on.
    "11-nummerering-nynorsk": (
        "1 p 2 p 2 p 1 p 1.[·+a)[·,·],·+·,·] 2 1.[·,·] •[·] 1.@3[·] p",
        "",
    ),
    "12-bare-et-bilde": ("f", ""),
}
"""For each file: its shape, and the codes of what is found. See `shape`."""

UNITS = {
    "gjovik": "Seksjon Gjøvik",
    "alesund": "Seksjon Ålesund",
    "studieadm": "Avdeling for studieadministrasjon",
}
PLACED = {
    "01-gjovik-ren": "gjovik",
    "02-alesund-tastede-punkter": "alesund",
    "03-studieadm-bare-utseende": "studieadm",
    "07-skjema": "gjovik",
    "10-libreoffice": "alesund",
}
"""The files that say which unit they are of, by a title, a bold line, a control or a heading."""
HEADINGS_BY_LOOK = {"02-alesund-tastede-punkter": 2, "03-studieadm-bare-utseende": 4}
"""The headings of the note in these files: bold lines, an outline level, a character style."""


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_files_of_our_own(name: str) -> None:
    contribution = read(corpus() / "word" / "made" / f"{name}.docx")
    blocks, codes = EXPECTED[name]
    assert shape(contribution.body.blocks) == blocks
    told = Counter(d.rule.code for d in contribution.diagnostics)
    assert " ".join(f"{code}×{n}" if n > 1 else code for code, n in sorted(told.items())) == codes


def test_their_units_and_headings(tmp_path: Path) -> None:
    """In a note; never a wrong unit, and a long bold sentence is no heading."""
    placed, headings = {}, {}
    for name in EXPECTED:
        project = Project(tmp_path / name).units(UNITS)
        data = (corpus() / "word" / "made" / f"{name}.docx").read_bytes()
        project.write(f"contributions/{name}.docx", data)
        assembly = project.analyse().assembly
        for delivery in assembly.deliveries:
            if delivery.paths and delivery.unit:
                placed[name] = delivery.unit.id
        blocks = [b for part in assembly.document.parts for b in part.blocks if part.source]
        found = [b for b in walk(blocks) if isinstance(b, Heading) and b.span.path.endswith("docx")]
        headings[name] = len(found)
    assert placed == PLACED
    assert {name: headings[name] for name in HEADINGS_BY_LOOK} == HEADINGS_BY_LOOK


def test_all_of_our_own_are_expected() -> None:
    names = {file.stem for file in word_files(corpus(), "made") if file.name not in REFUSED["made"]}
    assert set(EXPECTED) == names


def shape(blocks: Blocks) -> str:
    """What blocks there are, in a line.

    A digit is a heading of that level, 0 a guessed one; `p` a paragraph, `f` a figure, `q(…)` a
    quotation. `1.@3[·,·+p]` is a list whose first mark is «1.», from 3, of an item with a
    paragraph and one with two. `t3×2` is a table of three rows, the header among them, and two
    columns; `=` after it or `f` is a caption. Cells of other than one paragraph or none follow:
    `t3×2(2,1:p p)`.
    """
    return " ".join(map(_shape, blocks))


def _shape(block: Block) -> str:
    match block:
        case Heading():
            return str(block.level)
        case Paragraph():
            return "p"
        case ListBlock():
            start = f"@{block.start}" if block.ordered and block.start != 1 else ""
            items = ",".join("+".join(_item(b) for b in item.blocks) for item in block.items)
            return f"{block.marker.text(1) or '•'}{start}[{items}]"
        case Quote() | Container():
            return f"q({shape(block.blocks)})"
        case Figure():
            return "f=" if block.caption else "f"
        case Table():
            return _table(block)
        case CodeBlock():
            return "code"
        case _:
            return type(block).__name__.lower()


def _item(block: Block) -> str:
    return "·" if isinstance(block, Paragraph) else _shape(block)


def _table(table: Table) -> str:
    rows = (table.header, *table.rows)
    more = "".join(
        f"({y},{x}:{shape(cell.blocks)})"
        for y, row in enumerate(rows, 1)
        for x, cell in enumerate(row, 1)
        if not _is_simple(cell)
    )
    return f"t{len(rows)}×{len(table.alignments)}{'=' if table.caption else ''}{more}"


def _is_simple(cell: Cell) -> bool:
    return not cell.blocks or (len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph))
