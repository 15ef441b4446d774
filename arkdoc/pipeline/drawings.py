"""SVGs → PNGs of them, for the Word file: shapes by resvg, all else through a page (decision 033).

resvg is native code: a drawing can make it end the process that it runs in, or run for ever. So it
has one of its own, which starts while this one goes on.
"""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import TypeAlias
from weakref import finalize

from arkdoc.model.assets import Asset
from arkdoc.pipeline.processes import APART, ThisProcess, command_for

SHARPNESS = 3  # pixels for each CSS pixel in the PNG that stands in for an SVG in Word
MOST_PIXELS = 8_000_000  # in such a PNG, however large the SVG says it is
MOST_PAINTED = 250_000_000  # pixels painted for such a PNG, each coat of colour counted
MOST_SECONDS = 20.0
"""How long the shapes of a note may take together; then they go through a page like all else."""

SVG = "image/svg+xml"

_RASTERISE = "arkdoc.write.pdf.rasterise:rasterise"
_DRAW = "arkdoc.write.docx.shapes_png:draw_for_another"


_Drawing: TypeAlias = tuple[bytes, int, int]
"""An SVG, and the width and the height of its PNG in pixels."""


def rasterised(
    assets: Iterable[Asset], process: ThisProcess | None = None
) -> dict[str, Callable[[], bytes]]:
    """For each SVG among the assets, by its path, what gives a PNG of it.

    `process` lays out the pages that some of them take.
    """
    drawn_by = process or ThisProcess()
    vectors = [asset for asset in assets if asset.media_type == SVG]
    drawings = {each.path: (each.data, *pixels(each)) for each in vectors}
    shapes = {each.path: drawings[each.path] for each in vectors if not takes_a_page(each)}
    drawn = _drawn_apart(shapes) if shapes else dict

    def drawn_later(path: str) -> Callable[[], bytes]:
        if path in shapes:
            return lambda: drawn().get(path) or drawn_by.later(_RASTERISE, *drawings[path])()
        return drawn_by.later(_RASTERISE, *drawings[path])

    return {path: drawn_later(path) for path in drawings}


def takes_a_page(asset: Asset) -> bool:
    """Whether it is an SVG that a page has to be laid out for, to get a PNG of it."""
    return asset.media_type == SVG and not asset.has_shapes_alone


def pixels(vector: Asset) -> tuple[int, int]:
    """The width and the height of the PNG of an SVG."""
    area = max(vector.width * vector.height, 1)
    most = min(MOST_PIXELS, MOST_PAINTED / max(vector.coats, 1))
    scale = min(SHARPNESS, (most / area) ** 0.5)
    return max(round(vector.width * scale), 1), max(round(vector.height * scale), 1)


def _drawn_apart(drawings: Mapping[str, _Drawing]) -> Callable[[], Mapping[str, bytes]]:
    """Starts a process; what is returned has it make the PNGs, none of them where it can't."""
    try:
        process = subprocess.Popen(
            command_for(_DRAW),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **APART,
        )  # fmt: skip
    except OSError:  # there can be no process, so it is done here
        from arkdoc.write.docx.shapes_png import shapes_pngs

        return cache(lambda: shapes_pngs(drawings))

    def pngs() -> Mapping[str, bytes]:
        data = b""
        with process, suppress(subprocess.TimeoutExpired):
            try:
                data, _ = process.communicate(pickle.dumps(drawings), MOST_SECONDS)
            finally:
                process.kill()
        return pickle.loads(data) if data and not process.returncode else {}

    wanted = cache(pngs)
    finalize(wanted, _end, process)  # when nobody can want them any more
    return wanted


def _end(process: subprocess.Popen[bytes]) -> None:
    with process:  # waits, and closes its pipes
        process.kill()
