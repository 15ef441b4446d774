"""What stands in the way of a final note, by rule → what a case officer reads, and what to do.

No path, no line, no field's name and no sign of Markdown: she sees the note, not its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from arkdoc.check import identity_number
from arkdoc.model.diagnostic import N_, Rule
from arkdoc.rules import (
    attachments,
    delivery,
    front_matter,
    letterhead,
    limits,
    links,
    output,
    word,
    word_back,
    word_files,
)
from arkdoc.rules import word_reading as reading


class Said(NamedTuple):
    """What is wrong and what to do, as message ids; the arguments of a finding fill them."""

    message: str
    cure: str


ASK = N_("Open the unit's page to see where, and ask the unit to put it right.")
"""What to do about most things in a unit's text."""

IN_INTRODUCTION = N_("Put it right in the introduction.")
"""What to do about the same in the note's own text."""

_REMIND = N_("Remind the unit, or say in the settings that nothing is to come.")
_ASK_FOR_WORD = N_("Ask the unit for a Word file (.docx) that opens in Word.")
_OPERATOR = N_("Ask whoever looks after the server.")
_SETTINGS = N_("Put it right in the settings.")

_UNREADABLE = Said(N_("What has come can't be read."), _ASK_FOR_WORD)
AT_THE_TOP = Said(
    N_("What the text says of itself at the top, such as its date or status, is not right."), ASK
)
_LINK = Said(N_("A link in the text does not lead anywhere."), ASK)
_ATTACHMENT = Said(
    N_("An attachment is listed or linked to that is not there, or that can't go with the note."),
    N_("Put the file where the attachments are, or take it out of the list of attachments."),
)
_PICTURE = Said(N_("A picture can't be shown."), ASK)
_WORD_OUTPUT = Said(N_("The Word file did not become as it should."), _OPERATOR)
WHOSE = Said(
    N_("A text has come that can't be told to be from one of the units."),
    N_("Take it in anew, and choose the unit."),
)
IN_SETTINGS = Said(N_("Something in the settings of the note is not right."), _SETTINGS)
"""What is said of anything in the fields of `notat.md` that nothing else is said of."""

OTHER = Said(N_("Something in the text can't stay as it is."), ASK)

SAID: Mapping[Rule, Said] = {
    delivery.MISSING_CONTRIBUTION: Said(N_("No text has come."), _REMIND),
    delivery.NOT_BEGUN: Said(N_("Nobody has begun to write."), _REMIND),
    delivery.DRAFT_CONTRIBUTION: Said(
        N_("The text is a draft."), N_("Ask the unit to hand it in when it is done.")
    ),
    delivery.EMPTY_CONTRIBUTION: Said(N_("There is no text in what has come."), _REMIND),
    delivery.NOT_FILLED_IN: Said(
        N_("The text still says “{text}”, which was to be replaced."), ASK
    ),
    delivery.UNUSABLE_FILE: _UNREADABLE,
    delivery.REPEATED_CONTRIBUTION: Said(
        N_("Two texts have come."),
        N_("Ask the unit which of them counts, and take in that one anew."),
    ),
    delivery.NO_DATE: Said(N_("The note has no date."), _SETTINGS),
    delivery.REPEATED_UNIT: IN_SETTINGS,
    delivery.UNKNOWN_UNIT: WHOSE,
    delivery.AMBIGUOUS_UNIT: WHOSE,
    front_matter.NO_FIELDS: WHOSE,
    word_files.UNIT_UNCLEAR: WHOSE,
    front_matter.UNKNOWN_FIELD: AT_THE_TOP,
    front_matter.REPEATED_FIELD: AT_THE_TOP,
    front_matter.WRONG_KIND: AT_THE_TOP,
    front_matter.MISSING_FIELD: AT_THE_TOP,
    front_matter.UNKNOWN_VALUE: AT_THE_TOP,
    front_matter.NOT_A_DATE: AT_THE_TOP,
    front_matter.NO_SUCH_DAY: AT_THE_TOP,
    front_matter.INVALID_ID: IN_SETTINGS,
    front_matter.RESERVED_ID: IN_SETTINGS,
    front_matter.BROKEN_FIELDS: _UNREADABLE,
    front_matter.REFUSED_FEATURE: _UNREADABLE,
    front_matter.TOO_DEEP_FIELDS: _UNREADABLE,
    front_matter.TOO_LARGE: _UNREADABLE,
    front_matter.UNDECODABLE: _UNREADABLE,
    front_matter.UNOPENED_FILE: _UNREADABLE,
    limits.TOO_MANY_LINES: _UNREADABLE,
    word_files.UNREADABLE_WORD_FILE: _UNREADABLE,
    front_matter.UNKNOWN_NAME_FIELD: IN_SETTINGS,
    word_back.WAITING_REMARK: Said(
        N_("Something that was written in the Word file waits for somebody to decide."),
        N_("See to it on the page “From Word”."),
    ),
    attachments.MISSING_ATTACHMENT: _ATTACHMENT,
    attachments.AMBIGUOUS_ATTACHMENT: Said(
        N_("Several attachments have the same name, so it isn't known which one is meant."),
        N_("Give them different names, and choose the right one in the list of attachments."),
    ),
    attachments.UNLISTED_ATTACHMENT: _ATTACHMENT,
    attachments.UNUSABLE_ATTACHMENT: _ATTACHMENT,
    attachments.ATTACHED_PICTURE: _PICTURE,
    letterhead.LOGO_WITHOUT_ALT: Said(
        N_("The logo has no description, so those who listen don't hear whose note it is."),
        _OPERATOR,
    ),
    links.MISSING_FILE: _LINK,
    links.MISSING_ANCHOR: _LINK,
    links.REFUSED_SCHEME: _LINK,
    links.OUTSIDE_ROOT: _LINK,
    links.MISSING_IMAGE: _PICTURE,
    links.UNUSABLE_IMAGE: _PICTURE,
    links.REMOTE_IMAGE: _PICTURE,
    links.IMAGE_WITHOUT_ALT: Said(
        N_("A picture has no description, so those who use a screen reader don't get to know it."),
        ASK,
    ),
    identity_number.RULE: Said(
        N_("There is something in the text that looks like a national identity number."),
        N_("It has to go. Open the unit's page to see where, and ask the unit for a new text."),
    ),
    reading.LOST_WORDS: Said(N_("Something in the Word file could not be read."), ASK),
    reading.OTHER_FILE_INSIDE: Said(
        N_("Another file is put into the Word file, and what it says is not in the note."), ASK
    ),
    reading.REVISIONS: Said(
        N_("The Word file has tracked changes."),
        N_("Ask the unit to accept or reject them in Word, and to hand in the file anew."),
    ),
    reading.COMMENT: Said(
        N_("The Word file has a comment in its margin."),
        N_("Ask the unit to answer and delete it in Word, and to hand in the file anew."),
    ),
    output.EDITED_DOCX: Said(
        N_("Somebody has edited the note's Word file, and that is not in the note."),
        N_("Take the changes into the note first, or make it final without them."),
    ),
    word_back.WAITING_EDITS: Said(
        N_("Changes or comments from the note's Word file wait for you."),
        N_("See to them, and say that it is done."),
    ),
    word_back.WAITING_DELIVERY: Said(
        N_("A text has come after you had edited the one that is there, and it waits."),
        N_("Go to “From Word” and take it in, or say which text is to stand."),
    ),
    output.LOCKED_OUTPUT: Said(
        N_("The file could not be saved."), N_("Close it where it is open, and try again.")
    ),
    output.FINAL_NOT_KEPT: Said(N_("The final note could not be kept."), _OPERATOR),
    output.TOO_LONG_FOR_PDF: Said(
        N_("The note is too long to be a PDF."),
        N_("Make it shorter, or attach long tables as files of their own."),
    ),
    output.NO_LAYOUT: Said(N_("The PDF can't be made on this server."), _OPERATOR),
    output.LAYOUT_GIVEN_UP: Said(
        N_("Making the PDF took so long that it was given up."),
        N_("Take out the picture or the table that came last, and try again."),
    ),
    word.DOCX_TITLE: Said(N_("The note has no title."), _SETTINGS),
    word.DOCX_LANGUAGE: _WORD_OUTPUT,
    word.HEADING_ORDER: _WORD_OUTPUT,
    word.COMPLEX_TABLE: _WORD_OUTPUT,
    word.DOCX_ALT_TEXT: Said(N_("The description of a picture does not say what it shows."), ASK),
}
"""What is said of each rule that can stand in the way."""
