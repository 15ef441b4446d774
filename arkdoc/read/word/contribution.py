"""The bytes of a Word file → Contribution.

No input raises: a file that can't be read gives a Contribution with a `fault` (quarantine).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from arkdoc.model.diagnostic import diagnostic
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Footnote,
    Heading,
    Paragraph,
)
from arkdoc.model.note import Body, ClueKind, Contribution, UnitClue
from arkdoc.model.source import WordText, start_of
from arkdoc.model.tree import map_blocks, plain_text
from arkdoc.ooxml.form import UNIT
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.revisions import AUTHOR
from arkdoc.ooxml.unreadable import TOO_LARGE, UnreadableError
from arkdoc.read.contribution_fields import contribution_of
from arkdoc.read.word import fields
from arkdoc.read.word.body import has_title, read_blocks
from arkdoc.read.word.head_fields import take_head
from arkdoc.read.word.inlines import is_bold
from arkdoc.read.word.languages import denied_languages, file_language
from arkdoc.read.word.ledger import compare_words
from arkdoc.read.word.measure_table import take_measures
from arkdoc.read.word.notes import read_notes
from arkdoc.read.word.parts import open_parts
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.tags import P, T, w
from arkdoc.rules.word_files import UNREADABLE_WORD_FILE
from arkdoc.rules.word_reading import MACROS, OUR_REVISIONS, REVISIONS

_TAB = w("tab")
_DESCRIBED = qname("wp:docPr")
_FORMAT_CHANGES = tuple(
    w(f"{of}PrChange") for of in ("r", "p", "tbl", "tblEx", "tr", "tc", "sect")
)  # 17.13.5
_LONGEST = 10 * 1024 * 1024
"""Bytes that one Word file may have (contract, clause 4)."""


def read_word_contribution(path: str, data: bytes) -> Contribution:
    """Read the Word file that lies at `path`, relative to the root (word.md, 1)."""
    digest = sha256(data).hexdigest()
    try:
        if len(data) > _LONGEST:
            raise UnreadableError(TOO_LARGE)
        return _FileReader(path, data).contribution(digest)
    except UnreadableError as error:
        return _unreadable(path, digest, error)


class WholeText(NamedTuple):
    """All that a Word file says, its head and its measures as they stand there.

    `has_title`: its first heading is the title, and those below it are one level down. `pictures`
    as in Contribution.
    """

    body: Body
    pictures: Mapping[str, bytes]
    language: str
    has_title: bool


def read_whole_text(path: str, data: bytes) -> WholeText:
    """Read a Word file as a text and not as a contribution. Raises UnreadableError."""
    if len(data) > _LONGEST:
        raise UnreadableError(TOO_LARGE)
    return _FileReader(path, data).whole()


class _FileReader:
    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._reading = Reading(path, open_parts(data))
        self._called_in: Mapping[str, int] = {}  # a note's label → the number of a paragraph

    def whole(self) -> WholeText:
        blocks, notes, language = self._read()
        reading = self._reading
        body = Body(blocks, notes, diagnostics=tuple(reading.diagnostics))
        pictures = dict(sorted(reading.drawn_parts.pictures.items()))
        return WholeText(body, pictures, language, reading.has_title)

    def _read(self) -> tuple[Blocks, tuple[Footnote, ...], str]:
        """The blocks, the footnotes, and the language of most of them, which they don't state."""
        reading = self._reading
        reading.has_title = has_title(reading)
        blocks = read_blocks(reading, reading.file.body)
        called = read_notes(reading, blocks)
        blocks, notes, self._called_in = called.blocks, called.notes, called.called_in
        compare_words(reading, blocks, (note.blocks for note in notes))
        self._left_out()
        language = file_language(reading)
        unmarked = denied_languages(reading) | {language}
        blocks = _without_language(blocks, unmarked)
        notes = tuple(
            replace(note, blocks=_without_language(note.blocks, unmarked)) for note in notes
        )
        return blocks, notes, language

    def contribution(self, digest: str) -> Contribution:
        blocks, notes, language = self._read()
        reading = self._reading
        titles = tuple(_titles(blocks, has_title=reading.has_title))
        blocks, given, clues = take_head(reading, blocks)
        blocks, measures = take_measures(reading, blocks, given)
        body = Body(blocks, notes, diagnostics=tuple(reading.diagnostics))
        contribution = contribution_of(self._path, digest, given, body, measures)
        return replace(
            contribution,
            unit="",
            language=contribution.language or language,
            clues=(*self._claims(), *clues, *titles, _file_name(self._path)),
            word_text=self._text(),
            pictures=dict(sorted(reading.drawn_parts.pictures.items())),
        )

    # --- what is told of the file as a whole ---------------------------------------------------

    def _left_out(self) -> None:
        reading = self._reading
        for part in reading.file.headers_and_footers:
            text = " ".join("".join(_shown(part)).split())
            if text:
                reading.say_left_out(start_of(self._path), fields.HEADER_OR_FOOTER, text)
        if reading.file.has_macros:
            reading.say(MACROS, start_of(self._path))
        for story in reading.file.stories:
            for change in story.iter(*_FORMAT_CHANGES):
                around = next(change.iterancestors(P), None)
                reading.revised(change, 0 if around is None else reading.number(around))
        revisions = reading.revisions
        if revisions.count:
            rule = OUR_REVISIONS if revisions.authors == {AUTHOR} else REVISIONS
            reading.say(rule, reading.whole(revisions.first), count=revisions.count)

    # --- the unit ------------------------------------------------------------------------------

    def _claims(self) -> Iterator[UnitClue]:
        yield from self._reading.clues
        if unit := self._reading.file.properties.get(UNIT):
            yield UnitClue(ClueKind.PROPERTY, unit, start_of(self._path))

    def _text(self) -> WordText:
        reading = self._reading
        headings = [0] * len(reading.texts)
        heading = 0
        for number in map(reading.number, reading.file.body.iter(P)):
            headings[number - 1] = heading
            heading = number if number in reading.headings else heading
        for label, called_in in self._called_in.items():
            for number in map(reading.number, reading.file.notes[label].iter(P)):
                headings[number - 1] = headings[called_in - 1]
        return WordText(self._path, tuple(reading.texts), tuple(headings))


def _titles(blocks: Blocks, *, has_title: bool) -> Iterator[UnitClue]:
    """The title, the first heading, and the first bold line, which may name the unit."""
    headings = (block for block in blocks if isinstance(block, Heading))
    paragraphs = (block for block in blocks if isinstance(block, Paragraph) and block.inlines)
    bold = (paragraph for paragraph in paragraphs if is_bold(paragraph.inlines))
    lines: list[Heading | Paragraph] = [*islice(headings, 1 + has_title), *islice(bold, 1)]
    for line in lines:
        yield UnitClue(ClueKind.TITLE, plain_text(line.inlines), line.span)


def _without_language(blocks: Blocks, languages: frozenset[str]) -> Blocks:
    """`blocks` without what says that they are in one of `languages`."""

    def block(given: Block) -> Block:
        if isinstance(given, Paragraph | Heading) and given.language in languages:
            given = replace(given, language="")
        return map_blocks(given, run)

    def run(given: Blocks) -> Blocks:
        return tuple(map(block, given))

    return run(blocks)


def _shown(part: Element) -> Iterator[str]:
    """The texts of a header or footer and of its pictures, paragraphs and tabs apart."""
    for element in part.iter(T, P, _TAB, _DESCRIBED):
        if element.tag == T:
            yield element.text or ""
        else:
            yield f" {element.get('descr') or ''} "


def _unreadable(path: str, digest: str, error: UnreadableError) -> Contribution:
    """A contribution in quarantine; its unit may follow from the name of its file."""
    fault = diagnostic(UNREADABLE_WORD_FILE, start_of(path), reason=error, cure=error.cure)
    return Contribution(
        path,
        digest,
        "",
        start_of(path),
        Body(()),
        fault=fault,
        diagnostics=(fault,),
        clues=(_file_name(path),),
    )


def _file_name(path: str) -> UnitClue:
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return UnitClue(ClueKind.FILE_NAME, stem, start_of(path))
