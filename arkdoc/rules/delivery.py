"""5xx: what was delivered, what is missing, and where it goes."""

from arkdoc.diagnostic import N_, Rule, Severity

MISSING_CONTRIBUTION = Rule(
    code="ARK501",
    name="missing-contribution",
    severity=Severity.WARNING,
    message=N_("No contribution has come from {unit}."),
    hint=N_(
        "`arkdoc new {id}` makes a file to fill in. If none will come, write `bidrag: ikke levert` for the unit in notat.md."
    ),
    why=N_(""),
    bad="",
    good="",
)

DRAFT_CONTRIBUTION = Rule(
    code="ARK502",
    name="draft-contribution",
    severity=Severity.WARNING,
    message=N_("The contribution is a draft."),
    hint=N_("Write `status: ferdig` when it is done."),
    why=N_(""),
    bad="",
    good="",
)

UNKNOWN_UNIT = Rule(
    code="ARK503",
    name="unknown-unit",
    severity=Severity.ERROR,
    message=N_("“{unit}” is not a unit of this note.{suggestion}"),
    hint=N_("The units are: {known}."),
    why=N_(""),
    bad="",
    good="",
)

REPEATED_CONTRIBUTION = Rule(
    code="ARK504",
    name="repeated-contribution",
    severity=Severity.ERROR,
    message=N_(
        "There is already a contribution from {unit}, in {other}. Both are shown."
    ),
    hint=N_("Put the texts together in one file, or take one of the files away."),
    why=N_(""),
    bad="",
    good="",
)

LATE_CONTRIBUTION = Rule(
    code="ARK505",
    name="late-contribution",
    severity=Severity.WARNING,
    message=N_("The contribution is dated {date}, after the deadline {deadline}."),
    hint=N_(
        "Nothing needs to be done with the file; the secretariat sees that it came late."
    ),
    why=N_(""),
    bad="",
    good="",
)

STRAY_FILE = Rule(
    code="ARK506",
    name="stray-file",
    severity=Severity.WARNING,
    message=N_("{what} It is not part of the note."),
    hint=N_("{cure}"),
    why=N_(""),
    bad="",
    good="",
)

EMPTY_CONTRIBUTION = Rule(
    code="ARK507",
    name="empty-contribution",
    severity=Severity.WARNING,
    message=N_("There is no text in the contribution."),
    hint=N_(
        "Write the text below the fields, and remove what is hidden between `<!--` and `-->`."
    ),
    why=N_(""),
    bad="",
    good="",
)

REPEATED_UNIT = Rule(
    code="ARK508",
    name="repeated-unit",
    severity=Severity.ERROR,
    message=N_(
        "The unit “{id}” stands twice in the list of units. The first one, on line {first}, is used."
    ),
    hint=N_("Give each unit a short name of its own."),
    why=N_(""),
    bad="",
    good="",
)

NO_DATE = Rule(
    code="ARK509",
    name="no-date",
    severity=Severity.WARNING,
    message=N_("The note has no date."),
    hint=N_("Write for example `dato: 2019-02-27`. The final note must have one."),
    why=N_(""),
    bad="",
    good="",
)

UNEXPECTED_CONTRIBUTION = Rule(
    code="ARK510",
    name="unexpected-contribution",
    severity=Severity.WARNING,
    message=N_(
        "The list of units says “{expects}” of {unit}, but here is a contribution. The text is shown."
    ),
    hint=N_("Take `bidrag: {expects}` away from the unit in notat.md."),
    why=N_(""),
    bad="",
    good="",
)

AMBIGUOUS_UNIT = Rule(
    code="ARK511",
    name="ambiguous-unit",
    severity=Severity.ERROR,
    message=N_(
        "More than one unit is called “{unit}”, so we don't know which one it is."
    ),
    hint=N_("Use the unit's short name: {known}."),
    why=N_(""),
    bad="",
    good="",
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
    UNEXPECTED_CONTRIBUTION,
    AMBIGUOUS_UNIT,
)
