"""The body of a Word file, of a cell, a note or a text box → blocks.

Each paragraph is a heading, an item, a caption, a figure or a paragraph by its style, its numbering
and what is in it; what stands in a row (lists, captions, quotations) is put together afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from arkdoc.language.written import DIRECTIVE
from arkdoc.model.names import clip
from arkdoc.model.nodes import (
    Block,
    Blocks,
    CodeBlock,
    Directive,
    Figure,
    Heading,
    Image,
    Paragraph,
    Quote,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.model.source import Span, whole_span
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, value
from arkdoc.read.word import fields
from arkdoc.read.word.captions import bind_captions, caption_paragraph
from arkdoc.read.word.columns import tell_columns
from arkdoc.read.word.controls import take_control
from arkdoc.read.word.equations import linear
from arkdoc.read.word.inlines import has_words, inlines_of, shown_text
from arkdoc.read.word.languages import count_language
from arkdoc.read.word.lists import ListParagraph, OpenItems, TextParagraph, with_lists
from arkdoc.read.word.numbering import Numbered
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.rule_lines import AnyPiece, RuleReader
from arkdoc.read.word.runs import Content, read_content
from arkdoc.read.word.styles import CAPTION, indent_of
from arkdoc.read.word.table_grid import Controls, paragraphs_in
from arkdoc.read.word.tables import read_table
from arkdoc.read.word.tags import (
    ALT_CHUNK,
    DELETED,
    INS,
    MATH_PARAGRAPH,
    MOVE_TO,
    OFFICE_MATH,
    PPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TRANSPARENT,
    P,
    T,
)
from arkdoc.rules.word_files import EQUATION, TEXT_BOX
from arkdoc.rules.word_reading import OTHER_FILE_INSIDE

_CONTENTS_STYLE = regex(r"toc (?:\d|heading)|table of figures|innholdsfortegnelse.*")
_QUOTES = ("quote", "intense quote", "block text", "quotations", "ark quote")
_CODE = ("html preformatted", "source code", "macro text", "plain text code")
_DEEPEST_HEADING = 6
_DEEPEST_BOX = 8
_CONTENTS_GALLERIES = ("table of contents", "innholdsfortegnelse")


def read_blocks(
    reading: Reading, elements: Iterable[Element], *, depth: int = 0, controls: Controls = ()
) -> Blocks:
    """Read the block-level `elements`, in order (17.2.2, 17.4.65, 17.11.10).

    `depth` is how many tables they stand in, `controls` the controls around their cell.
    """
    return _BlockReader(reading, depth).read(elements, controls)


def has_title(reading: Reading) -> bool:
    """Whether a paragraph has Word's style for titles: all headings are then one level down."""
    return any(
        reading.file.styles.is_title(_style(reading, paragraph.find(PPR)))
        and any((text.text or "").strip() for text in paragraph.iter(T))
        for _, paragraph in reading.paragraphs
    )


def _style(reading: Reading, properties: Element | None) -> str:
    return value(properties, "w:pStyle") or reading.file.styles.default


class _BlockReader:
    def __init__(self, reading: Reading, depth: int) -> None:
        self._reading = reading
        self._depth = depth
        self._styles = reading.file.styles
        self._pieces: list[AnyPiece] = []
        self._carried: Content | None = None  # of paragraphs whose mark was deleted
        self._anchors: list[str] = []  # of empty paragraphs, for the next heading
        self._number = 0
        self._items = OpenItems()
        self._rules = RuleReader(reading)

    def read(self, elements: Iterable[Element], controls: Controls) -> Blocks:
        reasons = [reason for control in controls if (reason := self._control(control))]
        for element, left_out in self._elements(elements, reasons[0] if reasons else ""):
            if element.tag == P:
                self._paragraph(element, left_out)
            elif element.tag == TBL:
                self._table(element, left_out)
            elif element.tag == ALT_CHUNK:
                self._reading.say(OTHER_FILE_INSIDE, self._reading.whole(self._number))
            else:
                self._equation(element, left_out)
        if carried := self._carried:
            if carried.leaves:
                self._text(carried)
            self._pieces += map(_figure, carried.anchored)
            self._boxes(carried, "")
        bound = bind_captions(self._reading, self._pieces)
        tell_columns(self._reading, bound)
        return tuple(_quotes(with_lists(self._reading, bound)))

    def _elements(self, elements: Iterable[Element], reason: str) -> Iterator[tuple[Element, str]]:
        """Paragraphs, tables and the like, each with why it is left out, or empty."""
        stack = [(iter(elements), reason)]
        while stack:
            children, left_out = stack[-1]
            element = next(children, None)
            if element is None:
                stack.pop()
            elif element.tag in (P, TBL, ALT_CHUNK, MATH_PARAGRAPH, OFFICE_MATH):
                yield element, left_out
            elif element.tag == SDT:
                content = element.find(SDT_CONTENT)
                if content is not None:
                    stack.append((iter(content), left_out or self._control(element)))
            elif element.tag in TRANSPARENT:
                if element.tag in (INS, MOVE_TO):
                    self._reading.revised(element, self._number + 1)
                stack.append((iter(element), left_out))

    def _control(self, control: Element) -> str:
        """Why what a control holds is left out, or empty."""
        gallery = value(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if gallery.casefold() in _CONTENTS_GALLERIES:
            return fields.CONTENTS
        number = next(map(self._reading.number, control.iter(P)), 1)
        return take_control(self._reading, control, number)

    # --- paragraphs --------------------------------------------------------------------------

    def _paragraph(self, element: Element, left_out: str) -> None:
        reading = self._reading
        self._number = reading.number(element)
        properties = element.find(PPR)
        style = _style(reading, properties)
        if not left_out and self._is_contents(style):
            left_out = fields.CONTENTS
        level = self._styles.level_of(properties, style)
        is_title = self._styles.is_title(style)
        content = read_content(reading, element, style)
        if reading.guidance and not left_out and shown_text(content.leaves) in reading.guidance:
            left_out = fields.SILENTLY
        if left_out:
            self._tell(content.number, shown_text(content.leaves), left_out)
            self._boxes(content, left_out)
            return
        self._take_carried(content)
        if self._has_lost_its_end(properties):
            self._carried = content
            return
        numbered = reading.file.numbering.place(properties, style)
        if level is None and not is_title:
            level = self._level_of_runs(content)
        before = len(self._pieces)
        self._place(content, style, level, is_title, numbered)
        indent = self._indent(properties, numbered, style)
        for at in range(before, len(self._pieces)):
            self._pieces[at] = self._items.with_place(self._pieces[at], indent)
        self._pieces += map(_figure, content.anchored)
        self._boxes(content, "")
        if not is_title:  # a line below that is the title's own
            self._rules.place(self._pieces, before, element, numbered)

    def _place(
        self,
        content: Content,
        style: str,
        level: int | None,
        is_title: bool,
        numbered: Numbered | None,
    ) -> None:
        reading, leaves = self._reading, content.leaves
        count_language(reading, content.number, leaves)
        if not any(map(has_words, leaves)):
            self._anchors += content.anchors
            if numbered is not None and level is None and not content.boxes:
                empty = Paragraph((), reading.whole(content.number))
                self._pieces.append(_item(numbered, empty))
            return
        images = [leaf.inline for leaf in leaves if isinstance(leaf.inline, Image)]
        if images and not shown_text(leaves).strip() and len(images) == sum(map(has_words, leaves)):
            if numbered is None or level is not None:
                self._pieces += map(_figure, images)
            else:
                self._pieces.append(self._pictured_item(numbered, images))
            return
        if level is not None or is_title:
            self._heading(content, 1 if is_title else (level or 1) + reading.has_title)
            return
        text = self._text_paragraph(content)
        is_marked = self._styles.has_name(style, CAPTION) or content.has_sequence
        if caption := caption_paragraph(text, is_marked=is_marked):
            self._pieces.append(caption)
        elif numbered is not None:
            self._pieces.append(_item(numbered, text.paragraph()))
        elif self._styles.has_name(style, *_QUOTES):
            paragraph = text.paragraph()
            self._pieces.append(Quote((paragraph,), paragraph.span))
        elif self._styles.has_name(style, *_CODE):
            self._code(content)
        else:
            self._text(content)

    def _text(self, content: Content) -> None:
        """An ordinary paragraph, or a directive."""
        written = shown_text(content.leaves).strip()
        if match := DIRECTIVE.fullmatch(written):
            self._pieces.append(Directive(match[1].strip().lower(), written, self._whole(content)))
        elif any(map(has_words, content.leaves)):
            self._pieces.append(self._text_paragraph(content))

    def _text_paragraph(self, content: Content) -> TextParagraph:
        language = self._reading.language_of.get(content.number, "")
        return TextParagraph(content.number, tuple(content.leaves), language)

    def _pictured_item(self, numbered: Numbered, images: Sequence[Image]) -> ListParagraph:
        """An item that is pictures alone: figures, but in a cell a line of them."""
        if self._depth:
            return _item(numbered, Paragraph(tuple(images), whole_span(images)))
        empty = Paragraph((), images[0].span)
        return replace(_item(numbered, empty), rest=tuple(map(_figure, images)))

    def _heading(self, content: Content, level: int) -> None:
        inlines = inlines_of(content.leaves)
        self._reading.headings.add(content.number)
        anchors = (*self._anchors, *content.anchors)
        self._anchors = []
        self._pieces.append(
            Heading(
                min(level, _DEEPEST_HEADING),
                inlines,
                language=self._reading.language_of.get(content.number, ""),
                span=whole_span(inlines),
                anchors=anchors,
            )
        )

    def _code(self, content: Content) -> None:
        text = "".join(
            leaf.inline.text if isinstance(leaf.inline, Text) else "\n" for leaf in content.leaves
        )
        span = self._whole(content)
        last = self._pieces[-1] if self._pieces else None
        if isinstance(last, CodeBlock):
            self._pieces[-1] = CodeBlock(f"{last.text}\n{text}", span=last.span.to(span))
        else:
            self._pieces.append(CodeBlock(text, span=span))

    def _whole(self, content: Content) -> Span:
        """The paragraph, and those before it that lost their ends to it."""
        first = min(leaf.inline.span.line for leaf in content.leaves)
        return self._reading.whole(first).to(self._reading.whole(content.number))

    def _indent(self, properties: Element | None, numbered: Numbered | None, style: str) -> int:
        """Where the lines begin, in twips: as the paragraph, its numbering or its style says."""
        of_list = None if numbered is None else numbered.indent
        said = (indent_of(properties), of_list, self._styles.indent(style))
        return next((indent for indent in said if indent is not None), 0)

    def _level_of_runs(self, content: Content) -> int | None:
        """The level of a paragraph whose runs all have a heading's character style."""
        (level, *others) = content.levels or {None}
        return None if others else level

    def _is_contents(self, style: str) -> bool:
        return any(_CONTENTS_STYLE.fullmatch(each.name) for each in self._styles.chain(style))

    def _has_lost_its_end(self, properties: Element | None) -> bool:
        """Whether the paragraph's mark is deleted, so that the next one goes on (17.13.5.15)."""
        mark = child(properties, "w:rPr")
        is_deleted = False
        for change in () if mark is None else mark:
            if change.tag in (INS, MOVE_TO, *DELETED):
                self._reading.revised(change, self._number)
                is_deleted = is_deleted or change.tag in DELETED
        return is_deleted

    def _take_carried(self, content: Content) -> None:
        """Put what paragraphs that lost their ends held before `content`."""
        if self._carried is not None:
            content.leaves[:0] = self._carried.leaves
            content.anchored[:0] = self._carried.anchored
            content.boxes[:0] = self._carried.boxes
            content.anchors[:0] = self._carried.anchors
            self._carried = None

    def _tell(self, number: int, text: str, what: str) -> None:
        """Leave out `text` of paragraph `number`, and say so."""
        self._reading.leave_out(number, text)
        if text.strip() and what != fields.SILENTLY:
            self._reading.say_left_out(self._reading.whole(number), what, text)

    # --- what is no paragraph ----------------------------------------------------------------

    def _boxes(self, content: Content, left_out: str) -> None:
        reading = self._reading
        if not content.boxes:
            return
        if not left_out:
            reading.say(TEXT_BOX, reading.whole(content.number))
        if reading.depth >= _DEEPEST_BOX:
            return
        reading.depth += 1
        for box in content.boxes:
            if left_out:
                self._left_out_in(box, left_out)
            else:
                self._pieces += read_blocks(reading, box, depth=self._depth)
        reading.depth -= 1

    def _table(self, table: Element, left_out: str) -> None:
        if left_out:
            self._left_out_in(table, left_out)
            return
        is_before = not self._reading.headings
        self._pieces += read_table(
            self._reading,
            table,
            partial(read_blocks, self._reading),
            depth=self._depth,
            before_first_heading=is_before,
        )

    def _left_out_in(self, element: Element, left_out: str) -> None:
        """All that stands in a table or a box that is left out."""
        for each in paragraphs_in(element):
            if each.tag == P:
                self._paragraph(each, left_out)
            else:
                self._equation(each, left_out)

    def _equation(self, element: Element, left_out: str) -> None:
        """An equation between paragraphs, which counts to the one before it in the file."""
        text = linear(element).strip()
        number = self._reading.number(element)
        if left_out:
            self._tell(number, text, left_out)
        elif text:
            span = self._reading.whole(number)
            self._reading.say(EQUATION, span, text=clip(text))
            self._pieces.append(
                Paragraph((Text(text, span._replace(end_column=span.column)),), span)
            )


def _item(numbered: Numbered, paragraph: Paragraph) -> ListParagraph:
    return ListParagraph(numbered.level, numbered.marker, numbered.number, paragraph)


def _figure(image: Image) -> Figure:
    return Figure(image, span=image.span)


def _quotes(blocks: Iterable[Block]) -> Iterator[Block]:
    """`blocks` with quotations in a row as one."""
    held: Quote | None = None
    for block in blocks:
        if isinstance(block, Quote) and held is not None:
            held = Quote((*held.blocks, *block.blocks), held.span.to(block.span))
        elif isinstance(block, Quote):
            held = block
        else:
            if held is not None:
                yield held
                held = None
            yield block
    if held is not None:
        yield held
