"""The state of the note → RenderedPage: the regions of one view, each a list of elements.

A browser gets whole regions when it connects and the steps between them afterwards. Both come
from here, so they lead to the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from functools import partial
from hashlib import sha256
from itertools import chain, groupby
from operator import attrgetter

from arkdoc.deliver.log import delivered, more_time
from arkdoc.language.messages import Translator
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.model.note import Delivery, Unit
from arkdoc.preview.assets import assets_digest
from arkdoc.preview.changes import ChangesSince
from arkdoc.preview.difference import KeyedElement, keyed_by_html
from arkdoc.preview.fault_box import missing_unit_box, note_fault_box, unit_fault_box
from arkdoc.preview.inline_messages import counts
from arkdoc.preview.pages_view import (
    PagesView,
    page_image_elements,
    pages_messages,
    pages_state,
)
from arkdoc.preview.snapshot import Snapshot
from arkdoc.preview.status_panel import status_row, summary
from arkdoc.preview.unit_page import SEVERITIES, Blocks, UnitPage, unit_page
from arkdoc.style.role import HEADINGS, Role
from arkdoc.units.status import DeliveryStatus
from arkdoc.write.html.markup import element, escaped

Regions = Mapping[str, Sequence[KeyedElement]]
DiagnosticsByDelivery = Mapping[int | None, Sequence[Diagnostic]]

REGIONS = (
    "fault",
    "head",
    "note",
    "changes",
    "counts",
    "summary",
    "units",
    "messages",
    "pages-state",
    "pages-messages",
    "pages",
)
"""Every region of a page, by its `data-region` in the document."""


NOT_KEPT = "-"

_EARLIER_GONE = N_("The texts of the earlier version are not kept any more.")


@dataclass(frozen=True, slots=True)
class View:
    """What a browser shows: the whole note or one unit of it, and in which language.

    `since` is the digest of the version since which changes are marked, NOT_KEPT where they were
    asked for and there is none, or empty.
    """

    unit: str
    language: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class PreviewState:
    """The last note that could be read, the fault that keeps a newer one from it, and its pages.

    `paths` are the files that were saved last.
    """

    snapshot: Snapshot | None = None
    fault: ArkdocError | None = None
    paths: tuple[str, ...] = ()
    pages_view: PagesView = field(default_factory=PagesView)


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A view's regions, and what else its document says.

    `about` holds the title, the note's language, the address of its style sheet, the digest of our
    own assets, and in `saved`, a line each, the shown files that were saved last.
    """

    regions: Regions
    about: Mapping[str, str]


def style_name(style: str) -> str:
    """The name of the style sheet `style` in its address."""
    return sha256(style.encode()).hexdigest()[:20] + ".css"


class Renderer:
    """Renders one view. `address` completes a path of ours; `today` is for deadlines.

    `base` is the path that all addresses are under. `shows_places`: messages say in which file and
    line they stand, for those who see the files. `changes` marks what has changed.
    """

    def __init__(
        self,
        view: View,
        tr: Translator,
        address: Callable[[str], str],
        today: Callable[[], Date],
        *,
        base: str = "",
        shows_places: bool = True,
        changes: ChangesSince | None = None,
    ) -> None:
        self._changes = changes
        self._unit, self._since = view.unit, view.since
        self._tr = tr
        self._address = address
        self._today = today
        self._base = base
        self._shows_places = shows_places
        self._cache = Cache()
        self._snapshot: Snapshot | None = None
        self._regions: Regions = {}
        self._rows: Callable[..., Sequence[KeyedElement]] = lambda **_: ()
        self._saved = ""

    def __call__(self, state: PreviewState) -> RenderedPage:
        """The page that shows `state`."""
        regions: dict[str, Sequence[KeyedElement]] = dict.fromkeys(REGIONS, ())
        if state.snapshot is not None:
            if state.snapshot is not self._snapshot:
                self._regions = self._note(state.snapshot)
                self._snapshot = state.snapshot
            regions |= self._regions
        regions["fault"] = tuple(self._fault(state))
        if regions["fault"]:
            # The note is shown as it was. How much was wrong with it is no longer known.
            regions["counts"] = regions["summary"] = ()
            regions["units"] = self._rows(is_current=False)
        if not self._unit:
            regions["pages-messages"] = pages_messages(
                state.pages_view, self._tr, shows_places=self._shows_places
            )
            regions["pages"] = page_image_elements(state.pages_view, self._tr, self._base)
            regions["pages-state"] = (pages_state(state.pages_view, self._tr),)
        return RenderedPage(regions, self._about(state))

    def _about(self, state: PreviewState) -> dict[str, str]:
        snapshot, title = state.snapshot, self._tr("Preview")
        language = style = ""
        if snapshot is not None:
            title, language, saved = snapshot.title, snapshot.language, list(state.paths)
            style = f"{self._base}/stil/{style_name(snapshot.style)}"
            if self._unit:
                if path := path_to_unit(snapshot.note.units, self._unit):
                    title = f"{path[-1].name} – {title}"
                # A save of another unit's file changes nothing here.
                shown = {p for d in self._deliveries(snapshot).values() for p in d.owned}
                saved = [file for file in saved if file in shown]
            self._saved = "\n".join(saved) or self._saved
        return {
            "title": title,
            "language": language,
            "style": style,
            "saved": self._saved,
            "assets": assets_digest(),
        }

    def _note(self, snapshot: Snapshot) -> Regions:
        """The regions that follow from the snapshot alone."""
        self._cache.next_round()
        status = DeliveryStatus(
            snapshot.deliveries,
            snapshot.diagnostics,
            snapshot.note.deadline,
            self._today(),
            snapshot.sources.changed,
            delivered(snapshot.log),
            more_time(snapshot.log),
        )
        # What waits of a Word file is for those who took it in, not for the unit that it is about.
        remarks = () if self._unit else snapshot.remarks
        found = _by_delivery((*snapshot.diagnostics, *remarks), status)
        blocks = self._changes.blocks(snapshot) if self._changes else snapshot.blocks
        runs = [(id_, tuple(run)) for id_, run in groupby(blocks, attrgetter("unit"))]
        units = self._unit_pages(snapshot, runs, found)
        rendered_runs = {id_: iter(unit.runs) for id_, unit in units.items()}
        messages = [
            [item for unit in units.values() for item in unit.messages[number]]
            for number in range(len(SEVERITIES))
        ]
        numbers = dict(zip(SEVERITIES, map(len, messages), strict=True))
        self._rows = partial(self._unit_rows, self._deliveries(snapshot), found, units, status)
        head = (self._head(snapshot), *(self._changes.head(snapshot) if self._changes else ()))
        elements = list(
            chain.from_iterable(next(rendered_runs[id_]) for id_, _ in runs if id_ in rendered_runs)
        )
        return {
            "head": head,
            "note": elements,
            "changes": self._told_of_changes((*head, *elements)),
            "counts": (counts(numbers, self._tr),),
            "summary": () if self._unit else (summary(status, self._tr),),
            "units": self._rows(is_current=True),
            "messages": list(chain.from_iterable(messages)),
        }

    def _told_of_changes(self, elements: Sequence[KeyedElement]) -> tuple[KeyedElement, ...]:
        if self._changes:
            return (self._changes.told(elements),)
        if not self._since:
            return ()
        return (keyed_by_html(element("p", escaped(self._tr(_EARLIER_GONE)))),)

    def _deliveries(self, snapshot: Snapshot) -> dict[int, Delivery]:
        """The deliveries that are shown, by number."""
        return {
            number: delivery
            for number, delivery in enumerate(snapshot.deliveries)
            if not self._unit or _id(delivery) == self._unit
        }

    def _unit_pages(
        self,
        snapshot: Snapshot,
        runs: Sequence[tuple[str, Blocks]],
        by_delivery: DiagnosticsByDelivery,
    ) -> dict[str, UnitPage]:
        """The units that are shown, by id; what belongs to no unit is under ""."""
        blocks: dict[str, list[Blocks]] = {}
        for id_, run in runs:
            blocks.setdefault(id_, []).append(run)
        found: dict[str, list[Diagnostic]] = {}
        for number, diagnostics in by_delivery.items():
            id_ = "" if number is None else _id(snapshot.deliveries[number])
            found.setdefault(id_, []).extend(diagnostics)
        pages = {}
        places = snapshot.places if self._shows_places else None
        for id_ in dict.fromkeys((*blocks, *found)):
            if not self._unit or id_ == self._unit:
                given = (blocks.get(id_, []), found.get(id_, []))
                make = partial(unit_page, *given, self._tr, places, is_own=bool(self._unit))
                paths = dict.fromkeys(diagnostic.span.path for diagnostic in given[1])
                texts = [snapshot.word_texts.get(path) for path in paths]  # which places quote
                pages[id_] = self._cache.cached_while_equal(("unit", id_), (*given, texts), make)
        return pages

    def _unit_rows(
        self,
        deliveries: Mapping[int, Delivery],
        found: DiagnosticsByDelivery,
        units: Mapping[str, UnitPage],
        status: DeliveryStatus,
        *,
        is_current: bool,
    ) -> list[KeyedElement]:
        """A row a delivery; what is counted only where that `is_current`."""
        return [
            self._row(
                number, delivery, found.get(number, ()) if is_current else None, units, status
            )
            for number, delivery in deliveries.items()
        ]

    def _row(
        self,
        number: int,
        delivery: Delivery,
        found: Sequence[Diagnostic] | None,
        units: Mapping[str, UnitPage],
        status: DeliveryStatus,
    ) -> KeyedElement:
        id_ = _id(delivery)
        anchor = units[id_].anchor if id_ in units else ""

        def make() -> KeyedElement:
            has_errors = any(diagnostic.is_error for diagnostic in found or ())
            state = status.in_words(delivery, self._tr, has_errors=has_errors)
            return status_row(
                delivery,
                found,
                self._tr,
                state=status.state(delivery, has_errors=has_errors),
                in_words=(state, status.came_in_words(delivery, self._tr)),
                anchor=anchor,
                page=self._address(f"/enhet/{id_}") if id_ and not self._unit else "",
            )

        given = (delivery, found, anchor, status.known_of(delivery))
        return self._cache.cached_while_equal(("row", number), given, make)

    def _head(self, snapshot: Snapshot) -> KeyedElement:
        """The note's head; on a unit's own page, the titles that the unit stands under."""
        if not self._unit:
            return keyed_by_html(element("div", snapshot.head))
        lines = [element("h1", escaped(snapshot.title), class_=Role.TITLE.css_class)]
        above = path_to_unit(snapshot.note.units, self._unit)[:-1]
        for level, unit in enumerate(above, 1):
            css_class = HEADINGS[min(level, len(HEADINGS)) - 1].css_class
            lines.append(element(f"h{level + 1}", escaped(unit.name), class_=css_class))
        return keyed_by_html(element("div", "".join(lines), class_="pv-context"))

    def _fault(self, state: PreviewState) -> Iterator[KeyedElement]:
        """Why the page is not the note as it is on the disk, if it isn't."""
        unit, snapshot, fault = self._unit, state.snapshot, state.fault
        if fault is not None and unit:
            yield unit_fault_box(self._tr)
        elif fault is not None:
            yield note_fault_box(
                fault,
                self._tr,
                is_older_shown=snapshot is not None,
                shows_places=self._shows_places,
            )
        elif unit and snapshot is not None and not path_to_unit(snapshot.note.units, unit):
            yield missing_unit_box(unit, self._tr)


def path_to_unit(units: Sequence[Unit], id_: str) -> list[Unit]:
    """The unit with the id `id_`, after those that it lies under; empty where there is none."""
    for unit in units:
        if unit.id == id_:
            return [unit]
        if path := path_to_unit(unit.units, id_):
            return [unit, *path]
    return []


def _by_delivery(found: Sequence[Diagnostic], status: DeliveryStatus) -> DiagnosticsByDelivery:
    """The diagnostics of each delivery, by its number; those of none are under None."""
    owner_of = status.owner()
    by_delivery: dict[int | None, list[Diagnostic]] = {}
    for diagnostic in found:
        by_delivery.setdefault(owner_of(diagnostic), []).append(diagnostic)
    return by_delivery


def _id(delivery: Delivery) -> str:
    return delivery.unit.id if delivery.unit else ""
