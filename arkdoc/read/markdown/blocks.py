"""Markdown → our own tree: the text of a SourceFile in, a Body out.

The dialect is the contract's clause 5. No input raises, and no word is dropped but those the
clause names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.document import (
    Alignment,
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    Container,
    ContainerKind,
    Directive,
    DirectiveName,
    Figure,
    Footnote,
    Heading,
    Image,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.note import Body, Silence
from arkdoc.model.source import NOWHERE, SourceFile, Span
from arkdoc.model.tree import drop_start, plain_text
from arkdoc.read.markdown.captions import caption_of, looks_like_caption
from arkdoc.read.markdown.dialect import dialect
from arkdoc.read.markdown.inlines import InlineReader, SpanOf
from arkdoc.read.markdown.limits import report
from arkdoc.read.markdown.lookalikes import lookalikes
from arkdoc.read.markdown.positions import STARTS
from arkdoc.read.markdown.suppressions import read_comment
from arkdoc.rules.front_matter import ODD_INDENTATION
from arkdoc.rules.links import REPEATED_FOOTNOTE, UNEVEN_ROW, UNUSED_FOOTNOTE
from arkdoc.rules.structure import (
    CAPTION_ALONE,
    HEADING_INSIDE,
    TOO_DEEP_NESTING,
    UNCLOSED_BOX,
    UNKNOWN_PLACEHOLDER,
)

_TASK = re.compile(r"\[([ xX])\][ \t]+\S")
_MISTYPED = re.compile(
    r"(?!\[\[[^\[\]]*\]\]$)[\[{(<]{1,3}\s*(" + "|".join(DirectiveName) + r")\s*[\]})>]{1,3}",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    "bash|c|cpp|console|cs|css|csv|diff|go|html|ini|java|javascript|js|json|latex|markdown|md|php"
    "|powershell|py|python|r|ruby|rust|sh|shell|sql|tex|text|toml|ts|txt|typescript|xml|ya?ml",
    re.IGNORECASE,
)
_BOX_END = re.compile(r"[>\s]*:{3,}\s*")
_NBSP_INDENT = re.compile(r"^[ \t]*\u00a0[ \t\u00a0]*", re.MULTILINE)
_ALIGNMENT = {
    "text-align:left": Alignment.LEFT,
    "text-align:center": Alignment.CENTER,
    "text-align:right": Alignment.RIGHT,
}


def parse_markdown(source: SourceFile, first_line: int = 1) -> Body:
    """Read the Markdown of `source` from line `first_line` (1-based) to its end."""
    return _BodyReader(source, first_line).read()


def parse_inline(text: str, span_of: SpanOf) -> tuple[Inlines, tuple[Diagnostic, ...]]:
    """Read one run of inline Markdown, such as a field's value; `span_of` tells its places."""
    diagnostics: list[Diagnostic] = []
    md = dialect()
    children = md.inline.parse(text, md, {}, [])
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    token = Token("inline", "", 0, content=text, children=children, meta={STARTS: starts})
    reader = InlineReader(span_of, diagnostics)
    return reader.read(token), tuple(diagnostics)


class _BodyReader:
    """One pass over the block tokens of a file."""

    def __init__(self, source: SourceFile, first_line: int) -> None:
        starts = source.line_starts
        self._source = source
        self._base = starts[first_line - 1] if first_line <= len(starts) else len(source.text)
        self._first_line = first_line
        self._diagnostics: list[Diagnostic] = []
        self._silences: list[Silence] = []
        self._footnotes: dict[str, Footnote] = {}
        self._inlines = InlineReader(self._span, self._diagnostics)
        self._tokens: Sequence[Token] = ()
        self._next = 0
        self._called: set[str] = set()

    def _span(self, start: int, end: int) -> Span:
        return self._source.span(self._base + start, self._base + end)

    def read(self) -> Body:
        env: dict[str, object] = {}
        self._tokens = dialect().parse(self._text(), env)
        self._called = _called_footnotes(self._tokens)
        blocks = self._blocks("", inside="")
        for offset, limit in env.get("too_deep", ()):  # type: ignore[attr-defined]
            place = self._span(offset, offset + 1)
            self._diagnostics.append(diagnostic(TOO_DEEP_NESTING, place, limit=limit))
        self._diagnostics += report(env, lambda at: self._span(at, at + 1))
        return Body(
            blocks,
            tuple(self._footnotes.values()),
            tuple(self._silences),
            tuple(self._diagnostics),
        )

    def _text(self) -> str:
        """The body, no-break spaces at the start of lines made the spaces they stand for."""
        text = self._source.text[self._base :]
        if first := _NBSP_INDENT.search(text):
            span = self._span(*first.span())
            self._diagnostics.append(
                diagnostic(ODD_INDENTATION, span, what=N_("no-break spaces (from Word or the web)"))
            )
            text = _NBSP_INDENT.sub(lambda match: match[0].replace("\u00a0", " "), text)
        return text + "\n"  # the library's rules look at what comes after a line

    # --- runs of blocks ----------------------------------------------------------------

    def _blocks(self, end: str, inside: str) -> Blocks:
        """The blocks up to the token `end`, which is consumed; `inside` says where they are.

        `inside` is a gettext message id («a list»), or empty where headings are headings.
        """
        blocks: list[Block] = []
        silences: dict[int, list[Silence]] = {}  # by the index of the block they are before
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            if token.type == end:
                break
            if token.type == "comment":
                silences.setdefault(len(blocks), []).extend(self._comment(token))
                continue
            before = len(blocks)
            for block in self._block(token, inside):
                if _says_nothing(block):
                    continue
                if isinstance(block, Table) and blocks:
                    blocks[-1:] = self._with_caption(blocks[-1], block)
                else:
                    blocks.append(block)
            if token.type == "footnote_reference_open" and len(blocks) == before:
                self._silence(silences.pop(before, ()), self._lines(token))
        self._report_captions(blocks)
        for index, before_it in silences.items():
            self._silence(before_it, blocks[index].span if index < len(blocks) else None)
        return tuple(blocks)

    def _comment(self, token: Token) -> Iterator[Silence]:
        """What a comment silences; its place stands in for that of the block to come."""
        start = token.meta["offsets"][0] + len("<!--")
        for said in read_comment(token.content, lambda a, b: self._span(start + a, start + b)):
            if isinstance(said, Silence):
                yield said
            else:
                self._diagnostics.append(said)

    def _silence(self, silences: Iterable[Silence], block: Span | None) -> None:
        """Let `silences` reach `block`; without one they reach nothing, which is reported."""
        self._silences += (replace(s, within=block) if block else s for s in silences)

    def _with_caption(self, before: Block, table: Table) -> tuple[Block, ...]:
        if isinstance(before, Paragraph) and (named := caption_of(before)):
            caption, row_headers = named
            span = before.span.to(table.span)
            return (replace(table, caption=caption, row_headers=row_headers, span=span),)
        return (before, table)

    def _report_captions(self, blocks: list[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph) and looks_like_caption(block):
                self._diagnostics.append(diagnostic(CAPTION_ALONE, block.span))

    def _block(self, token: Token, inside: str) -> Blocks:
        match token.type:
            case "paragraph_open":
                return (self._paragraph(),)
            case "heading_open":
                return (self._heading(token, inside),)
            case "bullet_list_open" | "ordered_list_open":
                return (self._list(token),)
            case "blockquote_open":
                span = self._lines(token)
                return (Quote(self._blocks("blockquote_close", N_("a quotation")), span),)
            case "fence" | "code_block":
                return (self._code(token),)
            case "hr":
                return (ThematicBreak(self._lines(token)),)
            case "table_open":
                return (self._table(token),)
            case "directive":
                span = self._span(*token.meta["offsets"])
                return (Directive(token.content.strip().lower(), token.markup, span),)
            case "footnote_reference_open":
                return self._footnote(token)
            case other:
                return (self._container(token, other, inside),)

    def _lines(self, token: Token) -> Span:
        """The lines of a block token, from its first character to the end of its last line."""
        assert token.map is not None
        first, last = token.map[0] + self._first_line, token.map[1] + self._first_line - 1
        while last > first and not self._source.line(last).strip():
            last -= 1
        indent = len(self._source.line(first)) - len(self._source.line(first).lstrip())
        end = len(self._source.line(last)) + 1
        return Span(self._source.path, first, indent + 1, last, end)

    def _inline(self) -> tuple[Inlines, Token]:
        """The inline token that comes now, and the token that closes its block."""
        token = self._tokens[self._next]
        self._next += 2
        return self._inlines.read(token), token

    # --- leaves ------------------------------------------------------------------------

    def _paragraph(self) -> Block:
        inlines, token = self._inline()
        span = self._lines(token)
        match inlines:
            case (Image() as image,):
                title = (Text(image.title, image.span),) if image.title else ()
                caption = Caption(title, span=image.span) if title else None
                return Figure(replace(image, title=""), caption, span=span)
            case _:
                pass
        self._diagnostics += lookalikes(inlines)
        if near := _MISTYPED.fullmatch(plain_text(inlines)):
            self._report_directive(near, inlines[0].span.to(inlines[-1].span))
        return Paragraph(inlines, span)

    def _report_directive(self, near: re.Match[str], span: Span) -> None:
        known = ", ".join(f"[[{name}]]" for name in DirectiveName)
        suggestion = f"[[{near[1].lower()}]]"
        self._diagnostics.append(
            diagnostic(UNKNOWN_PLACEHOLDER, span, text=near[0], suggestion=suggestion, known=known)
        )

    def _code(self, token: Token) -> CodeBlock:
        text, info = token.content.removesuffix("\n"), token.info.strip()
        span = self._lines(token)
        first = span.line + (token.type == "fence")
        if info and not _LANGUAGE.fullmatch(info):  # somebody's words, which must be seen
            text, info, first = f"{info}\n{text}", "", span.line
        places = (
            self._line_of_code(min(number, span.end_line), line)  # empty ones may come after it
            for number, line in enumerate(text.split("\n"), first)
        )
        return CodeBlock(text, info, span, tuple(places))

    def _line_of_code(self, number: int, text: str) -> Span:
        """Where a line of code stands in line `number`: last in it, past marks and indents."""
        written = self._source.line(number)
        at = written.rfind(text)
        start, end = (at, at + len(text)) if at >= 0 else (0, len(written))
        return Span(self._source.path, number, start + 1, number, end + 1)

    def _heading(self, token: Token, inside: str) -> Block:
        inlines, _ = self._inline()
        span = self._lines(token)
        if not inside:
            return Heading(int(token.tag[1]), inlines, span=span)
        place = inlines[0].span.to(inlines[-1].span) if inlines else span
        text = plain_text(inlines)
        self._diagnostics.append(diagnostic(HEADING_INSIDE, place, text=text, where=inside))
        return Paragraph((Strong(inlines, place),) if inlines else (), span)

    # --- containers --------------------------------------------------------------------

    def _list(self, token: Token) -> ListBlock:
        ordered = token.type == "ordered_list_open"
        span = self._lines(token)
        items: list[ListItem] = []
        tight = True
        while self._tokens[self._next].type == "list_item_open":
            opening = self._tokens[self._next]
            self._next += 1
            tight = tight and not self._is_loose()
            blocks = self._blocks("list_item_close", N_("a list"))
            items.append(_item(blocks, self._lines(opening)))
        self._next += 1
        start = int(token.attrs.get("start", 1)) if ordered else 1
        return ListBlock(ordered, tuple(items), start, tight, span)

    def _is_loose(self) -> bool:
        token = self._tokens[self._next]
        return token.type == "paragraph_open" and not token.hidden

    def _container(self, token: Token, kind: str, inside: str) -> Container:
        name = kind.removeprefix("container_").removesuffix("_open")
        span = self._lines(token)
        blocks = self._blocks(f"container_{name}_close", inside)
        assert token.map is not None
        last = token.map[1] + self._first_line
        if last > len(self._source.line_starts) or not _BOX_END.fullmatch(self._source.line(last)):
            first_line = _first_line_to(span, len(self._source.line(span.line)) + 1)
            self._diagnostics.append(diagnostic(UNCLOSED_BOX, first_line, name=name))
        return Container(ContainerKind(name), blocks, span=span)

    def _table(self, token: Token) -> Table:
        rows: list[Row] = []
        alignments: list[Alignment] = []
        self._inlines.in_cell = True
        cells: list[Cell] = []
        while (cell := self._tokens[self._next]).type != "table_close":
            if cell.type in ("th_open", "td_open"):
                inline = self._tokens[self._next + 1]
                cells.append(Cell(self._inlines.read(inline), self._cell_span(inline)))
                if cell.type == "th_open":
                    style = str(cell.attrs.get("style", ""))
                    alignments.append(_ALIGNMENT.get(style, Alignment.NONE))
            elif cell.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
            self._next += 1
        self._next += 1
        self._inlines.in_cell = False
        return self._rectangular(alignments, rows, self._lines(token))

    def _cell_span(self, inline: Token) -> Span:
        """Where a cell stands: nowhere, when its row is too short for it."""
        if inline.meta.get("missing"):
            return NOWHERE
        start = inline.meta[STARTS][0]
        return self._span(start, start + len(inline.content))

    def _rectangular(self, alignments: list[Alignment], rows: list[Row], span: Span) -> Table:
        """A table as wide as its widest row, so that no cell is lost."""
        columns = len(alignments)
        width = max(len(row) for row in rows)
        for row in rows:
            if len(row) > columns:
                place = row[columns].span.to(row[-1].span)
                self._diagnostics.append(
                    diagnostic(UNEVEN_ROW, place, cells=len(row), columns=columns)
                )
        alignments += [Alignment.NONE] * (width - columns)
        filled = [row + (Cell(()),) * (width - len(row)) for row in rows]
        return Table(tuple(alignments), filled[0], tuple(filled[1:]), span=span)

    # --- footnotes ---------------------------------------------------------------------

    def _footnote(self, token: Token) -> Blocks:
        """A note's text is kept aside when something refers to it, else stays in place."""
        label = token.meta["label"]
        span = self._lines(token)
        self._inlines.in_footnote = True
        blocks = self._blocks("footnote_reference_close", N_("a footnote"))
        self._inlines.in_footnote = False
        place = _first_line_to(span, span.column + len(label) + 4)
        if label in self._footnotes:
            first = self._footnotes[label].span.line
            self._diagnostics.append(diagnostic(REPEATED_FOOTNOTE, place, label=label, first=first))
        elif label in self._called:
            self._footnotes[label] = Footnote(label, blocks, span=span)
            return ()
        else:
            self._diagnostics.append(diagnostic(UNUSED_FOOTNOTE, place, label=label))
        mark = Text(f"[^{label}]: ", place)
        match blocks:
            case (Paragraph() as first_block, *rest):
                shown = replace(first_block, inlines=(mark, *first_block.inlines))
                return (shown, *rest)
            case _:
                return (Paragraph((mark,), place), *blocks)


def _says_nothing(block: Block) -> bool:
    """What is left of a mark without text, such as `>` alone or a paragraph of comments."""
    match block:
        case Paragraph():
            return not block.inlines
        case Quote() | Container():
            return not block.blocks
        case _:
            return False


def _first_line_to(span: Span, column: int) -> Span:
    """`span` cut off at `column` of its first line."""
    return span._replace(end_line=span.line, end_column=column)


def _called_footnotes(tokens: Sequence[Token]) -> set[str]:
    """The labels that the text refers to; a reference inside a footnote does not count."""
    called: set[str] = set()
    in_footnote = 0
    for token in tokens:
        if token.type == "footnote_reference_open":
            in_footnote += 1
        elif token.type == "footnote_reference_close":
            in_footnote -= 1
        elif token.type == "inline" and not in_footnote:
            called |= {
                child.meta["label"]
                for child in token.children or ()
                if child.type == "footnote_ref"
            }
    return called


def _item(blocks: Blocks, span: Span) -> ListItem:
    match blocks:
        case (Paragraph(inlines=(Text() as first, *_)) as paragraph, *rest):
            if task := _TASK.match(first.text):
                shown = replace(paragraph, inlines=drop_start(paragraph.inlines, task.end() - 1))
                return ListItem((shown, *rest), checked=task[1] != " ", span=span)
        case _:
            pass
    return ListItem(blocks, span=span)
