"""What is known of a new note → the text of its `notat.md`, for a person to go on with.

What is not known yet stands as a remark, with an example, so that nobody needs to know the fields.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date

from arkdoc.deliver.earlier_note import EarlierNote
from arkdoc.language.messages import Translator
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_
from arkdoc.model.file_name import DEFAULT_FILE_NAME, as_written
from arkdoc.model.nodes import DirectiveName
from arkdoc.model.note import SMALLEST_GROUP, Expectation, Suppression, Unit
from arkdoc.model.values import written_value

PREVIOUS = "contributions/forrige.json"
"""Where the record of the note before this one goes, from the root."""

_WIDTH = 88  # characters of a line of remarks

_CONFIRM = N_("from the note before this one: is it still right?")
_TOP = N_(
    "What stands after # is only for those who edit this file. To use a line that begins with #, "
    "take away the #."
)
_DATE = N_("the date of the note; the final one can't be made without")
_PROMPTS = N_("Guiding questions. They stand in what each unit is to fill in.")
_PREVIOUS = N_(
    "What the note before this one said of measures. `arkdoc new` uses it, and {changes} in the "
    "text places what has changed since."
)
_UNITS = N_(
    "The units that are to write, in the order of the note. Sub-units stand below `enheter`."
)
_CONTACT = N_("who is invited and reminded; never printed")
_APPROVED = N_(
    "This was approved for the note before this one. Take each again only when you have thought it "
    "through."
)
_EXEMPT = N_("The note before this one was exempt from public access. Is this one?")
_INTRODUCTION = N_(
    "Write the introduction here: what the case is about. What the committee is to decide or "
    "discuss stands between a line `::: forslag` and a line `:::`, and comes first in the note. "
    "The contributions come where it says {contributions}. What stands between these arrows is not "
    "printed."
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new note is to be: texts on one line, empty where they are not known yet.

    `case_types` are words that `sakstype` may have. `secretariat` is who is that where people
    sign in, besides those of the note before.
    """

    case_number: str
    title: str
    sender: str
    units: tuple[Unit, ...]
    case_types: tuple[str, ...] = ()
    meeting: Date | None = None
    deadline: Date | None = None
    secretariat: tuple[str, ...] = ()


def note_text(answers: Answers, earlier: EarlierNote | None, today: Date, tr: Translator) -> str:
    """The whole of `notat.md`. `today` is in its examples, and its remarks are as `tr` says."""
    lines = [
        *_remark(tr(_TOP)),
        *_fields(answers, earlier, today, tr),
        "",
        *_units(answers, earlier, tr),
    ]
    front = "".join(f"{line}\n" for line in ("---", *lines, "---"))
    place = f"[[{DirectiveName.UNITS.value}]]"
    said = "\n".join(_wrapped(tr(_INTRODUCTION, contributions=place)))
    return f"{front}\n<!-- {said} -->\n\n{place}\n"


def _fields(
    answers: Answers, earlier: EarlierNote | None, today: Date, tr: Translator
) -> Iterator[str]:
    """The fields in the order of docs/format.md."""
    old = earlier.note if earlier else None
    day = in_figures(today)
    yield f"saksnr: {written_value(answers.case_number)}"
    yield _set("utvalg", _one(old.committee if old else ""), "LU")
    yield _example("arkivsaksnr", f"{today:%Y}/5432")
    yield f"tittel: {written_value(answers.title)}"
    yield _set("sakstype", answers.case_types, "informasjon/drøfting", sign="/")
    yield f"fra: {written_value(answers.sender)}"
    yield _set("til", old.to if old else (), "Losam BU")
    yield _set("kopi", old.copy if old else (), "Hovedverneombudet")
    yield _set("saksansvarlig", _one(old.responsible if old else ""), "Prorektor for utdanning")
    yield _set("saksbehandler", _one(old.officer if old else ""), "Seksjonsleder")
    yield f"{_example('dato', day)}  # {tr(_DATE)}"
    yield _day("møtedato", answers.meeting, day)
    yield _day("bidragsfrist", answers.deadline, day)
    old_names = old.secretariat if old else ()
    if names := tuple(dict.fromkeys((*answers.secretariat, *old_names))):
        confirm = f"  # {tr(_CONFIRM)}" if old_names else ""
        yield f"tilgang: {_list(names)}{confirm}"
    yield from _settings(earlier, tr)


def _settings(earlier: EarlierNote | None, tr: Translator) -> Iterator[str]:
    """The fields that are as they were in the note before this one."""
    if not earlier:
        yield from ("", *_remark(tr(_PROMPTS)), "# ledetråder:")
        yield '#   - "Hensikt: Hva ønsket vi å oppnå?"'
        return
    old = earlier.note
    if old.language != "nb":
        yield f"språk: {old.language}"
    if old.contents != "auto":
        yield f"innholdsfortegnelse: {old.contents}"
    if old.numbered:
        yield "nummerering: ja"
    if not old.typography:
        yield "typografi: nei"
    if old.smallest_group != SMALLEST_GROUP:
        yield f"personvern: {{minstegruppe: {old.smallest_group}}}"
    if old.file_name != DEFAULT_FILE_NAME:
        yield f"filnavn: {_quoted(as_written(old.file_name))}"
    if old.glossary:
        yield "forkortelser:"
        yield from (f"  {_key(word)}: {_quoted(meaning)}" for word, meaning in old.glossary)
    if old.exempt:
        yield from ("", *_remark(tr(_EXEMPT)), "# offentlighet: unntatt")
        yield f"# hjemmel: {_quoted(old.exemption)}"
    if old.suppressions:
        yield from ("", *_remark(tr(_APPROVED)), "# tillat:")
        for suppression in old.suppressions:
            yield from (f"#   {line}" for line in _approval(suppression))
    if old.prompts:
        yield from ("", *_remark(tr(_PROMPTS)), "ledetråder:")
        yield from (f"  - {_quoted(prompt)}" for prompt in old.prompts)
    yield from (
        "",
        *_remark(tr(_PREVIOUS, changes=f"[[{DirectiveName.CHANGES.value}]]")),
        f"forrige: {PREVIOUS}",
    )


def _units(answers: Answers, earlier: EarlierNote | None, tr: Translator) -> Iterator[str]:
    yield from _remark(tr(_UNITS))
    yield "enheter:"
    is_new = not any(u.contacts for top in answers.units for u, _ in top.walk())
    for number, unit in enumerate(answers.units):
        example = tr(_CONTACT) if is_new and number == 0 else ""
        yield from _unit(unit, "  ", example, tr(_CONFIRM))


def _unit(unit: Unit, indent: str, example: str, confirm: str) -> Iterator[str]:
    """The lines of a unit. `example` says what `kontakt` is, where that is shown as an example."""
    yield f"{indent}- id: {unit.id}"
    inside = f"{indent}  "
    yield f"{inside}navn: {written_value(unit.name)}"
    default = Expectation.OPTIONAL if unit.units else Expectation.REQUIRED
    if unit.expects is not default:
        yield f"{inside}bidrag: {unit.expects.value}"
    if unit.staff is not None:
        yield f"{inside}ansatte: {unit.staff}  # {confirm}"
    if unit.contacts:
        yield f"{inside}kontakt: {_list(unit.contacts)}  # {confirm}"
    elif example:
        yield f"{inside}# kontakt: Leder, leder@ub.example  # {example}"
    if unit.units:
        yield f"{inside}enheter:"
        for below in unit.units:
            yield from _unit(below, f"{inside}  ", "", confirm)


def _approval(suppression: Suppression) -> Iterator[str]:
    yield f"- regel: {written_value(suppression.code)}"
    if suppression.unit:
        yield f"  enhet: {suppression.unit}"
    if suppression.reason:
        yield f"  grunn: {_quoted(suppression.reason)}"


# --- how values are written ------------------------------------------------------------------


def _set(name: str, values: tuple[str, ...], example: str, *, sign: str = "") -> str:
    """The field `name` with `values`, with `sign` between them or as a list; else an example."""
    if not values:
        return _example(name, example)
    if sign and not any(sign in value for value in values):
        return f"{name}: {written_value(sign.join(values))}"
    return f"{name}: {_list(values)}"


def _day(name: str, day: Date | None, example: str) -> str:
    return f"{name}: {in_figures(day)}" if day else _example(name, example)


def _example(name: str, value: str) -> str:
    return f"# {name}: {value}"


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _list(values: tuple[str, ...]) -> str:
    """One text as it is, more of them as a list."""
    if len(values) == 1:
        return written_value(values[0])
    return f"[{', '.join(map(_quoted, values))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _key(word: str) -> str:
    return word if word.isalnum() else _quoted(word)


def _remark(text: str) -> Iterable[str]:
    return [f"# {line}" for line in _wrapped(text)]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
