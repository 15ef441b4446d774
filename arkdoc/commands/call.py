"""A command as it was given, and what commands share: reading the note, telling what was found."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, Severity
from arkdoc.report.console import Console

if TYPE_CHECKING:
    from datetime import date as Date

    from arkdoc.model.source import SourceFile, WordText
    from arkdoc.pipeline.build import Analysis

DONE, FAULTY, IMPOSSIBLE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses (contract, clause 10)."""


class Call(NamedTuple):
    """A command as it was given: its options, where it writes, and in which language."""

    options: Namespace
    console: Console
    tr: Translator

    @property
    def root(self) -> Path:
        """The folder that holds `contributions/`."""
        return Path(self.options.root)


class ReadNote(Protocol):
    """A note that has been read: what is needed to show what was found in it."""

    @property
    def everything(self) -> Sequence[Diagnostic]:
        """All that was found, what a `tillat` suppresses included."""

    def text(self, path: str) -> SourceFile | WordText | None:
        """The text that spans in the file at `path` point into; None where there is none."""


def analyse_root(call: Call) -> Analysis:
    """The note in the root, read and checked."""
    from arkdoc.pipeline.analyse import analyse
    from arkdoc.pipeline.load import load

    return analyse(load(call.root))


def today() -> Date:
    """The day, here."""
    from datetime import datetime

    return datetime.now().astimezone().date()


def tell(call: Call, diagnostics: Sequence[Diagnostic], note: ReadNote, *, always: bool) -> None:
    """Diagnostics on standard error: infos with -v only, warnings not with -q but for a few."""
    from arkdoc.report.text import write_summary
    from arkdoc.rules.output import NEVER_HIDDEN

    options, console = call.options, call.console
    severities = {Severity.ERROR} if options.quiet else {Severity.ERROR, Severity.WARNING}
    if options.verbose:
        severities.add(Severity.INFO)
    shown = [d for d in diagnostics if d.rule.severity in severities or d.rule in NEVER_HIDDEN]
    write_text(call, shown, note)
    if not options.quiet and (shown or always):
        summary = write_summary(
            diagnostics, call.tr, console.err_style, infos_shown=options.verbose
        )
        console.err(("\n" if shown else "") + summary)


def write_text(call: Call, diagnostics: Sequence[Diagnostic], note: ReadNote) -> None:
    """Diagnostics on standard error, for people."""
    from arkdoc.report.text import write_diagnostics

    console = call.console
    console.err(
        write_diagnostics(diagnostics, call.tr, console.err_style, note.text, note.everything)
    )


def write_for_programs(
    call: Call, written: str, diagnostics: Sequence[Diagnostic], analysis: Analysis | None
) -> None:
    """Write diagnostics for a program; what people read is written by `tell`."""
    from arkdoc.report.for_programs import write_for_program

    out, err = write_for_program(written, diagnostics, call.tr, analysis, call.options.verbose)
    call.console.out(out)
    call.console.err(err)


def chosen_format(call: Call, known: Sequence[str]) -> str:
    """The format that was asked for. Raises ArkdocError where there is none such."""
    message = N_("There is no format “{given}”. Choose among {known}.")
    return one_of(call.options.format, known, message)


def one_of(given: str, known: Sequence[str], message: str) -> str:
    """`given` if it is `known`. Raises ArkdocError, with `message`, if not."""
    if given not in known:
        raise ArkdocError(message, given=given, known=", ".join(known))
    return given


def status_of(diagnostics: Iterable[Diagnostic]) -> int:
    """The exit status after what was found (contract, clause 10)."""
    return FAULTY if any(d.is_error for d in diagnostics) else DONE
