"""What leads through the note: its table of contents, and the ways back from its footnotes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from arkdoc.model.document import (
    Code,
    ContentsEntry,
    Emphasis,
    FootnoteReference,
    HardBreak,
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
from arkdoc.style.role import CONTENTS, Role
from arkdoc.write.html.context import Context
from arkdoc.write.html.inlines import mark_id, write_inlines
from arkdoc.write.html.markup import element, escaped, fragment

# Carlito has this arrow; it has not U+21A9.
_BACK = "↑"


def write_contents(context: Context) -> str:
    """The table of contents: nested ordered lists, named by their heading."""
    name = "contents."
    words = context.words
    heading = element("p", escaped(words.contents), class_=Role.CONTENTS_HEADING.css_class, id=name)
    entries = _entries(context.document.contents, context)
    return element("nav", f"{heading}{entries}", aria_labelledby=name) if entries else ""


def _entries(entries: Sequence[ContentsEntry], context: Context) -> str:
    """A list of the entries of the first one's level or above, each with its own inside it."""
    if not entries:
        return ""
    level = entries[0].level
    starts = [index for index, entry in enumerate(entries) if entry.level <= level]
    items = []
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        inside = _entries(entries[start + 1 : end], context)
        items.append(element("li", _entry(entries[start], context) + inside))
    return element("ol", "\n".join(items), role="list")


def _entry(entry: ContentsEntry, context: Context) -> str:
    words = write_inlines(entry.inlines, context.speaking(entry.language))
    link = element("a", words, href=fragment(entry.target))
    # Room for a number, which the PDF writer puts there once the pages are known.
    room = element("span", "\u2003000", data_page_of=entry.target)
    page = room if context.medium == "print" else ""
    role = CONTENTS[min(entry.level, len(CONTENTS)) - 1]
    return element("p", link + page, class_=role.css_class, lang=context.lang(entry.language))


def label(inlines: Inlines) -> Inlines:
    """What a heading says, without its footnote marks: those stand in the heading itself."""
    return tuple(piece for inline in inlines for piece in _label_piece(inline))


def _label_piece(inline: Inline) -> Inlines:
    match inline:
        case FootnoteReference():
            return ()
        case HardBreak() | SoftBreak():
            return (Text(" "),)
        case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
            return (replace(inline, inlines=label(inline.inlines)),)
        case Text() | Code() | Image():
            return (inline,)
        case _:
            assert_never(inline)


def note_label(context: Context) -> str:
    """What stands over a list of footnotes; no heading, the outline being the note's own."""
    return element("p", escaped(context.words.footnotes), class_="ark-footnotes-label")


def back_links(label: str, context: Context) -> str:
    """A link to each mark that calls the footnote `label`."""
    marks = context.marks.get(label, ())
    links = (_back_link(label, mark, len(marks) > 1, context) for mark in marks)
    return "".join(f" {link}" for link in links)


def _back_link(label: str, occurrence: int, several: bool, context: Context) -> str:
    number = f" {occurrence}" if several else ""
    return element(
        "a",
        _BACK + (f"\u202f{occurrence}" if several else ""),
        class_="ark-back",
        href=fragment(mark_id(label, occurrence)),
        role="doc-backlink",
        aria_label=context.words.back + number,
    )
