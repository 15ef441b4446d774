"""A heading that was changed or moved in Word → the links to it, which go on leading there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import accumulate, chain
from urllib.parse import unquote

from arkdoc.assemble.anchors import slug
from arkdoc.assemble.references import resolved_path
from arkdoc.back.addresses import (
    HeadingPlace,
    address_from,
    heading_places,
    numbered,
    written_heading,
)
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.model import EditKind
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import PrintedBlock, text_of
from arkdoc.back.reasons import LINKED_HEADING
from arkdoc.back.source_texts import SourceTexts
from arkdoc.model.nodes import Heading, Reference
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word
from arkdoc.model.tree import all_inlines

_ADDRESS = r"[ \t\n]*<?(?P<address>[^\s<>#]{0,1000}#(?P<anchor>[^\s<>()]{1,1000}))"
_IN_NEW_TEXT = regex(r"\]\((?P<file>[^\s<>()#]{0,1000})#(?P<anchor>[^\s<>()]{1,1000})")
_IN_PLACE = regex(_ADDRESS)
_DEFINITION = regex(rf"^ {{0,3}}\[([^\[\]]{{1,1000}})\]:{_ADDRESS}", re.MULTILINE)
_LABEL = regex(r"\[([^\[\]]{1,1000})\](?:\[\])?\Z")
Definitions = Callable[[str], Mapping[str, re.Match[str]]]


def follow_headings(
    comparison: Comparison,
    drafts: Sequence[Draft],
    today: Callable[[], Set[HeadingPlace]],
) -> None:
    """Let the drafts that change the words of headings, or their file, change the links too.

    `drafts` are those that are to be written, `today` gives the unnumbered places of today's
    headings. One whose links can't be followed gets a reason not to be; so do all that change the
    headings of a file where a link would lead to another heading of the same words.
    """
    of_headings = [draft for draft in drafts if any(_headings_of(comparison, draft))]
    if not of_headings:
        return
    links: dict[str, dict[tuple[str, int, int], Reference]] = {}
    for link in _links(comparison):
        at = link.span.path, link.span.line, link.span.column
        links.setdefault(link.target, {})[at] = link
    texts = comparison.origins.texts
    definitions = cache(lambda path: _definitions(texts.text(path)))
    written = _stretches(drafts)
    places = dict(heading_places(comparison.origin))
    known = set(places.values())
    moved: dict[str, HeadingPlace] = {}
    movers: dict[str, Draft] = {}
    for draft, heading, place in _moved(comparison, of_headings):
        edits = [
            edit
            for link in links.get(heading.id, {}).values()
            if not is_word(link.span.path)
            for edit in _edits(texts, definitions, link, heading, places[heading.id], place)
        ]
        both = {place, places[heading.id]}
        # Another heading with these words may have come into today's file.
        is_taken = edits and place not in known and both <= today()
        if None in edits or is_taken or (edits and not place[1]):
            draft.reason = LINKED_HEADING
            continue
        found = [edit for edit in edits if edit is not None and not _is_gone(edit, written)]
        draft.edits += dict.fromkeys(found)
        moved[heading.id], movers[heading.id] = place, draft
    before = numbered(places)
    after = numbered(_after(comparison, of_headings, places, moved))
    misled = _misled(before, after, links.keys() & places.keys(), moved)
    for draft in of_headings:
        if misled & set(_headings_of(comparison, draft)):
            draft.reason = LINKED_HEADING
    kept = {before[id_]: moved[id_] for id_, draft in movers.items() if not draft.reason}
    _follow_in_new_texts(drafts, kept)


def _headings_of(comparison: Comparison, draft: Draft) -> Iterator[str]:
    """The files whose headings a change puts in, takes away, moves or gives other words."""
    for mine, number in ((draft.old, draft.new), *draft.also):
        was = _heading(comparison, mine)
        new = _new_heading(comparison, number)
        is_moved = draft.kind is EditKind.MOVED
        if was and new and not is_moved and _anchor(comparison.old[mine]) == _anchor(new):
            continue
        yield from [was[0]] if was else []
        yield from [draft.path] if new else []


def _heading(comparison: Comparison, mine: int) -> tuple[str, Heading] | None:
    """The file of an old block and its node, if it is a heading that a text has."""
    return written_heading(comparison.origin[mine]) if mine >= 0 else None


def _new_heading(comparison: Comparison, number: int) -> PrintedBlock | None:
    block = comparison.new[number] if number >= 0 else None
    return block if block and block.shape.kind == "heading" else None


def _moved(
    comparison: Comparison, drafts: Sequence[Draft]
) -> Iterator[tuple[Draft, Heading, HeadingPlace]]:
    """The drafts of headings that have another place then, each with that, unnumbered."""
    for draft in drafts:
        was, new = _heading(comparison, draft.old), _new_heading(comparison, draft.new)
        if was and new:
            path = draft.path if draft.kind is EditKind.MOVED else was[0]
            if path != was[0] or _anchor(comparison.old[draft.old]) != _anchor(new):
                yield draft, was[1], (path, _anchor(new))


def _after(
    comparison: Comparison,
    drafts: Sequence[Draft],
    places: Mapping[str, HeadingPlace],
    moved: Mapping[str, HeadingPlace],
) -> dict[str, HeadingPlace]:
    """The places of all headings after the changes, unnumbered, in their order then."""
    put_in = {draft.new: draft.path for draft in drafts if not draft.reason}
    gone = set(_gone(comparison, drafts))
    found: dict[str, HeadingPlace] = {}
    for number, block in enumerate(comparison.new):
        if was := _heading(comparison, comparison.matching.old_of.get(number, -1)):
            id_ = was[1].id
            if id_ not in gone:
                found[id_] = moved.get(id_, places[id_])
        elif block.shape.kind == "heading" and number in put_in:
            found[f"+{number}"] = put_in[number], _anchor(block)
    staying: defaultdict[str, list[str]] = defaultdict(list)  # gone in Word, by the one before
    last = ""
    for id_ in places:
        if id_ in found:
            last = id_
        elif id_ not in gone:
            staying[last].append(id_)
    order = (*staying[""], *chain.from_iterable((id_, *staying[id_]) for id_ in found))
    where = {**places, **found}
    return {id_: where[id_] for id_ in order}


def _gone(comparison: Comparison, drafts: Sequence[Draft]) -> Iterator[str]:
    """The ids of the headings that are deleted, or made text."""
    for draft in drafts:
        for mine, number in ((draft.old, draft.new), *draft.also):
            was = _heading(comparison, mine)
            if was and not draft.reason and not _new_heading(comparison, number):
                yield was[1].id


def _misled(
    before: Mapping[str, HeadingPlace],
    after: Mapping[str, HeadingPlace],
    linked: Set[str],
    moved: Mapping[str, HeadingPlace],
) -> set[str]:
    """The files where a link would lead to another heading than it did.

    Headings of the same words are told apart by a number: one more or less changes those below it.
    """
    given = set(after.values())
    found: set[str] = set()
    for id_ in linked:
        place = moved.get(id_, before[id_])
        if after[id_] != place if id_ in after else place in given:
            found |= {before[id_][0], place[0]}
    return found


def _follow_in_new_texts(
    drafts: Sequence[Draft], places: Mapping[HeadingPlace, HeadingPlace]
) -> None:
    """Let the links in what is written anew lead to headings where they are then."""
    known = {(path, anchor.lower()): place for (path, anchor), place in places.items()}
    for draft in drafts if known else ():
        draft.edits = [replace(edit, new=_followed(edit, known)) for edit in draft.edits]


def _followed(edit: TextEdit, places: Mapping[HeadingPlace, HeadingPlace]) -> str:
    def followed(link: re.Match[str]) -> str:
        file = link["file"]
        place = resolved_path(file, edit.path) if file else edit.path
        now = places.get((place or "", unquote(link["anchor"]).lower()))
        return f"]({address_from(edit.path, *now)}" if now else link[0]

    return _IN_NEW_TEXT.sub(followed, edit.new)


def _anchor(block: PrintedBlock) -> str:
    return slug(text_of(atom for atom in block.atoms if not atom.thing))


def _links(comparison: Comparison) -> Iterator[Reference]:
    document = comparison.origins.document
    notes = (note.blocks for note in document.footnotes.values())
    for blocks in (*(part.blocks for part in document.parts), *notes):
        yield from (each for each in all_inlines(blocks) if isinstance(each, Reference))


def _edits(
    texts: SourceTexts,
    definitions: Definitions,
    link: Reference,
    heading: Heading,
    before: HeadingPlace,
    now: HeadingPlace,
) -> Iterator[TextEdit | None]:
    """The edit of a link's address; nothing where that stays, None where it isn't found."""
    path = link.span.path
    start, end = texts.stretch(link.span)
    text = texts.text(path)
    written = text[max(start, 0) : max(end, 0)]
    if (at := written.rfind("](")) >= 0:
        found = _IN_PLACE.match(text, start + at + 2)
        is_whole = found is None and "#" not in written[at:]
    else:
        label = _LABEL.search(written)
        found = label and definitions(path).get(label[1].casefold())
        is_whole = False
    if found is None:
        yield from () if is_whole else (None,)
    elif before[0] != now[0]:
        yield TextEdit(path, *found.span("address"), address_from(path, *now))
    elif unquote(found["anchor"]).lower() not in map(str.lower, heading.anchors):
        yield TextEdit(path, *found.span("anchor"), now[1])


def _definitions(text: str) -> Mapping[str, re.Match[str]]:
    """The definitions of links in a file that lead to headings, by label: the first of each."""
    return {each[1].casefold(): each for each in reversed([*_DEFINITION.finditer(text)])}


def _stretches(drafts: Sequence[Draft]) -> dict[str, tuple[list[int], list[int]]]:
    """By file, where edits begin in order, and how far those up to each one reach."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for draft in drafts:
        for edit in draft.edits:
            found[edit.path].append((edit.start, edit.end))
    for each in found.values():
        each.sort()
    return {
        path: ([start for start, _ in each], [*accumulate((end for _, end in each), max)])
        for path, each in found.items()
    }


def _is_gone(edit: TextEdit, written: Mapping[str, tuple[list[int], list[int]]]) -> bool:
    """Whether other edits take away, or write anew, what an edit is of."""
    starts, ends = written.get(edit.path, ([], []))
    before = bisect_left(starts, edit.end)
    return before > 0 and ends[before - 1] > edit.start
