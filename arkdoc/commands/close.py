"""`arkdoc close`: what goes into the archive and what is taken away; then the case is closed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from arkdoc.commands.call import DONE, FAULTY, Call
from arkdoc.language.messages import Translator, printable
from arkdoc.model.dates import in_figures

if TYPE_CHECKING:
    from arkdoc.deliver.close import Closing
    from arkdoc.deliver.forget import KeptCopies


def close(call: Call) -> int:
    """Name what is done, ask, and do it."""
    from arkdoc.deliver.close import close_case, plan_closing
    from arkdoc.deliver.forget import elsewhere

    options, console, tr = call.options, call.console, call.tr
    closing = plan_closing(call.root, with_contributions=options.with_contributions)
    console.err(_described(closing, tr))
    if options.dry_run or (closing.already and not closing.gone):
        return DONE
    if not options.yes:
        answer = console.confirm(tr("Close the case? [y/N]") + " ")
        if not answer:
            unasked = tr("Nothing is changed. To close the case all the same, say --yes.")
            console.err((unasked if answer is None else tr("Nothing is changed.")) + "\n")
            return FAULTY
    case = close_case(call.root, closing, datetime.now().astimezone())
    if not options.quiet:
        places = "".join(f"  {tr(said)}\n" for said in elsewhere(call.root))
        console.err(tr("The case is closed. The words may still be in:") + "\n" + places)
        console.out(f"{printable(case.archive)}\n")
    return DONE


def _described(closing: Closing, tr: Translator) -> str:
    lines = []
    if case := closing.already:
        date = in_figures(case.date)
        lines.append(tr("The case was closed {date}: {archive}", date=date, archive=case.archive))
    else:
        lines.append(tr("This goes into the archive:"))
        sizes = ((name, len(data)) for name, data in sorted(closing.files.items()))
        lines += (f"  {printable(name)}: {_kilobytes(size)}" for name, size in sizes)
    if closing.is_behind:
        lines.append(
            tr("Texts have been changed since the note was made final. What was changed is not in.")
        )
    if closing.gone:
        lines.append(tr("This will be taken away for good:"))
        lines += (f"  {_of(each, tr)}" for each in closing.gone)
    if not closing.already:
        lines.append(tr("After that nothing of the note can be changed."))
    return "".join(f"{line}\n" for line in lines)


def _of(copies: KeptCopies, tr: Translator) -> str:
    count = tr.count("{n} file", "{n} files", copies.files)
    return f"{printable(copies.path)}: {count}, {_kilobytes(copies.size)}"


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1024)} kB"
