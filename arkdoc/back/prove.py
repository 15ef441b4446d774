"""The sources with edits made → whether they are printed as the edited Word file reads."""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from arkdoc.assemble.unlinked import without_attachment_links
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.matching import Matching, match_blocks, our_names
from arkdoc.back.model import EditKind
from arkdoc.back.origins import SourceTexts, made_names
from arkdoc.back.patches import TextEdit, edited_bytes
from arkdoc.back.printed import Atom, Atoms, PrintedBlock, printed_blocks
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
    edited = {path: edited_bytes(before[path], mine) for path, mine in by_path.items()}
    return with_files(sources, {**edited, **new_files})


def prove(
    comparison: Comparison, drafts: Sequence[Draft], again: PrintedAgain
) -> tuple[Draft, ...]:
    """Compare what is printed again with what came back from Word; what is to blame where not."""
    named = printed_blocks(again.note)
    made = {n for n, block in enumerate(named) if _is_made(block, again.made)}
    printed = tuple(map(_bare, _labelled(named)))
    wanted = tuple(map(_bare, _labelled(comparison.new)))
    matching = match_blocks(printed, wanted)
    strict = set(_strict(comparison, drafts))
    wrong = set(_wrong(printed, wanted, matching, strict))
    refused = {
        n
        for draft in drafts
        if draft.reason or draft.question or draft.vanishes
        for n in _new_of(draft)
    }
    blame = _Blame(drafts)
    meant = {n for draft in drafts if not draft.reason and draft.edits for n in _new_of(draft)}
    expected = refused | (set(_generated(comparison)) - meant)
    failed: list[Draft] = []
    for number in sorted(wrong - expected):
        failed += blame.of(number)
    there = {block.text for block in wanted}
    said = {text for draft in drafts if draft.reason for text in _old_texts(comparison, draft)}
    for place, extra, number in _extra(printed, matching):
        if extra.text in said or not extra.text.strip() or place in made or extra.text in there:
            continue
        failed += blame.of(number)
    for number in sorted(matching.moved):
        failed += [draft for draft in blame.own(number) if draft.kind is not EditKind.FIELD]
    unique = {id(draft): draft for draft in failed if not (draft.reason or draft.question)}
    return tuple(unique.values())


def _strict(comparison: Comparison, drafts: Sequence[Draft]) -> Iterator[int]:
    """The new blocks in which nothing but signs of typography was changed."""
    for draft in drafts:
        if draft.old >= 0 and draft.new >= 0:
            old, new = comparison.old[draft.old].text, comparison.new[draft.new].text
            if old != new and old.translate(_TYPOGRAPHY) == new.translate(_TYPOGRAPHY):
                yield draft.new


def _wrong(
    printed: Sequence[PrintedBlock],
    wanted: Sequence[PrintedBlock],
    matching: Matching,
    strict: set[int],
) -> Iterator[int]:
    for number, block in enumerate(wanted):
        mine = matching.old_of.get(number, -1)
        if mine < 0:
            yield number
        elif not is_same(printed[mine], block):
            is_house_style = number not in strict and is_same(
                _without_typography(printed[mine]), _without_typography(block)
            )
            if not is_house_style:
                yield number


_TYPOGRAPHY = str.maketrans(
    {"\u00a0": " ", "–": "-", "—": "-", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"',
     "‘": "'", "’": "'"}
)  # fmt: skip
"""What typography replaces: it sets in the house style what was typed in Word in another one."""


def _without_typography(block: PrintedBlock) -> PrintedBlock:
    def plain(atoms: Atoms) -> Atoms:
        return tuple(
            atom if atom.thing else atom._replace(sign=atom.sign.translate(_TYPOGRAPHY))
            for atom in atoms
        )

    return block.with_atoms(plain)


def is_same(one: PrintedBlock, other: PrintedBlock) -> bool:
    """Whether two blocks are printed alike."""
    alts = [block.picture.alt if block.picture else "" for block in (one, other)]
    is_alike = one.shape == other.shape and one.atoms == other.atoms
    return is_alike and one.cell_atoms == other.cell_atoms and alts[0] == alts[1]


def _new_of(draft: Draft) -> tuple[int, ...]:
    return (draft.new, *(new for _, new in draft.also))


def _generated(comparison: Comparison) -> Iterator[int]:
    """The new blocks that arkdoc makes itself, which change with what they are made of."""
    for mine, number in comparison.matching.new_of.items():
        if comparison.origin[mine] is None:
            yield number


def _is_made(block: PrintedBlock, others: frozenset[str]) -> bool:
    """Whether arkdoc made a block: it has no source, or is a copy of what stands elsewhere."""
    names = our_names(block)
    return not names or all(name in others for name in names)


class _Blame:
    """Which changes a block that did not come back is of."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._own: dict[int, list[Draft]] = {}
        at: dict[int, tuple[int, Draft]] = {}  # the first change at each place, and its order
        for n, (place, draft) in enumerate(zip(_places(drafts), drafts, strict=True)):
            if draft.reason:
                continue
            at.setdefault(place, (n, draft))
            for number in set(_new_of(draft)):
                self._own.setdefault(number, []).append(draft)
        self._at = at
        self._places = sorted(at)

    def own(self, number: int) -> Sequence[Draft]:
        """The changes that write a block."""
        return self._own.get(number, ())

    def of(self, number: int) -> Sequence[Draft]:
        """The changes that write a block; else the nearest one."""
        if number in self._own:
            return self._own[number]
        place = bisect_left(self._places, number)
        near = self._places[max(place - 1, 0) : place + 1]
        found = ((abs(each - number), *self._at[each]) for each in near)
        nearest = min(found, key=lambda each: each[:2], default=None)
        return [nearest[2]] if nearest else []


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


def _old_texts(comparison: Comparison, draft: Draft) -> Iterator[str]:
    for old in (draft.old, *(old for old, _ in draft.also)):
        if old >= 0:
            yield comparison.old[old].text


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
