"""Theme → the w:style elements of roles, of variants of roles, and of what Word needs besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from arkdoc.ooxml.oxml import Element, qname, same, w
from arkdoc.ooxml.units import half_points, pt
from arkdoc.style.role import Role
from arkdoc.style.theme import Style, Theme
from arkdoc.write.docx.styles.paragraph_format import role_format, variant_format
from arkdoc.write.docx.styles.properties import (
    border_line,
    paragraph_properties,
    run_properties,
    shading,
)
from arkdoc.write.docx.styles.variants import (
    Adjustment,
    Variant,
    name_in_box,
    style_id,
    variant_name,
)

DEFAULT_STYLES = {
    "Normal": "paragraph",
    "Default Paragraph Font": "character",
    "Normal Table": "table",
    "No List": "numbering",
}
"""The kinds of the four styles that every document has (17.7.4.17, `default`), by their names."""

LABEL = "Ark Head Label Char"
SEPARATOR = "Ark Separator"
ENDING = "Ark Ending"
GUIDANCE = "Ark Guidance"
GUIDANCE_AFTER_TABLE = "Ark Guidance After Table"
FILL_IN = "Placeholder Text"

_CODE = frozenset((Role.CODE, Role.CODE_BLOCK))
_CHARACTER_FIELDS = frozenset(
    ("font", "size", "colour", "tracking", "bold", "italic", "underline", "strike", "superscript")
)
_BUILT_IN = {
    *DEFAULT_STYLES,
    FILL_IN,
    *(role.word_style for role in Role if not role.word_style.startswith("Ark ")),
    *("List Continue", *(f"List Continue {level}" for level in range(2, 6))),
}
# What is written next, where it isn't more of the same (17.7.4.10).
_FOLLOWED_BY_TEXT = frozenset(
    role
    for role in Role
    if role.token.startswith(("heading", "title", "case-type", "rule", "exemption"))
)


def style(kind: str, name: str, *children: Element | None, default: bool = False) -> Element:
    """A style definition (17.7.4.17)."""
    return w(
        "style",
        w("name", val=name),
        *children,
        type=kind,
        styleId=style_id(name),
        default=1 if default else None,
        customStyle=None if name in _BUILT_IN else 1,
    )


def document_defaults(theme: Theme, language: str) -> Element:
    """What applies where no style does (17.7.5.1), above all the language."""
    lang = w("lang", val=language, eastAsia=language, bidi=language)
    font = w("rPr", *run_properties(theme[Role.BODY], {"font", "size"}), lang)
    spacing = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
    return w("docDefaults", w("rPrDefault", font), w("pPrDefault", spacing))


def default_styles(theme: Theme) -> Iterable[Element]:
    """The styles that `DEFAULT_STYLES` names."""
    body = replace(role_format(theme, Role.BODY), before=0, after=0)
    unindented = (p for p in paragraph_properties(body) if p.tag != qname("w:ind"))
    yield style(
        "paragraph",
        "Normal",
        w("qFormat"),
        w("pPr", w("widowControl"), *unindented),
        w("rPr", *run_properties(theme[Role.BODY], {"colour"})),
        default=True,
    )
    yield style("character", "Default Paragraph Font", *_hidden(1), default=True)
    margins = w("tblCellMar", *(_width(side, 0) for side in ("top", "left", "bottom", "right")))
    table = w("tblPr", _width("tblInd", 0), margins)
    yield style("table", "Normal Table", *_hidden(99), table, default=True)
    yield style("numbering", "No List", *_hidden(99), default=True)


def _hidden(priority: int) -> tuple[Element, ...]:
    return w("uiPriority", val=priority), w("semiHidden"), w("unhideWhenUsed")


def _width(tag: str, twips: int) -> Element:
    return w(tag, w=twips, type="dxa")


# --- paragraphs and characters -----------------------------------------------------------


def paragraph_style(theme: Theme, role: Role) -> Element:
    """The style of a paragraph role, complete."""
    return style(
        "paragraph",
        role.word_style,
        w("basedOn", val="Normal"),
        w("next", val=style_id(Role.BODY.word_style)) if role in _FOLLOWED_BY_TEXT else None,
        w("link", val=style_id(LABEL)) if role is Role.HEAD_LABEL else None,
        w("uiPriority", val=9),
        w("qFormat"),
        w("pPr", *paragraph_properties(role_format(theme, role))),
        w("rPr", *run_properties(theme[role], _CHARACTER_FIELDS, proof=role not in _CODE)),
    )


def variant_style(theme: Theme, variant: Variant) -> Element:
    """A style based on that of the variant's role, with only the properties that differ."""
    parent = role_format(theme, variant.parent)
    formatting = variant_format(theme, variant)
    inherited = {element.tag: element for element in paragraph_properties(parent)}
    different = [
        element
        for element in paragraph_properties(formatting, parent.tab)
        if element.tag not in inherited or not same(element, inherited[element.tag])
    ]
    if parent.keep_next and not formatting.keep_next:
        different.insert(0, w("keepNext", val=0))
    return style(
        "paragraph",
        variant_name(theme, variant),
        w("basedOn", val=style_id(variant.parent.word_style)),
        w("uiPriority", val=99),
        w("pPr", *different),
    )


def running_name(across: bool) -> str:
    """The name of the style for our own line in a template's header."""
    return "Ark Running Line Across" if across else "Ark Running Line"


def running_style(theme: Theme, across: bool) -> Element:
    """The style of that name: the page header's, with its own tab whatever the template's has."""
    variant = Variant(Role.PAGE_HEADER)
    if across:
        variant = variant.adjusted(Adjustment.ACROSS)
    return style(
        "paragraph",
        running_name(across),
        w("basedOn", val="Normal"),
        w("uiPriority", val=99),
        w("pPr", *paragraph_properties(variant_format(theme, variant))),
        w("rPr", *run_properties(theme[Role.PAGE_HEADER], _CHARACTER_FIELDS)),
    )


def character_style(
    theme: Theme, roles: tuple[Role, ...], name: str, linked: Role | None = None
) -> Element:
    """The style of a character role, or of several at once, of which the last one prevails.

    It is the character half of the paragraph style of `linked` (17.7.4.6), where there is one.
    """
    merged, fields = theme[roles[0]], set[str]()
    for role in roles:
        own = theme.explicit[role] & _CHARACTER_FIELDS
        merged = replace(merged, **{field: getattr(theme[role], field) for field in own})
        fields |= own
    parent = "DefaultParagraphFont" if len(roles) == 1 else style_id(roles[0].word_style)
    return style(
        "character",
        name,
        w("basedOn", val=parent),
        w("link", val=style_id(linked.word_style)) if linked else None,
        w("uiPriority", val=99),
        w("qFormat"),
        w("rPr", *run_properties(merged, fields, proof=not _CODE.intersection(roles))),
    )


def separator_style(theme: Theme, between: bool) -> Element:
    """A line of no height, for the paragraph that must stand `between` two tables.

    Or at the end of what ends in a table, where there is no space to make.
    """
    below = pt(theme[Role.TABLE].after) if between else 0
    size = half_points(1)
    return style(
        "paragraph",
        SEPARATOR if between else ENDING,
        w("basedOn", val="Normal"),
        w("semiHidden"),
        w("pPr", w("spacing", before=below, after=0, line=pt(1), lineRule="exact")),
        w("rPr", w("sz", val=size), w("szCs", val=size)),
    )


def form_styles(theme: Theme) -> Iterable[Element]:
    """What a form to fill in needs besides: its guidance looks like the labels of a note's head."""
    muted = theme[Role.HEAD_LABEL]
    body = role_format(theme, Role.BODY)
    label = replace(role_format(theme, Role.HEAD_LABEL), after=body.after)
    for name, before in (
        (GUIDANCE, label.before),
        (GUIDANCE_AFTER_TABLE, pt(theme[Role.TABLE].after)),
    ):
        yield style(
            "paragraph",
            name,
            w("basedOn", val="Normal"),
            w("uiPriority", val=99),
            w("pPr", *paragraph_properties(replace(label, before=before))),
            w("rPr", *run_properties(muted, _CHARACTER_FIELDS)),
        )
    yield style(
        "character",
        FILL_IN,
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=99),
        w("rPr", *run_properties(muted, {"colour"})),
    )


# --- tables ------------------------------------------------------------------------------


def table_style(theme: Theme, role: Role) -> Element:
    """The style of a table role: rules across, none along (17.7.6)."""
    own = theme[role]
    padding = pt(own.padding)
    margins = (_width(side, padding) for side in ("top", "left", "bottom", "right"))
    return style(
        "table",
        role.word_style,
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=99),
        w("qFormat"),
        w("tblPr", _rules(own), w("tblCellMar", *margins)),
        *_conditional(own),
    )


def boxed_table_style(theme: Theme, box: Role) -> Element:
    """The style of tables in a box: they carry on its border and its wash."""
    own, around = theme[Role.TABLE], theme[box]
    shade = shading(around.background)
    inset = pt(around.border_left.padding if around.border_left else own.padding)
    return style(
        "table",
        name_in_box(Role.TABLE, box),
        w("basedOn", val=style_id(Role.TABLE.word_style)),
        w("uiPriority", val=99),
        w("tblPr", _rules(own, around), w("tblCellMar", _width("left", inset))),
        w("tcPr", shade) if shade is not None else None,
        *_conditional(own),
    )


def _rules(own: Style, box: Style | None = None) -> Element:
    return w(
        "tblBorders",
        border_line("top", own.border_top),
        border_line("left", box.border_left) if box else None,
        border_line("bottom", own.border_bottom),
        border_line("insideH", own.border_rows),
    )


def _conditional(own: Style) -> list[Element]:
    """The header row's rule and foot, and the row headers' weight (17.7.6.6)."""
    rule = border_line("bottom", own.border_header)
    cells = w("tcPr", w("tcBorders", rule) if rule is not None else None, w("vAlign", val="bottom"))
    bold = w("rPr", w("b"), w("bCs"))
    return [
        w("tblStylePr", w("tblPr"), cells, type="firstRow"),
        w("tblStylePr", bold, w("tblPr"), type="firstCol"),
    ]
