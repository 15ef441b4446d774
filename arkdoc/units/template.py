"""Note and Unit → a contribution to fill in, with the guiding questions.

Its authors know Word: each question stands in the line that they replace with their answer,
«Skriv her: …», below a heading that may stay. A question in a comment would look like a place
to write, and text in a comment is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from arkdoc.language.printed import WORDS, Words
from arkdoc.model.note import Delivery, Note, State, Unit

_LABEL_LIMIT = 40
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]|[A-Za-z]\)|[IVX]+\.)\s+")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")


def scaffold(note: Note, unit: Unit) -> tuple[str, str]:
    """The path, from the root, and the text of a contribution for `unit`."""
    words = WORDS[note.language]
    parts = [f"---\nenhet: {unit.id}\nstatus: utkast\n---\n", _instructions(note, unit, words)]
    marks = "#" * min(note.levels[unit.id] + 1, 5)
    here = words.write_here
    parts += [_prompt(prompt, marks, here) for prompt in note.prompts] or [f"{here}.\n"]
    return f"contributions/{unit.id}.md", "\n".join(parts)


def lacking(deliveries: Iterable[Delivery]) -> list[Unit]:
    """The units that are expected to contribute and have no file, in the note's order."""
    return [
        delivery.unit
        for delivery in deliveries
        if delivery.unit and delivery.state is State.MISSING and not delivery.paths
    ]


def _instructions(note: Note, unit: Unit, words: Words) -> str:
    texts = words.scaffold
    lines = [_hidden(texts.title.format(unit=unit.name, title=note.title))]
    if note.deadline:
        lines.append(texts.deadline.format(date=words.written_date(note.deadline)))
    first, *others = texts.steps
    steps = [first.format(here=words.write_here), *others]
    if note.prompts:
        steps.insert(1, texts.heading_step)
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    return "<!--\n" + "\n".join([*lines, "", texts.hidden, "", *numbered]) + "\n-->\n"


def _prompt(prompt: str, marks: str, here: str) -> str:
    """`Hensikt: Hva ønsket vi å oppnå?` → a heading, and a line that the answer replaces."""
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
    """`text` without what would end the comment around it."""
    return " ".join(text.split()).replace("--", "–").replace(">", "›")
