"""Why something done in Word can't be taken in, and what else is told of a change: message ids."""

from __future__ import annotations

from arkdoc.model.diagnostic import N_

GENERATED = N_("arkdoc writes these words itself: they can't be changed in Word")
WORD_FILE = N_("the contribution is a Word file: make the change in {path}")
OTHER_BOX = N_("it stands in another box, or outside one: move it in the contribution")
NO_PLACE = N_("there is no contribution that this can be written in")
NOT_WRITTEN = N_("this can't be written in a contribution")
NOT_COME_BACK = N_("written in the contribution, it would not be printed as it is in Word")
LINKED_HEADING = N_("links lead to this heading: change it in the contribution, and them with it")
NEW_PICTURE = N_("the picture is of a kind that can't be shown: save it as PNG")
NO_FILE = N_("{path} is no longer there")
CHANGED_SINCE = N_("the contribution has been changed at the same place")
MOVED_TO = N_("moved to {unit}")
MOVED_WITHIN = N_("moved within the text")
LEVEL_NOW = N_("heading level {before} → {after}")
TEXT_BOX = N_("a text box: what is written in it is taken in, the box is not")
LANGUAGE = N_("another language of the words")
PAGE = N_("a page that lies on its side, or no longer does")
OTHER_NUMBER = N_("a number that does not follow the one before it in its list")
NO_ALT = N_("the picture has no alternative text: write one in Word (Alt Text), and bring it back")
STATUS_CHANGED = N_("“{before}” was changed in Word. arkdoc writes it. Set status: {after}?")
SET_STATUS = N_("Set status: {status}")
LEAVE_STATUS = N_("Leave it as it is")
