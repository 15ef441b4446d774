"""3xx: links, footnotes, tables and pictures."""

from arkdoc.diagnostic import N_, Rule, Severity

MISSING_FILE = Rule(
    code="ARK301",
    name="missing-file",
    severity=Severity.ERROR,
    message=N_(
        "The link goes to “{target}”, but there is no such file among the contributions.{suggestion}"
    ),
    hint=N_(
        "Check how the name is spelt. The path starts from the folder this file is in."
    ),
    why=N_(""),
    bad="",
    good="",
)

MISSING_ANCHOR = Rule(
    code="ARK302",
    name="missing-anchor",
    severity=Severity.ERROR,
    message=N_(
        "The link goes to “{target}”, but no heading has that name.{suggestion}"
    ),
    hint=N_(
        "Write the words of the heading with small letters and hyphens: `#my-heading`."
    ),
    why=N_(""),
    bad="",
    good="",
)

REFUSED_SCHEME = Rule(
    code="ARK303",
    name="refused-scheme",
    severity=Severity.ERROR,
    message=N_(
        "Links to “{scheme}:” addresses can't be used, so only the words are shown."
    ),
    hint=N_("Use an address that starts with https:// or mailto:."),
    why=N_(""),
    bad="",
    good="",
)

OUTSIDE_ROOT = Rule(
    code="ARK304",
    name="outside-root",
    severity=Severity.ERROR,
    message=N_("“{target}” lies outside the folder of the note, so it is not used."),
    hint=N_("Put the file beside the contribution and link to it there."),
    why=N_(""),
    bad="",
    good="",
)

MISSING_IMAGE = Rule(
    code="ARK305",
    name="missing-image",
    severity=Severity.ERROR,
    message=N_(
        "The picture “{target}” is not there, so the words that describe it are shown instead.{suggestion}"
    ),
    hint=N_(
        "Put the picture beside the contribution, and check how the name is spelt."
    ),
    why=N_(""),
    bad="",
    good="",
)

UNUSABLE_IMAGE = Rule(
    code="ARK306",
    name="unusable-image",
    severity=Severity.ERROR,
    message=N_("The picture “{target}” can't be used: {reason}."),
    hint=N_("Save it as PNG, JPEG or a simple SVG."),
    why=N_(""),
    bad="",
    good="",
)

REMOTE_IMAGE = Rule(
    code="ARK307",
    name="remote-image",
    severity=Severity.ERROR,
    message=N_(
        "The picture “{target}” lies on the web. Nothing is fetched from there."
    ),
    hint=N_("Save the picture beside the contribution and link to it there."),
    why=N_(""),
    bad="",
    good="",
)

IMAGE_WITHOUT_ALT = Rule(
    code="ARK312",
    name="image-without-alt",
    severity=Severity.ERROR,
    message=N_(
        "The picture “{target}” has no text alternative, so those who use a screen reader don't learn what it shows."
    ),
    hint=N_(
        "Describe the picture between [ and ]. If it is only decoration, write `dekorasjon`."
    ),
    why=N_(""),
    bad="",
    good="",
)

UNUSED_FOOTNOTE = Rule(
    code="ARK313",
    name="unused-footnote",
    severity=Severity.WARNING,
    message=N_(
        "Nothing in the text refers to the footnote “{label}”, so it is shown where it stands."
    ),
    hint=N_("Write `[^{label}]` in the text where the footnote belongs."),
    why=N_(""),
    bad="",
    good="",
)

REPEATED_FOOTNOTE = Rule(
    code="ARK314",
    name="repeated-footnote",
    severity=Severity.WARNING,
    message=N_(
        "There are two footnotes called “{label}”. The first, on line {first}, is used; this one is shown where it stands."
    ),
    hint=N_("Give one of them another name."),
    why=N_(""),
    bad="",
    good="",
)

MISSING_FOOTNOTE = Rule(
    code="ARK315",
    name="missing-footnote",
    severity=Severity.WARNING,
    message=N_("There is no footnote called “{label}”, so the mark stands as text."),
    hint=N_("Write the footnote on a line of its own: `[^{label}]: text`."),
    why=N_(""),
    bad="",
    good="",
)

FOOTNOTE_IN_FOOTNOTE = Rule(
    code="ARK316",
    name="footnote-in-footnote",
    severity=Severity.WARNING,
    message=N_(
        "A footnote can't refer to a footnote, so the mark “{text}” stands as text."
    ),
    hint=N_("Write the words into the footnote itself."),
    why=N_(""),
    bad="",
    good="",
)

UNEVEN_ROW = Rule(
    code="ARK317",
    name="uneven-row",
    severity=Severity.WARNING,
    message=N_(
        "The row has {cells} cells, but the table has {columns} columns. The rest is shown in columns without a heading."
    ),
    hint=N_(
        "Add the missing headings, or put `\\` before a | that belongs to the text."
    ),
    why=N_(""),
    bad="",
    good="",
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
)
