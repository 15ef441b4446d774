"""A Word file, or the document it was made of → its printed blocks, a line each, formats and all.

Two files whose lines are the same print the same: words, signs, formats, links, notes, alternatives,
levels, marks of lists, cells, and which paragraphs are boxes, quotations or code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from arkdoc.model.document import Document
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Code,
    CodeBlock,
    Container,
    ContainerKind,
    Directive,
    Emphasis,
    Figure,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from arkdoc.model.note import Contribution
from arkdoc.read.word.contribution import read_word_contribution
from tests.support.word_edits.editor import Word, said
from tests.support.word_edits.xml import P

_SET_APART = {"Ark Note": "box", "Ark Proposal": "box", "Ark Code": "code", "Quote": "quotation"}
_NUMBER = re.compile(r"\s*\d+\. ?$")
_BOXES = {True: "☒ ", False: "☐ ", None: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: with its formats, and in plain words."""

    text: str
    plain: str

    def __str__(self) -> str:
        return self.text


def read(docx: bytes) -> Contribution:
    """What arkdoc reads in the file; AssertionError where it can't."""
    contribution = read_word_contribution("contributions/notat.docx", docx)
    assert contribution.fault is None, contribution.fault
    return contribution


def printed(docx: bytes) -> list[Line]:
    """The lines of a Word file, each note where it is called."""
    contribution = read(docx)
    word = Word(docx)
    apart = {n: _set_apart(word.style_of(p)) for n, p in enumerate(word.body.iter(P), 1)}
    texts = {n: _squeezed(said(p)) for n, p in enumerate(word.body.iter(P), 1)}
    pictures = {p: sha256(b).hexdigest()[:8] for p, b in contribution.pictures.items()}
    notes = {note.label: note.blocks for note in contribution.body.footnotes}
    return [*_Writer(apart, pictures, notes, texts).lines(contribution.body.blocks)]


def _set_apart(style: str) -> str:
    return next((kind for name, kind in _SET_APART.items() if style.startswith(name)), "")


class _Writer:
    def __init__(
        self,
        apart: dict[int, str],
        pictures: dict[str, str],
        notes: Mapping[str, Blocks],
        texts: Mapping[int, str],
    ) -> None:
        self._apart = apart
        self._pictures = pictures
        self._notes = notes
        self._texts = texts

    def lines(self, blocks: Blocks, before: str = "") -> Iterator[Line]:
        for block in blocks:
            yield from self._block(block, before)

    def _block(self, block: Block, before: str) -> Iterator[Line]:
        match block:
            case Heading():
                yield self._line(f"{before}{'#' * block.level} ", block.inlines)
            case Paragraph():
                if block.inlines:
                    apart = self._apart.get(block.span.line, "")
                    yield self._line(f"{before}{apart}{':' if apart else ''} ", block.inlines)
            case ListBlock():
                for number, item in enumerate(block.items, block.start):
                    yield from self._item(block, item, number, before)
            case Quote() | Container():
                yield from self.lines(block.blocks, before)
            case CodeBlock() | Directive():
                yield Line(f"{before} {block.text}", block.text)
            case Table():
                yield from self._caption(block.caption, before)
                for row in (block.header, *block.rows):
                    cells = [[*self.lines(cell.blocks)] for cell in row]
                    texts = (" ¶ ".join(line.text for line in cell) for cell in cells)
                    plain = (" ¶ ".join(line.plain for line in cell) for cell in cells)
                    yield Line(f"{before}| {' | '.join(texts)} |", " | ".join(plain))
            case Figure():
                yield self._line(f"{before} ", (block.image,))
                yield from self._caption(block.caption, before)
            case _:
                return

    def _caption(self, caption: Caption | None, before: str) -> Iterator[Line]:
        if caption:
            line = self._line("", caption.inlines)
            label = self._texts.get(caption.span.line, "").removesuffix(line.plain)
            yield Line(f"{before}= {_NUMBER.sub(': ', label)}{line.text}", line.plain)

    def _item(self, block: ListBlock, item: ListItem, number: int, before: str) -> Iterator[Line]:
        is_task = item.checked is not None and not block.ordered
        marker = ("" if is_task else block.marker.text(number)) or "•"
        lines = list(self.lines(item.blocks, before))
        first = Line("", "")
        if item.blocks and isinstance(item.blocks[0], Paragraph | Figure) and lines:
            first = lines.pop(0)
        if item.label:  # Word has it as text
            first = Line(f"{item.label} {first.text.strip(' ')}", f"{item.label} {first.plain}")
        sign = f"{before}{marker} {_BOXES[item.checked]}"
        yield Line(f"{sign}{first.text.removeprefix(before).strip(' ')}", first.plain)
        yield from (Line(f"    {line.text}", line.plain) for line in lines)

    def _line(self, before: str, inlines: Inlines) -> Line:
        pieces = list(self._pieces(inlines, frozenset()))
        return Line(f"{before}{_marked(pieces)}", _squeezed("".join(t for t, _ in pieces)))

    def _pieces(
        self, inlines: Inlines, formats: frozenset[str]
    ) -> Iterator[tuple[str, frozenset[str]]]:
        for inline in inlines:
            match inline:
                case Text():
                    yield inline.text.replace("\xad", ""), formats
                case Code():
                    yield inline.text, formats | {"code"}
                case Strong():
                    yield from self._pieces(inline.inlines, formats | {"bold"})
                case Emphasis():
                    yield from self._pieces(inline.inlines, formats | {"italic"})
                case Strikethrough():
                    yield from self._pieces(inline.inlines, formats | {"struck"})
                case Link():
                    yield from self._pieces(
                        inline.inlines, formats | {_address(inline.destination)}
                    )
                case Reference():
                    yield from self._pieces(inline.inlines, formats | {"#"})
                case SoftBreak():
                    yield " ", formats
                case HardBreak():
                    yield "⏎", frozenset()
                case FootnoteReference():
                    note = self.lines(self._notes.get(inline.label, ()))
                    yield f"°[{' ¶ '.join(line.text.strip() for line in note)}]", frozenset()
                case Image():
                    drawn = self._pictures.get(f"contributions/{inline.source}", "")
                    yield (
                        f"⟨{'' if inline.decorative else inline.alt}⟩",
                        frozenset({f"picture {drawn}"}),
                    )


def _address(address: str) -> str:
    """An address in the one form that programs agree on; a place in the file is `#`."""
    if address.startswith("#"):
        return "#"
    parts = urlsplit(address)
    path = parts.path or ("/" if parts.netloc else "")
    return "to " + unquote(parts._replace(path=path).geturl())


def _marked(pieces: Iterable[tuple[str, frozenset[str]]]) -> str:
    """The text with its formats in brackets where they change; spaces have those around them."""
    signs = [(sign, formats) for text, formats in pieces for sign in text]
    signs = _with_plain_spaces(signs)
    out, current = [], frozenset[str]()
    for sign, formats in signs:
        if formats != current:
            out.append("⟪" + ", ".join(sorted(formats)) + "⟫")
            current = formats
        out.append(sign)
    if current:
        out.append("⟪⟫")
    return _squeezed("".join(out))


def _with_plain_spaces(signs: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """Each space in the formats that the signs before and after it share: Markdown has no others."""
    found = list(signs)
    for at, (sign, _) in enumerate(signs):
        if sign in " \u00a0⏎":
            before = next(
                (f for s, f in reversed(signs[:at]) if s not in " \u00a0⏎"), frozenset[str]()
            )
            after = next((f for s, f in signs[at + 1 :] if s not in " \u00a0⏎"), frozenset[str]())
            found[at] = sign, before & after
    return found


def _squeezed(text: str) -> str:
    return re.sub(" +", " ", text.replace("\t", " ")).strip(" ")


# --- what arkdoc itself wrote --------------------------------------------------------------


def generated(document: Document, lines: list[Line], sources: dict[str, str]) -> set[int]:
    """The numbers of the lines that stand in the file because of what is written elsewhere in it.

    `sources` are the texts of the files by path: a line that begins with `[[` is put in another's
    place.
    """
    from difflib import SequenceMatcher

    notes = {label: note.blocks for label, note in document.footnotes.items()}
    writer = _Writer({}, {}, notes, {})
    plain = [document.head.draft] * bool(document.head.draft)
    ours = [True for _ in plain]
    for part in document.parts:
        for block in part.blocks:
            made = _is_generated(block, part.source, sources)
            for line in writer.lines((block,)):
                plain.append(line.plain)
                ours.append(made)
    matcher = SequenceMatcher(None, plain, [line.plain for line in lines], autojunk=False)
    return {
        there + offset
        for here, there, size in matcher.get_matching_blocks()
        for offset in range(size)
        if ours[here + offset]
    }


def _is_generated(block: Block, source: str, sources: dict[str, str]) -> bool:
    span = block.span
    if isinstance(block, Container) and block.kind is ContainerKind.PLACEHOLDER:
        return True
    if not span.path or (source and span.path != source):
        return not isinstance(block, Heading) or not span.path
    lines = sources.get(span.path, "").split("\n")
    return span.line <= len(lines) and lines[span.line - 1].strip().startswith("[[")
