"""One note that is shown live: what reads it, renders it, and tells browsers of it.

The parts and how they hang together stand in `run.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from threading import Lock

from arkdoc.deliver.remarks import read_remarks
from arkdoc.language.messages import Translator
from arkdoc.model.assets import Asset
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.base_store import keep_base
from arkdoc.pipeline.two_versions import kept_analysis, newest_kept
from arkdoc.preview.broadcaster import Broadcaster
from arkdoc.preview.changes import ChangesSince, EarlierVersion
from arkdoc.preview.page import PreviewState, Renderer, View
from arkdoc.preview.pages_view import PagesView
from arkdoc.preview.render_worker import RenderWorker
from arkdoc.preview.server import Gate, Site
from arkdoc.preview.session import Session, Update
from arkdoc.preview.snapshot import IMAGE_ADDRESS, LiveNote, Snapshot, image_name
from arkdoc.preview.watcher import ROOT_EVERY, Watcher


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """How a note is shown.

    `translators` are those of all languages, the first one's by default. `base`, `home` and
    `shows_places` are as in `Site`.
    """

    translators: Mapping[str, Translator]
    today: Callable[[], Date]
    poll: bool
    base: str = ""
    home: str = "/"
    shows_places: bool = True


class LivePreview:
    """The note under `root`. To be made in the event loop; `report` is called with each update."""

    def __init__(
        self, root: Path, gate: Gate, options: PreviewOptions, report: Callable[[Update], None]
    ) -> None:
        self._options = options
        self._root = root = root.absolute()  # what "." is goes along when its folder is renamed
        self._broadcaster = Broadcaster(PreviewState(), self._renderer)
        self._render_worker = RenderWorker(self._show_pages)
        self.site = Site(
            self._broadcaster,
            self._render_worker,
            gate,
            options.translators,
            base=options.base,
            home=options.home,
            shows_places=options.shows_places,
            handed_out=self._keep_base,
            newest_kept=lambda: newest_kept(root),
            compare=self._compare,
        )
        live = LiveNote(root, options.base)
        self._earlier: dict[str, EarlierVersion] = {}
        self._compared: dict[View, ChangesSince] = {}
        self._comparing = Lock()
        self._session = Session(live, root, show=self._show, report=report)
        self._watcher = Watcher(root, self._session.notify, poll=options.poll)

    @property
    def snapshot(self) -> Snapshot | None:
        """The note as it was read last; None where it can't be read."""
        return self._broadcaster.state.snapshot

    @property
    def polling(self) -> bool:
        """Whether changes are looked for, because the system does not notify of them."""
        return self._watcher.polling

    async def start(self) -> None:
        """Read the note for the first time."""
        await self._session.start()

    def notify(self, path: str | None) -> None:
        """The file at `path` may have changed; None: any file may. For any thread."""
        self._session.notify(path)

    async def run(self) -> None:
        """Show what changes, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._session.run())
            tasks.create_task(self._render_worker.run())
            tasks.create_task(self._look_after_root())

    def end_streams(self) -> None:
        """End all event streams, and give up the files that are being made."""
        self._broadcaster.close()
        self._render_worker.close()

    def close(self) -> None:
        """Stop watching."""
        self._watcher.close()

    async def _look_after_root(self) -> None:
        """Notice that the root is another folder than the one that is watched, and new remarks."""
        seen = self.snapshot.remarks if self.snapshot else ()
        while True:
            await asyncio.sleep(ROOT_EVERY)
            await asyncio.to_thread(self._watcher.look_again)
            before, seen = seen, await asyncio.to_thread(read_remarks, self._root)
            if seen != before:
                self.notify(None)

    def _keep_base(self, snapshot: Snapshot, docx: bytes) -> None:
        """Keep what a downloaded Word file was made from, so that changes in it can come back."""
        with suppress(ArkdocError):  # the file is worth having all the same
            sources, printed = snapshot.sources, snapshot.printed
            keep_base(self._root, docx, sources, printed, links_attachments=False)

    def _compare(self, view: View) -> None:
        """Read the version that `view` shows the changes since, and compare all of it. Slow."""
        with self._comparing:
            if view.since not in self._earlier:
                found = kept_analysis(self._root, view.since)
                self._earlier.clear()  # two are wanted for a moment only
                if found:
                    self._earlier[view.since] = EarlierVersion.of(found, self._address)
            changes = self._changes(view)
            if changes and self.snapshot:
                changes.blocks(self.snapshot)
                self._compared = {view: changes}

    def _changes(self, view: View) -> ChangesSince | None:
        earlier = self._earlier.get(view.since)
        return ChangesSince(earlier, self._options.translators[view.language]) if earlier else None

    def _address(self, asset: Asset) -> str:
        return f"{self._options.base}{IMAGE_ADDRESS}{image_name(asset)}"

    def _renderer(self, view: View) -> Renderer:
        options = self._options
        return Renderer(
            view,
            options.translators[view.language],
            self.site.address(view),
            options.today,
            base=options.base,
            shows_places=options.shows_places,
            changes=self._compared.pop(view, None) or self._changes(view),
        )

    def _show(self, state: PreviewState) -> None:
        pages_view = self._render_worker.update(state.snapshot)
        self._broadcaster.publish(replace(state, pages_view=pages_view))

    def _show_pages(self, pages_view: PagesView) -> None:
        self._broadcaster.publish(replace(self._broadcaster.state, pages_view=pages_view))
