"""The closed vocabulary of styling roles: one name, one CSS class, one Word style.

Writers name a role, never a font or a size; `theme` has the style of each. A test compares what
the style sheet and Word make of every role.
"""

from enum import Enum


class Kind(Enum):
    """What a style applies to in Word."""

    PARAGRAPH = "paragraph"
    CHARACTER = "character"
    TABLE = "table"


class Role(Enum):
    """A role: its name in `tokens.toml`, its Word style and what the style applies to.

    Word's own style names are used where Word has them (ECMA-376 part 1, 17.7.4.9), so that
    people find them in the gallery and outline views work.
    """

    BODY = ("body", "Body Text", Kind.PARAGRAPH)
    TITLE = ("title", "Title", Kind.PARAGRAPH)
    KICKER = ("kicker", "Ark Kicker", Kind.PARAGRAPH)
    CASE_TYPE = ("case-type", "Subtitle", Kind.PARAGRAPH)
    HEAD_LABEL = ("head-label", "Ark Head Label", Kind.PARAGRAPH)
    HEAD_VALUE = ("head-value", "Ark Head Value", Kind.PARAGRAPH)
    EXEMPTION = ("exemption", "Ark Exemption", Kind.PARAGRAPH)
    HEADING_1 = ("heading-1", "heading 1", Kind.PARAGRAPH)
    HEADING_2 = ("heading-2", "heading 2", Kind.PARAGRAPH)
    HEADING_3 = ("heading-3", "heading 3", Kind.PARAGRAPH)
    HEADING_4 = ("heading-4", "heading 4", Kind.PARAGRAPH)
    HEADING_5 = ("heading-5", "heading 5", Kind.PARAGRAPH)
    LIST = ("list", "List Paragraph", Kind.PARAGRAPH)
    QUOTE = ("quote", "Quote", Kind.PARAGRAPH)
    CODE_BLOCK = ("code-block", "Ark Code Block", Kind.PARAGRAPH)
    CAPTION = ("caption", "caption", Kind.PARAGRAPH)
    FIGURE = ("figure", "Ark Figure", Kind.PARAGRAPH)
    RULE = ("rule", "Ark Rule", Kind.PARAGRAPH)
    TABLE_HEADER = ("table-header", "Ark Table Header", Kind.PARAGRAPH)
    TABLE_TEXT = ("table-text", "Ark Table Text", Kind.PARAGRAPH)
    NOTE = ("note", "Ark Note", Kind.PARAGRAPH)
    NOTE_LABEL = ("note-label", "Ark Note Label", Kind.PARAGRAPH)
    PROPOSAL = ("proposal", "Ark Proposal", Kind.PARAGRAPH)
    PROPOSAL_LABEL = ("proposal-label", "Ark Proposal Label", Kind.PARAGRAPH)
    PLACEHOLDER = ("placeholder", "Ark Placeholder", Kind.PARAGRAPH)
    MEASURE_NAME = ("measure-name", "Ark Measure", Kind.PARAGRAPH)
    FOOTNOTE = ("footnote", "footnote text", Kind.PARAGRAPH)
    CONTENTS_HEADING = ("contents-heading", "TOC Heading", Kind.PARAGRAPH)
    CONTENTS_1 = ("contents-1", "toc 1", Kind.PARAGRAPH)
    CONTENTS_2 = ("contents-2", "toc 2", Kind.PARAGRAPH)
    CONTENTS_3 = ("contents-3", "toc 3", Kind.PARAGRAPH)
    SENDER = ("sender", "Ark Sender", Kind.PARAGRAPH)
    PAGE_HEADER = ("page-header", "header", Kind.PARAGRAPH)
    PAGE_FOOTER = ("page-footer", "footer", Kind.PARAGRAPH)
    LINK = ("link", "Hyperlink", Kind.CHARACTER)
    CODE = ("code", "Ark Code", Kind.CHARACTER)
    EMPHASIS = ("emphasis", "Emphasis", Kind.CHARACTER)
    STRONG = ("strong", "Strong", Kind.CHARACTER)
    STRIKETHROUGH = ("strikethrough", "Ark Strikethrough", Kind.CHARACTER)
    FOOTNOTE_MARK = ("footnote-mark", "footnote reference", Kind.CHARACTER)
    FIELD_LABEL = ("field-label", "Ark Field Label", Kind.CHARACTER)
    DRAFT = ("draft", "Ark Draft", Kind.CHARACTER)
    TABLE = ("table", "Ark Table", Kind.TABLE)
    HEAD_TABLE = ("head-table", "Ark Head Table", Kind.TABLE)

    def __init__(self, token: str, word_style: str, kind: Kind) -> None:
        self.token = token
        self.word_style = word_style
        self.kind = kind

    @property
    def css_class(self) -> str:
        """The class that carries this role in HTML: `Role.NOTE` is `ark-note`."""
        return f"ark-{self.token}"


HEADINGS = (
    Role.HEADING_1,
    Role.HEADING_2,
    Role.HEADING_3,
    Role.HEADING_4,
    Role.HEADING_5,
)
CONTENTS = (Role.CONTENTS_1, Role.CONTENTS_2, Role.CONTENTS_3)
