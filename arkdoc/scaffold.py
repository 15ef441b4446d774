"""Note and Unit → a contribution to fill in, with the guiding questions.

Whoever fills it in knows Word: the questions are hidden comments that never reach the note,
below headings that may, and «Skriv her.» shows where to write. What it says follows the note's
language, so it is not in the gettext catalogues.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from arkdoc.diagnostic import N_, ArkdocError
from arkdoc.note import Delivery, Note, State, Unit
from arkdoc.words import WORDS

_LABEL_LIMIT = 40
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]|[A-Za-z]\)|[IVX]+\.)\s+")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")


@dataclass(frozen=True, slots=True)
class _Texts:
    title: str
    deadline: str
    hidden: str
    steps: tuple[str, ...]
    heading_step: str
    write_here: str


_NB = _Texts(
    title="Bidrag fra {unit} til notatet «{title}».",
    deadline="Frist: {date}.",
    hidden="Det som står mellom slike piler, er bare for dere. Det kommer ikke med i notatet.",
    steps=(
        "Skriv der det står «Skriv her.», og slett de to ordene.",
        "En tom linje gir nytt avsnitt. En linje som begynner med «- », blir et kulepunkt.",
        "Når dere er ferdige, skriver dere «status: ferdig» i stedet for «status: utkast» øverst.",
        "Skriv gjerne datoen dere leverer, på en egen linje under, slik: «dato: 20.02.2019».",
    ),
    heading_step="Linjer som begynner med #, er overskrifter. Dere kan endre eller slette dem.",
    write_here="Skriv her.",
)
_NN = _Texts(
    title="Bidrag frå {unit} til notatet «{title}».",
    deadline="Frist: {date}.",
    hidden="Det som står mellom slike piler, er berre for dykk. Det kjem ikkje med i notatet.",
    steps=(
        "Skriv der det står «Skriv her.», og slett dei to orda.",
        "Ei tom linje gir nytt avsnitt. Ei linje som byrjar med «- », blir eit kulepunkt.",
        "Når de er ferdige, skriv de «status: ferdig» i staden for «status: utkast» øvst.",
        "Skriv gjerne datoen de leverer, på ei eiga linje under, slik: «dato: 20.02.2019».",
    ),
    heading_step="Linjer som byrjar med #, er overskrifter. De kan endre eller slette dei.",
    write_here="Skriv her.",
)
_EN = _Texts(
    title="Contribution from {unit} to the note “{title}”.",
    deadline="Deadline: {date}.",
    hidden="What stands here, between the arrows, is for you only. It is not in the note.",
    steps=(
        "Write where it says “Write here.”, and delete those two words.",
        "An empty line starts a paragraph. A line that starts with “- ” becomes a bullet.",
        "When you are done, write “status: ferdig” instead of “status: utkast” at the top.",
        "Please add a line “dato: 2019-02-20” below it, with the date you deliver.",
    ),
    heading_step="Lines that start with # are headings. You may change or delete them.",
    write_here="Write here.",
)
_TEXTS = {"nb": _NB, "nn": _NN, "en": _EN}


def scaffold(note: Note, unit: Unit) -> tuple[str, str]:
    """The path, from the root, and the text of a contribution for `unit`."""
    texts = _TEXTS.get(note.language, _NB)
    parts = [f"---\nenhet: {unit.id}\nstatus: utkast\n---\n", _instructions(note, unit, texts)]
    marks = "#" * min(_level(note, unit) + 1, 5)
    parts += [_prompt(prompt, marks, texts) for prompt in note.prompts] or [texts.write_here + "\n"]
    return f"contributions/{unit.id}.md", "\n".join(parts)


def add(root: Path, note: Note, unit: Unit) -> str | None:
    """Write the scaffold for `unit`; its path from the root, or None where a file is already.

    Raises ArkdocError when it can't be written.
    """
    path, text = scaffold(note, unit)
    try:
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return None
    except OSError as error:
        raise ArkdocError(
            N_("We can't write {name}: {reason}."), name=path, reason=error.strerror or error
        ) from error
    return path


def unit_called(note: Note, asked: str) -> Unit:
    """The unit with this id or name. Raises ArkdocError when there is none."""
    units = list(note.all_units())
    called = Counter(_folded(unit.name) for unit in units)
    names = {_folded(unit.name): unit for unit in units if called[_folded(unit.name)] == 1}
    names |= {_folded(unit.id): unit for unit in units}
    if unit := names.get(_folded(asked)):
        return unit
    close = get_close_matches(_folded(asked), names, n=1)
    raise ArkdocError(
        N_("The note has no unit called “{unit}”.{suggestion}"),
        unit=asked,
        suggestion=names[close[0]].id if close else "",
    )


def lacking(deliveries: Iterable[Delivery]) -> list[Unit]:
    """The units that should write and have no file, in the note's order."""
    return [
        delivery.unit
        for delivery in deliveries
        if delivery.unit and delivery.state is State.MISSING and not delivery.paths
    ]


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _instructions(note: Note, unit: Unit, texts: _Texts) -> str:
    lines = [_hidden(texts.title.format(unit=unit.name, title=note.title))]
    if note.deadline:
        words = WORDS.get(note.language, WORDS["nb"])
        month = words.months[note.deadline.month - 1]
        date = words.date_format.format(
            day=note.deadline.day,
            month=month,
            number=note.deadline.month,
            year=note.deadline.year,
        )
        lines.append(texts.deadline.format(date=date))
    steps = list(texts.steps)
    if note.prompts:
        steps.insert(1, texts.heading_step)
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    return "<!--\n" + "\n".join([*lines, "", texts.hidden, "", *numbered]) + "\n-->\n"


def _prompt(prompt: str, marks: str, texts: _Texts) -> str:
    """`Hensikt: Hva ønsket vi å oppnå?` → a heading, the question hidden, a line to replace."""
    label, colon, question = prompt.partition(":")
    label, question = _NUMBER.sub("", label.strip()), question.strip()
    if not colon or not label or len(label) > _LABEL_LIMIT:
        label, question = "", prompt.strip()
    heading = _MARKDOWN.sub(r"\\\1", label)
    parts = [f"{marks} {heading}\n"] if label else []
    if question:
        parts.append(f"<!-- {_hidden(question)} -->\n")
    return "\n".join([*parts, f"{texts.write_here}\n"])


def _hidden(text: str) -> str:
    """`text` such that it can't end the comment it stands in."""
    return " ".join(text.split()).replace("--", "–").replace(">", "›")


def _level(note: Note, unit: Unit) -> int:
    def below(units: tuple[Unit, ...], level: int) -> int:
        for other in units:
            if other.id == unit.id:
                return level
            if found := below(other.units, level + 1):
                return found
        return 0

    return below(note.units, 1) or 1
