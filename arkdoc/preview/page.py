"""Snapshot → Page: the regions of one view of the note, each a list of pieces.

A browser gets the regions whole when it comes and the steps between them afterwards; both are
made here and nowhere else, so they lead to the same page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from hashlib import sha256
from itertools import chain, groupby
from operator import attrgetter

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import ArkdocError, Diagnostic
from arkdoc.model.note import Delivery, Unit
from arkdoc.preview.assets import assets_digest
from arkdoc.preview.difference import KeyedElement
from arkdoc.preview.inline_messages import place_button, said, tally
from arkdoc.preview.memo import Memo
from arkdoc.preview.pages_view import PagesView, page_image_elements, pages_state
from arkdoc.preview.snapshot import Snapshot
from arkdoc.preview.status_panel import Row, status_row, summary
from arkdoc.preview.units import GRAVITY, UnitPage, run_pieces, unit_page
from arkdoc.style.role import HEADINGS, Role
from arkdoc.units.status import DeliveryStatus
from arkdoc.write.html.markup import element, escaped
from arkdoc.write.html.page_blocks import RenderedBlock

Regions = Mapping[str, Sequence[KeyedElement]]
Blocks = tuple[RenderedBlock, ...]

REGIONS = (
    "state",
    "head",
    "note",
    "tally",
    "summary",
    "board",
    "messages",
    "sheets-state",
    "sheets",
)
"""Every region of a page, by the name it has in the browser."""


@dataclass(frozen=True, slots=True)
class View:
    """What a browser looks at: all of the note or one unit of it, in which language."""

    unit: str
    language: str


@dataclass(frozen=True, slots=True)
class PreviewState:
    """The last note that could be read; what keeps a newer one from it, if anything; its pages.

    `paths` are the files that were saved last.
    """

    snapshot: Snapshot | None = None
    fault: ArkdocError | None = None
    paths: tuple[str, ...] = ()
    pages_view: PagesView = field(default_factory=PagesView)


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """`about`: the title, the note's language, its style sheet, what our own files are, and
    which of the files that are shown were saved last, a line each: what changed in others, such
    as a number, followed from it.
    """

    regions: Regions
    about: Mapping[str, str]


def style_name(style: str) -> str:
    """The name that the style sheet `style` is had by."""
    return sha256(style.encode()).hexdigest()[:20] + ".css"


class Renderer:
    """Makes the pages of one view. `address` completes a path of ours; `today` is for deadlines."""

    def __init__(
        self, view: View, tr: Translator, address: Callable[[str], str], today: Callable[[], Date]
    ) -> None:
        self._view = view
        self._tr = tr
        self._address = address
        self._today = today
        self._memo = Memo()
        self._last: tuple[Snapshot, Regions] | None = None
        self._saved = ""

    def __call__(self, state: PreviewState) -> RenderedPage:
        """The page that shows `state`."""
        tr, snapshot = self._tr, state.snapshot
        regions: dict[str, Sequence[KeyedElement]] = dict.fromkeys(REGIONS, ())
        if snapshot is not None:
            if self._last is None or self._last[0] is not snapshot:
                self._last = (snapshot, self._note(snapshot))
            regions |= self._last[1]
        regions["state"] = tuple(self._state(state))
        if not self._view.unit:
            regions["sheets"] = page_image_elements(state.pages_view, tr)
            regions["sheets-state"] = pages_state(state.pages_view, tr)
        return RenderedPage(regions, self._about(snapshot, state.paths))

    def _about(self, snapshot: Snapshot | None, paths: Sequence[str]) -> dict[str, str]:
        if snapshot is None:
            title = self._tr("Preview")
            about = {"title": title, "language": "", "style": "", "saved": ""}
            return {**about, "assets": assets_digest()}
        own = self._view.unit
        known = {p for d in snapshot.deliveries if own and _id(d) == own for p in d.paths}
        # A save of another unit's file is none of this one's business.
        saved = [path for path in paths if not own or path in known]
        self._saved = "\n".join(saved) or self._saved
        title, unit = snapshot.title, _unit(snapshot, self._view.unit)
        return {
            "title": f"{unit.name} – {title}" if unit else title,
            "language": snapshot.language,
            "style": f"/stil/{style_name(snapshot.style)}",
            "saved": self._saved,
            "assets": assets_digest(),
        }

    def _note(self, snapshot: Snapshot) -> dict[str, Sequence[KeyedElement]]:
        self._memo.next_round()
        own, tr = self._view.unit, self._tr
        deadline = snapshot.note.deadline
        status_of_units = DeliveryStatus(
            snapshot.deliveries, snapshot.diagnostics, deadline, self._today()
        )
        by_owner = _by_owner(snapshot, status_of_units)
        runs = [(id_, tuple(run)) for id_, run in groupby(snapshot.blocks, _unit_of)]
        units = self._units(snapshot, runs, by_owner)
        rows = [
            self._row(number, delivery, by_owner.get(number, ()), units, status_of_units)
            for number, delivery in enumerate(snapshot.deliveries)
            if not own or _id(delivery) == own
        ]
        return {
            "head": (self._head(snapshot),),
            "note": list(self._pieces(runs, units)),
            "tally": (tally(*_sums(units.values()), tr),),
            "summary": () if own else (summary(status_of_units, tr),),
            "board": rows,
            "messages": list(
                chain.from_iterable(
                    unit.messages[grave] for grave in range(len(GRAVITY)) for unit in units.values()
                )
            ),
        }

    def _units(
        self,
        snapshot: Snapshot,
        runs: Sequence[tuple[str, Blocks]],
        by_owner: Mapping[int | None, Sequence[Diagnostic]],
    ) -> dict[str, UnitPage]:
        """What is said of each unit that is shown, by its id; what is no unit's is under ""."""
        own = self._view.unit
        found: dict[str, list[Diagnostic]] = {}
        for owner, diagnostics in by_owner.items():
            id_ = _id(snapshot.deliveries[owner]) if owner is not None else ""
            found.setdefault(id_, []).extend(diagnostics)
        blocks: dict[str, Blocks] = {}
        for id_, run in runs:
            blocks[id_] = blocks[id_] + run if id_ in blocks else run
        return {
            id_: self._memo.get(
                ("unit", id_),
                (blocks.get(id_, ()), tuple(found.get(id_, ()))),
                lambda given: unit_page(*given, self._tr),
            )
            for id_ in dict.fromkeys((*blocks, *found))
            if not own or id_ == own
        }

    def _row(
        self,
        number: int,
        delivery: Delivery,
        found: Sequence[Diagnostic],
        units: Mapping[str, UnitPage],
        status_of_units: DeliveryStatus,
    ) -> KeyedElement:
        id_ = _id(delivery)
        anchor = units[id_].anchor if id_ in units else ""
        return self._memo.get(
            ("row", number),
            (delivery, tuple(found), status_of_units.days_overdue(delivery), anchor),
            lambda given: status_row(
                Row(
                    delivery=delivery,
                    counts=Counter(diagnostic.rule.severity for diagnostic in found),
                    state=status_of_units.in_words(delivery, self._tr),
                    anchor=anchor,
                    page=self._address(f"/enhet/{id_}") if id_ and not self._view.unit else "",
                ),
                self._tr,
            ),
        )

    def _pieces(
        self, runs: Sequence[tuple[str, Blocks]], units: Mapping[str, UnitPage]
    ) -> Iterator[KeyedElement]:
        """The blocks, each after what is said of it."""
        for number, (id_, run) in enumerate(runs):
            if id_ in units:
                given = (run, units[id_].beside)
                yield from self._memo.get(("run", number), given, lambda given: run_pieces(*given))

    def _head(self, snapshot: Snapshot) -> KeyedElement:
        """The note's head; for a unit alone, where in the note it stands."""
        own = self._view.unit
        if not own:
            html = element("div", snapshot.head)
            return KeyedElement(html, html)
        lines = [element("h1", escaped(snapshot.title), class_=Role.TITLE.css_class)]
        for level, unit in enumerate(_above(snapshot.note.units, own), 1):
            css_class = HEADINGS[min(level, len(HEADINGS)) - 1].css_class
            lines.append(element(f"h{level + 1}", escaped(unit.name), class_=css_class))
        html = element("div", "".join(lines), class_="pv-context")
        return KeyedElement(html, html)

    def _state(self, state: PreviewState) -> Iterator[KeyedElement]:
        """What lies over the page when it is not the note as it is on the disk."""
        tr, own, snapshot = self._tr, self._view.unit, state.snapshot
        fault = state.fault
        found = [d for d in fault.diagnostics if d.is_error][:_MOST_FAULTS] if fault else []
        lines: list[str] = []
        if fault is not None and own:
            lines = [tr("The note can't be read at the moment."), tr("This is how it was.")]
            found = []
        elif fault is not None:
            lines = [tr("The note can't be read."), tr.error(fault)]
            # The error itself says the first of them, and with arguments what to do about it.
            lines += map(tr.hint, found[:1] if not fault.arguments else ())
            lines += map(tr.message, found[1:])
            if snapshot is not None:
                lines.append(tr("What you see below is how it was before that."))
        elif own and snapshot is not None and _unit(snapshot, own) is None:
            lines = [tr("There is no unit “{unit}” in the note.", unit=own)]
        if lines:
            first, *rest = (said(line) for line in lines if line)
            inside = [element("strong", first), *(element("p", line) for line in rest)]
            places = dict.fromkeys(map(place_button, found))
            inside += [element("p", place) for place in places if place]
            html = element("div", "".join(inside), class_="pv-fault")
            yield KeyedElement(html, html)


_unit_of = attrgetter("unit")
_MOST_FAULTS = 3  # of a note that can't be read: what is wrong is most often among the first


def _sums(units: Iterable[UnitPage]) -> tuple[int, int]:
    counts = [unit.counts for unit in units]
    return sum(errors for errors, _ in counts), sum(warnings for _, warnings in counts)


def _by_owner(
    snapshot: Snapshot, status_of_units: DeliveryStatus
) -> dict[int | None, list[Diagnostic]]:
    """The diagnostics of each delivery, by its number, and of none."""
    owner_of = status_of_units.owner()
    by_owner: dict[int | None, list[Diagnostic]] = {}
    for diagnostic in snapshot.diagnostics:
        by_owner.setdefault(owner_of(diagnostic), []).append(diagnostic)
    return by_owner


def _id(delivery: Delivery) -> str:
    return delivery.unit.id if delivery.unit else ""


def _unit(snapshot: Snapshot, id_: str) -> Unit | None:
    return next((unit for unit in snapshot.note.all_units if unit.id == id_), None) if id_ else None


def _above(units: Sequence[Unit], id_: str) -> list[Unit]:
    """The units that the unit lies under, the outermost first."""
    for unit in units:
        if unit.id != id_ and any(below.id == id_ for below, _ in unit.walk()):
            return [unit, *_above(unit.units, id_)]
    return []
