"""An SVG that is shown again → the drawing that is in the file already, for WeasyPrint's documents.

WeasyPrint draws it anew each time. The second time it is drawn as an object of its own (a form, ISO
32000-1, 8.10), which is shown from then on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.images import SVGImage

_draw = SVGImage.draw


def _draw_or_show(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """As WeasyPrint's method."""
    forms: dict[tuple[int, float, float], str] = vars(image).setdefault("arkdoc_forms", {})
    place = id(stream._resources), width, height
    if place not in forms:
        forms[place] = ""
        _draw(image, stream, width, height, style)
        return
    if not forms[place]:
        form = stream.add_group(0, 0, width, height)
        forms[place] = form.id
        _draw(image, form, width, height, style)
    stream.draw_x_object(forms[place])


def forget_drawn(images: Iterable[Any]) -> None:
    """What `images` were drawn in is finished: the next document has drawings of its own."""
    for image in images:
        if isinstance(image, SVGImage):
            vars(image).pop("arkdoc_forms", None)


def install() -> None:
    """Make WeasyPrint draw so, in this process."""
    SVGImage.draw = _draw_or_show
