"""6xx: Word files that are contributions, and what reading them found."""

from arkdoc.model.diagnostic import N_, Rule, Severity

UNREADABLE_WORD_FILE = Rule(
    code="ARK601",
    name="unreadable-word-file",
    severity=Severity.ERROR,
    message=N_("The Word file can't be read: {reason}."),
    hint=N_("{cure}"),
    why=N_(
        "The file can't be opened, or it asks for more than any contribution needs. Nothing of "
        "it is in the note, and the unit has a placeholder instead."
    ),
    bad="""\
(Word-filen er beskyttet med passord)
""",
    good="""\
(den samme filen, lagret uten passord)
""",
)

UNIT_CONTRADICTED = Rule(
    code="ARK604",
    name="unit-contradicted",
    severity=Severity.WARNING,
    message=N_("{what} says that the text is from {other}. We use {unit}, which {where} says."),
    hint=N_("Correct the one that is wrong, and save the file."),
    why=N_(
        "A Word file says in several places which unit it is from. The unit that stands first in "
        "this order counts: the box for the unit, the file's properties, the line “Enhet: …”, the "
        "title or the first heading, the name of the file. An old form that is used again may "
        "still say the other unit."
    ),
    bad="""\
(Øverst i dokumentet står «Enhet: Seksjon Gjøvik», og filen heter «Universitetsbiblioteket.docx»)
""",
    good="""\
(Øverst i dokumentet står «Enhet: Seksjon Gjøvik», og filen heter «Status Gjøvik.docx»)
""",
)

UNIT_UNCLEAR = Rule(
    code="ARK605",
    name="unit-unclear",
    severity=Severity.ERROR,
    message=N_("We can't tell which unit this Word file is from. {what}"),
    hint=N_(
        "Write “Enhet: {example}” on a line of its own at the top of the document, and save. The "
        "note has these units: {known}."
    ),
    why=N_(
        "The unit decides where in the note the text goes. Until it is known, the text stands last "
        "in the note, under a heading of its own. We never guess between two units."
    ),
    bad="""\
(Ingenting i dokumentet sier hvem det er fra, og filen heter «Dokument1.docx»)
""",
    good="""\
(Øverst i det samme dokumentet står «Enhet: Seksjon Gjøvik»)
""",
)

WORD_FILES = (UNREADABLE_WORD_FILE, UNIT_CONTRADICTED, UNIT_UNCLEAR)
