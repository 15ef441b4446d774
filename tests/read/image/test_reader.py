"""A picture's file in, an Asset out, or the reason why not."""

from __future__ import annotations

import io
import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from arkdoc.model.assets import Asset, Unusable
from arkdoc.read.image.reader import LIMIT, read_image
from arkdoc.read.image.svg import LIMIT as SVG_LIMIT
from tests.support.project import cost

PATH = "contributions/figur.png"


def picture(kind: str, size: tuple[int, int] = (20, 10), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind, **options)  # type: ignore[arg-type]
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def svg(inside: str = "", attributes: str = 'width="20" height="10"') -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{attributes}>{inside}</svg>"
    ).encode()


def asset(data: bytes) -> Asset:
    image = read_image(PATH, data)
    assert isinstance(image, Asset), image
    return image


def reason(data: bytes) -> str:
    image = read_image(PATH, data)
    assert isinstance(image, Unusable)
    assert image.cure
    return image.reason


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_pixels(kind: str, media_type: str) -> None:
    data = picture(kind)
    assert asset(data) == Asset(PATH, data, media_type, 20, 10, 96.0)
    assert asset(picture(kind, dpi=(300, 300))).dpi == pytest.approx(300, abs=0.1)
    assert asset(picture(kind, dpi=(1, 1))).dpi == 96


def photograph(orientation: int) -> bytes:
    """A picture with its left half red and its right half blue, as a camera held so saves it."""
    upright = Image.new("RGB", (32, 16), "blue")
    upright.paste("red", (0, 0, 16, 16))
    method = {
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
        3: Image.Transpose.ROTATE_180,
    }
    stored = upright.transpose(method[orientation]) if orientation in method else upright
    exif = Image.Exif()
    exif[274] = orientation
    exif[271] = "Kameramerke"
    file = io.BytesIO()
    stored.save(file, "JPEG", exif=exif, quality=95)
    return file.getvalue()


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_rotated_photograph_is_made_upright(orientation: int) -> None:
    found = asset(photograph(orientation))
    assert (found.width, found.height) == (32, 16)
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.size == (32, 16)
        assert not image.getexif()
        red, blue = image.getpixel((4, 8)), image.getpixel((28, 8))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > 200 > blue[0]
    assert blue[2] > 200 > red[2]


def test_an_upright_photograph_is_unchanged() -> None:
    data = photograph(1)
    assert asset(data).data == data


def test_the_name_does_not_matter() -> None:
    assert isinstance(read_image("contributions/a.jpg", picture("PNG")), Asset)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"tekst", "known format"),
        (picture("PNG")[:-20], "damaged"),
        (picture("PNG")[:40] + b"\0\0" + picture("PNG")[42:], "damaged"),
        (picture("JPEG", (400, 400), quality=95)[:900], "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (png_of(20, 10), "damaged"),
        (png_of(0, 0), "damaged"),
        (png_of(8_000, 8_000), "pixels"),
        (png_of(100_000, 100_000), "pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * LIMIT, "large"),
        (b"%PDF-1.7", "PDF"),
        (b"\0\0\0\x1cftypheic", "HEIC"),
    ],
    ids=lambda value: value if isinstance(value, Unusable) else "",
)
def test_what_can_not_be_used(data: bytes, word: str) -> None:
    assert word in reason(data)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10"', (20, 10)),
        ('width="2in" height="25.4mm"', (192, 96)),
        ('width=" 10.5px " height="10PT"', (10, 13)),
        ('viewBox="0 0 40 20"', (40, 20)),
        ('viewBox="0,0,40,20" width="100"', (100, 50)),
        ('viewBox="0 0 40 20" height="100"', (200, 100)),
        ('viewBox="0 0 40 20" width="100%" height="100%"', (40, 20)),
        ("", (300, 150)),
        ('width="0" height="-3"', (300, 150)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ('viewBox="0 0 1e-300 1"', (1, 1)),
        ('viewBox="6600000 250000 40 20"', (40, 20)),
        ('width="mye"', (300, 150)),
        ('width="0.1" height="0.1"', (1, 1)),
    ],
)
def test_the_size_of_svg(attributes: str, size: tuple[int, int]) -> None:
    image = asset(svg(attributes=attributes))
    assert (image.width, image.height, image.media_type) == (*size, "image/svg+xml")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_svg_encodings(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{name}"?>\n' + svg("<title>Å</title>").decode()
    found = asset(text.encode(encoding))
    assert found.width == 20
    assert "Å" in found.data.decode("utf-8", "strict")
    assert not found.data.startswith(b"<?xml") or encoding == "utf-8-sig"


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#a"/><use xlink:href="#a"/>',
        '<rect fill="url(#a)" style="fill: url(\'#b\')"/>',
        "<style>rect { fill: url(#a) } @media print { rect { fill: red } }</style>",
        "<!-- http://example.com --><text>url(http://example.com)</text>",
        "<?annet href='http://example.com'?>",
    ],
)
def test_svg_that_stays_at_home(inside: str) -> None:
    assert asset(svg(inside)).width == 20


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("<script>alert(1)</script>", "scripts"),
        ("<foreignObject/>", "scripts"),
        ('<rect onclick="x()"/>', "scripts"),
        ('<a href=" java\nscript:x()"/>', "scripts"),
        ('<image href="https://example.com/a.png"/>', "outside"),
        ('<image xlink:href="../a.png"/>', "outside"),
        ('<image href="file:///etc/passwd"/>', "outside"),
        ('<image href="data:image/svg+xml;base64,AA=="/>', "inside"),
        ('<image href="data:image/png;base64,AA=="/>', "inside"),
        ('<g xml:base="https://example.com"/>', "outside"),
        ('<set attributeName="xlink:href" to="x"/>', "outside"),
        ('<rect fill="url(http://example.com/#a)"/>', "outside"),
        ("<rect style=\"fill: URL( '//example.com')\"/>", "outside"),
        ("<style>@import 'a.css';</style>", "outside"),
        ("<style>@font-face { src: url(a.woff) }</style>", "outside"),
        ("<style>rect { fill: \\75rl(a) }</style>", "outside"),
        ("<style><![CDATA[rect { fill: ur]]><![CDATA[l(a) }]]></style>", "outside"),
        ("<style>rect { fill: ur<!-- x -->l(a) }</style>", "outside"),
        ("<style>rect { fill: ur<b/>l(a) }</style>", "outside"),
        ("<g>" * 200 + "</g>" * 200, "levels"),
        ("<g/>" * 20_000, "draws more"),
        ("<g>", "proper SVG"),
        ("&unknown;", "proper SVG"),
    ],
)
def test_svg_that_does_not(inside: str, word: str) -> None:
    assert word in reason(svg(inside))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b'<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + svg("&b;"), "DOCTYPE"),
        (b'<?xml-stylesheet href="a.css"?>' + svg(), "outside"),
        (b"<html><body>Hei</body></html>", "proper SVG"),
        (b'<svg width="1"/>', "proper SVG"),
        (b'<?xml version="1.0" encoding="ukjent"?>' + svg(), "proper SVG"),
        (svg() + svg(), "proper SVG"),
        (svg(attributes='width="999999999" height="999999999"'), "pixels"),
        (svg("x" * SVG_LIMIT), "large"),
    ],
)
def test_files_that_are_no_svg_for_us(data: bytes, word: str) -> None:
    assert word in reason(data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "inside",
    [
        "<style>" + "a&amp;" * 700_000 + "</style>",
        "<style>" + "url(" * 1_000_000 + "</style>",
        "<g/>" * 1_000_000,
        f'<g x="{"(" * 4_000_000}"/>',
        f'<g viewBox="{"1" * 4_000_000}"/>',
    ],
    ids=range(5),
)
def test_no_svg_takes_long(inside: str) -> None:
    """Nothing takes much longer than a drawing of a tenth of the size."""
    drawing = svg('<path d="M0 0h1v1h-1z"/>' * 1600)
    assert cost(lambda: read_image(PATH, svg(inside)), 1) < 20 * cost(
        lambda: read_image(PATH, drawing)
    )


STARTS = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg", b"<?xml", svg()[:60], b"GIF8", b""]


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_are_judged(start: bytes, rest: bytes) -> None:
    assert isinstance(read_image(PATH, start + rest), Asset | Unusable)


@given(
    st.sampled_from(["PNG", "JPEG"]), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)))
)
def test_damaged_pictures_are_judged(kind: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(picture(kind))
    for at, value in damage:
        data[at % len(data)] = value
    assert isinstance(read_image(PATH, bytes(data)), Asset | Unusable)


def test_a_cut_off_picture_is_refused_after_a_layout_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image, ImageFile

    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    whole = BytesIO()
    Image.radial_gradient("L").resize((900, 900)).save(whole, "JPEG", quality=95)
    assert isinstance(read_image(PATH, whole.getvalue()), Asset)
    assert isinstance(read_image(PATH, whole.getvalue()[:-8000]), Unusable)
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def nested_uses(levels: int) -> bytes:
    groups = "".join(
        f'<g id="a{n}"><use href="#a{n + 1}"/><use href="#a{n + 1}"/></g>' for n in range(levels)
    )
    return svg(f'<defs>{groups}<g id="a{levels}"><rect/></g></defs><use href="#a0"/>')


@pytest.mark.parametrize("levels", [14, 30, 2000])
def test_a_drawing_that_multiplies_itself_is_refused(levels: int) -> None:
    assert isinstance(read_image(PATH, nested_uses(levels)), Unusable)


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<pattern id="p"><rect fill="url(#p)"/></pattern>',
    ],
)
def test_a_drawing_that_draws_itself_is_refused(inside: str) -> None:
    assert isinstance(read_image(PATH, svg(inside)), Unusable)


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><path id="g" d="M0 0h1"/></defs>' + '<use href="#g"/>' * 4000,
        '<linearGradient id="a"/><linearGradient id="b" href="#a"/><rect fill="url(#b)"/>',
        '<use href="#not-there"/>',
        '<g id="a"><g id="b"/></g><g id="a"/>',
    ],
)
def test_an_honest_drawing_is_not_refused(inside: str) -> None:
    assert isinstance(read_image(PATH, svg(inside)), Asset)


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ('<text font-size="1e9">x</text>', "pixels"),
        ('<text font-size="1_000_000_000">x</text>', "pixels"),
        ('<text style="fill: red; font-size: 1000001px">x</text>', "pixels"),
        ("<style>text { font: bold 9e99px serif }</style>", "pixels"),
        ('<rect width="1e400" height="2"/>', "pixels"),
        ('<rect width="2" height="-2000000mm"/>', "pixels"),
        ('<svg viewBox="0 0 1e-300 1e300"/>', "pixels"),
        ('<rect width="inf" height="2"/>', "proper SVG"),
        ('<text font-size="NaNpx">x</text>', "proper SVG"),
        ('<svg viewBox="0,0,-infinity,9"/>', "proper SVG"),
    ],
)
def test_lengths_that_no_page_has_room_for(inside: str, word: str) -> None:
    assert word in reason(svg(inside))


@pytest.mark.parametrize(
    "inside",
    [
        '<text font-size="1000000">x</text><text font-size="120%" style="font-size:.8em">x</text>',
        '<text font="12px Nanum Gothic, Infini" style="font: 700 9pt Nanum">x</text>',
        '<rect width="100%" height="1e-9" style="stroke-width: 3000000; line-height: 1.5"/>',
    ],
)
def test_lengths_as_people_write_them(inside: str) -> None:
    assert isinstance(read_image(PATH, svg(inside)), Asset)
