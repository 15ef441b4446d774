"""Edits of the base → edits of today's files, or where both sides changed the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from arkdoc.back.model import EditConflict
from arkdoc.back.patches import TextEdit, edited_text
from arkdoc.back.word.signs import spoken
from arkdoc.back.word.source import WordSource
from arkdoc.back.word.written import can_be_made, has_look
from arkdoc.compare.words import WordEdit, diff_words


@dataclass(frozen=True, slots=True)
class MovedEdits:
    """Edits of today's files; or a conflict. `is_there`: today's files say all of it already.

    `is_gone`: a file is no longer there. `is_closed`: a Word file can't be changed where they are.
    """

    edits: tuple[TextEdit, ...] = ()
    conflict: EditConflict | None = None
    is_there: bool = False
    is_gone: str = ""
    is_closed: bool = False


class Today:
    """Today's files beside those of the base, as texts by path; `word` gives those of Word."""

    def __init__(
        self,
        base: Mapping[str, str],
        today: Mapping[str, str],
        word: Callable[[str], WordSource | None] = lambda _: None,
    ) -> None:
        self._base = base
        self._today = today
        self._word = word
        self._changes: dict[str, tuple[WordEdit, ...]] = {}

    def moved(self, edits: Iterable[TextEdit]) -> MovedEdits:
        """`edits` of the base as edits of today's files."""
        found: list[TextEdit] = []
        conflicts: list[EditConflict] = []
        there = 0
        all_edits = list(edits)
        if self._are_there(all_edits):
            return MovedEdits(is_there=True)
        for edit in all_edits:
            if edit.path not in self._today:
                return MovedEdits(is_gone=edit.path)
            moved = self._one(edit)
            if isinstance(moved, EditConflict):
                conflicts = self._added(conflicts, moved)
            elif moved is None:
                there += 1
            else:
                found.append(moved)
        if conflicts:
            conflict = _one_conflict(conflicts, found)
            if self._is_closed(conflict.edits):
                conflict = replace(conflict, edits=(), rest=())
            return MovedEdits(conflict=replace(conflict, of=tuple(all_edits)))
        if self._is_closed(found):
            return MovedEdits(is_closed=True)
        return MovedEdits(tuple(found), is_there=bool(all_edits) and there == len(all_edits))

    def _is_closed(self, edits: Iterable[TextEdit]) -> bool:
        """Whether some of `edits`, of today's files, can't be made in a Word file."""
        found = ((self._word(edit.path), edit) for edit in edits)
        return any(source and not can_be_made(source, edit) for source, edit in found)

    def _are_there(self, edits: Sequence[TextEdit]) -> bool:
        """Whether today's file has the lines that `edits`, if of one file, make of the base's.

        What has moved may be told as what is around it having moved the other way.
        """
        paths = {edit.path for edit in edits}
        if len(edits) < 2 or len(paths) > 1 or not paths <= self._today.keys():
            return False
        (path,) = paths
        base, changes = self._base[path], self._of(path)
        if not changes or any(_is_look(edit, base) for edit in edits):
            return False
        start = base.rfind("\n", 0, min(edit.start for edit in edits)) + 1
        end = base.find("\n", max(edit.end for edit in edits)) + 1 or len(base)
        wanted = spoken(edited_text(base[:end], edits)[start:])
        first = self._place(changes, start, is_end=True)
        return self._today[path][first : self._place(changes, end, is_end=False)] == wanted

    def line(self, path: str, offset: int) -> int:
        """The line of today's file that a place of the base is on now; 0 where there is none."""
        if path not in self._today or offset < 0:
            return 0
        at = self._place(self._of(path), offset, is_end=False)
        return self._today[path].count("\n", 0, min(max(at, 0), len(self._today[path]))) + 1

    def _of(self, path: str) -> Sequence[WordEdit]:
        if path not in self._changes:
            base, today = self._base.get(path, ""), self._today[path]
            self._changes[path] = () if base == today else diff_words(base, today, readable=False)
        return self._changes[path]

    def _one(self, edit: TextEdit) -> TextEdit | EditConflict | None:
        """The edit in today's file; None where that says it already."""
        changes = self._of(edit.path)
        base, today = self._base[edit.path], self._today[edit.path]
        edit = _least(edit, base)
        if _is_block(edit) and self._has_block(edit):
            return None
        met = [change for change in changes if _meets(change, edit)]
        start = self._place(changes, edit.start, is_end=False)
        end = self._place(changes, edit.end, is_end=edit.end > edit.start)
        if not met and _is_look(edit, base):
            moved = TextEdit(edit.path, start, max(start, end), edit.new)
            source = self._word(edit.path)
            return None if source is not None and has_look(source, moved) else moved
        if not met:
            # What today's file puts in at both ends, such as signs of bold, counts too.
            first_place = self._place(changes, edit.start, is_end=True)
            last_place = self._place(changes, edit.end, is_end=False)
            if edit.start < edit.end and today[first_place:last_place] == spoken(edit.new):
                return None
            return TextEdit(edit.path, start, max(start, end), edit.new)
        if not edit.new and any(_takes_away(change, edit, base) for change in met):
            return None
        first, last = met[0], met[-1]
        begin, stop = min(first.old_start, edit.start), max(last.old_end, edit.end)
        outer = self._outer(changes, begin, first), self._outer_end(changes, stop, last)
        now = today[slice(*outer)]
        wanted = base[begin : edit.start] + edit.new + base[edit.end : stop]
        # What today's file puts in at both ends, such as the sign of a heading, counts too.
        first_place = self._place(changes, begin, is_end=True)
        last_place = self._place(changes, stop, is_end=False)
        whole = today[min(first_place, outer[0]) : max(last_place, outer[1])]
        if spoken(wanted) in (now, whole):
            return None
        theirs = TextEdit(edit.path, *outer, wanted)
        return EditConflict(base[begin:stop], now, spoken(wanted), (theirs,), of=(edit,))

    def _has_block(self, edit: TextEdit) -> bool:
        """Whether today's file has the lines of `edit` where they would go, and the base has not.

        What is put in between equal lines may be told as put in before or after them: so the lines
        are looked for as far around as they are long.
        """
        changes, new = self._of(edit.path), spoken(edit.new)
        lines, room = new.strip("\n").split("\n"), len(new)
        base, today = self._base[edit.path], self._today[edit.path]
        before = max(0, edit.start - room), edit.start + room
        first = self._place(changes, before[0], is_end=True)
        last = self._place(changes, min(before[1], len(base)), is_end=False)
        return _count(today[max(first, 0) : last], lines) > _count(base[slice(*before)], lines)

    def _added(self, conflicts: list[EditConflict], new: EditConflict) -> list[EditConflict]:
        """`conflicts` and one more, joined with those that are of the same words of today's."""
        apart = [each for each in conflicts if not overlap(each.edits, new.edits)]
        met = [each for each in conflicts if overlap(each.edits, new.edits)]
        if not met:
            return [*conflicts, new]
        return self._added(apart, self._joined([edit for each in (*met, new) for edit in each.of]))

    def _joined(self, edits: Sequence[TextEdit]) -> EditConflict:
        """The conflict of edits of the base that meet the same words of today's file."""
        path = edits[0].path
        changes, base = self._of(path), self._base[path]
        begin, stop = min(edit.start for edit in edits), max(edit.end for edit in edits)
        met = [each for each in changes if any(_meets(each, edit) for edit in edits)]
        begin, stop = min(begin, met[0].old_start), max(stop, met[-1].old_end)
        outer = self._outer(changes, begin, met[0]), self._outer_end(changes, stop, met[-1])
        moved = (replace(e, start=e.start - begin, end=e.end - begin) for e in edits)
        wanted = edited_text(base[begin:stop], moved)
        theirs = TextEdit(path, *outer, wanted)
        now = self._today[path][slice(*outer)]
        return EditConflict(base[begin:stop], now, spoken(wanted), (theirs,), of=tuple(edits))

    def _outer(self, changes: Sequence[WordEdit], at: int, first: WordEdit) -> int:
        return first.new_start if at == first.old_start else self._place(changes, at, is_end=False)

    def _outer_end(self, changes: Sequence[WordEdit], at: int, last: WordEdit) -> int:
        return last.new_end if at == last.old_end else self._place(changes, at, is_end=True)

    @staticmethod
    def _place(changes: Sequence[WordEdit], at: int, *, is_end: bool) -> int:
        """Where a place of the base is in today's file, after what was put in right there.

        With `is_end`, before that.
        """
        moved = at
        for change in changes:
            is_past = change.old_end < at or (
                change.old_end == at and not (is_end and change.is_insertion)
            )
            if not is_past:
                break
            moved += (change.new_end - change.new_start) - (change.old_end - change.old_start)
        return moved


def _one_conflict(conflicts: Sequence[EditConflict], others: Sequence[TextEdit]) -> EditConflict:
    """What one change has of conflicts, with all that would be written of it."""
    edits = sorted((*others, *(edit for each in conflicts for edit in each.edits)))
    sides = ([each.base, each.file, each.word] for each in conflicts)
    base, file, word = (" … ".join(side) for side in zip(*sides, strict=True))
    return EditConflict(base, file, word, tuple(edits), tuple(others))


def _is_look(edit: TextEdit, base: str) -> bool:
    """Whether an edit of a Word file says the same words in another look."""
    return spoken(edit.new) == base[edit.start : edit.end] != edit.new


def _takes_away(change: WordEdit, edit: TextEdit, base: str) -> bool:
    """Whether a change is a deletion of all that an edit concerns, but for space around it."""
    words = base[edit.start : edit.end]
    start = edit.start + len(words) - len(words.lstrip())
    end = edit.end - len(words) + len(words.rstrip())
    is_deletion = change.new_start == change.new_end
    return is_deletion and change.old_start <= start and end <= change.old_end


def overlap(some: Iterable[TextEdit], others: Iterable[TextEdit]) -> bool:
    """Whether two lists of edits of today's files write at the same place."""
    others = list(others)
    return any(
        one.path == other.path
        and (
            (one.start < other.end and other.start < one.end)
            or (one.start, one.end) == (other.start, other.end)
        )
        for one in some
        for other in others
    )


def _least(edit: TextEdit, base: str) -> TextEdit:
    """`edit` without the whole words that its ends leave as they are."""
    old, new = base[edit.start : edit.end], edit.new
    most = min(len(old), len(new))
    start = _shared(old, new)
    while start and _parts_word(start, old, new):
        start -= 1
    end = min(most - start, _shared(old[::-1], new[::-1]))
    while end and _parts_word(end, old[::-1], new[::-1]):
        end -= 1
    return TextEdit(edit.path, edit.start + start, edit.end - end, new[start : len(new) - end])


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in shared)


def _parts_word(at: int, *texts: str) -> bool:
    """Whether `at` is within a word of one of `texts`."""
    return any(text[at - 1].isalnum() and text[at : at + 1].isalnum() for text in texts)


def _is_block(edit: TextEdit) -> bool:
    """Whether whole lines are put in."""
    is_of_lines = edit.new.startswith("\n") or edit.new.endswith("\n")
    return edit.start == edit.end and is_of_lines and bool(edit.new.strip())


def _count(text: str, lines: Sequence[str]) -> int:
    """How many times `lines` stand in `text`, one after the other."""
    # Line ends are doubled so that those between two that meet count for both.
    wanted = "\n\n".join(lines)
    return f"\n{text}\n".replace("\n", "\n\n").count(f"\n{wanted}\n")


def _meets(change: WordEdit, edit: TextEdit) -> bool:
    """Whether both concern the same words, or put words in at the same place."""
    if change.is_insertion and edit.start == edit.end:
        return change.old_start == edit.start and not _is_block(edit)
    if edit.start == edit.end:
        return change.old_start < edit.start < change.old_end
    if change.is_insertion:
        return edit.start < change.old_start < edit.end
    return change.old_start < edit.end and edit.start < change.old_end
