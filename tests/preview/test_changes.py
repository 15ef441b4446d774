"""What has changed since an earlier version, marked in the page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from arkdoc.deliver.make_note import make_note
from arkdoc.language.messages import in_language
from arkdoc.model.assets import Asset
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.build import load
from arkdoc.pipeline.two_versions import KeptVersion, kept_analysis, newest_kept
from arkdoc.preview import changes
from arkdoc.preview.broadcaster import Broadcaster
from arkdoc.preview.changes import ChangesSince, EarlierVersion
from arkdoc.preview.page import NOT_KEPT, PreviewState, RenderedPage, Renderer, View
from arkdoc.preview.snapshot import IMAGE_ADDRESS, LiveNote, image_name
from tests.support.preview import run_async
from tests.support.project import Project, png

UB = """\
Biblioteket har fulgt opp undersøkelsen.

Møtene er faste og åpne for alle.

- Ansvar
- Roller

Tabell: Antall

| År   | Svar |
|------|------|
| 2017 | 62   |
| 2019 | 71   |

Noe er uavklart.[^n]

![Kart over huset](kart.png)

Sist kommer dette.

[^n]: Det sies i mai.
"""


def address(asset: Asset) -> str:
    return IMAGE_ADDRESS + image_name(asset)


class Since:
    """A note that is watched, and its changes since it was made."""

    def __init__(self, project: Project) -> None:
        project.note()
        project.write("kart.png", png())
        project.contribution("ub", UB)
        project.contribution("studieadministrasjon", "### Tid\n\nVi er i gang.\n")
        self.project = project
        self.live = LiveNote(project.root)
        earlier = EarlierVersion.of(analyse(load(project.root)), address)
        tr = in_language("nb")
        self.renderer = Renderer(
            View("", "nb", "x"),
            tr,
            lambda path: path,
            lambda: date(2019, 3, 1),
            changes=ChangesSince(earlier, tr),
        )

    def page(self) -> RenderedPage:
        return self.renderer(PreviewState(self.live.snapshot()))

    def saved(self, text: str) -> list[tuple[str, str]]:
        """What is marked once `text` is saved: what happened, and what stands there."""
        self.project.contribution("ub", text)
        page = self.page()
        elements = [re.sub(" lang=..nb..", "", each.html) for each in page.regions["note"]]
        marked = []
        for number, html in enumerate(elements):
            if found := re.search('class="pv-change" data-change="(\\w+)"', html):
                shown = html if found[1] == "removed" else elements[number + 1]
                marked.append((found[1], shown))
        assert f"{len(marked)} sted" in page.regions["changes"][0].html or not marked
        return marked


@pytest.fixture
def since(project: Project) -> Since:
    return Since(project)


def test_nothing_is_marked_where_nothing_has_changed(since: Since) -> None:
    assert since.saved(UB) == []
    assert "Ingenting er endret siden da." in since.page().regions["changes"][0].html


def put(old: str, new: str) -> str:
    assert old in UB
    return UB.replace(old, new)


def gone(words: str) -> str:
    said = '<span class="pv-visually-hidden" lang="nb"> slettet: </span>'
    return f"<del>{said}{words}</del>"


def came(words: str) -> str:
    said = '<span class="pv-visually-hidden" lang="nb"> satt inn: </span>'
    return f"<ins>{said}{words}</ins>"


CHANGES = {
    "words": (put("faste", "lange"), "changed", (gone("faste"), came("lange"))),
    "a list": (put("- Roller\n", "- Roller\n- Lokaler\n"), "changed", (came("Lokaler"), "Ansvar")),
    "an item that goes": (put("- Ansvar\n", ""), "changed", (gone("Ansvar"), "Roller")),
    "a cell": (put("| 71 ", "| 75 "), "changed", (gone("71"), came("75"), "62")),
    "a row": (put("| 2019 ", "| 2018 | 65   |\n| 2019 "), "changed", (came("2018"), came("65"))),
    "a caption": (put("Tabell: Antall", "Tabell: Andel"), "changed", (gone("Antall"), came("Andel"))),
    "a footnote": (put("sies i mai", "sies i juni"), "changed", (gone("mai"), came("juni"))),
    "a footnote that comes": (
        put("uavklart.[^n]", "uavklart.[^n] Mer.[^m]").replace("[^n]:", "[^m]: Ny.\n\n[^n]:"),
        "changed",
        ("<ins>", ),
    ),
    "a new block": (put("Sist", "Et helt nytt avsnitt.\n\nSist"), "new", ("Et helt nytt avsnitt.",)),
    "a block that moves": (
        put("Møtene er faste og åpne for alle.\n\n", "").replace("Sist", "Møtene er faste og åpne for alle.\n\nSist"),
        "moved",
        ("Møtene er faste",),
    ),
    "a block that goes": (put("Møtene er faste og åpne for alle.\n\n", ""), "removed", ("<del>Møtene er faste og åpne for alle.</del>", "Tatt bort")),
    "the last that goes": (put("Sist kommer dette.\n\n", ""), "removed", ("<del>Sist kommer dette.</del>",)),
    "a picture that goes": (put("![Kart over huset](kart.png)\n\n", ""), "removed", ("<del>Kart over huset</del>",)),
    "text that becomes a heading": (put("Noe er uavklart.[^n]", "### Noe er uavklart.[^n]"), "new", ("Noe er uavklart",)),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_has_changed_is_marked(since: Since, name: str) -> None:
    text, kind, words = CHANGES[name]
    marked = since.saved(text)
    assert kind in [each for each, _ in marked], marked
    shown = "".join(html for each, html in marked if each == kind)
    for word in words:
        assert word in shown


def test_what_is_only_numbered_otherwise_is_not_marked(since: Since) -> None:
    text = put("Tabell: Antall", "Tabell: Ny\n\n| a | b |\n|---|---|\n| c | d |\n\nTabell: Antall")
    marked = since.saved(
        text.replace("fulgt opp under", "fulgt opp[^1] under") + "\n[^1]: Først.\n"
    )
    tables = [html for kind, html in marked if "<table" in html]
    assert len(tables) == 1
    assert "Ny" in tables[0]


def test_another_picture_by_the_same_name_is_marked(since: Since) -> None:
    since.project.write("kart.png", png("30 × 20"))
    assert [kind for kind, _ in since.saved(UB)] == ["removed", "new"]


def test_the_notes_head_is_marked_below_it(since: Since) -> None:
    notat = since.project.root / "contributions" / "notat.md"
    text = notat.read_text("utf-8").replace("tittel: Status", "tittel: Ny status")
    notat.write_text(text.replace("fra: Prorektor", "fra: Rektor"), "utf-8")
    assert since.saved(UB) == []
    page = since.page()
    assert "1 sted er endret." in page.regions["changes"][0].html
    (_, mark) = page.regions["head"]
    assert f"{gone('Prorektor')}{came('Rektor')}" in mark.html
    assert "Ny status" in mark.html


def test_a_unit_that_is_gone_is_told(since: Since) -> None:
    notat = since.project.root / "contributions" / "notat.md"
    text = notat.read_text("utf-8")
    notat.write_text(re.sub("  - id: studieadministrasjon\n.*\n", "", text), "utf-8")
    (since.project.root / "contributions" / "studieadministrasjon.md").unlink()
    ((kind, html),) = since.saved(UB)
    assert kind == "removed"
    assert "Vi er i gang." in html


def test_long_texts_and_many_blocks_that_are_gone_are_not_all_shown(project: Project) -> None:
    since = Since(project)
    since.project.contribution("ub", "".join(f"Avsnitt {n} som var.\n\n" for n in range(9)))
    later = ChangesSince(EarlierVersion.of(analyse(load(project.root)), address), in_language("nb"))
    since.project.contribution("ub", "Noe annet.\n")
    html = "".join(block.html for block in later.blocks(since.live.snapshot()))
    assert html.count("<del>") == 6
    assert "og 3 avsnitt til" in html


def test_a_save_compares_no_other_unit(since: Since, monkeypatch: pytest.MonkeyPatch) -> None:
    since.page()
    compared = []
    align = changes.align
    monkeypatch.setattr(changes, "align", lambda *given: compared.append(given) or align(*given))
    since.saved(put("faste", "lange"))
    assert len(compared) == 1
    since.page()
    assert len(compared) == 1


def test_marks_are_elements_of_their_own_with_unique_keys(since: Since) -> None:
    since.saved(put("Sist", "Nytt.\n\nNytt.\n\nSist").replace("Møtene er faste", "Alt er fast"))
    elements = since.page().regions["note"]
    assert len({each.key for each in elements}) == len(elements)


def test_what_changes_are_shown_since(project: Project) -> None:
    """The newest final note, else the Word file that was handed out last, whose sources are kept."""
    root = project.note().root
    assert newest_kept(root) is None

    def made(text: str, *, final: bool = False) -> KeptVersion | None:
        for unit in ("studieadministrasjon", "ub", "ub-gjovik"):
            project.contribution(unit, text)
        now = datetime(2026, 12, 1, tzinfo=UTC)
        assert not make_note(root, {"docx"}, root / "build", now, final=final).faults
        return newest_kept(root)

    final = made("Endelig.\n", final=True)
    assert final
    assert final.is_final
    assert made("Etterpå.\n") == final
    shutil.rmtree(root / "endelig")
    last = newest_kept(root)
    assert last
    assert not last.is_final
    found = kept_analysis(root, last.digest)
    assert found
    assert "Etterpå.".encode() in found.sources.contributions["contributions/ub.md"]
    assert kept_analysis(root, "0" * 64) is None


def test_it_is_told_where_the_earlier_version_is_not_kept(note: Project) -> None:
    renderer = Renderer(
        View("", "nb", NOT_KEPT), in_language("nb"), lambda path: path, lambda: date(2019, 3, 1)
    )
    page = renderer(PreviewState(LiveNote(note.root).snapshot()))
    assert "ikke tatt vare på" in page.regions["changes"][0].html


def test_changes_since_another_version_are_another_page() -> None:
    """Where a newer Word file is handed out, who comes back gets all of the page."""

    async def test() -> None:
        broadcaster = Broadcaster(
            PreviewState(),
            lambda view: lambda state: RenderedPage({"note": ()}, {"title": view.since}),
        )
        before = broadcaster.channel(View("", "nb", "a" * 64)).version
        stream = broadcaster.channel(View("", "nb", "b" * 64)).events(before)
        assert (await anext(stream)).startswith(b"event: page")
        await stream.aclose()

    run_async(test)


def test_two_versions_are_not_compared_for_nobody() -> None:
    async def test() -> None:
        rendered: list[View] = []

        def renderer(view: View) -> Callable[[PreviewState], RenderedPage]:
            def render(state: PreviewState) -> RenderedPage:
                rendered.append(view)
                return RenderedPage({"note": ()}, {"title": str(len(rendered))})

            return render

        broadcaster = Broadcaster(PreviewState(), renderer)
        plain, marked = View("", "nb"), View("", "nb", "x")
        broadcaster.channel(plain)
        stream = broadcaster.channel(marked).events("")
        await anext(stream)
        broadcaster.publish(PreviewState())
        assert rendered[2:] == [plain, marked]
        await stream.aclose()
        broadcaster.publish(PreviewState())
        assert rendered[4:] == [plain]

    run_async(test)
