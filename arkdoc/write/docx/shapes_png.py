"""A drawing of shapes alone → PNG, for what can't show SVG: without a page, and so without fonts.

resvg (https://github.com/linebender/resvg) draws it, in a process that runs `draw_for_another`; see
decision 033. That process imports nothing else of arkdoc.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping


def shapes_png(svg: bytes, width_px: int, height_px: int) -> bytes:
    """A drawing of which `has_shapes_alone` is true, as a PNG that is transparent where it is.

    The same bytes for the same drawing on every machine. Empty where resvg does not take it.
    """
    import resvg_py

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg.decode("utf-8"),
                width=width_px,
                height=height_px,
                skip_system_fonts=True,
            )
        )
    except BaseException as error:
        # A fault in resvg is raised as a class of its own that is no Exception.
        if isinstance(error, ValueError) or type(error).__name__ == "PanicException":
            return b""
        raise


def shapes_pngs(drawings: Mapping[str, tuple[bytes, int, int]]) -> dict[str, bytes]:
    """A PNG of each of `drawings`, an SVG with a width and a height in pixels, by its name."""
    return {name: shapes_png(*drawing) for name, drawing in drawings.items()}


def draw_for_another() -> None:
    """Drawings on standard input, as for `shapes_pngs` → their PNGs on standard output, pickled."""
    # Only the process that started this one writes there.
    pickle.dump(shapes_pngs(pickle.load(sys.stdin.buffer)), sys.stdout.buffer)
