"""The blocks of both readings → changes, each with the edits of the base that write it.

Blocks that stay are patched where they stand; what is put in is written after the block before it,
and what is gone is taken away with the empty lines that parted it from the next.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from arkdoc.back.block_lines import BlockLines
from arkdoc.back.boxes import Boxes, Chain
from arkdoc.back.code_patches import patch_code
from arkdoc.back.comparison import Comparison
from arkdoc.back.contexts import HeadingLevels, WritingContext, stops
from arkdoc.back.deletions import Deletions
from arkdoc.back.drafts import Draft
from arkdoc.back.field_patches import FieldPatches
from arkdoc.back.joined import joined, rank
from arkdoc.back.measure_patches import MeasurePatches
from arkdoc.back.measure_tables import MeasureTables
from arkdoc.back.model import EditKind
from arkdoc.back.new_texts import NewTexts
from arkdoc.back.notes import NoteBook
from arkdoc.back.numbers import renumber
from arkdoc.back.origins import SourceBlock
from arkdoc.back.patches import TextEdit
from arkdoc.back.picture_patches import PicturePatches
from arkdoc.back.printed import PrintedBlock
from arkdoc.back.reasons import GENERATED, NO_PLACE, NOT_WRITTEN, OTHER_BOX
from arkdoc.back.table_patches import TablePatches
from arkdoc.back.text_patches import atom_edits, patch_run
from arkdoc.back.unit_order import order_drafts
from arkdoc.back.word.patches import WordPatches
from arkdoc.model.marker import Numeral
from arkdoc.model.nodes import CodeBlock, Container, Heading
from arkdoc.model.source import is_word
from arkdoc.pipeline.load import NOTE

Key = tuple[EditKind, int, int]
_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the next new block goes: an offset, after what stands there or before it."""

    path: str
    unit: str
    offset: int
    is_before: bool = False
    boxes: Chain = ()


class BlockPatches:
    """Makes the drafts of all changes of blocks.

    `anew` are those whose runs are written whole, `taken` the paths that files have already,
    `pictures` today's by path.
    """

    def __init__(
        self,
        comparison: Comparison,
        anew: Collection[Key] = (),
        taken: Collection[str] = (),
        pictures: Mapping[str, bytes] = _NO_PICTURES,
    ) -> None:
        comparison.labels.clear()
        self._c = comparison
        self._anew = anew
        self._texts = comparison.origins.texts
        self._levels = HeadingLevels(comparison)
        self._context = WritingContext()
        self._notes = NoteBook(comparison)
        self._pictures = PicturePatches(comparison, taken, pictures)
        self._lines = BlockLines(comparison, self._levels, self._notes, self._pictures)
        self._new_texts = NewTexts(comparison, self._lines, self._notes, taken)
        self._tables = TablePatches(comparison, self._notes)
        self._fields = FieldPatches(comparison, self._notes)
        self._measures = MeasurePatches(comparison, self._fields)
        self._measure_tables = MeasureTables(comparison, self._fields)
        self._word = WordPatches(comparison)
        self._deletions = Deletions(comparison, self._measures, self._word)
        self._old_texts = {block.text for block in comparison.old}
        self._stops = stops(comparison)
        self._boxes = Boxes(comparison.origins)
        self._spot: Spot | None = None
        self._after: PrintedBlock | None = None  # the block that stands before the spot
        self._last = -1  # the last old block that stays
        self._done = 0  # new blocks before this one are written
        self.drafts: list[Draft] = []

    def make(self) -> list[Draft]:
        """The drafts, in the order of the note."""
        for number, block in enumerate(self._c.new):
            if block.story.startswith("+") or number < self._done:
                continue  # written with the mark that calls it, or with the measure it is of
            mine = self._c.matching.old_of.get(number, -1)
            if mine >= 0 and number not in self._c.matching.moved:
                self._stays(mine, number)
            else:
                self._put_in(mine, number)
        self.drafts += order_drafts(self._c, self._fields.values(NOTE))
        self.drafts += self._deletions.make()
        self.drafts = self._new_texts.finished(self.drafts)
        self._notes.unused(self.drafts)
        self._keep_comments()
        rank(self.drafts, self._c)
        renumber(self._c, self.drafts)
        return list(joined(self.drafts, self._c))

    def _keep_comments(self) -> None:
        """Refuse what would take away a comment (`<!--`) that its author wrote in the file."""
        for draft in self.drafts:
            if draft.kind in (EditKind.DELETED, EditKind.MERGED) or draft.reason:
                continue
            gone = (self._texts.text(edit.path)[edit.start : edit.end] for edit in draft.edits)
            kept = sum(edit.new.count("<!--") for edit in draft.edits)
            if sum(text.count("<!--") for text in gone) > kept:
                draft.reason = NOT_WRITTEN

    # --- what stays --------------------------------------------------------------------------

    def _stays(self, mine: int, number: int) -> None:
        old, new, origin = self._c.old[mine], self._c.new[number], self._c.origin[mine]
        self._last = mine
        is_changed = old.shape != new.shape or _says_otherwise(old, new)
        if origin is None:
            if self._new_texts.is_placeholder(mine):
                self._new_texts.open_at(mine)
                self._spot = None
                if is_changed:
                    self.drafts += self._new_texts.written_over(mine, number)
            elif is_changed:
                self._made(mine, number)
            return
        if is_word(origin.path):
            if is_changed:
                self.drafts.append(self._word.changed(_kind(old, new), mine, number, origin))
            self._to_source(new, origin)
        elif origin.is_field:
            if is_changed:
                makes = self._measure_tables.make if old.rows else self._fields.changed
                self.drafts += makes(mine, number, origin)
            self._to_field(number, origin)
        else:
            self._notes.use(origin.path, new)
            self._in_place(mine, number, origin)
            self._to_source(new, origin)
        self._after = new

    def _in_place(self, mine: int, number: int, origin: SourceBlock) -> None:
        old, new = self._c.old[mine], self._c.new[number]
        line = self._texts.line(origin.path, origin.first)
        if old.rows or new.rows:
            self._context.after_source(old, origin, line)
            if old.cell_atoms != new.cell_atoms:
                self.drafts += self._tables.make(mine, number, origin)
            return
        if old.shape.box != new.shape.box:
            self._refuse(EditKind.FORMAT, mine, number, OTHER_BOX)
            self._context.after_source(old, origin, line)
            return
        if old.shape != new.shape:
            self._reshaped(mine, number, origin)
            return
        self._context.after_source(old, origin, line)
        if old.shape.kind == "figure":
            picture = self._pictures.changed(mine, number, origin)
            self.drafts += [picture] if picture else []
        elif _says_otherwise(old, new):
            is_caption = old.shape.kind == "caption" and old.label == new.label
            caption = self._pictures.caption(mine, number, origin) if is_caption else None
            self.drafts.append(caption or self._text(mine, number, origin))

    def _text(self, mine: int, number: int, origin: SourceBlock) -> Draft:
        old, new = self._c.old[mine], self._c.new[number]
        draft = Draft(_kind(old, new), mine, number, origin.path, origin.unit)
        if (isinstance(origin.node, Container) and not origin.atoms) or old.label != new.label:
            draft.reason = GENERATED
            return draft
        self._notes.write(new.atoms, origin.path, draft)
        if isinstance(origin.node, CodeBlock):
            found = patch_code(origin.node, origin.path, new.text, self._texts)
            draft.edits += found or []
            draft.reason = "" if found else NOT_WRITTEN
            return draft
        source = self._c.run_source(origin)
        edits = patch_run(old.atoms, new.atoms, source, anew=draft.key in self._anew)
        if edits is None:
            draft.reason = NOT_WRITTEN
            return draft
        is_whole = any(edit.start == source.start and edit.end == source.end for edit in edits)
        draft.can_be_anew = not is_whole
        draft.edits += edits
        return draft

    def _reshaped(self, mine: int, number: int, origin: SourceBlock) -> None:
        """A block that is now of another kind or level: its own lines are written anew."""
        old, new = self._c.old[mine], self._c.new[number]
        kind = EditKind.LEVEL if "heading" in (old.shape.kind, new.shape.kind) else (EditKind.LIST)
        draft = Draft(kind, mine, number, origin.path, origin.unit)
        lines = self._lines.lines(mine, number, origin.path, origin.unit, self._context, draft)
        if lines is None or isinstance(origin.node, Container):
            draft.reason = draft.reason or NOT_WRITTEN
            self.drafts.append(draft)
            return
        start = self._texts.offset(origin.path, origin.first, 1)
        end = self._texts.line_end(origin.path, origin.last)
        before, after = self._seams(mine, number, origin)
        draft.edits.append(TextEdit(origin.path, start, end, before + "\n".join(lines) + after))
        self.drafts.append(draft)

    def _seams(self, mine: int, number: int, origin: SourceBlock) -> tuple[str, str]:
        """Empty lines that a block of another kind needs before and after it."""
        old, new = self._c.old[mine], self._c.new[number]
        above = self._texts.line(origin.path, origin.first - 1).strip()
        if above and self._begins_numbers_in_an_item(new):
            return "\n", ""
        if new.shape.kind == "item" or old.shape.kind not in ("item", "inside"):
            return "", ""
        below = self._texts.line(origin.path, origin.last + 1).strip()
        return ("\n" if above else ""), ("\n" if below else "")

    def _begins_numbers_in_an_item(self, new: PrintedBlock) -> bool:
        """Whether a numbered list begins with `new` inside the item before it.

        A number right below a line of text is read as a part of that text, where it stands alone.
        """
        marker, above = new.shape.marker, self._after
        if marker is None or marker.numeral is Numeral.NONE or above is None:
            return False
        is_in_item = above.shape.kind in ("item", "inside")
        return is_in_item and above.shape.level < new.shape.level

    def _made(self, mine: int, number: int) -> None:
        """A change in what has no source of its own: the note's head, or arkdoc's own words."""
        draft = self._fields.head(mine, number)
        if draft is None:
            self._refuse(EditKind.TEXT, mine, number, GENERATED)
        else:
            self.drafts.append(draft)

    # --- where the next block goes -----------------------------------------------------------

    def _to_source(self, block: PrintedBlock, origin: SourceBlock) -> None:
        last = origin.first if isinstance(origin.node, Container) else origin.last
        end = self._texts.line_end(origin.path, last)
        self._spot = Spot(origin.path, origin.unit, end, boxes=self._boxes.around(origin))

    def _to_field(self, number: int, origin: SourceBlock) -> None:
        """After a unit's heading or a measure: before what comes next of the same unit."""
        self._context = WritingContext()
        if isinstance(origin.node, Heading):
            self._new_texts.open_unit(origin.unit)
        where = self._stops[number + 1]
        is_own = where is not None and not where.is_field and where.unit == origin.unit
        if where is not None and is_own:
            start = self._texts.offset(where.path, where.first, 1)
            boxes = self._boxes.around(where)
            self._spot = Spot(where.path, where.unit, start, is_before=True, boxes=boxes)
            return
        if origin.path == NOTE:
            self._spot = None
            self._after = None
        elif self._spot is None or self._spot.path != origin.path:
            self._spot = self._end_of_file(origin.path, origin.unit)

    def _end_of_file(self, path: str, unit: str) -> Spot:
        return Spot(path, unit, len(self._texts.text(path).rstrip()))

    # --- what is put in ----------------------------------------------------------------------

    def _put_in(self, mine: int, number: int) -> None:
        new = self._c.new[number]
        if mine < 0 and (come := self._measures.come(number, self._last)):
            draft, count = come
            self.drafts.append(draft)
            self._done = number + count
            return
        kind = EditKind.MOVED if mine >= 0 else self._kind_of_new(number)
        if self._spot is None and mine < 0 and self._new_texts.is_open:
            self.drafts += self._new_texts.put_in(number)
            self._after = new
            return
        spot = self._spot = self._spot or self._first_spot(number)
        if spot is None:
            self._refuse(kind, mine, number, NO_PLACE)
            self._after = new
            return
        draft = Draft(kind, mine, number, spot.path, spot.unit)
        self.drafts.append(draft)
        origin = self._c.origin[mine] if mine >= 0 else None
        if mine >= 0 and (origin is None or origin.is_field):
            draft.reason = GENERATED if origin is None else NOT_WRITTEN
            self._after = new
            return
        place = self._boxes.place(spot.path, spot.offset, spot.boxes, new)
        if place is None:
            draft.reason = OTHER_BOX
            self._after = new
            return
        if place.is_out:
            offset = place.before if spot.is_before else place.after
            spot = replace(spot, offset=offset, boxes=())
            self._after, self._context = None, WritingContext()
        if is_word(spot.path):
            self._word.put_in(draft, spot.offset, is_before=spot.is_before)
        else:
            self._notes.use(spot.path, new)
            lines = self._lines.lines(mine, number, spot.path, spot.unit, self._context, draft)
            if lines is None:
                draft.reason = draft.reason or NOT_WRITTEN
            elif lines:
                draft.edits.insert(0, self._insertion(spot, number, "\n".join(lines)))
        if mine >= 0 and not draft.reason:
            self._take_away(mine, draft)
        self._after = new

    def _take_away(self, mine: int, draft: Draft) -> None:
        edit = self._deletions.of_moved(mine)
        if edit is None:
            draft.reason = NOT_WRITTEN
        else:
            draft.edits.append(edit)

    def _insertion(self, spot: Spot, number: int, written: str) -> TextEdit:
        new = self._c.new[number]
        text = self._texts.text(spot.path)
        follows = self._after is not None and self._after.shape.kind in ("item", "inside")
        is_item = new.shape.kind == "item"
        if spot.is_before:
            following = self._c.new[number + 1] if number + 1 < len(self._c.new) else None
            is_tight = is_item and following is not None and following.shape.kind == "item"
            return TextEdit(spot.path, spot.offset, spot.offset, written + "\n" * (2 - is_tight))
        above = text[: spot.offset].rpartition("\n")[2].strip()
        is_tight = is_item and follows and not self._begins_numbers_in_an_item(new)
        gap = "\n" if is_tight else "\n\n" if above or text[: spot.offset] else ""
        rest = text[spot.offset :]
        has_gap = not rest.strip() or _begins_empty(rest)
        following_item = _begins_item(rest)
        tail = "" if has_gap or (is_item and following_item) else "\n"
        return TextEdit(spot.path, spot.offset, spot.offset, gap + written + tail)

    def _first_spot(self, number: int) -> Spot | None:
        """Where something goes that stands before all that has a source in its part."""
        if self._after is not None and self._spot is None:
            return None
        for following in range(number + 1, len(self._c.new)):
            mine = self._c.matching.old_of.get(following, -1)
            where = self._c.origin[mine] if mine >= 0 else None
            if where is None or following in self._c.matching.moved:
                continue
            if where.path == NOTE and not where.is_field:
                start = self._texts.offset(where.path, where.first, 1)
                boxes = self._boxes.around(where)
                return Spot(where.path, where.unit, start, is_before=True, boxes=boxes)
            return None
        return None

    def _kind_of_new(self, number: int) -> EditKind:
        new = self._c.new[number]
        if number in self._c.matching.split:
            return EditKind.SPLIT
        if new.rows:
            return EditKind.TABLE
        if new.shape.kind == "figure":
            return EditKind.PICTURE
        is_copy = len(new.text) > 20 and new.text in self._old_texts
        return EditKind.COPIED if is_copy else EditKind.INSERTED

    def _refuse(self, kind: EditKind, mine: int, number: int, reason: str, **args: object) -> None:
        origin = self._c.origin[mine] if mine >= 0 else None
        path = origin.path if origin else ""
        unit = origin.unit if origin else ""
        draft = Draft(kind, mine, number, path, unit, reason=reason)
        draft.args |= args
        self.drafts.append(draft)


def _begins_empty(rest: str) -> bool:
    """Whether the line after the one that ends where `rest` begins is empty, or ends a box."""
    lines = rest.split("\n", 2)
    return len(lines) < 2 or not lines[1].strip(" \t>:")


def _begins_item(rest: str) -> bool:
    lines = rest.split("\n", 2)
    line = lines[1].lstrip(" \t>") if len(lines) > 1 else ""
    return line[:2] in ("- ", "* ", "+ ") or (
        line.split(" ", 1)[0].rstrip(".)").isalnum() and (line.split(" ", 1)[0][-1:] in ".)")
    )


def _says_otherwise(old: PrintedBlock, new: PrintedBlock) -> bool:
    said = [(block.atoms, block.label, block.cell_atoms) for block in (old, new)]
    return said[0] != said[1]


def _kind(old: PrintedBlock, new: PrintedBlock) -> EditKind:
    edits = atom_edits(old.atoms, new.atoms)
    if all(edit.is_look for edit in edits):
        links = {(old.atoms[e.start].look.link, new.atoms[e.new_start].look.link) for e in edits}
        if any(before != after for before, after in links):
            return EditKind.LINK
        things = {new.atoms[e.new_start].thing for e in edits}
        if "note" in things:
            return EditKind.NOTE
        return EditKind.PICTURE if "picture" in things else EditKind.FORMAT
    if old.shape.kind == "caption":
        return EditKind.CAPTION
    return EditKind.NOTE if old.story else EditKind.TEXT
