"""Why a picture can't be used, each with what to do about it, and how much one may ask for."""

from arkdoc.model.assets import Unusable
from arkdoc.model.diagnostic import N_

STEPS = 10_000
"""How many steps a picture may ask for beyond those that its bytes account for.

A step is the time in which one shape is drawn twice, for Word and for the PDF.
"""

_BYTES = 27  # that account for one step: what a plainly written shape takes

SAVE_AS_PNG = N_("Save the picture as PNG or JPEG, and give it the same name.")
_COPY_AGAIN = N_("Open the picture to see that it is whole, and copy it here once more.")
_SHRINK = N_("Make the picture smaller: 2000 pixels across are enough for a whole page.")
_EXPORT = N_("Open the picture in the program that drew it, and save it as PNG.")


def most_steps(size: int) -> int:
    """How many steps a file of `size` bytes may ask for."""
    return size // _BYTES + STEPS


def surplus(steps: float, size: int) -> int:
    """What `steps` come to beyond what a file of `size` bytes accounts for."""
    return max(0, round(steps) - size // _BYTES)


EMPTY = Unusable(N_("the file is empty"), _COPY_AGAIN)
BROKEN = Unusable(N_("the file is damaged or not whole"), _COPY_AGAIN)
TOO_LARGE = Unusable(N_("the file is too large"), _SHRINK)
TOO_MANY_PIXELS = Unusable(N_("it has more pixels than a note needs"), _SHRINK)
UNKNOWN = Unusable(N_("it is not a picture in a known format"), SAVE_AS_PNG)
HEIC = Unusable(N_("it is a HEIC or AVIF file"), SAVE_AS_PNG)
PDF = Unusable(N_("it is a PDF file"), SAVE_AS_PNG)
COMPRESSED = Unusable(N_("it is a compressed file"), SAVE_AS_PNG)

NOT_SVG = Unusable(N_("it is not a proper SVG file"), _EXPORT)
LARGE_SVG = Unusable(N_("the file is too large"), _EXPORT)
VAST_SVG = Unusable(N_("it has more pixels than a note needs"), _EXPORT)
DOCTYPE = Unusable(
    N_("it has a document type declaration (DOCTYPE), which is not allowed"), _EXPORT
)
ACTIVE = Unusable(N_("it has scripts or web page parts in it"), _EXPORT)
OUTSIDE = Unusable(N_("it fetches something from outside itself"), _EXPORT)
TOO_DEEP = Unusable(N_("it has too many levels inside each other"), _EXPORT)
ENDLESS = Unusable(N_("something in it draws itself"), _EXPORT)
TOO_MUCH = Unusable(N_("it draws more than paper can show"), _EXPORT)
BAD_INSIDE = Unusable(N_("a picture inside it can't be used"), _EXPORT)
