"""Pictures made of points: what the outputs don't take becomes PNG, what is not whole is refused."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import warnings

import pytest
from PIL import Image

from arkdoc.model.assets import Asset, Unusable
from arkdoc.read.image import raster
from arkdoc.read.image.reader import read_image
from tests.support.project import REPOSITORY

KINDS = ["GIF", "WEBP", "BMP", "TIFF"]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)  # type: ignore[arg-type]
    return file.getvalue()


def halves(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """A picture with a light left half and a dark right half."""
    image = Image.new(mode, size, 0)
    light = (
        1
        if mode == "1"
        else 255
        if len(mode) == 1
        else (255,) * len(Image.new(mode, (1, 1)).getbands())
    )
    image.paste(light, (0, 0, size[0] // 2, size[1]))
    return image


def asset(data: bytes) -> Asset:
    image = read_image("contributions/a.bin", data)
    assert isinstance(image, Asset), image
    return image


def shown(found: Asset) -> Image.Image:
    assert found.data.startswith(b"\x89PNG")
    image = Image.open(io.BytesIO(found.data))
    image.load()
    assert image.size == (found.width, found.height)
    assert image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
    return image


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P"])
def test_other_kinds_become_png(kind: str, mode: str) -> None:
    found = asset(saved(halves().convert(mode), kind))
    assert (found.media_type, found.ending, found.width, found.height) == (
        "image/png",
        "png",
        40,
        20,
    )
    assert found.origin
    grey = shown(found).convert("L")
    assert grey.getpixel((5, 5)) == 255
    assert grey.getpixel((35, 5)) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_bytes_every_time(kind: str) -> None:
    data = saved(halves(), kind)
    assert asset(data).data == asset(data).data


def test_a_png_of_our_own_holds_no_time_and_no_remarks() -> None:
    data = saved(halves(), "TIFF", description="Tatt av en ansatt", dpi=(300, 300))
    found = asset(data)
    assert b"ansatt" not in found.data
    assert found.dpi == 300


@pytest.mark.parametrize("value", [0, 1, 128, 30_000, 65_535])
def test_sixteen_bits_keep_their_greys(value: int) -> None:
    found = asset(saved(Image.new("I;16", (3, 2), value), "PNG"))
    assert "16" in found.origin
    assert shown(found).getpixel((1, 1)) == round(value / 257)


@pytest.mark.parametrize("mode", ["I;16", "I", "F"])
def test_more_bits_than_eight_in_tiff(mode: str) -> None:
    row = struct.pack("<4H", 60_000, 60_000, 0, 0)
    image = Image.frombytes("I;16", (4, 2), row * 2)
    if mode != "I;16":
        image = image.convert("I").convert(mode)
    grey = shown(asset(saved(image, "TIFF"))).convert("L")
    left, right = grey.getpixel((0, 0)), grey.getpixel((3, 0))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert left > 200
    assert right == 0


def test_colours_of_print_become_those_of_screens() -> None:
    found = asset(saved(Image.new("CMYK", (4, 4), (0, 255, 255, 0)), "TIFF"))
    assert shown(found).convert("RGB").getpixel((1, 1)) == (255, 0, 0)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "PNG"])
def test_the_first_of_several_pictures_is_shown_and_said(kind: str) -> None:
    others = [Image.new("RGB", (40, 20), colour) for colour in ("red", "lime")]
    found = asset(saved(halves(), kind, save_all=True, append_images=others))
    assert "first" in found.origin
    image = shown(found)
    assert not getattr(image, "is_animated", False)
    assert image.convert("L").getpixel((5, 5)) == 255


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_is_seen_through_stays_so(kind: str) -> None:
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 10, 20))
    alpha = shown(asset(saved(image, kind, lossless=True))).convert("RGBA").getchannel("A")
    assert alpha.getpixel((5, 5)) == 255
    assert alpha.getpixel((15, 5)) == 0


@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "PNG"])
def test_pictures_are_turned_upright(kind: str) -> None:
    exif = Image.Exif()
    exif[274] = 6
    stored = halves().transpose(Image.Transpose.ROTATE_90)
    if kind == "PNG":
        data = saved(stored, kind, exif=exif, save_all=True, append_images=[stored.rotate(180)])
    else:
        data = saved(stored, kind, exif=exif)
    found = asset(data)
    assert (found.width, found.height) == (40, 20)
    assert shown(found).convert("L").getpixel((5, 5)) in range(250, 256)


def test_a_photograph_with_a_preview_beside_it_is_turned_too() -> None:
    exif = Image.Exif()
    exif[274] = 6
    stored = halves().transpose(Image.Transpose.ROTATE_90)
    found = asset(saved(stored, "MPO", exif=exif, save_all=True, append_images=[stored]))
    assert (found.media_type, found.width, found.height) == ("image/jpeg", 40, 20)


@pytest.mark.parametrize("kind", [*KINDS, "PNG", "JPEG"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_half_a_file_is_refused(kind: str, part: float) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    data = saved(noise, kind)
    found = read_image("a", data[: int(len(data) * part)])
    assert isinstance(found, Unusable), part
    assert "not whole" in found.reason
    assert "copy" in found.cure


def test_more_points_than_paper_shows_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_MOST_PRINTED", 40 * 20)
    monkeypatch.setattr(raster, "_A_PAGE", 500)
    assert asset(saved(halves(), "PNG")).origin == ""
    for mode in ("RGB", "P", "1", "L", "RGBA"):
        found = asset(saved(halves(size=(80, 40)).convert(mode), "PNG", dpi=(300, 300)))
        assert "paper" in found.origin
        assert found.width * found.height <= 500
        assert found.dpi == pytest.approx(300 * found.width / 80, rel=0.05)
        assert shown(found).convert("L").getpixel((2, 2)) == 255


def test_what_is_easily_written_and_hard_to_read_counts() -> None:
    """A file that says little of many points takes from what the note may ask for."""
    empty = saved(Image.new("L", (6000, 6000)), "WEBP", lossless=True)
    assert asset(empty).surplus > 2000
    noise = saved(Image.effect_noise((300, 300), 80), "WEBP", lossless=True)
    assert asset(noise).surplus == 0


def test_pillow_says_nothing_on_its_own(recwarn: pytest.WarningsRecorder) -> None:
    image = halves().convert("P")
    image.info["transparency"] = bytes(range(256))
    broken_exif = saved(halves(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\1" * 40)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for data in (saved(image, "PNG"), broken_exif, saved(Image.new("1", (9500, 9500)), "PNG")):
            read_image("a", data)
    assert not recwarn.list


def test_no_path_reaches_the_terminal() -> None:
    """Whatever a file holds, the libraries that Pillow brings are silent too."""
    run = (
        "import io, random, sys; from PIL import Image; from arkdoc.read.image.reader import read_image\n"
        "random.seed(1)\n"
        "for kind, options in (('TIFF', {'compression': 'tiff_lzw'}), ('TIFF', {'compression': 'jpeg'}),"
        " ('TIFF', {'compression': 'group4'}), ('GIF', {}), ('WEBP', {}), ('BMP', {}), ('JPEG', {})):\n"
        "    file = io.BytesIO()\n"
        "    mode = '1' if 'group4' in options.values() else 'RGB'\n"
        "    Image.effect_noise((60, 60), 90).convert(mode).save(file, kind, **options)\n"
        "    for _ in range(60):\n"
        "        data = bytearray(file.getvalue())\n"
        "        for _ in range(6): data[random.randrange(len(data))] = random.randrange(256)\n"
        "        read_image('a', bytes(data[: random.randrange(8, len(data) + 1)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", run], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
