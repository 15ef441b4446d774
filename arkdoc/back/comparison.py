"""A note as it was handed out, and as it came back → its blocks, paired, with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from arkdoc.back.addresses import LinkAddresses
from arkdoc.back.carried import carried, without_lone_fields
from arkdoc.back.kept_notes import with_kept_notes
from arkdoc.back.matching import LASTING, Matching, match_blocks, our_names
from arkdoc.back.origins import Origins, SourceAtoms, SourceBlock, run_of
from arkdoc.back.printed import PrintedBlock, printed_blocks, relabelled
from arkdoc.back.resaved import with_our_looks, with_our_things
from arkdoc.back.text_patches import RunSource
from arkdoc.model.nodes import Caption, Heading, Inlines, Table, ThematicBreak
from arkdoc.model.source import whole_span
from arkdoc.read.word.returned import ReturnedNote

_NEW_NOTE = "+"


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The blocks of both readings, and which is which.

    The notes that both call have the same labels in both. `origin` has for each old block where it
    was written; None for what arkdoc says itself. `addresses` says how links are written. `note_of`
    has the path and the author's label of each note by its label. `with_units` are new blocks that
    were moved with the unit they are of.
    """

    old: tuple[PrintedBlock, ...]
    new: tuple[PrintedBlock, ...]
    matching: Matching
    origins: Origins
    origin: tuple[SourceBlock | None, ...]
    addresses: LinkAddresses
    note_of: Mapping[str, tuple[str, str]]
    base: ReturnedNote
    edited: ReturnedNote
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    with_units: frozenset[int] = frozenset()

    def run_source(self, origin: SourceBlock, *, on_one_line: bool = False) -> RunSource:
        """Where the text of a block was written."""
        is_line = on_one_line or isinstance(origin.node, Heading | Caption)
        return self.run_in(origin, run_of(origin.node), origin.atoms, on_one_line=is_line)

    def run_in(
        self,
        origin: SourceBlock,
        inlines: Inlines,
        atoms: SourceAtoms,
        *,
        in_cell: bool = False,
        on_one_line: bool = False,
    ) -> RunSource:
        """Where a run of a block was written."""
        path, texts = origin.path, self.origins.texts
        start = end = -1
        if inlines and inlines[0].span.path == path:
            span = whole_span(inlines)
            start = texts.offset(path, span.line, span.column)
            end = texts.offset(path, span.end_line, span.end_column)
        return RunSource(
            path,
            texts.text(path),
            start,
            end,
            atoms,
            self.addresses.in_file(path),
            self.labels_in(path),
            in_cell,
            on_one_line,
        )

    def no_source(
        self, path: str, *, in_cell: bool = False, on_one_line: bool = False
    ) -> RunSource:
        """Where a run is to be written that the file at `path` has not."""
        links = self.addresses.in_file(path)
        return RunSource(path, "", -1, -1, (), links, self.labels_in(path), in_cell, on_one_line)

    def labels_in(self, path: str) -> dict[str, str]:
        """What the notes that both sides know are called in the file at `path`."""
        if path not in self.labels:
            self.labels[path] = {
                sign: label for sign, (file, label) in self.note_of.items() if file == path
            }
        return self.labels[path]


def compare(base: ReturnedNote, edited: ReturnedNote, origins: Origins) -> Comparison:
    """Compare two readings of a note."""
    old, given = printed_blocks(base), printed_blocks(edited)
    pairs = same_notes(old, given, _NEW_NOTE)
    new = tuple(with_our_things([with_labels(block, pairs) for block in given], old, base))
    origin = tuple(_origin(block, origins) for block in old)
    known = _known(old, origins)
    matching = match_blocks(old, new, known)
    if (kept := with_kept_notes(old, new, matching)) != new:
        new, matching = kept, match_blocks(old, kept, known)
    matching = without_lone_fields(matching, old, origin)
    with_units = frozenset(carried(matching, origin, len(new)))
    matching = replace(matching, moved=matching.moved - with_units)
    return Comparison(
        old,
        tuple(_settled(old, new, origin, matching)),
        matching,
        origins,
        origin,
        LinkAddresses(old, origin, origins),
        {
            block.story: (where.path, where.story)
            for block, where in zip(old, origin, strict=True)
            if block.story and where is not None and where.story
        },
        base,
        edited,
        with_units=with_units,
    )


def _settled(
    old: Sequence[PrintedBlock],
    new: Sequence[PrintedBlock],
    origin: Sequence[SourceBlock | None],
    matching: Matching,
) -> Iterator[PrintedBlock]:
    """The new blocks without looks that a program gave them by itself."""
    for number, block in enumerate(new):
        mine = matching.old_of.get(number, -1)
        if mine < 0:
            yield block
        else:
            if block.rows and old[mine].rows:  # programs leave out the style of a table
                block = replace(block, shape=old[mine].shape)
            yield with_our_looks(block, old[mine], is_made=origin[mine] is None)


def _known(old: Sequence[PrintedBlock], origins: Origins) -> frozenset[str]:
    """The bookmarks that tell one block from another."""
    made = {name for block in old for name in our_names(block) if name.startswith(LASTING)}
    written = {
        name for name, where in origins.by_name.items() if not isinstance(where.node, ThematicBreak)
    }
    return frozenset(made | written)


def _origin(block: PrintedBlock, origins: Origins) -> SourceBlock | None:
    for name in our_names(block):
        found = origins.by_name.get(name)
        if found is None:
            continue
        is_table, is_rule = isinstance(found.node, Table), isinstance(found.node, ThematicBreak)
        kind = block.shape.kind
        if is_table == (kind == "table") and is_rule == (kind == "rule"):
            return found
    return None


# --- notes -------------------------------------------------------------------------------


def same_notes(
    old: Sequence[PrintedBlock], new: Sequence[PrintedBlock], before_new: str
) -> dict[str, str]:
    """What each note of the new reading is called in the old one.

    One that is new is called as there, with `before_new` before it.
    """
    by_name = {name: block.story for block in old if block.story for name in our_names(block)}
    words = Counter(block.text for block in old if block.story)
    by_words = {block.text: block.story for block in old if block.story and words[block.text] == 1}
    found: dict[str, str] = {}
    offers: list[tuple[str, str]] = []
    for block in new:
        if block.story:
            offers += [(block.story, by_name[n]) for n in our_names(block) if n in by_name]
    for block in new:
        if block.story and block.text in by_words:
            offers.append((block.story, by_words[block.text]))
    taken: set[str] = set()
    for theirs, ours in offers:
        if theirs not in found and ours not in taken:
            found[theirs] = ours
            taken.add(ours)
    for block in new:
        if block.story and block.story not in found:
            found[block.story] = f"{before_new}{block.story}"
    return found


def with_labels(block: PrintedBlock, labels: Mapping[str, str]) -> PrintedBlock:
    """`block` with its notes, and the one that it is of, called as `labels` say."""
    named = block.with_atoms(lambda atoms: relabelled(atoms, labels))
    return replace(named, story=labels.get(block.story, block.story))
