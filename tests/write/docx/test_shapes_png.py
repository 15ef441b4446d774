"""Drawings of shapes as PNG: like those that are made through a page, and without one."""

from __future__ import annotations

import gc
import subprocess
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from arkdoc.model.assets import Asset
from arkdoc.pipeline import drawings
from arkdoc.pipeline.drawings import rasterised
from arkdoc.read.image.reader import read_image
from arkdoc.write.docx.shapes_png import shapes_png
from arkdoc.write.pdf import typeset
from arkdoc.write.pdf.rasterise import rasterise
from tests.support.project import REPOSITORY, Project, word

LOGO = (REPOSITORY / "styles" / "logo.svg").read_bytes()
RING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    b'<circle cx="20" cy="10" r="8" fill="none" stroke="#00f" stroke-width="2"/></svg>'
)


def on_white(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png)).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


@pytest.mark.parametrize(("svg", "size"), [(LOGO, (672, 228)), (RING, (120, 60))])
def test_they_look_as_through_a_page(svg: bytes, size: tuple[int, int]) -> None:
    ours, other = on_white(shapes_png(svg, *size)), on_white(rasterise(svg, *size))
    assert ours.size == other.size == size
    # Edges may be a shade darker or lighter.
    assert max(ImageStat.Stat(ImageChops.difference(ours, other)).mean) < 2
    assert ours.getextrema() != ((255, 255),) * 3


def test_the_paper_shows_where_nothing_is_drawn() -> None:
    picture = Image.open(BytesIO(shapes_png(RING, 40, 20)))
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0)


def test_what_is_no_drawing_is_not_made() -> None:
    assert shapes_png(b"<svg", 10, 10) == b""


def made(*svgs: bytes) -> list[bytes]:
    assets = (read_image(f"{number}.svg", svg) for number, svg in enumerate(svgs))
    return [picture() for picture in rasterised(a for a in assets if isinstance(a, Asset)).values()]


@pytest.fixture
def without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is laid out for a drawing."""
    monkeypatch.setattr(drawings, "_RASTERISE", "no.such.module:function")


def test_a_process_of_their_own_makes_them(without_pages: None) -> None:
    assert made(LOGO, RING) == [shapes_png(LOGO, 672, 228), shapes_png(RING, 120, 60)]


def test_where_there_can_be_no_process_they_are_made_here(
    without_pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    expected = made(LOGO)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert made(LOGO) == expected


@pytest.mark.parametrize("what", ["os:abort", "signal:pause", "os:getpid"])
def test_where_that_process_ends_or_never_does_a_page_is_laid_out(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a fault in resvg, which is native code."""
    monkeypatch.setattr(drawings, "_DRAW", what)
    monkeypatch.setattr(drawings, "MOST_SECONDS", 0.5)
    assert made(RING) == [rasterise(RING, 120, 60)]


def test_nothing_is_left_of_pictures_that_nobody_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of the logo, where the Word template has one of its own."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    asset = read_image("logo.svg", LOGO)
    assert isinstance(asset, Asset)
    pictures = rasterised((asset,))
    (process,) = started
    assert process.poll() is None
    del pictures
    gc.collect()
    assert process.returncode is not None
    assert process.stdin is not None
    assert process.stdin.closed


def test_a_word_file_of_shapes_needs_no_weasyprint(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "can_lay_out", lambda: False)
    project.note().write("fig.svg", RING.decode())
    project.contribution("ub", "![Ring](fig.svg)\n")
    result = project.build("docx")
    parts = word(result.outputs["docx"]).parts
    (picture,) = (data for name, data in parts.items() if name.endswith(".png"))
    assert Image.open(BytesIO(picture)).getextrema()[3] == (0, 255)
    assert "ARK933" not in {each.rule.code for each in result.diagnostics}
