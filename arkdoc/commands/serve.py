"""`arkdoc serve`: options → a server, or a new address for a unit."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from traceback import format_exception

from arkdoc.commands.call import DONE, Call, analyse_root
from arkdoc.deliver.addresses import addresses, new_secret, read_url, secretariat_address
from arkdoc.deliver.log import Happening, LogLine, add
from arkdoc.language.messages import in_language, printable
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.preview.session import Update
from arkdoc.serve.gate import SignIn
from arkdoc.serve.public_address import public_address
from arkdoc.serve.run import Where, run
from arkdoc.serve.scanner import check_scanner
from arkdoc.serve.served_note import ServerOptions
from arkdoc.units.index import UnitIndex


def serve(call: Call, port: int) -> int:
    """Do what the options of the command say. Raises ArkdocError where they can't be done."""
    options, console, tr = call.options, call.console, call.tr
    if options.new_secret:
        return _renew(call)
    if options.address:
        return _say_address(call)
    if options.unit:
        raise ArkdocError(N_("--unit goes with --new-secret."))
    if bool(options.user_header) != bool(options.trusted_proxy):
        raise ArkdocError(N_("--user-header and --trusted-proxy go together."))
    folder = Path(options.notes) if options.notes else call.root
    sign_in = None
    if options.user_header:
        sign_in = SignIn(options.user_header, _proxy(options.trusted_proxy))
    where = Where(folder, options.host, port, options.url or "", bool(options.notes))

    scanner = options.scan or ""
    if scanner:
        check_scanner(scanner)

    def opened(address: str) -> None:
        if options.quiet:
            return
        page, _, token = address.partition("#")
        is_told = sign_in is None and console.out_is_terminal  # what is no terminal may be a log
        shown = f"{page}#{token}" if is_told else page
        lines = [tr("The secretariat's page: {address}", address=shown)]
        if is_told:
            lines.append(tr("Whoever has that address can read and change everything: keep it."))
        elif sign_in is None:
            lines.append(tr("`arkdoc serve --address` tells the whole address, which opens it."))
        lines.append(tr("(Ctrl-C ends it)"))
        console.out("".join(f"{printable(line)}\n" for line in lines))

    def report(_root: Path, update: Update) -> None:
        if update.failure:
            console.err("".join(format_exception(update.failure)))

    chosen = ServerOptions(
        public_address(where.url or "http://127.0.0.1"),
        {language: in_language(language) for language in ("nb", "en")},
        _now,
        sign_in,
        options.poll,
        scanner=scanner,
        report=report,
    )
    run(where, chosen, opened)
    return DONE


def _say_address(call: Call) -> int:
    """The address of the secretariat's page, or of the folder's."""
    options = call.options
    folder = Path(options.notes) if options.notes else call.root
    url = public_address(options.url).url if options.url else read_url(folder)
    if not url:
        raise ArkdocError(N_("--address takes --url: what browsers call the server."))
    token = addresses(folder).secretariat_token()
    call.console.out(f"{printable(secretariat_address(url, token))}\n")
    return DONE


def _proxy(given: str) -> str:
    """The address of the proxy. Raises ArkdocError where it is none: nobody could sign in."""
    try:
        return str(ip_address(given))
    except ValueError:
        message = N_("“{given}” can't be the address of a proxy. One is 127.0.0.1.")
        raise ArkdocError(message, given=given) from None


def _renew(call: Call) -> int:
    """End the addresses of all units, or of one; the new ones are in reminders and on the page."""
    unit = call.options.unit
    id_ = UnitIndex(analyse_root(call).note.units).require(unit).id if unit else ""
    new_secret(call.root, id_ or None)
    add(call.root, LogLine(_now(), Happening.NEW_ADDRESS, id_))
    if not call.options.quiet:
        call.console.err(call.tr("Done. The old address opens nothing any more.") + "\n")
    return DONE


def _now() -> datetime:
    return datetime.now().astimezone()
