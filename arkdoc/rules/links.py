"""3xx: links, footnotes, tables and pictures."""

from arkdoc.model.diagnostic import N_, Rule, Severity

MISSING_FILE = Rule(
    code="ARK301",
    name="missing-file",
    severity=Severity.ERROR,
    message=N_(
        "The link goes to “{target}”, but there is no such file among the contributions."
        "{suggestion}"
    ),
    hint=N_(
        "Check how the name is spelt. If the file is in another folder, write the way there from "
        "this one, such as `../ub/gjovik.md`."
    ),
    why=N_(
        "A link that leads nowhere helps no reader. In the note, a link to another contribution "
        "becomes a link to its place there."
    ),
    bad="""\
---
enhet: Avd. for studieadministrasjon
---
Se også hva [Seksjon Gjøvik](gjovikk.md) skriver.

=== contributions/gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Avd. for studieadministrasjon
---
Se også hva [Seksjon Gjøvik](gjovik.md) skriver.

=== contributions/gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

MISSING_ANCHOR = Rule(
    code="ARK302",
    name="missing-anchor",
    severity=Severity.ERROR,
    message=N_("The link goes to “{target}”, but no heading is called that.{suggestion}"),
    hint=N_("Write the heading's words with small letters, and hyphens for spaces: `#my-heading`."),
    why=N_("The reader who follows the link would get nowhere."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Mer om dette står [lenger ned](#fellesskapet).

## Sosialt fellesskap

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Mer om dette står [lenger ned](#sosialt-fellesskap).

## Sosialt fellesskap

Sosialkomiteen er i gang igjen.
""",
)

REFUSED_SCHEME = Rule(
    code="ARK303",
    name="refused-scheme",
    severity=Severity.ERROR,
    message=N_("Links that start with “{scheme}:” can't be used, so only the words are shown."),
    hint=N_("Use an address that starts with `https://` or `mailto:`."),
    why=N_(
        "A link to a file on your own machine or a network drive works for you only, and other "
        "kinds of links can do harm."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Planen ligger på [fellesområdet](file:///M:/plan.docx).
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Planen ligger på [intranettet](https://intranett.example/plan).
""",
)

OUTSIDE_ROOT = Rule(
    code="ARK304",
    name="outside-root",
    severity=Severity.ERROR,
    message=N_("“{target}” lies outside the note's own folder, so we don't use it."),
    hint=N_("Put the file in the same folder as the contribution, and use its name alone."),
    why=N_(
        "Only what lies in the note's own folder goes with the note, so that nobody's files end "
        "up in it by mistake."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](../../figur1.png)
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](figur1.png)

=== contributions/figur1.png
""",
)

MISSING_IMAGE = Rule(
    code="ARK305",
    name="missing-image",
    severity=Severity.ERROR,
    message=N_(
        "We can't find the picture “{target}”, so its description is shown instead.{suggestion}"
    ),
    hint=N_(
        "Put the picture in the same folder as the contribution, and check how the name is spelt."
    ),
    why=N_("The picture is a file of its own and has to be delivered together with the text."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](figur1.png)
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](figur1.png)

=== contributions/figur1.png
""",
)

UNUSABLE_IMAGE = Rule(
    code="ARK306",
    name="unusable-image",
    severity=Severity.ERROR,
    message=N_("We can't use the picture “{target}”: {reason}."),
    hint=N_("{cure}"),
    why=N_(
        "Word and PDF must both be able to show the picture. What counts is what is in the file, "
        "not the ending of its name."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](figur1.png)

=== contributions/figur1.png
Dette er ikke et bilde.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](figur1.png)

=== contributions/figur1.png
""",
)

REMOTE_IMAGE = Rule(
    code="ARK307",
    name="remote-image",
    severity=Severity.ERROR,
    message=N_("The picture “{target}” lies on the web, and we fetch nothing from there."),
    hint=N_("Save the picture in the same folder as the contribution, and use its name."),
    why=N_(
        "A picture on the web can change or go away. The note has to look the same for decades."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](https://www.example.no/figur1.png)
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned](figur1.png)

=== contributions/figur1.png
""",
)

IMAGE_WITHOUT_ALT = Rule(
    code="ARK312",
    name="image-without-alt",
    severity=Severity.ERROR,
    message=N_(
        "The picture “{target}” has no text alternative, so those who use a screen reader are "
        "not told what it shows."
    ),
    hint=N_("Describe the picture between [ and ]. If it is mere decoration, write `dekorasjon`."),
    hint_in_word=N_(
        "Right-click the picture in Word, choose “View Alt Text”, and say what it shows. If it is "
        "mere decoration, mark it so there."
    ),
    why=N_(
        "The note must be accessible to all, and the law says so. Say what a reader should "
        "learn from the picture."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![](figur1.png)

=== contributions/figur1.png
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.png)

=== contributions/figur1.png
""",
)

UNUSED_FOOTNOTE = Rule(
    code="ARK313",
    name="unused-footnote",
    severity=Severity.WARNING,
    message=N_("Nothing in the text refers to the footnote “{label}”, so it stands as text."),
    hint=N_("Write `[^{label}]` in the text where the footnote belongs."),
    why=N_("A footnote gets its number from where the text refers to it."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen.

[^ark]: ARK er et felles opplegg for universiteter og høyskoler.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen.[^ark]

[^ark]: ARK er et felles opplegg for universiteter og høyskoler.
""",
)

REPEATED_FOOTNOTE = Rule(
    code="ARK314",
    name="repeated-footnote",
    severity=Severity.WARNING,
    message=N_(
        "Two footnotes are called “{label}”. We use the first, on line {first}; this one stands "
        "as text."
    ),
    hint=N_("Call one of them something else."),
    why=N_("When two footnotes have the same name, only the author knows which is meant where."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen.[^1]

[^1]: Den ble gjort i 2017.

[^1]: Planen er fra 2018.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen[^1] med en plan.[^2]

[^1]: Den ble gjort i 2017.

[^2]: Planen er fra 2018.
""",
)

MISSING_FOOTNOTE = Rule(
    code="ARK315",
    name="missing-footnote",
    severity=Severity.WARNING,
    message=N_("There is no footnote “{label}”, so the reference to it stands as text."),
    hint=N_(
        "Write the footnote on a line of its own: `[^{label}]: …`. Its name must be one word, without spaces."
    ),
    why=N_("A reference to a footnote that is not there leaves the reader searching."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen.[^ark]
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen.[^ark]

[^ark]: ARK er et felles opplegg for universiteter og høyskoler.
""",
)

FOOTNOTE_IN_FOOTNOTE = Rule(
    code="ARK316",
    name="footnote-in-footnote",
    severity=Severity.WARNING,
    message=N_("A footnote can't refer to another footnote, so “{text}” stands as text."),
    hint=N_("Write what you want to say in the footnote itself."),
    why=N_("Word has no footnotes inside footnotes, and the PDF should say the same as Word."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen.[^1] Planen er klar.[^2]

[^1]: Den ble gjort i 2017.[^2]

[^2]: Planen er fra 2018.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har fulgt opp undersøkelsen.[^1] Planen er klar.[^2]

[^1]: Den ble gjort i 2017.

[^2]: Planen er fra 2018.
""",
)

UNEVEN_ROW = Rule(
    code="ARK317",
    name="uneven-row",
    severity=Severity.WARNING,
    message=N_(
        "The row has {cells} cells, but the table has {columns} columns. What is left over is "
        "shown in columns without a heading."
    ),
    hint=N_("Give these columns a heading, or write `\\|` where a | belongs to the text."),
    why=N_("Those who use a screen reader hear the heading of the column with each cell."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
| Møteplass | Hvor ofte |
|-----------|-----------|
| Quiz      | Hver dag  | Alle er med |
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
| Møteplass | Hvor ofte | Merknad     |
|-----------|-----------|-------------|
| Quiz      | Hver dag  | Alle er med |
""",
)

SPACE_IN_ADDRESS = Rule(
    code="ARK318",
    name="space-in-address",
    severity=Severity.INFO,
    message=N_("There is a space in the address “{address}”. We took it for part of the address."),
    hint=N_("Write `%20` for each space, or put the address between < and >: `<{address}>`."),
    why=N_(
        "In other programs a space ends the address, and then this is no link. Between < and > "
        "there may be spaces."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen](https://intranett.example/Delte dokumenter/plan.docx).
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen](<https://intranett.example/Delte dokumenter/plan.docx>).
""",
)

TOO_MANY_IMAGES = Rule(
    code="ARK319",
    name="too-many-images",
    severity=Severity.WARNING,
    message=N_(
        "There is no room for the picture “{target}”: those before it fill the note already."
    ),
    hint=N_("Show fewer pictures, or make their files smaller."),
    why=N_(
        "The note holds each picture as often as it is shown, and a file of hundreds of megabytes "
        "can neither be sent nor opened. The picture's description stands in its place."
    ),
    bad="""\
(mer enn 100 MB med bilder)
""",
    good="""\
(noen få bilder)
""",
)

LINKS = (
    MISSING_FILE,
    MISSING_ANCHOR,
    REFUSED_SCHEME,
    OUTSIDE_ROOT,
    MISSING_IMAGE,
    UNUSABLE_IMAGE,
    REMOTE_IMAGE,
    IMAGE_WITHOUT_ALT,
    UNUSED_FOOTNOTE,
    REPEATED_FOOTNOTE,
    MISSING_FOOTNOTE,
    FOOTNOTE_IN_FOOTNOTE,
    UNEVEN_ROW,
    SPACE_IN_ADDRESS,
    TOO_MANY_IMAGES,
)
