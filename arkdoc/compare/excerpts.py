"""The stretches of a redline → no more of them than says what has changed and where."""

from __future__ import annotations

MORE = "…"
"""In the place of what is left out."""


def excerpt(text: str, around: int, *, at_start: bool, at_end: bool) -> str:
    """Of what stays, `around` characters at most beside each change, ended between words.

    `at_start` and `at_end`: the redline begins or ends with it, so there is a change on one side.
    """
    if len(text) <= around * (1 if at_start or at_end else 2):
        return text
    before = "" if at_start else text[:around].rsplit(" ", 1)[0]
    after = "" if at_end else text[-around:].partition(" ")[2]
    return " ".join(filter(None, (before, MORE, after)))


def beginning(text: str, longest: int) -> str:
    """Of what went or came, `longest` characters at most; spaces at its ends are kept."""
    return text if len(text) <= longest else f"{text[:longest]}{MORE}"
