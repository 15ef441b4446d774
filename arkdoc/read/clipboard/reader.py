"""The HTML of a clipboard → its headings, paragraphs, lists, tables and notes.

As Word, Outlook, Teams, LibreOffice, Google Docs, Excel and browsers write it. Nothing is fetched,
and no input raises. Left out are the words of what isn't shown or was deleted, of comments and
of tables of contents, and pictures, but for what is said of them. What stands inside other elements
is met in a loop, so that no depth is too much; only the cells of tables are read by recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from arkdoc.model.marker import BULLET, NUMBER, Marker
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Cell,
    Footnote,
    Heading,
    Inlines,
    Row,
    Table,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.read.clipboard.elements import (
    CONDITION,
    PARAGRAPHS,
    HtmlElement,
    HtmlNode,
    HtmlPage,
    read_elements,
)
from arkdoc.read.clipboard.flow import PLAIN, Flow, ParagraphKind
from arkdoc.read.clipboard.markers import ClipboardItem, ItemNumber, html_marker, level_of_list
from arkdoc.read.clipboard.style import (
    TITLE,
    Declarations,
    TextLook,
    heading_level,
    is_left_out,
    left_margin,
    look_of,
    read_sheet,
)
from arkdoc.read.clipboard.tables import HtmlGrid, alignments, grid_of, rows_of
from arkdoc.read.word.numbering import DEEPEST_LEVEL
from arkdoc.read.word.table_look import all_runs
from arkdoc.read.word.tables import DEEPEST, MOST_CELLS, for_cell, row_line, without_bold

_BLOCKS = PARAGRAPHS | {"html", "body", "tr", "td", "th", "caption", "dt", "dd", "tbody", "thead"}
_LIST_STYLE = regex(r"(?:^|\s)(?:x_)*Mso(?:ListParagraph|ListContinue)", re.IGNORECASE)
_NOTE_ID = regex(r"(?:x_)*((?:ftn|edn|sdfootnote|sdendnote)\d{1,6})")
_CALL = regex(r"#(?:x_)*_?(?:((?:ftn|edn)\d{1,6})|((?:sdfootnote|sdendnote)\d{1,6})sym)")
_CALL_BACK = regex(r"#(?:x_)*_?(?:(?:ftn|edn)ref\d{1,6}|(?:sdfootnote|sdendnote)\d{1,6}anc)")
_GAP = regex(r"7(?:\.0)?pt [\"']?times new roman")
_FILE_NAME = regex(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf)", re.IGNORECASE)
_MARK = regex(r"\[?(?:\d{1,4}|[ivxlcdmIVXLCDM]{1,8}|[A-Za-z]|[*†‡§¶]{1,5})?\]?")
_MOST_IN_MARK = 40  # elements and texts
_SMALLEST = 3  # pixels; what is smaller is there to count readers


@dataclass(frozen=True, slots=True)
class ClipboardText:
    """What was copied.

    `pictures`: how many were left out. `is_fixed`: all of it stands in lines as code does.
    """

    blocks: Blocks
    footnotes: tuple[Footnote, ...] = ()
    pictures: int = 0
    is_fixed: bool = False


def read_clipboard(html: str) -> ClipboardText | None:
    """Read the HTML of a clipboard; None where it is larger than is read."""
    page = read_elements(html)
    return None if page is None else _ClipboardReader(page).read()


@dataclass(slots=True)
class _HtmlList:
    """A list whose items are being met: its level, its marker, and the number of the next one."""

    level: int
    marker: Marker
    number: int


class _Opened(NamedTuple):
    """What the nodes of an element stand in, and what of it is to do when they have been met."""

    nodes: Iterator[HtmlNode]
    look: TextLook
    kind: ParagraphKind = PLAIN
    list_: _HtmlList | None = None
    in_marker: bool = False
    is_block: bool = True


@dataclass(slots=True)
class _Met:
    """What is counted through the whole text."""

    labels: dict[str, str] = field(default_factory=dict)
    pictures: int = 0
    cells: int = 0
    has_title: bool = False
    free_words: bool = False
    fixed_words: bool = False


class _ClipboardReader:
    def __init__(self, page: HtmlPage) -> None:
        self._page = page
        self._styles = read_sheet(page.sheet)
        self._notes = dict(_notes_in(page.after)) | dict(_notes_in(page.copied))
        self._in_notes = False
        self._met = _Met()

    def read(self) -> ClipboardText:
        """Read what was copied, then the notes that it calls."""
        blocks = self._blocks(self._page.copied, 0)
        self._in_notes = True
        copied = dict(_notes_in(self._page.copied))
        notes = []
        for name, label in list(self._met.labels.items()):
            notes.append(Footnote(label, self._blocks(self._notes[name], 0)))
            copied.pop(name, None)
        for element in copied.values():  # no word is lost where nothing calls a note
            blocks += self._blocks(element, 0)
        met = self._met
        if met.has_title:
            blocks = tuple(map(_one_down, blocks))
        is_fixed = met.fixed_words and not met.free_words
        return ClipboardText(blocks, tuple(notes), met.pictures, is_fixed)

    # --- what stands in an element -----------------------------------------------------------

    def _blocks(self, root: HtmlElement, depth: int) -> Blocks:
        """The blocks of what stands in `root`, which stands in `depth` tables."""
        flow = Flow()
        open_ = [_Opened(iter(root.inside), TextLook())]
        while open_:
            around = open_[-1]
            node = next(around.nodes, None)
            if node is None:
                open_.pop()
                if around.is_block:
                    flow.end()
                    flow.kind = open_[-1].kind if open_ else PLAIN
            elif isinstance(node, str):
                self._text(flow, node, around)
            elif inner := self._element(flow, node, around, depth):
                open_.append(inner)
        return flow.blocks()

    def _text(self, flow: Flow, text: str, around: _Opened) -> None:
        if around.in_marker:
            flow.marker(text, around.look)
            return
        if not text.isspace():
            self._met.fixed_words |= around.look.is_fixed
            self._met.free_words |= not around.look.is_fixed
        flow.text(text, around.look)

    def _element(
        self, flow: Flow, element: HtmlElement, around: _Opened, depth: int
    ) -> _Opened | None:
        """Take in what an element is; what is to be met next, if anything in it is."""
        style = self._styles.of(element)
        if is_left_out(element, style):
            return None
        if not self._in_notes and self._notes.get(_note_name(element)) is element:
            return None  # read when all that may call it is
        match element.name:
            case "br":
                if not around.in_marker:
                    flow.line_end()
                return None
            case "img" | "svg":
                self._picture(flow, element, around.look)
                return None
            case "table" if depth < DEEPEST:
                flow.end()
                for block in self._table(element, depth):
                    flow.block(block)
                return None
            case "a" if self._is_mark(flow, element):
                return None
        look = look_of(element, style, around.look)
        in_marker = around.in_marker or _is_marker(element, style)
        if element.name in _BLOCKS:
            return self._block(flow, element, style, around._replace(look=look))
        if _GAP.match(style.get("font", "")) and not in_marker and not _words_in(element):
            flow.gap()
        return around._replace(
            nodes=iter(element.inside), look=look, in_marker=in_marker, is_block=False
        )

    def _block(
        self, flow: Flow, element: HtmlElement, style: Declarations, around: _Opened
    ) -> _Opened:
        flow.end()
        list_, kind = around.list_, around.kind
        level = heading_level(element, style)
        if element.name in ("ul", "ol"):
            list_, kind = _list_of(element, style, around.list_), PLAIN
        elif element.name == "li":
            kind = ParagraphKind(item=_item_of(element, style, list_))
        elif level is not None:
            self._met.has_title |= level == TITLE
            kind = ParagraphKind(level, kind.item, level_of_list(style.get("mso-list", "")))
        elif element.name == "p":
            of_list = level_of_list(style.get("mso-list", ""))
            in_style = _LIST_STYLE.search(element.get("class")) is not None
            if of_list is not None or in_style:
                kind = ParagraphKind(None, kind.item, of_list, in_style, left_margin(style))
        flow.kind = kind
        return _Opened(iter(element.inside), around.look, kind, list_, around.in_marker)

    # --- pictures and notes ------------------------------------------------------------------

    def _picture(self, flow: Flow, picture: HtmlElement, look: TextLook) -> None:
        """What is said of a picture, which is left out. One that is a sign is the sign."""
        said = " ".join((picture.get("alt") or picture.get("aria-label")).split())
        sizes = [picture.get(side).removesuffix("px") for side in ("width", "height")]
        if any(size.isdecimal() and len(size) < 5 and int(size) < _SMALLEST for size in sizes):
            return
        if said and not any(map(str.isalnum, said)):
            flow.text(said, look)
            return
        if picture.name == "svg" and not said:
            return  # most often a sign on a button
        self._met.pictures += 1
        if said and not _FILE_NAME.fullmatch(said):
            flow.text(f" {said} ", look._replace(italic=True, bold=False))

    def _is_mark(self, flow: Flow, link: HtmlElement) -> bool:
        """Whether a link is the mark of a note or that of the way back from it; take it in."""
        address = link.get("href").strip()
        if "#" not in address or not _has_mark_alone(link):
            return False
        address = address[address.find("#") :]  # a saved page has its own address before it
        if self._in_notes:
            return _CALL_BACK.fullmatch(address) is not None
        match = _CALL.fullmatch(address)
        name = (match[1] or match[2]) if match else ""
        if name not in self._notes:
            return False
        labels = self._met.labels
        flow.mark(labels.setdefault(name, str(len(labels) + 1)))
        return True

    # --- tables ------------------------------------------------------------------------------

    def _table(self, element: HtmlElement, depth: int) -> Blocks:
        """A table, or what stands in one that is there to place things (word.md, 1)."""
        found = rows_of(element, lambda each: is_left_out(each, self._styles.of(each)))
        others = self._blocks(HtmlElement("", {}, found.others), depth) if found.others else ()
        caption = self._blocks(found.caption, depth + 1) if found.caption else ()
        grid = grid_of(found.rows, MOST_CELLS - self._met.cells)
        if grid is None:
            cells = [[self._blocks(cell, depth + 1) for cell in row] for row in found.rows]
            return (*others, *caption, *(line for row in cells for line in row_line(row)))
        is_layout = grid.width == 1 and not any(row[0].name == "th" for row in found.rows)
        self._met.cells += 0 if is_layout else len(grid.rows) * grid.width
        rows = [self._row(grid, row, depth) for row in range(len(grid.rows))]
        words = [cell for row in rows for cell in row if cell.blocks]
        if not words:
            return (*others, *caption)
        if is_layout:
            return (*others, *caption, *(block for cell in words for block in cell.blocks))
        if depth:
            blocks = [[cell.blocks for cell in row] for row in rows]
            return (*others, *caption, *(line for row in blocks for line in row_line(row)))
        return (*others, self._whole(grid, rows, caption))

    def _row(self, grid: HtmlGrid, number: int, depth: int) -> Row:
        row = [Cell(())] * grid.width
        for cell in grid.rows[number]:
            row[cell.column] = Cell(self._blocks(cell.element, depth + 1))
        return tuple(row)

    def _whole(self, grid: HtmlGrid, rows: list[Row], caption: Blocks) -> Table:
        header, *others = (
            tuple(replace(cell, blocks=tuple(map(for_cell, cell.blocks))) for cell in row)
            for row in rows
        )
        return Table(
            alignments(grid, self._styles.of),
            without_bold(header),
            tuple(others),
            Caption(_run_of(caption)) if caption else None,
        )


def _is_marker(element: HtmlElement, style: Declarations) -> bool:
    """Whether an element holds what Word writes before an item for those who have no lists."""
    is_condition = element.name == CONDITION and element.get("if") == "supportlists"
    return is_condition or style.get("mso-list") == "ignore"


def _list_of(element: HtmlElement, style: Declarations, outer: _HtmlList | None) -> _HtmlList:
    level = 0 if outer is None else min(outer.level + 1, DEEPEST_LEVEL)
    kind = style.get("list-style-type") or element.get("type")
    usual = NUMBER if element.name == "ol" else BULLET
    start = _number(element.get("start"))
    return _HtmlList(level, html_marker(kind) or usual, 1 if start is None else start)


def _item_of(element: HtmlElement, style: Declarations, list_: _HtmlList | None) -> ClipboardItem:
    list_ = list_ or _HtmlList(0, BULLET, 1)
    marker = html_marker(style.get("list-style-type", "")) or list_.marker
    value = _number(element.get("value"))
    number = list_.number if value is None else value
    list_.number = number + 1
    level = _number(element.get("data-aria-level"))  # Word in a browser: each item in a list alone
    level = list_.level if level is None else min(max(level - 1, 0), DEEPEST_LEVEL)
    return ClipboardItem(level, (ItemNumber(marker, number),))


def _number(written: str) -> int | None:
    """A whole number from 0; None where there is none."""
    written = written.strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 8 else None


def _notes_in(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The notes, by what calls them, the last of each first."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name := _note_name(element):
            yield name, element
        waiting += [each for each in element.inside if isinstance(each, HtmlElement)]


def _note_name(element: HtmlElement) -> str:
    """What a note is called by; empty for what is none. Outlook puts `x_` before all names."""
    match = _NOTE_ID.fullmatch(element.get("id")) if element.name in ("div", "p") else None
    return match[1] if match else ""


def _has_mark_alone(link: HtmlElement) -> bool:
    """Whether a link has no more in it than the mark of a note."""
    waiting: list[HtmlNode] = [link]
    text = ""
    for _ in range(_MOST_IN_MARK):
        if not waiting:
            return _MARK.fullmatch(text) is not None
        node = waiting.pop()
        if isinstance(node, str):
            text += node.strip()[:_MOST_IN_MARK]
        else:
            waiting += node.inside[: -_MOST_IN_MARK - 1 : -1]
    return False


def _words_in(element: HtmlElement) -> bool:
    return any(not isinstance(each, str) or each.strip(" \t\r\n\u00a0") for each in element.inside)


def _run_of(blocks: Blocks) -> Inlines:
    """All runs of a caption as one."""
    runs = [(Text(" "), *run) for run in all_runs(blocks)]
    return tuple(inline for run in runs for inline in run)[1:]


def _one_down(block: Block) -> Block:
    """A heading as it stands below a title, which is the first level."""
    return replace(block, level=min(block.level + 1, 6)) if isinstance(block, Heading) else block
