"""A seed → a tree of blocks as no person would write it; the same seed gives the same tree."""

from __future__ import annotations

from random import Random

from arkdoc.language.written import ITEM_SIGNS, SIGNS_BETWEEN_WORDS
from arkdoc.model.marker import BULLET, NUMBER, Marker, Numeral
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Caption,
    Cell,
    Code,
    CodeBlock,
    Container,
    ContainerKind,
    Directive,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Row,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.note import Body

WORDS = (
    "tiltak", "Vi har", "en", "og", "8", "12,5", "ord.", "Hva nå?", "«sitert»", "§ 4-4", "å", "ÆØ",
    "kompetanseutviklingstiltakene", "som følges opp av lederne i avdelingen hvert eneste år,",
)  # fmt: skip
SIGNS = (
    "*", "**", "_", "__", "~", "~~", "`", "``", "[", "]", "](", "[^1]", "[x] ", "[[tiltak]]", "[a]: b",
    "<", "<b>", "<br>", "<!--", "-->", "<https://a.no>", "&", "&amp;", "&#65;", "\\", "\\*", "#", "# ",
    "- ", "+ ", "* ", "1. ", "2) ", "a) ", "b) ", "(i) ", "ii. ", "1.1 ", "1.2 ", "• ", "– ", "o ", "✓",
    "---", "===", "```", "~~~", "::: merknad", ":::", "> ", "|", "| a | b |", "|---|", "!", "![",
    "http://a.no", "www.a.no", "https://a.no/b_c_d", "a@b.no", "Tabell: ", "Tabell 1. ", "\u00a0",
    " ", "  ", "\t", "\u2003", "snake_case", "2*3*4", "____", "€", "1. mars", "A. ", "B. ", "enhet: ub",
    "'", '"', "(", ")", ":", "$x$", "==a==", "{.b}", "[!NOTE] ", "…", "🙂", "e\u0301", "\u00ad",
)  # fmt: skip
ODD = ("\x01", "\x85", "\u2028", "\ufdd0", "\x0c", "\x7f")
ADDRESSES = (
    "https://a.no", "https://a.no/b(c)", "a b.md#c", "#d", "http://a.no/å?b=c&d=e", "mailto:a@b.no", "",
    "javascript:x", "x.md", "https://a.no/(", "https://a.no/*b*_c_", "www.a.no", "a%20b", "http://www.a.no",
)  # fmt: skip
NOTES = ("1", "2", "note")
MARKERS = (
    BULLET, BULLET, BULLET, NUMBER, NUMBER, Marker(Numeral.DECIMAL, after=")"),
    Marker(Numeral.LOWER_LETTER, after=")"), Marker(Numeral.LOWER_LETTER, "(", ")"),
    Marker(Numeral.UPPER_LETTER, after="."), Marker(Numeral.LOWER_ROMAN, after="."),
    Marker(Numeral.UPPER_ROMAN, after=")"), Marker(Numeral.DECIMAL, "1."), Marker(Numeral.DECIMAL, "(", ")"),
    Marker(Numeral.DECIMAL, "§ ", ":"), Marker(before="%"), Marker(Numeral.DECIMAL, "1.2.", "."),
    Marker(Numeral.DECIMAL, after=".)"),
)  # fmt: skip


def tree(seed: int) -> Body:
    """The tree that `seed` gives; half of them have few of the odd things."""
    return _Tree(Random(seed), 0.1 if seed % 2 else 0.4).body()


class _Tree:
    """`odd` is how often something odd is chosen."""

    def __init__(self, random: Random, odd: float) -> None:
        self._random = random
        self._odd = odd

    def body(self) -> Body:
        notes = tuple(Footnote(label, self.blocks(2, 2)) for label in NOTES if self.maybe(0.7))
        return Body(self.blocks(0, 6), notes)

    def maybe(self, chance: float) -> bool:
        return self._random.random() < chance

    # --- inlines -------------------------------------------------------------------------

    def words(self) -> str:
        pieces = []
        for _ in range(self._random.randint(1, 6)):
            if not self.maybe(self._odd):
                pieces.append(self._random.choice(WORDS))
            elif self.maybe(0.02):
                pieces.append(self._random.choice(ODD))
            else:
                pieces.append(self._random.choice(SIGNS))
        return self._random.choice((" ", " ", "")).join(pieces)

    def inlines(self, depth: int = 0) -> Inlines:
        count = self._random.choice((1, 1, 1, 2, 3, 5)) if depth else self._random.randint(1, 5)
        return tuple(self.inline(depth) for _ in range(count))

    def inline(self, depth: int) -> Inline:
        if depth > 3 or not self.maybe(self._odd):
            return Text(self.words())
        choice = self._random.randrange(9)
        match choice:
            case 0:
                return Emphasis(self.inlines(depth + 1))
            case 1:
                return Strong(self.inlines(depth + 1))
            case 2:
                return Strikethrough(self.inlines(depth + 1))
            case 3:
                return Link(self.address(), self.inlines(depth + 1), self.title())
            case 4:
                return Code(self.words())
            case 5:
                return HardBreak()
            case 6:
                return SoftBreak()
            case 7:
                return self.image()
            case _:
                return FootnoteReference(self._random.choice(NOTES))

    def address(self) -> str:
        return self._random.choice(ADDRESSES)

    def title(self) -> str:
        return self.words() if self.maybe(0.2) else ""

    def image(self) -> Image:
        if self.maybe(0.2):
            return Image("a.png", "", decorative=True)
        return Image(
            self.address(), self._random.choice((self.words(), "dekorasjon")), self.title()
        )

    # --- blocks --------------------------------------------------------------------------

    def blocks(self, depth: int, most: int) -> Blocks:
        return tuple(self.block(depth) for _ in range(self._random.randint(depth > 0, most)))

    def block(self, depth: int) -> Block:
        if depth > 3 or self.maybe(0.3):
            return Paragraph(self.inlines(), language=self._random.choice(("", "", "", "en")))
        match self._random.randrange(11):
            case 0:
                return Heading(self._random.randrange(7), self.inlines())
            case 1 | 2 | 3:
                return self.list(depth)
            case 4:
                return Quote(self.blocks(depth + 1, 3))
            case 5:
                return CodeBlock(self.code(), self._random.choice(("", "", "python", "merknad x")))
            case 6:
                return ThematicBreak()
            case 7 | 8:
                return self.table(depth)
            case 9:
                return Figure(self.image(), Caption(self.inlines(2)) if self.maybe(0.5) else None)
            case _:
                if self.maybe(0.3):
                    return Directive("tiltak", "[[tiltak]]")
                kind = self._random.choice(list(ContainerKind))
                language = self._random.choice(("nn", "en", "se"))
                said = language if kind is ContainerKind.LANGUAGE else ""
                is_titled = kind in (ContainerKind.PROPOSAL, ContainerKind.SUMMARY)
                title = (Text(self.words()),) if is_titled and self.maybe(0.3) else ()
                return Container(kind, self.blocks(depth + 1, 3), language=said, title=title)

    def code(self) -> str:
        return "\n".join(self.words() for _ in range(self._random.randint(0, 4)))

    def list(self, depth: int) -> ListBlock:
        marker = self._random.choice(MARKERS)
        if self.maybe(0.2):
            marker = Marker(before=self._random.choice(ITEM_SIGNS + SIGNS_BETWEEN_WORDS + "o"))
        many = self._random.choice((1, 2, 2, 3, 3, 4))
        items = tuple(self.item(depth) for _ in range(many))
        start = self._random.choice((1, 1, 1, 2, 5)) if marker.numeral is not Numeral.NONE else 1
        return ListBlock(marker, items, start, tight=self.maybe(0.6))

    def item(self, depth: int) -> ListItem:
        if not self.maybe(self._odd):
            return ListItem((Paragraph(self.inlines()),))
        checked = self._random.choice((None, None, True, False))
        return ListItem(self.blocks(depth + 1, 3)[: self._random.randint(0, 3)], checked)

    def table(self, depth: int) -> Table:
        columns = self._random.randint(1, 3)
        rows = tuple(self.row(columns, depth) for _ in range(self._random.randint(0, 3)))
        return Table(
            tuple(self._random.choice(list(Alignment)) for _ in range(columns)),
            self.row(columns, depth),
            rows,
            Caption(self.inlines()) if self.maybe(0.4) else None,
            row_headers=self.maybe(0.2),
        )

    def row(self, columns: int, depth: int) -> Row:
        return tuple(self.cell(depth) for _ in range(columns))

    def cell(self, depth: int) -> Cell:
        if not self.maybe(self._odd):
            return Cell((Paragraph(self.inlines()),))
        return Cell(self.blocks(depth + 1, 3)[: self._random.randint(0, 3)])
