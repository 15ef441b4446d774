"""Theme and head → the rules of `@page`: size, margins, running header and footer.

CSS Paged Media 3; PDF/UA-1, 7.8 wants what repeats on pages kept out of the text itself.
"""

import re
from string import Formatter

from arkdoc.language.printed import Words
from arkdoc.model.document import Head
from arkdoc.style.role import Role
from arkdoc.style.theme import Font, Theme
from arkdoc.write.html.markup import clean

UPRIGHT = "ark-upright"
LANDSCAPE = "ark-landscape"
"""The name of the page that a landscape container stands on."""
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"})


def page_rules(theme: Theme, running: str) -> str:
    """The page rules; `running` holds those of header and footer."""
    page = theme.page
    margin = f"{page.top}mm {page.right}mm {page.bottom}mm {page.left}mm"
    # The upright page has a name too, else WeasyPrint stays on the landscape page.
    return f"""\
body {{ page: {UPRIGHT}; }}
@page {{ size: {page.width}mm {page.height}mm; margin: {margin};
{running} }}
@page :first {{ @top-left {{ content: none; }} }}
@page {LANDSCAPE} {{ size: {page.height}mm {page.width}mm; }}
.{LANDSCAPE} {{ page: {LANDSCAPE}; }}"""


def margin_boxes(head: Head, words: Words, theme: Theme) -> str:
    """The margin boxes: whose and what the note is, and what its readers must know, above; the page
    below.

    The first page has the letterhead and the title in its text.
    """
    header, footer = _type(theme, Role.PAGE_HEADER), _type(theme, Role.PAGE_FOOTER)
    above = f"{header} vertical-align: top; padding-top: {theme.page.header}mm;"
    below = f"{footer} vertical-align: bottom; padding-bottom: {theme.page.footer}mm;"
    draft = theme[Role.DRAFT]
    weight = "bold" if draft.bold else "normal"
    stamps = f"color: {draft.colour}; font-weight: {weight};"
    # A draft's one word is never divided from itself; the law's long name may need two lines.
    room = "padding-left: 6mm;" if head.exemption else "white-space: nowrap;"
    name = theme.sender.name if theme.sender else ""
    running = ' "\\a " '.join(css_string(line) for line in (name, head.running) if line)
    lines = "white-space: pre-line;" if name else ""
    return f"""\
@top-left {{ content: {running}; text-align: left; {above} {lines} }}
@top-right {{ content: {css_string(head.stamps)}; text-align: right; {above} {stamps} {room} }}
@bottom-right {{ content: {_page_of_pages(words)}; text-align: right; {below} }}"""


def font_stack(font: Font, *, on_screen: bool = False) -> str:
    """The family names, best first; in print that is the font which goes into the PDF."""
    first = (font.word, font.print) if on_screen else (font.print,)
    names = dict.fromkeys((*first, *font.fallback))
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in names)


def css_string(text: str) -> str:
    """`text` as a CSS string (CSS Syntax 3, 4.3.7), with nothing in it that ends one."""
    inside = re.sub(r"[^\w .,:;()/–-]", lambda match: f"\\{ord(match[0]):x} ", clean(text))
    return f'"{inside}"'


def _type(theme: Theme, role: Role) -> str:
    style = theme[role]
    return (
        f"font-family: {font_stack(style.font)}; font-size: {style.size}pt; "
        f"line-height: {style.leading}; color: {style.colour};"
    )


def _page_of_pages(words: Words) -> str:
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    pieces = []
    for literal, name, _, _ in Formatter().parse(words.page):
        if literal:
            pieces.append(css_string(literal))
        if name:
            pieces.append(counters[name])
    return " ".join(pieces)
