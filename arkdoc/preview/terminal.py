"""ServerInfo, Update → lines on the terminal: how to open the preview, and a line an update."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import time as Time

from arkdoc.language.messages import Translator
from arkdoc.pipeline.load import FOLDER
from arkdoc.preview.run import ServerInfo
from arkdoc.preview.session import Update

_NAMED = 3


def opening_lines(info: ServerInfo, tr: Translator) -> Iterator[str]:
    """Where the preview is, and what differs from what was asked: port, host, polling."""
    if info.requested_port and info.port != info.requested_port:
        yield tr("Port {asked} is taken; using {port}.", asked=info.requested_port, port=info.port)
    if info.open_to:
        yield tr(
            "Everybody who can reach this machine on {host} and has the address below can read "
            "the whole note. It goes over the network unencrypted, so use it on a network that "
            "you trust, and end it when you are done.",
            host=info.open_to,
        )
        yield tr("In the preview, each unit has an address that shows that unit alone.")
    if info.polling:
        yield tr("Changes are looked for, not told of, so they show a little later.")
    yield tr("Preview: {address}", address=info.address)
    yield tr("(Ctrl-C ends it)")


def update_line(update: Update, now: Time, tr: Translator) -> str:
    """What changed, how long it took, and how many problems there are."""
    milliseconds = round(update.seconds * 1000)
    return f"{now:%H:%M:%S}  {_changed(update, tr)}  {milliseconds} ms  {_outcome(update, tr)}"


def _changed(update: Update, tr: Translator) -> str:
    names = [path.removeprefix(f"{FOLDER}/") for path in update.paths]
    if not names:
        return tr("everything")
    if len(names) <= _NAMED:
        return ", ".join(names)
    return tr.count("{n} file", "{n} files", len(names))


def _outcome(update: Update, tr: Translator) -> str:
    if update.failure is not None:
        return tr("a fault in arkdoc itself; the last good page stays")
    if update.fault is not None:
        return tr.error(update.fault)
    counter = Counter(diagnostic.rule.severity for diagnostic in update.diagnostics)
    return ", ".join(tr.problems(counter).values()) or tr("no faults")
