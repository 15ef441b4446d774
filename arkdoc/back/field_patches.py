"""What was changed in words that come from fields → edits of the fields, and questions.

The head of the note and the names of units stand in `notat.md`, measures at the top of their
contribution. A status is a word of arkdoc's own: whether it is to be another one is asked.
"""

from __future__ import annotations

from arkdoc.assemble.measures import DEADLINE, LABELS, STATUSES
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.field_values import FieldValues, PlacedField
from arkdoc.back.matching import our_names
from arkdoc.back.model import EditAnswer, EditKind
from arkdoc.back.notes import NoteBook
from arkdoc.back.origins import SourceAtom, SourceBlock
from arkdoc.back.patches import edited_text
from arkdoc.back.printed import Atoms, PrintedBlock, text_of
from arkdoc.back.reasons import (
    GENERATED,
    LEAVE_STATUS,
    NOT_WRITTEN,
    SET_STATUS,
    STATUS_CHANGED,
)
from arkdoc.back.runs import inlines_of_atoms, write_run
from arkdoc.back.text_patches import RunSource, made_atom, patch_run
from arkdoc.fields.field import Choice, FixedWord, Plain, in_every_language
from arkdoc.fields.tables import MEASURE
from arkdoc.fields.tables import NOTE as NOTE_FIELDS
from arkdoc.model.bookmarks import (
    HEAD_CASE_TYPE,
    HEAD_EXEMPTION,
    HEAD_KICKER,
    HEAD_TITLE,
    head_row,
)
from arkdoc.model.dates import parse_date
from arkdoc.model.names import fold
from arkdoc.model.nodes import Heading
from arkdoc.model.regex import regex
from arkdoc.pipeline.load import NOTE
from arkdoc.read.front_matter import schema
from arkdoc.read.note import read_note

PARTED = "\u2003"  # what parts a measure's name from its status
_SIGN = regex(r"^[^\w]*")
_TYPOGRAPHY = str.maketrans({"\u00a0": " ", "–": "-", "«": '"', "»": '"', "’": "'", "‘": "'"})
_HEAD = {
    HEAD_TITLE: "tittel",
    HEAD_KICKER: "saksnr",
    HEAD_CASE_TYPE: "sakstype",
    HEAD_EXEMPTION: "hjemmel",
}
_NAMES = in_every_language((label, name) for name, label in LABELS.items())
_KINDS = {field.name: field.kind for field in MEASURE}
_STATUS_WORDS = in_every_language((word.label, name) for name, word in STATUSES.items())


class FieldPatches:
    """Makes the drafts of what changed in words that come from fields."""

    def __init__(self, comparison: Comparison, notes: NoteBook) -> None:
        self._c = comparison
        self._notes = notes
        self._files: dict[str, FieldValues] = {}
        self._note = read_note(NOTE, comparison.origins.texts.sources.note)

    def values(self, path: str) -> FieldValues:
        """The fields of the file at `path`."""
        if path not in self._files:
            self._files[path] = FieldValues(path, self._c.origins.texts)
        return self._files[path]

    # --- the head ----------------------------------------------------------------------------

    def head(self, mine: int, number: int) -> Draft | None:
        """What changed in a line of the note's head; None for another block."""
        old, new = self._c.old[mine], self._c.new[number]
        name = next((each for each in our_names(old) if each in _HEAD or head_row(each)), "")
        if not name:
            return None
        draft = Draft(EditKind.FIELD, mine, number, NOTE)
        known = self._head_value(name)
        values = self.values(NOTE)
        field = values.top(known[0]) if known else None
        if known is None or field is None:
            draft.reason = GENERATED
            return draft
        text = _changed_within(old.text, new.text, known[1])
        if text and head_row(name) and _is_date(known[0]):
            date = parse_date(text)
            text = date.isoformat() if date else ""
        edit = values.set(field.value, text) if text else None
        if edit is None:
            draft.reason = GENERATED if text is None else NOT_WRITTEN
        else:
            draft.edits.append(edit)
        return draft

    def _head_value(self, name: str) -> tuple[str, str] | None:
        """The field that a line of the head shows, and its value as it is printed there."""
        head, note = self._c.origins.document.head, self._note
        if row := head_row(name):
            field = note.head[row - 1][0] if row <= len(note.head) else ""
            return (field, head.rows[row - 1][1]) if field else None
        shown = {
            HEAD_TITLE: head.title,
            HEAD_KICKER: note.case_number,
            HEAD_CASE_TYPE: head.case_type,
            HEAD_EXEMPTION: note.exemption,
        }
        return (_HEAD[name], shown[name]) if shown[name] else None

    # --- a unit's name, a card of a measure ----------------------------------------------------

    def changed(self, mine: int, number: int, origin: SourceBlock) -> list[Draft]:
        """What changed in a block whose text is the value of a field."""
        old, new = self._c.old[mine], self._c.new[number]
        is_name = isinstance(origin.node, Heading)
        kind = EditKind.UNIT_NAME if is_name else EditKind.FIELD
        draft = Draft(kind, mine, number, origin.path, origin.unit)
        if old.shape != new.shape:
            draft.reason = NOT_WRITTEN
            return [draft]
        field = self.values(origin.path).at(origin.node.span)
        if field is None or not isinstance(field.value, schema.Scalar):
            draft.reason = NOT_WRITTEN
            return [draft]
        if PARTED in old.text and not is_name:
            return self._title(draft, old, new, field)
        label = "" if is_name else _label(old.text)
        if label and not new.text.startswith(label.rstrip()):
            draft.reason = GENERATED
            return [draft]
        self.change(draft, field, old.atoms[len(label) :], new.atoms[len(label) :])
        return [draft]

    def _title(
        self, draft: Draft, old: PrintedBlock, new: PrintedBlock, field: PlacedField
    ) -> list[Draft]:
        """A measure's name and its status."""
        if PARTED not in new.text:
            draft.reason = GENERATED
            return [draft]
        name, _, status = old.text.rpartition(PARTED)
        new_name, _, new_status = new.text.rpartition(PARTED)
        found = []
        if name != new_name or old.atoms[: len(name)] != new.atoms[: len(new_name)]:
            self.change(
                draft, field, _unbold(old.atoms[: len(name)]), _unbold(new.atoms[: len(new_name)])
            )
            found.append(draft)
        if status != new_status:
            asked = Draft(EditKind.FIELD, draft.old, draft.new, draft.path, draft.unit)
            self.ask(asked, field.siblings, status, new_status)
            found.append(asked)
        return found

    def ask(self, draft: Draft, measure: schema.Node, before: str, after: str) -> None:
        """Ask whether the status of a measure is to be another one."""
        values = self.values(draft.path)
        field = values.field_of(measure, "status")
        status = status_of(after)
        edit = values.set(field.value, status) if field is not None and status else None
        if edit is None:
            draft.reason = GENERATED
            return
        draft.question = STATUS_CHANGED
        draft.args |= {"before": _SIGN.sub("", before), "after": status}
        draft.answers = [
            EditAnswer(SET_STATUS, (edit,), {"status": status}),
            EditAnswer(LEAVE_STATUS),
        ]

    def change(self, draft: Draft, field: PlacedField, old: Atoms, new: Atoms) -> None:
        """Set a field to what its printed value has become."""
        values = self.values(draft.path)
        name = self._name(field)
        if not text_of(new).strip():
            edit = values.without(field)
            draft.vanishes = True
        else:
            text = self._new_text(draft, field, name, _stripped(old), _stripped(new))
            edit = None if text is None else values.set(field.value, text)
        if edit is None:
            draft.reason = draft.reason or NOT_WRITTEN
        else:
            draft.edits.append(edit)

    @staticmethod
    def _name(field: PlacedField) -> str:
        return next((name for name in _KINDS if fold(name) == fold(field.key.text)), "")

    def _new_text(
        self, draft: Draft, field: PlacedField, name: str, old: Atoms, new: Atoms
    ) -> str | None:
        assert isinstance(field.value, schema.Scalar)
        written, printed = schema.one_line(field.value.text), text_of(new)
        if name == DEADLINE and parse_date(written) is not None:
            return value_to_write(name, printed) or None
        source = self._in_value(draft.path, written, old)
        if source is None or isinstance(_KINDS.get(name), Choice):
            return self.written(draft, name, new) or None
        self._notes.write(new, draft.path, draft)
        edits = patch_run(old, new, source)
        return None if edits is None else edited_text(written, edits)

    def written(self, draft: Draft, name: str, printed: Atoms) -> str:
        """The value of a field that is new, by what is printed; empty where it can't be told."""
        atoms, words = _stripped(printed), text_of(printed).strip()
        if name == "status":
            return status_of(words)
        if isinstance(_KINDS.get(name), Choice) or (name == DEADLINE and parse_date(words)):
            return value_to_write(name, words)
        self._notes.write(atoms, draft.path, draft)
        source = self._c.no_source(draft.path, on_one_line=True)
        made = [made_atom(atom, -1, source) for atom in atoms]
        known = [atom for atom in made if atom is not None]
        if len(known) != len(made):
            return ""
        return write_run(inlines_of_atoms(known), on_one_line=True)

    def _in_value(self, path: str, written: str, printed: Atoms) -> RunSource | None:
        """The value of a field as a run of its own; None where it is not printed as written."""
        shown = text_of(printed)
        if shown.translate(_TYPOGRAPHY) != written.translate(_TYPOGRAPHY):
            return None
        atoms = tuple(
            SourceAtom(atom.sign, atom.look, atom.thing, n, n + 1) for n, atom in enumerate(printed)
        )
        links, labels = self._c.addresses.in_file(path), self._c.labels_in(path)
        return RunSource(path, written, 0, len(written), atoms, links, labels, on_one_line=True)


def label_of(text: str) -> tuple[str, str]:
    """The field whose label a text begins with, and that label with what parts it; or nothing."""
    label = _label(text)
    return _NAMES.get(label.rstrip(": \t"), ""), label


def status_of(printed: str) -> str:
    """The status that is printed, behind its sign, as it is written; empty for another word."""
    word = _SIGN.sub("", printed).strip()
    return _STATUS_WORDS.get(word) or next(
        (name for said, name in _STATUS_WORDS.items() if fold(said) == fold(word)), ""
    )


def value_to_write(name: str, printed: str) -> str:
    """A field's value as it is written, by what is printed; empty where it can't be told."""
    kind = _KINDS.get(name)
    if isinstance(kind, Choice):
        return _chosen(kind, printed) or ""
    date = parse_date(printed) if name == DEADLINE else None
    return date.isoformat() if date else printed


def _label(text: str) -> str:
    """The label that a field's value stands behind, with the space after it."""
    label, colon, rest = text.partition(":")
    is_one = bool(colon) and label in _NAMES
    return f"{label}:{rest[: len(rest) - len(rest.lstrip())]}" if is_one else ""


def _chosen(kind: Choice[object], printed: str) -> str | None:
    """The word to write for one that is printed; None where it is none of the fixed ones."""
    known = in_every_language(
        (word.label, word.name) for word in kind.words.values() if isinstance(word, FixedWord)
    )
    folded = {fold(said): name for said, name in known.items()}
    return folded.get(fold(printed.strip()))


def _changed_within(old: str, new: str, value: str) -> str | None:
    """What `value`, which stands in `old`, is in `new`; None where other words changed."""
    at = old.rfind(value)
    if at < 0:
        return None
    before, after = old[:at], old[at + len(value) :]
    is_kept = new.startswith(before) and new.endswith(after)
    if not is_kept or len(new) < len(before) + len(after):
        return None
    return new[len(before) : len(new) - len(after)].strip()


def _is_date(name: str) -> bool:
    return any(field.name == name and field.kind is Plain.DATE for field in NOTE_FIELDS)


def _unbold(atoms: Atoms) -> Atoms:
    return tuple(atom._replace(look=atom.look._replace(bold=False)) for atom in atoms)


def _stripped(atoms: Atoms) -> Atoms:
    """Without white space at the ends."""
    start, end = 0, len(atoms)
    while start < end and atoms[start].sign.isspace():
        start += 1
    while end > start and atoms[end - 1].sign.isspace():
        end -= 1
    return atoms[start:end]
