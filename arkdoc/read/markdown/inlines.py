"""Inline tokens → inlines, each with the line and column of its characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from arkdoc.language.written import DECORATION
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.document import (
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
from arkdoc.model.source import Span
from arkdoc.model.tree import instead, plain_text, without_link
from arkdoc.read.markdown.positions import AT, STARTS, ContentMap
from arkdoc.read.markdown.suppressions import is_for_us, unread
from arkdoc.rules.links import FOOTNOTE_IN_FOOTNOTE, MISSING_FOOTNOTE, REFUSED_SCHEME
from arkdoc.rules.structure import MISPLACED_PLACEHOLDER, RAW_HTML, UNCLOSED_COMMENT

NESTING_LIMIT = 20  # emphasis inside emphasis; deeper, the words stay and the marking goes

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")  # one letter is a drive on Windows
_WEB = re.compile(r"(?<![\w/.@-])(?:https?://|www\.)[^\s<>\"«»“”]*[^\s<>\"«»“”?!.,:;*_~'’]")
_MISSING_NOTE = re.compile(r"\[\^([^\]\n]{1,100})\]")
_DIRECTIVE = re.compile(r"\[\[(" + "|".join(DirectiveName) + r")\]\]")
_NEST: dict[str, Callable[[Inlines, Span], Inline]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strikethrough,
}
_MARKER = {"em": 1, "strong": 2, "s": 2}


@dataclass(slots=True)
class _Frame:
    """An element that is still open: what it is, where it began, what is in it."""

    kind: str
    start: int
    inlines: list[Inline]
    destination: str = ""
    title: str = ""
    offset: int = 0  # of its text from where the parser puts it: 1 inside `<https://…>`
    dropped: bool = False  # its words stand in the frame around it, and its marking goes


SpanOf = Callable[[int, int], Span]


class InlineReader:
    """Reads the inline content of one file; what it finds amiss goes into `diagnostics`."""

    def __init__(self, span: SpanOf, diagnostics: list[Diagnostic]) -> None:
        self._file_span = span
        self._diagnostics = diagnostics
        self.in_footnote = False
        self.in_cell = False
        self._in_link = 0
        self._map = ContentMap("", [0])

    def read(self, token: Token) -> Inlines:
        """The inlines of an `inline` token that `positions` has annotated."""
        self._map = ContentMap(token.content, token.meta[STARTS])
        return self._run(token.children or [])

    def _span(self, start: int, end: int) -> Span:
        first = self._map.offset(start)
        return self._file_span(first, self._map.offset(end - 1) + 1 if end > start else first)

    def _run(self, tokens: list[Token]) -> Inlines:
        stack = [_Frame("", 0, [])]
        text, text_at = "", 0
        for token in tokens:
            start, end = token.meta.get(AT, (0, 0))
            if token.type == "text":
                start += stack[-1].offset
                if text and start == text_at + len(text):
                    text += token.content
                elif token.content:
                    stack[-1].inlines += self._plain(text, text_at)
                    text, text_at = token.content, start
                continue
            stack[-1].inlines += self._plain(text, text_at)
            text = ""
            self._token(token, start, end, stack)
        stack[-1].inlines += self._plain(text, text_at)
        while len(stack) > 1:  # never, while the parser balances its tokens
            frame = stack.pop()
            stack[-1].inlines += frame.inlines
        return tuple(stack[0].inlines)

    def _token(self, token: Token, start: int, end: int, stack: list[_Frame]) -> None:
        kind = token.type
        if kind.endswith("_open"):
            frame = self._open(token, start)
            if len(stack) > NESTING_LIMIT and frame.kind != "link":
                frame.inlines, frame.dropped = stack[-1].inlines, True
            stack.append(frame)
            self._in_link += frame.kind == "link"
        elif kind.endswith("_close"):
            frame = stack.pop()
            self._in_link -= frame.kind == "link"
            if not frame.dropped:
                stack[-1].inlines += self._close(frame, start, end)
        else:
            stack[-1].inlines += self._leaf(token, start, end)

    def _open(self, token: Token, start: int) -> _Frame:
        kind = token.type.removesuffix("_open")
        if kind == "link":
            destination = str(token.attrs.get("href", ""))
            title = str(token.attrs.get("title", ""))
            return _Frame(kind, start, [], destination, title, int(token.info == "auto"))
        return _Frame(kind, start - _MARKER[kind] + 1 if kind == "strong" else start, [])

    def _close(self, frame: _Frame, start: int, end: int) -> Inlines:
        inlines = tuple(frame.inlines)
        if frame.kind == "link":
            span = self._span(start, end)
            return self._link(frame.destination, inlines, frame.title, span)
        if not inlines:
            return ()
        span = self._span(frame.start, start + _MARKER[frame.kind])
        return (_NEST[frame.kind](inlines, span),)

    def _link(self, destination: str, inlines: Inlines, title: str, span: Span) -> Inlines:
        shown = inlines or ((instead(destination, span),) if destination else ())
        refused = self._refuses(destination, span, ("http", "https", "mailto"))
        if refused or not destination:
            return without_link(shown, title, span)
        return (Link(destination, shown, title, span),)

    def _refuses(self, destination: str, span: Span, allowed: tuple[str, ...]) -> bool:
        scheme = _SCHEME.match(destination)
        if scheme is None or scheme[1].lower() in allowed:
            return False
        self._diagnostics.append(diagnostic(REFUSED_SCHEME, span, scheme=scheme[1].lower()))
        return True

    def _leaf(self, token: Token, start: int, end: int) -> Inlines:
        span = self._span(start, end)
        match token.type:
            case "softbreak":
                return (SoftBreak(span),)
            case "hardbreak":
                return (HardBreak(span),)
            case "code_inline":
                code = token.content.replace("\\|", "|") if self.in_cell else token.content
                return (Code(code, span),)
            case "text_special":
                return (Text(token.content, span),)
            case "image":
                return self._image(token, span)
            case "footnote_ref":
                return self._footnote(token.meta["label"], span)
            case "comment":
                comment = token.content.rstrip()
                said = comment.removeprefix("<!--").removesuffix("-->")
                if is_for_us(said):  # in the midst of a text, where it silences nothing
                    place = self._span(start, start + len(comment))
                    self._diagnostics.append(unread(said, place))
                return ()
            case "raw_html":
                self._diagnostics.append(diagnostic(RAW_HTML, span, text=_short(token.content)))
                return tuple(self._lines(token.content, start))
            case "unclosed_comment":
                self._diagnostics.append(diagnostic(UNCLOSED_COMMENT, span))
                return (Text(token.content, span),)
            case other:
                raise AssertionError(other)

    def _lines(self, text: str, start: int) -> Iterator[Inline]:
        for number, line in enumerate(text.split("\n")):
            if number:
                yield SoftBreak(self._span(start - 1, start))
            shown = line.lstrip(" \t")
            begin = start + len(line) - len(shown)
            if shown:
                yield Text(shown, self._span(begin, begin + len(shown)))
            start += len(line) + 1

    def _image(self, token: Token, span: Span) -> Inlines:
        inner = InlineReader(lambda _start, _end: span, self._diagnostics)
        inner._map = ContentMap(token.content, [0])
        alt = plain_text(inner._run(token.children or [])).strip()
        source = str(token.attrs.get("src", ""))
        title = str(token.attrs.get("title", ""))
        if self._refuses(source, span, ("http", "https")):
            words = " ".join(filter(None, (alt, title)))
            return (Emphasis((instead(words, span),), span),) if words else ()
        if alt.casefold() == DECORATION:
            return (Image(source, "", title, decorative=True, span=span),)
        return (Image(source, alt, title, span=span),)

    def _footnote(self, label: str, span: Span) -> Inlines:
        if self.in_footnote:
            text = f"[^{label}]"
            self._diagnostics.append(diagnostic(FOOTNOTE_IN_FOOTNOTE, span, text=text))
            return (Text(text, span),)
        return (FootnoteReference(label, span=span),)

    def _plain(self, text: str, at: int) -> Iterator[Inline]:
        if not text:
            return
        span = self._span(at, at + len(text))
        if "[" in text:
            self._report_leftovers(text, at)
        done = 0
        if not self._in_link:
            for match in _WEB.finditer(text):
                url = _balanced(match[0])
                start, end = match.start(), match.start() + len(url)
                if start > done:
                    yield Text(text[done:start], span.part(done, start - done))
                place = self._span(at + start, at + end)
                address = url if url.startswith("http") else f"http://{url}"
                yield Link(address, (Text(url, place),), span=place)
                done = end
        if done < len(text):
            yield Text(text[done:], span.part(done, len(text) - done))

    def _report_leftovers(self, text: str, at: int) -> None:
        for match in _MISSING_NOTE.finditer(text):
            place = self._span(at + match.start(), at + match.end())
            self._diagnostics.append(diagnostic(MISSING_FOOTNOTE, place, label=match[1]))
        for match in _DIRECTIVE.finditer(text):
            self._diagnostics.append(
                diagnostic(
                    MISPLACED_PLACEHOLDER,
                    self._span(at + match.start(), at + match.end()),
                    text=match[0],
                    reason=N_("must have a line of its own, with an empty line on each side"),
                    known=", ".join(f"[[{name}]]" for name in DirectiveName),
                )
            )


def _balanced(url: str) -> str:
    """`url` without closing parentheses that it does not open (GFM, extended autolinks)."""
    too_many, end = url.count(")") - url.count("("), len(url)
    while too_many > 0 and url[end - 1] == ")":
        too_many, end = too_many - 1, end - 1
        while url[end - 1] in "?!.,:;*_~'’":
            end -= 1
    return url[:end]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
