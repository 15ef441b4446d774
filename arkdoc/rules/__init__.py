"""All rules except those of the checks, which `arkdoc.check.registry` adds to them."""

from arkdoc.rules.attachments import ATTACHMENTS
from arkdoc.rules.delivery import DELIVERY
from arkdoc.rules.front_matter import FRONT_MATTER
from arkdoc.rules.heard import HEARD
from arkdoc.rules.limits import LIMITS
from arkdoc.rules.links import LINKS
from arkdoc.rules.markup import MARKUP
from arkdoc.rules.markup_in_text import MARKUP_IN_TEXT
from arkdoc.rules.output import OUTPUT
from arkdoc.rules.past import PAST
from arkdoc.rules.pasted import PASTED
from arkdoc.rules.pictures import PICTURES
from arkdoc.rules.structure import STRUCTURE
from arkdoc.rules.suppressions import SUPPRESS
from arkdoc.rules.word import WORD
from arkdoc.rules.word_back import WORD_BACK
from arkdoc.rules.word_files import WORD_FILES
from arkdoc.rules.word_reading import WORD_READING

ALL = (
    *FRONT_MATTER, *STRUCTURE, *PASTED, *MARKUP, *LINKS, *MARKUP_IN_TEXT, *DELIVERY, *PAST,
    *ATTACHMENTS, *OUTPUT, *WORD,
    *SUPPRESS, *PICTURES, *LIMITS, *WORD_FILES,
    *WORD_READING, *HEARD, *WORD_BACK,
)  # fmt: skip
