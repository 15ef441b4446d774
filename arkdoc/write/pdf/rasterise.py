"""A drawing → PNG, through a page of its own."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

from arkdoc.write.pdf.typeset import can_lay_out


def rasterise(svg: bytes, width_px: int, height_px: int) -> bytes:
    """A drawing as a PNG of `width_px` × `height_px`, for what can't show SVG.

    Ask for more pixels than it is shown at. What the drawing refers to outside itself is left
    out. The same bytes for the same drawing and fonts. Where nothing can be laid out, it is blank.
    """
    if not can_lay_out():
        return blank(width_px, height_px)
    import pypdfium2

    from arkdoc.write.pdf import engine

    address = f"data:image/svg+xml;base64,{b64encode(svg).decode('ascii')}"
    page = (
        f"<style>@page {{ size: {width_px}px {height_px}px; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ display: block; width: {width_px}px; height: {height_px}px }}</style>"
        f'<img src="{address}">'
    )
    with engine.captured_warnings(lambda _message: None):
        pdf = engine.untagged(page)
    document = pypdfium2.PdfDocument(pdf)
    try:
        # 72 points to the inch and 96 pixels: 4/3 gives back the pixels that were asked for.
        image = document[0].render(scale=4 / 3).to_pil().resize((width_px, height_px))
    finally:
        document.close()
    return _png(image)


def blank(width_px: int, height_px: int) -> bytes:
    """A PNG of `width_px` × `height_px` with nothing on it."""
    from PIL import Image

    return _png(Image.new("RGB", (width_px, height_px), "white"))


def _png(image: Any) -> bytes:
    png = BytesIO()
    image.save(png, format="PNG")
    return png.getvalue()
