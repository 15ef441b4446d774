"""The boxes of task lists, drawn: the house fonts have no glyph for them."""

from arkdoc.model.assets import Asset
from arkdoc.write.html.context import Context
from arkdoc.write.html.markup import data_uri, opening
from arkdoc.write.html.names import CHECKBOX_CLASS

_FRAME = '<rect x="1" y="1" width="14" height="14" rx="2" fill="none" stroke-width="1.5"/>'
_CROSS = '<path d="M4.5 4.5 11.5 11.5 M11.5 4.5 4.5 11.5" fill="none" stroke-width="1.8"/>'


def checkbox(done: bool, context: Context) -> str:
    """An image of a box; its text alternative is whether the task is done."""
    drawing = _FRAME + (_CROSS if done else "")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"'
        f' stroke="{context.theme.colours["accent"]}">{drawing}</svg>'
    )
    asset = Asset("", svg.encode(), "image/svg+xml", 16, 16)
    alt = context.words.done if done else context.words.not_done
    return opening("img", class_=CHECKBOX_CLASS, src=data_uri(asset), alt=alt)
