"""Inlines → runs, links, fields and drawings."""

from __future__ import annotations

import re
from typing import assert_never
from urllib.parse import quote, urlsplit, urlunsplit

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.model.tree import without_link
from arkdoc.ooxml.oxml import (
    Element,
    PictureShape,
    bookmark_name,
    clean,
    drawing,
    field,
    hyperlink,
    run,
    text,
    w,
)
from arkdoc.ooxml.units import EMU_PER_INCH, EMU_PER_TWIP
from arkdoc.style.role import Role
from arkdoc.write.docx.content.context import InlineContext

Roles = frozenset[Role]
_PLAIN: Roles = frozenset()
_SVG = "image/svg+xml"

# Word refuses a whole document for one address that it can't read, or that is this long.
_ADDRESS_LENGTH = 2000
_KEPT = "/?:@!$&'()*+,;=~%-._"
_LONE_PERCENT = regex("%(?![0-9A-Fa-f]{2})")


def write_inlines(inlines: Inlines, context: InlineContext, roles: Roles = _PLAIN) -> list[Element]:
    """The runs, links and fields of `inlines`, their text in the character styles `roles`."""
    line = _Line(context)
    line.add(inlines, roles)
    return line.finish()


class _Line:
    """A stretch of runs; text in the same style goes into one run, however it was parsed."""

    def __init__(self, context: InlineContext) -> None:
        self._context = context
        self._done: list[Element] = []
        self._waiting: list[str] = []
        self._roles = _PLAIN

    def add(self, inlines: Inlines, roles: Roles) -> None:
        for inline in inlines:
            self._add(inline, roles)

    def finish(self) -> list[Element]:
        if self._waiting:
            self._done.append(self._run(text("".join(self._waiting)), self._roles))
            self._waiting.clear()
        return self._done

    def _add(self, inline: Inline, roles: Roles) -> None:
        change = self._context.shared.change(inline)
        if change is None:
            self._write(inline, roles)
            return
        self.finish()
        start = len(self._done)
        self._write(inline, roles)
        self.finish()
        self._done[start:] = change.runs(self._done[start:])

    def _write(self, inline: Inline, roles: Roles) -> None:
        match inline:
            case Text():
                self._text(inline.text, roles)
            case SoftBreak():
                self._text(" ", roles)
            case Code():
                self._text(inline.text, roles | {Role.CODE})
            case HardBreak():
                self._put(self._run([w("br")], roles))
            case Emphasis():
                self.add(inline.inlines, roles | {Role.EMPHASIS})
            case Strong():
                # Word's toggles add up: strong in a bold heading would come out light.
                self.add(inline.inlines, roles if self._context.bold else roles | {Role.STRONG})
            case Strikethrough():
                self.add(inline.inlines, roles | {Role.STRIKETHROUGH})
            case Link():
                self._link(inline, roles)
            case Reference():
                inside = write_inlines(inline.inlines, self._context, roles | {Role.LINK})
                anchor = bookmark_name(inline.target)
                self._put(hyperlink(inside, anchor=anchor, tip=inline.title))
            case HeadingNumber():
                # The heading's number in its list, which Word counts again with F9 (17.16.5.51).
                number = [self._run(text(inline.number), roles)]
                self._put(*field(f"REF {bookmark_name(inline.target)} \\r \\h", number))
            case Image():
                self._put(self._run([image(inline, self._context)], _PLAIN))
            case FootnoteReference():
                in_footnote = self._context.in_footnote
                marks = self._context.shared.footnotes
                self._put(*marks.call(inline, in_footnote=in_footnote))
            case _:
                assert_never(inline)

    def _text(self, string: str, roles: Roles) -> None:
        if roles != self._roles:
            self.finish()
            self._roles = roles
        self._waiting.append(string)

    def _put(self, *elements: Element) -> None:
        self.finish()
        self._done += elements

    def _run(self, content: list[Element], roles: Roles) -> Element:
        style = self._context.shared.styles.characters(roles)
        return run(*content, style=style, language=self._context.tag)

    def _link(self, link: Link, roles: Roles) -> None:
        target = address(link.destination)
        if not target:
            self.add(without_link(link.inlines, link.title, link.span), roles)
            return
        inside = write_inlines(link.inlines, self._context, roles | {Role.LINK})
        relationship = self._context.relations.link(target)
        self._put(hyperlink(inside, relationship=relationship, tip=link.title))


def address(destination: str) -> str:
    """The destination as a URI of ASCII characters (RFC 3986), or empty if it can't be one."""
    try:
        parts = urlsplit(clean(destination).strip())
        host = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode()
    except (ValueError, UnicodeError):
        return ""
    path, query, fragment = (
        quote(_LONE_PERCENT.sub("%25", part), safe=_KEPT)
        for part in (parts.path, parts.query, parts.fragment)
    )
    if not re.fullmatch(r"[\w.~!$&'()*+,;=:%@\[\]-]*", host, re.ASCII):
        return ""
    if not (host if parts.scheme in ("http", "https") else path):
        return ""
    found = urlunsplit((parts.scheme, host, path, query, fragment))
    return found if len(found) <= _ADDRESS_LENGTH else ""


# --- images ------------------------------------------------------------------------------


def image(picture: Image, context: InlineContext) -> Element:
    """The drawing for an image, no larger than its place; an SVG with a PNG beside it."""
    shared = context.shared
    asset = shared.document.assets[picture.source]
    number = next(shared.drawings)
    width, height = _fitted(asset, context)
    svg = ""
    data, media_type = asset.data, asset.media_type
    if asset.media_type == _SVG:
        svg = _embedded((asset.path, _SVG), data, _SVG, context)
        data, media_type = shared.pictures[asset.path], "image/png"
    return drawing(
        PictureShape(
            number=number,
            name=f"{WORDS[context.language].image_of} {number}",
            width=width,
            height=height,
            alt=None if picture.decorative else picture.alt,
            title=picture.title,
            image=_embedded((asset.path, media_type), data, media_type, context),
            svg=svg,
        )
    )


def _embedded(key: tuple[str, str], data: bytes, media_type: str, context: InlineContext) -> str:
    part = context.shared.file.image(key, data, media_type)
    return context.relations.add(RT.IMAGE, part)


def _fitted(asset: Asset, context: InlineContext) -> tuple[int, int]:
    """The size in EMU: the image's own, or the largest that fits."""
    width = max(1, asset.width) * EMU_PER_INCH / (asset.dpi or 96)
    height = max(1, asset.height) * EMU_PER_INCH / (asset.dpi or 96)
    scale = min(1.0, context.measure * EMU_PER_TWIP / width, context.height * EMU_PER_TWIP / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
