"""1xx: reading a file, and the fields at its top."""

from arkdoc.model.diagnostic import N_, Rule, Severity

UNKNOWN_FIELD = Rule(
    code="ARK101",
    name="unknown-field",
    severity=Severity.ERROR,
    message=N_("We don't know the field “{field}”.{suggestion}"),
    hint=N_("Correct the name, or delete the line. These fields can be used here: {known}."),
    why=N_(
        "A misspelt field would otherwise be passed over without anyone noticing, and what it "
        "says would be missing from the note. The rest of the contribution is used all the same."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
satus: ferdig
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
status: ferdig
---
Sosialkomiteen er i gang igjen.
""",
)

REPEATED_FIELD = Rule(
    code="ARK102",
    name="repeated-field",
    severity=Severity.ERROR,
    message=N_("The field “{field}” stands twice. We use the first one, on line {first}."),
    hint=N_("Delete the one that should not be there."),
    why=N_("When a field says two things, only the author knows which of them is meant."),
    bad="""\
---
enhet: Seksjon Gjøvik
dato: 20.02.2019
dato: 22.02.2019
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
dato: 22.02.2019
---
Sosialkomiteen er i gang igjen.
""",
)

WRONG_KIND = Rule(
    code="ARK103",
    name="wrong-kind",
    severity=Severity.ERROR,
    message=N_("“{field}” should be {expected}, but here it is {found}."),
    hint=N_("Write for example `{example}`."),
    why=N_(
        "Some fields hold one text, others a list. What stands in the wrong form can't be "
        "placed in the note."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
tiltak: Starte sosialkomiteen på nytt
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Starte sosialkomiteen på nytt
    status: gjennomført
---
Sosialkomiteen er i gang igjen.
""",
)

MISSING_FIELD = Rule(
    code="ARK104",
    name="missing-field",
    severity=Severity.ERROR,
    message=N_("The field “{field}” is missing."),
    hint=N_("Write for example `{example}`."),
    why=N_("Without this field the note lacks something its readers need."),
    bad="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Starte sosialkomiteen på nytt
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Starte sosialkomiteen på nytt
    status: gjennomført
---
Sosialkomiteen er i gang igjen.
""",
)

UNKNOWN_VALUE = Rule(
    code="ARK105",
    name="unknown-value",
    severity=Severity.ERROR,
    message=N_("“{field}” can't be “{value}”.{suggestion}"),
    hint=N_("Choose one of these: {known}."),
    why=N_("This field has a few fixed choices, so that all units say the same thing alike."),
    bad="""\
---
enhet: Seksjon Gjøvik
status: klar
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
status: ferdig
---
Sosialkomiteen er i gang igjen.
""",
)

NOT_A_DATE = Rule(
    code="ARK106",
    name="not-a-date",
    severity=Severity.ERROR,
    message=N_("We can't read “{value}” as a date."),
    hint=N_("Write day, month and year, such as 20.02.2019 or 20. februar 2019."),
    why=N_("The dates show who delivered in time, so we have to know which day is meant."),
    bad="""\
---
enhet: Seksjon Gjøvik
dato: i uke 8
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
dato: 20.02.2019
---
Sosialkomiteen er i gang igjen.
""",
)

BROKEN_FIELDS = Rule(
    code="ARK107",
    name="broken-fields",
    severity=Severity.ERROR,
    message=N_("We can't read the fields at the top of the file: {reason}."),
    hint=N_("{cure}"),
    why=N_(
        "What can't be read can't be used. The rest of the note is built, and where this "
        "contribution belongs, the note says what is wrong."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
kontaktperson: "HMS-koordinator
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
kontaktperson: "HMS-koordinator"
---
Sosialkomiteen er i gang igjen.
""",
)

UNCLOSED_FIELDS = Rule(
    code="ARK108",
    name="unclosed-fields",
    severity=Severity.WARNING,
    message=N_(
        "There is no line with `---` after the fields at the top. We took line {line} to be "
        "the last of them."
    ),
    hint=N_("Write a line with just `---` between the fields and the text."),
    why=N_(
        "The lines with `---` tell where the fields end and the text begins. Some programs turn "
        "them into a drawn line, so that they are lost when the file is saved."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---

Sosialkomiteen er i gang igjen.
""",
)

COLON_IN_VALUE = Rule(
    code="ARK109",
    name="colon-in-value",
    severity=Severity.INFO,
    message=N_("There is a second colon in “{field}”. We took it to be part of the text."),
    hint=N_('To be quite sure, put the text in quotation marks: `{field}: "…"`.'),
    why=N_("A colon parts the name of a field from what it says, so a second one is a guess."),
    bad="""\
---
enhet: Seksjon Gjøvik
kontaktperson: HMS: koordinatoren
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
kontaktperson: "HMS: koordinatoren"
---
Sosialkomiteen er i gang igjen.
""",
)

LOST_DASHES = Rule(
    code="ARK110",
    name="lost-dashes",
    severity=Severity.INFO,
    message=N_(
        "The file starts with fields, but the lines with `---` around them are missing. We read "
        "them as fields all the same."
    ),
    hint=N_("Write a line with just `---` before the fields and one after them."),
    why=N_("Without those lines we have to guess where the fields end and the text begins."),
    bad="""\
enhet: Seksjon Gjøvik

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---

Sosialkomiteen er i gang igjen.
""",
)

REFUSED_FEATURE = Rule(
    code="ARK111",
    name="refused-feature",
    severity=Severity.ERROR,
    message=N_("{feature} can't be used in the fields at the top."),
    hint=N_("Put quotation marks around the text if it starts with one of the signs & * ! or <<."),
    why=N_(
        "These signs have a special meaning at the start of a field, and what they do can't be "
        "seen by those who read the file."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
kontaktperson: &leder Seksjonsleder
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
kontaktperson: "Seksjonsleder & stedfortreder"
---
Sosialkomiteen er i gang igjen.
""",
)

GUESSED_ENCODING = Rule(
    code="ARK112",
    name="guessed-encoding",
    severity=Severity.WARNING,
    message=N_(
        "The file is not saved as UTF-8. We read it as {encoding}; please check that æ, ø and å "
        "look right."
    ),
    hint=N_("In Notepad: choose Save as, and then UTF-8 beside “Encoding”."),
    why=N_(
        "There are several ways to store letters such as æ, ø and å. UTF-8 is the one that reads "
        "the same everywhere."
    ),
    bad="""\
(en fil som er lagret som ANSI, også kalt Windows-1252, og har æ, ø eller å i seg)
""",
    good="""\
(den samme filen, lagret som UTF-8)
""",
)

CONTROL_CHARACTER = Rule(
    code="ARK122",
    name="control-character",
    severity=Severity.WARNING,
    message=N_("There is a control character that nobody sees here ({code}). {what}"),
    hint=N_("See whether the text is right. Typing it anew takes the character away."),
    why=N_(
        "Such characters come along from Word and from old programs, where they break a line or a "
        "page. Other programs show them as boxes, or refuse the file."
    ),
    bad="""\
(en fil med et linjeskift fra Word, som er et styretegn)
""",
    good="""\
(den samme filen uten styretegn)
""",
)

ODD_INDENTATION = Rule(
    code="ARK113",
    name="odd-indentation",
    severity=Severity.WARNING,
    message=N_("The line starts with {what}. We read that as ordinary spaces."),
    hint=N_("Use ordinary spaces at the start of the line."),
    why=N_(
        "How far in a line stands decides what it belongs to. Only ordinary spaces are equally "
        "wide everywhere."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
tiltak:
\t- navn: Starte sosialkomiteen på nytt
\t  status: gjennomført
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Starte sosialkomiteen på nytt
    status: gjennomført
---
Sosialkomiteen er i gang igjen.
""",
)

TOO_LARGE = Rule(
    code="ARK114",
    name="too-large",
    severity=Severity.ERROR,
    message=N_("The file is {size}, and {limit} is the most we read. It is left out."),
    hint=N_("Delete what is not text, and keep pictures in files of their own."),
    why=N_(
        "A contribution is a few pages of text. A file this big is nearly always something else, "
        "or has something pasted into it."
    ),
    bad="""\
(en fil på mer enn 1 MB)
""",
    good="""\
(en fil på noen få sider)
""",
)

TOO_DEEP_FIELDS = Rule(
    code="ARK115",
    name="too-deep-fields",
    severity=Severity.ERROR,
    message=N_("The fields at the top have too many levels or brackets inside each other."),
    hint=N_("Write the fields as simple lines, for example `status: ferdig`."),
    why=N_("No field needs more than a few levels. More than that is a slip of the keyboard."),
    bad=f"""\
---
enhet: Seksjon Gjøvik
kontaktperson: {"[" * 60}HMS{"]" * 60}
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
kontaktperson: HMS
---
Sosialkomiteen er i gang igjen.
""",
)

UNDECODABLE = Rule(
    code="ARK116",
    name="undecodable",
    severity=Severity.ERROR,
    message=N_("This is not a text file. It looks like {what}."),
    hint=N_(
        "If it is a contribution written in Word, let its name end in .docx. If not, open it in "
        "the program it was made with, copy the text into Notepad, and save it with a name that "
        "ends in .md."
    ),
    why=N_(
        "A file does not become a text file by getting another name. The contribution is "
        "left out, and the note says so where it belongs."
    ),
    bad="""\
(en Word-fil som har fått navnet bidrag.md)
""",
    good="""\
(den samme teksten, kopiert over i Notisblokk og lagret som bidrag.md)
""",
)

TEXT_CUT = Rule(
    code="ARK117",
    name="text-cut",
    severity=Severity.WARNING,
    message=N_("What stands after ` #` in “{field}” is left out, as # starts a comment."),
    hint=N_('Put quotation marks around the text if the # belongs to it: `{field}: "…"`.'),
    why=N_("In the fields, a # after a space starts a comment that is not part of the text."),
    bad="""\
---
enhet: Seksjon Gjøvik
kontaktperson: Verneombud #2
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
kontaktperson: "Verneombud #2"
---
Sosialkomiteen er i gang igjen.
""",
)

NO_FIELDS = Rule(
    code="ARK118",
    name="no-fields",
    severity=Severity.ERROR,
    message=N_("The contribution has no unit."),
    hint=N_(
        "Write for example `enhet: {example}` at the top of the file. The note has these units: "
        "{known}."
    ),
    why=N_(
        "The unit decides where in the note the text goes. Neither the name of the file nor its "
        "folder does. Until the unit is known, the text stands last in the note."
    ),
    bad="""\
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

INVALID_ID = Rule(
    code="ARK119",
    name="invalid-id",
    severity=Severity.ERROR,
    message=N_("“{value}” can't be the short name of a unit."),
    hint=N_("Use small letters a–z, digits and hyphens only, for example `{example}`."),
    why=N_(
        "The short name is used in links and in file names, where other letters and spaces make "
        "trouble. The field `navn` is for the full name, which readers see."
    ),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - id: Seksjon Gjøvik
    navn: Seksjon Gjøvik
---
""",
    good="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - id: ub-gjovik
    navn: Seksjon Gjøvik
---
""",
)

UNOPENED_FILE = Rule(
    code="ARK120",
    name="unopened-file",
    severity=Severity.ERROR,
    message=N_("The file can't be opened: {reason}."),
    hint=N_("Check that the file is not open in another program, and that you may read it."),
    why=N_(
        "What can't be opened can't be read, and then we can't know which unit it belongs to. The "
        "rest of the note is built, and last in the note it says that this file is left out."
    ),
    bad="""\
(en fil som er åpen i et annet program, eller som bare eieren har lov til å lese)
""",
    good="""\
(den samme filen, lukket og slik at alle som lager notatet, har lov til å lese den)
""",
)

NO_SUCH_DAY = Rule(
    code="ARK130",
    name="no-such-day",
    severity=Severity.ERROR,
    message=N_("There is no such day as {value}."),
    hint=N_("Check the day and the month. Write the day first: 28.02.2019."),
    why=N_("The dates show who delivered in time. A day that no calendar has can't tell."),
    bad="""\
---
enhet: Seksjon Gjøvik
dato: 30.02.2019
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
dato: 20.02.2019
---
Sosialkomiteen er i gang igjen.
""",
)

FIELDS_BELOW = Rule(
    code="ARK134",
    name="fields-below",
    severity=Severity.WARNING,
    message=N_("These look like fields, but they don't stand at the top, so they are text here."),
    hint=N_("Move the lines from `---` to `---` to the very top of the file."),
    why=N_(
        "Only what stands at the top is read as fields. Further down, three hyphens are a line "
        "across the page, and what stands between them is for the readers."
    ),
    bad="""\
Hei! Her er bidraget vårt.

---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Hei! Her er bidraget vårt.

Sosialkomiteen er i gang igjen.
""",
)

GUESSED_FIELD = Rule(
    code="ARK135",
    name="guessed-field",
    severity=Severity.WARNING,
    message=N_("We read “{written}” as “{read}”."),
    hint=N_("Write it like that: `{read}`."),
    why=N_(
        "A field is a name, a colon, a space and a text; an item of a list begins with a hyphen "
        "and a space. With other signs we have to guess."
    ),
    bad="""\
---
enhet = Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

INDENTED_FIELD = Rule(
    code="ARK136",
    name="indented-field",
    severity=Severity.WARNING,
    message=N_("The field “{field}” is further in than the field above, which it can't belong to."),
    hint=N_("Start the line right below the start of the line above."),
    why=N_(
        "How far in a line stands decides what it belongs to. We have read the field as one of "
        "those around it."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
 dato: 20.02.2019
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
dato: 20.02.2019
---
Sosialkomiteen er i gang igjen.
""",
)

RESERVED_ID = Rule(
    code="ARK124",
    name="reserved-id",
    severity=Severity.ERROR,
    message=N_("No unit can have the short name “{id}”: a file with that name is {what}."),
    hint=N_("Give the unit another short name, such as `{example}`, here and in its contribution."),
    why=N_(
        "A contribution is a file with the unit's short name. Some names belong to the note "
        "itself, and some mean a device to Windows, which can't open a file called so."
    ),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: vedlegg, navn: Seksjon Gjøvik}
---
""",
    good="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
""",
)

UNKNOWN_NAME_FIELD = Rule(
    code="ARK140",
    name="unknown-name-field",
    severity=Severity.ERROR,
    message=N_("Nothing can be put in the place of “{field}” in a file's name.{suggestion}"),
    hint=N_("Correct it, or take it out. These can stand here: {known}."),
    why=N_(
        "The files of the final note are kept under this name. With a misspelt field they would "
        "be called something that nobody meant, and a final note is never renamed."
    ),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
filnavn: Sak {saksnummer} – {tittel}
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
""",
    good="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
filnavn: Sak {saksnr} – {tittel}
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
""",
)

FRONT_MATTER = (
    UNKNOWN_FIELD,
    REPEATED_FIELD,
    WRONG_KIND,
    MISSING_FIELD,
    UNKNOWN_VALUE,
    NOT_A_DATE,
    BROKEN_FIELDS,
    UNCLOSED_FIELDS,
    COLON_IN_VALUE,
    LOST_DASHES,
    REFUSED_FEATURE,
    GUESSED_ENCODING,
    CONTROL_CHARACTER,
    ODD_INDENTATION,
    TOO_LARGE,
    TOO_DEEP_FIELDS,
    UNDECODABLE,
    TEXT_CUT,
    NO_FIELDS,
    INVALID_ID,
    RESERVED_ID,
    UNOPENED_FILE,
    NO_SUCH_DAY,
    FIELDS_BELOW,
    GUESSED_FIELD,
    INDENTED_FIELD,
    UNKNOWN_NAME_FIELD,
)
