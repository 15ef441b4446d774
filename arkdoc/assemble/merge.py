"""Note, contributions and files → the finished Document (contract, clause 7).

In order: who stands where (`order`), the parts in reading order (`parts`), what is done to
each (`finish`), and the table of contents.
"""

from collections.abc import Sequence
from itertools import chain

from arkdoc.assemble.finish import Finished
from arkdoc.assemble.head import head
from arkdoc.assemble.order import Placement, deliveries, place
from arkdoc.assemble.parts import Merger
from arkdoc.assemble.strays import strays, without_copies
from arkdoc.assemble.toc import with_contents
from arkdoc.diagnostic import in_order
from arkdoc.document import Document
from arkdoc.note import Assembly, Contribution, Files, Note, State, Status


def assemble(note: Note, contributions: Sequence[Contribution], files: Files) -> Assembly:
    """Merge `contributions` into `note`, in the order of its units.

    Never raises for what people have written: faults are in the diagnostics, and what could
    be assembled is there.
    """
    contributions = without_copies(contributions)
    placement = place(note, contributions)
    merger = Merger(note, placement)
    merger.merge()
    finished = Finished(note, files, merger.runs, merger.notes, merger.targets, merger.ids)
    parts, entries = with_contents(finished.parts, note)
    document = Document(
        head=head(note, is_draft=_is_draft(placement)),
        language=note.language,
        parts=parts,
        footnotes=finished.footnotes,
        contents=entries,
        assets={path: files.assets[path] for path in sorted(finished.used)},
    )
    texts = [note.body, *(c.body for c in contributions)]
    known = {note.path, *(c.path for c in contributions), *finished.referred}
    return Assembly(
        document,
        tuple(deliveries(note, placement)),
        in_order(
            chain(
                note.diagnostics,
                *(c.diagnostics for c in contributions),
                *(body.diagnostics for body in texts),
                placement.diagnostics,
                merger.diagnostics,
                finished.diagnostics,
                strays(files, frozenset(known)),
            )
        ),
        (*note.silences, *chain(*(body.silences for body in texts))),
    )


def _is_draft(placement: Placement) -> bool:
    """Whether the note is one: something is missing, a draft or can't be read (clause 7)."""
    return State.MISSING in placement.states.values() or any(
        contribution.fault or contribution.status is Status.DRAFT
        for contribution in chain(placement.unplaced, *placement.named.values())
    )
