"""Arguments in, printing and an exit status out; nothing else. Larger commands are in `commands/`.

What a command needs is imported in it, so that `--help` and `explain` answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress

from arkdoc.commands.call import (
    DONE,
    FAULTY,
    IMPOSSIBLE,
    INTERRUPTED,
    Call,
    analyse_root,
    chosen_format,
    status_of,
    tell,
    today,
    write_for_programs,
)
from arkdoc.language.messages import Translator, printable, translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.garbage import usual_collecting
from arkdoc.report.command_table import FORMATS, STATUS_FORMATS
from arkdoc.report.console import Console
from arkdoc.report.usage import parse

_NOWHERE = N_("The folder you are in is gone. Go to another one (cd), and try again.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status (contract, clause 10)."""
    console = Console()
    tr = translator(os.environ)
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv, console, tr)
        except ArkdocError as error:
            console.err(f"arkdoc: {printable(tr.error(error))}\n")
            return IMPOSSIBLE
        except FileNotFoundError:
            if _is_somewhere():
                raise
            console.err(f"arkdoc: {tr(_NOWHERE)}\n")
            return IMPOSSIBLE
    except KeyboardInterrupt:
        return INTERRUPTED


def _is_somewhere() -> bool:
    """Whether the folder that this process is in is there still."""
    try:
        return bool(os.getcwd())  # noqa: PTH109 - what the commands stumble over
    except OSError:
        return False


def _run(argv: Sequence[str], console: Console, tr: Translator) -> int:
    options = parse(argv, tr)
    if options.help:
        console.out(options.help)
        return DONE
    if options.version:
        from arkdoc.pipeline.versions import version_of

        console.out(f"arkdoc {version_of('arkdoc')}\n")
        return DONE
    if not options.command:
        raise ArkdocError(N_("Say what to do, for example `arkdoc build` (arkdoc --help)."))
    call = Call(options, console, tr)
    with usual_collecting() if options.command in _LASTING else nullcontext():
        return _COMMANDS[options.command](call)


# --- the commands ------------------------------------------------------------------------


def _build(call: Call) -> int:
    from arkdoc.commands.build import build

    return build(call)


def _check(call: Call) -> int:
    written = chosen_format(call, FORMATS)
    try:
        analysis = analyse_root(call)
    except ArkdocError as error:
        write_for_programs(call, written, error.diagnostics, None)
        raise
    if written == "text":
        tell(call, analysis.diagnostics, analysis, always=True)
        if not call.options.quiet:
            from arkdoc.report.approvals import write_approvals

            console = call.console
            console.err(write_approvals(analysis.approvals, call.tr, console.err_style))
    else:
        write_for_programs(call, written, analysis.diagnostics, analysis)
    return status_of(analysis.diagnostics)


def _status(call: Call) -> int:
    from arkdoc.deliver.occasions import status_now
    from arkdoc.report.status import write_status, write_status_json

    written = chosen_format(call, STATUS_FORMATS)
    analysis = analyse_root(call)
    status = status_now(call.root, analysis, today())
    console = call.console
    if written == "json":
        console.out(write_status_json(status))
    else:
        console.out(write_status(status, call.tr, console.out_style))
    return status_of(analysis.diagnostics)


def _measures(call: Call) -> int:
    from arkdoc.commands.measures import measures

    return measures(call)


def _watch(call: Call) -> int:
    from datetime import datetime
    from traceback import format_exception

    from arkdoc.language.messages import in_language
    from arkdoc.preview.run import Options, ServerInfo, run
    from arkdoc.preview.session import Update
    from arkdoc.preview.terminal import opening_lines, update_line

    options, console, tr = call.options, call.console, call.tr
    translators = {language: in_language(language) for language in (tr.language, "nb", "en")}

    def now() -> datetime:
        return datetime.now().astimezone()

    chosen = Options(
        call.root,
        options.host,
        _port(options.port),
        options.poll,
        translators,
        lambda: now().date(),
    )

    def opened(info: ServerInfo) -> None:
        console.out("".join(f"{printable(line)}\n" for line in opening_lines(info, tr)))

    def report(update: Update) -> None:
        console.out(printable(update_line(update, now().time(), tr)) + "\n")
        if update.failure:
            console.err("".join(format_exception(update.failure)))

    try:
        run(chosen, opened, report)
    except KeyboardInterrupt:
        console.out(tr("The preview is ended.") + "\n")
        raise
    return DONE


def _serve(call: Call) -> int:
    from arkdoc.commands.serve import serve

    return serve(call, _port(call.options.port))


def _init(call: Call) -> int:
    from arkdoc.report.new_note import Given, begin

    said = call.options
    names = ("from", "saksnr", "tittel", "fra", "enheter")
    given = Given(call.root / (said.folder or ""), *(getattr(said, name) or "" for name in names))
    return DONE if begin(given, today(), call.console, call.tr, quiet=said.quiet) else FAULTY


def _new(call: Call) -> int:
    from arkdoc.pipeline.closed import refuse_closed
    from arkdoc.pipeline.files import create
    from arkdoc.pipeline.new_files import file_to_fill_in
    from arkdoc.units.index import UnitIndex
    from arkdoc.units.template import lacking

    options, console, tr = call.options, call.console, call.tr
    if bool(options.unit) == options.all:
        raise ArkdocError(
            N_("Say which unit, for example `arkdoc new ub-gjovik`, or `arkdoc new --all`.")
        )
    refuse_closed(call.root)
    analysis = analyse_root(call)
    note, deliveries = analysis.note, analysis.assembly.deliveries
    one = None if options.all else UnitIndex(note.units).require(options.unit)
    delivered = {delivery.unit: delivery.paths for delivery in deliveries}
    made = []
    for unit in [one] if one else lacking(deliveries):
        path, data = file_to_fill_in(analysis, unit, today(), in_word=options.word)
        if not delivered[unit] and create(call.root, path, data):
            made.append(path)
        elif one:
            existing = printable((*delivered[unit], path)[0])
            message = tr("{path} is there already, and is left as it is.", path=existing)
            console.err(f"arkdoc: {message}\n")
            return FAULTY
    if not options.quiet:
        if not made:
            console.err(tr("No unit lacks a file.") + "\n")
        console.out("".join(f"{printable(path)}\n" for path in made))
    return DONE


def _convert(call: Call) -> int:
    from arkdoc.pipeline.closed import refuse_closed
    from arkdoc.pipeline.convert import carry_out, plan
    from arkdoc.report.conversion import write_conversion

    options, console, tr = call.options, call.console, call.tr
    if not options.file:
        raise ArkdocError(N_("Say which Word file, for example `arkdoc convert ub-gjovik.docx`."))
    refuse_closed(call.root)
    conversion, contribution = plan(call.root, options.file)
    if conversion.existing:
        existing = printable(conversion.existing[0])
        message = tr("{path} is there already, and is left as it is.", path=existing)
        console.err(f"arkdoc: {message}\n")
        return FAULTY
    if not options.quiet or conversion.loses_something:
        console.err(write_conversion(conversion, contribution.word_text, tr, console.err_style))
    if not options.yes:
        answer = console.confirm(tr("Convert it? [y/N]") + " ")
        if answer is None and conversion.loses_something:
            message = tr("Nothing is changed. To convert it all the same, say --yes.")
            console.err(f"arkdoc: {message}\n")
            return FAULTY
        if answer is False:
            console.err(tr("Nothing is changed.") + "\n")
            return FAULTY
    kept = carry_out(call.root, conversion)
    if not options.quiet:
        console.err(tr("The Word file is kept as {path}.", path=printable(kept)) + "\n")
        console.out("".join(f"{printable(path)}\n" for path, _ in conversion.files))
    return DONE


def _compare(call: Call) -> int:
    from arkdoc.commands.compare import compare

    return compare(call)


def _remind(call: Call) -> int:
    from arkdoc.commands.remind import remind

    return remind(call)


def _forget(call: Call) -> int:
    from arkdoc.commands.forget import forget

    return forget(call)


def _apply(call: Call) -> int:
    from arkdoc.commands.apply import apply

    return apply(call)


def _close(call: Call) -> int:
    from arkdoc.commands.close import close

    return close(call)


def _doctor(call: Call) -> int:
    from arkdoc.report.doctor import machine_lines
    from arkdoc.report.doctor_folder import folder_lines, look_at

    tr = call.tr
    lines = list(machine_lines(tr))
    with suppress(OSError):  # there is no such folder
        lines += folder_lines(look_at(call.root, os.environ), tr)
    for line in lines:
        if not (line.found and call.options.quiet):
            call.console.out(f"{line.text}\n")
    return FAULTY if any(line.essential and not line.found for line in lines) else DONE


def _explain(call: Call) -> int:
    from arkdoc.check.registry import ALL
    from arkdoc.report.explain import find, write_list, write_page

    console, tr = call.console, call.tr
    asked = call.options.rule
    style = console.out_style
    console.out(write_page(find(asked), tr, style) if asked else write_list(ALL, tr, style))
    return DONE


def _schema(call: Call) -> int:
    from arkdoc.report.schema import write_schema

    call.console.out(write_schema(call.options.kind or "", call.tr))
    return DONE


_COMMANDS: dict[str, Callable[[Call], int]] = {
    "build": _build,
    "check": _check,
    "status": _status,
    "measures": _measures,
    "watch": _watch,
    "serve": _serve,
    "init": _init,
    "new": _new,
    "convert": _convert,
    "compare": _compare,
    "remind": _remind,
    "forget": _forget,
    "apply": _apply,
    "close": _close,
    "doctor": _doctor,
    "explain": _explain,
    "schema": _schema,
}


_LASTING = ("watch", "serve")
"""Those that go on until somebody ends them."""


# --- reading options -------------------------------------------------------------------------


def _port(given: str) -> int:
    if given.isdecimal() and len(given) <= 5 and int(given) < 65536:
        return int(given)
    raise ArkdocError(N_("“{given}” is no port. It is a number up to 65535."), given=given)
