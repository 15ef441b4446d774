"""1xx: reading a file, and the fields at its top."""

from arkdoc.diagnostic import N_, Rule, Severity

UNKNOWN_FIELD = Rule(
    code="ARK101",
    name="unknown-field",
    severity=Severity.ERROR,
    message=N_("The field “{field}” is not one we know.{suggestion}"),
    hint=N_(
        "Change the name of the field, or take the line away. The fields here are: {known}."
    ),
    why=N_(""),
    bad="",
    good="",
)

REPEATED_FIELD = Rule(
    code="ARK102",
    name="repeated-field",
    severity=Severity.ERROR,
    message=N_(
        "The field “{field}” stands twice. The first one, on line {first}, is used."
    ),
    hint=N_("Take one of the two away."),
    why=N_(""),
    bad="",
    good="",
)

WRONG_KIND = Rule(
    code="ARK103",
    name="wrong-kind",
    severity=Severity.ERROR,
    message=N_("“{field}” should be {expected}, not {found}."),
    hint=N_("Write for example `{example}`."),
    why=N_(""),
    bad="",
    good="",
)

MISSING_FIELD = Rule(
    code="ARK104",
    name="missing-field",
    severity=Severity.ERROR,
    message=N_("The field “{field}” is missing."),
    hint=N_("Write for example `{example}`."),
    why=N_(""),
    bad="",
    good="",
)

UNKNOWN_VALUE = Rule(
    code="ARK105",
    name="unknown-value",
    severity=Severity.ERROR,
    message=N_("“{value}” is not something “{field}” can be.{suggestion}"),
    hint=N_("Choose one of: {known}."),
    why=N_(""),
    bad="",
    good="",
)

NOT_A_DATE = Rule(
    code="ARK106",
    name="not-a-date",
    severity=Severity.ERROR,
    message=N_("“{value}” is not a date."),
    hint=N_("Write the date as 2019-02-20 or 20.02.2019."),
    why=N_(""),
    bad="",
    good="",
)

BROKEN_FIELDS = Rule(
    code="ARK107",
    name="broken-fields",
    severity=Severity.ERROR,
    message=N_("The fields at the top of the file can't be read: {reason}."),
    hint=N_("{cure}"),
    why=N_(""),
    bad="",
    good="",
)

UNCLOSED_FIELDS = Rule(
    code="ARK108",
    name="unclosed-fields",
    severity=Severity.WARNING,
    message=N_(
        "The fields at the top have no line with `---` after them. We took them to end after line {line}."
    ),
    hint=N_("Write a line with just `---` between the fields and the text."),
    why=N_(""),
    bad="",
    good="",
)

COLON_IN_VALUE = Rule(
    code="ARK109",
    name="colon-in-value",
    severity=Severity.INFO,
    message=N_(
        "There is a second colon in the text of “{field}”. We took it as part of the text."
    ),
    hint=N_('To be quite sure, put quotation marks around the text: {field}: "…".'),
    why=N_(""),
    bad="",
    good="",
)

LOST_DASHES = Rule(
    code="ARK110",
    name="lost-dashes",
    severity=Severity.INFO,
    message=N_(
        "The file starts with fields, but the line `---` above them is missing. We read them as fields all the same."
    ),
    hint=N_("Write a line with just `---` before the fields and one after them."),
    why=N_(""),
    bad="",
    good="",
)

REFUSED_FEATURE = Rule(
    code="ARK111",
    name="refused-feature",
    severity=Severity.ERROR,
    message=N_("{feature} can't be used in the fields at the top."),
    hint=N_(
        "Write the text out in full, in quotation marks if it starts with & * ! or <<."
    ),
    why=N_(""),
    bad="",
    good="",
)

GUESSED_ENCODING = Rule(
    code="ARK112",
    name="guessed-encoding",
    severity=Severity.WARNING,
    message=N_(
        "The file is not saved as UTF-8. We read it as {encoding}, so check that æ, ø and å came out right."
    ),
    hint=N_("Save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."),
    why=N_(""),
    bad="",
    good="",
)

ODD_INDENTATION = Rule(
    code="ARK113",
    name="odd-indentation",
    severity=Severity.WARNING,
    message=N_("The line is indented with {what}. We read it as spaces."),
    hint=N_("Use ordinary spaces at the start of the line."),
    why=N_(""),
    bad="",
    good="",
)

TOO_LARGE = Rule(
    code="ARK114",
    name="too-large",
    severity=Severity.ERROR,
    message=N_("The file is {size}, and the limit is {limit}. It is left out."),
    hint=N_("Take out what is not text; pictures go in files of their own."),
    why=N_(""),
    bad="",
    good="",
)

TOO_DEEP_FIELDS = Rule(
    code="ARK115",
    name="too-deep-fields",
    severity=Severity.ERROR,
    message=N_(
        "The fields at the top have too many brackets or levels inside each other."
    ),
    hint=N_("Write the fields as simple lines: `name: text`."),
    why=N_(""),
    bad="",
    good="",
)

UNDECODABLE = Rule(
    code="ARK116",
    name="undecodable",
    severity=Severity.ERROR,
    message=N_("The file is not text. It looks like {what}."),
    hint=N_(
        "Open it in the program it was made in, copy the text and save it as a plain text file ending in .md."
    ),
    why=N_(""),
    bad="",
    good="",
)

TEXT_CUT = Rule(
    code="ARK117",
    name="text-cut",
    severity=Severity.WARNING,
    message=N_("The text after ` #` in “{field}” is not used, as # starts a remark."),
    hint=N_("Put quotation marks around the text if the # belongs to it."),
    why=N_(""),
    bad="",
    good="",
)

NO_FIELDS = Rule(
    code="ARK118",
    name="no-fields",
    severity=Severity.ERROR,
    message=N_("The contribution does not say which unit it comes from."),
    hint=N_(
        "Write for example `enhet: {example}` at the top of the file. The units of this note are: {known}."
    ),
    why=N_(""),
    bad="",
    good="",
)

INVALID_ID = Rule(
    code="ARK119",
    name="invalid-id",
    severity=Severity.ERROR,
    message=N_("“{value}” can't be the short name of a unit."),
    hint=N_("Use small letters a–z, digits and hyphens, for example `{example}`."),
    why=N_(""),
    bad="",
    good="",
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
    ODD_INDENTATION,
    TOO_LARGE,
    TOO_DEEP_FIELDS,
    UNDECODABLE,
    TEXT_CUT,
    NO_FIELDS,
    INVALID_ID,
)
