"""A PDF and the note it was made of → what the making of it found, each at its place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.document import Block, Code, CodeBlock, Document, Image, Inline, Text
from arkdoc.model.source import Span
from arkdoc.model.tree import code_lines, inline_runs, walk, walk_inlines
from arkdoc.rules.output import LAYOUT_PROBLEM, MISSING_CHARACTER, MISSING_FONT
from arkdoc.style.theme import Theme
from arkdoc.write.pdf.writer import STAND_IN, Pdf, drawing


def findings(pdf: Pdf, document: Document, theme: Theme, note: Span) -> Iterator[Diagnostic]:
    """What is worth telling; `note` is the place of what has no other."""
    for message in pdf.messages:
        yield diagnostic(LAYOUT_PROBLEM, _image_in(message, document) or note, message=message)
    if pdf.missing:
        yield from _missing_characters(pdf.missing, document, note)
    body = theme.fonts["body"]
    if body.print not in pdf.fonts:
        yield diagnostic(MISSING_FONT, note, font=body.print, package=body.package)


def _image_in(message: str, document: Document) -> Span | None:
    """Where the image stands whose path is in `message`."""
    images = (inline for inline in _inlines(document) if isinstance(inline, Image))
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
    for block in _blocks(document):
        if isinstance(block, CodeBlock):
            for line, place in code_lines(block):
                yield from ((c, place.part(at, 1)) for at, c in enumerate(line) if c in missing)
    for inline in _inlines(document):
        match inline:
            case Text(text, span):
                yield from ((c, span.part(at, 1)) for at, c in enumerate(text) if c in missing)
            case Code(text, span):
                yield from ((c, span) for c in text if c in missing)
            case Image(source, span=span) if source in document.assets:
                inside = drawing(document.assets[source])
                yield from ((c, span) for c in sorted(missing) if c in inside)
            case _:
                pass


def _blocks(document: Document) -> Iterator[Block]:
    runs = (part.blocks for part in document.parts)
    notes = (note.blocks for note in document.footnotes.values())
    return walk(chain.from_iterable(chain(runs, notes)))


def _inlines(document: Document) -> Iterator[Inline]:
    for block in _blocks(document):
        for run in inline_runs(block):
            yield from walk_inlines(run)
