"""Note and Unit → a contribution to fill in, with the guiding questions.

Whoever fills it in knows Word: each question stands in the line that they are to replace,
«Skriv her: …», below a heading that may stay. A question in a comment would look like a place
to write, and what is written there vanishes. What it says follows the note's language, so it
is not in the gettext catalogues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from arkdoc.language.printed import WORDS
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.names import closest, fold
from arkdoc.model.note import Delivery, Note, State, Unit

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


_NB = _Texts(
    title="Bidrag fra {unit} til notatet «{title}».",
    deadline="Frist: {date}.",
    hidden="Det som står mellom slike piler, er bare for dere. Det kommer ikke med i notatet.",
    steps=(
        "Bytt ut hver linje som begynner med «Skriv her», med deres egen tekst.",
        "En tom linje gir nytt avsnitt. En linje som begynner med «- », blir et kulepunkt.",
        "Når dere er ferdige, skriver dere «status: ferdig» i stedet for «status: utkast» øverst.",
        "Skriv gjerne datoen dere leverer, på en egen linje under, slik: «dato: 20.02.2019».",
    ),
    heading_step="Linjer som begynner med #, er overskrifter. Dere kan endre eller slette dem.",
)
_NN = _Texts(
    title="Bidrag frå {unit} til notatet «{title}».",
    deadline="Frist: {date}.",
    hidden="Det som står mellom slike piler, er berre for dykk. Det kjem ikkje med i notatet.",
    steps=(
        "Byt ut kvar linje som byrjar med «Skriv her», med dykkar eigen tekst.",
        "Ei tom linje gir nytt avsnitt. Ei linje som byrjar med «- », blir eit kulepunkt.",
        "Når de er ferdige, skriv de «status: ferdig» i staden for «status: utkast» øvst.",
        "Skriv gjerne datoen de leverer, på ei eiga linje under, slik: «dato: 20.02.2019».",
    ),
    heading_step="Linjer som byrjar med #, er overskrifter. De kan endre eller slette dei.",
)
_EN = _Texts(
    title="Contribution from {unit} to the note “{title}”.",
    deadline="Deadline: {date}.",
    hidden="What stands here, between the arrows, is for you only. It is not in the note.",
    steps=(
        "Replace each line that starts with “Write here” with your own text.",
        "An empty line starts a paragraph. A line that starts with “- ” becomes a bullet.",
        "When you are done, write “status: ferdig” instead of “status: utkast” at the top.",
        "Please add a line “dato: 2019-02-20” below it, with the date you deliver.",
    ),
    heading_step="Lines that start with # are headings. You may change or delete them.",
)
_TEXTS = {"nb": _NB, "nn": _NN, "en": _EN}


def scaffold(note: Note, unit: Unit) -> tuple[str, str]:
    """The path, from the root, and the text of a contribution for `unit`."""
    texts = _TEXTS.get(note.language, _NB)
    parts = [f"---\nenhet: {unit.id}\nstatus: utkast\n---\n", _instructions(note, unit, texts)]
    marks = "#" * min(_level(note, unit) + 1, 5)
    here = WORDS[note.language].write_here
    parts += [_prompt(prompt, marks, here) for prompt in note.prompts] or [f"{here}.\n"]
    return f"contributions/{unit.id}.md", "\n".join(parts)


def unit_called(note: Note, asked: str) -> Unit:
    """The unit with this id or name. Raises ArkdocError when there is none."""
    units = note.all_units
    called = Counter(fold(unit.name) for unit in units)
    names = {fold(unit.name): unit for unit in units if called[fold(unit.name)] == 1}
    names |= {fold(unit.id): unit for unit in units}
    if unit := names.get(fold(asked)):
        return unit
    close = closest(asked, names, likeness=0.6)
    raise ArkdocError(
        N_("The note has no unit called “{unit}”.{suggestion}"),
        unit=asked,
        suggestion=names[close].id if close else "",
    )


def lacking(deliveries: Iterable[Delivery]) -> list[Unit]:
    """The units that should write and have no file, in the note's order."""
    return [
        delivery.unit
        for delivery in deliveries
        if delivery.unit and delivery.state is State.MISSING and not delivery.paths
    ]


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


def _prompt(prompt: str, marks: str, here: str) -> str:
    """`Hensikt: Hva ønsket vi å oppnå?` → a heading, and a line to replace with the answer."""
    label, colon, question = prompt.partition(":")
    label, question = _NUMBER.sub("", label.strip()), " ".join(question.split())
    if not colon or not label or len(label) > _LABEL_LIMIT:
        label, question = "", " ".join(prompt.split())
    parts = [f"{marks} {_as_text(label)}\n"] if label else []
    line = f"{here}: {_as_text(question)}" if question else f"{here}."
    return "\n".join([*parts, f"{line}\n"])


def _as_text(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


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
