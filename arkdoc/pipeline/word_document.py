"""A Word file → a Document, so that it can be compared with another one.

It has no head but its title: what else stands above the text is its first paragraphs.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from arkdoc.compare.align import Compared, MatchKind, align
from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.document import Document, Head, Part
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    Table,
    Text,
)
from arkdoc.model.tree import (
    map_all_inlines,
    map_blocks,
    plain_text,
    spoken_runs,
)
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.read.image.reader import read_image
from arkdoc.read.word.contribution import WholeText, read_whole_text

_UNREADABLE = N_("{file} can't be read: {reason}. {cure}")
_LEAST_LEVEL, _MOST_LEVEL = 1, 5


def word_document(name: str, data: bytes) -> Document:
    """The Word file called `name`, as a person reads it: changes in it are as accepted.

    Raises ArkdocError where it can't be read.
    """
    try:
        whole = read_whole_text(name, data)
    except UnreadableError as error:
        raise ArkdocError(_UNREADABLE, file=name, reason=error, cure=error.cure) from error
    return _DocumentOfWord(whole).document()


class _DocumentOfWord:
    def __init__(self, whole: WholeText) -> None:
        self._whole = whole
        self._ids = count(1)
        self._counts = {"table": count(1), "figure": count(1)}
        self._language = whole.language if whole.language in WORDS else "nb"
        self._assets: dict[str, Asset] = {}
        for path, picture in whole.pictures.items():
            asset = read_image(path, picture)
            if isinstance(asset, Asset):
                self._assets[path] = asset

    def document(self) -> Document:
        body = self._whole.body
        title, blocks = self._title(body.blocks)
        notes = {
            note.label: replace(note, blocks=self._blocks(note.blocks), number=number)
            for number, note in enumerate(body.footnotes, start=1)
        }
        part = Part("", self._language, "", self._blocks(blocks))
        head = Head(title, "", "", (), "", title, "", "", "", "")
        return Document(head, self._language, (part,), notes, (), self._assets)

    def _title(self, blocks: Blocks) -> tuple[str, Blocks]:
        """The title and the rest, where the file has one."""
        if self._whole.has_title:
            for place, block in enumerate(blocks):
                if isinstance(block, Heading) and block.level == _LEAST_LEVEL:
                    return plain_text(block.inlines), (*blocks[:place], *blocks[place + 1 :])
        return "", blocks

    def _blocks(self, blocks: Blocks) -> Blocks:
        shown = map_all_inlines(blocks, self._inline)
        return tuple(map(self._block, shown))

    def _block(self, block: Block) -> Block:
        down = 1 if self._whole.has_title else 0
        if isinstance(block, Heading):
            level = min(max(block.level - down, _LEAST_LEVEL), _MOST_LEVEL)
            return replace(block, level=level, id=f"h{next(self._ids)}")
        if isinstance(block, Table) and block.caption:
            return replace(block, caption=self._numbered(block.caption, "table"))
        if isinstance(block, Figure) and block.caption:
            return replace(block, caption=self._numbered(block.caption, "figure"))
        return map_blocks(block, lambda inside: tuple(map(self._block, inside)))

    def _numbered(self, caption: Caption, kind: str) -> Caption:
        words = WORDS[self._language]
        label = words.table if kind == "table" else words.figure
        return replace(caption, label=label, number=next(self._counts[kind]))

    def _inline(self, inline: Inline) -> Inline:
        """A picture that can't be used is its text."""
        if isinstance(inline, Image) and inline.source not in self._assets:
            return Text(inline.alt)
        return inline


def with_labels_of(old: Document, new: Document) -> Document:
    """`old`, its footnotes called as those of `new` that they became.

    In a Word file they are called by their numbers, which change as soon as one is put in.
    """
    labels = tuple(old.footnotes), tuple(new.footnotes)
    matches = align(_texts(old), _texts(new))
    kept = {
        labels[0][match.old]: labels[1][match.new]
        for match in matches
        if match.kind is not MatchKind.REMOVED and match.old >= 0 and match.new >= 0
    }
    names = {label: kept.get(label, f"tidligere {label}") for label in labels[0]}

    def renamed(inline: Inline) -> Inline:
        if isinstance(inline, FootnoteReference):
            return replace(inline, label=names.get(inline.label, inline.label))
        return inline

    parts = tuple(replace(part, blocks=map_all_inlines(part.blocks, renamed)) for part in old.parts)
    notes = {
        names[label]: replace(
            note, label=names[label], blocks=map_all_inlines(note.blocks, renamed)
        )
        for label, note in old.footnotes.items()
    }
    return replace(old, parts=parts, footnotes=notes)


def _texts(document: Document) -> list[Compared]:
    return [
        Compared("note", " ".join(plain_text(run) for run, _ in spoken_runs(note.blocks)))
        for note in document.footnotes.values()
    ]
