"""A DOCX or a tagged PDF → its tables, lists, notes and links, as other programs see them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from tests.support import pdf_tags
from tests.support.project import W, WordFile, squeezed, text_of

# --- a PDF's tags, as poppler tells them ---------------------------------------------------


@dataclass
class Tag:
    """A structure element: its type, its own text, and the elements in it."""

    name: str
    own: str = ""
    inside: list[Tag] = field(default_factory=list)

    def walk(self, *, skip: tuple[str, ...] = ()) -> Iterator[Tag]:
        """This element and all below it in order, without the elements named in `skip`."""
        yield self
        for tag in self.inside:
            if tag.name not in skip:
                yield from tag.walk(skip=skip)

    def text(self, *, skip: tuple[str, ...] = ()) -> str:
        return "".join(tag.own for tag in self.walk(skip=skip))

    def find(self, *names: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.name in names]


def tags(pdf: bytes, pdfinfo: str, folder: Path) -> Tag:
    """The tree of a tagged PDF's structure elements."""
    file = folder / "tagged.pdf"
    file.write_bytes(pdf)
    told = subprocess.run([pdfinfo, "-struct-text", file], capture_output=True, check=True)
    root = Tag("Root")
    open_tags = [(-1, root)]
    for line in told.stdout.decode().split("\n"):
        depth = len(line) - len(line.lstrip())
        said = line.strip()
        if said.startswith('"'):
            open_tags[-1][1].own += said.strip('"')
        elif name := re.match(r"([A-Z]\w*)", said):
            while open_tags[-1][0] >= depth:
                open_tags.pop()
            tag = Tag(name[1])
            open_tags[-1][1].inside.append(tag)
            open_tags.append((depth, tag))
    return root


def our_tags(pdf: bytes) -> Tag:
    """The same tree of a PDF of ours, as pypdf and PDFium tell it: for it, poppler takes a minute."""
    return _with_text(pdf_tags.read_tags(pdf))


def _with_text(element: pdf_tags.Tag) -> Tag:
    """Text among elements is an element without a name, so that all stands in order."""
    if not any(isinstance(kid, pdf_tags.Tag) for kid in element.kids):
        return Tag(element.type, element.text)
    inside = [Tag("", kid) if isinstance(kid, str) else _with_text(kid) for kid in element.kids]
    return Tag(element.type, "", inside)


def shapes(root: Tag) -> list[list[int]]:
    """The number of cells in each row of each table that has a header row.

    A table that goes on overleaf, headers and all, is one table.
    """
    found: list[tuple[str, list[int]]] = []
    for table in root.find("Table"):
        rows = [[c for c in row.walk() if c.name in ("TH", "TD")] for row in table.find("TR")]
        if not rows or any(cell.name != "TH" for cell in rows[0]):
            continue  # the block at the head is no table to a reader of Word
        header = squeezed("|".join(cell.text() for cell in rows[0]))
        counts = [len(row) for row in rows]
        if found and found[-1][0] == header:
            found[-1][1].extend(counts[1:])
        else:
            found.append((header, counts))
    return [counts for _, counts in found]


# --- Word ----------------------------------------------------------------------------------


_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_SPELLED: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": lambda number: chr(96 + number),
    "upperLetter": lambda number: chr(64 + number),
    "lowerRoman": lambda number: "x" * (number // 10) + _ONES[number % 10],
    "upperRoman": lambda number: ("x" * (number // 10) + _ONES[number % 10]).upper(),
}


def word_shapes(file: WordFile) -> list[list[int]]:
    """The number of cells in each row of each table."""
    return [
        [len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")]
        for table in file.body.iter(f"{W}tbl")
    ]


def word_items(file: WordFile) -> list[str]:
    """The first paragraph of each list item, without its label."""
    return [
        said(p).removeprefix(squeezed(_label_of(p)))
        for p in file.body.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}numPr/{W}numId") is not None
    ]


def word_markers(file: WordFile) -> list[str]:
    """What Word shows before each list item, counted as its numbering definitions say."""
    numbering: Any = etree.fromstring(file.parts["word/numbering.xml"])
    shapes = {shape.get(f"{W}abstractNumId"): shape for shape in numbering.iter(f"{W}abstractNum")}
    of_list = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
    counted: Counter[tuple[str, int]] = Counter()
    found = []
    for about in file.body.iter(f"{W}numPr"):
        identifier, level = (about.find(f"{W}{name}").get(f"{W}val") for name in ("numId", "ilvl"))
        num = of_list[identifier]
        shape = shapes[num.find(f"{W}abstractNumId").get(f"{W}val")]
        definition = shape.findall(f"{W}lvl")[int(level)]
        kind, mark = (definition.find(f"{W}{n}").get(f"{W}val") for n in ("numFmt", "lvlText"))
        start = num.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
        start = definition.find(f"{W}start") if start is None else start
        at = (identifier, int(level))
        number = int(start.get(f"{W}val")) + counted[at] if start is not None else 0
        counted[at] += 1
        for deeper in [each for each in counted if each[0] == identifier and each > at]:
            del counted[deeper]  # begins anew (17.9.10)
        spelled = _SPELLED[kind](number) if kind in _SPELLED else ""
        label = _label_of(about.getparent().getparent())
        found.append(label or mark.strip().replace(f"%{int(level) + 1}", spelled))
    return found


def _label_of(paragraph: Any) -> str:
    """The label that stands in the marker's place: «Hensikt:»."""
    labels = paragraph.xpath(
        "./w:r[w:rPr/w:rStyle/@w:val='ArkFieldLabel']/w:t", namespaces={"w": W[1:-1]}
    )
    return "".join(label.text or "" for label in labels)


def word_notes(file: WordFile) -> list[list[str]]:
    """The paragraphs of each footnote."""
    return [
        [said(p) for p in note.iter(f"{W}p")]
        for note in file.footnotes.iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    ]


def word_links(file: WordFile) -> list[str]:
    """The texts of the links in the body, without the table of contents."""
    return [
        said(link)
        for link in file.body.iter(f"{W}hyperlink")
        if next(link.iterancestors(f"{W}sdt"), None) is None
    ]


def said(element: Any) -> str:
    """The letters and digits of an element's text, without footnote marks."""
    pieces = []
    for run in element.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is None or style.get(f"{W}val") != "FootnoteReference":
            pieces.append(text_of(run))
    return squeezed("".join(pieces))


def missing_in_order(wanted: list[str], among: list[str]) -> list[str]:
    """The texts of `wanted` that none of `among` begins with, both taken in order.

    A text that breaks over lines or pages may be several of `among` in a row.
    """
    missing = []
    place = 0
    for text in wanted:
        later = range(place, len(among))
        found = next((n for n in later if "".join(among[n : n + 4]).startswith(text)), None)
        if found is None:
            missing.append(text)
        else:
            place = found + 1
    return missing
