"""Note and Unit → a contribution to fill in, with the guiding questions; and is it filled in?

Its authors know Word: in a text file each question stands in the line that they replace with their
answer, «Skriv her: …», below a heading that may stay. A question in a comment would look like a
place to write, and text in a comment is not printed. (A form in Word is made of the same in
`write/docx/form.py`.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date as Date

from arkdoc.language.printed import WORDS, Words
from arkdoc.model.names import fold
from arkdoc.model.nodes import Block, Directive, Heading, Paragraph
from arkdoc.model.note import (
    Contribution,
    Delivery,
    Measure,
    Note,
    PastMeasure,
    State,
    Status,
    Unit,
)
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word
from arkdoc.model.tree import plain_text
from arkdoc.model.values import written_value

_LABEL_LIMIT = 40
_NUMBER = regex(r"^(?:\d+(?:\.\d+)*[.)]|[A-Za-z]\)|[IVX]+\.)\s+")
_FILL_IN = tuple(f"{words.write_here}{sign}" for words in WORDS.values() for sign in ".:")
_HINTS = frozenset(
    hint
    for words in WORDS.values()
    for hint in (words.write_here, words.form.choose, words.form.choose_date)
)
_ONE_QUESTION = regex(r"[^.!?]*\?")
_MARKDOWN = regex(r"([\\`*_\[\]<>#|~&])")


def scaffold(note: Note, unit: Unit, today: Date) -> tuple[str, str]:
    """The path, from the root, and the text of a contribution for `unit`; `today` is an example.

    The unit's measures that were open in the note before this one stand in it.
    """
    words = WORDS[note.language]
    measures = "".join(f"{line}\n" for line in _past(note.past.get(unit.id, ()), words))
    fields = f"---\nenhet: {unit.id}\nstatus: utkast\nmedvirkning:\n{measures}---\n"
    parts = [fields, _instructions(note, unit, words, today)]
    marks = "#" * min(note.levels[unit.id] + 1, 5)
    here = words.write_here
    parts += [_prompt(prompt, marks, here) for prompt in note.prompts] or [f"{here}.\n"]
    return f"contributions/{unit.id}.md", "\n".join(parts)


def opening(note: Note, unit: Unit) -> list[str]:
    """Whose contribution it is and to what, and when it is due, if the note says that."""
    words = WORDS[note.language]
    lines = [words.scaffold.title.format(unit=unit.name, title=note.title)]
    if note.deadline:
        lines.append(words.scaffold.deadline.format(date=words.written_date(note.deadline)))
    return lines


def heading_and_question(prompt: str) -> tuple[str, str]:
    """`Hensikt: Hva ønsket vi å oppnå?` → the heading, if it has one, and the question."""
    label, colon, question = prompt.partition(":")
    label, question = _NUMBER.sub("", label.strip()), " ".join(question.split())
    if not colon or not label or len(label) > _LABEL_LIMIT:
        return "", " ".join(prompt.split())
    return label, question


def lacking(deliveries: Iterable[Delivery]) -> list[Unit]:
    """The units that are expected to contribute and have no file, in the note's order."""
    return [
        delivery.unit
        for delivery in deliveries
        if delivery.unit and delivery.state is State.MISSING and not delivery.paths
    ]


def fill_in_line(block: Block) -> str:
    """The text of a line that a scaffold, in any language, has to be replaced; else nothing."""
    text = " ".join(plain_text(block.inlines).split()) if isinstance(block, Paragraph) else ""
    return text if is_fill_in(text) else ""


def is_fill_in(text: str) -> bool:
    """Whether `text` begins as the lines of a scaffold do that are to be replaced."""
    return text.startswith(_FILL_IN)


def is_hint(text: str) -> bool:
    """Whether `text` stands in the controls of a form, in any language, until they are used."""
    return text in _HINTS


def is_untouched(
    contribution: Contribution, prompts: Iterable[str], past: Iterable[PastMeasure] = ()
) -> bool:
    """Whether it is a scaffold as it was handed out, with none but the `past` measures.

    Its questions may be the `prompts` of another time, or in another language: a line that asks
    one question and says nothing after it. What its comments say makes no difference, nor does the
    title of a form.
    """
    if contribution.status is not Status.DRAFT or contribution.date or contribution.involvement:
        return False
    if contribution.measures and not _are_past(contribution.measures, past):
        return False
    questions = frozenset(heading_and_question(prompt)[1] for prompt in prompts)
    blocks = contribution.body.blocks
    if is_word(contribution.path) and isinstance(blocks[0] if blocks else None, Heading):
        blocks = blocks[1:]  # the title
    if contribution.measures:
        blocks = tuple(block for block in blocks if not isinstance(block, Directive))
    lines = [fill_in_line(block) for block in blocks]
    of_headings = zip(blocks, [*lines[1:], ""], strict=True)
    return any(lines) and all(
        _asks_only(line, questions) if line else isinstance(block, Heading) and bool(follows)
        for line, (block, follows) in zip(lines, of_headings, strict=True)
    )


def _are_past(measures: Iterable[Measure], past: Iterable[PastMeasure]) -> bool:
    """Whether `measures` are just those that were handed out."""
    handed_out = {(fold(measure.name), measure.status) for measure in past}
    found = {(fold(plain_text(measure.name)), measure.status) for measure in measures}
    return found == handed_out and not any(measure.fields for measure in measures)


def _asks_only(line: str, questions: Collection[str]) -> bool:
    """Whether a line to be replaced says nothing but what it is to be replaced with."""
    question = next(line.removeprefix(here) for here in _FILL_IN if line.startswith(here)).strip()
    return not question or question in questions or bool(_ONE_QUESTION.fullmatch(question))


def _past(measures: Iterable[PastMeasure], words: Words) -> Iterator[str]:
    """The lines of the field `tiltak` with `measures`, none where there are none."""
    for number, measure in enumerate(measures):
        if number == 0:
            yield f"# {words.scaffold.past}"
            yield "tiltak:"
        yield f"  - navn: {written_value(_as_text(measure.name))}"
        yield f"    status: {written_value(measure.status)}"


def _instructions(note: Note, unit: Unit, words: Words, today: Date) -> str:
    texts = words.scaffold
    lines = map(_hidden, opening(note, unit))
    first, *others = texts.steps
    steps = [first.format(here=words.write_here), *(step.format(day=today) for step in others)]
    if note.prompts:
        steps.insert(1, texts.heading_step)
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    return "<!--\n" + "\n".join([*lines, "", texts.hidden, "", *numbered]) + "\n-->\n"


def _prompt(prompt: str, marks: str, here: str) -> str:
    """A prompt → a heading, and a line that the answer replaces."""
    label, question = heading_and_question(prompt)
    parts = [f"{marks} {_as_text(label)}\n"] if label else []
    line = f"{here}: {_as_text(question)}" if question else f"{here}."
    return "\n".join([*parts, f"{line}\n"])


def _as_text(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def _hidden(text: str) -> str:
    """`text` without what would end the comment around it."""
    return " ".join(text.split()).replace("--", "–").replace(">", "›")
