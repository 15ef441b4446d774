"""What is wrong in the form for `notat.md`, in a case officer's words: no file, no line, no sign.

The note's own reader says what is wrong; here that is said of a field of the form, or of a unit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from arkdoc.deliver.setting_fields import LABELS, SETTINGS, UNITS, label_of, meanings_of
from arkdoc.deliver.unit_rows import MOST_LEVELS, UnitNode, UnitRow
from arkdoc.fields import tables
from arkdoc.fields.field import Plain
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.model.names import fold
from arkdoc.model.source import Span
from arkdoc.pipeline.load import NOTE
from arkdoc.pipeline.redaction import redact
from arkdoc.read.front_matter.reader import FrontMatter
from arkdoc.read.front_matter.schema import A_WHOLE_NUMBER
from arkdoc.read.note import read_note
from arkdoc.rules.delivery import AMBIGUOUS_UNIT, NO_DATE, REPEATED_UNIT, UNKNOWN_UNIT
from arkdoc.rules.front_matter import (
    INVALID_ID,
    MISSING_FIELD,
    NO_SUCH_DAY,
    NOT_A_DATE,
    REPEATED_FIELD,
    RESERVED_ID,
    UNKNOWN_FIELD,
    UNKNOWN_VALUE,
    WRONG_KIND,
)

_UNUSABLE_ID = N_("The short name of this unit can't be used. Take it out, and add it anew.")
_MESSAGES = {
    MISSING_FIELD: N_("{label} is missing."),
    UNKNOWN_VALUE: N_("{label} can't be “{value}”. Choose one of these: {known}."),
    NOT_A_DATE: N_(
        "We can't read “{value}” as a date. Write day, month and year, such as 20. februar 2019."
    ),
    NO_SUCH_DAY: N_("There is no such day as {value}."),
    WRONG_KIND: N_("{label} is written in a way that can't be used. Write it anew here."),
    REPEATED_FIELD: N_("{label} is there twice, and the first is used. Write it anew here."),
    UNKNOWN_FIELD: N_("There is something called “{field}” that arkdoc doesn't know. It is kept."),
    INVALID_ID: _UNUSABLE_ID,
    RESERVED_ID: _UNUSABLE_ID,
    REPEATED_UNIT: N_("Two units have the same short name. Save, and the second gets another one."),
    UNKNOWN_UNIT: N_("{label}: no unit is called “{unit}”."),
    AMBIGUOUS_UNIT: N_("{label}: more than one unit is called “{unit}”."),
    NO_DATE: N_("{label} is missing. The note can't be made final without it."),
}
_OTHER = N_("Something in {label} can't be used as it is. Write it anew here.")
_NUMBER = N_("{label} is a whole number, such as 80.")
_DELIVERED = N_("There is a text from {unit}, so the unit can't be taken out.")
_NO_NAME = N_("A unit has no name.")
_TOO_DEEP = N_("{unit} is too far in: there are at most {most} levels.")
_NO_UNITS = N_("There are no units.")
_NO_MEANING = N_("Say what “{word}” means: write it after a colon.")
_LONG_WORD = N_("“{word}” is too long for an abbreviation.")
_TOO_MUCH = N_("This is more than the settings of a note can hold. Make some of it shorter.")

_LONGEST_WORD = 200
_OF_A_UNIT = (INVALID_ID, RESERVED_ID, REPEATED_UNIT)
_SAID = ("field", "value", "known", "unit", "id")
_TOP = {fold(name): each.name for each in tables.NOTE for name in (each.name, *each.aliases)}


@dataclass(frozen=True, slots=True)
class SettingFault:
    """Something to put right in the field called `name`, or in the unit whose id is `unit`.

    `stops`: it is in the way of saving. `name` is empty for the form as a whole.
    """

    name: str
    message: str
    args: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    stops: bool = True

    @property
    def what(self) -> tuple[object, ...]:
        """The same for the same fault, wherever in the file it stands."""
        return (self.name, self.message, self.args, self.unit)

    def words(self, tr: Translator) -> str:
        """What is wrong, in a sentence or two."""
        return tr(self.message, label=tr(label_of(self.name)), **dict(self.args))


def too_much() -> SettingFault:
    """What is in the way where no text of `notat.md` can say what is wanted."""
    return SettingFault("", _TOO_MUCH)


def faults_of_texts(wanted: Mapping[str, str], before: Mapping[str, str]) -> list[SettingFault]:
    """What a file could not even say, in texts, settled, that are not as they were."""
    faults: list[SettingFault] = []
    for each in SETTINGS:
        text = wanted[each.name]
        if each.field.kind is Plain.MEANINGS and text != before[each.name]:
            for word, meaning in meanings_of(text.split("\n") if text else ()).items():
                said = (("word", word[:_LONGEST_WORD]),)
                if len(word) > _LONGEST_WORD:
                    faults.append(SettingFault(each.name, _LONG_WORD, said))
                elif not meaning:
                    faults.append(SettingFault(each.name, _NO_MEANING, said))
    return faults


def faults_of_rows(
    wanted: Sequence[UnitRow], before: Sequence[UnitRow], has_text: Collection[str]
) -> list[SettingFault]:
    """What is wrong with the units, settled, and what is missing among them."""
    stays = {row.id for row in wanted}
    unnamed = {row.id for row in before if not row.name}
    faults = [
        SettingFault(UNITS, _DELIVERED, (("unit", row.name or row.id),), row.id)
        for row in before
        if row.id in has_text and row.id not in stays
    ]
    for row in wanted:
        if not row.name and row.id not in unnamed:
            faults.append(SettingFault("navn", _NO_NAME, unit=row.id))
        if row.level > MOST_LEVELS:
            said = (("unit", row.name), ("most", str(MOST_LEVELS)))
            faults.append(SettingFault(UNITS, _TOO_DEEP, said, row.id))
    if not wanted:
        faults.append(SettingFault(UNITS, _NO_UNITS))
    return faults


def faults_in_text(
    text: str, front: FrontMatter, units: Sequence[UnitNode]
) -> tuple[SettingFault, ...]:
    """What the note's reader finds in the fields of a `notat.md`, each once, in its order.

    `front` and `units` are what `text` was read as.
    """
    try:
        found = read_note(NOTE, text.encode()).diagnostics
    except ArkdocError as error:
        found = error.diagnostics
    faults = (_fault(redact(each), front, units) for each in found)
    return tuple(dict.fromkeys(fault for fault in faults if fault))


def _fault(found: Diagnostic, front: FrontMatter, units: Sequence[UnitNode]) -> SettingFault | None:
    rule, args = found.rule, dict(found.args)
    message = _MESSAGES.get(rule, "")
    if found.span.line >= front.first_line or not (message or found.is_error):
        return None
    if rule is WRONG_KIND and args.get("expected") == A_WHOLE_NUMBER:
        message = _NUMBER
    top, unit = _at(found.span, front, units)
    name = args.get("field", "")
    if rule in _OF_A_UNIT:
        name = UNITS
    elif rule is NO_DATE:
        name = "dato"
    elif rule is MISSING_FIELD and top != UNITS and name in _TOP:
        unit = ""  # it stands nowhere, so where it was missed says nothing
    elif rule is not UNKNOWN_FIELD:
        inner = f"{top}.{name}"
        name = name if unit else inner if inner in LABELS else top
    said = tuple((key, value) for key, value in found.args if key in _SAID)
    return SettingFault(name, message or _OTHER, said, unit, found.is_error)


def _at(span: Span, front: FrontMatter, units: Sequence[UnitNode]) -> tuple[str, str]:
    """The field at the top that `span` stands in, by its name, and the unit, by its id."""
    top = ""
    for key, _ in front.fields.entries:
        if (key.span.line, key.span.column) <= (span.line, span.column):
            top = _TOP.get(fold(key.text), key.text)
    inside = (each for unit in units for each in unit.walk() if each.node.span.contains(span))
    ids = [each.row.id for each in inside] if top == UNITS else []
    return top, ids[-1] if ids else ""
