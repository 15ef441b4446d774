"""6xx: Word files that are contributions, and what reading them found."""

from arkdoc.model.diagnostic import N_, Rule, Severity
from arkdoc.rules.word_tables import WORD_TABLES

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

UNSHOWN_DRAWING = Rule(
    code="ARK620",
    name="drawing-not-shown",
    severity=Severity.WARNING,
    message=N_("The note can't show this: {what}. What it says in words stands in its place."),
    hint=N_("{cure}"),
    why=N_(
        "Such things are drawn by Word or another program whenever the file is opened. The PDF and "
        "the web page can't do that; they show pictures that lie in the file."
    ),
    bad="""\
(et diagram som er laget i Word)
""",
    good="""\
(det samme diagrammet, lagret som PNG og satt inn som bilde)
""",
)

TEXT_BOX = Rule(
    code="ARK621",
    name="text-box",
    severity=Severity.WARNING,
    message=N_("A text box hangs on this paragraph. In the note its text stands after it."),
    hint=N_(
        "See that it reads well there. If not, move the text out of the box, to where it is to stand."
    ),
    why=N_(
        "A text box lies beside the text, and what is read aloud or laid out anew can't tell where "
        "it belongs."
    ),
    bad="""\
(et avsnitt med en tekstboks ved siden av)
""",
    good="""\
(den samme teksten som to vanlige avsnitt)
""",
)

EQUATION = Rule(
    code="ARK622",
    name="equation",
    severity=Severity.WARNING,
    message=N_("This equation is printed on one line, as one would type it."),
    hint=N_("If it can't be read like this, put it in as a picture: {text}"),
    why=N_(
        "Word sets equations in a way of its own. In the note they are text, which everybody can "
        "read, copy and have read aloud."
    ),
    bad="""\
(en formel satt inn med Sett inn › Formel)
""",
    good="""\
(den samme formelen, skrevet som vanlig tekst)
""",
)

UNKNOWN_SYMBOL = Rule(
    code="ARK623",
    name="unknown-symbol",
    severity=Severity.WARNING,
    message=N_("Here stands a sign from the font {font} that we don't know. It is left out."),
    hint=N_(
        "Put in a sign of the same look in its place, from the text's own font, or say it in words."
    ),
    why=N_(
        "Some fonts have drawings where others have letters. Only who has the font can see what is "
        "meant; for all others it is an empty square."
    ),
    bad="""\
(et tegn fra en skrift som bare finnes på én maskin)
""",
    good="""\
(det samme sagt med ord)
""",
)

_HERE = (
    UNREADABLE_WORD_FILE,
    UNIT_CONTRADICTED,
    UNIT_UNCLEAR,
    UNSHOWN_DRAWING,
    TEXT_BOX,
    EQUATION,
    UNKNOWN_SYMBOL,
)

WORD_FILES = tuple(sorted((*_HERE, *WORD_TABLES), key=lambda rule: rule.code))
