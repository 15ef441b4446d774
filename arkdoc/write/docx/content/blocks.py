"""Blocks → paragraphs, tables and content controls, added to a Body."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import assert_never

from arkdoc.model.bookmarks import BookmarkedNode
from arkdoc.model.marker import Marker
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Figure,
    Footnotes,
    Heading,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.ooxml.oxml import (
    Element,
    bookmark_first,
    bookmark_name,
    field,
    lines,
    qname,
    run,
    text,
)
from arkdoc.ooxml.writer import PartRelations
from arkdoc.style.card_height import kept_runs, line_heights
from arkdoc.style.markers import marker_steps
from arkdoc.style.role import HEADINGS, Role
from arkdoc.write.docx.content import toc
from arkdoc.write.docx.content.body import BlockSequence
from arkdoc.write.docx.content.context import BlockContext, InlineContext, WriterContext
from arkdoc.write.docx.content.inlines import image, write_inlines
from arkdoc.write.docx.content.tables import table_element
from arkdoc.write.docx.styles.numbering import LEVELS as LIST_LEVELS
from arkdoc.write.docx.styles.numbering import Shape
from arkdoc.write.docx.styles.variants import LEVELS, Adjustment, Variant

_CHECKBOXES = {True: "☒", False: "☐"}


class BlockWriter:
    """Writes blocks into `body`; `relations` are those of the part that it belongs to."""

    def __init__(
        self,
        shared: WriterContext,
        relations: PartRelations,
        body: BlockSequence,
        *,
        in_footnote: bool = False,
    ) -> None:
        self._shared = shared
        self._relations = relations
        self._body = body
        self._in_footnote = in_footnote
        # What the next paragraph is to begin with: the mark of a footnote.
        self.opening: list[Element] = []
        # The lists, and levels of theirs, that have stood in the item that is being written.
        self._nested: set[tuple[int, int]] = set()

    def blocks(self, blocks: Blocks, place: BlockContext) -> None:
        """Write `blocks`, one after the other."""
        for block in blocks:
            self._block(block, place)

    def _block(self, block: Block, place: BlockContext) -> None:
        if change := self._shared.change(block):
            with self._body.changed(change):
                self._write(block, place)
        else:
            self._write(block, place)

    def _write(self, block: Block, place: BlockContext) -> None:
        match block:
            case Heading():
                self._heading(block, place)
            case Paragraph():
                self._paragraph(place.role, block.inlines, place.in_language(block.language), block)
            case ListBlock():
                self._list(block, place)
            case Quote():
                again = self._body.joins(Role.QUOTE)
                self.blocks(block.blocks, place.in_quote(self._shared.styles, again=again))
                self._body.close()
            case CodeBlock():
                language = self._context(place, Role.CODE_BLOCK).tag
                content = [run(*lines(block.text), language=language)]
                self._add(Role.CODE_BLOCK, content, self._apart(Role.CODE_BLOCK, place), block)
            case ThematicBreak():
                self._body.rule(place.variant(Role.RULE), self._with_source(block, []))
            case Table():
                self._table(block, place)
            case Figure():
                self._figure(block, place)
            case Container():
                self._container(block, place)
            case Directive():
                self._paragraph(place.role, (Text(block.text),), place, block)
            case Contents():
                self._contents(place)
            case Footnotes():
                pass  # Word sets its notes at the foot of the page
            case _:
                assert_never(block)

    def _apart(self, role: Role, place: BlockContext) -> BlockContext:
        """`place`, where Word must not join what it draws around `role` to the last paragraph's."""
        if place.position.box:
            return place
        return replace(place, again=self._body.joins(role))

    def _add(
        self, role: Role, content: list[Element], place: BlockContext, origin: BookmarkedNode
    ) -> None:
        opening, self.opening = self.opening, []
        content = self._with_source(origin, [*opening, *content])
        align = place.cell.align if place.cell else ""
        self._body.paragraph(place.variant(role), content, align=align)

    def _with_source(self, origin: BookmarkedNode, content: list[Element]) -> list[Element]:
        """`content` within the bookmark that leads back to the line it was written in."""
        return self._shared.bookmarked(self._shared.source_name(origin), content)

    def _as_target(self, identifier: str, content: list[Element]) -> list[Element]:
        """`content` as the place that links to `identifier` lead to."""
        return self._shared.bookmarked(bookmark_name(identifier) if identifier else "", content)

    def _context(self, place: BlockContext, role: Role) -> InlineContext:
        return InlineContext(
            shared=self._shared,
            relations=self._relations,
            language=place.language,
            measure=place.room(self._shared),
            height=self._shared.picture_height(place.landscape),
            bold=place.cell.bold if place.cell else self._shared.theme[role].bold,
            in_footnote=self._in_footnote,
        )

    def _inlines(self, role: Role, inlines: Inlines, place: BlockContext) -> list[Element]:
        return write_inlines(inlines, self._context(place, role))

    def _paragraph(
        self, role: Role, inlines: Inlines, place: BlockContext, origin: BookmarkedNode
    ) -> None:
        self._add(role, self._inlines(role, inlines, place), place, origin)

    def _heading(self, heading: Heading, place: BlockContext) -> None:
        role = HEADINGS[min(heading.level, len(HEADINGS)) - 1]
        content = self._inlines(role, heading.inlines, place.in_language(heading.language))
        self._add(role, self._as_target(heading.id, content), place, heading)

    # --- lists -----------------------------------------------------------------------

    def _list(self, block: ListBlock, place: BlockContext) -> None:
        numbers: dict[Marker | None, int] = {}
        in_cell = place.cell is not None
        steps = marker_steps(block, self._shared.theme, in_cell=in_cell)
        inside = place.in_list(self._shared.styles, not block.tight, steps)
        for item in block.items:
            is_task = item.checked is not None and not block.ordered
            marker = None if is_task or item.label else block.marker
            if marker not in numbers:
                shape = place.shape(marker, self._shared.styles, steps)
                is_first = not numbers
                numbers[marker] = self._number(shape, place, block.start, is_first=is_first)
            number = numbers[marker]
            self._nested -= {(number, n) for n in range(place.level + 1, LIST_LEVELS)}
            here = replace(inside, list=number)
            if change := self._shared.change(item):
                with self._body.changed(change):
                    self._item(item, number, place, here)
            else:
                self._item(item, number, place, here)
        if not place.depth and not in_cell:
            self._body.close()

    def _number(self, shape: Shape, place: BlockContext, start: int, *, is_first: bool) -> int:
        """The number of a list: that of the one it is nested in, if Word can count both as one.

        Not where a list at this level has stood in the same item, which it would go on with.
        """
        numbering, level = self._shared.numbering, place.level
        around = place.list if is_first and (place.list, level) not in self._nested else 0
        if around and numbering.nest(around, shape, level, start):
            self._nested.add((around, level))
            return around
        return numbering.add(shape, level, start)

    def _item(self, item: ListItem, number: int, place: BlockContext, inside: BlockContext) -> None:
        origin: BookmarkedNode = item
        marked = (number, place.level)
        content, rest = [], item.blocks
        if item.checked is not None:
            content.append(run(*text(_CHECKBOXES[item.checked] + "\t")))
        if item.label:
            style = self._shared.styles.characters(frozenset({Role.FIELD_LABEL}))
            language = self._context(inside, Role.LIST).tag
            content.append(run(*text(item.label), style=style, language=language))
            content.append(run(*text("\t")))
        match item.blocks:
            case (Paragraph() as first, *_):
                origin, rest = first, item.blocks[1:]
                content += self._inlines(
                    inside.role, first.inlines, inside.in_language(first.language)
                )
            case (Figure() as first, *_) if item.checked is None:
                self._figure(first, inside, (place.marked(inside.loose, Role.FIGURE), marked))
                self.blocks(item.blocks[1:], inside)
                return
            case _:
                pass  # something else comes first, as in «- > quoted»: the marker stands alone
        content = self._with_source(origin, content)
        self._body.paragraph(place.marked(inside.loose), content, number=marked)
        self.blocks(rest, inside)

    # --- tables and figures ----------------------------------------------------------

    def _table(self, table: Table, place: BlockContext) -> None:
        if table.caption:
            content = self._caption(table.caption, self._shared.words.table, place)
            content = self._as_target(table.id, content)
            with self._changed_with(table.caption):
                self._add(Role.CAPTION, content, place, table.caption)
        context = self._context(place, Role.TABLE_TEXT)
        element = table_element(table, place, context, self._cell, self._body.change)
        places = (None, *range(len(table.rows)))  # its header's is that of the table
        for index, row in zip(places, element.iterchildren(qname("w:tr")), strict=True):
            if name := self._shared.source_name(table, index):
                bookmark_first(next(self._shared.bookmarks), name, row)
        self._body.table(element)

    def _cell(self, blocks: Blocks, place: BlockContext) -> list[Element]:
        """The paragraphs of a cell that has more than one, in a sequence of their own."""
        body = BlockSequence(self._shared.styles)
        body.change = place.cell.change if place.cell else None
        writer = BlockWriter(self._shared, self._relations, body, in_footnote=self._in_footnote)
        for number, block in enumerate(blocks):
            if number:
                body.close(Adjustment.PARTED)
            writer.blocks((block,), place)
        return body.finish()

    def _figure(
        self,
        figure: Figure,
        place: BlockContext,
        item: tuple[Variant, tuple[int, int]] | None = None,
    ) -> None:
        """A figure; `item` is the style and the number of a list's item that begins with it."""
        # The title is the caption: it would be read out twice.
        picture = replace(figure.image, title="")
        drawn = run(image(picture, self._context(place, Role.FIGURE)))
        content = self._as_target(figure.id, [drawn])
        if item is None:
            self._add(Role.FIGURE, content, place, figure)
        else:
            style, number = item
            self._body.paragraph(style, self._with_source(figure, content), number=number)
        if figure.caption is None:
            self._body.close()
        else:
            content = self._caption(figure.caption, self._shared.words.figure, place)
            content = self._with_source(figure.caption, content)
            variant = place.variant(Role.CAPTION).adjusted(Adjustment.BELOW_FIGURE)
            with self._changed_with(figure.caption):
                self._body.paragraph(variant, content)

    def _changed_with(self, caption: Caption) -> AbstractContextManager[None]:
        """What is added meanwhile was put in, or removed, if `caption` was."""
        change = self._shared.change(caption)
        return self._body.changed(change) if change else nullcontext()

    def _caption(self, caption: Caption, counter: str, place: BlockContext) -> list[Element]:
        """The caption, its number a field (17.16.5.56) that counts in every language alike."""
        context = self._context(place, Role.CAPTION)
        number = str(caption.number)
        before, _, after = caption.lead.rpartition(number)
        return [
            run(*text(before), language=context.tag),
            *field(f"SEQ {counter} \\* ARABIC", [run(*text(number), language=context.tag)]),
            *write_inlines((Text(after), *caption.inlines), context),
        ]

    # --- containers ------------------------------------------------------------------

    def _container(self, container: Container, place: BlockContext) -> None:
        match container.kind:
            case ContainerKind.NOTE | ContainerKind.SUMMARY:
                self._box(container, Role.NOTE, Role.NOTE_LABEL, place)
            case ContainerKind.PROPOSAL:
                self._box(container, Role.PROPOSAL, Role.PROPOSAL_LABEL, place)
            case ContainerKind.PLACEHOLDER:
                self._box(container, Role.PLACEHOLDER, Role.PLACEHOLDER, place)
            case ContainerKind.MEASURE:
                self._measure(container, place)
            case ContainerKind.LANDSCAPE:
                self._body.landscape = True
                self._labelled(container, Role.BODY, replace(place, landscape=True))
                self._body.landscape = place.landscape
            case ContainerKind.LANGUAGE:
                self.blocks(container.blocks, place.in_language(container.language))
            case _:
                assert_never(container.kind)

    def _box(self, container: Container, role: Role, label: Role, place: BlockContext) -> None:
        again = self._body.joins(role)
        self._labelled(container, label, place.in_box(role, self._shared.styles, again=again))
        self._body.close()

    def _measure(self, container: Container, place: BlockContext) -> None:
        """A measure: its name as a line of its own, above the list of its fields."""
        first = self._body.count
        match container.blocks:
            case (Paragraph() as name, *fields):
                line = self._apart(Role.MEASURE_NAME, place.in_language(name.language))
                self._paragraph(Role.MEASURE_NAME, name.inlines, line, name)
                if not fields:
                    self._body.close()
                self.blocks(tuple(fields), place)
            case blocks:
                self.blocks(blocks, place)
        theme, page = self._shared.theme, self._shared.theme.page
        measure = page.landscape_measure if place.landscape else page.measure
        heights = line_heights(container, theme, measure)
        if len(heights) == self._body.count - first:
            self._body.keep(first, kept_runs(heights))

    def _labelled(self, container: Container, role: Role, place: BlockContext) -> None:
        label = (Strong((Text(container.label),)),)
        if container.level:
            variant = place.variant(role).adjusted(LEVELS[container.level - 1])
            content = self._inlines(role, label, place)
            self._body.paragraph(variant, self._with_source(container, content))
        elif container.label:
            self._paragraph(role, label, place, container)
        self.blocks(container.blocks, place)

    def _contents(self, place: BlockContext) -> None:
        if not self._shared.document.contents:
            return
        body = BlockSequence(self._shared.styles)
        self._body.hand_rules_to(body)
        toc.write(body, self._context(place, Role.CONTENTS_1))
        self._body.control(toc.control(body.finish()))
