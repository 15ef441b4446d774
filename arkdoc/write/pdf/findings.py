"""What setting a note showed, and the note → diagnostics for what went wrong in making it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.document import Document
from arkdoc.model.nodes import Blocks, Code, CodeBlock, Image, Text
from arkdoc.model.source import Span
from arkdoc.model.tree import all_inlines, code_lines, walk
from arkdoc.rules.output import LAYOUT_PROBLEM, MISSING_CHARACTER, MISSING_FONT, NOTE_AT_END
from arkdoc.style.theme import Theme
from arkdoc.write.pdf.page_html import STAND_IN
from arkdoc.write.pdf.typeset import Typeset
from arkdoc.write.pdf.writer import svg_source


def findings(pdf: Typeset, document: Document, theme: Theme, note: Span) -> Iterator[Diagnostic]:
    """Layout problems, characters, footnotes and fonts; `note` is the place of the rest."""
    for message in pdf.messages:
        yield diagnostic(LAYOUT_PROBLEM, _image_in(message, document) or note, message=message)
    if pdf.missing:
        yield from _missing_characters(pdf.missing, document, note)
    for label in sorted(pdf.notes_at_end, key=lambda label: document.footnotes[label].number):
        footnote = document.footnotes[label]
        place = footnote.span if footnote.span.path else note
        yield diagnostic(NOTE_AT_END, place, number=footnote.number)
    body = theme.fonts["body"]
    if body.print not in pdf.fonts:
        yield diagnostic(MISSING_FONT, note, font=body.print, package=body.package)


def _image_in(message: str, document: Document) -> Span | None:
    """Where the image stands whose path is in `message`."""
    inlines = all_inlines(_blocks(document))
    images = (inline for inline in inlines if isinstance(inline, Image))
    return next((image.span for image in images if image.source in message), None)


def _missing_characters(
    missing: frozenset[str], document: Document, note: Span
) -> Iterator[Diagnostic]:
    """Each character once a file, where it first stands there."""
    places: dict[tuple[str, str], Span] = {}
    for character, place in _places(missing, document):
        if place.path:
            first = places.setdefault((place.path, character), place)
            places[place.path, character] = min(first, place)
    for character in sorted(missing - {character for _, character in places}):
        places[note.path, character] = note
    for (_, character), place in places.items():
        code = f"U+{ord(character):04X}"
        yield diagnostic(
            MISSING_CHARACTER, place, character=character, code=code, stand_in=STAND_IN
        )


def _places(missing: frozenset[str], document: Document) -> Iterator[tuple[str, Span]]:
    """The missing characters, wherever they stand."""
    blocks = _blocks(document)
    for block in walk(blocks):
        if isinstance(block, CodeBlock):
            for line, place in code_lines(block):
                yield from ((c, place.part(at, 1)) for at, c in enumerate(line) if c in missing)
    for inline in all_inlines(blocks):
        if isinstance(inline, Text):
            for at, character in enumerate(inline.text):
                if character in missing:
                    yield character, inline.span.part(at, 1)
        elif isinstance(inline, Code):
            yield from ((c, inline.span) for c in inline.text if c in missing)
        elif isinstance(inline, Image) and inline.source in document.assets:
            source = svg_source(document.assets[inline.source])
            yield from ((c, inline.span) for c in sorted(missing) if c in source)


def _blocks(document: Document) -> Blocks:
    parts = (part.blocks for part in document.parts)
    notes = (note.blocks for note in document.footnotes.values())
    return tuple(chain.from_iterable(chain(parts, notes)))
