"""`arkdoc init`: options, and answers at a terminal → a new note, shown before it is written."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import TypeVar

from arkdoc.deliver.earlier_note import EarlierNote, read_earlier
from arkdoc.deliver.new_note import IGNORED, NewNote, in_the_way, new_note, not_ignored, write_note
from arkdoc.deliver.note_text import Answers
from arkdoc.deliver.unit_list import UnitList, units_of
from arkdoc.fields.tables import CASE_TYPES
from arkdoc.language.messages import Translator, printable
from arkdoc.model.dates import in_figures, parse_date
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.names import closest, fold
from arkdoc.model.note import Unit
from arkdoc.model.regex import regex
from arkdoc.model.source import UndecodableError, decode
from arkdoc.pipeline.files import contents
from arkdoc.pipeline.load import NOTE
from arkdoc.report.console import Console

T = TypeVar("T")

_LONGEST = 300  # characters of an answer
_MOST = 1024 * 1024  # bytes of a list of units
_ESCAPES = regex(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|.)")  # what an arrow key sends

_THERE = N_("{path} is there already, and is left as it is.")
_NO_NUMBER = N_("“{given}” is no case number: it needs a letter or a digit.")


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of a new note, as it is typed; empty for what it does not say."""

    root: Path
    old: str = ""
    case_number: str = ""
    title: str = ""
    sender: str = ""
    units: str = ""


def begin(given: Given, today: Date, console: Console, tr: Translator, *, quiet: bool) -> bool:
    """Begin the note in the folder `given.root`; False where it is left as it was.

    Raises ArkdocError where that can't be done, or something is not said and nobody is there to
    ask.
    """
    if os.path.lexists(given.root / NOTE):
        console.err(f"arkdoc: {tr(_THERE, path=NOTE)}\n")
        return False
    earlier = _earlier(given.old, tr)
    listed = _listed(given.units, earlier)
    ask = _Questions(given, earlier, listed, today, console, tr)
    answers = ask.answers() if console.can_ask else _said(given, earlier, listed)
    new = new_note(answers, earlier, today, tr)
    if taken := in_the_way(given.root, new.files):
        console.err(f"arkdoc: {tr(_THERE, path=printable(taken[0]))}\n")
        return False
    if not quiet or console.can_ask:
        console.err(_shown(given.root, new, listed, tr))
    if console.confirm(tr("Write this? [Y/n]") + " ", unsaid=True) is False:
        console.err(tr("Nothing is changed.") + "\n")
        return False
    written = write_note(given.root, new)
    if not quiet:
        console.out("".join(f"{printable(str(given.root / path))}\n" for path in written))
        console.err(_next(given.root, written, tr))
    return True


def _earlier(old: str, tr: Translator) -> EarlierNote | None:
    if not old:
        return None
    try:
        return read_earlier(Path(old))
    except ArkdocError as error:
        message = N_("The folder {folder} can't be used as the note before this one: {reason}")
        raise ArkdocError(message, folder=old, reason=tr.error(error)) from error


def _listed(file: str, earlier: EarlierNote | None) -> UnitList:
    """The units in a file that was named, else those of the earlier note, if there is one."""
    known = earlier.units if earlier else ()
    if not file:
        return UnitList(known)
    try:
        data = contents(Path(file), _MOST)
        text = decode(file, data).text
    except OSError as error:
        message = N_("{path} can't be opened: {reason}")
        raise ArkdocError(message, path=file, reason=error.strerror or error) from error
    except UndecodableError as error:
        message = N_("{path} is no text file. Write the names of the units in one, a name a line.")
        raise ArkdocError(message, path=file) from error
    listed = units_of(text, (unit for top in known for unit, _ in top.walk()))
    if not listed.units:
        raise ArkdocError(N_("There is no unit in {path}. Write a name a line."), path=file)
    return listed


def _said(given: Given, earlier: EarlierNote | None, listed: UnitList) -> Answers:
    """What the options say. Raises ArkdocError where something is lacking."""
    old = earlier.note if earlier else None
    number = _case_number(given.case_number)
    title = _plain(given.title) or (old.title if old else "")
    sender = _plain(given.sender) or (old.sender if old else "")
    said = {"--saksnr": number, "--tittel": title, "--fra": sender, "--enheter": listed.units}
    if lacking := [option for option, value in said.items() if not value]:
        message = N_(
            "Something is not said, and there is no terminal to ask at. Use {options} too."
        )
        raise ArkdocError(message, options=", ".join(lacking))
    types = old.case_types if old else ()
    return Answers(number, title, sender, listed.units, types)


@dataclass(frozen=True, slots=True)
class _Questions:
    """Asks at a terminal for what is not said, in the order of `notat.md`."""

    given: Given
    earlier: EarlierNote | None
    listed: UnitList
    today: Date
    console: Console
    tr: Translator

    def answers(self) -> Answers:
        """All of it. Raises ArkdocError when there are no more answers."""
        given, tr = self.given, self.tr
        old = self.earlier.note if self.earlier else None
        root = printable(str(given.root.absolute()))
        self._say(tr("A new note in {folder}.", folder=root))
        self._say(tr("Enter takes what is in [brackets]. Ctrl-C ends, and nothing is written."))
        self._say("")
        number = _case_number(given.case_number) or self._ask(
            tr("Case number"), _case_number, unsaid=f"xx/{self.today:%y}"
        )
        title = _plain(given.title) or self._ask(
            tr("Title"), _required, unsaid=old.title if old else ""
        )
        types = self._ask(
            tr("Case type ({words})", words="/".join(CASE_TYPES.words)),
            _case_types,
            unsaid="/".join(old.case_types) if old else "",
        )
        sender = _plain(given.sender) or self._ask(
            tr("From"), _required, unsaid=old.sender if old else ""
        )
        day = in_figures(self.today)
        meeting = self._ask(tr("Date of the meeting (such as {day})", day=day), _date)
        deadline = self._ask(tr("When contributions are due (such as {day})", day=day), _date)
        if meeting and deadline and deadline > meeting:
            self._say(tr("The contributions are due after the meeting. You can change it later."))
        units = self.listed.units or self._units()
        return Answers(number, title, sender, units, types, meeting, deadline)

    def _ask(self, question: str, read: Callable[[str], T], unsaid: str = "") -> T:
        """Ask until what is answered can be read; `unsaid` is what Enter alone means."""
        default = f" [{printable(unsaid)}]" if unsaid else ""
        while True:
            answer = _plain(self._line(f"{question}{default}: ")) or unsaid
            try:
                return read(answer)
            except ArkdocError as error:
                self._say("  " + printable(self.tr.error(error)))

    def _units(self) -> tuple[Unit, ...]:
        tr = self.tr
        self._say("")
        self._say(tr("The units that are to write, in the order of the note: one name a line."))
        self._say(tr("Begin a sub-unit's line with spaces. Two empty lines end the list."))
        while True:
            try:
                found = units_of(self._list())
            except ArkdocError as error:
                self._say("  " + printable(tr.error(error)))
                continue
            if repeated := _repeated(found.repeated, tr):
                self._say(repeated)
            return found.units

    def _list(self) -> str:
        """The lines from the first name to two that are empty."""
        lines: list[str] = []
        while not lines or any(lines[-2:]) or len(lines) < 3:
            line = _ESCAPES.sub("", self._line("> ")).rstrip()
            if line or lines:
                lines.append(line)
            else:
                self._say("  " + self.tr("A note needs at least one unit."))
        return "\n".join(lines)

    def _line(self, question: str) -> str:
        answer = self.console.ask(question)
        if answer is None:
            self._say("")
            raise ArkdocError(N_("Not everything was answered. Nothing is changed."))
        return answer

    def _say(self, line: str) -> None:
        self.console.err(f"{line}\n")


# --- answers ---------------------------------------------------------------------------------


def _plain(answer: str) -> str:
    """An answer on one line, without what keys that write nothing leave in it."""
    text = unicodedata.normalize("NFC", _ESCAPES.sub("", answer))
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(shown.split())[:_LONGEST]


def _case_number(answer: str) -> str:
    """A case number; empty where nothing is said."""
    plain = _plain(answer)
    if plain and not re.search(r"\w", plain):
        raise ArkdocError(_NO_NUMBER, given=plain)
    return plain


def _required(answer: str) -> str:
    if not answer:
        raise ArkdocError(N_("The note can't do without."))
    return answer


def _case_types(answer: str) -> tuple[str, ...]:
    known = {fold(word): word for word in CASE_TYPES.words}
    found: dict[str, None] = {}
    for part in re.split(r"[/,;]|\s(?:og|and)\s", answer):
        if fold(part) in known:
            found[known[fold(part)]] = None
        elif part.strip():
            message = N_("There is no case type “{given}”.{suggestion} Press Enter to leave it.")
            suggestion = closest(part, known)
            raise ArkdocError(message, given=part.strip(), suggestion=suggestion)
    return tuple(found)


def _date(answer: str) -> Date | None:
    day = parse_date(answer)
    if answer and day is None:
        message = N_("“{given}” is no date. Write day, month and year, or press Enter to leave it.")
        raise ArkdocError(message, given=answer)
    return day


# --- what is shown ---------------------------------------------------------------------------


def _shown(root: Path, new: NewNote, listed: UnitList, tr: Translator) -> str:
    """What is going to be written, and the units with their ids."""
    folder = printable(str(root.absolute()))
    lines = ["", tr("In {folder}:", folder=folder), *(f"  {printable(p)}" for p in new.files)]
    lines += ["", tr("The units, and the short names that they get in addresses and files:")]
    lines += _tree(new.note.units)
    lines += filter(None, [_repeated(listed.repeated, tr)])
    return "".join(f"{line}\n" for line in (*lines, ""))


def _tree(units: Iterable[Unit]) -> list[str]:
    rows = [
        (f"{'  ' * level}{printable(unit.name)}", unit.id)
        for top in units
        for unit, level in top.walk()
    ]
    width = min(max(len(name) for name, _ in rows), 60)
    return [f"{name:{width}}  {unit_id}" for name, unit_id in rows]


def _repeated(names: Iterable[str], tr: Translator) -> str:
    listed = ", ".join(f"«{printable(name)}»" for name in names)
    return tr("Taken once, as it stands twice in the list: {names}", names=listed) if listed else ""


def _next(root: Path, written: list[str], tr: Translator) -> str:
    """What to do now."""
    where = "" if root == Path() else f" --root {_typed(root)}"
    lines = [""]
    lacking = [] if IGNORED in written else not_ignored(root)
    if lacking:
        message = tr(
            "{path} was there already, and is left as it is. Add these lines to it: {lines}",
            path=IGNORED,
            lines=" ".join(lacking),
        )
        lines.append(message)
    lines += [
        tr("Now look through {path}.", path=printable(str(root / NOTE))),
        tr("Make files for the units to fill in: {command}", command=f"arkdoc new --all{where}"),
        tr("See the note while it is being written: {command}", command=f"arkdoc watch{where}"),
    ]
    return "".join(f"{line}\n" for line in lines)


def _typed(path: Path) -> str:
    text = printable(str(path))
    return f'"{text}"' if re.search(r"[^\w./\\:~-]", text) else text
