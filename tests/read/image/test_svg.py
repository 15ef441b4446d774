"""The size of an SVG, and what stands inside it."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from base64 import b64encode
from urllib.parse import quote

import pytest
from PIL import Image

from arkdoc.model.assets import Asset, Unusable
from arkdoc.read.image.reader import read_image
from arkdoc.read.image.svg_geometry import drawn_box

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
CIRCLE = '<circle cx="150" cy="75" r="70"/>'


def svg(attributes: str, inside: str = CIRCLE) -> bytes:
    return f"{START} {attributes}>{inside}</svg>".encode()


def asset(data: bytes) -> Asset:
    image = read_image("contributions/a.svg", data)
    assert isinstance(image, Asset), image
    return image


def root(found: Asset) -> dict[str, str]:
    return dict(ET.fromstring(found.data).attrib)


@pytest.mark.parametrize(
    ("attributes", "size", "view_box"),
    [
        ('width="300" height="150"', (300, 150), "0 0 300 150"),
        ('width="80mm" height="40mm"', (302, 151), "0 0 302.3622 151.1811"),
        ('width="2in" height="1in"', (192, 96), "0 0 192 96"),
        ('width="5.08cm" height="72pt"', (192, 96), "0 0 192 96"),
        ('width="12pc" height="96px"', (192, 96), "0 0 192 96"),
        ('width="600" viewBox="0 0 300 150"', (600, 300), "0 0 300 150"),
        ('height="50%" width="6in" viewBox="0 0 300 150"', (576, 288), "0 0 300 150"),
        ('width="100%" height="100%" viewBox="0 0 300 150"', (300, 150), "0 0 300 150"),
        ('viewBox="0 0 300 150"', (300, 150), "0 0 300 150"),
        ('style="width: 600px; fill: red" viewBox="0 0 300 150"', (600, 300), "0 0 300 150"),
        ('style="max-width: 90px" width="100%" viewBox="0 0 300 150"', (300, 150), "0 0 300 150"),
    ],
)
def test_a_size_that_is_stated(attributes: str, size: tuple[int, int], view_box: str) -> None:
    found = asset(svg(attributes))
    assert (found.width, found.height) == size
    assert not found.is_size_guessed
    own = root(found)
    assert own["viewBox"] == view_box
    assert "width" not in own.get("style", "")
    assert {"width", "height"} <= own.keys()
    assert "%" not in own["width"] + own["height"]


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("", (140, 140)),
        ('width="100%"', (140, 140)),
        ('width="280"', (280, 280)),
        ('height="70" width="50%"', (70, 70)),
    ],
)
def test_without_a_view_box_what_is_drawn_is_the_picture(
    attributes: str, size: tuple[int, int]
) -> None:
    found = asset(svg(attributes))
    assert (found.width, found.height) == size
    assert found.is_size_guessed
    assert root(found)["viewBox"] == "80 5 140 140"


def test_a_drawing_of_nothing_has_the_size_of_the_web() -> None:
    found = asset(svg("", "<desc>Tom</desc>"))
    assert (found.width, found.height, found.is_size_guessed) == (300, 150, True)


def test_a_whole_drawing_goes_on_as_it_is() -> None:
    data = svg('width="300" height="150" viewBox="0 0 300 150"')
    assert asset(data).data == data


def test_a_view_box_in_large_units_is_made_smaller() -> None:
    found = asset(svg('viewBox="0 0 400000 200000"'))
    assert found.width == pytest.approx(2 * found.height, rel=0.01)


@pytest.mark.parametrize(
    ("drawn", "box"),
    [
        ('<rect x="10" y="-20" width="30" height="40"/>', (10, -20, 30, 40)),
        ('<ellipse cx="9" rx="8" ry="3"/>', (1, -3, 16, 6)),
        ('<line x1="9" y1="8" x2="1" y2="2"/>', (1, 2, 8, 6)),
        ('<polyline points="1,2 3,4-5 6"/>', (-5, 2, 8, 4)),
        ('<path d="M1 1h9v8H4z"/>', (1, 1, 9, 8)),
        ('<path d="m1,1 l2-3 4 5"/>', (1, -2, 6, 5)),
        ('<path d="M10 50A40 40 0 1 0 90 50A40 40 0 1 0 10 50z"/>', (10, 10, 80, 80)),
        ('<path d="m10,50a40,40 0 1080,0a40,40 0 10-80,0"/>', (10, 10, 80, 80)),
        ('<g transform="translate(5,5) scale(2)"><rect width="3" height="4"/></g>', (5, 5, 6, 8)),
        ('<rect width="9" height="1" transform="rotate(90)"/>', (-1, 0, 1, 9)),
        ('<defs><rect id="a" width="3" height="3"/></defs><use href="#a" x="7"/>', (7, 0, 3, 3)),
        ('<symbol id="a"><rect width="3" height="3"/></symbol><use xlink:href="#a" y="2"/>', (0, 2, 3, 3)),
        ('<line y2="9" stroke="red" stroke-width="4"/>', (-2, -2, 4, 13)),
        ('<g font-size="10"><text x="5" y="20" text-anchor="middle">abcde</text></g>', (-10, 10, 30, 12.5)),
        ('<rect width="9" height="9"/><rect width="99" height="99" display="none"/>', (0, 0, 9, 9)),
        ('<mask><rect width="99" height="99"/></mask><rect width="9" height="9"/>', (0, 0, 9, 9)),
        ("<g/>", None),
    ],
)  # fmt: skip
def test_the_box_of_what_is_drawn(drawn: str, box: tuple[float, ...] | None) -> None:
    found = drawn_box(ET.fromstring(svg("", drawn)))
    assert found == (None if box is None else pytest.approx(box))


# --- what stands inside ----------------------------------------------------------------------


def picture(kind: str = "PNG", size: tuple[int, int] = (20, 10), mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, 0).save(file, kind)
    return file.getvalue()


def image_of(data: bytes, said: str = "image/png", *, as_text: bool = False) -> str:
    body = f",{quote(data)}" if as_text else f";base64,{b64encode(data).decode()}"
    return f'<image width="9" height="9" xlink:href="data:{said}{body}"/>'


SIZE = 'width="90" height="90" viewBox="0 0 90 90"'
BOMB = svg(
    SIZE,
    "".join(f'<g id="a{i}">{f"<use xlink:href=%#a{i + 1}%/>" * 9}</g>' for i in range(9)).replace(
        "%", '"'
    )
    + '<rect id="a9"/>',
)


def hrefs(found: Asset) -> list[str]:
    tree = ET.fromstring(found.data)
    return [v for e in tree.iter() for k, v in e.attrib.items() if k.endswith("href")]


@pytest.mark.parametrize("said", ["image/png", "image/jpeg", "text/plain", ""])
@pytest.mark.parametrize("as_text", [False, True])
def test_a_drawing_inside_counts_whatever_it_is_called(said: str, as_text: bool) -> None:
    found = read_image("a", svg(SIZE, image_of(BOMB, said, as_text=as_text)))
    assert isinstance(found, Unusable)
    assert "draws more" in found.reason
    (href,) = hrefs(asset(svg(SIZE, image_of(svg(SIZE), said, as_text=as_text))))
    assert href.startswith("data:image/svg+xml;base64,")


def test_a_bomb_two_drawings_down() -> None:
    inner = svg(SIZE, image_of(BOMB, "image/svg+xml"))
    assert isinstance(read_image("a", svg(SIZE, image_of(inner))), Unusable)


def test_drawings_in_drawings_end() -> None:
    data = svg(SIZE)
    for _ in range(2):
        data = svg(SIZE, image_of(data))
    assert isinstance(read_image("a", data), Asset)
    assert isinstance(read_image("a", svg(SIZE, image_of(data))), Unusable)


def test_a_drawing_inside_is_drawn_as_often_as_it_is_used() -> None:
    inner = image_of(svg(SIZE, "<rect/>" * 500)).replace("<image", '<image id="i"')
    data = svg(SIZE, f"<defs>{inner}</defs>" + '<use href="#i"/>' * 500)
    assert isinstance(read_image("a", data), Unusable)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pictures_inside_stay_as_they_are(kind: str) -> None:
    data = svg(SIZE, image_of(picture(kind), f"image/{kind.lower()}"))
    assert asset(data).data == data


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "BMP"])
def test_pictures_inside_become_png_as_others_do(kind: str) -> None:
    (href,) = hrefs(asset(svg(SIZE, image_of(picture(kind)))))
    assert href.startswith("data:image/png;base64,")


def test_an_address_over_several_lines() -> None:
    written = b64encode(picture()).decode()
    folded = "\n".join(written[at : at + 20] for at in range(0, len(written), 20))
    (href,) = hrefs(asset(svg(SIZE, f'<image href="data:image/png;base64,{folded}"/>')))
    assert href == f"data:image/png;base64,{written}"


@pytest.mark.parametrize("data", [b"", b"tekst", picture()[:-20], b"%PDF-1.7", b"\x1f\x8b"])
def test_what_can_not_be_used_outside_can_not_inside(data: bytes) -> None:
    for inside in (
        image_of(data),
        f'<rect style="mask: url(data:image/png;base64,{b64encode(data).decode()})"/>',
    ):
        found = read_image("a", svg(SIZE, inside))
        assert isinstance(found, Unusable), inside
        assert "inside" in found.reason


def test_points_inside_count() -> None:
    """Each of many empty pictures takes long to read; not all of them are read."""
    many = "".join(image_of(picture(size=(7000, 6000 + i), mode="1")) for i in range(6))
    found = read_image("a", svg(SIZE, many))
    assert isinstance(found, Unusable)
    assert "draws more" in found.reason


# --- document types, entities ----------------------------------------------------------------


def test_a_document_type_that_declares_nothing_is_left_out() -> None:
    public = '"-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
    found = asset(f"<!DOCTYPE svg PUBLIC {public}>".encode() + svg(SIZE))
    assert b"DOCTYPE" not in found.data
    assert found.width == 90


PAINTED = '<g fill="#00f" stroke-width="2"><path d="M0 0h9v9z" fill-opacity=".5"/></g>'


@pytest.mark.parametrize(
    "inside",
    [
        PAINTED,
        '<style>.a{fill:#1d3d63;stroke-opacity:.5}</style><path class="a" d="M0 0h9v9z"/>',
        '<linearGradient id="a"><stop stop-opacity=".5"/></linearGradient>'
        '<rect width="9" height="9" fill="url(#a)"/>',
        '<g transform="translate(5.123456 2)"><path id="p123456" fill="#1e5a3d" d="M0 .123456h9"/></g>',
        f"<title>Fakultet</title><desc>Filter og maske</desc>{PAINTED}",
        f'<x:view xmlns:x="https://example.org/"><x:text>x</x:text></x:view>{PAINTED}',
    ],
)
def test_shapes_that_any_program_draws_alike(inside: str) -> None:
    assert asset(svg('width="20" height="10"', inside)).has_shapes_alone


@pytest.mark.parametrize(
    "inside",
    [
        "<text>Ord</text>",
        '<g opacity=".5"><rect width="9" height="9"/></g>',
        '<style>g{opacity:.5}</style><rect width="9" height="9"/>',
        '<filter id="f"><feMorphology radius="300"/></filter><rect width="9" height="9"/>',
        '<rect width="9" height="9" style="filter:blur(2px)"/>',
        '<rect width="9" height="9" mask="url(#m)"/>',
        '<path d="M0 0h9" stroke-dasharray="0.001"/>',
        '<defs><path id="a" d="M0 0h9"/></defs><use href="#a"/>',
        '<style>@media print{rect{fill:red}}</style><rect width="9" height="9"/>',
        '<rect width="9" height="9"><animate attributeName="x" to="5"/></rect>',
        '<path d="M0 0l1e9 5"/>',
        '<path d="M0 0l123456 5"/>',
        '<rect width="9" height="9" rx="nan"/>',
        '<radialGradient id="a" spreadMethod="repeat" r=".0001"/><path fill="url(#a)" d="M0 0h9"/>',
        '<g transform="scale(9)">' * 4 + '<path d="M0 0h9"/>' + "</g>" * 4,
        f'<path d="M0 0{"h9" * 50_001}"/>',
    ],
)
def test_drawings_that_are_more_than_shapes(inside: str) -> None:
    assert not asset(svg('width="20" height="10"', inside)).has_shapes_alone
