"""A heading whose words were changed in Word → the links to it, which go on leading there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import accumulate
from urllib.parse import unquote

from arkdoc.assemble.anchors import slug
from arkdoc.back.addresses import heading_places, numbered
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import PrintedBlock, text_of
from arkdoc.back.reasons import LINKED_HEADING
from arkdoc.back.source_texts import SourceTexts
from arkdoc.model.nodes import Heading, Reference
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word
from arkdoc.model.tree import all_inlines

_ADDRESS = r"[ \t\n]*<?[^\s<>#]{0,1000}#(?P<anchor>[^\s<>()]{1,1000})"
_IN_PLACE = regex(_ADDRESS)
_DEFINITION = regex(rf"^ {{0,3}}\[([^\[\]]{{1,1000}})\]:{_ADDRESS}", re.MULTILINE)
_LABEL = regex(r"\[([^\[\]]{1,1000})\](?:\[\])?\Z")
Definitions = Callable[[str], Mapping[str, re.Match[str]]]


def follow_headings(comparison: Comparison, drafts: Sequence[Draft]) -> None:
    """Let the drafts that change the words of headings change the links to these too.

    `drafts` are those that are to be written. One whose links can't be followed gets a reason not
    to be; so do all that change or delete headings of a file where a link would lead to another
    heading of the same words.
    """
    renamed, gone = [*_renamed(comparison, drafts)], dict(_gone(comparison, drafts))
    if not renamed and not gone:
        return
    links: dict[str, dict[tuple[str, int, int], Reference]] = {}
    for link in _links(comparison):
        place = link.span.path, link.span.line, link.span.column
        links.setdefault(link.target, {})[place] = link
    texts = comparison.origins.texts
    definitions = cache(lambda path: _definitions(texts.text(path)))
    written = _stretches(drafts)
    headings = dict(heading_places(comparison.origin))
    for draft, _, heading, new in renamed:
        edits = [
            edit
            for link in links.get(heading.id, {}).values()
            if not is_word(link.span.path)
            for edit in _edits(texts, definitions, link, heading, new)
        ]
        if None in edits or (edits and not new):
            draft.reason = LINKED_HEADING
        found = [edit for edit in edits if edit is not None and not _is_gone(edit, written)]
        draft.edits += dict.fromkeys(found)
    anchors = {heading.id: (path, new) for draft, path, heading, new in renamed if not draft.reason}
    misled = _misled(headings, links.keys() & headings.keys(), anchors, gone.keys())
    changed = [(draft, heading.id) for draft, _, heading, _ in renamed]
    for draft, id_ in (*changed, *((draft, id_) for id_, draft in gone.items())):
        if headings[id_][0] in misled:
            draft.reason = LINKED_HEADING


def _misled(
    headings: Mapping[str, tuple[str, str]],
    linked: Set[str],
    renamed: Mapping[str, tuple[str, str]],
    gone: Set[str],
) -> set[str]:
    """The files where a link would lead to another heading than it did.

    Headings of the same words are told apart by a number: one more or less changes those below it.
    """
    before = numbered(headings)
    after = numbered({**headings, **renamed}, gone)
    given = set(after.values())
    return {
        headings[each][0]
        for each in linked
        if (
            before[each] in given
            if each in gone
            else after[each] != renamed.get(each, before[each])
        )
    }


def _renamed(
    comparison: Comparison, drafts: Sequence[Draft]
) -> Iterator[tuple[Draft, str, Heading, str]]:
    """The drafts of headings with other words, each with its file and the anchor it has then."""
    for draft in drafts:
        origin = comparison.origin[draft.old] if draft.old >= 0 <= draft.new else None
        if origin is None or origin.is_field or not isinstance(origin.node, Heading):
            continue
        old, new = comparison.old[draft.old], comparison.new[draft.new]
        if new.shape.kind == "heading" and _anchor(old) != _anchor(new):
            yield draft, origin.path, origin.node, _anchor(new)


def _gone(comparison: Comparison, drafts: Sequence[Draft]) -> Iterator[tuple[str, Draft]]:
    """The id of each heading that is deleted, with its draft."""
    for draft in drafts:
        for mine, number in ((draft.old, draft.new), *draft.also):
            origin = comparison.origin[mine] if number < 0 <= mine else None
            if origin is not None and isinstance(origin.node, Heading) and not origin.is_field:
                yield origin.node.id, draft


def _anchor(block: PrintedBlock) -> str:
    return slug(text_of(atom for atom in block.atoms if not atom.thing))


def _links(comparison: Comparison) -> Iterator[Reference]:
    document = comparison.origins.document
    notes = (note.blocks for note in document.footnotes.values())
    for blocks in (*(part.blocks for part in document.parts), *notes):
        yield from (each for each in all_inlines(blocks) if isinstance(each, Reference))


def _edits(
    texts: SourceTexts, definitions: Definitions, link: Reference, heading: Heading, new: str
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
    elif unquote(found["anchor"]).lower() not in map(str.lower, heading.anchors):
        yield TextEdit(path, *found.span("anchor"), new)


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
