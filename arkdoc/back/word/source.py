"""A Word file that is a contribution → its text as edits have it, a line a paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from arkdoc.back.word.signs import LINE_END, NOTE
from arkdoc.back.word.slots import Slot, SlotReader
from arkdoc.model.source import Span
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import KIND, child, value
from arkdoc.ooxml.repack import is_whole
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.ooxml.xml_part import ALTERNATIVES, resolve_alternatives
from arkdoc.read.word.contribution import read_word_contribution
from arkdoc.read.word.parts import NOTE_KINDS, WordParts, notes_of, open_parts
from arkdoc.read.word.reading import closed_fields
from arkdoc.read.word.tags import DELETED, PPR, TBL, TR, P, w

_STRICT = b"http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True, eq=False)
class WordParagraph:
    """A paragraph: its element in the part as it is to be written, and its characters.

    `has_end` is false where its end was deleted with tracking on, so that the next one goes on.
    `is_known` is false where its characters are not what the reader read: nothing in it is edited.
    `marks` are the columns of the reader's, from 0, at which marks of notes stand.
    """

    element: Element
    slots: tuple[Slot, ...]
    text: str
    has_end: bool
    is_known: bool
    marks: tuple[int, ...]


@dataclass(eq=False)
class WordSource:
    """A Word file's text. `trees` are its parts with paragraphs, by name, to be written.

    `is_strict`: the file is of the strict variant.
    """

    data: bytes
    trees: dict[str, Element]
    paragraphs: tuple[WordParagraph, ...]
    is_strict: bool
    text: str = field(init=False, default="")
    starts: tuple[int, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        texts, starts, at = [], [], 0
        for each in self.paragraphs:
            starts.append(at)
            texts.append(each.text + "\n" * each.has_end)
            at += len(texts[-1])
        self.text, self.starts = "".join(texts), tuple(starts)

    def paragraph(self, number: int) -> WordParagraph | None:
        """The paragraph of that number, from 1."""
        return self.paragraphs[number - 1] if 1 <= number <= len(self.paragraphs) else None

    def line(self, number: int) -> str:
        """The text of a paragraph; empty where there is none."""
        found = self.paragraph(number)
        return found.text if found else ""

    @cached_property
    def is_closed(self) -> bool:
        """Whether arkdoc writes nothing in it: of the strict variant, or damaged somewhere."""
        return self.is_strict or not is_whole(self.data)

    @cached_property
    def lines(self) -> list[str]:
        """The texts of the paragraphs."""
        return [each.text for each in self.paragraphs]

    def end(self, number: int) -> int:
        """The offset after a paragraph and its end."""
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def look(self, offset: int) -> str:
        """The look of the character at an offset, as slots have it."""
        number = self.number(offset)
        found = self.paragraph(number)
        at = offset - self.starts[number - 1] if found else 0
        return found.slots[at].look if found and 0 <= at < len(found.slots) else ""

    def around(self, number: int, tag: str) -> tuple[int, int] | None:
        """The first and the last paragraph of the nearest element of a kind around one."""
        found = self.paragraph(number)
        if found is None:
            return None
        element = next(found.element.iterancestors(tag), None)
        if element is None:
            return None
        numbers = [n for p in element.iter(P) if (n := self._numbers.get(p))]
        return min(numbers), max(numbers)

    def is_beside(self, number: int, other: int) -> bool:
        """Whether the table around a paragraph stands among the same ones as another paragraph."""
        one, two = self.paragraph(number), self.paragraph(other)
        if one is None or two is None:
            return False
        table = next(one.element.iterancestors(TBL), None)
        return table is not None and table.getparent() is two.element.getparent()

    @cached_property
    def _numbers(self) -> dict[Element, int]:
        return {each.element: number for number, each in enumerate(self.paragraphs, 1)}

    def number(self, offset: int) -> int:
        """The number of the paragraph that an offset is in, the last that begins there."""
        return bisect_right(self.starts, offset)

    def offset(self, number: int, column: int) -> int:
        """The offset of a place of the reader's, after the marks of notes that stand there."""
        return self._offset(number, column, is_after=True)

    def stretch(self, span: Span) -> tuple[int, int]:
        """The offsets of a stretch of the reader's; one of nothing is a note's mark, or nowhere."""
        is_nothing = (span.line, span.column) == (span.end_line, span.end_column)
        if is_nothing:
            start = self._offset(span.line, span.column, is_after=False)
            is_mark = start >= 0 and self.text[start : start + 1] == NOTE
            return (start, start + 1) if is_mark else (-1, -1)
        return (
            self._offset(span.line, span.column, is_after=True),
            self._offset(span.end_line, span.end_column, is_after=False),
        )

    def _offset(self, number: int, column: int, *, is_after: bool) -> int:
        found = self.paragraph(number)
        if found is None:
            return -1 if number < 1 else len(self.text)
        marks = bisect_right(found.marks, column - 1 if is_after else column - 2)
        return self.starts[number - 1] + min(column - 1 + marks, len(found.text))


def readable_source(path: str, data: bytes) -> WordSource | None:
    """The source of the Word file at `path`; None where it can't be read."""
    try:
        return read_source(path, data)
    except UnreadableError:
        return None


def read_source(path: str, data: bytes) -> WordSource:
    """Read the Word file at `path`. Raises UnreadableError."""
    file = open_parts(data)
    names = {kind: file.package.related(file.main, f"{KIND}{kind}s") for kind in NOTE_KINDS}
    names = {"": file.main, **{kind: name for kind, name in names.items() if name}}
    trees = {name: file.package.tree(name, keep_alternatives=True) for name in names.values()}
    resolved = {kind: _PartAsRead(trees[name]) for kind, name in names.items()}
    stories = dict(
        each
        for kind, part in resolved.items()
        for each in (notes_of(part.root, kind) if kind else (("", child(part.root, "w:body")),))
    )
    own = {copy: kept for part in resolved.values() for copy, kept in part.own.items()}
    elements = [
        own[each] for story in stories.values() if story is not None for each in story.iter(P)
    ]
    return WordSource(
        data,
        trees,
        tuple(_paragraphs(path, data, file, elements, closed_fields(trees.values()))),
        any(_STRICT in file.package.read(name) for name in trees),
    )


def _paragraphs(
    path: str, data: bytes, file: WordParts, elements: Sequence[Element], closed: frozenset[Element]
) -> Iterator[WordParagraph]:
    read = read_word_contribution(path, data).word_text
    texts = read.paragraphs if read else ()
    slots = SlotReader(file.styles, closed)
    for number, element in enumerate(elements):
        said = texts[number].replace("\n", LINE_END) if len(texts) == len(elements) else ""
        properties = element.find(PPR)
        style = value(properties, "w:pStyle") or file.styles.default
        mine = slots.read(element, file.styles.runs_of(properties, style))
        text = "".join(slot.sign for slot in mine)
        is_known = text.replace(NOTE, "") == said and not _is_alternative(element)
        yield WordParagraph(
            element,
            mine if is_known else (),
            text if is_known else said,
            _has_end(element),
            is_known,
            tuple(at - n for n, at in enumerate(_places(text))) if is_known else (),
        )


def _places(text: str) -> Iterator[int]:
    return (at for at, sign in enumerate(text) if sign == NOTE)


class _PartAsRead:
    """A copy of a part, its alternatives resolved; `own` has what its paragraphs are of."""

    def __init__(self, tree: Element) -> None:
        self.root = deepcopy(tree)
        self.own = dict(zip(self.root.iter(P), tree.iter(P), strict=True))
        resolve_alternatives(self.root)


def _is_alternative(element: Element) -> bool:
    return next(element.iterancestors(ALTERNATIVES), None) is not None


def _has_end(paragraph: Element) -> bool:
    marks = paragraph.find(f"{PPR}/{w('rPr')}")
    if marks is not None and any(each.tag in DELETED for each in marks):
        return False
    for around in paragraph.iterancestors():
        if around.tag in DELETED:
            return False
        if around.tag == TR:
            properties = around.find(w("trPr"))
            if properties is not None and any(each.tag in DELETED for each in properties):
                return False
    return True
