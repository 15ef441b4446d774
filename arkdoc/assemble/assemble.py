"""Note, contributions and files → the finished Document (contract, clause 7).

In order: which contribution belongs to which unit (`placement`), the texts in reading order
(`ordering`), each prepared by itself (`place_text`), what links lead to (`references`), numbers
(`numbering`), and the table of contents (`toc`). What takes time is done to one text at a time,
and cached.
"""

from collections.abc import Sequence
from itertools import chain

from arkdoc.assemble.attachments import attached, unnamed
from arkdoc.assemble.head import head
from arkdoc.assemble.numbering import Numbering
from arkdoc.assemble.ordering import Ordering
from arkdoc.assemble.placement import Placement, place
from arkdoc.assemble.references import References
from arkdoc.assemble.resolve import NoteChoices
from arkdoc.assemble.toc import with_contents
from arkdoc.assemble.unreferenced_files import (
    look_alikes,
    strays_of_units,
    unreferenced_files,
    without_copies,
)
from arkdoc.model.cache import Cache
from arkdoc.model.document import Document
from arkdoc.model.note import Assembly, Contribution, Files, Note, State, Status
from arkdoc.rules.delivery import UNUSABLE_FILE
from arkdoc.style.chart_look import ChartLook
from arkdoc.units.index import UnitIndex


def assemble(
    note: Note,
    contributions: Sequence[Contribution],
    files: Files,
    cache: Cache | None = None,
    look: ChartLook | None = None,
) -> Assembly:
    """Merge `contributions` into `note`, in the order of its units.

    Never raises for what people have written: faults are in the diagnostics, and what could
    be assembled is there. `look` is what charts are drawn in. With a `cache`, parts that are as
    they were are the same objects.
    """
    cache = cache or Cache()
    contributions = without_copies(contributions, cache)
    unit_index = UnitIndex(note.units)
    strays = strays_of_units(files, contributions, note, unit_index)
    placement = place(note, contributions, strays, unit_index, cache)
    attachments = attached(note, files)
    ordering = Ordering(note, placement, cache, look or ChartLook(), attachments.listed)
    ordering.merge()
    references = References(
        files,
        ordering.targets(),
        ordering.charts,
        attachments.places,
        numbers_headings=note.numbered,
    )
    notes = {path: text.notes for path, text in ordering.texts.items()}
    choices = NoteChoices(note.typography, note.case_types, note.numbered)
    numbering = Numbering(references, ordering.ids, notes, cache, choices)
    parts, entries = with_contents(numbering.parts(ordering.runs), note, cache)
    document = Document(
        head=head(note, is_draft=_is_draft(note, placement)),
        language=note.language,
        parts=parts,
        footnotes=numbering.footnotes,
        contents=entries,
        assets=dict(sorted(references.used.items())),
        attachments=attachments.listed,
        numbered=note.numbered,
    )
    texts = [note.body, *(c.body for c in contributions)]
    known = {note.path, note.previous, *(c.path for c in contributions), *references.referred}
    known |= attachments.named
    known |= {d.span.path for d in placement.diagnostics if d.rule is UNUSABLE_FILE}
    return Assembly(
        document,
        placement.deliveries,
        (
            *note.diagnostics,
            *chain.from_iterable(c.diagnostics for c in contributions),
            *placement.diagnostics,
            *ordering.diagnostics,
            *chain.from_iterable(text.diagnostics for text in ordering.texts.values()),
            *references.diagnostics,
            *unreferenced_files(files, frozenset(known)),
            *attachments.diagnostics,
            *unnamed(files, known),
            *look_alikes(files.paths),
        ),
        (*note.suppressions, *chain(*(body.suppressions for body in texts))),
    )


def _is_draft(note: Note, placement: Placement) -> bool:
    """Whether the note is one: something is missing, a draft or can't be read (clause 7)."""
    return (
        any(map(placement.lacks, note.all_units))
        or State.UNREADABLE in placement.states.values()
        or any(
            own.contribution.fault or own.contribution.status is Status.DRAFT
            for own in placement.facts.values()
            if not own.is_untouched
        )
    )
