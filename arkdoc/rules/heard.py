"""2xx: what a listener hears that a reader sees: languages of passages, rows' names."""

from arkdoc.model.diagnostic import N_, Rule, Severity

UNKNOWN_LANGUAGE = Rule(
    code="ARK250",
    name="unknown-language",
    severity=Severity.WARNING,
    message=N_(
        "After `::: språk` stands no language that we know: “{text}”. The text in it counts as "
        "what is around it."
    ),
    hint=N_("Write `::: språk nb`, `::: språk nn`, `::: språk en` or `::: språk se`."),
    why=N_(
        "A screen reader pronounces a text by the rules of the language that it is said to be in."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
::: språk engelskk
The committee meets once a month.
:::
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
::: språk en
The committee meets once a month.
:::
""",
)

ROW_HEADERS = Rule(
    code="ARK249",
    name="row-headers",
    severity=Severity.INFO,
    message=N_("The first column names the rows, so each is read out with the numbers beside it."),
    hint=N_(
        "Are they no names? Write `Tabell (ingen radtitler): …` on the line above the table. "
        "`Tabell (radtitler): …` says that they are."
    ),
    hint_in_word=N_(
        "Are they no names? Write a caption that begins with “Tabell (ingen radtitler):” above the "
        "table. “Tabell (radtitler):” says that they are."
    ),
    why=N_(
        "Who listens to a table moves from cell to cell. Headings of rows tell which row a number "
        "is of."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Tabell: Svar

| Seksjon | Inviterte | Svar |
|---|---|---|
| Gjøvik | 12 | 9 |
| Ålesund | 15 | 11 |
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Tabell (radtitler): Svar

| Seksjon | Inviterte | Svar |
|---|---|---|
| Gjøvik | 12 | 9 |
| Ålesund | 15 | 11 |
""",
)

HEARD = (UNKNOWN_LANGUAGE, ROW_HEADERS)
