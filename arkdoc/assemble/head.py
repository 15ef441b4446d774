"""Note → the block at its head, in the note's language (contract, clause 3)."""

from datetime import date as Date

from arkdoc.assemble.typography import typeset
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.document import Head
from arkdoc.model.note import Note


def head(note: Note, *, is_draft: bool) -> Head:
    """What stands above the text; rows that are not set are left out."""
    words = WORDS[note.language]
    title = _set(note.title, note)
    kicker = words.case.format(number=note.case_number).strip()
    return Head(
        title=title,
        kicker=kicker,
        case_type="/".join(note.case_types),
        rows=tuple((label, value) for label, value in _rows(note, words) if value),
        exemption=_exemption(note, words),
        running=" · ".join(filter(None, (kicker, title))),
        draft=words.draft if is_draft else "",
        date=note.date.isoformat() if note.date else "",
        author=note.sender,
    )


def _rows(note: Note, words: Words) -> tuple[tuple[str, str], ...]:
    return (
        (words.to, ", ".join(note.to)),
        (words.copy, ", ".join(note.copy)),
        (words.sender, note.sender),
        (words.responsible, note.responsible),
        (words.officer, note.officer),
        (words.date, _date(note.date, words)),
        (words.meeting_date, _date(note.meeting_date, words)),
        (words.case_number, note.case_number),
        (words.archive_number, note.archive_number),
        (words.reference, note.reference),
    )


def _date(date: Date | None, words: Words) -> str:
    if date is None:
        return ""
    month = words.months[date.month - 1]
    return words.date_format.format(day=date.day, month=month, number=date.month, year=date.year)


def _exemption(note: Note, words: Words) -> str:
    if not note.exempt:
        return ""
    if not note.exemption:  # an error elsewhere; the note must still say that it is exempt
        return words.exempt.partition(",")[0]
    return _set(words.exempt.format(law=note.exemption), note)


def _set(text: str, note: Note) -> str:
    return typeset(text, note.language) if note.typography else text
