"""What a check hands back: a rule, where in the file, and what the message is filled with."""

from __future__ import annotations

from dataclasses import dataclass

from arkdoc.model.diagnostic import Rule
from arkdoc.write.docx.audit.read_back import BookmarkedPlace


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in the finished file. `link` or `picture` count those in the paragraph, from 0."""

    rule: Rule
    origin: BookmarkedPlace
    args: tuple[tuple[str, str], ...] = ()
    link: int | None = None
    picture: int | None = None
    margin: bool = False


def finding(rule: Rule, origin: BookmarkedPlace, **args: object) -> Finding:
    """A finding with its arguments as text."""
    return Finding(rule, origin, tuple((name, str(value)) for name, value in args.items()))
