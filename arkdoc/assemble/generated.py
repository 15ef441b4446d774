"""What arkdoc itself says in a note → the blocks that say it."""

from arkdoc.language.printed import WORDS
from arkdoc.model.marker import NUMBER
from arkdoc.model.nodes import (
    Blocks,
    Container,
    ContainerKind,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Text,
    ThematicBreak,
)
from arkdoc.model.source import NOWHERE, Span


def sentence(text: str, span: Span = NOWHERE) -> Blocks:
    """A paragraph that says `text`; `span` is what it speaks of."""
    return (Paragraph((Text(text),), span),)


def placeholder(text: str, span: Span) -> Blocks:
    """The box that says what is missing or can't be read; `span` is what it speaks of."""
    return (Container(ContainerKind.PLACEHOLDER, sentence(text, span), span=span),)


def approval(text: str) -> Blocks:
    """The last lines of the note, which say who has approved it; nothing for no text."""
    return (ThematicBreak(), *sentence(text)) if text else ()


def attachments(names: tuple[str, ...], language: str, id_: str) -> Blocks:
    """The list of attachments under its heading, which has the id `id_`; nothing for none."""
    if not names:
        return ()
    items = tuple(ListItem(sentence(name)) for name in names)
    return (Heading(1, (Text(WORDS[language].attachments),), id_), ListBlock(NUMBER, items))
