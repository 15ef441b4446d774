"""Theme → the style sheet of the page: a rule for each role, the page's geometry and the rest.

`base.css` and `screen.css` are the page's own mechanics; how a note looks is in the tokens and,
where they can't say it, in the house style's `print.css`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

from arkdoc.document import Document, Image, Table, inline_runs, walk, walk_inlines
from arkdoc.role import Kind, Role
from arkdoc.theme import Border, Font, Style, Theme
from arkdoc.words import WORDS
from arkdoc.write.html.context import Context, Medium
from arkdoc.write.html.inlines import width_class
from arkdoc.write.html.tables import column_class

ELEMENTS = {
    Role.LINK: "a",
    Role.CODE: "code",
    Role.EMPHASIS: "em",
    Role.STRONG: "strong",
    Role.STRIKETHROUGH: "s",
}
"""Roles that an element of HTML is as good a name for as a class."""

BOXES = (Role.NOTE, Role.PROPOSAL, Role.PLACEHOLDER)
"""Roles of containers: the space after is that of the blocks inside, as it is in Word."""

PT_PER_MM = 72 / 25.4

Length = Callable[[float], str]


def number(value: float) -> str:
    """A number as CSS writes it, without superfluous zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
