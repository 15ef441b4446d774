"""Word files: what was read otherwise than it stands, or left out."""

from arkdoc.model.diagnostic import N_, Rule, Severity

LOST_WORDS = Rule(
    code="ARK602",
    name="word-text-not-read",
    severity=Severity.ERROR,
    message=N_(
        "Something in this paragraph was not read as it stands in the Word file: “{words}”."
    ),
    hint=N_(
        "Compare the paragraph with the note. Copy it, and paste it back as plain text, and pass "
        "the file on to those who look after arkdoc."
    ),
    why=N_(
        "arkdoc counts the letters of each paragraph of a Word file, and those that came into the "
        "note or were named in a message. Here they differ, which is a fault in arkdoc."
    ),
    bad="""\
(et avsnitt som arkdoc ikke klarer å lese)
""",
    good="""\
(det samme avsnittet, limt inn som ren tekst)
""",
)

OTHER_FILE_INSIDE = Rule(
    code="ARK603",
    name="file-inside-word-file",
    severity=Severity.ERROR,
    message=N_("Another file has been put into the Word file here, and its text can't be read."),
    hint=N_("Open the file in Word, save it again as a Word document (.docx), and hand that in."),
    why=N_(
        "Some programs put a whole file into another one and leave it to Word to make one text of "
        "them. Until Word has done that, its words are in no paragraph."
    ),
    bad="""\
(et program har satt inn en hel fil i Word-filen)
""",
    good="""\
(den samme filen, åpnet og lagret i Word)
""",
)

REVISIONS = Rule(
    code="ARK610",
    name="tracked-changes",
    severity=Severity.WARNING,
    message=N_("The file has tracked changes ({count}). They were read as if accepted."),
    hint=N_("In Word: Review > Accept > Accept All Changes, and save."),
    why=N_(
        "Whoever reads the note sees what was inserted and nothing of what was deleted. Is that "
        "what was meant? The final note is not made until it has been decided in Word."
    ),
    bad="""\
(«Møtet ble holdt i mars», der «i mars» er en sporet endring)
""",
    good="""\
(«Møtet ble holdt i mars», der endringen er godtatt)
""",
)

OUR_REVISIONS = Rule(
    code="ARK611",
    name="tracked-changes-of-ours",
    severity=Severity.INFO,
    message=N_("The secretariat's changes are tracked in the file ({count})."),
    hint=N_("They are in the note already. To take them in for good: Review > Accept in Word."),
    why=N_(
        "What the secretariat changed in the note came back to the department's own file, where "
        "it can be seen and turned down."
    ),
    bad="""\
(en sporet endring av «Sekretariatet»)
""",
    good="""\
(den samme endringen, godtatt)
""",
)

COMMENT = Rule(
    code="ARK612",
    name="comment",
    severity=Severity.WARNING,
    message=N_("There is a comment here. It is not in the note."),
    hint=N_("Answer it, and delete it in Word: Review > Delete."),
    why=N_(
        "A comment is most often a question that nobody has answered yet. It is never printed, "
        "and the final note is not made while there are any."
    ),
    bad="""\
(et avsnitt med en merknad i margen)
""",
    good="""\
(det samme avsnittet uten merknad)
""",
)

LEFT_OUT = Rule(
    code="ARK613",
    name="left-out",
    severity=Severity.INFO,
    message=N_("Left out, because it is {what}: “{text}”."),
    hint=N_("If it belongs in the note, write it as ordinary text."),
    why=N_(
        "The note has its own headers, footers and contents. Hidden text and what a form says "
        "before it is filled in are not meant for readers."
    ),
    bad="""\
(en Word-fil med teksten «Utkast, ikke til deling» i toppteksten)
""",
    good="""\
(den samme filen uten topptekst)
""",
)

TYPED_LIST = Rule(
    code="ARK614",
    name="typed-list-in-word",
    severity=Severity.INFO,
    message=N_("“{marks}” was typed in front of {count} paragraphs, which were read as a list."),
    hint=N_("In Word, select them and choose Bullets or Numbering to make a list of them."),
    why=N_(
        "A screen reader says how many items a list has, and where one ends. It can't when the "
        "signs are only typed."
    ),
    bad="""\
(to avsnitt som begynner med «- »)
""",
    good="""\
(de samme avsnittene som punktliste)
""",
)

MARKED_LANGUAGE = Rule(
    code="ARK624",
    name="marked-language",
    severity=Severity.WARNING,
    message=N_("Word has marked this text as {language}, where the note is {expected}."),
    hint=N_(
        "If the mark is wrong, select the text in Word and choose Review > Language. If all of it "
        "is right, write “Språk: {language}” at the top of the document."
    ),
    why=N_(
        "The mark decides how a screen reader pronounces the text, and which quotation marks it "
        "gets. Word sets it by itself, and is often wrong."
    ),
    bad="""\
(et avsnitt på norsk, merket som engelsk i Word)
""",
    good="""\
(det samme avsnittet, merket som norsk)
""",
)

MACROS = Rule(
    code="ARK625",
    name="macros",
    severity=Severity.INFO,
    message=N_("The file has macros. They were not run, and are not in the note."),
    hint=N_("Save it as a Word document without macros (.docx)."),
    why=N_("A macro is a program, which has no place in a text that others are to open."),
    bad="""\
(en Word-fil med makroer)
""",
    good="""\
(den samme filen, lagret som .docx)
""",
)

TABBED_COLUMNS = Rule(
    code="ARK628",
    name="tabbed-columns",
    severity=Severity.WARNING,
    message=N_("{count} paragraphs stand in columns, with tabs between. They stand as text."),
    hint=N_(
        "Select them in Word, and choose Insert > Table > Convert Text to Table, or write them as "
        "sentences."
    ),
    why=N_(
        "In the note a tab is a space, and the columns are gone. Of a table, a screen reader says "
        "the heading of the column with each cell."
    ),
    bad="""\
(to avsnitt med tabulator mellom navn, tiltak og status)
""",
    good="""\
(de samme avsnittene som tabell)
""",
)

WORD_READING = (
    LOST_WORDS,
    OTHER_FILE_INSIDE,
    REVISIONS,
    OUR_REVISIONS,
    COMMENT,
    LEFT_OUT,
    TYPED_LIST,
    MARKED_LANGUAGE,
    MACROS,
    TABBED_COLUMNS,
)
