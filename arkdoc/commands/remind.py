"""`arkdoc remind`: what each unit that lacks something is to be told, to be sent by somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from arkdoc.commands.call import DONE, Call, chosen_format, today
from arkdoc.language.messages import printable
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.report.command_table import REMIND_FORMATS

if TYPE_CHECKING:
    from arkdoc.deliver.reminders import Message
    from arkdoc.pipeline.analyse import Analysis

_NO_FOLDER = N_(
    "E-mails are files. Say where they go, for example `arkdoc remind --format eml -o DIR`."
)


def remind(call: Call) -> int:
    """Write the messages on standard output, or into a folder."""
    from arkdoc.deliver.occasions import occasion
    from arkdoc.deliver.reminders import invitations, reminders
    from arkdoc.model.cache import Cache
    from arkdoc.pipeline.build import analyse, load
    from arkdoc.units.index import UnitIndex

    options, console, tr = call.options, call.console, call.tr
    written = chosen_format(call, REMIND_FORMATS)
    if written == "eml" and not options.o:
        raise ArkdocError(_NO_FOLDER)
    cache = Cache()
    analysis = analyse(load(call.root), cache)
    one = UnitIndex(analysis.note.units).require(options.unit) if options.unit else None
    has_form = bool(options.all and options.o)
    about = occasion(
        call.root, analysis, today(),
        with_addresses=options.addresses, has_form=has_form, cache=cache,
    )  # fmt: skip
    messages = invitations(about) if options.all else reminders(about)
    messages = tuple(each for each in messages if one is None or each.unit == one)
    if not messages and not options.quiet:
        console.err(tr("No unit lacks anything.") + "\n")
    if options.o:
        forms = _forms(analysis, messages) if has_form else {}
        paths = _write_files(Path(options.o), _files(call, written, messages, forms))
        if not options.quiet:
            console.out("".join(f"{printable(str(path))}\n" for path in paths))
    elif messages or written != "text":
        console.out(_as_one(call, written, messages))
    _tell_of_unknown(call, messages)
    return DONE


def _as_one(call: Call, written: str, messages: Sequence[Message]) -> str:
    from arkdoc.deliver.letters import as_csv, as_json, as_text

    if written == "csv":
        return as_csv(messages)
    if written == "json":
        return as_json(messages)
    return as_text(messages, call.tr("To"), call.tr("Subject"))


def _files(
    call: Call, written: str, messages: Sequence[Message], forms: Mapping[str, bytes]
) -> dict[str, bytes]:
    from arkdoc.deliver.letters import as_email
    from arkdoc.write.sheet.separated import BYTE_ORDER_MARK

    if written == "eml":
        return {f"{each.unit.id}.eml": as_email(each, forms.get(each.unit.id)) for each in messages}
    name = "invitasjoner" if call.options.all else "paminnelser"
    mark = BYTE_ORDER_MARK if written == "csv" else ""
    ending = "txt" if written == "text" else written
    text = mark + _as_one(call, written, messages)
    named = {f"{unit}.docx": data for unit, data in forms.items()}
    return {f"{name}.{ending}": text.encode(errors="replace"), **named}


def _forms(analysis: Analysis, messages: Sequence[Message]) -> dict[str, bytes]:
    from arkdoc.pipeline.new_files import file_to_fill_in

    return {
        each.unit.id: file_to_fill_in(analysis, each.unit, today(), in_word=True)[1]
        for each in messages
    }


def _write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files for their owner's eyes alone: they name people, and may hold addresses."""
    from arkdoc.pipeline.files import FOR_OWNER, replace, unwritable, writing_in

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with writing_in(folder):
            for name, data in files.items():
                replace(folder / name, data, FOR_OWNER)
    except OSError as error:
        raise unwritable(folder, error) from error
    return [folder / name for name in files]


def _tell_of_unknown(call: Call, messages: Sequence[Message]) -> None:
    unknown = [each.unit.name for each in messages if not any(r.address for r in each.recipients)]
    if unknown and not call.options.quiet:
        units = ", ".join(map(printable, unknown))
        said = call.tr("No e-mail address is known (`kontakt` in notat.md): {units}", units=units)
        call.console.err(said + "\n")
