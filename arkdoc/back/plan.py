"""An edited Word file, the base that it was made from and today's sources → an EditPlan."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from arkdoc.back.comparison import Comparison, compare
from arkdoc.back.drafts import Draft
from arkdoc.back.inventory import not_read
from arkdoc.back.merge import Today
from arkdoc.back.model import (
    Comment,
    EditKind,
    EditPlan,
    EditQuestion,
    NoteChange,
    NotTaken,
    Redlined,
    Verdict,
)
from arkdoc.back.origins import SourceBlock, find_origins
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import Atom, PrintedBlock
from arkdoc.back.proving import Proving
from arkdoc.back.reasons import (
    CHANGED_SINCE,
    LEVEL_NOW,
    MOVED_TO,
    MOVED_WITHIN,
    NO_FILE,
)
from arkdoc.back.source_texts import SourceTexts
from arkdoc.compare.words import diff_words
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.nodes import Heading
from arkdoc.model.source import is_word
from arkdoc.model.tree import plain_text
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.read.word.returned import ReturnedNote, read_returned

_WHOLE = (EditKind.FIELD, EditKind.PLACEHOLDER, EditKind.DELETED)
_LONGEST_REDLINE = 4000


def make_plan(
    edited: bytes,
    base_docx: bytes,
    base: Sources,
    today: Sources,
    *,
    cache: Cache | None = None,
    links_attachments: bool = True,
) -> EditPlan:
    """What was changed in `edited` since it was built as `base_docx` of `base`, and what to write.

    `links_attachments` is false of a file that was downloaded. Pure. Raises ArkdocError, in one
    line, where `edited` can't be read.
    """
    cache = cache or Cache()
    given = _read(edited)
    built = _read(base_docx)
    document = analyse(base, cache).assembly.document
    comparison = compare(built, given, find_origins(document, base))
    return plan_of(comparison, base, today, cache, links_attachments=links_attachments)


def plan_of(
    comparison: Comparison,
    base: Sources,
    today: Sources,
    cache: Cache,
    *,
    links_attachments: bool = True,
) -> EditPlan:
    """What to write of what differs in a comparison of two readings; the first is of `base`."""
    merging = merging_of(comparison.origins.texts, today)
    proving = Proving(comparison, merging, today, cache, links_attachments=links_attachments)
    drafts = proving.drafts(base.paths | today.paths)
    return _Planning(comparison, merging, today).plan(drafts)


def _read(data: bytes) -> ReturnedNote:
    try:
        return read_returned(data)
    except UnreadableError as error:
        raise ArkdocError(
            N_("The Word file can't be read: {reason}. {cure}"), reason=error, cure=error.cure
        ) from error


class _Planning:
    def __init__(self, comparison: Comparison, merging: Today, today: Sources) -> None:
        self._c = comparison
        self._texts = comparison.origins.texts
        self._files = dict(_files(today))
        self._today = merging
        self._units = dict(_units(comparison))
        self._nearest_origin = list(_nearest_origins(comparison))
        self._old_notes, self._new_notes = _notes(comparison.old), _notes(comparison.new)

    def plan(self, drafts: list[Draft]) -> EditPlan:
        changes = tuple(self._change(str(n), draft) for n, draft in enumerate(drafts, 1))
        paths = {edit.path for change in changes for edit in _all_edits(change)}
        return EditPlan(
            changes,
            tuple(self._comments()),
            tuple(self._not_taken()),
            self._units,
            {path: self._files[path] for path in sorted(paths)},
        )

    def _change(self, number: str, draft: Draft) -> NoteChange:
        verdict, detail, args = Verdict.TAKEN, *self._detail(draft)
        question = None
        moved = draft.today
        answers = [self._today.moved(answer.edits) for answer in draft.answers]
        gone = next((each.is_gone for each in (moved, *answers) if each.is_gone), "")
        conflict = next((each.conflict for each in (moved, *answers) if each.conflict), None)
        if draft.reason:
            verdict, detail, args = Verdict.LEFT, draft.reason, draft.args
        elif gone:
            verdict, detail, args = Verdict.LEFT, NO_FILE, {"path": gone}
        elif conflict:
            verdict, detail, args = Verdict.CONFLICT, CHANGED_SINCE, {}
        elif moved.is_there or any(each.is_there for each in answers):
            verdict = Verdict.THERE
        elif draft.question:
            verdict = Verdict.ASKED
            now = zip(draft.answers, answers, strict=True)
            placed = tuple(replace(answer, edits=each.edits) for answer, each in now)
            question = EditQuestion(draft.question, placed, draft.args)
        return NoteChange(
            number,
            draft.unit,
            draft.path,
            self._line(draft),
            draft.kind,
            verdict,
            self._words(draft),
            self._is_tracked(draft),
            self._heading(draft),
            detail,
            args,
            moved.edits if verdict is Verdict.TAKEN else (),
            question,
            conflict,
            draft.new_files if verdict in (Verdict.TAKEN, Verdict.CONFLICT) else {},
        )

    def _detail(self, draft: Draft) -> tuple[str, dict[str, object]]:
        if draft.kind is EditKind.MOVED:
            origin = self._c.origin[draft.old]
            if origin is not None and origin.unit != draft.unit:
                return MOVED_TO, {"unit": self._units.get(draft.unit, "")}
            return MOVED_WITHIN, {}
        if draft.kind is EditKind.LEVEL:
            before, after = self._c.old[draft.old].shape, self._c.new[draft.new].shape
            return LEVEL_NOW, {"before": before.level, "after": after.level}
        return "", {}

    def _line(self, draft: Draft) -> int:
        if draft.edits and draft.edits[0].path == draft.path:
            return self._today.line(draft.path, draft.edits[0].start)
        return self._place(self._c.origin[draft.old] if draft.old >= 0 else None)[2]

    def _words(self, draft: Draft) -> tuple[Redlined, ...]:
        found = list(self._redline(draft.old, draft.new))
        for old, new in draft.also if draft.kind in _WHOLE else ():
            found += [Redlined("equal", "\n"), *self._redline(old, new)]
        return tuple(found)

    def _redline(self, old: int, new: int) -> tuple[Redlined, ...]:
        before = _spoken(self._c.old[old], self._old_notes) if old >= 0 else ""
        after = _spoken(self._c.new[new], self._new_notes) if new >= 0 else ""
        return redline(before, after)

    def _is_tracked(self, draft: Draft) -> bool:
        numbers = [draft.new, *(new for _, new in draft.also)]
        if any(self._c.new[n].is_tracked for n in numbers if n >= 0):
            return True
        return draft.new < 0 and self._c.old[draft.old].text.strip() in self._c.edited.deleted

    def _heading(self, draft: Draft) -> str:
        if draft.new >= 0:
            text, number = self._c.edited.text, self._c.new[draft.new].number
        else:
            text, number = self._c.base.text, self._c.old[draft.old].number
        return text.heading(number)

    def _not_taken(self) -> Iterator[NotTaken]:
        for (what, text, number), count in Counter(not_read(self._c)).items():
            origin = self._near(number) if number >= 0 else None
            unit, path, line = self._place(origin)
            yield NotTaken(what, text, unit, path, line, count)

    def _near(self, place: int) -> SourceBlock | None:
        """Where a block of the new reading was written, or the last one before it that was."""
        return self._nearest_origin[place] if place >= 0 else None

    def _place(self, origin: SourceBlock | None) -> tuple[str, str, int]:
        """The unit, the file and today's line of a block."""
        if origin is None:
            return "", "", 0
        if is_word(origin.path):
            return origin.unit, origin.path, origin.first
        start = self._texts.offset(origin.path, origin.first, 1)
        return origin.unit, origin.path, self._today.line(origin.path, start)

    def _comments(self) -> Iterator[Comment]:
        by_number = {block.number: n for n, block in enumerate(self._c.new)}
        numbers = sorted(by_number)
        known = set(self._c.base.comments)
        for comment in self._c.edited.comments:
            if comment in known:
                continue
            # The block that a paragraph is in: the last that begins at or before it.
            before = bisect_right(numbers, comment.paragraph)
            origin = self._near(by_number[numbers[before - 1]] if before else 0)
            yield Comment(
                *self._place(origin),
                comment.text,
                comment.quoted,
                self._c.edited.text.heading(comment.paragraph),
                comment.author,
            )


def _notes(blocks: Iterable[PrintedBlock]) -> dict[str, str]:
    """The words of each note by its label."""
    found: dict[str, list[str]] = {}
    for block in blocks:
        if block.story:
            found.setdefault(block.story, []).append(block.text)
    return {label: " ".join(texts) for label, texts in found.items()}


def _spoken(block: PrintedBlock, notes: Mapping[str, str]) -> str:
    """The text of a block with the words of notes and pictures in the place of their marks."""
    alt = block.picture.alt if block.picture else ""

    def spoken(atom: Atom) -> Atom:
        if atom.thing not in ("note", "picture"):
            return atom
        return Atom(f"[{notes.get(atom.sign, '') if atom.thing == 'note' else alt}]")

    return block.with_atoms(lambda atoms: tuple(map(spoken, atoms))).text


def redline(old: str, new: str) -> tuple[Redlined, ...]:
    """Two texts as stretches that stay, go and come."""
    old, new = old[:_LONGEST_REDLINE], new[:_LONGEST_REDLINE]
    found: list[Redlined] = []
    at = 0
    for edit in diff_words(old, new):
        stretches = (
            ("equal", old[at : edit.old_start]),
            ("delete", old[edit.old_start : edit.old_end]),
            ("insert", new[edit.new_start : edit.new_end]),
        )
        found += [Redlined(op, text) for op, text in stretches if text]
        at = edit.old_end
    if old[at:]:
        found.append(Redlined("equal", old[at:]))
    return tuple(found)


def _nearest_origins(comparison: Comparison) -> Iterator[SourceBlock | None]:
    """For each new block where it was written, or the last one before it that was."""
    last: SourceBlock | None = None
    for number in range(len(comparison.new)):
        mine = comparison.matching.old_of.get(number, -1)
        last = (comparison.origin[mine] if mine >= 0 else None) or last
        yield last


def _all_edits(change: NoteChange) -> Iterator[TextEdit]:
    yield from change.edits
    if change.question is not None:
        for answer in change.question.answers:
            yield from answer.edits
    if change.conflict is not None:
        yield from change.conflict.edits


def _files(sources: Sources) -> Iterator[tuple[str, bytes]]:
    yield NOTE, sources.note
    yield from sources.contributions.items()


def merging_of(base: SourceTexts, today: Sources) -> Today:
    """What moves edits of the base to the files of `today`."""
    now = SourceTexts(today)
    return Today(_texts(base), _texts(now), now.word)


def _texts(texts: SourceTexts) -> dict[str, str]:
    """The characters of each file that has some; of a Word file, its paragraphs as lines."""
    paths = (path for path, _ in _files(texts.sources))
    return {path: texts.text(path) for path in paths if texts.file(path) or texts.word(path)}


def _units(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for part in comparison.origins.document.parts:
        for block in part.blocks[:1]:
            if part.unit and isinstance(block, Heading):
                yield part.unit, plain_text(block.inlines)
