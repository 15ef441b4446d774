"""Note → the block at its head, in the note's language (contract, clause 3)."""

from datetime import date as Date

from arkdoc.assemble.typography import typeset
from arkdoc.fields.tables import HEAD
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.dates import in_figures
from arkdoc.model.document import Head
from arkdoc.model.names import bare_case_number, seen
from arkdoc.model.note import Note
from arkdoc.model.regex import regex

_ABBREVIATION = 8
"""Letters of the longest word in capitals that a hyphen joins to «sak»."""

# A role by its first word: a capital first and nowhere else, and an ending that no name has.
_ROLE = regex(
    r"[^\W\d_]?[^\W\d_A-ZÆØÅ]*(?:rektor|direktør|leder|leiar|sjef|dekan|styrer|styrar|koordinator"
    r"|rådgiver|rådgivar|sekretær|konsulent|rector|director|direktevra|dekána|jođiheaddji|hoavda)"
)

_LABELS = {field.name: field.label for field in HEAD}


def head(note: Note, *, is_draft: bool) -> Head:
    """The title, the number and the rows of fields that stand above the text."""
    words = WORDS[note.language]
    title = _set(note.title, note)
    revised = words.revised.format(date=in_figures(note.revised)) if note.revised else ""
    kicker = " · ".join(filter(None, (_case(note, words), revised)))
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
        archive_case=f"{words.archive_number} {note.archive_number}" if note.archive_number else "",
    )


def _case(note: Note, words: Words) -> str:
    """«SAK 11/19»; with a committee «LU-sak 11/19», or «Læringsmiljøutvalget, sak 11/19»."""
    committee, number = seen(note.committee).strip(), bare_case_number(note.case_number)
    if not committee:
        return words.case.format(number=number).strip()
    *_, last = committee.split()
    form = words.case_of if last.isupper() and len(last) <= _ABBREVIATION else words.case_of_named
    return form.format(committee=committee, number=number).strip()


def approval(note: Note) -> str:
    """«Godkjent av prorektor …», and why there is no signature; empty where nobody has."""
    if note.approval is None:
        return ""
    texts = WORDS[note.language].approval
    by, date = note.approval.by, note.approval.date
    day = WORDS[note.language].written_date(date) if date else ""
    form = texts.by_and_on if by and date else texts.by if by else texts.on
    said = form.format(by=_in_sentence(by) if texts.lowers_roles else by, date=day)
    return _set(f"{said} {texts.unsigned}", note)


def _in_sentence(by: str) -> str:
    """«Prorektor for utdanning» as it stands in a sentence; what may be a name is as written."""
    first, *others = by.split() or [""]
    if any(word[:1].isupper() for word in others) or not _ROLE.fullmatch(first):
        return by
    return by[:1].lower() + by[1:]


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
