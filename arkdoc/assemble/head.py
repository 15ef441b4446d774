"""Note → the block at its head, in the note's language (contract, clause 3)."""

from datetime import date as Date

from arkdoc.assemble.typography import typeset
from arkdoc.fields.tables import HEAD
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.document import Head
from arkdoc.model.note import Note

_LABELS = {field.name: field.label for field in HEAD}


def head(note: Note, *, is_draft: bool) -> Head:
    """The title, the number and the rows of fields that stand above the text."""
    words = WORDS[note.language]
    title = _set(note.title, note)
    kicker = words.case.format(number=note.case_number).strip()
    return Head(
        title=title,
        kicker=kicker,
        case_type="/".join(note.case_types),
        rows=tuple((_LABELS[name](words), _written(value, words)) for name, value in note.head),
        exemption=_exemption(note, words),
        running=" · ".join(filter(None, (kicker, title))),
        draft=words.draft if is_draft else "",
        date=note.date.isoformat() if note.date else "",
        author=note.sender,
        case_number=note.case_number,
    )


def _exemption(note: Note, words: Words) -> str:
    if not note.exempt:
        return ""
    if not note.exemption:  # an error elsewhere; the note must still say that it is exempt
        return words.exempt.partition(",")[0]
    return _set(words.exempt.format(law=note.exemption), note)


def _written(value: str | Date, words: Words) -> str:
    return words.written_date(value) if isinstance(value, Date) else value


def _set(text: str, note: Note) -> str:
    return typeset(text, note.language) if note.typography else text
