"""The live page: what the HTML output says, in blocks, and the same however it came about."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline import load as loading
from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load, reload
from arkdoc.preview.snapshot import IMAGE_ADDRESS, LiveNote, Snapshot
from arkdoc.style.theme import builtin_styles
from tests.support.project import NOTE, REPOSITORY, Project, cost
from tests.support.word_notation import word_of

FIXTURES = REPOSITORY / "tests" / "fixtures"


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    """A root with everything in it."""
    shutil.copytree(FIXTURES / "kitchen", tmp_path / "rot")
    return tmp_path / "rot"


def bare(markup: str) -> str:
    """Markup without divisions, addresses of images, links to copies that an output lies beside,
    and white space between elements."""
    markup = re.sub(r'<a href="vedlegg/[^"]*">(.*?)</a>', r"\1", markup)
    markup = re.sub(r'src="(?:data:|/bilde/)[^"]*"', "", re.sub(r"</?div[^>]*>", "", markup))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", markup)


# --- the page ------------------------------------------------------------------------------


@pytest.mark.parametrize("root", [REPOSITORY, FIXTURES / "kitchen"])
def test_the_blocks_say_what_the_html_output_says(root: Path) -> None:
    """Byte for byte, but for where images are, and for what divides the page."""
    snapshot = LiveNote(root).snapshot()
    page = build(load(root), frozenset({"html"})).outputs["html"].decode()
    main = re.sub(r"^.*<main[^>]*>|</main>.*$", "", page, flags=re.DOTALL)
    assert bare("".join(block.html for block in snapshot.blocks)) == bare(main)
    assert bare(snapshot.head) in bare(page)


def test_tables_fit_the_typeface_of_the_house_style(kitchen: Path) -> None:
    shown = "".join(block.html for block in LiveNote(kitchen).snapshot().blocks)
    _set_in_verdana(kitchen)
    test_the_blocks_say_what_the_html_output_says(kitchen)
    test_what_is_untouched_is_the_same_object(kitchen)
    assert "".join(block.html for block in LiveNote(kitchen).snapshot().blocks) != shown


def _set_in_verdana(root: Path) -> None:
    styles = root / "styles"
    shutil.copytree(builtin_styles(), styles)
    tokens = (styles / "tokens.toml").read_text(encoding="utf-8")
    assert '"Calibri"' in tokens
    tokens = tokens.replace('"Calibri"', '"Verdana"')
    (styles / "tokens.toml").write_text(tokens, encoding="utf-8")


def test_each_block_is_one_element_in_its_language(kitchen: Path) -> None:
    snapshot = LiveNote(kitchen).snapshot()
    for block in snapshot.blocks:
        (element,) = html.fragments_fromstring(block.html)
        assert element.tag == "div"
    spoken = {block.unit: html.fromstring(block.html).get("lang") for block in snapshot.blocks}
    assert set(spoken.values()) >= {None, "nn-NO", "en-GB"}


def test_every_block_says_where_it_was_written(kitchen: Path) -> None:
    snapshot = LiveNote(kitchen).snapshot()
    for block in snapshot.blocks:
        file = snapshot.sources.text(block.span.path)
        assert f'data-source="{block.span.path}" data-line="{block.span.line}"' in block.html
        if file:
            assert 1 <= block.span.line <= block.span.end_line <= file.text.count("\n") + 1


def test_keys_are_unique_and_mean_the_same_html(kitchen: Path) -> None:
    blocks = LiveNote(kitchen).snapshot().blocks
    assert len({block.key for block in blocks}) == len(blocks)


def test_the_style_sheet_knows_every_class_that_may_come(kitchen: Path) -> None:
    """It stays while blocks come and go, so it has a rule for each width there can be."""
    snapshot = LiveNote(kitchen).snapshot()
    blocks = "".join(block.html for block in snapshot.blocks)
    classes = {name for names in re.findall(r'class="([^"]*)"', blocks) for name in names.split()}
    numbered = {name for name in classes if re.search(r"-\d+$", name)}
    assert len(numbered) > 20
    assert {name for name in numbered if not re.search(rf"\.{name}\b", snapshot.style)} == set()
    assert all(f".ark-col-{share} " in snapshot.style for share in (1, 333, 1000))


def test_an_image_is_had_from_its_address(kitchen: Path) -> None:
    snapshot = LiveNote(kitchen).snapshot()
    page = "".join(block.html for block in snapshot.blocks)
    names = re.findall(rf'src="{IMAGE_ADDRESS}([^"]+)"', page)
    assert set(names) == set(snapshot.images) != set()
    for name in names:
        image = snapshot.images[name]
        is_made = "/tiltaksoversikt-" in image.path
        assert is_made or image.data in (file.read_bytes() for file in kitchen.rglob("*.*"))


def test_a_note_that_cannot_be_used_keeps_none_from_being_read_later(project: Project) -> None:
    live = LiveNote(project.note().root)
    live.snapshot()
    project.write("notat.md", "---\nsaksnr: [\n---\n")
    with pytest.raises(ArkdocError):
        live.snapshot(["contributions/notat.md"])
    project.note()
    assert live.snapshot(["contributions/notat.md"]).title == "Status"


# --- a part of the note, and the whole of it -------------------------------------------------

PATHS = st.sampled_from(
    [
        "notat.md",
        "a.md",
        "b.md",
        "ub/c.md",
        "ub/d.md",
        "a (kopi).md",
        "bilde.svg",
        "ub/x.txt",
        "Øst.docx",
        "ub/e.docx",
    ]
)
UNITS = ["studieadministrasjon", "ub", "ub-gjovik", "Seksjon Gjøvik", "ukjent"]
BODIES = [
    "",
    '# Overskrift\n\nTekst[^1] og[^1] "sitat".\n\n[^1]: En note med [lenke](b.md).\n',
    "# Overskrift\n\n## Overskrift\n\n**Fet linje**\n\nTekst.\n",
    "Tabell: Tall\n\n| a | b |\n|---|---|\n| 1 | 2[^x] |\n\n[^x]: Note.\n",
    "![Et bilde](bilde.svg)\n\nFigur: Bildet\n\n![Et bilde](../bilde.svg)\n",
    "[a](a.md#overskrift), [b](b.md), [c](ub/c.md#overskrift-1), [borte](borte.md)\n",
    "Før.\n\n[[bidrag]]\n\nEtter[^1].\n\n[^1]: Note.\n",
    "::: merknad\nMerk.\n:::\n\n::: liggende\n| a | b |\n|---|---|\n| 1 | 2 |\n:::\n",
    "## Gjøvik\n\n[[tiltak]]\n\n[[ukjent]]\n\nKlikk [her](https://example.org).\n",
]
WORD_BODIES = [
    "<p style='Overskrift1'>1. Tiltak</p><p>Tekst<note>En note fra DFØ.</note> og en<note>To.</note>.</p>",
    "<p>Se <link to='https://example.org'>her</link>.</p><p><pic name='a' alt='Et bilde'/></p>",
    "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>NIFU</td></tr></table><p>[[bidrag]]</p>",
]
FIELDS = ["", "språk: nn\n", "status: utkast\n", "dato: 2019-05-01\n",
          "tiltak:\n  - navn: Kurs\n    status: pågår\n"]  # fmt: skip
INTRODUCTIONS = [
    "Innledning.\n\n[[bidrag]]\n",
    "[[innhold]]\n\n# Bakgrunn\n\nSe [Gjøvik](ub/c.md)[^1].\n\n[[tiltaksoversikt]]\n\n[[bidrag]]\n"
    "\nSlutt.\n\n[^1]: Note.\n",
    "Tabell: T\n\n| a |\n|---|\n| 1 |\n",
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"><path d="M0 0"/></svg>'


@st.composite
def contents(draw: st.DrawFn, path: str) -> str | bytes | None:
    """What to write to `path`; None: nothing, it goes."""
    if draw(st.integers(0, 5)) == 0 and path != "notat.md":
        return None
    if path.endswith(".svg"):
        return SVG.format(draw(st.integers(1, 30)))
    if path.endswith(".docx"):
        unit = f"<p>Enhet: {draw(st.sampled_from(UNITS))}</p>"
        return word_of(unit + draw(st.sampled_from(WORD_BODIES)))
    body = draw(st.sampled_from(BODIES))
    if path == "notat.md":
        head = NOTE.partition("---\nInnledning")[0]
        if draw(st.booleans()):
            head = head.replace("enheter:", "typografi: nei\nspråk: nn\nenheter:")
        return head + "---\n" + draw(st.sampled_from(INTRODUCTIONS)) + body.replace("[[", "[")
    unit, fields = draw(st.sampled_from(UNITS)), draw(st.sampled_from(FIELDS))
    broken = "status: [\n" if draw(st.integers(0, 8)) == 0 else ""
    return f"---\nenhet: {unit}\n{fields}{broken}---\n{body}"


@st.composite
def edit(draw: st.DrawFn) -> list[tuple[str, str | bytes | None]]:
    paths = draw(st.lists(PATHS, min_size=1, max_size=3, unique=True))
    return [(path, draw(contents(path))) for path in paths]


def same(one: Snapshot, other: Snapshot) -> bool:
    return replace(one, sources=other.sources) == other


@settings(max_examples=15, deadline=None)
@given(st.lists(edit(), min_size=1, max_size=8))
def test_an_update_gives_the_page_that_a_fresh_start_gives(
    edits: list[list[tuple[str, str | bytes | None]]],
) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder)).note()
        live = LiveNote(project.root)
        live.snapshot()
        for saved in edits:
            for path, text in saved:
                if text is None:
                    (project.root / "contributions" / path).unlink(missing_ok=True)
                else:
                    project.write(path, text)
            changed = [f"contributions/{path}" for path, _ in saved]
            kept, fresh = live.snapshot(changed), LiveNote(project.root).snapshot()
            assert kept.blocks == fresh.blocks
            assert kept.diagnostics == fresh.diagnostics
            assert same(kept, fresh)


def test_what_is_untouched_is_the_same_object(kitchen: Path) -> None:
    live = LiveNote(kitchen)
    before = live.snapshot().blocks
    path = "contributions/hr.md"
    text = (kitchen / path).read_text(encoding="utf-8")
    (kitchen / path).write_text(f"{text}\nEt avsnitt til.\n", encoding="utf-8")
    after = live.snapshot([path]).blocks
    kept = {id(block) for block in after} & {id(block) for block in before}
    other = [block for block in before if block.span.path not in (path, "contributions/notat.md")]
    assert len(other) > 20
    assert {id(block) for block in other} <= kept
    assert len(after) == len(before) + 1


def test_an_update_costs_a_fraction_of_a_fresh_start(project: Project) -> None:
    units = {f"enhet-{number}": f"Enhet {number}" for number in range(60)}
    project.units(units)
    text = "# Bakgrunn\n\nTekst[^1] og [lenke](enhet-1.md#bakgrunn).\n\n" * 4 + "[^1]: En note.\n"
    for unit in units:
        project.contribution(unit, text)
    live = LiveNote(project.root)
    live.snapshot()
    numbers = count()

    def update() -> None:
        project.contribution("enhet-30", f"{text}\n\nNytt avsnitt {next(numbers)}.\n")
        live.snapshot(["contributions/enhet-30.md"])

    assert cost(update) < cost(lambda: LiveNote(project.root).snapshot(), times=2) / 6


# --- the disk --------------------------------------------------------------------------------


def _remove_folder(root: Path) -> list[str]:
    shutil.rmtree(root / "ub")
    return ["contributions/ub"]


def _move_folder(root: Path) -> list[str]:
    (root / "ub").rename(root / "bibliotek")
    return ["contributions/ub", "contributions/bibliotek"]


def _link_out(root: Path) -> list[str]:
    (root / "a.md").unlink()
    outside = root.parent / "utenfor.md"
    outside.write_text("Hemmelig.\n", encoding="utf-8")
    (root / "a.md").symlink_to(outside)
    return ["contributions/a.md"]


def _link_folder_out(root: Path) -> list[str]:
    shutil.move(root / "ub", root.parent / "ub")
    (root / "ub").symlink_to(root.parent / "ub")
    return ["contributions/ub/c.md"]


def _become_folder(root: Path) -> list[str]:
    (root / "a.md").unlink()
    (root / "a.md").mkdir()
    return ["contributions/a.md"]


def _spell_in_two_ways(root: Path) -> list[str]:
    (root / "Ås.md").write_text("En.\n", encoding="utf-8")
    (root / normalize("NFD", "Ås.md")).write_text("To.\n", encoding="utf-8")
    return ["contributions/Ås.md"]


def _be_spelt_otherwise(root: Path) -> list[str]:
    """As when a folder is copied from a Mac: what is named has the path of another file."""
    for name in ("Ås.docx", "Øya/Ås.docx"):
        (root / normalize("NFD", name)).parent.mkdir(exist_ok=True)
        (root / normalize("NFD", name)).write_text("En.\n", encoding="utf-8")
    (root / "Øya").mkdir(exist_ok=True)
    (root / "Øya" / "Ås.docx").write_text("To.\n", encoding="utf-8")
    return ["contributions/Ås.docx", "contributions/Øya/Ås.docx"]


def _be_spelt_in_no_letters(root: Path) -> list[str]:
    """A name that is not UTF-8, read as the name of the file that comes."""
    with open(os.fsencode(root) + b"/gj\xf8.md", "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(b"En.\n")
    (root / "gjø.md").write_text("To.\n", encoding="utf-8")
    return ["contributions/gjø.md"]


def _change_style(root: Path) -> list[str]:
    styles = root.parent / "styles"
    shutil.copytree(builtin_styles(), styles)
    (styles / "print.css").write_text("body { color: red; }", encoding="utf-8")
    return ["styles/print.css"]


def _save_beside(root: Path) -> list[str]:
    names = [".a.md.swp", "a.md~", "_utkast.md", "README.md", "4913", "ub/bilde.PNG"]
    for name in names:
        (root / name).write_text("Tekst.\n", encoding="utf-8")
    return [f"contributions/{name}" for name in names]


def _replace(root: Path) -> list[str]:
    (root / "ny").write_text("---\nenhet: ub\n---\nNytt.\n", encoding="utf-8")
    (root / "ny").rename(root / "a.md")
    return ["contributions/a.md", "contributions/ny", "contributions/borte.md", "../x", "/etc"]


def test_a_root_that_is_gone_is_said(project: Project) -> None:
    before = load(project.note().root)
    shutil.rmtree(project.root / "contributions")
    with pytest.raises(ArkdocError):
        reload(project.root, before, ["contributions"])


@pytest.mark.parametrize(
    "happen",
    [
        _remove_folder,
        _move_folder,
        _link_out,
        _link_folder_out,
        _become_folder,
        _spell_in_two_ways,
        _be_spelt_otherwise,
        _be_spelt_in_no_letters,
        _change_style,
        _save_beside,
        _replace,
    ],
)
def test_reloading_what_changed_is_loading_everything(
    project: Project, happen: Callable[[Path], list[str]]
) -> None:
    project.note().contribution("ub", "A.\n", "a.md").contribution("ub-gjovik", "C.\n", "ub/c.md")
    project.write("ub/bilde.svg", SVG.format(5))
    before = load(project.root)
    changed = happen(project.root / "contributions")
    assert reload(project.root, before, changed) == load(project.root) != before


@pytest.mark.parametrize("path", ["ny.md", "ny/b.md", "_ny.md", "ny.txt", ".ny/x/y/z.md"])
def test_one_file_too_many_is_too_many_however_it_came(
    project: Project, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders are counted too, and what is not for the note."""
    project.note().contribution("ub", "A.\n", "ub/a.md")
    before = load(project.root)
    monkeypatch.setattr(loading, "MOST_FILES", before.entries)
    project.contribution("ub", "B.\n", "ub/a.md")
    assert reload(project.root, before, ["contributions/ub/a.md"]) == load(project.root)
    project.write(path, "B.\n")
    with pytest.raises(ArkdocError):
        load(project.root)
    with pytest.raises(ArkdocError):
        reload(project.root, before, [f"contributions/{path}"])


def test_files_that_come_and_go_are_not_counted_for_ever(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = load(project.note().root)
    monkeypatch.setattr(loading, "MOST_FILES", 9)
    for number in range(20):
        file = project.write(f"{number}.md", "B.\n")
        sources = reload(project.root, sources, [f"contributions/{number}.md"])
        file.unlink()
        sources = reload(project.root, sources, [f"contributions/{number}.md"])
    assert sources == load(project.root)


@pytest.mark.parametrize("name", ["a.md", "Status Gjøvik.docx", "Øya/Ås.docx"])
def test_reloading_reads_nothing_else(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    project.note().contribution("ub", "A.\n", name).contribution("ub-gjovik", "C.\n", "ub/c.md")
    before = load(project.root)
    opened: list[str] = []
    real = loading.read_inside

    def counting(file: Path, real_root: Path) -> bytes:
        opened.append(file.relative_to(project.root / "contributions").as_posix())
        return real(file, real_root)

    monkeypatch.setattr(loading, "read_inside", counting)
    project.contribution("ub", "Annet.\n", name)
    after = reload(project.root, before, [f"contributions/{name}"])
    assert opened == [name]
    (project.root / "contributions" / name).unlink()
    gone = reload(project.root, after, [f"contributions/{name}"])
    assert opened == [name]
    assert gone == load(project.root)
