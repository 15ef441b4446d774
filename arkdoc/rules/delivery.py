"""5xx: what was delivered, what is missing, and where it goes."""

from arkdoc.model.diagnostic import N_, Rule, Severity

MISSING_CONTRIBUTION = Rule(
    code="ARK501",
    name="missing-contribution",
    severity=Severity.WARNING,
    message=N_("No contribution has come from {unit}."),
    hint=N_(
        "`arkdoc new {id}` makes a file to fill in. If none is to come, write "
        "`bidrag: ikke levert` or `bidrag: ingen merknader` for the unit in notat.md."
    ),
    why=N_(
        "The note says in plain words whose contribution is missing, and is marked as a draft "
        "until all are there."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.

=== contributions/studieadministrasjon.md
---
enhet: Avd. for studieadministrasjon
---
Avdelingen har laget en tiltaksplan.
""",
)

DRAFT_CONTRIBUTION = Rule(
    code="ARK502",
    name="draft-contribution",
    severity=Severity.WARNING,
    message=N_("The contribution is a draft."),
    hint=N_("When it is done, write `status: ferdig`."),
    hint_in_word=N_("When it is done, write “Status: ferdig” at the top of the document."),
    why=N_(
        "The author has said that more is to come. The text is in the note, but the note is "
        "marked as a draft."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
status: utkast
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

UNKNOWN_UNIT = Rule(
    code="ARK503",
    name="unknown-unit",
    severity=Severity.ERROR,
    message=N_("The note has no unit called “{unit}”.{suggestion}"),
    hint=N_("The note has these units: {known}."),
    why=N_(
        "The unit decides where in the note the text goes. Until it is known, the text stands "
        "last in the note, under a heading of its own."
    ),
    bad="""\
---
enhet: Seksjon Gjøvk
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

REPEATED_CONTRIBUTION = Rule(
    code="ARK504",
    name="repeated-contribution",
    severity=Severity.ERROR,
    message=N_("{other} is a contribution from {unit}, too. Both are in the note."),
    hint=N_("Put the two together in one file, or delete the one that should not be used."),
    why=N_(
        "Often one of them is an old version. Only the unit itself knows, so we use both and "
        "leave nothing out."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.

=== contributions/gammelt-bidrag.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen kommer snart i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

LATE_CONTRIBUTION = Rule(
    code="ARK505",
    name="late-contribution",
    severity=Severity.WARNING,
    message=N_("The contribution is dated {date}. The deadline was {deadline}."),
    hint=N_("You need do nothing with the file. It shows the secretariat what came late."),
    why=N_("The text is used as any other. The list of who has delivered what says it was late."),
    bad="""\
---
enhet: Seksjon Gjøvik
dato: 26.02.2019
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

STRAY_FILE = Rule(
    code="ARK506",
    name="stray-file",
    severity=Severity.WARNING,
    message=N_("{what} It is not in the note."),
    hint=N_("{cure}"),
    why=N_(
        "Contributions are Word files, or text files with names that end in .md. When another "
        "kind of file lies among them, somebody may believe that they have delivered."
    ),
    bad="""\
=== contributions/innspill.md.txt
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
=== contributions/innspill.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

EMPTY_CONTRIBUTION = Rule(
    code="ARK507",
    name="empty-contribution",
    severity=Severity.WARNING,
    message=N_("There is no text in the contribution."),
    hint=N_("Write below the fields. What stands between `<!--` and `-->` is not shown."),
    hint_in_word=N_("Write the text in the document, and save it."),
    why=N_("An empty file counts as not delivered, and the note says so."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
<!-- Her kommer teksten vår. -->
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

REPEATED_UNIT = Rule(
    code="ARK508",
    name="repeated-unit",
    severity=Severity.ERROR,
    message=N_("Two units have the short name “{id}”. We use the first one, on line {first}."),
    hint=N_("Give each unit a short name of its own."),
    why=N_("Contributions are put in their place by the unit's name, so no two can share one."),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: seksjon, navn: Seksjon Gjøvik}
  - {id: seksjon, navn: Seksjon Ålesund}
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
  - {id: ub-aalesund, navn: Seksjon Ålesund}
---
""",
)

NO_DATE = Rule(
    code="ARK509",
    name="no-date",
    severity=Severity.WARNING,
    message=N_("The note has no date."),
    hint=N_("Write for example `dato: 27.02.2019`. The final note can't do without."),
    why=N_("A case paper in an archive must say when it was written."),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
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
dato: 27.02.2019
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
""",
)

NO_PROPOSAL = Rule(
    code="ARK520",
    name="no-proposal",
    severity=Severity.INFO,
    message=N_("The case is for {types}, and nothing is put to the committee."),
    hint=N_(
        "Write a line `::: forslag` in notat.md, below it what the committee is to decide or "
        "discuss, and then a line `:::`. It comes first in the note, under “{title}”."
    ),
    why=N_(
        "Whoever sits in the committee looks first for what is asked of it. A box `::: forslag` in "
        "notat.md stands before the table of contents, and has the title that goes with the kind "
        "of case, or its own: `::: forslag Forslag til tilråding`."
    ),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
sakstype: vedtak
fra: Prorektor
dato: 27.02.2019
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
""",
    good="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
sakstype: vedtak
fra: Prorektor
dato: 27.02.2019
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
::: forslag
Utvalget tar statusen til etterretning.
:::
""",
)

UNEXPECTED_CONTRIBUTION = Rule(
    code="ARK510",
    name="unexpected-contribution",
    severity=Severity.WARNING,
    message=N_("notat.md says “{expects}” of {unit}, but here is a contribution. We use it."),
    hint=N_("Delete `bidrag: {expects}` for this unit in notat.md."),
    why=N_("The contribution has probably come after the secretariat had stopped waiting for it."),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik, bidrag: ikke levert}
---

=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
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

=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

AMBIGUOUS_UNIT = Rule(
    code="ARK511",
    name="ambiguous-unit",
    severity=Severity.ERROR,
    message=N_("More than one unit is called “{unit}”, so we can't tell which is meant."),
    hint=N_("Use the unit's short name: {known}."),
    why=N_("A name that two units share does not say where in the note the text goes."),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: stab-nord, navn: Staben}
  - {id: stab-soer, navn: Staben}
---

=== contributions/staben.md
---
enhet: Staben
---
Staben har laget en tiltaksplan.
""",
    good="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: stab-nord, navn: Staben}
  - {id: stab-soer, navn: Staben}
---

=== contributions/staben.md
---
enhet: stab-nord
---
Staben har laget en tiltaksplan.
""",
)

NOT_FILLED_IN = Rule(
    code="ARK512",
    name="not-filled-in",
    severity=Severity.WARNING,
    message=N_("Here it still says “{text}”."),
    hint=N_("Write the unit's own text instead, or delete the line."),
    why=N_(
        "`arkdoc new` puts such lines where the unit is to write. They are not meant for the readers of the note."
    ),
    bad="""---
enhet: Seksjon Gjøvik
status: ferdig
---
## Hensikt

Skriv her: Hva ønsket vi å oppnå?
""",
    good="""---
enhet: Seksjon Gjøvik
status: ferdig
---
## Hensikt

Vi ønsket flere sosiale aktiviteter.
""",
)

RENAMED_UNIT = Rule(
    code="ARK513",
    name="renamed-unit",
    severity=Severity.WARNING,
    message=N_(
        "Nothing has come from {unit}, but {paths} says it comes from “{old}”, and no unit is "
        "called that."
    ),
    hint=N_(
        "Has the short name been changed here? Then write `enhet: {id}` in the file too, or "
        "give the unit its old short name back: `id: {old}`."
    ),
    why=N_(
        "A short name that is changed in notat.md and not in the contributions parts them: the "
        "unit looks as if it had not delivered, and its text stands last in the note."
    ),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: biblioteket-gjovik, navn: Seksjon Gjøvik}
---

=== contributions/ub-gjovik.md
---
enhet: ub-gjovik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
enheter:
  - {id: biblioteket-gjovik, navn: Seksjon Gjøvik}
---

=== contributions/ub-gjovik.md
---
enhet: biblioteket-gjovik
---
Sosialkomiteen er i gang igjen.
""",
)

NOT_BEGUN = Rule(
    code="ARK514",
    name="not-begun",
    severity=Severity.WARNING,
    message=N_("Nobody has begun the contribution from {unit}: only the questions stand here."),
    hint=N_(
        "Write the answer in the place of each line that begins with “Skriv her”. If none is to"
        " come, write `status: ingen merknader` at the top."
    ),
    hint_in_word=N_(
        "Write the answer in the place of each line that begins with “Skriv her”. If none is to"
        " come, write “Status: ingen merknader” at the top."
    ),
    why=N_(
        "A file to fill in is no contribution. The note says that nothing has been received, "
        "and the questions are not printed."
    ),
    bad="""\
=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
status: utkast
---
## Hensikt

Skriv her: Hva ønsket vi å oppnå?
""",
    good="""\
=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
status: ferdig
---
## Hensikt

Vi ønsket flere sosiale aktiviteter.
""",
)

SPARE_SCAFFOLD = Rule(
    code="ARK515",
    name="spare-scaffold",
    severity=Severity.INFO,
    message=N_(
        "Only the questions stand in this file, and nothing else is waited for. It is not in "
        "the note."
    ),
    hint=N_("Delete it."),
    why=N_("Somebody made a file to fill in, and the text came in another one, or none is needed."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.

=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
status: utkast
---
## Hensikt

Skriv her: Hva ønsket vi å oppnå?
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

UNUSABLE_FILE = Rule(
    code="ARK516",
    name="unusable-file",
    severity=Severity.WARNING,
    message=N_(
        "By its name this is the contribution from {unit}. {what} The text is not in the note."
    ),
    hint=N_("{cure}"),
    why=N_(
        "The unit has delivered, but not in a form that can be put into the note. Until it is, "
        "the note is a draft and says so in the place of the text."
    ),
    bad="""\
=== contributions/ub-gjovik.md.txt
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

REMARKS_AFTER_ALL = Rule(
    code="ARK517",
    name="remarks-after-all",
    severity=Severity.WARNING,
    message=N_(
        "“ingen merknader” is written here, but there is a text in {other}. It is in the note."
    ),
    hint=N_("Delete this line, or, if the text is not to be used, the text."),
    why=N_(
        "One of the two is wrong, and only the unit knows which. No text is left out on a guess."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
status: ingen merknader
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

SAME_LOOKING_NAMES = Rule(
    code="ARK518",
    name="same-looking-names",
    severity=Severity.WARNING,
    message=N_("The file {other} has a name that looks the same. {what}"),
    hint=N_("Give one of the two another name, or delete the one that should not be there."),
    why=N_(
        "Here they are two files, and both are used. On Windows and on a Mac they would be one: "
        "whoever copies the folder there, or puts it into a shared folder, loses the other."
    ),
    bad="""\
=== contributions/gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.

=== contributions/Gjovik.md
---
enhet: Avd. for studieadministrasjon
---
Avdelingen har laget en tiltaksplan.
""",
    good="""\
=== contributions/gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.

=== contributions/studieadministrasjon.md
---
enhet: Avd. for studieadministrasjon
---
Avdelingen har laget en tiltaksplan.
""",
)

UNUSABLE_RECORD = Rule(
    code="ARK519",
    name="unusable-record",
    severity=Severity.WARNING,
    message=N_("“{file}”, which `forrige` names, can't be used. {what}"),
    hint=N_(
        "`arkdoc init --from` puts it there, from the folder of the note before this one. Delete the line `forrige` if you can do without."
    ),
    why=N_(
        "The record of the note before this one tells which measures were open then. They stand in what `arkdoc new` makes for each unit, so that none is forgotten."
    ),
    bad="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
forrige: contributions/forrige.json
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---

=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
    good="""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
forrige: contributions/forrige.json
enheter:
  - {id: ub-gjovik, navn: Seksjon Gjøvik}
---

=== contributions/forrige.json
{"format": 1, "units": [{"unit": "ub-gjovik", "measures": []}]}

=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
""",
)

DELIVERY = (
    MISSING_CONTRIBUTION,
    DRAFT_CONTRIBUTION,
    UNKNOWN_UNIT,
    REPEATED_CONTRIBUTION,
    LATE_CONTRIBUTION,
    STRAY_FILE,
    EMPTY_CONTRIBUTION,
    REPEATED_UNIT,
    NO_DATE,
    NO_PROPOSAL,
    UNEXPECTED_CONTRIBUTION,
    AMBIGUOUS_UNIT,
    NOT_FILLED_IN,
    RENAMED_UNIT,
    NOT_BEGUN,
    SPARE_SCAFFOLD,
    UNUSABLE_FILE,
    REMARKS_AFTER_ALL,
    SAME_LOOKING_NAMES,
    UNUSABLE_RECORD,
)
