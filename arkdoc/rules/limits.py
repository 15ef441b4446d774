"""121 and 219: files with more than a case note needs, or a build can handle."""

from arkdoc.model.diagnostic import N_, Rule, Severity

TOO_MANY_LINES = Rule(
    code="ARK121",
    name="too-many-lines",
    severity=Severity.ERROR,
    message=N_("The file has {lines} lines, and {limit} is the most we read. It is left out."),
    hint=N_("Keep the text that belongs in the note, and delete the rest."),
    why=N_(
        "A contribution is a few pages of text. So many lines are nearly always data or a log that "
        "was pasted in, and setting them would take minutes."
    ),
    bad="""\
(en fil på mer enn 20 000 linjer)
""",
    good="""\
(en fil på noen få sider)
""",
)

TOO_MUCH = Rule(
    code="ARK219",
    name="too-much",
    severity=Severity.WARNING,
    message=N_(
        "The file has more than {limit} {what}. From here on they stand as they were typed."
    ),
    hint=N_("Split the text into several files, or send the data along as an attachment."),
    why=N_(
        "Nobody reads so much in a case note, and a build would take minutes. No word is lost, "
        "but what comes after is not set as a table, a list or the like."
    ),
    bad="""\
(en tabell med mer enn 30 000 celler)
""",
    good="""\
(en tabell som får plass på noen sider)
""",
)

LIMITS = (
    TOO_MANY_LINES,
    TOO_MUCH,
)
