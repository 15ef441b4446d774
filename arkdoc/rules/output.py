"""9xx: writing the finished files."""

from arkdoc.diagnostic import N_, Rule, Severity

EDITED_DOCX = Rule(
    code="ARK901",
    name="edited-docx",
    severity=Severity.WARNING,
    message=N_(
        "{name} has been edited since it was built and is left as it is. The new one is called {new}."
    ),
    hint=N_(
        "Move the changes back into the contributions, or delete {name} and build again."
    ),
    why=N_(""),
    bad="",
    good="",
)

LOCKED_OUTPUT = Rule(
    code="ARK902",
    name="locked-output",
    severity=Severity.ERROR,
    message=N_("{name} can't be written: {reason}. It is left as it was."),
    hint=N_("Close the file where it is open, and build again."),
    why=N_(""),
    bad="",
    good="",
)

LAYOUT_PROBLEM = Rule(
    code="ARK903",
    name="layout-problem",
    severity=Severity.WARNING,
    message=N_("The PDF program reports: {message}"),
    hint=N_(
        "Send this message to those who look after arkdoc; the rest of the note is built."
    ),
    why=N_(""),
    bad="",
    good="",
)

MISSING_FONT = Rule(
    code="ARK904",
    name="missing-font",
    severity=Severity.WARNING,
    message=N_(
        "The font {font} is not on this machine, so the PDF looks different from the Word file."
    ),
    hint=N_("Install it (on Debian: the package {package})."),
    why=N_(""),
    bad="",
    good="",
)

OUTPUT = (
    EDITED_DOCX,
    LOCKED_OUTPUT,
    LAYOUT_PROBLEM,
    MISSING_FONT,
)
