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
from tests.support.project import squeezed
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


@pytest.mark.slow
def test_hostile_files_cost_little() -> None:
    """Each in a process of its own, its start included."""
    for file in word_files(corpus(), "hostile"):
        used = cost("arkdoc", file)
        assert used.ended, file.name
        assert not used.crashed, file.name
        assert used.seconds <= CPU, f"{file.name}: {used.seconds:.1f} s"
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
        true = truth(file)
        for kind in ("hf", "hidden"):
            assert not true.words.get(kind, Counter()) - found(file).told, f"{file.name}: {kind}"


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
    wanted = [squeezed(alt) for file in readable(corpus()) for alt in truth(file).alts]
    there = [squeezed(alt) for file in readable(corpus()) for alt in found(file).alts]
    assert len(wanted) == 10
    assert not Counter(wanted) - Counter(there)


# --- the files of our own --------------------------------------------------------------------

EXPECTED: dict[str, tuple[str, str]] = {}
"""For each file: its shape, and the codes of what is found. See `shape`."""


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_files_of_our_own(name: str) -> None:
    contribution = read(corpus() / "word" / "made" / f"{name}.docx")
    blocks, codes = EXPECTED[name]
    assert shape(contribution.body.blocks) == blocks
    told = Counter(d.rule.code for d in contribution.diagnostics)
    assert " ".join(f"{code}×{n}" if n > 1 else code for code, n in sorted(told.items())) == codes


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
