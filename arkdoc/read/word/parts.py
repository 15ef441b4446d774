"""The bytes of a Word file → its parts that hold text, opened safely (ECMA-376 part 1, 11.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import Package, Relation, check_size
from arkdoc.ooxml.unreadable import NO_TEXT, UnreadableError
from arkdoc.read.word.numbering import WordNumbering
from arkdoc.read.word.styles import WordStyles
from arkdoc.read.word.tags import ID, w

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAIN = "word/document.xml"
_MACROS = "vbaproject.bin"
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")

Notes = Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of one file. `relations` are those of the main part, by id."""

    package: Package
    main: str
    body: Element
    relations: Mapping[str, Relation]
    styles: WordStyles
    numbering: WordNumbering
    footnotes: Notes
    endnotes: Notes
    headers_and_footers: tuple[Element, ...]
    properties: Mapping[str, str]
    has_macros: bool

    @property
    def stories(self) -> Iterator[Element]:
        """The body, and each note."""
        yield self.body
        yield from self.footnotes.values()
        yield from self.endnotes.values()


def open_parts(data: bytes) -> WordParts:
    """Open a Word file. Raises UnreadableError where it can't be used, or asks for too much."""
    package = Package(data)
    main = package.related("", f"{_KIND}officeDocument") or _MAIN
    root = package.tree(main)
    body = root.find(w("body"))
    if body is None:
        raise UnreadableError(NO_TEXT)
    check_size(root)
    relations = package.relations(main)

    def tree(kind: str) -> Element | None:
        name = package.related(main, _KIND + kind)
        return package.tree(name) if name else None

    styles = WordStyles(tree("styles"))
    return WordParts(
        package,
        main,
        body,
        relations,
        styles,
        WordNumbering(tree("numbering"), styles),
        dict(_notes(tree("footnotes"), "footnote")),
        dict(_notes(tree("endnotes"), "endnote")),
        tuple(_headers_and_footers(package, relations)),
        dict(_properties(package)),
        any(name.lower().endswith(_MACROS) for name in package.names),
    )


def _notes(root: Element | None, name: str) -> Iterator[tuple[str, Element]]:
    if root is not None:
        for note in root.iterchildren(w(name)):
            if note.get(w("type")) not in _SEPARATORS:
                yield note.get(ID) or "", note


def _headers_and_footers(package: Package, relations: Mapping[str, Relation]) -> Iterator[Element]:
    met = set()
    for relation in relations.values():
        is_one = relation.kind in (f"{_KIND}header", f"{_KIND}footer") and not relation.external
        if is_one and relation.target in package.names and relation.target not in met:
            met.add(relation.target)
            yield package.tree(relation.target)


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    """The file's own properties (22.3), which programs and people give it."""
    name = package.related("", f"{_KIND}custom-properties")
    if not name:
        return
    for element in package.tree(name):
        value = "".join(map(str, element.itertext())).strip()
        yield (element.get("name") or "").casefold(), value
