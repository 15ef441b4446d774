"""The bytes of a Word file → its parts that hold text, opened safely (ECMA-376 part 1, 11.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import KIND, Package, Relation, check_size
from arkdoc.ooxml.unreadable import NO_TEXT, UnreadableError
from arkdoc.read.word.numbering import WordNumbering
from arkdoc.read.word.styles import WordStyles
from arkdoc.read.word.tags import ID, w

_MAIN = "word/document.xml"
_MACROS = "vbaproject.bin"
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")

NOTE_KINDS = ("footnote", "endnote")
NOTE_MARKS = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
"""The marks of notes, and what the notes that they call are."""


class WordParts(NamedTuple):
    """The parts of one file. `relations` are those of the main part, by id.

    `notes` are the footnotes and the endnotes, by label.
    """

    package: Package
    main: str
    body: Element
    relations: Mapping[str, Relation]
    styles: WordStyles
    numbering: WordNumbering
    notes: Mapping[str, Element]
    headers_and_footers: tuple[Element, ...]
    properties: Mapping[str, str]
    has_macros: bool

    @property
    def stories(self) -> tuple[Element, ...]:
        """What holds the paragraphs that are read: the body, and each note."""
        return (self.body, *self.notes.values())


def open_parts(data: bytes) -> WordParts:
    """Open a Word file. Raises UnreadableError where it can't be used, or asks for too much."""
    package = Package(data)
    main = package.related("", f"{KIND}officeDocument") or _MAIN
    root = package.tree(main)
    body = root.find(w("body"))
    if body is None:
        raise UnreadableError(NO_TEXT)
    check_size(root)
    relations = package.relations(main)

    def tree(kind: str) -> Element | None:
        name = package.related(main, KIND + kind)
        return package.tree(name) if name else None

    styles = WordStyles(tree("styles"))
    return WordParts(
        package,
        main,
        body,
        relations,
        styles,
        WordNumbering(tree("numbering"), styles),
        dict(each for kind in NOTE_KINDS for each in notes_of(tree(f"{kind}s"), kind)),
        tuple(_headers_and_footers(package, relations)),
        dict(_properties(package)),
        any(name.lower().endswith(_MACROS) for name in package.names),
    )


def note_label(mark: Element) -> str:
    """The label of the note that a mark calls: `footnote-2`."""
    return f"{NOTE_MARKS[mark.tag]}-{mark.get(ID)}"


def notes_of(root: Element | None, kind: str) -> Iterator[tuple[str, Element]]:
    """The notes of a part, by label."""
    for note in () if root is None else root.iterchildren(w(kind)):
        if note.get(w("type")) not in _SEPARATORS:
            yield f"{kind}-{note.get(ID) or ''}", note


def _headers_and_footers(package: Package, relations: Mapping[str, Relation]) -> Iterator[Element]:
    met = set()
    for relation in relations.values():
        is_one = relation.kind in (f"{KIND}header", f"{KIND}footer") and not relation.external
        if is_one and relation.target in package.names and relation.target not in met:
            met.add(relation.target)
            yield package.tree(relation.target)


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    """The file's own properties (22.3), which programs and people give it."""
    name = package.related("", f"{KIND}custom-properties")
    if not name:
        return
    for element in package.tree(name):
        value = "".join(map(str, element.itertext())).strip()
        yield (element.get("name") or "").casefold(), value
