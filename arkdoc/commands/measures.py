"""`arkdoc measures`: the plan of measures as a sheet, on standard output or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from arkdoc.commands.call import FAULTY, Call, analyse_root, one_of, status_of
from arkdoc.language.messages import printable
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.report.command_table import SHEET_FORMATS

if TYPE_CHECKING:
    from arkdoc.model.sheet import Sheet

_STANDARD_OUTPUT = "-"
_NO_FILE = N_(
    "A workbook is a file. Say where it goes, for example `arkdoc measures -o tiltak.xlsx`."
)
_OTHER_ENDING = N_("“{file}” is not what a file in the format {format} is called.")


def measures(call: Call) -> int:
    """Write the sheet; the status is that of what the note's texts have wrong with them."""
    from arkdoc.pipeline.measure_sheet import measure_sheet
    from arkdoc.write.sheet.separated import write_separated

    file = "" if call.options.o == _STANDARD_OUTPUT else call.options.o or ""
    written = _format(call.options.format, file)
    analysis = analyse_root(call)
    sheet = measure_sheet(analysis)
    if not sheet.rows and not call.options.quiet:
        call.console.err(call.tr("No unit has any measures.") + "\n")
    if not file:
        call.console.out(write_separated((sheet.columns, *sheet.rows)))
    elif not _write_file(call, Path(file), _contents(sheet, written)):
        return FAULTY
    return status_of(analysis.diagnostics)


def _format(said: str | None, file: str) -> str:
    """The format that was asked for, or else the one that the file's ending says."""
    ending = Path(file).suffix.lower().removeprefix(".")
    known = ending if ending in SHEET_FORMATS else ""
    written = one_of(
        said or known or SHEET_FORMATS[0],
        SHEET_FORMATS,
        N_("There is no format “{given}”. Choose among {known}."),
    )
    if known not in ("", written):
        raise ArkdocError(_OTHER_ENDING, file=file, format=written)
    if written == "xlsx" and not file:
        raise ArkdocError(_NO_FILE)
    return written


def _contents(sheet: Sheet, written: str) -> bytes:
    from arkdoc.write.sheet.separated import BYTE_ORDER_MARK, write_separated
    from arkdoc.write.sheet.workbook import write_workbook

    if written == "xlsx":
        return write_workbook(sheet)
    text = BYTE_ORDER_MARK + write_separated((sheet.columns, *sheet.rows))
    return text.encode(errors="replace")


def _write_file(call: Call, file: Path, data: bytes) -> bool:
    """Whether the file is written: not over what others made or changed, unless they say so."""
    from arkdoc.pipeline.files import replace, unwritable, writing_in
    from arkdoc.pipeline.word_edits import may_replace

    try:
        if not (call.options.yes or may_replace(file, data) or _is_given_up(call, file)):
            return False
        with writing_in(file.parent):
            replace(file, data)
    except OSError as error:
        raise unwritable(file.parent, error) from error
    if not call.options.quiet:
        call.console.out(f"{printable(str(file))}\n")
    return True


def _is_given_up(call: Call, file: Path) -> bool:
    """Whether somebody says that a file may go that arkdoc doesn't know as its own."""
    console, tr = call.console, call.tr
    shown = printable(str(file))
    console.err(tr("{path} is there already, and not as arkdoc made it.", path=shown) + "\n")
    if console.confirm(tr("Replace it? [y/N]") + " "):
        return True
    said = tr("Nothing is changed. To replace the file all the same, say --yes.")
    console.err(f"arkdoc: {said}\n")
    return False
