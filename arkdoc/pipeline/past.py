"""A note and the record that it names → the note, with what that says of the note before it."""

from __future__ import annotations

from dataclasses import replace

from arkdoc.model.diagnostic import N_, diagnostic
from arkdoc.model.note import Note
from arkdoc.rules.delivery import UNUSABLE_RECORD

_NOT_THERE = N_("There is no such file in contributions.")
_NO_RECORD = N_("It is not what arkdoc writes of a note that it builds.")


def with_past(note: Note, record: bytes | None, is_there: bool) -> Note:
    """`note`, and a finding where it names a `record` that can't be used."""
    if record is not None:
        from arkdoc.read.record import open_measures, read_past

        if before := read_past(record):
            return replace(note, past=open_measures(before), before=before)
    if not note.previous:
        return note
    what = _NO_RECORD if is_there else _NOT_THERE
    finding = diagnostic(UNUSABLE_RECORD, note.previous_span, file=note.previous, what=what)
    return replace(note, diagnostics=(*note.diagnostics, finding))
