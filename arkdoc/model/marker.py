"""What stands before the items of a list: a sign, or a number with what is written around it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Numeral(Enum):
    """How the items of a list are counted. The values are those of `type` in HTML."""

    NONE = ""
    DECIMAL = "1"
    LOWER_LETTER = "a"
    UPPER_LETTER = "A"
    LOWER_ROMAN = "i"
    UPPER_ROMAN = "I"

    def write(self, number: int) -> str:
        """`number`, counted from 1, as this kind of numeral; past z, letters go on as in Word."""
        match self:
            case Numeral.NONE:
                return ""
            case Numeral.DECIMAL:
                return str(number)
            case Numeral.LOWER_LETTER | Numeral.UPPER_LETTER:
                times, letter = divmod(number - 1, 26)
                return chr(ord(self.value) + letter) * (times + 1)
            case Numeral.LOWER_ROMAN:
                return _roman(number)
            case Numeral.UPPER_ROMAN:
                return _roman(number).upper()
            case _:
                assert_never(self)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before each item of a list: «a)» is `Marker(Numeral.LOWER_LETTER, after=")")`.

    Without a numeral, `before` is a sign as its author wrote it; without a sign either, the
    house style has one for each level.
    """

    numeral: Numeral = Numeral.NONE
    before: str = ""
    after: str = ""

    def text(self, number: int) -> str:
        """What stands before the item that is counted `number`."""
        return f"{self.before}{self.numeral.write(number)}{self.after}"


BULLET = Marker()
"""The house style's own sign."""
NUMBER = Marker(Numeral.DECIMAL, after=".")
"""The usual number: «1.»."""
