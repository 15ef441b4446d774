"""9xx: writing the finished files."""

from arkdoc.diagnostic import N_, Rule, Severity

EDITED_DOCX = Rule(
    code="ARK901",
    name="edited-docx",
    severity=Severity.WARNING,
    message=N_(
        "Someone has edited {name} since it was built, so we let it be. The new one is called "
        "{new}."
    ),
    hint=N_("Copy the changes into the contributions, or delete {name}, and build the note again."),
    why=N_("What somebody has written in the Word file by hand must never get lost."),
    bad="""\
(noen har rettet i build/sak-11-19.docx siden sist den ble laget)
""",
    good="""\
(rettelsene er ført inn i bidragene, og build/sak-11-19.docx er slettet)
""",
)

LOCKED_OUTPUT = Rule(
    code="ARK902",
    name="locked-output",
    severity=Severity.ERROR,
    message=N_("We can't write {name}: {reason}. The file is as it was."),
    hint=N_("Close the file if it is open somewhere, and build the note again."),
    why=N_("Word locks a file while it is open. Half a file would be worse than an old one."),
    bad="""\
(build/sak-11-19.docx er åpen i Word)
""",
    good="""\
(build/sak-11-19.docx er lukket)
""",
)

LAYOUT_PROBLEM = Rule(
    code="ARK903",
    name="layout-problem",
    severity=Severity.WARNING,
    message=N_("The program that makes the PDF reports: {message}"),
    hint=N_("The note is made all the same. Pass this message on to those who look after arkdoc."),
    why=N_(
        "The PDF should be as good as it gets, so nothing the program says is kept from you. "
        "Most often the fault is in arkdoc or its style sheet, not in a contribution."
    ),
    bad="""\
(styles/print.css bruker noe som PDF-programmet ikke kjenner)
""",
    good="""\
(styles/print.css bruker bare det PDF-programmet kjenner)
""",
)

MISSING_FONT = Rule(
    code="ARK904",
    name="missing-font",
    severity=Severity.WARNING,
    message=N_(
        "The font {font} is not on this machine, so lines and pages in the PDF may break "
        "otherwise than in Word."
    ),
    hint=N_("Install it. On Debian and Ubuntu it is in the package {package}."),
    why=N_("The PDF and the Word file should look alike, and that takes the same font."),
    bad="""\
(skriften Carlito finnes ikke på maskinen)
""",
    good="""\
(skriften Carlito er installert)
""",
)

OUTPUT = (
    EDITED_DOCX,
    LOCKED_OUTPUT,
    LAYOUT_PROBLEM,
    MISSING_FONT,
)
