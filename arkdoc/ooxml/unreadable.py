"""What keeps a file from being read as a Word package → its reason and its cure, as message ids.

A reason follows a colon: «Word-filen kan ikke leses: Den er skadet.» A cure is a sentence to people
who know Word, and says what to do with the file.
"""

from __future__ import annotations

from typing import NamedTuple

from arkdoc.model.diagnostic import N_


class Fault(NamedTuple):
    """A kind of file that can't be read: why, and what to do about it."""

    reason: str
    cure: str


class UnreadableError(Exception):
    """A package can't be used; its `str` is the reason and `cure` the cure, both message ids."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.cure = fault.cure


_SAVE_AS = N_("Open it in Word, and save it as a Word document (.docx).")
_COPY_AGAIN = N_(
    "Fetch the file again from where it came from, as it may have been copied only in part. If "
    "Word can open it, save it again from there."
)
_LESS = N_("Remove what the note does not need from the file, and save it again.")

EMPTY = Fault(N_("it is empty"), _COPY_AGAIN)
DAMAGED = Fault(N_("it is damaged"), _COPY_AGAIN)
PART_MISSING = Fault(N_("a part of it is missing"), _COPY_AGAIN)
PASSWORD = Fault(
    N_("it is protected by a password"),
    N_("Open it in Word, and save it without a password: File, Info, Protect Document."),
)
OLD_WORD = Fault(N_("it is saved in an older format than .docx"), _SAVE_AS)
OTHER_WORD = Fault(N_("it is saved in another format than .docx"), _SAVE_AS)
NOT_WORD = Fault(
    N_("it is no Word file"),
    N_("Save the text as a Word document (.docx) in the program it was written in."),
)
NO_TEXT = Fault(N_("there is no text in it"), _COPY_AGAIN)
NO_STYLES = Fault(N_("it has no styles"), _SAVE_AS)
TOO_LARGE = Fault(
    N_("it is larger than 10 MB"),
    N_("Make the pictures in it smaller: Picture Format, Compress Pictures in Word."),
)
TOO_MUCH = Fault(N_("it holds too much"), _LESS)
TOO_DEEP = Fault(
    N_("too much in it stands inside something else, such as tables in tables"),
    N_("Take the innermost tables, boxes or controls out of the others, and save it again."),
)
TOO_MANY_PARAGRAPHS = Fault(N_("it has too many paragraphs"), _LESS)
TOO_MANY_CELLS = Fault(N_("its tables have too many cells"), _LESS)
TOO_MUCH_TEXT = Fault(N_("it has too much text"), _LESS)
