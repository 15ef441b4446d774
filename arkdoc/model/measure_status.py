"""What the status of a measure may be: the four words of the contract (clause 8)."""

from enum import StrEnum


class MeasureStatus(StrEnum):
    """How far a measure has come. One that is none of these is kept as it was written."""

    PLANNED = "planlagt"
    IN_PROGRESS = "pågår"
    COMPLETED = "gjennomført"
    NOT_COMPLETED = "ikke gjennomført"


OPEN = (MeasureStatus.PLANNED, MeasureStatus.IN_PROGRESS)
"""The statuses of a measure that is still to be done."""

CLOSED = (MeasureStatus.COMPLETED, MeasureStatus.NOT_COMPLETED)
"""Those of one that is over: it is carried out, or it is decided that it is not."""
