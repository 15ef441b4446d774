"""The note's contents and its footnotes → links: to the headings, and back to the marks."""

from collections.abc import Sequence

from arkdoc.model.document import ContentsEntry
from arkdoc.model.nodes import FootnoteReference, HardBreak, Inlines, SoftBreak, Text
from arkdoc.model.tree import map_inlines
from arkdoc.style.role import CONTENTS, Role
from arkdoc.write.html.context import Context
from arkdoc.write.html.inlines import write_inlines
from arkdoc.write.html.markup import element, escaped, fragment
from arkdoc.write.html.names import mark_id

# Carlito has this arrow; it has not U+21A9.
_BACK = "↑"


def write_contents(context: Context) -> str:
    """The table of contents: nested ordered lists, named by their heading."""
    entries = _entries(context.document.contents, context)
    if not entries:
        return ""
    name, title = "contents.", escaped(context.words.contents)
    heading = element("p", title, class_=Role.CONTENTS_HEADING.css_class, id=name)
    return element("nav", f"{heading}{entries}", aria_labelledby=name)


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
    words = numbered(entry.number) + write_inlines(
        entry.inlines, context.in_language(entry.language)
    )
    link = element("a", words, href=fragment(entry.target))
    # Room for a number, which the PDF writer puts there once the pages are known.
    room = element("span", "\u2003000", data_page_of=entry.target)
    page = room if context.medium == "print" else ""
    role = CONTENTS[min(entry.level, len(CONTENTS)) - 1]
    return element("p", link + page, class_=role.css_class, lang=context.lang(entry.language))


def numbered(number: str) -> str:
    """The number that stands before a heading's words in the contents, and the space between."""
    return escaped(f"{number} ") if number else ""


def without_marks(inlines: Inlines) -> Inlines:
    """A heading's inlines on one line, without its footnote marks: the heading has those."""
    kept = (inline for inline in inlines if not isinstance(inline, FootnoteReference))
    return tuple(
        Text(" ")
        if isinstance(inline, HardBreak | SoftBreak)
        else map_inlines(inline, without_marks)
        for inline in kept
    )


def back_links(label: str, context: Context) -> str:
    """A link to each mark that calls the footnote `label`, numbered where there are several."""
    marks = context.marks.get(label, ())
    links = []
    for occurrence in marks:
        sign, name = _BACK, context.words.back
        if len(marks) > 1:
            sign, name = f"{sign}\u202f{occurrence}", f"{name} {occurrence}"
        address = fragment(mark_id(label, occurrence))
        link = element(
            "a", sign, class_="ark-back", href=address, role="doc-backlink", aria_label=name
        )
        links.append(f" {link}")
    return "".join(links)
