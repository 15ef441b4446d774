"""The table of commands → a parser for them, and the pages that `--help` shows."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.report.command_table import COMMANDS, COMMON, ROOT, TARGETS, Command, Option

_PAGE = N_(
    "arkdoc puts the contributions of many departments together into one case note, as a Word "
    "file and a PDF."
)
_EXAMPLES = (
    ("arkdoc build", N_("make the note in this folder")),
    ("arkdoc check", N_("look for faults")),
    ("arkdoc status", N_("who has delivered?")),
    ("arkdoc watch", N_("see the note while it is being written")),
    ("arkdoc explain ARK312", N_("what does this message mean?")),
)


class _Parser(argparse.ArgumentParser):
    """A parser that raises, and leaves all words to us: argparse's own are in English."""

    def error(self, message: str) -> NoReturn:
        raise ArkdocError(N_("The command can't be understood: {reason}"), reason=message)


def parse(argv: Sequence[str], tr: Translator) -> argparse.Namespace:
    """The command and its options. Raises ArkdocError, in one line, for what is not offered.

    `help` is the page to show, or empty.
    """
    page = _main_parser(tr)
    options = argparse.Namespace()
    _parse(page, argv, options, "")
    if options.command:
        commands = {command.name: command for command in COMMANDS}
        if options.command not in commands:
            message = N_("There is no command “{given}”.{suggestion} {more}")
            raise _not_offered(options.command, commands, message)
        page = _command_parser(commands[options.command], tr)
        _parse(page, options.rest, options, options.command)
    options.help = page.format_help() if options.help else ""
    return options


def _parse(page: _Parser, argv: Sequence[str], options: argparse.Namespace, command: str) -> None:
    """Add what `argv` says to `options`, where what stands before the command is already."""
    try:
        _, unknown = page.parse_known_args(argv, options)
    except argparse.ArgumentError as error:
        message = N_("The option “{option}” is not used right. {more}")
        if error.message.startswith("expected"):
            message = N_("Something is missing after the option “{option}”. {more}")
        option = (error.argument_name or "").split("/")[-1]
        raise ArkdocError(message, option=option, more=_more(command)) from error
    if unknown:
        message = N_("There is no option “{given}”.{suggestion} {more}")
        if not unknown[0].startswith("-"):
            message = N_("“{given}” is one word too many.{suggestion} {more}")
        # argparse tells what a parser takes nowhere but in the pages it writes.
        words = page.format_help().split()
        offered = [word.strip(",[]") for word in words if word.startswith("-")]
        raise _not_offered(unknown[0].split("=")[0], offered, message, command)


def _main_parser(tr: Translator) -> _Parser:
    listed = [(command.name, tr(command.summary)) for command in COMMANDS]
    more = tr("`arkdoc COMMAND --help` tells more about one command.")
    main = _parser(
        tr("arkdoc COMMAND [options]"),
        f"{_filled(tr(_PAGE))}\n\n{_listed(tr('commands:'), listed)}",
        f"{_examples(_EXAMPLES, tr)}\n\n{more}",
        (ROOT, *COMMON, Option("--version", N_("show the version of arkdoc"))),
        tr,
    )
    main.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    main.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return main


def _command_parser(command: Command, tr: Translator) -> _Parser:
    page = _parser(
        f"arkdoc {command.name} {tr(command.usage)}".rstrip(),
        _filled(tr(command.page)),
        _examples(command.examples, tr),
        (*command.options, *COMMON),
        tr,
    )
    for argument in command.argument.split():
        page.add_argument(argument, nargs="?", help=argparse.SUPPRESS)
    return page


def _parser(usage: str, page: str, end: str, options: Sequence[Option], tr: Translator) -> _Parser:
    parser = _Parser(
        usage=argparse.SUPPRESS,  # argparse would put an English word before it
        description=f"{_filled(tr('usage:') + ' ' + usage, indent=12)}\n\n{page}",
        epilog=end,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    group = parser.add_argument_group(tr("options"))
    for option in options:
        *names, last = option.names.split()
        meaning = tr(option.meaning, outputs=TARGETS, default=option.default)
        if last.startswith("-"):
            group.add_argument(*names, last, action="store_true", help=meaning)
        else:
            group.add_argument(*names, metavar=last, default=option.default, help=meaning)
    return parser


def _not_offered(
    given: str, offered: Iterable[str], message: str, command: str = ""
) -> ArkdocError:
    close = get_close_matches(given, list(offered), n=1)
    suggestion = close[0] if close else ""
    return ArkdocError(message, given=given, suggestion=suggestion, more=_more(command))


def _more(command: str) -> str:
    return f"(arkdoc {command} --help)" if command else "(arkdoc --help)"


def _filled(text: str, indent: int = 0) -> str:
    return textwrap.fill(
        text, 78, break_on_hyphens=False, break_long_words=False, subsequent_indent=" " * indent
    )


def _examples(examples: Sequence[tuple[str, str]], tr: Translator) -> str:
    return _listed(tr("examples:"), [(line, tr(why)) for line, why in examples])


def _listed(title: str, rows: Sequence[tuple[str, str]]) -> str:
    width = max(len(left) for left, _ in rows)
    return "\n".join([title, *(f"  {left:{width}}  {right}" for left, right in rows)])
