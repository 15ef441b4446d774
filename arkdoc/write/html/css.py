"""Theme → the page's style sheet: a rule for each role, for pages, and for the widths in use.

`base.css` and `screen.css` hold the mechanics of the page; the style of a note is in the tokens
and, where they don't suffice, in the house style's `print.css`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from arkdoc.model.regex import regex
from arkdoc.style.heading_numbers import number_room
from arkdoc.style.markers import MOST_STEPS
from arkdoc.style.role import HEADINGS, Kind, Role
from arkdoc.style.theme import WASH_PADDING, Border, Style, Theme
from arkdoc.write.html.context import PX_PER_MM, Medium
from arkdoc.write.html.names import FOOT_CLASS, NUMBERED_CLASS
from arkdoc.write.html.page_rules import font_stack, page_rules

ELEMENTS = {
    Role.LINK: "a",
    Role.CODE: "code",
    Role.EMPHASIS: "em",
    Role.STRONG: "strong",
    Role.STRIKETHROUGH: "s",
}
"""Roles for which an element of HTML is as good a name as a class."""

BOXES = (Role.NOTE, Role.PROPOSAL, Role.PLACEHOLDER, Role.FOOTNOTE)
"""Roles of what has paragraphs inside: their space after is those paragraphs', as in Word."""

LABELS = (Role.NOTE_LABEL, Role.PROPOSAL_LABEL)

PT_PER_MM = 72 / 25.4
_WIDTH_CLASS = regex(r'class="ark-(px|col)-(\d+)"')
_INSET_CLASS = regex(r'class="ark-align-right ark-inset-(\d+)"')

Length = Callable[[float], str]
"""Points → a length in the unit of the medium."""

Declarations = Iterator[tuple[str, str]]


def stylesheet(theme: Theme, medium: Medium, running: str, markup: str) -> str:
    """The style sheet for `markup`; `running` is what `page_rules.margin_boxes` gave.

    Print is in points, as the tokens are. A screen's lengths are multiples of the reader's
    own type size (WCAG 2.1, 1.4.4), and become points in print.
    """
    before, after = rules_around_widths(theme, medium, running)
    return "\n".join((before, width_rules(theme, medium, markup), after))


def rules_around_widths(theme: Theme, medium: Medium, running: str) -> tuple[str, str]:
    """The rules that come before those for the widths in use, and those that come after."""
    length = _length(theme, medium)
    before = [_resource("base.css"), _colours(theme), "\n".join(role_rules(theme, length, medium))]
    last = [theme.css, _screen(theme, length)] if medium == "screen" else [_feet(theme), theme.css]
    return _in_element(before), _in_element([page_rules(theme, running), *last])


def width_rules(theme: Theme, medium: Medium, markup: str) -> str:
    """The rules for the widths that are in use in `markup`."""
    padding = _length(theme, medium)(theme[Role.TABLE].padding)
    return _in_element(["\n".join(_width_rules(markup)), "\n".join(_inset_rules(markup, padding))])


def _length(theme: Theme, medium: Medium) -> Length:
    return _points if medium == "print" else _relative(theme[Role.BODY].size)


def _in_element(rules: Iterable[str]) -> str:
    """Nothing in a style sheet may end its `style` element (HTML, 13.1.2.6)."""
    return "\n".join(rules).replace("</", "<\\/")


@cache
def _resource(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _screen(theme: Theme, length: Length) -> str:
    return f"""\
:root {{ --ark-measure: {length(theme.page.measure * PT_PER_MM)}; }}
:root {{ --ark-across: {length(theme.page.landscape_measure * PT_PER_MM)}; }}
{_resource("screen.css")}
@media print {{ html {{ font-size: {_points(theme[Role.BODY].size)}; }} }}"""


def _feet(theme: Theme) -> str:
    """Footnotes at the foot of the page: set as such, whatever the text is that calls them."""
    own = frozenset({"font", "size", "leading", "colour", "bold", "italic", "tracking"})
    typed = _rule(f".{FOOT_CLASS}", _type(theme[Role.FOOTNOTE], own, _points, "print"))
    return f"{typed}\n{_resource('feet.css')}"


def number(value: float) -> str:
    """A number as CSS writes it, without superfluous zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _points(value: float) -> str:
    return f"{number(value)}pt"


def _relative(base: float) -> Length:
    return lambda value: f"{number(value / base)}rem"


def _colours(theme: Theme) -> str:
    names = " ".join(f"--ark-{name}: {value};" for name, value in theme.colours.items())
    return f":root {{ {names} }}"


def _width_rules(markup: str) -> Iterator[str]:
    """Widths are rules, not attributes, so that the page's policy can forbid inline style."""
    for kind, value in sorted(set(_WIDTH_CLASS.findall(markup))):
        width = f"{value}px" if kind == "px" else f"{number(int(value) / 10)}%"
        yield f".ark-{kind}-{value} {{ width: {width}; }}"


def every_width(theme: Theme) -> str:
    """Markup with all the widths there can be: for a page that changes under its style sheet."""
    widest = round(max(theme.page.width, theme.page.height) * PX_PER_MM)
    pixels = (f'class="ark-px-{value}"' for value in range(1, widest + 1))
    thousandths = (f'class="ark-col-{value}"' for value in range(1, 1001))
    insets = (f'class="ark-align-right ark-inset-{value}"' for value in range(1, 701))
    return " ".join((*pixels, *thousandths, *insets))


def _inset_rules(markup: str, padding: str) -> Iterator[str]:
    """How far numbers stand in from the right, in hundredths of an em, past the padding."""
    for value in sorted({int(value) for value in _INSET_CLASS.findall(markup)}):
        inset = f"calc({padding} + {number(value / 100)}em)"
        yield f".{Role.TABLE.css_class} .ark-inset-{value} {{ padding-right: {inset}; }}"


# --- roles -----------------------------------------------------------------------------


def role_rules(theme: Theme, length: Length, medium: Medium) -> Iterator[str]:
    """The rules for each role."""
    for role in Role:
        style = theme[role]
        typed = list(_type(style, theme.explicit[role], length, medium))
        match role.kind:
            case Kind.CHARACTER:
                yield _rule(_selector(role), typed)
            case Kind.TABLE:
                yield from _table(role, style, length)
            case Kind.PARAGRAPH:
                yield from _paragraph(role, theme, typed, length)


def _selector(role: Role) -> str:
    name = f".{role.css_class}"
    return f"{ELEMENTS[role]}, {name}" if role in ELEMENTS else name


def _paragraph(
    role: Role, theme: Theme, typed: list[tuple[str, str]], length: Length
) -> Iterator[str]:
    style, name = theme[role], f".{role.css_class}"
    space = _space(style, length)
    boxed = list(_box(style, length))
    if role is Role.BODY:
        yield _rule(f"body, {name}", typed)
        yield _rule(f"p, ul, ol, {name}", space)
        yield _rule(".ark-loose > li + li", [("margin-top", length(style.after))])
    elif role is Role.LIST:
        yield _rule(name, [*typed, *space])
        yield _rule("ul, ol", [("padding-left", _indent(style, length))])
        yield from _marker_rooms(style, length, "")
        in_cell = f".{Role.TABLE.css_class} :is(td, th) > :is(p, ul, ol)"
        yield _rule(in_cell, [("margin-top", "0"), ("margin-bottom", length(style.after))])
        yield _rule("li > ul, li > ol", [("margin-top", length(style.after))])
    elif role in BOXES:
        wash = [("padding", length(WASH_PADDING))] if style.background else []
        yield _rule(name, [*typed, *wash, *boxed])
        yield _rule(f"{name} > p", space)
    elif role is Role.SENDER:
        yield _rule(name, [*typed, *space])
        yield _rule(".ark-letterhead", space)  # below the logo too, beside which the text stands
    elif role is Role.CAPTION:
        # A table's margins meet those before it, its caption's wouldn't.
        yield _rule(name, [*typed, *space])
        yield _rule(f"table > {name}", [("margin-top", "0")])
        yield _rule(f"table:has(> {name})", space[:1])
    else:
        if role in HEADINGS:
            yield from _number_room(theme, HEADINGS.index(role) + 1, length)
        indent = [("margin-left", _indent(style, length))] if style.indent else []
        yield _rule(name, [*typed, *boxed, *space, *indent])
    if role in LABELS:
        # Stronger than the rule for paragraphs in the box, which has the space above.
        yield _rule(f"section > {name}", [("margin-top", "0"), space[1]])


def _number_room(theme: Theme, level: int, length: Length) -> Iterator[str]:
    """How far in the words of numbered headings stand."""
    role = HEADINGS[level - 1]
    border = theme[role].border_left
    room = number_room(theme, level)
    declarations = [
        ("padding-left", length(room + (border.padding if border else 0))),
        ("--ark-number-room", length(room)),
    ]
    yield _rule(f".{role.css_class}.{NUMBERED_CLASS}", declarations)


def _marker_rooms(style: Style, length: Length, within: str) -> Iterator[str]:
    """How far in the text of lists stands whose markers are not the house style's, or are wide."""
    for steps in range(1, MOST_STEPS + 1):
        room = length(steps * style.indent * PT_PER_MM)
        name = f".ark-steps-{steps}" if steps > 1 else ".ark-marked"
        yield _rule(within + name, [("padding-left", room), ("--ark-marker-room", room)])


def _table(role: Role, style: Style, length: Length) -> Iterator[str]:
    name = f".{role.css_class}"
    top, bottom = style.border_top, style.border_bottom
    rules = (*_border("top", top, length), *_border("bottom", bottom, length))
    yield _rule(name, [*rules, *_space(style, length)])
    yield _rule(f"{name} td, {name} th", [("padding", length(style.padding))])
    if style.label_width:
        width = length(style.label_width * PT_PER_MM)
        yield _rule(f"{name} th", [("width", width)])
    if role is Role.TABLE:
        yield _rule(f"{name} ul, {name} ol", [("padding-left", _indent(style, length))])
        yield from _marker_rooms(style, length, f"{name} ")
    if style.border_rows:
        yield _rule(f"{name} > tbody > tr > *", _border("bottom", style.border_rows, length))
    if style.border_header:
        yield _rule(f"{name} > thead > tr > *", _border("bottom", style.border_header, length))


def _space(style: Style, length: Length) -> list[tuple[str, str]]:
    return [("margin-top", length(style.before)), ("margin-bottom", length(style.after))]


def _indent(style: Style, length: Length) -> str:
    return length(style.indent * PT_PER_MM)


def _rule(selector: str, declarations: Iterable[tuple[str, str]]) -> str:
    body = " ".join(f"{name}: {value};" for name, value in declarations)
    return f"{selector} {{ {body} }}"


def _type(style: Style, explicit: frozenset[str], length: Length, medium: Medium) -> Declarations:
    """The role's own typographic declarations; the rest is inherited, at last from `body`."""
    by_field = {
        "font": ("font-family", font_stack(style.font, on_screen=medium == "screen")),
        "size": ("font-size", length(style.size)),
        "leading": ("line-height", number(style.leading)),
        "colour": ("color", style.colour),
        "bold": ("font-weight", "bold" if style.bold else "normal"),
        "italic": ("font-style", "italic" if style.italic else "normal"),
        "tracking": ("letter-spacing", length(style.tracking)),
    }
    yield from (declaration for field, declaration in by_field.items() if field in explicit)
    if "superscript" in explicit and style.superscript:
        yield "vertical-align", "super"
        yield "font-size", "0.68em"
        yield "line-height", "0"
    if explicit & {"underline", "strike"}:
        lines = {"underline": style.underline, "line-through": style.strike}
        yield "text-decoration", " ".join(name for name, on in lines.items() if on) or "none"
    if "keep_next" in explicit:
        yield "break-after", "avoid" if style.keep_next else "auto"


def _box(style: Style, length: Length) -> Declarations:
    if style.background:
        yield "background-color", style.background
    yield from _border("left", style.border_left, length)
    yield from _border("top", style.border_top, length)
    yield from _border("bottom", style.border_bottom, length)


def _border(side: str, border: Border | None, length: Length) -> Declarations:
    if border:
        yield f"border-{side}", f"{length(border.width)} solid {border.colour}"
        if border.padding:
            yield f"padding-{side}", length(border.padding)
