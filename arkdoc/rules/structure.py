"""2xx: headings, blocks and placeholders in the text."""

from arkdoc.model.diagnostic import N_, Rule, Severity

BOLD_AS_HEADING = Rule(
    code="ARK201",
    name="bold-as-heading",
    severity=Severity.INFO,
    message=N_("We made the bold line “{text}” a heading."),
    hint=N_("To decide the level yourself, write `## {text}`."),
    hint_in_word=N_("To decide the level yourself, choose Heading 1, 2 or 3 among Word's styles."),
    why=N_(
        "Many make headings with bold type, as one can in Word. A real heading is in the table "
        "of contents, and those who use a screen reader can jump to it."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
**Sosialt fellesskap**

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
## Sosialt fellesskap

Sosialkomiteen er i gang igjen.
""",
)

HAND_NUMBERING = Rule(
    code="ARK202",
    name="hand-numbering",
    severity=Severity.INFO,
    message=N_(
        "The heading “{before}” became “{after}”. We leave out numbers in front, and a colon or "
        "full stop at the end."
    ),
    hint=N_("Write the heading without a number; the note has an order of its own."),
    why=N_("Numbers that fit in one contribution are wrong in a note with fifteen of them."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
## 1. Bakgrunn:

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
## Bakgrunn

Sosialkomiteen er i gang igjen.
""",
)

REPEATED_NAME = Rule(
    code="ARK203",
    name="repeated-name",
    severity=Severity.INFO,
    message=N_("The heading “{text}” only repeats the unit's name, so we left it out."),
    hint=N_("You don't need it: the note puts the unit's name above the text."),
    why=N_("The note has the unit's name as a heading already, and would say it twice."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
# Seksjon Gjøvik

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

LEVEL_CHANGED = Rule(
    code="ARK204",
    name="level-changed",
    severity=Severity.INFO,
    message=N_("The heading “{text}” had level {before} and has level {after} in the note."),
    hint=N_("You need do nothing. Only the order between your own headings matters."),
    why=N_(
        "Each contribution is written by itself, but in the note its headings stand below the "
        "unit's name. Levels follow one another without a gap, whatever was used."
    ),
    bad="""\
---
enhet: Avd. for studieadministrasjon
---
#### Sosialt fellesskap

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Avd. for studieadministrasjon
---
## Sosialt fellesskap

Sosialkomiteen er i gang igjen.
""",
)

TOO_DEEP_HEADING = Rule(
    code="ARK205",
    name="too-deep-heading",
    severity=Severity.WARNING,
    message=N_("The heading “{text}” is below the fifth level, so we show it at the fifth."),
    hint=N_("Use fewer levels of headings."),
    why=N_("A reader loses the thread in more than five levels, and so does a table of contents."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
# Miljø

## Fellesskap

### Møteplasser

#### Lunsj

Vi spiser lunsj sammen iblant.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
# Miljø

## Fellesskap

### Møteplasser

Vi spiser lunsj sammen iblant.
""",
)

HEADING_INSIDE = Rule(
    code="ARK206",
    name="heading-inside",
    severity=Severity.INFO,
    message=N_("The heading “{text}” stands inside {where}, so we made it a bold line."),
    hint=N_("Move it out of there if it should be a heading."),
    why=N_("A heading inside a quotation or a list belongs to that, not to the note's outline."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
> ## Sosialt fellesskap
>
> Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
## Sosialt fellesskap

> Sosialkomiteen er i gang igjen.
""",
)

TOO_DEEP_NESTING = Rule(
    code="ARK207",
    name="too-deep-nesting",
    severity=Severity.WARNING,
    message=N_("This is more than {limit} levels in, so it stands as plain text."),
    hint=N_("Use fewer levels inside each other."),
    why=N_("So many levels don't fit on a page. No word is lost, but the list is not shown."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
- a
  - b
    - c
      - d
        - e
          - f
            - g
              - h
                - i
                  - j
                    - k
                      - l
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
- a
  - b
    - c
""",
)

CAPTION_ALONE = Rule(
    code="ARK208",
    name="caption-alone",
    severity=Severity.WARNING,
    message=N_("This line looks like the title of a table, but no table comes right after it."),
    hint=N_(
        "Move the line right above its table, with an empty line between. If it is no title, word "
        "it otherwise."
    ),
    why=N_(
        "A line that starts with `Tabell:` becomes the title of the table below it, and the "
        "table gets a number. Without a table it is an ordinary paragraph."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Tabell: Møteplasser i seksjonen

Her er møteplassene våre.

| Møteplass | Hvor ofte |
|-----------|-----------|
| Quiz      | Hver dag  |
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Her er møteplassene våre.

Tabell: Møteplasser i seksjonen

| Møteplass | Hvor ofte |
|-----------|-----------|
| Quiz      | Hver dag  |
""",
)

UNKNOWN_PLACEHOLDER = Rule(
    code="ARK209",
    name="unknown-placeholder",
    severity=Severity.WARNING,
    message=N_("We don't know the placeholder “{text}”, so it stands as text.{suggestion}"),
    hint=N_("These can be used here: {known}."),
    why=N_(
        "A word in double square brackets alone in a paragraph is where arkdoc puts something, "
        "such as the measures."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Dette har vi gjort:

[[titlak]]
""",
    good="""\
---
enhet: Seksjon Gjøvik
tiltak:
  - navn: Starte sosialkomiteen på nytt
    status: gjennomført
---
Dette har vi gjort:

[[tiltak]]
""",
)

MISPLACED_PLACEHOLDER = Rule(
    code="ARK210",
    name="misplaced-placeholder",
    severity=Severity.WARNING,
    message=N_("“{text}” {reason}, so it stands as text."),
    hint=N_("These can be used here, once each: {known}."),
    why=N_("Each placeholder has its place, and what it stands for is shown there only once."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.

[[innhold]]
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

UNKNOWN_BOX = Rule(
    code="ARK211",
    name="unknown-box",
    severity=Severity.WARNING,
    message=N_("We don't know the box “::: {name}”, so it stands as text.{suggestion}"),
    hint=N_(
        "Use `::: merknad`, `::: forslag`, `::: sammendrag`, `::: liggende` or `::: språk en`."
    ),
    why=N_(
        "arkdoc has boxes for a remark, for what is put to the committee, for a summary, for a page "
        "on its side, and for a text in another language."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
::: mekrnad
Tallene er fra januar.
:::
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
::: merknad
Tallene er fra januar.
:::
""",
)

RAW_HTML = Rule(
    code="ARK212",
    name="raw-html",
    severity=Severity.WARNING,
    message=N_("Web page code has no effect in the note, so “{text}” stands as text."),
    hint=N_(
        "Delete it. Bold is written `**bold**`, italics `*italics*`. If readers should see the "
        "code, put it between two of these: `."
    ),
    why=N_(
        "Such code often comes along when text is copied from a web page. Word and PDF can't "
        "show what it does, and it could do harm."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er <b>i gang</b> igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er **i gang** igjen.
""",
)

UNCLOSED_COMMENT = Rule(
    code="ARK213",
    name="unclosed-comment",
    severity=Severity.WARNING,
    message=N_("A hidden comment starts here with `<!--` but does not end, so it stands as text."),
    hint=N_("Write `-->` where the comment ends."),
    why=N_(
        "What stands between `<!--` and `-->` is not shown in the note. Without the end, all "
        "text below would vanish, so we show it instead."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
<!-- Husk å sjekke tallene

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
<!-- Husk å sjekke tallene -->

Sosialkomiteen er i gang igjen.
""",
)

UNCLOSED_BOX = Rule(
    code="ARK214",
    name="unclosed-box",
    severity=Severity.WARNING,
    message=N_(
        "The box that starts here with “::: {name}” has no end. We let it end where the text "
        "around it does."
    ),
    hint=N_("Write a line with just `:::` where the box ends."),
    why=N_("Without an end, the box holds more of the text than was meant."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
::: merknad
Tallene er fra januar.

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
::: merknad
Tallene er fra januar.
:::

Sosialkomiteen er i gang igjen.
""",
)

UNMADE_TABLE = Rule(
    code="ARK215",
    name="unmade-table",
    severity=Severity.WARNING,
    message=N_(
        "This looks like a table, but the line of hyphens below the first row is missing or does not fit it. The lines stand as text."
    ),
    hint=N_(
        "Write a line such as `|---|---|` right below the first row, with as many parts as the row has."
    ),
    why=N_(
        "A row of hyphens tells where the headings end and how many columns there are. Without it, the bars are just signs in the text."
    ),
    bad="""---
enhet: Seksjon Gjøvik
---
| Tiltak | Status |
| Sosialkomité | gjennomført |
""",
    good="""---
enhet: Seksjon Gjøvik
---
| Tiltak | Status |
|---|---|
| Sosialkomité | gjennomført |
""",
)

UNMADE_LIST = Rule(
    code="ARK216",
    name="unmade-list",
    severity=Severity.WARNING,
    message=N_(
        "The line begins with “{mark}”, which does not make a list here, so it stands as text."
    ),
    hint=N_("Begin each item with a hyphen and a space: `- text`."),
    why=N_(
        "Bullets copied from Word are only signs. A screen reader can't tell that they are a list, and Word can't either."
    ),
    bad="""---
enhet: Seksjon Gjøvik
---
•Felles quiz

Vi spiser lunsj sammen iblant.
""",
    good="""---
enhet: Seksjon Gjøvik
---
- Felles quiz

Vi spiser lunsj sammen iblant.
""",
)

UNMADE_HEADING = Rule(
    code="ARK217",
    name="unmade-heading",
    severity=Severity.WARNING,
    message=N_("There is no space after “{mark}”, so the line is not a heading but text."),
    hint=N_("Write a space between: `{mark} {text}`."),
    why=N_("The sign # makes a heading only with a space after it."),
    bad="""---
enhet: Seksjon Gjøvik
---
##Fellesskap

Vi har felles quiz.
""",
    good="""---
enhet: Seksjon Gjøvik
---
## Fellesskap

Vi har felles quiz.
""",
)

PASTED_TABLE = Rule(
    code="ARK223",
    name="pasted-table",
    severity=Severity.WARNING,
    message=N_("This looks like a table that was copied from Word or Excel. It stands as text."),
    hint=N_(
        "Write each row as `| Gjøvik | 12 |`, and below the first one a line such as `|---|---|`, "
        "with one part for each column."
    ),
    why=N_(
        "When a table is copied, only tabs are left between its cells, and in the note they are "
        "ordinary spaces."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Møteplass	Hvor ofte
Quiz	Hver dag	Alle
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
| Møteplass | Hvor ofte |
|-----------|-----------|
| Quiz      | Hver dag  |
""",
)

TYPED_LIST = Rule(
    code="ARK232",
    name="typed-list",
    severity=Severity.INFO,
    message=N_("We read this as a list: {marks}"),
    hint=N_(
        "You need do nothing. If it is not a list, write the items one after the other, without "
        "a new line before each."
    ),
    why=N_(
        "Markdown knows only `-` and `1.` as the start of an item. Two or more lines that begin "
        "with letters or numbers in sequence, or with the same sign, are a list here too, with "
        "the letters, numbers or signs as they were written."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi foreslår:

a) felles quiz
b) felles lunsj
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi foreslår:

1. felles quiz
2. felles lunsj
""",
)

STRUCTURE = (
    BOLD_AS_HEADING,
    HAND_NUMBERING,
    REPEATED_NAME,
    LEVEL_CHANGED,
    TOO_DEEP_HEADING,
    HEADING_INSIDE,
    TOO_DEEP_NESTING,
    CAPTION_ALONE,
    UNKNOWN_PLACEHOLDER,
    MISPLACED_PLACEHOLDER,
    UNKNOWN_BOX,
    RAW_HTML,
    UNCLOSED_COMMENT,
    UNCLOSED_BOX,
    UNMADE_TABLE,
    UNMADE_LIST,
    UNMADE_HEADING,
    PASTED_TABLE,
    TYPED_LIST,
)
