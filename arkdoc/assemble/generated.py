"""What arkdoc itself says in a note → the blocks that say it."""

from urllib.parse import quote

from arkdoc.language.printed import WORDS
from arkdoc.model.document import ListedAttachment
from arkdoc.model.marker import NUMBER
from arkdoc.model.nodes import (
    Blocks,
    Container,
    ContainerKind,
    Heading,
    Inline,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Strong,
    Text,
    ThematicBreak,
)
from arkdoc.model.source import NOWHERE, Span
from arkdoc.model.tree import replacement


def sentence(text: str, span: Span = NOWHERE) -> Blocks:
    """A paragraph that says `text`; `span` is what it speaks of."""
    return (Paragraph((Text(text),), span),)


def involvement(said: str, language: str, span: Span) -> Blocks:
    """The line under a unit's heading that says who has had a part in its text."""
    if not said:
        return ()
    label = Strong((Text(f"{WORDS[language].involvement}:"),))
    return (Paragraph((label, Text(" "), replacement(said, span)), span),)


def placeholder(text: str, span: Span) -> Blocks:
    """The box that says what is missing or can't be read; `span` is what it speaks of."""
    return (Container(ContainerKind.PLACEHOLDER, sentence(text, span), span=span),)


def approval(text: str) -> Blocks:
    """The last lines of the note, which say who has approved it; nothing for no text."""
    return (ThematicBreak(), *sentence(text)) if text else ()


def attachments(listed: tuple[ListedAttachment, ...], language: str, id_: str) -> Blocks:
    """The list of attachments under its heading, which has the id `id_`; nothing for none."""
    if not listed:
        return ()
    items = tuple(ListItem((Paragraph((_attachment(each),)),)) for each in listed)
    return (Heading(1, (Text(WORDS[language].attachments),), id_), ListBlock(NUMBER, items))


def _attachment(each: ListedAttachment) -> Inline:
    """An attachment's title, which leads to its file where there is one, and says of what kind."""
    if not each.place:
        return Text(each.title)
    kind = f" ({each.kind})" if each.kind else ""
    from_note = each.path.partition("/")[2]  # as `notat.md` would write it
    return Link(quote(from_note), (Text(each.title + kind),))
