"""`arkdoc apply`: what was changed in a Word file is shown, and on a yes taken in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from arkdoc.commands.call import DONE, FAULTY, Call, chosen_format
from arkdoc.language.messages import printable
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.report.command_table import STATUS_FORMATS

if TYPE_CHECKING:
    from arkdoc.deliver.apply import Fetched, TakenIn

_MOST_BYTES = 64 * 1024 * 1024
_WHICH = N_("Say which Word file, for example `arkdoc apply build/sak-11-19.docx`.")
_CANT_READ = N_("{path} can't be opened: {reason}")
_TOO_LARGE = N_("{path} is too large to be a Word file of the note.")


def apply(call: Call) -> int:
    """Show the changes, ask, and take them in; or undo the last time, or settle what is left."""
    from arkdoc.deliver.apply import fetch, settle_file

    options, console, tr = call.options, call.console, call.tr
    as_json = chosen_format(call, STATUS_FORMATS) == "json"
    if options.undo:
        return _undo(call)
    if not options.file:
        raise ArkdocError(_WHICH)
    docx = _read(options.file)
    if options.done:
        settle_file(call.root, docx, _now())
        if not options.quiet:
            console.err(tr("What was left of the file is settled.") + "\n")
        return DONE
    fetched = fetch(call.root, docx)
    if as_json:
        return _for_program(call, fetched)
    return _for_person(call, fetched)


def _undo(call: Call) -> int:
    from arkdoc.deliver.apply import undo

    paths = undo(call.root, _now())
    if not call.options.quiet:
        call.console.err(call.tr("The contributions are as they were before that.") + "\n")
        call.console.out("".join(f"{printable(path)}\n" for path in paths))
    return DONE


def _for_program(call: Call, fetched: Fetched) -> int:
    from arkdoc.deliver.remarks import waiting_of
    from arkdoc.report.edits import write_edits_json

    is_meant = call.options.yes and not call.options.dry_run
    taken = _take_in(call, fetched) if is_meant else None
    waiting = taken.waiting if taken else waiting_of(fetched.plan)
    paths = taken.paths if taken else ()
    call.console.out(write_edits_json(fetched, paths, waiting, call.tr))
    is_all = is_meant or not _takes_something(fetched)
    return DONE if is_all and (not len(waiting) or fetched.is_settled) else FAULTY


def _for_person(call: Call, fetched: Fetched) -> int:
    from arkdoc.deliver.remarks import waiting_of
    from arkdoc.pipeline.word_returns import REMARKS
    from arkdoc.report.edits import write_edits

    options, console, tr = call.options, call.console, call.tr
    waiting = waiting_of(fetched.plan)
    if fetched.docx == fetched.base.docx:
        console.err(tr("Nobody has changed this Word file since it was made.") + "\n")
        return DONE
    if fetched.is_settled and not _takes_something(fetched):
        console.err(tr("This Word file has been taken in, and nothing is left of it.") + "\n")
        return DONE
    console.err(write_edits(fetched, tr, console.err_style))
    if options.dry_run:
        return FAULTY if len(waiting) else DONE
    if _takes_something(fetched) and not options.yes:
        answer = console.confirm(tr("Take them in? [y/N]") + " ")
        if not answer:
            unasked = tr("Nothing is changed. To take them in all the same, say --yes.")
            console.err((unasked if answer is None else tr("Nothing is changed.")) + "\n")
            return FAULTY
    taken = _take_in(call, fetched)
    if not options.quiet:
        if len(taken.waiting):
            path = f".arkdoc/{REMARKS}"
            console.err(
                tr(
                    "What is left is in {path}. When it has been seen to: `arkdoc apply {file} "
                    "--done`.",
                    path=path,
                    file=printable(options.file),
                )
                + "\n"
            )
        console.out("".join(f"{printable(path)}\n" for path in taken.paths))
    return FAULTY if len(taken.waiting) else DONE


def _take_in(call: Call, fetched: Fetched) -> TakenIn:
    from arkdoc.deliver.apply import take_in

    return take_in(call.root, fetched, _now(), call.tr)


def _takes_something(fetched: Fetched) -> bool:
    from arkdoc.back.model import Verdict

    return any(change.verdict is Verdict.TAKEN for change in fetched.plan.changes)


def _read(given: str) -> bytes:
    from arkdoc.pipeline.files import contents

    try:
        data = contents(Path(given), _MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or error
        raise ArkdocError(_CANT_READ, path=given, reason=reason) from error
    if len(data) > _MOST_BYTES:
        raise ArkdocError(_TOO_LARGE, path=given)
    return data


def _now() -> datetime:
    return datetime.now().astimezone()
