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

WORD_FILES = (UNREADABLE_WORD_FILE,)
