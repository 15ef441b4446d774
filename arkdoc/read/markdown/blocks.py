"""The Markdown of a SourceFile → a Body: our own tree, suppressions and diagnostics.

The dialect is the contract's clause 5. No input raises, and no word is dropped but those the
clause names. `_block` has which kind of token becomes which block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from arkdoc.language.written import LANGUAGES
from arkdoc.model.diagnostic import N_, Diagnostic
from arkdoc.model.marker import BULLET, NUMBER
from arkdoc.model.names import clip
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
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
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.note import Body, Suppression
from arkdoc.model.regex import regex
from arkdoc.model.source import NOWHERE, SourceFile, Span, whole_span
from arkdoc.model.tree import plain_text, replacement
from arkdoc.read.markdown.block_readings import INDENTED
from arkdoc.read.markdown.body_source import BodySource
from arkdoc.read.markdown.captions import caption_of
from arkdoc.read.markdown.code_blocks import read_code
from arkdoc.read.markdown.containers import TITLED, container_words
from arkdoc.read.markdown.dialect import parse_blocks, parse_inlines
from arkdoc.read.markdown.inlines import KNOWN_DIRECTIVES, InlineReader
from arkdoc.read.markdown.items import list_item, lists_by_signs, other_numbers
from arkdoc.read.markdown.list_markers import marks
from arkdoc.read.markdown.lookalikes import block_lookalikes
from arkdoc.read.markdown.other_boxes import take_box_mark, title_apart
from arkdoc.read.markdown.positions import FINDINGS, STARTS, SpanOf
from arkdoc.read.markdown.suppressions import read_comment
from arkdoc.read.markdown.tables import read_table
from arkdoc.read.markdown.typed_lists import TYPED, TypedList
from arkdoc.rules.heard import UNKNOWN_LANGUAGE
from arkdoc.rules.links import REPEATED_FOOTNOTE, UNUSED_FOOTNOTE
from arkdoc.rules.markup import EQUAL_BULLETS, OTHER_BOX, OTHER_NUMBER
from arkdoc.rules.markup_in_text import FOREIGN_INLINE
from arkdoc.rules.structure import (
    CAPTION_ALONE,
    HEADING_INSIDE,
    TYPED_LIST,
    UNCLOSED_BOX,
    UNKNOWN_PLACEHOLDER,
)

_MISTYPED = regex(
    r"(?!\[\[[^\[\]]*\]\]$)[\[{(<]{1,3}\s*(" + "|".join(DirectiveName) + r")\s*[\]})>]{1,3}",
    re.IGNORECASE,
)
_MARKUP = N_("formatting or a link")
_PLAIN_TITLE = N_("Write the title of the box in words alone.")
_BOX_END = regex(r"[>\s]*:{3,}\s*")


def parse_markdown(source: SourceFile, first_line: int = 1) -> Body:
    """Read the Markdown of `source` from line `first_line` (1-based) to its end."""
    return _BodyReader(BodySource(source, first_line)).read()


def parse_inline(text: str, span_of: SpanOf) -> tuple[Inlines, tuple[Diagnostic, ...]]:
    """Read one run of inline Markdown, such as a field's value; `span_of` gives its places."""
    diagnostics: list[Diagnostic] = []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    token = Token(
        "inline", "", 0, content=text, children=parse_inlines(text), meta={STARTS: starts}
    )
    return InlineReader(span_of, diagnostics).read(token), tuple(diagnostics)


def _has_markup(written: str) -> bool:
    """Whether some signs in a run of inline Markdown would make more than text of it."""
    inlines, _ = parse_inline(written, lambda _start, _end: NOWHERE)
    is_text = all(isinstance(inline, Text) for inline in inlines)
    return not is_text and plain_text(inlines) != written


class _BodyReader:
    """One pass over the block tokens of a file."""

    def __init__(self, source: BodySource) -> None:
        self._source = source
        self._inlines = InlineReader(source.span, source.diagnostics, source.cuts())
        self._suppressions: list[Suppression] = []
        self._footnotes: dict[str, Footnote] = {}
        self._called: set[str] = set()

    def read(self) -> Body:
        tokens, usage, readings = parse_blocks(self._source.text)
        self._called = set(_called_footnotes(tokens))
        blocks = self._blocks(tokens, inside="")
        diagnostics = self._source.diagnostics
        diagnostics += usage.report(lambda at: self._source.span(at, at + 1))
        diagnostics += readings.report(self._source.span)
        footnotes = tuple(self._footnotes.values())
        return Body(blocks, footnotes, tuple(self._suppressions), tuple(diagnostics))

    def _blocks(self, tokens: Sequence[Token], inside: str) -> Blocks:
        """The blocks that `tokens` are; `inside` says where they are.

        `inside` is a gettext message id («a list»), or empty where headings are headings.
        """
        blocks: list[Block] = []
        # By the index of the block that comes next.
        waiting: defaultdict[int, list[Suppression]] = defaultdict(list)
        for token in tokens:
            if token.type == "comment":
                waiting[len(blocks)] += self._comment(token)
                continue
            for rule, start, end, args in token.meta.get(FINDINGS, ()):
                self._source.report(rule, self._source.span(start, end), **args)
            found = self._block(token, inside)
            if token.type == "footnote_reference_open" and not found:  # it is kept elsewhere
                self._suppress(waiting.pop(len(blocks), ()), self._source.lines(token))
            for block in found:
                if isinstance(block, Table) and blocks:
                    blocks[-1:] = _with_caption(blocks[-1], block)
                else:
                    blocks.append(block)
        for token in lists_by_signs(tokens):
            self._source.report(EQUAL_BULLETS, self._mark(token, token.markup))
        for block in blocks:
            if isinstance(block, Paragraph) and caption_of(block):
                self._source.report(CAPTION_ALONE, block.span)
        for index, suppressions in waiting.items():
            self._suppress(suppressions, blocks[index].span if index < len(blocks) else None)
        return tuple(blocks)

    def _comment(self, token: Token) -> Iterator[Suppression]:
        """What a comment suppresses; its own place is used where no block follows."""
        start = token.meta["offsets"][0] + len("<!--")
        span = self._source.span
        for read in read_comment(token.content, lambda a, b: span(start + a, start + b)):
            if isinstance(read, Suppression):
                yield read
            else:
                self._source.diagnostics.append(read)

    def _suppress(self, suppressions: Iterable[Suppression], block: Span | None) -> None:
        """Apply `suppressions` to `block`; without one they match nothing, which is reported."""
        self._suppressions += (replace(s, within=block) if block else s for s in suppressions)

    def _block(self, token: Token, inside: str) -> Blocks:
        """The block that a token is, or nothing for an empty one: `>`, a paragraph of comments."""
        match token.type:
            case "paragraph_open":
                return self._paragraph(token)
            case "heading_open":
                return self._heading(token, inside)
            case "bullet_list_open" | "ordered_list_open" | "typed_list_open":
                return (self._list(token),)
            case "blockquote_open":
                return self._quote(token, inside)
            case "container_box_open":
                return self._container(token, inside)
            case "fence":
                return (read_code(token, self._source),)
            case "hr":
                return (ThematicBreak(self._source.lines(token)),)
            case "table_open":
                return (read_table(token, self._source, self._inlines),)
            case "directive":
                span = self._source.span(*token.meta["offsets"])
                return (Directive(token.content.strip().lower(), token.markup, span),)
            case "footnote_reference_open":
                return self._footnote(token)
            case other:
                raise AssertionError(other)

    def _inlines_of(self, token: Token) -> Inlines:
        return self._inlines.read(_children(token)[0])

    def _paragraph(self, token: Token) -> Blocks:
        inlines = self._inlines_of(token)
        span = self._source.lines(token)
        if not inlines:
            return ()
        if len(inlines) == 1 and isinstance(image := inlines[0], Image):
            title = (Text(image.title, image.span),) if image.title else ()
            caption = Caption(title, span=image.span) if title else None
            return (Figure(replace(image, title=""), caption, span=span),)
        if mistyped := _MISTYPED.fullmatch(plain_text(inlines)):
            self._source.report(
                UNKNOWN_PLACEHOLDER,
                whole_span(inlines),
                text=mistyped[0],
                suggestion=f"[[{mistyped[1].lower()}]]",
                known=KNOWN_DIRECTIVES,
            )
        else:
            is_indented = INDENTED in token.meta
            self._source.diagnostics += block_lookalikes(inlines, is_indented=is_indented)
        return (Paragraph(inlines, span),)

    def _heading(self, token: Token, inside: str) -> Blocks:
        inlines = self._inlines_of(token)
        span = self._source.lines(token)
        if not inside:
            return (Heading(int(token.tag[1]), inlines, span=span),)
        place = whole_span(inlines) if inlines else span
        self._source.report(HEADING_INSIDE, place, text=plain_text(inlines), where=inside)
        return (Paragraph((Strong(inlines, place),), span),) if inlines else ()

    def _list(self, token: Token) -> ListBlock:
        items = tuple(self._item(item) for item in _children(token))
        tight = not any(_begins_loose(item) for item in _children(token))
        marker, start = BULLET, 1
        typed: TypedList | None = token.meta.get(TYPED)
        if token.type == "ordered_list_open":
            marker = replace(NUMBER, after=token.markup)
            start = int(token.attrs.get("start", 1))
            for item, written, number in other_numbers(_children(token), start):
                place = self._mark(item, written)
                self._source.report(OTHER_NUMBER, place, written=written, number=number)
        elif typed:
            marker, start = typed.marker, typed.start
        if typed and not typed.goes_on:
            place = self._source.span(typed.offset, typed.offset + len(typed.written))
            self._source.report(TYPED_LIST, place, marks=marks(marker, start, len(items)))
        return ListBlock(marker, items, start, tight, self._source.lines(token))

    def _item(self, token: Token) -> ListItem:
        return list_item(self._blocks(_children(token), N_("a list")), self._source.lines(token))

    def _mark(self, token: Token, mark: str) -> Span:
        """Where `mark` stands in the first line of a token."""
        line = self._source.lines(token).line
        start = self._source.line(line).find(mark)
        return self._source.in_line(line, start, start + len(mark))

    def _quote(self, token: Token, inside: str) -> Blocks:
        """A quotation, or the remark that one with `[!NOTE]` first is in other programs."""
        span = self._source.lines(token)
        mark = take_box_mark(token)
        if not mark:
            blocks = self._blocks(_children(token), N_("a quotation"))
            return (Quote(blocks, span),) if blocks else ()
        self._source.report(OTHER_BOX, self._source.span(mark.start, mark.end), text=mark.text)
        blocks = self._blocks(_children(token), inside)
        if mark.has_title:
            blocks = title_apart(blocks)
        return (Container(ContainerKind.NOTE, blocks, span=span),) if blocks else ()

    def _container(self, token: Token, inside: str) -> Blocks:
        name, words = container_words(token.info)
        span = self._source.lines(token)
        blocks = self._blocks(_children(token), inside)
        if not _BOX_END.fullmatch(self._source.line_after(token)):
            first_line = _first_line_to(span, len(self._source.line(span.line)) + 1)
            self._source.report(UNCLOSED_BOX, first_line, name=name)
        kind = ContainerKind(name)
        language = LANGUAGES.get(words.lower(), "") if kind is ContainerKind.LANGUAGE else ""
        if kind is ContainerKind.LANGUAGE and not language:
            first_line = _first_line_to(span, len(self._source.line(span.line)) + 1)
            self._source.report(UNKNOWN_LANGUAGE, first_line, text=words)
            return blocks
        title = self._title(span, words) if kind in TITLED and words else ()
        if not blocks:  # the words of its title are all there is
            return (Paragraph(title, span),) if title else ()
        return (Container(kind, blocks, span=span, language=language, title=title),)

    def _title(self, box: Span, written: str) -> Inlines:
        """The title of a box, which stands on its first line."""
        at = self._source.line(box.line).rfind(written)
        if at < 0:
            return (replacement(written, _first_line_to(box, box.column + 1)),)
        place = self._source.in_line(box.line, at, at + len(written))
        if _has_markup(written):
            args = {"text": clip(written, 60), "what": _MARKUP, "cure": _PLAIN_TITLE}
            self._source.report(FOREIGN_INLINE, place, **args)
        return (Text(written, place),)

    def _footnote(self, token: Token) -> Blocks:
        """Nothing, for a footnote that is called, which is kept aside; else its text as blocks."""
        label = token.meta["label"]
        span = self._source.lines(token)
        self._inlines.in_footnote = True
        blocks = self._blocks(_children(token), N_("a footnote"))
        self._inlines.in_footnote = False
        place = _first_line_to(span, span.column + len(label) + 4)
        if label in self._footnotes:
            first = self._footnotes[label].span.line
            self._source.report(REPEATED_FOOTNOTE, place, label=label, first=first)
        elif label in self._called:
            self._footnotes[label] = Footnote(label, blocks, span=span)
            return ()
        else:
            self._source.report(UNUSED_FOOTNOTE, place, label=label)
        mark = Text(f"[^{label}]: ", place)
        match blocks:
            case (Paragraph() as paragraph, *rest):
                return (replace(paragraph, inlines=(mark, *paragraph.inlines)), *rest)
            case _:
                return (Paragraph((mark,), place), *blocks)


def _children(token: Token) -> Sequence[Token]:
    return token.children or ()


def _with_caption(before: Block, table: Table) -> tuple[Block, ...]:
    """The table with the block before it as its caption, if it is one; else both."""
    if isinstance(before, Paragraph) and (found := caption_of(before)):
        caption, said = found
        span = before.span.to(table.span)
        heads, not_heads = said is True, said is False
        return (
            replace(table, caption=caption, row_headers=heads, no_row_headers=not_heads, span=span),
        )
    return (before, table)


def _begins_loose(item: Token) -> bool:
    """Whether a list item begins with a paragraph that the parser shows as one."""
    first = (*_children(item), item)[0]
    return first.type == "paragraph_open" and not first.hidden


def _first_line_to(span: Span, column: int) -> Span:
    """`span` cut off at `column` of its first line."""
    return span._replace(end_line=span.line, end_column=column)


def _called_footnotes(tokens: Iterable[Token]) -> Iterator[str]:
    """The labels that the text refers to; a reference inside a footnote does not count."""
    for token in tokens:
        if token.type == "footnote_ref":
            yield token.meta["label"]
        elif token.type not in ("footnote_reference_open", "image"):
            yield from _called_footnotes(_children(token))
