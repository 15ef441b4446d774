"""Inlines → HTML phrasing content."""

from collections.abc import Callable
from typing import assert_never

from arkdoc.model.nodes import (
    Caption,
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.revisions import Revision
from arkdoc.model.tree import plain_text
from arkdoc.style.role import Role
from arkdoc.write.html.context import Context
from arkdoc.write.html.markup import data_uri, element, escaped, fragment, opening
from arkdoc.write.html.names import mark_id


def write_inlines(inlines: Inlines, context: Context) -> str:
    """The markup of a run of inlines."""
    if context.revisions:
        return "".join(_revised_inline(inline, context) for inline in inlines)
    return "".join(_inline(inline, context) for inline in inlines)


def revised(change: Revision | None, write: Callable[[], str], words: Callable[[], str]) -> str:
    """What `write` gives, in the element that says what was done to it (HTML, 4.7).

    What was removed is there with its `words` alone: its pictures and notes may be gone.
    """
    if change is None:
        return write()
    return element("del", escaped(words())) if change.kind.is_old else element("ins", write())


def _revised_inline(inline: Inline, context: Context) -> str:
    change = context.change(inline)
    return revised(change, lambda: _inline(inline, context), lambda: _words(inline))


def _words(inline: Inline) -> str:
    return str(inline.number) if isinstance(inline, FootnoteReference) else plain_text((inline,))


def write_spoken(paragraph: Paragraph, context: Context) -> str:
    """The text of a paragraph that is no element of its own, marked if in another language."""
    text = write_inlines(paragraph.inlines, context.in_language(paragraph.language))
    language = context.lang(paragraph.language)
    return element("span", text, lang=language) if language else text


def _inline(inline: Inline, context: Context) -> str:
    match inline:
        case Text():
            # On a screen a table scrolls; what is copied from it has no hyphens inside words.
            on_screen = context.medium == "screen"
            return escaped(inline.text.replace("\u00ad", "") if on_screen else inline.text)
        case SoftBreak():
            return "\n"
        case HardBreak():
            return "<br>"
        case Code():
            return element("code", escaped(inline.text))
        case Emphasis():
            return element("em", write_inlines(inline.inlines, context))
        case Strong():
            return element("strong", write_inlines(inline.inlines, context))
        case Strikethrough():
            return element("s", write_inlines(inline.inlines, context))
        case Link() if inline.is_to_attachment and not context.has_attachments:
            return write_inlines(inline.inlines, context)
        case Link():
            return _link(inline.destination, inline.inlines, inline.title, context)
        case Reference():
            return _link(fragment(inline.target), inline.inlines, inline.title, context)
        case HeadingNumber():
            return escaped(inline.number)
        case Image():
            return write_image(inline, context)
        case FootnoteReference():
            return _footnote_mark(inline, context)
        case _:
            assert_never(inline)


def write_caption(name: str, caption: Caption | None, context: Context) -> str:
    """A caption as the element `name`, its numbered lead-in first; nothing without one."""
    if caption is None:
        return ""
    text = revised(
        context.change(caption),
        lambda: escaped(caption.lead) + write_inlines(caption.inlines, context),
        lambda: plain_text(caption.inlines),
    )
    return element(name, text, class_=Role.CAPTION.css_class)


def _link(address: str, inlines: Inlines, title: str, context: Context) -> str:
    text = write_inlines(inlines, context.inside_link())
    return text if context.linked else element("a", text, href=address, title=title or None)


def write_image(image: Image, context: Context, *, block: bool = False) -> str:
    """An image, carried in the page itself.

    Decoration is hidden from assistive technology: an empty alternative in HTML (WCAG 2.1,
    1.1.1), a background in print, which is how it becomes an artifact (PDF/UA-1, 7.1).
    """
    asset = context.document.assets[image.source]
    width = context.image_width(asset)
    height = max(1, round(width * asset.height / max(asset.width, 1)))
    if image.decorative and context.medium == "print":
        return element(
            "div" if block else "span",
            style=f"display: {'block' if block else 'inline-block'}; "
            f"width: {width}px; height: {height}px; "
            f"background: url({data_uri(asset)}) 0 0 / 100% 100% no-repeat",
        )
    return opening(
        "img",
        class_=width_class(width),
        src=context.address(asset),
        alt="" if image.decorative else image.alt or context.words.image_of,
        title=None if block else image.title or None,
        width=str(width),
        height=str(height),
    )


def width_class(pixels: int) -> str:
    """The class that gives an image its width: no style sits in the markup of the page."""
    return f"ark-px-{pixels}"


def _footnote_mark(mark: FootnoteReference, context: Context) -> str:
    name, number = mark_id(mark.label, mark.occurrence), str(mark.number)
    role = Role.FOOTNOTE_MARK.css_class
    # The comma is no part of the mark, which is a link or a reference.
    comma = element("sup", ",", class_=f"{role} ark-comma") if mark.adjacent else ""
    if context.linked:
        return comma + element("sup", number, class_=role, id=name)
    link = element(
        "a",
        number,
        id=name,
        href=fragment(mark.label),
        role="doc-noteref",
        aria_label=context.words.footnote.format(number=number),
    )
    return comma + element("sup", link, class_=role)
