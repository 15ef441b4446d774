"""The commands and their options → a parser for them, and the pages that `--help` shows."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError

FORMATS = ("text", "json", "sarif", "github")
STATUS_FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, its line in the list, what its page says, and examples."""

    name: str
    usage: str
    summary: str
    page: str
    examples: tuple[tuple[str, str], ...]


COMMANDS = (
    Command(
        "build",
        "[--root DIR] [--out DIR] [--to docx,pdf,html] [--final]",
        N_("make the note, as a Word file and a PDF"),
        N_(
            "Makes the note from contributions/notat.md and the departments' contributions. What "
            "is missing or wrong is said here and marked in the note; the rest is made all the "
            "same. A Word file that somebody has edited is never overwritten."
        ),
        (
            ("arkdoc build", N_("make build/sak-11-19.docx and .pdf")),
            ("arkdoc build --to docx,pdf,html", N_("and a web page")),
            ("arkdoc build --final", N_("make it only when nothing stands in the way")),
        ),
    ),
    Command(
        "check",
        "[--root DIR] [--format text|json|sarif|github]",
        N_("look for faults in the contributions, and make nothing"),
        N_(
            "Reads everything as `build` does and says what is wrong: which file, which line, and "
            "what to do about it."
        ),
        (
            ("arkdoc check", N_("errors and warnings")),
            ("arkdoc check -v", N_("also what was put right along the way")),
            ("arkdoc check --format sarif", N_("for other programs")),
        ),
    ),
    Command(
        "status",
        "[--root DIR] [--format text|json]",
        N_("show who has delivered what, and what is missing"),
        N_("A table of all units: file, date, how far it has come, words, errors, warnings."),
        (("arkdoc status", N_("who has delivered?")),),
    ),
    Command(
        "watch",
        N_("[--root DIR] [--host ADDRESS] [--port NUMBER] [--poll]"),
        N_("show the note in the browser while it is being written"),
        N_(
            "Shows the note in the browser, and what is wrong beside the text. What is saved shows "
            "at once. Only this machine can see it, unless --host says otherwise. Ctrl-C ends it."
        ),
        (
            ("arkdoc watch", N_("at http://127.0.0.1:8011/")),
            ("arkdoc watch --host 0.0.0.0", N_("for others, by an address with a token")),
            ("arkdoc watch --poll", N_("on a drive that tells of no changes")),
        ),
    ),
    Command(
        "new",
        N_("UNIT | --all [--root DIR]"),
        N_("make a contribution to fill in"),
        N_(
            "Makes contributions/UNIT.md with the guiding questions from notat.md. It never "
            "overwrites a file."
        ),
        (
            ("arkdoc new ub-gjovik", N_("by the unit's short name")),
            ('arkdoc new "Seksjon Gjøvik"', N_("by its name")),
            ("arkdoc new --all", N_("for all who have not delivered")),
        ),
    ),
    Command(
        "explain",
        "[ARKnnn]",
        N_("tell what a message means, with an example"),
        N_("Tells what a rule means, why it is there, and shows it wrong and right."),
        (
            ("arkdoc explain ARK312", N_("one rule")),
            ("arkdoc explain", N_("all rules, one a line")),
        ),
    ),
    Command(
        "schema",
        "note|contribution",
        N_("help an editor to know the fields of the files"),
        N_(
            "Writes a JSON Schema of the fields at the top of notat.md or of a contribution. With "
            "it, an editor offers fields and words, and marks those that are wrong."
        ),
        (("arkdoc schema contribution > bidrag.schema.json", N_("for contributions")),),
    ),
)

_FINAL = N_("refuse while anything is missing, a draft or wrong, or the note has no date")
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


class _Format(argparse.RawDescriptionHelpFormatter):
    usage_word = "usage: "

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or self.usage_word)


def parse(argv: Sequence[str], tr: Translator) -> argparse.Namespace:
    """The command and its options. Raises ArkdocError, in one line, for what is not offered.

    `help` is the page to show, or empty.
    """
    main, pages = _parsers(tr)
    _check_command(argv, main)
    try:
        options, unknown = main.parse_known_args(argv)
    except argparse.ArgumentError as error:
        raise _misused(error, argv) from error
    page = pages[options.command or ""]
    if unknown:
        raise _unknown(unknown[0], page, options.command)
    options.help = page.format_help() if options.help else ""
    return options


def _check_command(argv: Sequence[str], main: _Parser) -> None:
    names = [command.name for command in COMMANDS]
    offered = _offered(main)
    given = _command_in(argv)
    for word in argv:
        if word == given:
            break
        if word.startswith("--") and word.split("=")[0] not in offered:
            raise _unknown(word, main, None)
    if given is not None and given not in names:
        message = N_("There is no command “{given}”.{suggestion} {more}")
        raise _not_offered(given, names, message)


def _command_in(argv: Sequence[str]) -> str | None:
    """The first word that is neither an option nor the folder after `--root`."""
    pairs = zip(["", *argv], argv, strict=False)
    return next((w for before, w in pairs if w[:1] != "-" and before != "--root"), None)


def _parsers(tr: Translator) -> tuple[_Parser, dict[str, _Parser]]:
    """The parser, and the parser of each command."""

    class Format(_Format):
        usage_word = tr("usage:") + " "

    def parser(name: str, usage: str, page: str, end: str) -> _Parser:
        return _Parser(
            prog=name,
            usage=usage,
            description=page,
            epilog=end,
            formatter_class=Format,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )

    listed = [(command.name, tr(command.summary)) for command in COMMANDS]
    examples = [(line, tr(why)) for line, why in _EXAMPLES]
    more = tr("`arkdoc COMMAND --help` tells more about one command.")
    main = parser(
        "arkdoc",
        tr("arkdoc COMMAND [options]"),
        f"{_filled(tr(_PAGE))}\n\n{_listed(tr('commands:'), listed)}",
        f"{_listed(tr('examples:'), examples)}\n\n{more}",
    )
    _common(main, tr, top=True)
    commands = main.add_subparsers(dest="command", help=argparse.SUPPRESS)
    pages = {"": main}
    for command in COMMANDS:
        name = f"arkdoc {command.name}"
        examples = [(line, tr(why)) for line, why in command.examples]
        page = parser(
            name,
            f"{name} {tr(command.usage)}",
            _filled(tr(command.page)),
            _listed(tr("examples:"), examples),
        )
        _options(page, command.name, tr)
        pages[command.name] = page
        # A parser of our own making, where add_parser would make one of argparse's.
        commands.choices[command.name] = page
    return main, pages


def _options(page: _Parser, name: str, tr: Translator) -> None:
    options = page.add_argument_group(tr("options"))
    if name == "new":
        page.add_argument("unit", nargs="?", help=argparse.SUPPRESS)
        options.add_argument(
            "--all", action="store_true", help=tr("for all who have not delivered")
        )
    if name == "explain":
        page.add_argument("rule", nargs="?", help=argparse.SUPPRESS)
    elif name == "schema":
        page.add_argument("kind", nargs="?", help=argparse.SUPPRESS)
    else:
        _root(options, tr, default=argparse.SUPPRESS)
    if name == "build":
        said = tr("where the files go (default: build in the root folder)")
        options.add_argument("--out", metavar="DIR", help=said)
        said = tr("what to make, of docx, pdf and html (default: docx,pdf)")
        options.add_argument("--to", metavar="…", default="docx,pdf", help=said)
        options.add_argument("--final", action="store_true", help=tr(_FINAL))
    if name == "watch":
        said = tr("the address to serve on (default: 127.0.0.1, for this machine only)")
        options.add_argument("--host", metavar="…", default="127.0.0.1", help=said)
        said = tr("the port; if it is taken, the next one that is free (default: 8011)")
        options.add_argument("--port", metavar="…", default="8011", help=said)
        said = tr("look for changes several times a second instead of being told of them")
        options.add_argument("--poll", action="store_true", help=said)
    if name in ("check", "status"):
        formats = FORMATS if name == "check" else STATUS_FORMATS
        said = ", ".join(formats)
        options.add_argument("--format", metavar="…", default="text", help=said)
    _common(page, tr, group=options)


def _common(
    page: _Parser,
    tr: Translator,
    *,
    top: bool = False,
    group: argparse._ArgumentGroup | None = None,
) -> None:
    """What stands before the command as well as after it: neither takes the other back."""
    options = group or page.add_argument_group(tr("options"))
    if top:
        _root(options, tr, default=".")
    unset = False if top else argparse.SUPPRESS
    for names, said in (
        (("-q", "--quiet"), tr("show errors only")),
        (("-v", "--verbose"), tr("show notices too: what was put right along the way")),
        (("-h", "--help"), tr("show this page")),
    ):
        options.add_argument(*names, action="store_true", default=unset, help=said)
    if top:
        said = tr("show the version of arkdoc")
        options.add_argument("--version", action="store_true", help=said)


def _root(options: argparse._ArgumentGroup, tr: Translator, *, default: str) -> None:
    said = tr("the folder that holds contributions/ (default: this one)")
    options.add_argument("--root", metavar="DIR", default=default, help=said)


def _misused(error: argparse.ArgumentError, argv: Sequence[str]) -> ArkdocError:
    """An option without its value, or with one that it does not take."""
    option = (error.argument_name or "").split("/")[-1]
    message = N_("The option “{option}” is not used right. {more}")
    if error.message.startswith("expected"):
        message = N_("Something is missing after the option “{option}”. {more}")
    return ArkdocError(message, option=option, more=_more(_command_in(argv)))


def _unknown(given: str, page: _Parser, command: str | None) -> ArkdocError:
    message = N_("There is no option “{given}”.{suggestion} {more}")
    if not given.startswith("-"):
        message = N_("“{given}” is one word too many.{suggestion} {more}")
    return _not_offered(given.split("=")[0], _offered(page), message, command)


def _not_offered(
    given: str, offered: Iterable[str], message: str, command: str | None = None
) -> ArkdocError:
    close = get_close_matches(given, list(offered), n=1)
    suggestion = close[0] if close else ""
    return ArkdocError(message, given=given, suggestion=suggestion, more=_more(command))


def _more(command: str | None) -> str:
    return f"(arkdoc {command} --help)" if command else "(arkdoc --help)"


def _offered(page: _Parser) -> list[str]:
    # argparse tells what a parser takes nowhere but in the pages it writes.
    return [word.strip(",[]") for word in page.format_help().split() if word.startswith("-")]


def _filled(text: str) -> str:
    return textwrap.fill(text, 78, break_on_hyphens=False)


def _listed(title: str, rows: Sequence[tuple[str, str]]) -> str:
    width = max(len(left) for left, _ in rows)
    return "\n".join([title, *(f"  {left:{width}}  {right}" for left, right in rows)])
