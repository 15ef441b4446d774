"""The page's tree of elements → the same tree, each footnote moved to the mark that calls it.

From there the layout takes it to the foot of the page (CSS Generated Content for Paged Media 3,
“Footnotes”). What is too long for a foot stays at its unit's end, where it is in HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from math import ceil
from xml.etree.ElementTree import Element

from arkdoc.write.html.names import FOOT_CLASS, FOOT_NUMBER_CLASS, label_of_mark

MOST_LINES = 8
"""How many lines a note at the foot has at most: it is set whole, which opens holes above it."""

_LINE = 100  # characters that a line of a note has, roughly
_TEXTS = frozenset({"li", "ol", "p", "ul"})
_INLINES = frozenset({"a", "br", "code", "em", "s", "span", "strong", "sup"})
_LINES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
# What draws a line under or through all that is inside it.
_DRAWING = frozenset({"a", "s"})


def move_to_feet(page: Element, at_end: Set[str]) -> dict[str, str]:
    """Move the notes, but those `at_end` → the id of its mark for each that was moved."""
    around = {kid: parent for parent in page.iter() for kid in parent}
    marks = dict(_marks(page))
    moved = {}
    for section in [each for each in page.iter("section") if _holds_notes(each)]:
        notes = [note for kid in section if kid.tag == "ol" for note in kid]
        for note in notes:
            label = note.get("id", "")
            if label in marks and label not in at_end and _is_short(note):
                language = _language(note, around)
                around[note].remove(note)
                _insert(note, marks[label], around)
                if _other_languages(note, around) != {language}:
                    note.set("lang", language)
                moved[label] = marks[label].get("id", "")
        stay = [note for note in notes if note.get("id") not in moved]
        if stay:
            _count(stay)
        else:
            around[section].remove(section)
    return moved


def has_stray_marks(page: Element) -> bool:
    """Whether a note is called whose text is not in `page`."""
    ids = {note.get("id") for section in page.iter("section") for note in section.iter("li")}
    return any(label not in ids for label, _ in _marks(page))


def _holds_notes(element: Element) -> bool:
    return element.get("role") == "doc-endnotes"


def _marks(element: Element) -> Iterator[tuple[str, Element]]:
    """The first mark of each note's in the text, by the note's id; those in notes don't count."""
    marks: dict[str, Element] = {}
    waiting = [element]
    while waiting:
        element = waiting.pop()
        if label := label_of_mark(element.get("id", "")):
            marks.setdefault(label, element)
        if not _holds_notes(element):
            waiting.extend(reversed(element))
    yield from marks.items()


def _is_short(note: Element) -> bool:
    """Whether it is text of no more lines than there is room for at the foot of a page."""
    lines = 0
    for element in note.iter():
        if element.tag not in _TEXTS | _INLINES:
            return False
        if element.tag == "p":
            lines += max(1, ceil(len("".join(element.itertext())) / _LINE))
        elif element.tag in ("br", "li"):
            lines += 1
    return lines <= MOST_LINES + 1  # an item of a list, as the note is


def _insert(note: Element, mark: Element, around: dict[Element, Element]) -> None:
    """Put the note after its mark; after the link or the deletion that the mark is in, if any.

    That may have called others, whose notes stand there already: this one comes after them.
    """
    before, element = mark, mark
    while (element := around[element]).tag in _INLINES:
        if element.tag in _DRAWING or element.tag == "sup":
            before = element
    parent = around[before]
    at = list(parent).index(before) + 1
    while at < len(parent) and FOOT_CLASS in parent[at].get("class", "").split():
        before, at = parent[at], at + 1
    parent.insert(at, note)
    note.tail, before.tail = before.tail, None
    around[note] = parent
    note.set("class", f"{note.get('class', '')} {FOOT_CLASS}")
    note.attrib.pop("style", None)  # it would go on counting in a list around the mark
    _number(note)


def _number(note: Element) -> None:
    number = Element("span", {"class": FOOT_NUMBER_CLASS})
    number.text = f"{note.get('value')}."
    line = next(iter(note), None)
    if line is None or line.tag != "p":
        line = Element("div")
        note.insert(0, line)
    line.insert(0, number)
    number.tail, line.text = line.text, None


def _count(notes: list[Element]) -> None:
    """Number the notes that stay, as WeasyPrint ignores `value`."""
    before = 0
    for note in notes:
        number = int(note.get("value", "0"))
        note.set("style", f"counter-increment: list-item {number - before}")
        before = number


def _other_languages(note: Element, around: Mapping[Element, Element]) -> set[str]:
    """The languages of the text that the note is moved to, and of what that text is in.

    In the PDF's tags the note comes after its paragraph, whose language may be another.
    """
    found, element = set(), note
    while (element := around[element]).tag in _INLINES | _LINES:
        found.add(_language(element, around))
    return {*found, _language(element, around)}


def _language(element: Element, around: Mapping[Element, Element]) -> str:
    found: Element | None = element
    while found is not None and not found.get("lang"):
        found = around.get(found)
    return "" if found is None else found.get("lang", "")
