"""A drawing of shapes alone → PNG, for what can't show SVG: without a page, and so without fonts.

resvg (https://github.com/linebender/resvg) draws it; see decision 033.
"""

from __future__ import annotations


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
    except ValueError:
        return b""
