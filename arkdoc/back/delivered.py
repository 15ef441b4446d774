"""A text that a unit delivers anew, what it delivered before, and today's sources → an EditPlan.

The note is printed with each of the two, and what differs is taken for what somebody changed in its
Word file: so words are merged, proved and told as those are that come back from Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from arkdoc.back.comparison import compare
from arkdoc.back.delivered_fields import changed_fields
from arkdoc.back.merge import Today, overlap
from arkdoc.back.model import EditAnswer, EditPlan, EditQuestion, NoteChange, Redlined, Verdict
from arkdoc.back.origins import Origins, find_origins
from arkdoc.back.plan import merging_of, plan_of
from arkdoc.back.prove import print_again
from arkdoc.back.reasons import GENERATED, STATUS_CHANGED
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_
from arkdoc.model.regex import regex
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import Sources
from arkdoc.read.word.returned import ReturnedNote

BOTH_CHANGED = N_("Both you and the unit have changed this.")
KEEP_OURS, USE_THEIRS = N_("Keep ours"), N_("Use the unit's")

_PLACE = regex(r"_ark_\d+_\d+(_\d+)?")


def plan_delivery(
    unit: str,
    path: str,
    before: Sources,
    after: Sources,
    today: Sources,
    cache: Cache | None = None,
) -> EditPlan:
    """What the unit with this id changed from `before`, where its text lies at `path`, to `after`.

    What both sides changed is asked. Raises ArkdocError where one of them can't be printed.
    """
    cache = cache or Cache()
    old, new = (
        find_origins(analyse(each, cache).assembly.document, each) for each in (before, after)
    )
    built = print_again(before, cache).note
    given = _renamed(print_again(after, cache).note, _same_notes(old, new))
    plan = plan_of(compare(built, given, old), before, today, cache)
    merging = merging_of(old.texts, today)
    words = _joined(list(_own(plan, unit, path)), merging)
    fields = changed_fields(unit, path, before, after, today)
    changes = tuple(_settled(each) for each in (*fields, *words))
    now = {**plan.today, **{path: data for path, data in today.contributions.items() if fields}}
    return replace(plan, changes=changes, comments=(), not_taken=(), today=now)


def _renamed(note: ReturnedNote, names: Mapping[str, str]) -> ReturnedNote:
    """A note, the bookmarks that say on which line something was written replaced, or left out.

    In two texts the same line is not the same place.
    """
    paragraphs = (
        replace(each, names=tuple(filter(None, (_new_name(name, names) for name in each.names))))
        for each in note.paragraphs
    )
    return replace(note, paragraphs=tuple(paragraphs))


def _new_name(name: str, names: Mapping[str, str]) -> str:
    return names.get(name, "") if _PLACE.fullmatch(name) else name


def _same_notes(old: Origins, new: Origins) -> dict[str, str]:
    """For the bookmark of a footnote the old one of that with its label, if neither moved."""
    before, after = _notes(old), _notes(new)
    texts = {text for _, text in before.values()}, {text for _, text in after.values()}
    return {
        name: before[key][0]
        for key, (name, text) in after.items()
        if key in before and text not in texts[0] and before[key][1] not in texts[1]
    }


def _notes(origins: Origins) -> dict[tuple[str, str], tuple[str, str]]:
    """The bookmark and the words of each footnote's first paragraph, by its file and label."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for name, block in origins.by_name.items():
        if block.story:
            text = "".join(atom.sign for atom in block.atoms)
            found.setdefault((block.path, block.story), (name, text))
    return found


def _own(plan: EditPlan, unit: str, path: str) -> Iterator[NoteChange]:
    """The changes that the unit made: the others are in what arkdoc makes of its text."""
    for each in plan.changes:
        is_made = each.verdict is Verdict.LEFT and each.detail == GENERATED
        is_nowhere = not (each.unit or each.path)
        if not is_made and (is_nowhere or each.unit == unit or each.path == path):
            yield replace(each, unit=unit)


def _joined(changes: list[NoteChange], merging: Today) -> Iterator[NoteChange]:
    """The changes, those that are about the same words of today's text as one."""
    while changes:
        first, *changes = changes
        conflict = first.conflict if first.verdict is Verdict.CONFLICT else None
        while conflict:
            met = [
                each
                for each in changes
                if each.verdict is Verdict.CONFLICT
                and each.conflict
                and overlap(conflict.edits, each.conflict.edits)
            ]
            if not met:
                break
            changes = [each for each in changes if each not in met]
            edits = [edit for each in (first, *met) if each.conflict for edit in each.conflict.of]
            conflict = merging.moved(edits).conflict or conflict
            first = replace(
                first,
                words=tuple(_together((first, *met))),
                conflict=conflict,
                new_files={k: v for each in (first, *met) for k, v in each.new_files.items()},
            )
        yield first


def _together(changes: Iterable[NoteChange]) -> Iterator[Redlined]:
    for number, each in enumerate(changes):
        if number:
            yield Redlined("equal", " ")
        yield from each.words


def _settled(change: NoteChange) -> NoteChange:
    """A change that waits for no more than there is to decide here."""
    question, conflict = change.question, change.conflict
    if question and question.message == STATUS_CHANGED:  # the unit said so where it is said
        edits = question.answers[0].edits
        return replace(change, verdict=Verdict.TAKEN, question=None, edits=edits)
    if change.verdict is Verdict.CONFLICT and conflict and conflict.edits:
        answers = EditAnswer(KEEP_OURS, conflict.rest), EditAnswer(USE_THEIRS, conflict.edits)
        return replace(change, question=EditQuestion(BOTH_CHANGED, answers))
    return change
