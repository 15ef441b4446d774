"""Rules in the Word file: borders of the paragraphs beside them, and no paragraphs of their own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pypdfium2
import pytest

from arkdoc.model.bookmarks import Bookmarks
from arkdoc.model.document import Part
from arkdoc.model.nodes import (
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Figure,
    Image,
    Quote,
    Table,
    ThematicBreak,
)
from arkdoc.model.tree import simple_cell
from arkdoc.style.role import Role
from arkdoc.write.docx.audit.run import audit
from tests.support.libreoffice import PDF, LibreOffice
from tests.support.project import Project, text_of, word
from tests.support.sample import PNG, bullets, heading, item, numbers, para, sample_document, text
from tests.write.docx.test_writer import (
    W,
    borders,
    box,
    just,
    nested,
    part,
    said,
    small,
    styles_of,
    theme,
    val,
    written,
)

RULE = ThematicBreak()
NOTE, PROPOSAL, ACROSS = ContainerKind.NOTE, ContainerKind.PROPOSAL, ContainerKind.LANDSCAPE
LINE = theme()[Role.RULE].border_bottom
assert LINE
COLOUR = int(LINE.colour[1:], 16)


def lines(styles: dict[str, Any], identifier: str | None) -> str:
    """The sides, «a» above and «b» below, on which a style or one it is based on draws a rule."""
    found: Any = None
    while identifier and found is None:
        found = styles[identifier].find(f"{W}pPr/{W}pBdr")
        identifier = val(styles[identifier], "basedOn")
    sides = ((), ("a", "top"), ("b", "bottom"))[1:] if found is not None else ()
    return "".join(
        letter
        for letter, side in sides
        if (colour := val(found, side, "color")) and abs(int(colour, 16) - COLOUR) <= 0x010101
    )


def ruled(data: bytes) -> list[str]:
    """The paragraphs with rules, as «text:ab»; what has no text is «-»."""
    styles = styles_of(data)
    found = []
    for paragraph in part(data).find(f"{W}body").iter(f"{W}p"):
        style = val(paragraph, "pPr/pStyle")
        # Else it is the head's own line, or a measure's.
        if "Rule" in str(style) and (sides := lines(styles, style)):
            found.append(f"{said(paragraph).strip() or '-'}:{sides}")
    return found


def cell(*blocks: Any) -> Table:
    """A table whose only cell below its header has `blocks`."""
    table = small()
    only = replace(simple_cell(text("")), blocks=blocks)
    return replace(table, rows=((only, only),))


CASES: dict[str, tuple[tuple[Any, ...], list[str]]] = {
    "text and text": ((para("a"), RULE, para("b")), ["a:b"]),
    "a heading before": ((heading(1, "h", "h"), RULE, para("b")), ["h:b"]),
    "a heading after": ((para("a"), RULE, heading(1, "h", "h")), ["a:b"]),
    "last": ((para("a"), RULE), ["a:b"]),
    "one after each": ((para("a"), RULE, para("b"), RULE, para("c")), ["a:b", "b:b"]),
    "a list before": ((bullets("a"), RULE, para("b")), ["a:b"]),
    "a deep list before": ((nested(1, 2), RULE, para("b")), ["b:a"]),
    "a deep list and a table": ((nested(1, 2), RULE, small()), ["nivå 2:b"]),
    "a list after a table": ((small(), RULE, bullets("a")), ["a:a"]),
    "in an item": ((bullets(item(para("a"), RULE, para("b"))),), ["b:a"]),
    "last in an item": ((bullets(item(para("a"), RULE)),), ["a:b"]),
    "all of an item": ((bullets(item(RULE)),), ["-:b"]),
    "a table before": ((small(), RULE, para("b")), ["b:a"]),
    "a table after": ((para("a"), RULE, small()), ["a:b"]),
    "between tables": ((small(), RULE, small()), ["-:b"]),
    "after the last table": ((small(), RULE), ["-:b"]),
    "above and below": ((small(), RULE, para("b"), RULE, small()), ["b:ab"]),
    "two in a row": ((para("a"), RULE, RULE, para("b")), ["a:b", "b:a"]),
    "three in a row": ((para("a"), RULE, RULE, RULE, para("b")), ["a:b", "b:a"]),
    "two before a table": ((para("a"), RULE, RULE, small()), ["a:b"]),
    "a box before": ((box(NOTE, para("a")), RULE, para("b")), ["b:a"]),
    "a box after": ((para("a"), RULE, box(NOTE, para("b"))), ["a:b"]),
    "boxes": ((box(NOTE, para("a")), RULE, box(NOTE, para("b"))), ["a:b"]),
    "in a box": ((box(PROPOSAL, para("a"), RULE, para("b")),), ["a:b"]),
    "first in a box": ((box(NOTE, RULE, para("a")),), ["Merknad:b"]),
    "last in a box": ((box(NOTE, para("a"), RULE), para("b")), ["a:b"]),
    "a quote before": ((Quote((para("a"),)), RULE, para("b")), ["b:a"]),
    "in a quote": ((Quote((para("a"), RULE, para("b"))),), ["a:b"]),
    "code before": ((CodeBlock("a"), RULE, para("b")), ["b:a"]),
    "code and code": ((CodeBlock("a"), RULE, CodeBlock("b")), ["a:b"]),
    "a figure after": ((small(), RULE, Figure(Image(PNG, "x"))), ["-:a"]),
    "pages across": ((para("a"), RULE, Container(ACROSS, (para("b"),))), ["a:b"]),
    "first across": ((para("a"), Container(ACROSS, (RULE, para("b")))), ["b:a"]),
    "alone across": ((para("a"), Container(ACROSS, (RULE,))), ["-:b"]),
    "before pages across": ((small(), RULE, Container(ACROSS, (para("b"),))), ["-:b"]),
    "in a cell": ((cell(para("a"), RULE, para("b")),), ["a:b"] * 2),
    "all of a cell": ((cell(RULE),), ["-:b"] * 2),
}


@pytest.mark.parametrize("case", CASES)
def test_a_rule_is_the_border_of_what_it_suits(case: str) -> None:
    blocks, expected = CASES[case]
    document = just(*blocks)
    data = written(document)
    assert ruled(data) == expected
    assert [
        d for d in audit(data, document, note="n", template="t") if d.rule.code == "ARK918"
    ] == []


def test_above_a_table_after_the_contents_the_table_has_its_own_line() -> None:
    blocks = (Contents(), RULE, small())
    document = replace(sample_document(), parts=(Part("", "nb", "n.md", blocks),))
    assert ruled(written(document)) == []
    blocks = (small(), RULE, Contents(), para("b"))
    document = replace(sample_document(), parts=(Part("", "nb", "n.md", blocks),))
    assert ruled(written(document)) == ["Innhold:a"]


def test_rules_that_follow_each_other_are_all_drawn() -> None:
    """Word draws paragraphs with the same borders as one."""
    data = written(just(para("a"), RULE, para("b"), RULE, para("c"), RULE, para("d")))
    styles = styles_of(data)
    drawn = [
        borders(styles, val(p, "pPr/pStyle"))
        for p in part(data).find(f"{W}body").findall(f"{W}p")
        if said(p) in ("a", "b", "c", "d")
    ]
    assert all(one != other for one, other in pairwise(drawn))


def test_a_boxs_background_goes_on_beside_a_rule() -> None:
    """Word leaves the space between paragraphs whose borders differ white."""
    blocks = (para("a"), para("b"), RULE, para("c"), para("d"))
    data = written(just(box(NOTE, *blocks), box(NOTE, para("e"))))
    styles = styles_of(data)

    def after(identifier: str | None) -> str | None:
        while identifier and val(styles[identifier], "pPr/spacing", "after") is None:
            identifier = val(styles[identifier], "basedOn")
        return val(styles[str(identifier)], "pPr/spacing", "after")

    spaces = {
        said(p): after(val(p, "pPr/pStyle")) for p in part(data).find(f"{W}body").findall(f"{W}p")
    }
    own = str(round(theme()[Role.NOTE].after * 20))
    assert [spaces[name] for name in "abcd"] == [
        "0",
        "0",
        own,
        str(round(theme()[Role.TABLE].after * 20)),
    ]


# --- the way back to the source ----------------------------------------------------------


def marked(body: Any) -> Iterator[tuple[str, str, str]]:
    """The text of each paragraph with a bookmark of no width; its name; «first» or «last»."""
    for paragraph in body.iter(f"{W}p"):
        for mark in paragraph.findall(f"{W}bookmarkStart"):
            if (end := mark.getnext()).tag == f"{W}bookmarkEnd":
                assert end.get(f"{W}id") == mark.get(f"{W}id")
                place = "last" if end.getnext() is None else "first"
                yield text_of(paragraph), str(mark.get(f"{W}name")), place


def test_its_bookmark_stands_at_the_border(project: Project) -> None:
    table = "| A | B |\n|---|---|\n| c | d |\n"
    project.units({"a": "A"})
    project.contribution(
        "a", f"Første.\n\n---\n\nAndre.\n\n{table}\n---\n\nTredje.\n\n{table}\n---\n\n{table}"
    )
    result = project.build("docx")
    body = word(result.outputs["docx"]).body
    names = Bookmarks(result.analysis.assembly.document)
    rules = {n: t.span.line for n, t in names.origins.items() if isinstance(t.node, ThematicBreak)}
    found = [(said, rules[name], place) for said, name, place in marked(body) if name in rules]
    assert [(said, place) for said, _, place in found] == [
        ("Første.", "last"), ("Tredje.", "first"), ("", "last"),
    ]  # fmt: skip
    assert [line for _, line, _ in found] == sorted(rules.values())
    written = (project.root / "contributions" / "a.md").read_text().split("\n")
    assert {written[line - 1] for line in rules.values()} == {"---"}


def test_a_fault_beside_a_rule_is_told_of_the_text(project: Project) -> None:
    project.units({"a": "A"})
    project.contribution("a", "Slik:<br>a) en<br>b) to\n\n---\n\nEtter.\n")
    found = [d for d in project.build("docx").diagnostics if d.rule.code == "ARK917"]
    assert [(d.span.line, d.span.column) for d in found] == [(4, 1)]


# --- whatever stands beside it -----------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_blank_whatever_the_neighbours(seed: int) -> None:
    random = Random(seed)
    choices = (
        lambda: RULE, lambda: RULE, lambda: para("tekst"), small, lambda: nested(1, 2),
        lambda: box(NOTE, *some(2)), lambda: box(PROPOSAL, *some(2)), lambda: Quote(tuple(some(2))),
        lambda: bullets(item(*some(2))), lambda: numbers("en"), lambda: CodeBlock("x"),
        lambda: Container(ACROSS, tuple(some(2))), lambda: heading(2, "h", "h"),
        lambda: Figure(Image(PNG, "x")), lambda: cell(*some(2)),
    )  # fmt: skip

    def some(count: int) -> list[Any]:
        return (
            [] if count < 1 else [para("i")] + [random.choice(choices[:4])() for _ in range(count)]
        )

    document = just(*(random.choice(choices)() for _ in range(14)))
    data = written(document)
    found = [d for d in audit(data, document, note="n", template="t") if d.rule.code == "ARK918"]
    assert found == []
    for table in part(data).iter(f"{W}tbl"):
        assert table.getnext().tag == f"{W}p"


def test_libreoffice_draws_each(libreoffice: LibreOffice) -> None:
    """Its pages have a line as wide as the text for each rule, at the margin."""
    blocks = (
        para("a"), RULE, para("b"), RULE, nested(1, 2), RULE, para("c"), RULE, numbers("en", "to"), RULE,
        para("d"), RULE, RULE, para("e"), RULE, para("f"), RULE, heading(2, "h", "g"), RULE, para("h"),
    )  # fmt: skip
    data = written(just(*blocks))
    (pdf,) = libreoffice.convert({"rules.docx": data}, PDF).values()
    page = theme().page
    wide = (page.measure - 2) / 25.4 * 72
    count = 0
    for sheet in pypdfium2.PdfDocument(io.BytesIO(pdf)):
        image = sheet.render(scale=2).to_pil().convert("RGB")
        rows = []
        for y in range(image.height):
            row = [image.getpixel((x, y)) for x in range(0, image.width, 3)]
            near = sum(all(abs(a - b) < 40 for a, b in zip(p, _rgb(), strict=True)) for p in row)
            rows.append(near * 3 >= wide * 2)
        count += sum(now and not before for before, now in zip([False, *rows], rows, strict=False))
    head = 2  # above and below what stands at the note's head
    assert count == blocks.count(RULE) + head


def _rgb() -> tuple[int, int, int]:
    return COLOUR >> 16, COLOUR >> 8 & 255, COLOUR & 255
