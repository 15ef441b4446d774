"""2xx: headings, blocks and placeholders in the text."""

from arkdoc.diagnostic import N_, Rule, Severity

BOLD_AS_HEADING = Rule(
    code="ARK201",
    name="bold-as-heading",
    severity=Severity.INFO,
    message=N_("The bold line “{text}” was made a heading."),
    hint=N_("To decide yourself, write `## {text}`."),
    why=N_(""),
    bad="",
    good="",
)

HAND_NUMBERING = Rule(
    code="ARK202",
    name="hand-numbering",
    severity=Severity.INFO,
    message=N_(
        "The heading “{before}” became “{after}”: numbers and a final colon or full stop are left out."
    ),
    hint=N_("Leave the numbers out; the note has its own order."),
    why=N_(""),
    bad="",
    good="",
)

REPEATED_NAME = Rule(
    code="ARK203",
    name="repeated-name",
    severity=Severity.INFO,
    message=N_(
        "The heading “{text}” only repeats the name of the unit and was left out."
    ),
    hint=N_("The note puts the unit's name above the text by itself."),
    why=N_(""),
    bad="",
    good="",
)

LEVEL_CHANGED = Rule(
    code="ARK204",
    name="level-changed",
    severity=Severity.INFO,
    message=N_(
        "The heading “{text}” was at level {before} and is now at level {after} of the note."
    ),
    hint=N_(
        "Nothing needs to be done: any levels will do, as long as the order between them is right."
    ),
    why=N_(""),
    bad="",
    good="",
)

TOO_DEEP_HEADING = Rule(
    code="ARK205",
    name="too-deep-heading",
    severity=Severity.WARNING,
    message=N_(
        "The heading “{text}” lies deeper than five levels, so it is shown at the fifth."
    ),
    hint=N_("Use fewer levels of headings."),
    why=N_(""),
    bad="",
    good="",
)

HEADING_INSIDE = Rule(
    code="ARK206",
    name="heading-inside",
    severity=Severity.INFO,
    message=N_("The heading “{text}” stands inside {where} and was made a bold line."),
    hint=N_("Take it out of {where} if it should be a heading."),
    why=N_(""),
    bad="",
    good="",
)

TOO_DEEP_NESTING = Rule(
    code="ARK207",
    name="too-deep-nesting",
    severity=Severity.WARNING,
    message=N_(
        "This is nested deeper than the note can show ({limit} levels), so it stands as plain text."
    ),
    hint=N_("Use fewer levels inside each other."),
    why=N_(""),
    bad="",
    good="",
)

CAPTION_ALONE = Rule(
    code="ARK208",
    name="caption-alone",
    severity=Severity.WARNING,
    message=N_(
        "The line looks like the heading of a table, but no table follows right after it."
    ),
    hint=N_(
        "Put the table right below, with an empty line between, or write the line differently."
    ),
    why=N_(""),
    bad="",
    good="",
)

UNKNOWN_PLACEHOLDER = Rule(
    code="ARK209",
    name="unknown-placeholder",
    severity=Severity.WARNING,
    message=N_(
        "“{text}” is not a placeholder we know, so it stands as text.{suggestion}"
    ),
    hint=N_("Those that can be used here are: {known}."),
    why=N_(""),
    bad="",
    good="",
)

MISPLACED_PLACEHOLDER = Rule(
    code="ARK210",
    name="misplaced-placeholder",
    severity=Severity.WARNING,
    message=N_("“{text}” {reason}, so it stands as text."),
    hint=N_("Those that can be used here, once each, are: {known}."),
    why=N_(""),
    bad="",
    good="",
)

UNKNOWN_BOX = Rule(
    code="ARK211",
    name="unknown-box",
    severity=Severity.WARNING,
    message=N_("“::: {name}” is not a box we know, so it stands as text.{suggestion}"),
    hint=N_("Use `::: merknad`, `::: forslag` or `::: liggende`."),
    why=N_(""),
    bad="",
    good="",
)

RAW_HTML = Rule(
    code="ARK212",
    name="raw-html",
    severity=Severity.WARNING,
    message=N_("HTML code is not used in the note, so “{text}” stands as text."),
    hint=N_(
        "Take the code away, or put it between backticks if readers should see it."
    ),
    why=N_(""),
    bad="",
    good="",
)

UNCLOSED_COMMENT = Rule(
    code="ARK213",
    name="unclosed-comment",
    severity=Severity.WARNING,
    message=N_(
        "A hidden remark starts here with `<!--` but never ends, so it stands as text."
    ),
    hint=N_("End it with `-->`."),
    why=N_(""),
    bad="",
    good="",
)

UNCLOSED_BOX = Rule(
    code="ARK214",
    name="unclosed-box",
    severity=Severity.WARNING,
    message=N_(
        "The box that starts here with “::: {name}” never ends. We ended it where the text around it ends."
    ),
    hint=N_("Write a line with just `:::` where the box should end."),
    why=N_(""),
    bad="",
    good="",
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
)
