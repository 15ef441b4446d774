"""9xx: writing the finished files."""

from arkdoc.model.diagnostic import N_, Rule, Severity

EDITED_DOCX = Rule(
    code="ARK901",
    name="edited-docx",
    severity=Severity.WARNING,
    message=N_("Someone has edited {name} since it was built, so we let it be. {what}"),
    hint=N_(
        "`arkdoc apply` shows what was changed, and brings it back on a yes. If nothing of it "
        "should last, delete {name} or move it out of the folder. If the final note should do "
        "without the changes: `arkdoc build --final --without-word-edits`, or `make notat FINAL=1 "
        "WITHOUT_WORD_EDITS=1`."
    ),
    why=N_(
        "What somebody has written in the Word file by hand must never get lost, and the final "
        "note should not go out without it unless someone has decided that."
    ),
    bad="""\
(noen har rettet i build/sak-11-19.docx siden sist den ble laget)
""",
    good="""\
(rettelsene er ført tilbake med arkdoc apply build/sak-11-19.docx)
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

CHANGED_FINAL = Rule(
    code="ARK905",
    name="changed-final",
    severity=Severity.WARNING,
    message=N_("{name} has been changed since it was made final. We let it be."),
    hint=N_(
        "The final note that was made now lies beside it, and has nothing of that change. Write "
        "what should last into the contributions, and make the note final again."
    ),
    why=N_(
        "What lies in endelig/ is what was sent, and is never written over. Who finds two versions "
        "there should know that one is not as it was."
    ),
    bad="""\
(noen har rettet i endelig/Sak 11-19 – Status.docx)
""",
    good="""\
(rettelsene er ført inn i bidragene, og notatet er laget på nytt)
""",
)

FINAL_IN_OWN_FOLDER = Rule(
    code="ARK955",
    name="final-in-own-folder",
    severity=Severity.INFO,
    message=N_("This final note lies in a folder of its own, “{name}”, with its attachments."),
    hint=N_(
        "An earlier final note has an attachment by the same name that is not the same. Send or "
        "archive the files in the folder together."
    ),
    why=N_(
        "The links of a final note lead to the attachments that lie beside it. What was sent before "
        "keeps those that were sent with it."
    ),
    bad="""\
(endelig/vedlegg/plan.pdf er en annen enn den i contributions/vedlegg/)
""",
    good="""\
(den nye planen heter contributions/vedlegg/plan-2.pdf)
""",
)

FINAL_NOT_KEPT = Rule(
    code="ARK906",
    name="final-not-kept",
    severity=Severity.ERROR,
    message=N_("The final note could not be put into {folder}: {reason}."),
    hint=N_(
        "See to it that {folder} is a folder with room in it that you may write to, and make the "
        "note final again."
    ),
    why=N_(
        "In endelig/ the note stays as it was sent, whatever is built later. Of a note that isn't "
        "there, nobody can say afterwards what it said."
    ),
    bad="""\
(endelig er en fil, eller disken er full)
""",
    good="""\
(endelig er en mappe som det går an å skrive i)
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

MISSING_CHARACTER = Rule(
    code="ARK930",
    name="missing-character",
    severity=Severity.WARNING,
    message=N_(
        "No font that the PDF is set in has the character “{character}” ({code}), so {stand_in} "
        "is shown in its place."
    ),
    hint=N_(
        "Write it in another way. If the note needs it: name a font that has it under "
        "`fallback` in styles/tokens.toml."
    ),
    why=N_(
        "A character without a shape would be an empty box on paper. Who searches the PDF, copies "
        "from it or listens to it still gets the character itself."
    ),
    bad="""\
Vi fikk på plass nye rutiner \U0001f642.
""",
    good="""\
Vi fikk på plass nye rutiner, og det er vi glade for.
""",
)

TOO_LONG_FOR_PDF = Rule(
    code="ARK931",
    name="too-long-for-pdf",
    severity=Severity.ERROR,
    message=N_("The note is too long for a PDF: it would have thousands of pages."),
    hint=N_("Shorten it, or take long tables out of it and make them attachments."),
    why=N_(
        "To set that many pages takes so long that it looks as if nothing happened. The Word "
        "file is made all the same."
    ),
    bad="""\
(et bidrag med en tabell på hundre tusen rader)
""",
    good="""\
(tabellen er lagt ved saken i en egen fil)
""",
)

NO_LAYOUT = Rule(
    code="ARK932",
    name="no-layout",
    severity=Severity.ERROR,
    message=N_("The PDF is not made, for this machine lacks Pango {version} or newer."),
    hint=N_("Install it: `arkdoc doctor` says how. All else is made without it."),
    why=N_(
        "Pango sets the text of the PDF, and comes with the system or has to be installed. The "
        "Word file and the web page need it for nothing that they couldn't do without."
    ),
    bad="""\
(Pango er ikke installert på maskinen)
""",
    good="""\
(Pango er installert)
""",
)

LAYOUT_GIVEN_UP = Rule(
    code="ARK938",
    name="layout-given-up",
    severity=Severity.ERROR,
    message=N_("Laying out took more than {minutes} minutes and was given up, so {what}."),
    hint=N_(
        "Most often a picture or a table is the cause. Take out what came last, and build the note "
        "again. All else is made."
    ),
    why=N_(
        "The pages of a note of the usual size are laid out in seconds. What takes minutes would "
        "most often take hours, and it looks as if nothing happened."
    ),
    bad="""\
(en tegning med millioner av figurer)
""",
    good="""\
(den samme tegningen, lagret som PNG)
""",
)

WORD_WITHOUT_LAYOUT = Rule(
    code="ARK933",
    name="word-without-layout",
    severity=Severity.WARNING,
    message=N_("This machine lacks Pango, so the Word file {what}."),
    hint=N_("{cure}: `arkdoc doctor` says how."),
    why=N_(
        "Which page something is on, only a layout of the pages tells, and older versions of Word "
        "show pictures of drawings that the same program makes."
    ),
    bad="""\
(et notat med innholdsfortegnelse, på en maskin uten Pango)
""",
    good="""\
(Pango er installert)
""",
)

NOTE_AT_END = Rule(
    code="ARK937",
    name="note-at-end",
    severity=Severity.INFO,
    message=N_(
        "Footnote {number} has no room at the foot of a page, so in the PDF it stands at the end "
        "of its unit's text."
    ),
    hint=N_("To have it at the foot, shorten it, or move some of it into the text."),
    why=N_(
        "A note at the foot is read without turning a page. The PDF can't go on with a note "
        "overleaf, so one that is long, or holds a table or a picture, stands where it is whole. "
        "Links lead there and back."
    ),
    bad="""\
(en fotnote på femten linjer)
""",
    good="""\
(en fotnote på tre linjer, og resten i teksten)
""",
)

NEVER_HIDDEN = (EDITED_DOCX, CHANGED_FINAL)
"""Rules that `-q` hides no more than errors: somebody's work is at stake."""

OUTPUT = (
    EDITED_DOCX,
    LOCKED_OUTPUT,
    CHANGED_FINAL,
    FINAL_IN_OWN_FOLDER,
    FINAL_NOT_KEPT,
    LAYOUT_PROBLEM,
    MISSING_FONT,
    MISSING_CHARACTER,
    TOO_LONG_FOR_PDF,
    NO_LAYOUT,
    LAYOUT_GIVEN_UP,
    WORD_WITHOUT_LAYOUT,
    NOTE_AT_END,
)
