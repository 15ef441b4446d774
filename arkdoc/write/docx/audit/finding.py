"""What a check of the finished file returns: a rule, a place in the file, arguments."""

from __future__ import annotations

from dataclasses import dataclass

from arkdoc.model.diagnostic import Rule
from arkdoc.write.docx.audit.read_back import BookmarkedPlace


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in the finished file. `link` or `picture` count those in the paragraph, from 0.

    `in_template` says that it is in a header or footer, which are the template's.
    """

    rule: Rule
    origin: BookmarkedPlace
    args: tuple[tuple[str, str], ...] = ()
    link: int | None = None
    picture: int | None = None
    in_template: bool = False


def finding(rule: Rule, origin: BookmarkedPlace, **args: object) -> Finding:
    """A finding with its arguments as text."""
    return Finding(rule, origin, tuple((name, str(value)) for name, value in args.items()))
