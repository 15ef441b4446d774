"""`arkdoc compare`: what changed between two versions, told and shown in a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from arkdoc.commands.call import DONE, FAULTY, Call, chosen_format
from arkdoc.language.messages import printable
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.report.command_table import STATUS_FORMATS

if TYPE_CHECKING:
    from arkdoc.pipeline.two_versions import VersionChanges

_OUT = "build"
_NO_OLD = N_(
    "Say what to compare with, for example `arkdoc compare endelig` for the last final note."
)
_NOT_WORD = N_("The changes are shown in a Word file, so “{file}” has to end with .docx.")


def compare(call: Call) -> int:
    """Write the Word file and tell the changes; 1 where that would overwrite what others made."""
    from arkdoc.pipeline.two_versions import compare_versions, find_version
    from arkdoc.report.comparison import changes_as_json, write_changes

    options = call.options
    written = chosen_format(call, STATUS_FORMATS)
    if not options.old:
        raise ArkdocError(_NO_OLD)
    if options.o and not options.o.lower().endswith(".docx"):
        raise ArkdocError(_NOT_WORD, file=options.o)
    old = find_version(Path(options.old), call.root)
    new = find_version(Path(options.new) if options.new else call.root, call.root)
    comparison = compare_versions(old, new)
    file = ""
    if comparison.docx:
        target = Path(options.o) if options.o else call.root / _OUT / comparison.name
        if not _write(call, target, comparison):
            return FAULTY
        file = str(target)
    if written == "json":
        call.console.out(changes_as_json(comparison.changes, comparison.units, file))
        return DONE
    if not options.quiet:
        style = call.console.out_style
        call.console.out(write_changes(comparison.changes, comparison.units, call.tr, style))
        call.console.out(f"{printable(file)}\n" if file else "")
    return DONE


def _write(call: Call, file: Path, comparison: VersionChanges) -> bool:
    """Whether the file is written: never over one that somebody has made or edited."""
    from arkdoc.pipeline.files import make_folder, replace, unwritable, writing_in
    from arkdoc.pipeline.word_edits import may_replace

    if not call.options.o:
        make_folder(file.parent, call.root)
    try:
        if not may_replace(file, comparison.docx):
            message = call.tr(
                "{path} is there already, and not as arkdoc made it. Say with -o where the changes "
                "are to go.",
                path=printable(str(file)),
            )
            call.console.err(f"arkdoc: {message}\n")
            return False
        with writing_in(file.parent):
            replace(file, comparison.docx)
    except OSError as error:
        raise unwritable(file.parent, error) from error
    return True
