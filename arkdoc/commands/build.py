"""`arkdoc build`: the note's outputs on the disk; nothing where nothing has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from arkdoc.commands.call import FAULTY, Call, ReadNote, one_of, status_of, tell, write_text
from arkdoc.language.messages import printable
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.pipeline.build_list import has_list
from arkdoc.pipeline.closed import refuse_closed
from arkdoc.pipeline.files import OUT
from arkdoc.pipeline.processes import LayoutProcess

if TYPE_CHECKING:
    from arkdoc.pipeline.build import Analysis


def build(call: Call) -> int:
    """Make what was asked for and name the files, or list what stands in the way of `--final`."""
    options, console, tr, now = call.options, call.console, call.tr, datetime.now().astimezone()
    targets = _targets(options.to)
    if options.without_word_edits and not options.final:
        raise ArkdocError(N_("--without-word-edits goes with --final."))
    refuse_closed(call.root)
    out = Path(options.out) if options.out else call.root / OUT
    if not (options.final or options.force) and has_list(out):
        from arkdoc.pipeline.unchanged import find_unchanged

        unchanged = find_unchanged(call.root, targets, out)
        if unchanged is not None:
            return _tell_built(call, unchanged.paths, unchanged.diagnostics, unchanged)
    with LayoutProcess() as process, console.progress(options.quiet) as say:
        if "pdf" in targets:
            process.start()
        # It loads WeasyPrint while this one imports and reads the rest.
        from arkdoc.deliver.make_note import make_note

        made = make_note(
            call.root,
            targets,
            out,
            now,
            final=options.final,
            without_word_edits=options.without_word_edits,
            progress=lambda stage: say(tr(stage)),
            process=process,
        )
    if made.obstacles:
        return _refuse(call, made.obstacles, made.analysis)
    return _tell_built(call, made.paths, made.diagnostics, made.analysis)


def _targets(given: str) -> frozenset[str]:
    from arkdoc.pipeline.outputs import BY_NAME

    message = N_("“{given}” is nothing arkdoc can make. Choose among {known}.")
    return frozenset(
        one_of(target.strip().lower(), tuple(BY_NAME), message) for target in given.split(",")
    )


def _tell_built(
    call: Call, paths: Sequence[Path], diagnostics: Sequence[Diagnostic], read: ReadNote
) -> int:
    tell(call, diagnostics, read, always=False)
    if not call.options.quiet:
        call.console.out("".join(f"{printable(str(path))}\n" for path in paths))
    return status_of(diagnostics)


def _refuse(call: Call, obstacles: Sequence[Diagnostic], analysis: Analysis) -> int:
    """List what stands in the way of `--final`; nothing is written."""
    write_text(call, obstacles, analysis)
    message = call.tr.count(
        "The final note is not made: {n} thing stands in the way.",
        "The final note is not made: {n} things stand in the way.",
        len(obstacles),
    )
    call.console.err(f"\n{message}\n")
    return FAULTY
