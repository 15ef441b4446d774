"""Inline tokens → inlines, each with the line and column of its characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from arkdoc.language.written import DECORATION
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import (
    Code,
    DirectiveName,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Link,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.model.tree import plain_text, replacement, without_link
from arkdoc.read.markdown.addresses import SPACED
from arkdoc.read.markdown.emphasis import Lookalike, wrong_words
from arkdoc.read.markdown.inline_lookalikes import inline_lookalikes
from arkdoc.read.markdown.line_breaks import with_breaks
from arkdoc.read.markdown.misspelt import corrected
from arkdoc.read.markdown.positions import AT, LITERAL, STARTS, ContentMap, SpanOf, lines_of
from arkdoc.read.markdown.suppressions import is_for_arkdoc, unread_comment
from arkdoc.rules.links import (
    FOOTNOTE_IN_FOOTNOTE,
    MISSING_FOOTNOTE,
    REFUSED_SCHEME,
    SPACE_IN_ADDRESS,
)
from arkdoc.rules.markup_in_text import EMPTY_LINK, MISSPELT_ADDRESS, WORDS_TO_CLICK_ON
from arkdoc.rules.structure import MISPLACED_PLACEHOLDER, RAW_HTML, UNCLOSED_COMMENT

KNOWN_DIRECTIVES = ", ".join(f"[[{name}]]" for name in DirectiveName)

_MAX_TOLD = 3  # signs of one kind that are told in a paragraph; the others are like them
_MAX_NESTING = 20  # emphasis inside emphasis; deeper, the words stay and the markup goes
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]+):")  # one letter is a drive on Windows
_MISSING_NOTE = regex(r"\[\^([^\]\n]{1,100})\]")
_DIRECTIVE = regex(r"\[\[(" + "|".join(DirectiveName) + r")\]\]")
_MARKERS: dict[str, tuple[type[Emphasis | Strong | Strikethrough], int, int]] = {
    "em_open": (Emphasis, 0, 1),
    "strong_open": (Strong, 1, 2),  # its tokens are those of its inner delimiters
    "s_open": (Strikethrough, 0, 2),
}
"""Token type → node, the characters before the opening token, those from the closing one on."""


class InlineReader:
    """Reads the inline content of one file; its findings go into `diagnostics`.

    `cuts` are the offsets of characters before which a control character was taken out.
    """

    def __init__(
        self, span: SpanOf, diagnostics: list[Diagnostic], cuts: Sequence[int] = ()
    ) -> None:
        self._cuts = cuts
        self._file_span = span
        self._diagnostics = diagnostics
        self.in_footnote = False
        self._in_cell = False
        self._notes: set[str] = set()
        self._content = ""
        self._map = ContentMap("", [0])
        self._told: Counter[tuple[Rule, str]] = Counter()

    def read(self, token: Token, *, in_cell: bool = False) -> Inlines:
        """The inlines of an `inline` token that `positions` has annotated."""
        self._map = ContentMap(token.content, token.meta[STARTS])
        self._content = token.content
        self._in_cell = in_cell
        self._told.clear()
        root: list[Inline] = []
        open_runs = [(token, root)]
        children = with_breaks(_joined(token.children or ()), self._map, self._cuts)
        for child in children:
            _, inlines = open_runs[-1]
            if child.nesting == 1:
                is_kept = child.type == "link_open" or len(open_runs) <= _MAX_NESTING
                open_runs.append((child, [] if is_kept else inlines))
            elif child.nesting == -1:
                opening, inside = open_runs.pop()
                _, inlines = open_runs[-1]
                if inside is not inlines:
                    inlines += self._close(opening, child, tuple(inside))
            else:
                inlines += self._leaf(child)
        if LITERAL not in token.meta:
            for lookalike in inline_lookalikes(token.content, children, self._notes):
                self._report_lookalike(lookalike)
        return tuple(root)

    def _span(self, start: int, end: int) -> Span:
        first = self._map.offset(start)
        return self._file_span(first, self._map.offset(end - 1) + 1 if end > start else first)

    def _report(self, rule: Rule, span: Span, **args: object) -> None:
        self._diagnostics.append(diagnostic(rule, span, **args))

    def _report_lookalike(self, found: Lookalike) -> None:
        kind = (found.rule, found.args.get("what", ""))
        self._told[kind] += 1
        if self._told[kind] <= _MAX_TOLD:
            self._report(found.rule, self._span(found.start, found.end), **found.args)

    def _close(self, opening: Token, closing: Token, inlines: Inlines) -> Inlines:
        start, end = closing.meta[AT]
        if opening.type == "link_open":
            return self._link(opening, inlines, self._span(start, end))
        if not inlines:
            return ()
        node, before, after = _MARKERS[opening.type]
        start, end = opening.meta[AT][0] - before, start + after
        if node is not Strikethrough:
            is_nested = len(inlines) > 1 and any(isinstance(inline, node) for inline in inlines)
            mark = opening.markup
            if found := wrong_words(self._content, start, end, mark, is_nested=is_nested):
                self._report_lookalike(found)
        return (node(inlines, self._span(start, end)),)

    def _link(self, opening: Token, inlines: Inlines, span: Span) -> Inlines:
        destination = str(opening.attrs.get("href", ""))
        title = str(opening.attrs.get("title", ""))
        self._report_space(opening)
        if better := corrected(destination):
            self._report(MISSPELT_ADDRESS, span, text=clip(destination), better=clip(better))
            destination = better
        # Where headings are numbered, a link to one shows the number if it has no words.
        is_inside = bool(destination) and not _SCHEME.match(destination)
        words = inlines
        if not (inlines or is_inside):
            words = (replacement(destination, span),) if destination else ()
        if not destination or not (inlines or is_inside):
            what = WORDS_TO_CLICK_ON if destination else N_("an address")
            self._report(EMPTY_LINK, span, what=what)
        refused = self._refuses(destination, span, ("http", "https", "mailto"))
        if refused or not destination:
            return without_link(words, title, span)
        return (Link(destination, words, title, span),)

    def _report_space(self, token: Token) -> None:
        if place := token.meta.get(SPACED):
            address = " ".join(self._content[slice(*place)].split())
            self._report(SPACE_IN_ADDRESS, self._span(*place), address=clip(address))

    def _refuses(self, destination: str, span: Span, allowed: tuple[str, ...]) -> bool:
        scheme = _SCHEME.match(destination)
        if scheme is None or scheme[1].lower() in allowed:
            return False
        self._report(REFUSED_SCHEME, span, scheme=scheme[1].lower())
        return True

    def _leaf(self, token: Token) -> Iterable[Inline]:
        start, end = token.meta[AT]
        span = self._span(start, end)
        match token.type:
            case "text":
                return self._plain(token.content, start)
            case "softbreak":
                return (SoftBreak(span),)
            case "hardbreak":
                return (HardBreak(span),)
            case "code_inline":
                code = token.content.replace("\\|", "|") if self._in_cell else token.content
                return (Code(code, span),)
            case "text_special":
                return (Text(token.content, span),)
            case "image":
                return self._image(token, span)
            case "footnote_ref":
                return self._footnote(token.meta["label"], span)
            case "comment":
                written = token.content.rstrip()
                text = written.removeprefix("<!--").removesuffix("-->")
                if is_for_arkdoc(text):  # inside a paragraph, where it suppresses nothing
                    place = self._span(start, start + len(written))
                    self._diagnostics.append(unread_comment(text, place))
                return ()
            case "raw_html":
                self._report(RAW_HTML, span, text=_short(token.content))
                return self._lines(token.content, start)
            case "unclosed_comment":
                self._report(UNCLOSED_COMMENT, span)
                return (Text(token.content, span),)
            case other:
                raise AssertionError(other)

    def _lines(self, content: str, at: int) -> Iterator[Inline]:
        for position, start, text in lines_of(content):
            if position:
                yield SoftBreak(self._span(at + position - 1, at + position))
            if text:
                yield Text(text, self._span(at + start, at + start + len(text)))

    def _image(self, token: Token, span: Span) -> Inlines:
        token.meta[STARTS] = [0]
        alternative = InlineReader(lambda _start, _end: span, self._diagnostics).read(token)
        alt = plain_text(alternative).strip()
        source = str(token.attrs.get("src", ""))
        title = str(token.attrs.get("title", ""))
        self._report_space(token)
        if self._refuses(source, span, ("http", "https")):
            words = " ".join(filter(None, (alt, title)))
            return (Emphasis((replacement(words, span),), span),) if words else ()
        if alt.casefold() == DECORATION:
            return (Image(source, "", title, decorative=True, span=span),)
        return (Image(source, alt, title, span=span),)

    def _footnote(self, label: str, span: Span) -> Inlines:
        if self.in_footnote:
            text = f"[^{label}]"
            self._report(FOOTNOTE_IN_FOOTNOTE, span, text=text)
            return (Text(text, span),)
        return (FootnoteReference(label, span=span),)

    def _plain(self, text: str, at: int) -> Iterator[Inline]:
        if "[" in text:
            self._report_leftovers(text, at)
        yield Text(text, self._span(at, at + len(text)))

    def _report_leftovers(self, text: str, at: int) -> None:
        for match in _MISSING_NOTE.finditer(text):
            place = self._span(at + match.start(), at + match.end())
            self._report(MISSING_FOOTNOTE, place, label=match[1])
        for match in _DIRECTIVE.finditer(text):
            place = self._span(at + match.start(), at + match.end())
            reason = N_("must have a line of its own, with an empty line on each side")
            known = KNOWN_DIRECTIVES
            self._report(MISPLACED_PLACEHOLDER, place, text=match[0], reason=reason, known=known)


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """The tokens without empty texts; texts that stand next to each other become one."""
    joined: list[Token] = []
    for token in tokens:
        is_text = token.type == "text"
        before = joined[-1] if joined else token
        end = before.meta[AT][0] + len(before.content)
        if is_text and before.type == "text" and before is not token and token.meta[AT][0] == end:
            before.content += token.content
        elif not is_text or token.content:
            joined.append(token)
    return joined


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
