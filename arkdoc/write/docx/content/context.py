"""What the parts of one Word document share while it is written, and where text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from arkdoc.language.printed import WORDS, Words
from arkdoc.model.bookmarks import BookmarkedNode, Bookmarks
from arkdoc.model.document import Document
from arkdoc.model.marker import Marker
from arkdoc.model.nodes import Row
from arkdoc.model.revisions import MarkedNodes, Redline, RevisedNode
from arkdoc.ooxml.oxml import Element, bookmark
from arkdoc.ooxml.revisions import TrackedChange
from arkdoc.ooxml.units import mm
from arkdoc.ooxml.writer import PackageWriter, PartRelations
from arkdoc.style.markers import list_step
from arkdoc.style.role import Role
from arkdoc.style.theme import Theme
from arkdoc.write.docx.content.footnotes import FootnoteMarks
from arkdoc.write.docx.styles.numbering import LEVELS, ListNumbering, Shape
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import AT_MARGIN, Adjustment, Position, Variant
from arkdoc.write.docx.template.read import Template

# How much of a page a picture may take.
_PICTURE_SHARE = 0.6


@dataclass(slots=True)
class WriterContext:
    """The document, and what there is one of: styles, lists, footnotes, parts, counters.

    `theme` is what the template makes of it, where there is one. With a `redline`, `document` is
    that of it, and its changes are tracked. `pages` has the page of each
    id, `pictures` a PNG for each SVG among the assets.
    """

    document: Document
    theme: Theme
    pages: Mapping[str, int]
    pictures: Mapping[str, bytes]
    styles: Styles
    template: Template | None = None
    redline: Redline | None = None
    file: PackageWriter = field(default_factory=PackageWriter)
    numbering: ListNumbering = field(default_factory=ListNumbering)
    bookmarks: count[int] = field(default_factory=lambda: count(1))
    drawings: count[int] = field(default_factory=lambda: count(1))
    footnotes: FootnoteMarks = field(init=False)
    _sources: Bookmarks = field(init=False)
    _used_sources: set[str] = field(default_factory=set)
    _revisions: MarkedNodes = field(default_factory=MarkedNodes)

    def __post_init__(self) -> None:
        self._sources = Bookmarks(self.document)
        if self.redline:
            self._revisions = self.redline.revisions
        self.footnotes = FootnoteMarks(
            self.document.footnotes, self.bookmarks, self.change if self.redline else None
        )

    def change(
        self, node: RevisedNode | Row | None, *, has_ends: bool = True
    ) -> TrackedChange | None:
        """The change that `node` as a whole is, where the document holds two versions."""
        revision = self._revisions.of(node) if node is not None else None
        if revision is None:
            return None
        name = f"arkdoc-{revision.move}"
        return TrackedChange(revision.kind.value, self.bookmarks, name, has_ends=has_ends)

    def source_name(self, node: BookmarkedNode, row: int | None = None) -> str:
        """The name of the bookmark that leads back to `node`, or to a row of a table.

        Empty once it has been used, and where the document is no version by itself.
        """
        name = "" if self.redline else self._sources.name(node, row)
        if name in self._used_sources:
            return ""
        self._used_sources.add(name)
        return name

    def bookmarked(self, name: str, content: list[Element]) -> list[Element]:
        """`content` within a bookmark of this name; as it is where there is none."""
        return bookmark(next(self.bookmarks), name, content) if name else content

    @property
    def words(self) -> Words:
        """The words of the note's own language."""
        return WORDS[self.document.language]

    def measure(self, landscape: bool) -> int:
        """The width of the text, in twips, on an upright page or on a landscape one."""
        page = self.theme.page
        return mm(page.landscape_measure if landscape else page.measure)

    def picture_height(self, landscape: bool) -> int:
        """How high, in twips, a picture may be."""
        page = self.theme.page
        return round(_PICTURE_SHARE * mm(page.width if landscape else page.height))


@dataclass(frozen=True, slots=True)
class InlineContext:
    """What the writing of inlines depends on: the part they are in, their language, their room.

    `bold` is whether the paragraph is bold already, `in_footnote` whether it is in a footnote;
    `measure` and `height`, in twips, are what a picture must fit into.
    """

    shared: WriterContext
    relations: PartRelations
    language: str
    measure: int
    height: int
    bold: bool = False
    in_footnote: bool = False

    @property
    def tag(self) -> str:
        """The language as BCP 47 where it isn't that of the whole document, or empty."""
        same = self.language == self.shared.document.language
        return "" if same else WORDS[self.language].language


class CellContext(NamedTuple):
    """The cell of a table: the width of its text in twips, and how that is set.

    `align` is Word's word for the side it is on, or empty. `kept`: its row stays with the next.
    `change` is what was done to its row, if anything was.
    """

    width: int
    bold: bool = False
    align: str = ""
    kept: bool = False
    change: TrackedChange | None = None


@dataclass(frozen=True, slots=True)
class BlockContext:
    """Where a block stands.

    `role` is that of plain paragraphs here; `cell` is the cell of a table that they are in. `depth`
    counts the lists around the block, `loose` is whether the innermost has space between its items.
    `again` is for a box right after one that Word would join it to. `list` is the number of the
    list that an item here would be nested in, 0 for none.
    """

    language: str
    landscape: bool = False
    role: Role = Role.BODY
    position: Position = AT_MARGIN
    depth: int = 0
    loose: bool = False
    again: bool = False
    cell: CellContext | None = None
    list: int = 0

    def variant(self, role: Role) -> Variant:
        """The style for a paragraph of `role` here."""
        position = self.position
        if role is position.box or role in (Role.NOTE_LABEL, Role.PROPOSAL_LABEL):
            position = replace(position, box=None)  # its style has the box's border already
        variant = Variant(role, position)
        if self.again:
            variant = variant.adjusted(Adjustment.AGAIN)
        if self.loose and role is Role.LIST:
            variant = variant.adjusted(Adjustment.LOOSE)
        if self.cell and self.cell.kept:
            variant = variant.adjusted(Adjustment.KEPT)
        return variant

    def marked(self, loose: bool, role: Role | None = None) -> Variant:
        """The style for the first paragraph of a list item, of `role` if it is not plain.

        The list gives it its indents.
        """
        box, indent = self.position.box, self.position.indent
        position = Position(box, indent if box else 0)
        return replace(self, position=position, loose=loose).variant(role or self._item_role)

    def in_language(self, language: str) -> BlockContext:
        """The same place in `language`; an empty one is that of the place already."""
        return replace(self, language=language) if language else self

    def in_list(self, styles: Styles, loose: bool = False, steps: int = 1) -> BlockContext:
        """Inside an item of a list that stands here, `steps` of the style's indents in."""
        step = self._step(steps, styles)
        position = replace(self.position, indent=self.position.indent + step)
        if self.position.box:
            position = self._set_in(step)
        return replace(
            self, role=self._item_role, position=position, depth=self.level + 1, loose=loose
        )

    def in_box(self, role: Role, styles: Styles, *, again: bool = False) -> BlockContext:
        """Inside a box of its own, the box standing here."""
        indent = self.position.indent
        if self.position.box:
            indent += styles.format(Variant(self.position.box)).left + self.position.inner
        position = Position(role, indent)
        return replace(
            self, role=role, position=position, depth=0, loose=False, again=again, list=0
        )

    def in_quote(self, styles: Styles, *, again: bool = False) -> BlockContext:
        """Inside a quote that stands here; in a box, it is only set in."""
        if self.position.box is None:
            return self.in_box(Role.QUOTE, styles, again=again)
        position = self._set_in(mm(styles.theme[Role.QUOTE].indent))
        return replace(self, role=Role.QUOTE, position=position, depth=0, loose=False, list=0)

    def _set_in(self, twips: int) -> Position:
        return replace(self.position, inner=self.position.inner + twips)

    @property
    def level(self) -> int:
        """The level, from 0, of a list that stands here; past Word's nine they begin anew."""
        return self.depth % LEVELS

    def shape(self, marker: Marker | None, styles: Styles, steps: int = 1) -> Shape:
        """The shape of a list that stands here, its text `steps` of the style's indents in."""
        step = self._step(steps, styles)
        box, indent = self.position.box, self.position.indent
        back = self.level * step
        if box is None:
            return Shape(marker, indent - back, step)
        edge = indent + styles.format(Variant(box)).left
        en_space = round(styles.theme[box].size * 10)
        return Shape(marker, edge + self.position.inner - back, step, edge, en_space)

    def room(self, shared: WriterContext) -> int:
        """The width, in twips, of text that stands here."""
        position, sides = self.position, 0
        if position.box:
            box = shared.styles.format(Variant(position.box))
            sides = box.left + box.right
        measure = self.cell.width if self.cell else shared.measure(self.landscape)
        return measure - sides - position.indent - position.inner

    def _step(self, steps: int, styles: Styles) -> int:
        return steps * mm(list_step(styles.theme, in_cell=self.cell is not None))

    @property
    def _item_role(self) -> Role:
        return self.role if self.cell or self.role is Role.FOOTNOTE else Role.LIST
