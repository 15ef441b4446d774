"""The note as it is and as it was → its blocks, with what has changed marked before each of them.

Units are compared one by one, and only those that differ from what was compared last: a save costs
what it changed. Blocks that are written alike are the same; of the others, the words that came and
went are marked in the block itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, islice

from arkdoc.assemble.columns import table_setting
from arkdoc.assemble.resolve import refitted
from arkdoc.compare.align import Compared, MatchKind, align
from arkdoc.compare.redline.blocks import INSERTED, BlockJoiner
from arkdoc.compare.redline.sides import Sides
from arkdoc.language.messages import Translator
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_
from arkdoc.model.document import Document, HeadLineKind, Part, head_lines
from arkdoc.model.names import clip
from arkdoc.model.nodes import Block, Contents, Footnote, FootnoteReference, Footnotes, Image
from arkdoc.model.source import NOWHERE
from arkdoc.model.tree import all_inlines, plain_text, text_of
from arkdoc.pipeline.analyse import Analysis
from arkdoc.preview.difference import KeyedElement, keyed_by_html
from arkdoc.preview.snapshot import Snapshot, with_unique_keys
from arkdoc.preview.spoken import spoken
from arkdoc.write.html.markup import element, escaped
from arkdoc.write.html.page_blocks import Address, PageBlocks, RenderedBlock

_MARK = "change:"  # what the keys of marks begin with
_REMOVED = "removed"
_KINDS = {
    MatchKind.ADDED: ("new", N_("New")),
    MatchKind.CHANGED: ("changed", N_("Changed")),
    MatchKind.MOVED: ("moved", N_("Moved")),
    MatchKind.REMOVED: (_REMOVED, N_("Deleted")),
}
_LONGEST = 400
_MOST_SHOWN = 6  # of the blocks that were removed at one place


@dataclass(frozen=True, slots=True)
class _Shown:
    """A block of one version, the part that it is of, and as it is written and compared."""

    part: Part
    block: Block
    rendered: RenderedBlock
    compared: Compared


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version of the note: its document, and its blocks by unit."""

    document: Document
    units: dict[str, list[_Shown]]

    @staticmethod
    def of(analysis: Analysis, address: Address) -> EarlierVersion:
        """The version that was read, its images at the addresses that `address` gives."""
        theme, cache = analysis.sources.theme, Cache()
        document = refitted(analysis.assembly.document, table_setting(theme), cache)
        page = PageBlocks(document, theme, address, cache)
        return EarlierVersion(document, _by_unit(document, chain.from_iterable(page.pieces())))


class ChangesSince:
    """What has changed since `earlier`, told in the language of `tr`."""

    def __init__(self, earlier: EarlierVersion, tr: Translator) -> None:
        self._earlier = earlier
        self._tr = tr
        self._cache = Cache()

    def blocks(self, snapshot: Snapshot) -> tuple[RenderedBlock, ...]:
        """The blocks of the note, and before each that has changed a mark that says so."""
        self._cache.next_round()
        document = snapshot.document
        runs: dict[str, list[tuple[Part, tuple[RenderedBlock, ...]]]] = {}
        rendered = iter(snapshot.blocks)
        for part in document.parts:
            run = tuple(islice(rendered, len(part.blocks)))
            runs.setdefault(part.unit, []).append((part, run))
        units = {
            unit: self._cache.cached_while_equal(
                unit,
                [run for _, run in of_unit],
                lambda unit=unit, of_unit=of_unit: self._unit(unit, of_unit, snapshot),  # type: ignore[misc]
            )
            for unit, of_unit in runs.items()
        }
        left = {unit: iter(blocks) for unit, blocks in units.items()}
        shown = [
            each
            for part in document.parts
            for blocks in islice(left[part.unit], len(part.blocks))
            for each in blocks
        ]
        gone = [each for unit, each in self._earlier.units.items() if unit not in units]
        return with_unique_keys((*shown, *self._removed(list(chain.from_iterable(gone)), "")))

    def head(self, snapshot: Snapshot) -> tuple[KeyedElement, ...]:
        """A mark below the note's head, with the lines of it that have changed, if any has."""
        name, said = _KINDS[MatchKind.CHANGED]
        old, new = _lines(self._earlier.document), _lines(snapshot.document)
        changed = [each for each in dict.fromkeys((*old, *new)) if old.get(each) != new.get(each)]
        if not changed:
            return ()
        lines = [element("p", escaped(self._tr(said)), lang=self._tr.language)]
        for label in changed:
            words = (("del", old.get(label, "")), ("ins", new.get(label, "")))
            both = "".join(element(tag, escaped(text)) for tag, text in words if text)
            lines.append(element("p", escaped(label and f"{label}: ") + spoken(both, self._tr)))
        html = element("div", "".join(lines), class_="pv-change", data_change=name)
        return (keyed_by_html(html),)

    def told(self, elements: Sequence[KeyedElement]) -> KeyedElement:
        """How many places among the `elements` of the page have changed."""
        tr, count = self._tr, sum('class="pv-change"' in each.html for each in elements)
        said = tr.count("{n} place has changed.", "{n} places have changed.", count)
        if not count:
            said = tr("Nothing has changed since then.")
        return keyed_by_html(element("p", escaped(said)))

    def _unit(
        self, unit: str, runs: Sequence[tuple[Part, tuple[RenderedBlock, ...]]], snapshot: Snapshot
    ) -> list[list[RenderedBlock]]:
        """What stands for each block of a unit."""
        old = self._earlier.units.get(unit, [])
        new = [
            _shown(part, *each) for part, run in runs for each in zip(part.blocks, run, strict=True)
        ]
        made: list[list[RenderedBlock]] = []
        gone: list[_Shown] = []
        matches = align([each.compared for each in old], [each.compared for each in new])
        for match in matches:
            if match.kind is MatchKind.REMOVED:
                gone.append(old[match.old])
                continue
            marked = [new[match.new].rendered]
            if match.kind is MatchKind.CHANGED:
                marked = self._changed(old[match.old], new[match.new], snapshot)
            elif match.kind is not MatchKind.SAME:
                marked = [self._mark(match.kind, new[match.new]), *marked]
            made.append([*self._removed(gone, unit), *marked])
            gone = []
        if made:
            made[-1] += self._removed(gone, unit)
        return made

    def _changed(self, old: _Shown, new: _Shown, snapshot: Snapshot) -> list[RenderedBlock]:
        """A block with the words that came and went; only as it is where no words did."""
        keys = old.rendered.key, new.rendered.key
        return self._cache.get(keys, lambda: self._joined(old, new, snapshot))

    def _joined(self, old: _Shown, new: _Shown, snapshot: Snapshot) -> list[RenderedBlock]:
        sides = _PageSides(_alone(self._earlier.document, old), _alone(snapshot.document, new))
        joiner = BlockJoiner(sides)
        if isinstance(new.block, Contents):
            return [new.rendered]
        footnotes: dict[str, Footnote] = {}
        joined: list[Block] = [new.block]
        if isinstance(old.block, Footnotes) and isinstance(new.block, Footnotes):
            footnotes = _joined_footnotes(joiner, new.block, self._earlier.document, snapshot)
        else:
            joined = [each.block for each in joiner.joined((old.block,), (new.block,))]
        if not joiner.revisions:
            return [new.rendered]
        if len(joined) > 1:
            mark = self._mark(MatchKind.ADDED, new)
            return [*self._removed([old], new.part.unit), mark, new.rendered]
        both = snapshot.page.revised(new.part, joined[0], joiner.revisions, footnotes)
        return [self._mark(MatchKind.CHANGED, new), replace(both, html=spoken(both.html, self._tr))]

    def _mark(self, kind: MatchKind, shown: _Shown) -> RenderedBlock:
        name, said = _KINDS[kind]
        html = element(
            "p",
            escaped(self._tr(said)),
            class_="pv-change",
            data_change=name,
            lang=self._tr.language,
        )
        return RenderedBlock(f"{_MARK}{name} {shown.rendered.key}", html, shown.part.unit, NOWHERE)

    def _removed(self, gone: Sequence[_Shown], unit: str) -> list[RenderedBlock]:
        """What was removed at one place, as words."""
        texts = [text for each in gone if (text := _words(each.block))]
        if not texts:
            return []
        name, said = _KINDS[MatchKind.REMOVED]
        tr = self._tr
        lines = [element("p", escaped(tr(said)), lang=tr.language)]
        lines += (
            element("p", element("del", escaped(clip(text, _LONGEST))))
            for text in texts[:_MOST_SHOWN]
        )
        if (more := len(texts) - _MOST_SHOWN) > 0:
            said = tr.count("and {n} more paragraph", "and {n} more paragraphs", more)
            lines.append(element("p", escaped(said), lang=tr.language))
        html = element("div", "".join(lines), class_="pv-change", data_change=name)
        return [
            RenderedBlock(f"{_MARK}{sha256(html.encode()).hexdigest()[:32]}", html, unit, NOWHERE)
        ]


class _PageSides(Sides):
    """Two documents on one page: footnotes' marks are those of the new one."""

    def called(self, mark: FootnoteReference, side: str) -> FootnoteReference:
        """The mark as it is."""
        return mark


def _joined_footnotes(
    joiner: BlockJoiner, block: Footnotes, old: Document, snapshot: Snapshot
) -> dict[str, Footnote]:
    """The footnotes that are set in `block`, with the words of both versions."""
    joined = {}
    for label in block.ids:
        note, before = snapshot.document.footnotes[label], old.footnotes.get(label)
        if before is None:
            joined[label] = joiner.revisions.marked(note, INSERTED)
        else:
            joined[label] = replace(note, blocks=joiner.blocks(before.blocks, note.blocks))
    return joined


def _lines(document: Document) -> dict[str, str]:
    """The lines of a note's head by their label; whether it is a draft is none of them."""
    lines: dict[str, str] = {}
    for line in head_lines(document.head):
        if line.kind is not HeadLineKind.DRAFT:
            words = plain_text(line.inlines)
            lines[line.label] = f"{lines[line.label]} {words}" if line.label in lines else words
    return lines


def _by_unit(document: Document, rendered: Iterator[RenderedBlock]) -> dict[str, list[_Shown]]:
    units: dict[str, list[_Shown]] = {}
    for part in document.parts:
        blocks = zip(part.blocks, islice(rendered, len(part.blocks)), strict=True)
        units.setdefault(part.unit, []).extend(_shown(part, *each) for each in blocks)
    return units


def _shown(part: Part, block: Block, rendered: RenderedBlock) -> _Shown:
    kind = f"{part.language} {type(block).__name__}"
    compared = Compared(kind, text_of((block,)), form=rendered.content)
    return _Shown(part, block, rendered, compared)


def _alone(document: Document, shown: _Shown) -> Document:
    """A document of one block, and its pictures."""
    sources = (each.source for each in all_inlines((shown.block,)) if isinstance(each, Image))
    assets = {source: document.assets[source] for source in sources}
    part = replace(shown.part, blocks=(shown.block,))
    return replace(document, parts=(part,), assets=assets)


def _words(block: Block) -> str:
    """What a block says; a picture, its text."""
    return "" if isinstance(block, Contents | Footnotes) else text_of((block,)).strip()
