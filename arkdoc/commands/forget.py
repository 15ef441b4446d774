"""`arkdoc forget`: which copies are kept, and then none of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from arkdoc.commands.call import DONE, FAULTY, Call, analyse_root
from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import N_, ArkdocError

if TYPE_CHECKING:
    from arkdoc.deliver.forget import KeptCopies

_WHOSE = N_("Say whose, for example `arkdoc forget --unit ub-gjovik`, or `arkdoc forget --all`.")


def forget(call: Call) -> int:
    """Name what is kept, ask, take it away, and say where else the words may be."""
    from arkdoc.deliver.forget import elsewhere, kept_copies
    from arkdoc.deliver.forget import forget as take_away

    options, console, tr = call.options, call.console, call.tr
    if bool(options.unit) == options.all:
        raise ArkdocError(_WHOSE)
    copies = kept_copies(call.root, _unit(call) if options.unit else "")
    if not copies:
        console.err(tr("Nothing is kept.") + "\n")
        return DONE
    console.err(tr("This will be taken away for good:") + "\n")
    console.err("".join(f"  {_described(each, tr)}\n" for each in copies))
    if not options.yes:
        answer = console.confirm(tr("Take it away? [y/N]") + " ")
        if not answer:
            unasked = tr("Nothing is changed. To take it away all the same, say --yes.")
            console.err((unasked if answer is None else tr("Nothing is changed.")) + "\n")
            return FAULTY
    take_away(call.root, copies, datetime.now().astimezone())
    if not options.quiet:
        places = "".join(f"  {tr(said)}\n" for said in elsewhere(call.root))
        console.err(tr("It is gone. The words may still be in:") + "\n" + places)
        console.out("".join(f"{printable(each.path)}\n" for each in copies))
    return DONE


def _unit(call: Call) -> str:
    """The unit that is meant; one that is in the note no more, too, if something of it is kept."""
    from arkdoc.deliver.forget import kept_copies
    from arkdoc.units.index import UnitIndex

    given: str = call.options.unit
    known: Sequence[KeptCopies] = kept_copies(call.root)
    if any(each.unit == given for each in known):
        return given
    return UnitIndex(analyse_root(call).note.units).require(given).id


def _described(copies: KeptCopies, tr: Translator) -> str:
    count = tr.count("{n} file", "{n} files", copies.files)
    return f"{printable(copies.path)}: {count}, {-(-copies.size // 1024)} kB"
