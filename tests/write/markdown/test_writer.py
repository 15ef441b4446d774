"""What is written as Markdown is read back as the same tree, but for what Markdown can't say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from arkdoc.model.marker import BULLET, NUMBER, Marker, Numeral
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Caption,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from arkdoc.model.note import Body
from arkdoc.model.source import decode
from arkdoc.model.tree import map_all_runs
from arkdoc.read.contribution import read_contribution
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.write.markdown import blocks
from arkdoc.write.markdown.plain import plain
from arkdoc.write.markdown.plain_inlines import joined
from arkdoc.write.markdown.unsaid import Unsaid
from arkdoc.write.markdown.writer import write_body
from tests.support.cases import cases
from tests.support.generate import generated
from tests.support.project import REPOSITORY
from tests.support.trees import tree
from tests.whole.test_commonmark import examples

FIXTURES = REPOSITORY / "tests" / "fixtures"
TEXTS = sorted(
    path
    for folder in (FIXTURES, REPOSITORY / "contributions", REPOSITORY / "docs")
    for path in folder.rglob("*.md")
)


def parse(markdown: str) -> Body:
    return parse_markdown(decode("x.md", markdown.encode()))


def said(body: Body) -> tuple[Blocks, tuple[Footnote, ...]]:
    """What a text says, however it is cut in pieces."""
    notes = (replace(n, blocks=map_all_runs(n.blocks, joined)) for n in body.footnotes)
    return map_all_runs(body.blocks, joined), tuple(notes)


def change_of(body: Body) -> Counter[Unsaid]:
    """What `plain` changes, after what is written was found to say what `plain` says."""
    expected, changes = plain(body)
    written = write_body(body)
    assert said(parse(written)) == said(expected), written
    return changes.counts


def changes_of(bodies: Iterable[Body]) -> Counter[Unsaid]:
    return sum(map(change_of, bodies), Counter[Unsaid]())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_texts_come_back(path: Path) -> None:
    change_of(read_contribution("x.md", path.read_bytes()).body)


@pytest.mark.parametrize("folder", ["markdown", "headings", "typography"])
def test_the_fixtures_come_back(folder: str) -> None:
    changes = changes_of(parse(case.values[2]) for case in cases(FIXTURES / folder))
    assert set(changes) <= {
        Unsaid.ITEM_ALONE, Unsaid.SPACING, Unsaid.HEADING_LEVEL, Unsaid.SPACE, Unsaid.CONTROL,
        Unsaid.MARKER, Unsaid.LINE_END,
    }  # fmt: skip


def test_the_examples_of_commonmark_come_back() -> None:
    changes = changes_of(parse(markdown) for _, markdown in examples())
    assert changes == {Unsaid.CONTROL: 3, Unsaid.SPACE: 3, Unsaid.SPACING: 2}


@pytest.mark.parametrize("seed", range(16))
def test_generated_notes_come_back(seed: int) -> None:
    for path, data in generated(seed).items():
        if path.endswith(".md"):
            change_of(read_contribution(path, data).body)


@pytest.mark.parametrize("seed", range(30))
def test_trees_that_nobody_would_write_come_back(seed: int) -> None:
    change_of(tree(seed))


# --- as a person would write it -------------------------------------------------------------

WRITTEN = {
    "Vi har 2018* og 5 * 3.": "Vi har 2018* og 5 * 3.",
    "2*3*4": r"2\*3\*4",
    "*ikke kursiv*": r"\*ikke kursiv*",
    "snake_case og __init__": r"snake_case og \_\_init__",
    "Navn: ____ Dato: ____": "Navn: ____ Dato: ____",
    "a < b & c, <5 %": "a < b & c, <5 %",
    "<b>fet</b>": r"\<b>fet\</b>",
    "&amp; AT&T": r"\&amp; AT&T",
    r"C:\temp \* x": r"C:\temp \\* x",
    "[fritekst] er fjernet": "[fritekst] er fjernet",
    "[a](b)": r"\[a\](b)",
    "[[tiltak]]": r"\[[tiltak]]",
    "[^1]": r"\[^1]",
    "[ordet]: https": r"\[ordet]: https",
    "1. mars": r"1\. mars",
    "1) først": r"1\) først",
    "a) alene": "a) alene",
    "# ikke overskrift": r"\# ikke overskrift",
    "#emneknagg": "#emneknagg",
    "- 0,3": r"\- 0,3",
    "+ 4 %": r"\+ 4 %",
    "---": r"\---",
    "> 12 uker": r"\> 12 uker",
    "::: merknad": r"\::: merknad",
    "Tabell: uten tabell": "Tabell: uten tabell",
    "| a | b |": "| a | b |",
    "se https://ub.example/a_b": r"se https:\//ub.example/a_b",
    "www.ub.example": r"www\.ub.example",
    "hms@ub.example": "hms@ub.example",
    "kl.\u00a012": "kl.\u00a012",
    "\u00a0innrykk": "&nbsp;innrykk",
    "`kode` og ~~strek~~": r"\`kode\` og \~\~strek\~\~",
    "~ 5": "~ 5",
    "Hei!": "Hei!",
    "[x] gjort": r"\[x] gjort",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_text_is_escaped_where_it_must_be(text: str) -> None:
    assert write_body(Body((Paragraph((Text(text),)),))) == f"{WRITTEN[text]}\n"
    change_of(Body((Paragraph((Text(text),)),)))


RUNS: dict[str, tuple[Inline, ...]] = {
    "**Mål:**<!-- -->Vi": (Strong((Text("Mål:"),)), Text("Vi")),
    "**Mål:** Vi": (Strong((Text("Mål:"),)), Text(" Vi")),
    "**Mål** Vi": (Strong((Text("Mål "),)), Text("Vi")),
    "ar**beid**er": (Text("ar"), Strong((Text("beid"),)), Text("er")),
    "**a**<!-- -->*b*": (Strong((Text("a"),)), Emphasis((Text("b"),))),
    "**_a_**": (Strong((Emphasis((Text("a"),)),)),),
    "*a __b__ c*": (Emphasis((Text("a "), Strong((Text("b"),)), Text(" c"))),),
    "~~ut~~": (Strikethrough((Text("ut"),)),),
    "``a`b``": (Code("a`b"),),
    "a\\\nb": (Text("a"), HardBreak(), Text("b")),
    "<br>a": (HardBreak(), Text("a")),
    "a\\\n1\\. b": (Text("a"), HardBreak(), Text("1. b")),
    "https://a.no/b": (Link("https://a.no/b", (Text("https://a.no/b"),)),),
    "<mailto:a@b.no>": (Link("mailto:a@b.no", (Text("mailto:a@b.no"),)),),
    "[a](b%20(c).md)": (Link("b (c).md", (Text("a"),)),),
    r"[a](b\(.md)": (Link("b(.md", (Text("a"),)),),
    '[a](b "c \\"d\\"")': (Link("b", (Text("a"),), 'c "d"'),),
    r"se\![a](b)": (Text("se!"), Link("b", (Text("a"),))),
}


@pytest.mark.parametrize("written", RUNS)
def test_signs_take(written: str) -> None:
    body = Body((Paragraph(RUNS[written]),))
    assert write_body(body) == f"{written}\n"
    change_of(body)


# --- what Markdown can't say ----------------------------------------------------------------


def words(text: str = "ord") -> Paragraph:
    return Paragraph((Text(text),))


def a_list(*texts: str, marker: Marker = BULLET, tight: bool = True) -> ListBlock:
    return ListBlock(marker, tuple(ListItem((words(text),)) for text in texts), tight=tight)


@pytest.mark.parametrize("first", ["linje", "mars", "mai-feiring", "Tekst"])
def test_numbers_before_words_that_numbers_count_come_back(first: str) -> None:
    inner = a_list(f"{first} en", f"{first} to", marker=NUMBER)
    in_item = ListBlock(BULLET, (ListItem((words("Dette er en linje med tekst i"), inner)),))
    in_cell = Table((Alignment.NONE,), (Cell((words("Navn"),)),), ((Cell((inner,)),),))
    change_of(Body((in_item,)))
    change_of(Body((in_cell,)))


def test_each_paragraph_of_lists_in_lists_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the time does not double with each level."""
    count = Counter[str]()

    def counted(inlines: Inlines, place: blocks.Place, *, guarded: bool = False) -> blocks.Lines:
        count["written"] += 1
        return write(inlines, place, guarded=guarded)

    write = blocks.paragraph_lines
    monkeypatch.setattr(blocks, "paragraph_lines", counted)
    block = a_list("innerst", "neste", marker=NUMBER)
    for _ in range(9):
        block = ListBlock(NUMBER, (ListItem((words("over"), block)), ListItem((words("etter"),))))
    write_body(Body((block,)))
    assert count["written"] == 2 * 10


def in_cell(*blocks: Block) -> Body:
    return Body((Table((Alignment.NONE,), (Cell(()),), ((Cell(blocks),),)),))


def of(*inlines: Inline) -> Body:
    return Body((Paragraph(inlines),))


IMAGE = Image("a.png", "en kurve")
LETTERS = Marker(Numeral.LOWER_LETTER, after=")")
UNSAYABLE = {
    Unsaid.LANGUAGE: Body((Quote((Paragraph((Text("word"),), language="en"),)),)),
    Unsaid.HEADING_LEVEL: Body((Heading(2, (Text("a"),)), Heading(0, (Text("b"),)))),
    Unsaid.HEADING_INSIDE: Body((Quote((Heading(1, (Text("a"),)),)),)),
    Unsaid.MARKER: Body((a_list("a", "b", marker=Marker(Numeral.DECIMAL, "Punkt ", ":")),)),
    Unsaid.ITEM_ALONE: Body((a_list("a", marker=LETTERS),)),
    Unsaid.TASK: Body((ListBlock(Marker(), (ListItem((), checked=True),)),)),
    Unsaid.HEADERS: Body((Table((Alignment.NONE,), (Cell(()),), (), row_headers=True),)),
    Unsaid.CAPTION_SIGNS: Body((Figure(IMAGE, Caption((Strong((Text("a"),)),))),)),
    Unsaid.CAPTION: Body((words("Tabell 1. Svar"), *in_cell().blocks)),
    Unsaid.FIGURE_IN_CELL: in_cell(Figure(IMAGE)),
    Unsaid.LIST_IN_LIST_IN_CELL: in_cell(
        ListBlock(Marker(), (ListItem((words("a"), a_list("b"))), ListItem((words("c"),))))
    ),
    Unsaid.LIST_IN_CELL: in_cell(a_list("alene")),
    Unsaid.BLOCK_IN_CELL: in_cell(Quote((words(),))),
    Unsaid.ALT_TEXT: of(Text("a"), Image("a.png", "Dekorasjon")),
    Unsaid.NOTE_IN_LINK: Body(
        (Paragraph((Link("a", (Text("b"), FootnoteReference("1"))),)),),
        (Footnote("1", (words(),)),),
    ),
    Unsaid.NOTE_IN_NOTE: Body(
        (Paragraph((FootnoteReference("1"),)),),
        (Footnote("1", (Paragraph((Text("a"), FootnoteReference("1"))),)),),
    ),
    Unsaid.NOTE_ALONE: of(Text("a"), FootnoteReference("1")),
    Unsaid.LINK: of(Link("javascript:a", (Text("b"),))),
    Unsaid.CODE_LANGUAGE: Body((CodeBlock("a", "merknad"),)),
    Unsaid.LINE_END: Body((Heading(1, (Text("a"), SoftBreak(), Text("b"))),)),
    Unsaid.SPACE: of(Strong((Text("a "),)), Text("b")),
    Unsaid.SPACING: Body((a_list("a", tight=False),)),
    Unsaid.CONTROL: of(Text("a\x01b")),
    Unsaid.EMPTY: Body((Quote(()),)),
    Unsaid.BREAK_IN_EMPHASIS: in_cell(
        Paragraph((Strong((Text("a"), HardBreak(), Text("b"))),)), words()
    ),
    Unsaid.LISTS_IN_CELL: in_cell(a_list("a", "b"), a_list("c", "d")),
    Unsaid.NESTED_EMPHASIS: of(Strikethrough((Text("a"), Strikethrough((Text("b"),))))),
}


def too_deep() -> Body:
    block: Block = words()
    for _ in range(11):
        block = ListBlock(Marker(), (ListItem((block,)),))
    return Body((block,))


@pytest.mark.parametrize("kind", Unsaid)
def test_each_kind_is_changed_and_nothing_else(kind: Unsaid) -> None:
    body = too_deep() if kind is Unsaid.DEPTH else UNSAYABLE[kind]
    assert change_of(body) == {kind: 1}
