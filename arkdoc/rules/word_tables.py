"""6xx: tables in Word files, and what was read from them."""

from arkdoc.model.diagnostic import N_, Rule, Severity

GUESSED_HEADER = Rule(
    code="ARK615",
    name="guessed-header",
    severity=Severity.INFO,
    message=N_("No row of the table is marked as its headings. We take the first."),
    hint=N_(
        "In Word, choose the first row, then Layout > Repeat Header Rows. If the table has no "
        "headings, put a row with them first."
    ),
    why=N_(
        "A screen reader says the heading of the column with each cell, and a long table has its "
        "headings again on each page. Both need to know which row that is."
    ),
    bad="""\
(En tabell der ingen rad er merket som overskriftsrad, og den første ser ut som de andre)
""",
    good="""\
(Den samme tabellen med «Gjenta overskriftsrader» på den første raden)
""",
)

MERGED_CELLS = Rule(
    code="ARK616",
    name="merged-cells",
    severity=Severity.WARNING,
    message=N_(
        "Cells are merged in this table. The text stands in the first of them, and the others are "
        "empty."
    ),
    hint=N_("See whether the table still says what you mean. If not, split the cells in Word."),
    why=N_(
        "Merged cells are read out wrongly by many screen readers, so the note has tables with "
        "as many cells in each row."
    ),
    bad="""\
(En tabell der cellen «Svar» går over to kolonner)
""",
    good="""\
(Den samme tabellen med «Svar: ja» og «Svar: nei» i hver sin celle)
""",
)

NESTED_TABLE = Rule(
    code="ARK617",
    name="nested-table",
    severity=Severity.WARNING,
    message=N_("This is a table inside a table. Each row of it has become a line of text."),
    hint=N_("Put the inner table after the outer one, or write what it says as text."),
    why=N_(
        "A table in a cell is hard to read on paper and on a telephone, and harder still with a "
        "screen reader."
    ),
    bad="""\
(En tabell med en tabell i en av cellene)
""",
    good="""\
(De to tabellene etter hverandre)
""",
)

LAYOUT_TABLE = Rule(
    code="ARK618",
    name="layout-table",
    severity=Severity.INFO,
    message=N_(
        "This table is there to place text on the page. The text is in the note, without the table."
    ),
    hint=N_("You need do nothing. A table of one column is a list, or text in a frame."),
    why=N_(
        "The note has its own letterhead and no frames. A table that holds no columns of its own "
        "only disturbs those who listen to the text."
    ),
    bad="""\
(Én tekst i en ramme som er laget med en tabell)
""",
    good="""\
(Den samme teksten som et vanlig avsnitt)
""",
)

MEASURES_FROM_TABLE = Rule(
    code="ARK619",
    name="measures-from-table",
    severity=Severity.INFO,
    message=N_("We have read this table as measures: {count}."),
    hint=N_(
        "You need do nothing. If it is to stay a table, call one of its columns something that is "
        "no field of a measure."
    ),
    why=N_(
        "The headings of the table are the names of what is told about a measure, so each row is "
        "one, and is counted with those of the other units."
    ),
    bad="""\
(En tabell med overskriftene «Tiltak» og «Status»)
""",
    good="""\
(En tabell med overskriftene «Møteplass» og «Når»)
""",
)

TABLE_AS_LINES = Rule(
    code="ARK626",
    name="table-as-lines",
    severity=Severity.WARNING,
    message=N_(
        "This table is too large, or stands in too many others. Each row of it has become a line of "
        "text."
    ),
    hint=N_("Split the table, or move it out of those that it stands in."),
    why=N_("No page can show such a table, and making it would take hours. No word of it is lost."),
    bad="""\
(En tabell som ligger inne i ti andre tabeller)
""",
    good="""\
(Den samme tabellen for seg selv)
""",
)

FIELD_IN_TABLE = Rule(
    code="ARK627",
    name="field-in-table",
    severity=Severity.INFO,
    message=N_(
        "“{field}” stands in a table together with other things, so we read it as text and not as "
        "what the note is to know of the contribution."
    ),
    hint=N_("If it is meant so, write “{field}: {value}” on a line of its own at the top as well."),
    why=N_(
        "A table at the top is read as fields where it has nothing but fields that arkdoc knows: "
        "Enhet, Kontaktperson, Dato, Status, Språk. Any other is part of the text."
    ),
    bad="""\
(Et brevhode med en tabell der det står «Dato» på den ene raden og «Vår ref.» på den andre)
""",
    good="""\
(Linjen «Dato: 20.02.2019» øverst i dokumentet)
""",
)

WORD_TABLES = (
    GUESSED_HEADER,
    MERGED_CELLS,
    NESTED_TABLE,
    LAYOUT_TABLE,
    MEASURES_FROM_TABLE,
    TABLE_AS_LINES,
    FIELD_IN_TABLE,
)
