"""An element's name, class and style → what it makes of its text, in so far as arkdoc keeps that.

Of style sheets the classes are read: Word and Excel put theirs on the clipboard, browsers write the
style that comes of them into every element. The `mso-` properties are those of the HTML reference
of Office 2000, which Word has written since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from arkdoc.model.regex import regex
from arkdoc.read.clipboard.elements import HtmlElement
from arkdoc.read.symbol_fonts import SYMBOL_FONTS

Declarations: TypeAlias = Mapping[str, str]

_DECLARATION = regex(r"(?<![\w-])([\w-]+)\s*+:\s*+((?:\"[^\"]*\"|'[^']*'|[^;\"'])*+)")
_CLASS = regex(r"[A-Za-z0-9]*\.([\w-]+)")
_LONGEST = 20_000
"""Characters of the style of one element or rule that are read."""

_NOT_SHOWN = frozenset((
    "script", "style", "title", "meta", "link", "template", "noscript", "iframe", "noembed",
    "noframes", "object", "audio", "video", "canvas", "select", "datalist", "map", "xml",
    "annotation", "annotation-xml", "del", "colgroup",
))  # fmt: skip
_NOT_SHOWN_PARTS = frozenset(("comment-list", "comment", "header", "footer", "field-begin"))
_NOT_SHOWN_CLASSES = regex(
    r"(?:^|\s)(?:x_)*(?:Mso(?:CommentReference|PlaceholderText|Toc[1-9]|TocHeading)|msocomanchor|msoDel)(?:\s|$)",
    re.IGNORECASE,
)
_BOLD, _ITALIC, _STRUCK = ("b", "strong"), ("i", "em"), ("s", "strike")
_LINKED = regex(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_HEADING = regex(r"h([1-6])")
_HEADING_CLASS = regex(r"(?:^|\s)(?:x_)*MsoHeading([1-9])(?:\s|$)")
_TITLE_CLASS = regex(r"(?:^|\s)(?:x_)*(?:MsoTitle|title)(?:\s|$)")
_LENGTH = regex(r"(-?\d{1,5}(?:\.\d{1,9})?)(pt|px|in|cm|mm)")
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835}
_LOWEST = 6  # of headings


class TextLook(NamedTuple):
    """How text is set. `font` is one of signs, or empty; `script` is `sup`, `sub` or empty.

    `is_fixed`: it stands as it is in lines of its own, as code does in an editor.
    """

    bold: bool = False
    italic: bool = False
    strike: bool = False
    link: str = ""
    font: str = ""
    script: str = ""
    keeps_lines: bool = False
    is_fixed: bool = False


@dataclass(slots=True)
class HtmlStyles:
    """The classes of the style sheets."""

    classes: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, element: HtmlElement) -> Declarations:
        """The declarations that an element has, by its classes and by itself."""
        own = declarations(element.get("style"))
        classes = element.get("class")
        if not classes or not self.classes:
            return own
        found: dict[str, str] = {}
        for name in classes.split()[:20]:
            found.update(self.classes.get(name, {}))
        return found | own


def read_sheet(css: str) -> HtmlStyles:
    """The rules for classes in style sheets."""
    head, *others = css.split("/*")
    css = head + "".join(part.partition("*/")[2] for part in others)
    styles = HtmlStyles()
    for rule in css.split("}"):
        selectors, brace, body = rule.rpartition("{")
        if brace and "." in selectors:
            found = declarations(body)
            for selector in selectors.split(","):
                if match := _CLASS.fullmatch(selector.strip()):
                    styles.classes.setdefault(match[1], {}).update(found)
    return styles


def declarations(css: str) -> dict[str, str]:
    """The declarations of a `style` attribute or of a rule, in small letters."""
    found = _DECLARATION.findall(css[:_LONGEST]) if css else ()
    return {name.lower(): value.strip().lower() for name, value in found}


def is_left_out(element: HtmlElement, style: Declarations) -> bool:
    """Whether nothing of an element is read: what is hidden or deleted, comments, contents."""
    if element.name in _NOT_SHOWN or "hidden" in element.attributes:
        return True
    if style.get("mso-element") in _NOT_SHOWN_PARTS or style.get("mso-hide") == "all":
        return True
    is_hidden = style.get("display") == "none" or style.get("visibility") == "hidden"
    return is_hidden or _NOT_SHOWN_CLASSES.search(element.get("class")) is not None


def look_of(element: HtmlElement, style: Declarations, around: TextLook) -> TextLook:
    """How the text of an element is set, which stands in text that is set as `around`."""
    name = element.name
    changes: dict[str, object] = {}
    if name in _BOLD:
        changes["bold"] = True
    elif name in _ITALIC:
        changes["italic"] = True
    elif name in _STRUCK:
        changes["strike"] = True
    elif name in ("sup", "sub"):
        changes["script"] = name
    elif name == "pre":
        changes["keeps_lines"] = changes["is_fixed"] = True
    elif name == "a" and (link := _LINKED.fullmatch(element.get("href").strip())):
        changes["link"] = link[0]
    if style:
        changes |= _by_style(style)
    return around._replace(**changes) if changes else around  # type: ignore[arg-type]


def _by_style(style: Declarations) -> dict[str, object]:
    changes: dict[str, object] = {}
    if weight := style.get("font-weight"):
        changes["bold"] = weight in ("bold", "bolder", "600", "700", "800", "900")
    if slant := style.get("font-style"):
        changes["italic"] = slant.startswith(("italic", "oblique"))
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        changes["strike"] = True
    if space := style.get("white-space"):
        changes["keeps_lines"] = space.startswith(("pre", "break-spaces"))
        changes["is_fixed"] = space == "pre"
    if font := style.get("mso-symbol-font-family") or style.get("font-family"):
        family = font.split(",")[0].strip(" \"'")
        changes["font"] = family if family in SYMBOL_FONTS else ""
    if (raised := style.get("vertical-align")) in ("super", "sub"):
        changes["script"] = "sup" if raised == "super" else "sub"
    return changes


TITLE = 0


def heading_level(element: HtmlElement, style: Declarations) -> int | None:
    """The level of the heading that an element is: 1 to 6, or TITLE; None where it is none."""
    classes = element.get("class")
    if element.name == "p" and _TITLE_CLASS.search(classes):
        return TITLE
    if match := _HEADING.fullmatch(element.name) or _HEADING_CLASS.search(classes):
        level = match[1]
    elif element.get("role") == "heading":
        level = element.get("aria-level") or "2"
    else:
        level = style.get("mso-outline-level", "")
    is_level = len(level) == 1 and "1" <= level <= "9"
    return min(int(level), _LOWEST) if is_level else None


def left_margin(style: Declarations) -> float:
    """How far in the text of a paragraph begins, in points."""
    sides = style.get("margin", "").split()
    margin = style.get("margin-left") or (sides[3] if len(sides) == 4 else "")
    match = _LENGTH.fullmatch(margin)
    return float(match[1]) * _POINTS[match[2]] if match else 0.0
