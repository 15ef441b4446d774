"""The sources with edits made → whether they are printed as the edited Word file reads."""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from arkdoc.assemble.unlinked import without_attachment_links
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.edited_files import edited_file
from arkdoc.back.matching import Matching, match_blocks
from arkdoc.back.model import EditKind
from arkdoc.back.origins import made_names
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import Atom, Atoms, PrintedBlock, printed_blocks
from arkdoc.back.source_texts import SourceTexts
from arkdoc.back.typeset import as_typed, without_typography
from arkdoc.back.wanted import (
    WantedBlock,
    has_both,
    has_some,
    is_made,
    is_same,
    without_empty_columns,
)
from arkdoc.model.cache import Cache
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import NOTE, Sources, with_files
from arkdoc.pipeline.render import word_style
from arkdoc.read.word.returned import ReturnedNote, read_returned

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A PNG of one dot, in the place of what programs show that can't draw SVG."""


class _Dots(dict[str, bytes]):
    """A picture for every path: the proof lays nothing out and draws nothing."""

    def __missing__(self, path: str) -> bytes:
        return _DOT


@dataclass(frozen=True, slots=True)
class PrintedAgain:
    """The Word file made of sources as it reads; `made` are the bookmarks of what arkdoc made."""

    note: ReturnedNote
    made: frozenset[str]


def print_again(
    sources: Sources, cache: Cache | None = None, *, links_attachments: bool = True
) -> PrintedAgain:
    """What the Word file made of `sources` reads, without laying out a page.

    `links_attachments`: it leads to the attachments, as one that was downloaded doesn't.
    """
    from arkdoc.assemble.columns import table_setting
    from arkdoc.assemble.resolve import refitted
    from arkdoc.write.docx.writer import write_docx

    document = analyse(sources, cache).assembly.document
    if not links_attachments:
        document = without_attachment_links(document)
    theme, template, _ = word_style(sources)
    fitted = refitted(document, table_setting(theme), cache or Cache())
    data = write_docx(fitted, theme, pages={}, pictures=_Dots(), template=template)
    return PrintedAgain(read_returned(data), made_names(document, SourceTexts(sources)))


def with_edits(
    sources: Sources, edits: Iterable[TextEdit], new_files: Mapping[str, bytes]
) -> Sources:
    """`sources` as they would be with `edits` made."""
    by_path: dict[str, list[TextEdit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, []).append(edit)
    before = {NOTE: sources.note, **sources.contributions}
    edited = {path: edited_file(path, before[path], mine) for path, mine in by_path.items()}
    return with_files(sources, {**edited, **new_files})


def prove(
    comparison: Comparison,
    drafts: Sequence[Draft],
    wanted: Sequence[WantedBlock],
    again: PrintedAgain,
    beside: Sequence[Draft] = (),
    *,
    with_files: bool = False,
) -> tuple[Draft, ...]:
    """Compare what is printed again with what is wanted; what is to blame where it is not so.

    `beside` are to blame too where that is a block that no change writes, and `with_files` all
    changes of the file that it stands in.
    """
    named = printed_blocks(again.note)
    made = {n for n, block in enumerate(named) if is_made(block, again.made)}
    printed = tuple(map(_bare, _labelled(named)))
    blocks = tuple(map(_bare, _labelled([each.block for each in wanted])))
    matching = match_blocks(printed, blocks)
    blame = _Blame(drafts, comparison, beside, with_files=with_files)
    expected = set(_not_compared(comparison, drafts))
    strict = set(_strict(comparison, drafts))
    failed: list[Draft] = []
    of_fields = set(_tables_of_fields(comparison))
    for n, each in enumerate(wanted):
        mine = matching.old_of.get(n, -1)
        found, block = (printed[mine] if mine >= 0 else None), blocks[n]
        if found is not None and each.number in of_fields:  # nothing has a field: it has no column
            found, block = without_empty_columns(found), without_empty_columns(block)
            each = _without_empty_columns(each)
        is_right = found is not None and _is_as_wanted(found, block, each, strict)
        if not is_right and each.number not in expected:
            failed += blame.of(each.near)
    copies = made - matching.new_of.keys()
    too_many = Counter(block.text for n, block in enumerate(printed) if n not in copies)
    too_many.subtract(block.text for block in blocks)
    for place, extra, after in _extra(printed, matching):
        is_there = bool(extra.text.strip() or extra.rows)
        if is_there and place not in copies and too_many[extra.text] > 0:
            too_many[extra.text] -= 1
            failed += blame.of(wanted[after].near if wanted else 0)
    gaps = _gaps(wanted, matching)
    for n in sorted(matching.moved):
        before, after = gaps[n]  # what both sides put in at one place has no order
        if not wanted[n].is_put_in or not before < matching.old_of[n] < after:
            own = blame.own(wanted[n].number)
            failed += [draft for draft in own if draft.kind is not EditKind.FIELD]
    unique = {id(draft): draft for draft in failed if not draft.is_refused}
    return tuple(unique.values())


def _not_compared(comparison: Comparison, drafts: Sequence[Draft]) -> Iterator[int]:
    """The new blocks of which it can't be told how they are to be printed: arkdoc makes them."""
    meant = {n for draft in drafts if not draft.is_refused and draft.edits for n in draft.all_new}
    for mine, number in comparison.matching.new_of.items():
        if comparison.origin[mine] is None and number not in meant:
            yield number


def _tables_of_fields(comparison: Comparison) -> Iterator[int]:
    """The new blocks that are tables of measures."""
    for mine, number in comparison.matching.new_of.items():
        origin = comparison.origin[mine]
        if origin is not None and origin.is_field and comparison.old[mine].rows:
            yield number


def _without_empty_columns(wanted: WantedBlock) -> WantedBlock:
    base, today = (each and without_empty_columns(each) for each in (wanted.base, wanted.today))
    return replace(wanted, base=base, today=today)


def _strict(comparison: Comparison, drafts: Sequence[Draft]) -> Iterator[int]:
    """The new blocks in which nothing but signs of typography was changed."""
    for draft in drafts:
        if draft.old >= 0 and draft.new >= 0:
            old, new = comparison.old[draft.old].text, comparison.new[draft.new].text
            if old != new and as_typed(old) == as_typed(new):
                yield draft.new


def _is_as_wanted(
    found: PrintedBlock, block: PrintedBlock, wanted: WantedBlock, strict: Container[int]
) -> bool:
    if wanted.base is not None and wanted.today is not None:
        is_right = has_some if wanted.is_partly else has_both
        return is_right(found, wanted.base, wanted.today, block)
    return is_same(found, block) or (
        wanted.number not in strict
        and is_same(without_typography(found), without_typography(block))
    )


def _gaps(wanted: Sequence[WantedBlock], matching: Matching) -> list[tuple[int, int]]:
    """For each wanted block the printed ones before and after all that is put in at its place."""
    found: list[tuple[int, int]] = []
    before = -1
    for n, each in enumerate(wanted):
        if not each.is_put_in:
            before = matching.old_of.get(n, before)
        found.append((before, -1))
    after = len(matching.new_of) + len(wanted)
    for n in range(len(wanted) - 1, -1, -1):
        if not wanted[n].is_put_in:
            after = matching.old_of.get(n, after)
        found[n] = (found[n][0], after)
    return found


class _Blame:
    """Which changes a block that did not come back is of."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        comparison: Comparison,
        beside: Sequence[Draft],
        *,
        with_files: bool,
    ) -> None:
        self._c, self._new, self._beside = comparison, comparison.new, beside
        self._with_files = with_files
        self._calls = {
            atom.sign: n
            for n, block in enumerate(self._new)
            for atom in block.all_atoms()
            if atom.thing == "note"
        }
        self._own: dict[int, list[Draft]] = {}
        self._in_file: dict[str, list[Draft]] = {}
        at: dict[int, tuple[int, Draft]] = {}  # the first change at each place, and its order
        for n, (place, draft) in enumerate(zip(_places(drafts), drafts, strict=True)):
            if draft.is_refused:
                continue
            at.setdefault(place, (n, draft))
            for path in {edit.path for edit in draft.edits}:
                self._in_file.setdefault(path, []).append(draft)
            for number in set(draft.all_new):
                self._own.setdefault(number, []).append(draft)
        self._at = at
        self._places = sorted(at)

    def own(self, number: int) -> Sequence[Draft]:
        """The changes that write a block."""
        return self._own.get(number, ())

    def of(self, number: int) -> Sequence[Draft]:
        """The changes that write a block, or its note's mark; else the nearest and those beside."""
        if number not in self._own and 0 <= number < len(self._new):
            number = self._calls.get(self._new[number].story, number)
        if number in self._own:
            return self._own[number]
        place = bisect_left(self._places, number)
        near = self._places[max(place - 1, 0) : place + 1]
        found = ((abs(each - number), *self._at[each]) for each in near)
        nearest = min(found, key=lambda each: each[:2], default=None)
        if not nearest:
            return []
        mine = self._c.matching.old_of.get(number, -1) if self._with_files else -1
        origin = self._c.origin[mine] if mine >= 0 else None
        path = origin.path if origin else ""
        return [nearest[2], *self._beside, *self._in_file.get(path, ())]


def _places(drafts: Sequence[Draft]) -> Iterator[int]:
    """Where each change stands among the new blocks; one that is gone, after what is before it."""
    last = 0
    for draft in drafts:
        if draft.new >= 0:
            yield draft.new
        else:
            yield draft.after if draft.after >= 0 else last
        last = max(last, draft.new)


def _extra(
    printed: Sequence[PrintedBlock], matching: Matching
) -> Iterator[tuple[int, PrintedBlock, int]]:
    """What is printed again and stands nowhere in the edited file, and after which block."""
    last = 0
    for mine, block in enumerate(printed):
        if mine in matching.new_of:
            last = matching.new_of[mine]
        else:
            yield mine, block, last


# --- what is no difference ---------------------------------------------------------------


def _labelled(blocks: Sequence[PrintedBlock]) -> Iterator[PrintedBlock]:
    """The blocks, the notes in them called by their order."""
    order: dict[str, str] = {}
    for block in blocks:
        for atom in block.all_atoms():
            if atom.thing == "note":
                order.setdefault(atom.sign, str(len(order) + 1))
    for block in blocks:
        numbered = block.with_atoms(lambda atoms: _numbered(atoms, order))
        yield replace(numbered, story=order.get(block.story, block.story))


def _numbered(atoms: Atoms, order: Mapping[str, str]) -> Atoms:
    return tuple(_settled(atom, order) for atom in atoms)


def _settled(atom: Atom, order: Mapping[str, str]) -> Atom:
    if atom.thing == "note":
        return atom._replace(sign=order[atom.sign])
    if atom.look.link.startswith("#"):
        return atom._replace(look=atom.look._replace(link="#"))
    return atom


def _bare(block: PrintedBlock) -> PrintedBlock:
    """A block without its bookmarks, which are others in another build."""
    return replace(block, names=(), row_names=())
