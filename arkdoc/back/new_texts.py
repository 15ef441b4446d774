"""What was written in Word where a unit had no text → a contribution of that unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from arkdoc.back.block_lines import BlockLines
from arkdoc.back.comparison import Comparison
from arkdoc.back.contexts import WritingContext
from arkdoc.back.drafts import Draft
from arkdoc.back.matching import our_names
from arkdoc.back.model import EditKind
from arkdoc.back.notes import NoteBook
from arkdoc.back.reasons import NO_PLACE, NOT_WRITTEN
from arkdoc.model.regex import regex
from arkdoc.model.values import written_value

_ID = regex(r"[\w-]{1,80}")


@dataclass(slots=True)
class _NewText:
    """The text of a unit that had none: its lines, block by block, and the one change it is."""

    draft: Draft
    context: WritingContext = field(default_factory=WritingContext)
    written: str = ""
    is_item: bool = False


class NewTexts:
    """Gathers the texts of units that had none. `taken` are the paths that files have already."""

    def __init__(
        self,
        comparison: Comparison,
        lines: BlockLines,
        notes: NoteBook,
        taken: Collection[str],
    ) -> None:
        self._c = comparison
        self._lines = lines
        self._notes = notes
        self._taken = taken
        self._unit = ""
        self._texts: dict[str, _NewText] = {}
        self._by_block = {
            mine: unit
            for mine, block in enumerate(comparison.old)
            for name in our_names(block)
            if (unit := comparison.origins.placeholders.get(name))
        }

    @property
    def is_open(self) -> bool:
        """Whether what comes now is of a unit without a text."""
        return self._unit in self._by_block.values()

    def open_unit(self, unit: str) -> None:
        """Let a unit's heading have been met."""
        self._unit = unit

    def is_placeholder(self, mine: int) -> bool:
        """Whether an old block stands in the place of a unit's text."""
        return mine in self._by_block

    def open_at(self, mine: int) -> None:
        """Let a placeholder have been met."""
        self._unit = self._by_block[mine]

    def written_over(self, mine: int, number: int) -> list[Draft]:
        """The draft of a text that somebody wrote over a placeholder, or behind it."""
        drafts = self.put_in(number)
        self._texts[self._unit].draft.also.append((mine, -1))
        return drafts

    def put_in(self, number: int) -> list[Draft]:
        """The draft of a new block of the unit; none where one has it already."""
        unit = self._unit
        path = f"contributions/{unit}.md"
        if unit not in self._texts:
            draft = Draft(EditKind.PLACEHOLDER, -1, number, path, unit)
            if path in self._taken or not _ID.fullmatch(unit):
                draft.reason = NO_PLACE
            self._texts[unit] = _NewText(draft)
            drafts = [draft]
        else:
            self._texts[unit].draft.also.append((-1, number))
            drafts = []
        self._add(self._texts[unit], number, path)
        return drafts

    def _add(self, text: _NewText, number: int, path: str) -> None:
        new = self._c.new[number]
        self._notes.use(path, new)
        lines = self._lines.lines(-1, number, path, text.draft.unit, text.context, text.draft)
        if lines is None:
            text.draft.reason = text.draft.reason or NOT_WRITTEN
            return
        is_item = new.shape.kind == "item"
        gap = "" if not text.written else "\n" if is_item and text.is_item else "\n\n"
        text.written += gap + "\n".join(lines)
        text.is_item = is_item

    def finished(self, drafts: list[Draft]) -> list[Draft]:
        """`drafts` with the files of new texts, whose placeholders go with them."""
        for unit, text in self._texts.items():
            draft = text.draft
            below = "".join(edit.new for edit in draft.edits if edit.path == draft.path)
            draft.edits = [edit for edit in draft.edits if edit.path != draft.path]
            front = f"---\nenhet: {written_value(unit)}\n---\n"
            if not draft.reason:
                draft.new_files[draft.path] = f"{front}{text.written}{below}\n".encode()
        kept = []
        for draft in drafts:
            unit = self._by_block.get(draft.old, "") if draft.new < 0 else ""
            if unit in self._texts:
                self._texts[unit].draft.also.append((draft.old, -1))
            else:
                kept.append(draft)
        return kept
