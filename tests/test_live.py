"""The live page: what the HTML output says, in blocks, and the same however it came about."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from arkdoc.diagnostic import ArkdocError
from arkdoc.live import IMAGES, Live, Snapshot
from tests.support import NOTE, REPOSITORY, Project

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    """A root with everything in it."""
    shutil.copytree(FIXTURES / "kitchen", tmp_path / "rot")
    return tmp_path / "rot"


def bare(markup: str) -> str:
    """Markup without divisions, addresses of images, and white space between elements."""
    markup = re.sub(r'src="(?:data:|/bilde/)[^"]*"', "", re.sub(r"</?div[^>]*>", "", markup))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", markup)


# --- the page ------------------------------------------------------------------------------


@pytest.mark.parametrize("root", [REPOSITORY, FIXTURES / "kitchen"])
def test_the_blocks_say_what_the_html_output_says(root: Path) -> None:
    """Byte for byte, but for where images are, and for what divides the page."""
    live = Live(root)
    snapshot = live.snapshot()
    page = live.build(frozenset({"html"})).outputs["html"].decode()
    main = re.sub(r"^.*<main[^>]*>|</main>.*$", "", page, flags=re.DOTALL)
    assert bare("".join(block.html for block in snapshot.blocks)) == bare(main)
    assert snapshot.head in page


def test_each_block_is_one_element_in_its_language(kitchen: Path) -> None:
    snapshot = Live(kitchen).snapshot()
    for block in snapshot.blocks:
        (element,) = html.fragments_fromstring(block.html)
        assert element.tag == "div"
    spoken = {block.unit: html.fromstring(block.html).get("lang") for block in snapshot.blocks}
    assert set(spoken.values()) >= {None, "nn-NO", "en-GB"}


def test_every_block_says_where_it_was_written(kitchen: Path) -> None:
    snapshot = Live(kitchen).snapshot()
    for block in snapshot.blocks:
        file = snapshot.sources.text(block.span.path)
        assert f'data-source="{block.span.path}" data-line="{block.span.line}"' in block.html
        if file:
            assert 1 <= block.span.line <= block.span.end_line <= file.text.count("\n") + 1


def test_keys_are_unique_and_mean_the_same_html(kitchen: Path) -> None:
    blocks = Live(kitchen).snapshot().blocks
    assert len({block.key for block in blocks}) == len(blocks)


def test_an_image_is_had_from_its_address(kitchen: Path) -> None:
    live = Live(kitchen)
    page = "".join(block.html for block in live.snapshot().blocks)
    names = re.findall(rf'src="{IMAGES}([^"]+)"', page)
    assert names
    for name in names:
        asset = live.image(name)
        assert asset is not None
        assert asset.data in (file.read_bytes() for file in kitchen.rglob("*.*"))
    assert live.image("../contributions/notat.md") is None


def test_a_note_that_cannot_be_used_leaves_the_last_one_to_build(project: Project) -> None:
    live = Live(project.note().root)
    live.snapshot()
    project.write("notat.md", "---\nsaksnr: [\n---\n")
    with pytest.raises(ArkdocError):
        live.snapshot(["contributions/notat.md"])
    assert "html" in live.build(frozenset({"html"})).outputs
    project.note()
    assert live.snapshot(["contributions/notat.md"]).title == "Status"


# --- a part of the note, and the whole of it -------------------------------------------------

PATHS = st.sampled_from(
    ["notat.md", "a.md", "b.md", "ub/c.md", "ub/d.md", "a (kopi).md", "bilde.svg", "ub/x.txt"]
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
def contents(draw: st.DrawFn, path: str) -> str | None:
    """What to write to `path`; None: nothing, it goes."""
    if draw(st.integers(0, 5)) == 0 and path != "notat.md":
        return None
    if path.endswith(".svg"):
        return SVG.format(draw(st.integers(1, 30)))
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
def edit(draw: st.DrawFn) -> list[tuple[str, str | None]]:
    paths = draw(st.lists(PATHS, min_size=1, max_size=3, unique=True))
    return [(path, draw(contents(path))) for path in paths]


def same(one: Snapshot, other: Snapshot) -> bool:
    return replace(one, sources=other.sources) == other


@settings(max_examples=60, deadline=None)
@given(st.lists(edit(), min_size=1, max_size=8))
def test_an_update_gives_the_page_that_a_fresh_start_gives(
    edits: list[list[tuple[str, str | None]]],
) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder)).note()
        live = Live(project.root)
        live.snapshot()
        for saved in edits:
            for path, text in saved:
                if text is None:
                    (project.root / "contributions" / path).unlink(missing_ok=True)
                else:
                    project.write(path, text)
            changed = [f"contributions/{path}" for path, _ in saved]
            kept, fresh = live.snapshot(changed), Live(project.root).snapshot()
            assert kept.blocks == fresh.blocks
            assert kept.diagnostics == fresh.diagnostics
            assert same(kept, fresh)
