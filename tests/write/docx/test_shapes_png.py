"""Drawings of shapes as PNG: like those that are made through a page, and without one."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from arkdoc.pipeline.processes import LayoutProcess
from arkdoc.pipeline.render import rasterised
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


def test_no_process_lays_out_a_page_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asset = read_image("logo.svg", LOGO)
    monkeypatch.setattr(LayoutProcess, "later", None)
    (made,) = rasterised((asset,), LayoutProcess()).values()  # type: ignore[arg-type]
    assert made().startswith(b"\x89PNG")


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
