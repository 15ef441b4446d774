"""What is gathered of one change while a plan is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from arkdoc.back.merge import MovedEdits
from arkdoc.back.model import EditAnswer, EditKind
from arkdoc.back.patches import TextEdit


@dataclass(slots=True, eq=False)
class Draft:
    """A change: the numbers of the old and the new block, -1 for none, and edits of the base.

    `reason`, a message id, says why it can't be taken in. `question` and `answers` are what is
    asked. `can_be_anew`: there is another way to write it, if this one doesn't come back.
    """

    kind: EditKind
    old: int
    new: int
    path: str = ""
    unit: str = ""
    edits: list[TextEdit] = field(default_factory=list)
    after: int = -1  # the new block that something gone stood after
    reason: str = ""
    args: dict[str, object] = field(default_factory=dict)
    can_be_anew: bool = False
    question: str = ""
    answers: list[EditAnswer] = field(default_factory=list)
    also: list[tuple[int, int]] = field(default_factory=list)  # other blocks it changes
    vanishes: bool = False  # the new block is empty, and is not to be printed
    new_files: dict[str, bytes] = field(default_factory=dict)
    today: MovedEdits = field(default_factory=MovedEdits)  # `edits` as those of today's files

    @property
    def key(self) -> tuple[EditKind, int, int]:
        """What tells it from other changes of the same files."""
        return (self.kind, self.old, self.new)

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it is written, unless somebody decides so."""
        return bool(self.reason or self.question or self.today.conflict or self.today.is_gone)

    @property
    def all_old(self) -> tuple[int, ...]:
        """The old blocks that it changes, -1 for none."""
        return (self.old, *(old for old, _ in self.also))

    @property
    def all_new(self) -> tuple[int, ...]:
        """The new blocks that it writes, -1 for none."""
        return (self.new, *(new for _, new in self.also))
