"""What the parts of one Word document share while it is written, and where text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from arkdoc.language.printed import WORDS, Words
from arkdoc.model.bookmarks import Bookmarks, Node
from arkdoc.model.document import Document
from arkdoc.ooxml.units import mm
from arkdoc.ooxml.writer import PackageWriter, PartRelations
from arkdoc.style.role import Role
from arkdoc.style.theme import Theme
from arkdoc.write.docx.styles.numbering import LEVELS, Marker, Numbering, Shape
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Variant
from arkdoc.write.docx.template.read import Template

# How much of a page a picture may take.
_PICTURE_SHARE = 0.6


@dataclass(slots=True)
class WriterContext:
    """The document, and all that is handed out once: styles, lists, parts, numbers.

    `theme` is what the template makes of it, where there is one. `pages` has the page of each
    id, `pictures` a PNG for each SVG among the assets.
    """

    document: Document
    theme: Theme
    pages: Mapping[str, int]
    pictures: Mapping[str, bytes]
    styles: Styles
    template: Template | None = None
    file: PackageWriter = field(default_factory=PackageWriter)
    numbering: Numbering = field(default_factory=Numbering)
    bookmarks: count[int] = field(default_factory=lambda: count(1))
    drawings: count[int] = field(default_factory=lambda: count(1))
    _bookmarks: Bookmarks = field(init=False)
    _traced: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._bookmarks = Bookmarks(self.document)

    def source_name(self, node: Node) -> str:
        """The name of the bookmark that leads back to `node`; empty once it has been used."""
        name = self._bookmarks.name(node)
        if name in self._traced:
            return ""
        self._traced.add(name)
        return name

    @property
    def words(self) -> Words:
        """The words of the note's own language."""
        return WORDS[self.document.language]

    def measure(self, wide: bool) -> int:
        """The width of the text, in twips, on an upright page or on one across."""
        page = self.theme.page
        return mm(page.height - page.left - page.right) if wide else mm(page.measure)

    def picture_height(self, wide: bool) -> int:
        """How high, in twips, a picture may be."""
        page = self.theme.page
        return round(_PICTURE_SHARE * mm(page.width if wide else page.height))


@dataclass(frozen=True, slots=True)
class InlineContext:
    """What inlines need to know to be spelt: the part they are in, their language, their room.

    `bold` says that the paragraph is bold already, `note` that it is in a footnote; `measure`
    and `height`, in twips, are what a picture must fit into.
    """

    shared: WriterContext
    relations: PartRelations
    language: str
    measure: int
    height: int
    bold: bool = False
    note: bool = False

    @property
    def tag(self) -> str:
        """The language as BCP 47 where it isn't that of the whole document, or empty."""
        same = self.language == self.shared.document.language
        return "" if same else WORDS[self.language].language


@dataclass(frozen=True, slots=True)
class BlockContext:
    """Where a block stands.

    `role` is what plain paragraphs are here, `frame` the box around them; `base` and `inner`
    are as in `Variant`. `depth` counts the lists around the block, `loose` says whether the
    innermost has space between its items. `wide` is for pages across, `again` for a box right
    after one of the same kind.
    """

    language: str
    wide: bool = False
    role: Role = Role.BODY
    frame: Role | None = None
    base: int = 0
    inner: int = 0
    depth: int = 0
    loose: bool = False
    again: bool = False

    def variant(self, role: Role) -> Variant:
        """The style for a paragraph of `role` here."""
        own_box = role is self.frame or role in (Role.NOTE_LABEL, Role.PROPOSAL_LABEL)
        return Variant(
            role,
            frame=None if own_box else self.frame,
            base=self.base,
            inner=self.inner,
            loose=self.loose and role is Role.LIST,
            again=self.again,
        )

    def marked(self, loose: bool) -> Variant:
        """The style for the first paragraph of a list item; the list gives it its indents."""
        here = replace(self, base=self.base if self.frame else 0, inner=0, loose=loose)
        return here.variant(self._item_role)

    def in_list(self, styles: Styles, loose: bool = False) -> BlockContext:
        """Inside an item of a list that stands here."""
        step = mm(styles.theme[Role.LIST].indent)
        return replace(
            self,
            role=self._item_role,
            base=self.base if self.frame else self.base + step,
            inner=self.inner + step if self.frame else 0,
            depth=self.level + 1,
            loose=loose,
        )

    def in_box(self, role: Role, styles: Styles, *, again: bool = False) -> BlockContext:
        """Inside a box of its own, the box standing here; `again` is as in `Variant`."""
        base = self.base
        if self.frame:
            base += styles.format(Variant(self.frame)).left + self.inner
        return replace(
            self, role=role, frame=role, base=base, inner=0, depth=0, loose=False, again=again
        )

    def in_quote(self, styles: Styles, *, again: bool = False) -> BlockContext:
        """Inside a quote that stands here; in a box, it is only set in."""
        if self.frame is None:
            return self.in_box(Role.QUOTE, styles, again=again)
        step = mm(styles.theme[Role.QUOTE].indent)
        return replace(self, role=Role.QUOTE, inner=self.inner + step, depth=0, loose=False)

    @property
    def level(self) -> int:
        """The level, from 0, of a list that stands here; past Word's nine they begin anew."""
        return self.depth % LEVELS

    def shape(self, marker: Marker, styles: Styles) -> Shape:
        """The shape of a list that stands here."""
        step = mm(styles.theme[Role.LIST].indent)
        back = self.level * step
        if self.frame is None:
            return Shape(marker, self.base - back, step)
        edge = self.base + styles.format(Variant(self.frame)).left
        en_space = round(styles.theme[self.frame].size * 10)
        return Shape(marker, edge + self.inner - back, step, edge, en_space)

    def room(self, shared: WriterContext) -> int:
        """The width, in twips, of text that stands here."""
        box = shared.styles.format(Variant(self.frame or self.role))
        sides = box.left + box.right if self.frame else 0
        return shared.measure(self.wide) - sides - self.base - self.inner

    @property
    def _item_role(self) -> Role:
        return Role.FOOTNOTE if self.role is Role.FOOTNOTE else Role.LIST
