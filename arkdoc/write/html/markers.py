"""A list item's number or sign, where it isn't the house style's own → an element before its text.

The house style's markers are the style sheet's. Others are text, in the page as in its outline:
whoever copies «b)» from it gets it.
"""

from arkdoc.model.assets import Asset
from arkdoc.style.role import Role
from arkdoc.write.html.context import Context
from arkdoc.write.html.markup import data_uri, element, escaped
from arkdoc.write.html.names import MARKER_CLASS

_STROKES = {
    "✓": "M3 9 6.5 12.5 13 3.5",
    "✗": "M4 3.5 12 12.5 M12 3.5 4 12.5",
    "✔": "M3 9 6.5 12.5 13 3.5",
    "✘": "M4 3.5 12 12.5 M12 3.5 4 12.5",
    "☐": "M2 2H14V14H2Z",
    "☑": "M2 2H14V14H2Z M4.5 8.5 7 11 11.5 5",
    "☒": "M2 2H14V14H2Z M4.5 4.5 11.5 11.5 M11.5 4.5 4.5 11.5",
    "⇒": "M1 6H11 M1 10H11 M8.5 2.5 14 8 8.5 13.5",
}
_FILLED = {
    "➢": "M2 3 15 8 2 13 6 8Z",
    "➤": "M2 3 15 8 2 13 6 8Z",
    "➔": "M1 6.5H8V3.5L15 8 8 12.5V9.5H1Z",
    "►": "M3 3 14 8 3 13Z",
    "▶": "M3 3 14 8 3 13Z",
    "▸": "M5 4.5 12 8 5 11.5Z",
    "‣": "M5 4.5 12 8 5 11.5Z",
    "■": "M2.5 2.5H13.5V13.5H2.5Z",
    "◆": "M8 1.5 14.5 8 8 14.5 1.5 8Z",
    "❖": "M8 1 10.5 3.5 8 6 5.5 3.5Z M8 10 10.5 12.5 8 15 5.5 12.5Z"
    " M1 8 3.5 5.5 6 8 3.5 10.5Z M10 8 12.5 5.5 15 8 12.5 10.5Z",
    "★": "M8 1 10 6H15.3L11 9.2 12.6 14.4 8 11.2 3.4 14.4 5 9.2 0.7 6H6Z",
}
_BOLD = "✔✘"


def write_marker(text: str, context: Context, role: Role | None = None) -> str:
    """The marker `text`, of `role`, in print drawn where it is a sign that fonts lack."""
    inside = _drawn(text, context) if context.medium == "print" else ""
    # The space is for whoever copies the line: nothing is shown of it.
    classes = f"{MARKER_CLASS} {role.css_class}" if role else MARKER_CLASS
    return element("span", f"{inside or escaped(text)} ", class_=classes)


def _drawn(sign: str, context: Context) -> str:
    """A drawing behind a character that can't be seen and stands for `sign` when it is read."""
    colour = context.theme[Role.LIST].colour
    if sign in _STROKES:
        width = 2.6 if sign in _BOLD else 1.5
        style, path = f'fill="none" stroke="{colour}" stroke-width="{width}"', _STROKES[sign]
    elif sign in _FILLED:
        style, path = f'fill="{colour}"', _FILLED[sign]
    else:
        return ""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"'
        f' {style}><path d="{path}"/></svg>'
    )
    drawing = data_uri(Asset("", svg.encode(), "image/svg+xml", 16, 16))
    # By number, as no font is needed for it.
    return (
        f'<span class="ark-sign" data-stands-for="&#{ord(sign)};"'
        f' style="background: url({drawing}) 0 0 / 100% 100% no-repeat">•</span>'
    )
