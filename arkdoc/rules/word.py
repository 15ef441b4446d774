"""91x and 92x: the finished Word file, and the template it comes from."""

from arkdoc.model.diagnostic import N_, Rule, Severity
from arkdoc.rules.letterhead import LETTERHEAD, LOGO_WITHOUT_ALT

# --- what Word's own Accessibility Checker looks for, in the finished file -------------------

DOCX_TITLE = Rule(
    code="ARK910",
    name="docx-without-title",
    severity=Severity.ERROR,
    message=N_("The Word file does not say what it is called."),
    hint=N_("Give the note a title, such as `tittel: Status for arbeidsmiljøet`."),
    why=N_(
        "The title is what a screen reader says when the file is opened, and what the window "
        "shows (WCAG 2.1, 2.4.2)."
    ),
    bad="""\
(Word-filen har ingen tittel blant egenskapene sine)
""",
    good="""\
(Word-filen heter det notatet heter)
""",
)

DOCX_LANGUAGE = Rule(
    code="ARK911",
    name="docx-language",
    severity=Severity.ERROR,
    message=N_("In the Word file, “{text}” is marked as {said}, but it is {expected}."),
    hint=N_("Pass this on to those who look after arkdoc, or after styles/notat.docx."),
    why=N_(
        "A screen reader chooses its voice, and Word its dictionary, by the language that the "
        "text is marked with (WCAG 2.1, 3.1.1 and 3.1.2)."
    ),
    bad="""\
(et bidrag på nynorsk er merket som bokmål i Word-filen)
""",
    good="""\
(hvert bidrag er merket med sitt eget språk)
""",
)

HEADING_ORDER = Rule(
    code="ARK912",
    name="docx-heading-order",
    severity=Severity.ERROR,
    message=N_(
        "In the Word file, the heading “{text}” is at level {level}, right after one at level "
        "{before}."
    ),
    hint=N_("Pass this on to those who look after arkdoc, or after styles/notat.docx."),
    why=N_(
        "Who finds the way by headings thinks that something is missing when a level is skipped."
    ),
    bad="""\
(Overskrift 3 kommer rett etter Overskrift 1)
""",
    good="""\
(Overskrift 2 kommer etter Overskrift 1)
""",
)

TABLE_WITHOUT_HEADER = Rule(
    code="ARK913",
    name="docx-table-header",
    severity=Severity.WARNING,
    message=N_("The table has no row that says what its columns hold."),
    hint=N_("Write a word over each column, in the table's first row."),
    why=N_(
        "A screen reader says the heading of the column with each cell. Without headings, a "
        "table is only a heap of numbers (WCAG 2.1, 1.3.1)."
    ),
    bad="""\
|          |    |
|----------|----|
| Gjøvik   | 12 |
| Ålesund  |  9 |
""",
    good="""\
| Seksjon  | Svar |
|----------|-----:|
| Gjøvik   |   12 |
| Ålesund  |    9 |
""",
)

COMPLEX_TABLE = Rule(
    code="ARK914",
    name="docx-complex-table",
    severity=Severity.ERROR,
    message=N_("In the Word file, the table has cells that are merged, or a table in a cell."),
    hint=N_("Pass this on to those who look after arkdoc."),
    why=N_("Merged cells and tables within tables make a screen reader lose count of columns."),
    bad="""\
(to celler i tabellen er slått sammen)
""",
    good="""\
(alle rader har like mange celler)
""",
)

DOCX_ALT_TEXT = Rule(
    code="ARK915",
    name="docx-alt-text",
    severity=Severity.ERROR,
    message=N_("The picture's text alternative is “{text}”, which does not tell what it shows."),
    hint=N_(
        "Describe the picture between [ and ]. If it is only decoration, write `dekorasjon` there."
    ),
    why=N_(
        "Who can't see the picture hears its text alternative. The name of a file says nothing "
        "(WCAG 2.1, 1.1.1)."
    ),
    bad="""\
![figur1.png](figur1.png)
""",
    good="""\
![Søylediagram: svarprosenten stiger fra 71 til 86](figur1.png)
""",
)

DOCX_LINK_TEXT = Rule(
    code="ARK916",
    name="docx-link-text",
    severity=Severity.WARNING,
    message=N_("The link says only “{text}”, which does not tell where it leads."),
    hint=N_("Let the words of the link name what it leads to, such as “[the plan](…)”."),
    why=N_(
        "A person who listens to the note often goes from link to link. “Here” ten times over "
        "tells nothing (WCAG 2.1, 2.4.4)."
    ),
    bad="""\
(en lenke i Word-filen sier bare «her»)
""",
    good="""\
(lenken sier «tiltaksplanen for 2018»)
""",
)

IMITATED_LIST = Rule(
    code="ARK917",
    name="docx-imitated-list",
    severity=Severity.WARNING,
    message=N_("The lines from “{text}” on look like a list, but are not one."),
    hint=N_("Begin each item with a hyphen and a space, `- text`, or a number, `1. text`."),
    why=N_(
        "A screen reader says how many items a list has, and lets one skip it. Lines that only "
        "look like a list are read as one long text (WCAG 2.1, 1.3.1)."
    ),
    bad="""\
Vi foreslår:<br>a) felles quiz<br>b) felles lunsj
""",
    good="""\
Vi foreslår:

a) felles quiz
b) felles lunsj
""",
)

BLANK_PARAGRAPHS = Rule(
    code="ARK918",
    name="docx-blank-paragraphs",
    severity=Severity.WARNING,
    message=N_("Blank paragraphs here: {number}."),
    hint=N_("Delete what is blank. The house style makes the room there should be."),
    why=N_("A screen reader says “blank” for each of them, and one thinks that the text is over."),
    bad="""\
Første avsnitt.

&nbsp;

&nbsp;

Neste avsnitt.
""",
    good="""\
Første avsnitt.

Neste avsnitt.
""",
)

DOCX_CONTRAST = Rule(
    code="ARK919",
    name="docx-contrast",
    severity=Severity.WARNING,
    message=N_(
        "In the Word file, the style “{style}” is too faint: its contrast is {ratio}, and it "
        "should be {least}."
    ),
    hint=N_("Choose a darker colour in styles/notat.docx, or in styles/tokens.toml."),
    why=N_(
        "Who sees badly, or reads in bright light, can't read what is too faint (WCAG 2.1, 1.4.3)."
    ),
    bad="""\
(stilen «heading 2» er lys grå på hvitt)
""",
    good="""\
(stilen «heading 2» er mørk blå på hvitt)
""",
)

# --- the institution's own template ----------------------------------------------------------

UNUSABLE_TEMPLATE = Rule(
    code="ARK920",
    name="unusable-template",
    severity=Severity.WARNING,
    message=N_("{path} can't be used: {reason}. The Word file gets the house style instead."),
    hint=N_("Open it in Word, save it as a Word document (.docx), and put it there again."),
    why=N_(
        "The note should come out also when the template is broken, but nobody should be surprised."
    ),
    bad="""\
(styles/notat.docx er en gammel .doc-fil med nytt navn)
""",
    good="""\
(styles/notat.docx er lagret som Word-dokument)
""",
)

LEFT_OUT_OF_TEMPLATE = Rule(
    code="ARK921",
    name="left-out-of-template",
    severity=Severity.WARNING,
    message=N_("Something in {path} is not taken into the note: {what}."),
    hint=N_("Take it out of the template, and this message goes away."),
    why=N_(
        "A note that is sent on must not run programs or fetch anything, and its headings are "
        "numbered alike in Word and PDF."
    ),
    bad="""\
(styles/notat.docx har en makro)
""",
    good="""\
(styles/notat.docx har stiler, topptekst og logo, og ikke noe mer)
""",
)

DIFFERENT_TEMPLATE = Rule(
    code="ARK922",
    name="different-template",
    severity=Severity.WARNING,
    message=N_(
        "In {path}, {what} is otherwise than in the house style, so Word and PDF will differ: "
        "{styles}. The template's value comes first."
    ),
    hint=N_(
        "Make the values in styles/tokens.toml those of the template, or write "
        "`tillat: [ARK922]` in notat.md if it is meant to be so."
    ),
    why=N_("The same note should look the same in Word and PDF."),
    bad="""\
(overskriftene er i Arial i malen og i Calibri i husets stil)
""",
    good="""\
(malen og husets stil har de samme skriftene)
""",
)

WORD = (
    DOCX_TITLE,
    DOCX_LANGUAGE,
    HEADING_ORDER,
    TABLE_WITHOUT_HEADER,
    COMPLEX_TABLE,
    DOCX_ALT_TEXT,
    DOCX_LINK_TEXT,
    IMITATED_LIST,
    BLANK_PARAGRAPHS,
    DOCX_CONTRAST,
    UNUSABLE_TEMPLATE,
    LEFT_OUT_OF_TEMPLATE,
    DIFFERENT_TEMPLATE,
    *LETTERHEAD,
)

EARLIER_RULES = {
    TABLE_WITHOUT_HEADER.code: ("ARK311",),
    DOCX_ALT_TEXT.code: ("ARK309", "ARK312"),
    DOCX_LINK_TEXT.code: ("ARK308",),
    IMITATED_LIST.code: ("ARK216",),
    LOGO_WITHOUT_ALT.code: (LOGO_WITHOUT_ALT.code,),  # of a template whose logo the PDF shows too
}
"""Rules of the finished file, and those that say the same of what it is made from."""
