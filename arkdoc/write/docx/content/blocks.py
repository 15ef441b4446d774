"""Blocks → paragraphs, tables and content controls."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from arkdoc.model.bookmarks import Node
from arkdoc.model.document import (
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
    bookmark,
    bookmark_first,
    bookmark_name,
    field,
    lines,
    run,
    text,
)
from arkdoc.ooxml.writer import PartRelations
from arkdoc.style.role import HEADINGS, Role
from arkdoc.write.docx.content import toc as contents
from arkdoc.write.docx.content.body import Body
from arkdoc.write.docx.content.context import BlockContext, InlineContext, WriterContext
from arkdoc.write.docx.content.footnotes import FootnoteWriter
from arkdoc.write.docx.content.inlines import image, write_inlines
from arkdoc.write.docx.content.tables import table_element
from arkdoc.write.docx.styles.numbering import Marker

_BOXES = {
    ContainerKind.NOTE: (Role.NOTE, Role.NOTE_LABEL),
    ContainerKind.PROPOSAL: (Role.PROPOSAL, Role.PROPOSAL_LABEL),
    ContainerKind.PLACEHOLDER: (Role.PLACEHOLDER, Role.PLACEHOLDER),
}
_BOXED = {True: "☒", False: "☐"}


class BlockWriter:
    """Writes blocks into a flow; `relations` are those of the part that the flow is for."""

    def __init__(
        self,
        shared: WriterContext,
        relations: PartRelations,
        body: Body,
        notes: FootnoteWriter,
        *,
        note: bool = False,
    ) -> None:
        self._shared = shared
        self._relations = relations
        self._body = body
        self._notes = notes
        self._note = note
        # What the next paragraph is to begin with: the mark of a footnote.
        self.opening: list[Element] = []

    def blocks(self, blocks: Blocks, place: BlockContext) -> None:
        """Write `blocks`, one after the other."""
        for block in blocks:
            self._block(block, place)

    def _block(self, block: Block, place: BlockContext) -> None:
        match block:
            case Heading():
                self._heading(block, place)
            case Paragraph():
                self._paragraph(place.role, block.inlines, place, block)
            case ListBlock():
                self._list(block, place)
            case Quote():
                again = self._body.stands_after(Role.QUOTE)
                self.blocks(block.blocks, place.in_quote(self._shared.styles, again=again))
                self._body.close()
            case CodeBlock():
                spoken = self._context(place, Role.CODE_BLOCK).tag
                content = [run(*lines(block.text), language=spoken)]
                self._add(Role.CODE_BLOCK, content, self._apart(Role.CODE_BLOCK, place), block)
            case ThematicBreak():
                self._add(Role.RULE, [], self._apart(Role.RULE, place), block)
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
        """`place`, where what is drawn around or below a paragraph must not join the last one's."""
        if place.frame:
            return place
        return replace(place, again=self._body.stands_after(role))

    def _add(self, role: Role, content: list[Element], place: BlockContext, origin: Node) -> None:
        opening, self.opening = self.opening, []
        traced = self._traced(origin, [*opening, *content])
        self._body.paragraph(place.variant(role), traced, wide=place.wide)

    def _traced(self, origin: Node, content: list[Element]) -> list[Element]:
        """`content` within the bookmark that leads back to the line it was written in."""
        name = self._shared.source_name(origin)
        return bookmark(next(self._shared.bookmarks), name, content) if name else content

    def _context(self, place: BlockContext, role: Role) -> InlineContext:
        return InlineContext(
            shared=self._shared,
            relations=self._relations,
            language=place.language,
            measure=place.room(self._shared),
            height=self._shared.picture_height(place.wide),
            bold=self._shared.theme[role].bold,
            note=self._note,
        )

    def _spelt(self, role: Role, inlines: Inlines, place: BlockContext) -> list[Element]:
        return write_inlines(inlines, self._context(place, role), self._notes)

    def _paragraph(self, role: Role, inlines: Inlines, place: BlockContext, origin: Node) -> None:
        self._add(role, self._spelt(role, inlines, place), place, origin)

    def _named(self, identifier: str, content: list[Element]) -> list[Element]:
        """`content` as the place that links to `identifier` lead to."""
        if not identifier:
            return content
        return bookmark(next(self._shared.bookmarks), bookmark_name(identifier), content)

    def _heading(self, heading: Heading, place: BlockContext) -> None:
        role = HEADINGS[min(heading.level, len(HEADINGS)) - 1]
        spoken = replace(place, language=heading.language or place.language)
        content = self._spelt(role, heading.inlines, spoken)
        self._add(role, self._named(heading.id, content), place, heading)

    # --- lists -----------------------------------------------------------------------

    def _list(self, block: ListBlock, place: BlockContext) -> None:
        numbers: dict[Marker, int] = {}

        def number(item: ListItem) -> int:
            marker = Marker.NUMBER if block.ordered else Marker.BULLET
            if item.checked is not None and not block.ordered:
                marker = Marker.TASK
            if marker not in numbers:
                shape = place.shape(marker, self._shared.styles)
                numbers[marker] = self._shared.numbering.add(shape, place.level, block.start)
            return numbers[marker]

        for item in block.items:
            self._item(item, number(item), place, loose=not block.tight)
        if not place.depth:
            self._body.close()

    def _item(self, item: ListItem, number: int, place: BlockContext, *, loose: bool) -> None:
        inside = place.in_list(self._shared.styles, loose)
        # Where something else comes first, as in «- > quoted», the marker stands alone.
        begins = item.blocks[0] if item.blocks else None
        first = begins.inlines if isinstance(begins, Paragraph) else ()
        rest = item.blocks[1:] if isinstance(begins, Paragraph) else item.blocks
        content = []
        if item.checked is not None:
            content.append(run(*text(_BOXED[item.checked] + "\t")))
        content += self._spelt(inside.role, first, inside)
        traced = self._traced(begins if isinstance(begins, Paragraph) else item, content)
        self._body.paragraph(
            place.marked(loose), traced, wide=place.wide, number=(number, place.level)
        )
        self.blocks(rest, inside)

    # --- tables and figures ----------------------------------------------------------

    def _table(self, table: Table, place: BlockContext) -> None:
        context = self._context(place, Role.TABLE_TEXT)
        if table.caption:
            content = self._caption(table.caption, self._shared.words.table, place)
            self._add(Role.CAPTION, self._named(table.id, content), place, table.caption)
        element = table_element(table, place, context, self._notes)
        if name := self._shared.source_name(table):
            bookmark_first(next(self._shared.bookmarks), name, element)
        self._body.table(element, wide=place.wide)

    def _figure(self, figure: Figure, place: BlockContext) -> None:
        # The title is the caption: it would be read out twice.
        picture = replace(figure.image, title="")
        drawn = run(image(picture, self._context(place, Role.FIGURE)))
        self._add(Role.FIGURE, self._named(figure.id, [drawn]), place, figure)
        if figure.caption is None:
            self._body.close()
        else:
            content = self._caption(figure.caption, self._shared.words.figure, place)
            below = replace(place.variant(Role.CAPTION), below=True)
            traced = self._traced(figure.caption, content)
            self._body.paragraph(below, traced, wide=place.wide)

    def _caption(self, caption: Caption, counter: str, place: BlockContext) -> list[Element]:
        """The caption, its number a field (17.16.5.56) that counts in every language alike."""
        context = self._context(place, Role.CAPTION)
        number = str(caption.number)
        before, _, after = caption.lead.rpartition(number)
        return [
            run(*text(before), language=context.tag),
            *field(f"SEQ {counter} \\* ARABIC", [run(*text(number), language=context.tag)]),
            *write_inlines((Text(after), *caption.inlines), context, self._notes),
        ]

    # --- containers ------------------------------------------------------------------

    def _container(self, container: Container, place: BlockContext) -> None:
        match container.kind:
            case ContainerKind.LANDSCAPE:
                across = replace(place, wide=True)
                self._label(Role.BODY, container, across)
                self.blocks(container.blocks, across)
            case ContainerKind.NOTE | ContainerKind.PROPOSAL | ContainerKind.PLACEHOLDER:
                role, label = _BOXES[container.kind]
                again = self._body.stands_after(role)
                box = place.in_box(role, self._shared.styles, again=again)
                self._label(label, container, box)
                self.blocks(container.blocks, box)
                self._body.close()

    def _label(self, role: Role, container: Container, place: BlockContext) -> None:
        if container.label:
            self._paragraph(role, (Strong((Text(container.label),)),), place, container)

    def _contents(self, place: BlockContext) -> None:
        if not self._shared.document.contents:
            return
        body = Body(self._shared.styles)
        contents.write(body, self._context(place, Role.CONTENTS_1), self._notes)
        self._body.control(contents.control(body.finish()), wide=place.wide)
