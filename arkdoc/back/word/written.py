"""A Word file and edits of its text → the file with them as tracked changes by «Sekretariatet».

All other parts of the package are the same bytes, and so, as far as XML is, is all that stands in
other paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from arkdoc.back.patches import TextEdit
from arkdoc.back.word.signs import NOTE, LookedWords, cells, parted, stretches
from arkdoc.back.word.slots import Slot, is_plain
from arkdoc.back.word.source import WordParagraph, WordSource, read_source
from arkdoc.ooxml.oxml import Element, qname, xml
from arkdoc.ooxml.reader import child, value
from arkdoc.ooxml.repack import with_parts
from arkdoc.ooxml.tracked_edits import (
    TrackedEdits,
    new_run,
    part_run,
    run_properties,
    runs_in,
    with_look,
)
from arkdoc.ooxml.xml_part import ALTERNATIVES, parse
from arkdoc.read.word.reading import FIELD_CHARACTER, FIELD_KIND
from arkdoc.read.word.tags import BOX, HYPERLINK, PPR, RPR, SDT, SIMPLE_FIELD, TC, TR, P

_LOOKS = {"b": "b", "i": "i", "s": "strike"}
_WHOLE_ONLY = (ALTERNATIVES, BOX, SDT, SIMPLE_FIELD, qname("m:oMath"))
"""What is not deleted with the paragraph that it stands in."""


class _What(Enum):
    WORDS = "words"
    GONE = "gone"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class _FileEdit:
    """An edit: of the words of paragraph `number`, of it and those up to `last`, or beside it.

    `start` and `end` are places in its text, `lines` what is put in.
    """

    what: _What
    number: int
    last: int
    start: int
    end: int
    lines: tuple[str, ...]


def edited_word(path: str, data: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The Word file at `path` with `edits` made, each of which `can_be_made`."""
    source = read_source(path, data)
    editor = _Editor(source)
    editor.make([placed for edit in edits if (placed := _placed(source, edit))])
    changed = {
        name: xml(tree, keep_namespaces=True)
        for name, tree in source.trees.items()
        if tree in editor.touched
    }
    return with_parts(data, changed)


def can_be_made(source: WordSource, edit: TextEdit) -> bool:
    """Whether a tracked change says what `edit` does, and nothing else goes with it."""
    placed = _placed(source, edit)
    if placed is None or source.is_closed:
        return False
    paragraphs = source.paragraphs[placed.number - 1 : placed.last]
    if placed.what is _What.WORDS:
        return _can_be_edited(paragraphs[0], placed)
    if placed.what is _What.GONE:
        return all(map(_can_go, paragraphs))
    rows = [cells(line) for line in placed.lines]
    if any(row is not None for row in rows):
        like = _model_row(paragraphs[0].element)
        is_after = placed.what is _What.AFTER
        return is_after and all(row is not None and _fits(like, row) for row in rows)
    return all(parted(line)[0] for line in placed.lines) and not _is_in_alternative(paragraphs[0])


def has_look(source: WordSource, edit: TextEdit) -> bool:
    """Whether the words that an edit gives other looks have them already."""
    at = edit.start
    for words, look in stretches(edit.new):
        if look is not None and any(source.look(at + n) != look for n in range(len(words))):
            return False
        at += len(words)
    return True


def _placed(source: WordSource, edit: TextEdit) -> _FileEdit | None:
    """What an edit is in the file; None where it is nothing that a file can have."""
    number = source.number(edit.start)
    found = source.paragraph(number)
    if found is None:
        return None
    begin = source.starts[number - 1]
    start, end = edit.start - begin, edit.end - begin
    if end > len(found.text):
        last = source.number(edit.end)
        is_whole = not start and (
            source.starts[last - 1] == edit.end or edit.end == len(source.text)
        )
        last -= source.starts[last - 1] == edit.end
        whole = _FileEdit(_What.GONE, number, last, 0, 0, ())
        return whole if is_whole and not edit.new else None
    if edit.new.startswith("\n") and start == end == len(found.text):
        lines = tuple(edit.new[1:].split("\n"))
        return _FileEdit(_What.AFTER, number, number, start, end, lines)
    if edit.new.endswith("\n") and start == end == 0:
        lines = tuple(edit.new[:-1].split("\n"))
        return _FileEdit(_What.BEFORE, number, number, start, end, lines)
    if "\n" in edit.new or parted(edit.new)[0]:
        return None
    return _FileEdit(_What.WORDS, number, number, start, end, (edit.new,))


# --- what can be done ------------------------------------------------------------------------


def _can_be_edited(paragraph: WordParagraph, placed: _FileEdit) -> bool:
    slots = paragraph.slots[placed.start : placed.end]
    is_deletable = not any(slot.locked for slot in slots) and all(
        is_plain(run) for run in _runs_of(slots)
    )
    said = [*stretches(placed.lines[0])]
    if not paragraph.is_known or not is_deletable or NOTE in placed.lines[0]:
        return False
    return not said or _spot(paragraph, placed.start, placed.end, said) is not None


def _can_go(paragraph: WordParagraph) -> bool:
    element = paragraph.element
    runs = [*runs_in(element)]
    marks = [each.get(FIELD_KIND) for run in runs for each in run.iter(FIELD_CHARACTER)]
    return (
        paragraph.is_known
        and next(element.iter(*_WHOLE_ONLY), None) is None
        and can_lose_end(paragraph)
        and marks.count("begin") == marks.count("end")
    )


def can_lose_end(paragraph: WordParagraph) -> bool:
    """Whether the end of a paragraph can go with it: not where it ends a section."""
    return child(paragraph.element, "w:pPr", "w:sectPr") is None


def _is_in_alternative(paragraph: WordParagraph) -> bool:
    return next(paragraph.element.iterancestors(ALTERNATIVES), None) is not None


def _model_row(paragraph: Element) -> Element | None:
    """The row that a new one after that of `paragraph` is to be like: never the table's first."""
    row = next(paragraph.iterancestors(TR), None)
    if row is None:
        return None
    is_first = next(row.itersiblings(TR, preceding=True), None) is None
    following = next(row.itersiblings(TR), None)
    return following if is_first and following is not None else row


def _fits(like: Element | None, row: Sequence[str]) -> bool:
    """Whether a row has these cells, none of them merged."""
    if like is None:
        return False
    own = [*like.iterchildren(TC)]
    merged = (
        value(cell, "w:tcPr", "w:gridSpan") or child(cell, "w:tcPr", "w:vMerge") for cell in own
    )
    return len(own) == len(row) and not any(each is not None and each != "" for each in merged)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where words go in: beside a run, or at an end of the paragraph; `like` has their look."""

    beside: Element | None
    is_after: bool
    like: Slot | None


def _spot(
    paragraph: WordParagraph, start: int, end: int, said: Sequence[LookedWords]
) -> _Opening | None:
    """Where words go in that take the place of those from `start` to `end`; None for nowhere."""
    slots = paragraph.slots
    before = slots[start - 1] if start else None
    after = slots[end] if end < len(slots) else None
    near = [*slots[start:end], *(each for each in (before, after) if each is not None)]
    like = next((slot for slot in near if slot.sign != NOTE), None)
    links = {("l" in each.look) if each.look is not None else _is_link(like) for each in said}
    if len(links) > 1:
        return None
    (wants_link,) = links
    if like is not None and _is_link(like) != wants_link:  # a link's colour and line are its own
        others = (*reversed(slots[:start]), *slots[end:])
        like = next((s for s in others if s.sign != NOTE and _is_link(s) == wants_link), None)
    if end > start:
        last = slots[end - 1]
        return _Opening(last.run, True, like) if _is_link(last) == wants_link else None
    for slot, is_after in ((before, True), (after, False)):
        if slot is not None and not slot.locked and _is_link(slot) == wants_link:
            return _Opening(slot.run, is_after, like)
    if wants_link:
        return None
    if after is None:
        return _Opening(None, True, like)
    if before is None:
        return _Opening(None, False, like)
    link = next(before.run.iterancestors(HYPERLINK), None)
    if link is not None and link not in after.run.iterancestors() and not before.locked:
        return _Opening(link, True, like)
    return None


def _is_link(slot: Slot | None) -> bool:
    return slot is not None and "l" in slot.look


def _runs_of(slots: Iterable[Slot]) -> list[Element]:
    return list(dict.fromkeys(slot.run for slot in slots))


# --- doing it --------------------------------------------------------------------------------


class _Editor:
    def __init__(self, source: WordSource) -> None:
        self._source = source
        self._tracked = TrackedEdits(source.trees.values())
        self._after: dict[int, Element] = {}  # what was last put in after each paragraph
        self.touched: set[Element] = set()

    def make(self, edits: Sequence[_FileEdit]) -> None:
        """Make the edits, those of words first: the places of these are of the file as it was."""
        of_words: dict[int, list[_FileEdit]] = {}
        for edit in edits:
            element = self._source.paragraphs[edit.number - 1].element
            self.touched.add(element.getroottree().getroot())
            if edit.what is _What.WORDS:
                of_words.setdefault(edit.number, []).append(edit)
        for number, mine in sorted(of_words.items()):
            self._words(self._source.paragraphs[number - 1], mine)
        for edit in edits:
            if edit.what in (_What.AFTER, _What.BEFORE):
                self._put_in(edit)
        gone = {
            number
            for edit in edits
            if edit.what is _What.GONE
            for number in range(edit.number, edit.last + 1)
        }
        self._take_out([self._source.paragraphs[number - 1].element for number in sorted(gone)])

    def _words(self, paragraph: WordParagraph, edits: Sequence[_FileEdit]) -> None:
        ordered = sorted(edits, key=lambda each: (each.start, each.end))
        parted_ = _parted(paragraph, {at for each in ordered for at in (each.start, each.end)})
        for edit in reversed(ordered):
            said = [*stretches(edit.lines[0])]
            spot = _spot(parted_, edit.start, edit.end, said) if said else None
            if spot is not None:
                runs = [_run(each, spot.like) for each in said]
                if spot.beside is None:
                    self._tracked.insert_in(runs, paragraph.element, is_last=spot.is_after)
                else:
                    self._tracked.insert(runs, spot.beside, is_after=spot.is_after)
        for edit in reversed(ordered):  # what we put in ourselves leaves the tree with that
            self._tracked.delete(_runs_of(parted_.slots[edit.start : edit.end]))

    def _put_in(self, edit: _FileEdit) -> None:
        anchor = self._source.paragraphs[edit.number - 1].element
        for line in edit.lines:
            texts = cells(line)
            if texts is not None:
                like = _model_row(anchor)
                row = next(anchor.iterancestors(TR))
                assert like is not None
                made = self._tracked.new_row(like, [*map(_cell_runs, texts, _models(like))])
                beside = self._after.get(edit.number, row)
            else:
                properties, said = parted(line)
                made = self._paragraph(properties, said)
                beside = self._after.get(edit.number, anchor)
            if edit.what is _What.BEFORE:
                anchor.addprevious(made)
            else:
                beside.addnext(made)
                self._after[edit.number] = made

    def _paragraph(self, properties: str, said: str) -> Element:
        both = parse(properties.encode())
        own, of_runs = both.find(PPR), both.find(RPR)
        assert own is not None
        like = None if of_runs is None else Slot("", both, both, 0, "", locked=False)
        return self._tracked.new_paragraph(own, [_run(each, like) for each in stretches(said)])

    def _take_out(self, paragraphs: Sequence[Element]) -> None:
        going = set(paragraphs)
        for paragraph in paragraphs:
            if paragraph not in going:
                continue
            rows = [
                row for row in paragraph.iterancestors(TR) if all(p in going for p in row.iter(P))
            ]
            if rows:
                going -= set(rows[-1].iter(P))
                self._tracked.delete_row(rows[-1], [*runs_in(rows[-1])])
            else:
                self._tracked.delete_paragraph(paragraph, [*runs_in(paragraph)])


def _parted(paragraph: WordParagraph, places: Iterable[int]) -> WordParagraph:
    """The paragraph with its runs parted at these places of its text."""
    slots = list(paragraph.slots)
    for at in sorted(places, reverse=True):
        if not 0 < at < len(slots) or slots[at].run is not slots[at - 1].run:
            continue
        run, element, first = slots[at].run, slots[at].element, slots[at].at
        new, begins_with = part_run(run, element, first)
        for n in range(at, len(slots)):
            slot = slots[n]
            if slot.run is not run:
                break
            if slot.element is element:
                slots[n] = slot._replace(run=new, element=begins_with, at=slot.at - first)
            else:
                slots[n] = slot._replace(run=new)
    return replace(paragraph, slots=tuple(slots))


def _run(said: LookedWords, like: Slot | None) -> Element:
    """A run that says these words, as `like` but for the look they are to have."""
    properties = run_properties(like.run if like else None)
    before = like.look if like else ""
    for letter, name in _LOOKS.items():
        if said.look is not None and (letter in said.look) != (letter in before):
            with_look(properties, name, is_on=letter in said.look)
    return new_run(properties, said.words)


def _models(row: Element) -> list[Element | None]:
    """The first run of each cell of a row."""
    return [next(runs_in(cell), None) for cell in row.iterchildren(TC)]


def _cell_runs(said: str, model: Element | None) -> list[Element]:
    like = None if model is None else Slot("", model, model, 0, "", locked=False)
    return [_run(each, like) for each in stretches(said)]
