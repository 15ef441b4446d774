"""The styles that are always there: Theme → the w:style elements of each role."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from arkdoc.ooxml.oxml import Element, same, w
from arkdoc.ooxml.units import half_points, hex_colour, pt
from arkdoc.style.role import Role
from arkdoc.style.theme import Style, Theme
from arkdoc.write.docx.styles.paragraph_format import (
    ParagraphFormat,
    format_of,
    line,
    paragraph_properties,
    run_properties,
)
from arkdoc.write.docx.styles.variants import Variant, format_of_variant, style_id, within

LABEL = "Ark Head Label Char"
SEPARATOR = "Ark Separator"

_CODE = (Role.CODE, Role.CODE_BLOCK)
_CHARACTER_FIELDS = frozenset(
    ("font", "size", "colour", "tracking", "bold", "italic", "underline", "strike", "superscript")
)
_BUILT_IN = {
    *(role.word_style for role in Role if not role.word_style.startswith("Ark ")),
    *("Normal", "Normal Table", "Default Paragraph Font", "No List", "List Continue"),
    *(f"List Continue {level}" for level in range(2, 6)),
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
    """What holds where no style says otherwise (17.7.5.1), the language foremost."""
    body = theme[Role.BODY]
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                *run_properties(body, {"font", "size"}),
                w("lang", val=language, eastAsia=language, bidi=language),
            ),
        ),
        w("pPrDefault", w("pPr", w("spacing", after=0, line=240, lineRule="auto"))),
    )


def latent_bases(theme: Theme) -> Iterable[Element]:
    """The four styles that every document has (17.7.4.17, `default`)."""
    body = theme[Role.BODY]
    plain = replace(format_of(theme, Role.BODY), before=0, after=0)
    yield style(
        "paragraph",
        "Normal",
        w("qFormat"),
        w("pPr", w("widowControl"), *_not(("ind",), paragraph_properties(plain))),
        w("rPr", *run_properties(body, {"colour"})),
        default=True,
    )
    yield style("character", "Default Paragraph Font", *_hidden(1), default=True)
    margins = w("tblCellMar", *(_width(side, 0) for side in ("top", "left", "bottom", "right")))
    yield style(
        "table",
        "Normal Table",
        *_hidden(99),
        w("tblPr", _width("tblInd", 0), margins),
        default=True,
    )
    yield style("numbering", "No List", *_hidden(99), default=True)


def _hidden(priority: int) -> tuple[Element, ...]:
    return w("uiPriority", val=priority), w("semiHidden"), w("unhideWhenUsed")


def _not(tags: tuple[str, ...], elements: Iterable[Element]) -> list[Element]:
    names = {w(tag).tag for tag in tags}
    return [element for element in elements if element.tag not in names]


def _width(tag: str, twips: int) -> Element:
    return w(tag, w=twips, type="dxa")


# --- paragraphs and characters -----------------------------------------------------------


def paragraph_style(theme: Theme, role: Role) -> Element:
    """The style of a paragraph role, complete."""
    following = Role.BODY if role in _FOLLOWED_BY_TEXT else role
    linked = w("link", val=style_id(LABEL)) if role is Role.HEAD_LABEL else None
    return style(
        "paragraph",
        role.word_style,
        w("basedOn", val="Normal"),
        w("next", val=style_id(following.word_style)) if following is not role else None,
        linked,
        w("uiPriority", val=9),
        w("qFormat"),
        w("pPr", *paragraph_properties(format_of(theme, role))),
        w("rPr", *run_properties(theme[role], _CHARACTER_FIELDS, proof=role not in _CODE)),
    )


def running_name(across: bool) -> str:
    """What the style for our own line in a template's header is called."""
    return "Ark Running Line Across" if across else "Ark Running Line"


def running_style(theme: Theme, across: bool) -> Element:
    """That style: as the header's, but with a tab of its own, whatever tabs the header has."""
    formatting = format_of_variant(theme, Variant(Role.PAGE_HEADER, across=across))
    return style(
        "paragraph",
        running_name(across),
        w("basedOn", val="Normal"),
        w("uiPriority", val=99),
        w("pPr", *paragraph_properties(formatting)),
        w("rPr", *run_properties(theme[Role.PAGE_HEADER], _CHARACTER_FIELDS)),
    )


def derived_style(name: str, parent: Role, differences: Iterable[Element]) -> Element:
    """A style based on that of `parent`, saying only the paragraph properties that differ."""
    return style(
        "paragraph",
        name,
        w("basedOn", val=style_id(parent.word_style)),
        w("uiPriority", val=99),
        w("pPr", *differences),
    )


def differences(formatting: ParagraphFormat, parent: ParagraphFormat) -> list[Element]:
    """What a style that looks like `formatting` must say when it is based on one like `parent`."""
    inherited = {element.tag: element for element in paragraph_properties(parent)}
    found = [
        element
        for element in paragraph_properties(formatting, parent.tab)
        if element.tag not in inherited or not same(element, inherited[element.tag])
    ]
    if parent.keep_next and not formatting.keep_next:
        found.insert(0, w("keepNext", val=0))
    return found


def character_style(theme: Theme, roles: tuple[Role, ...], name: str) -> Element:
    """The style of a character role, or one that says what several say, the last one loudest."""
    merged, said = theme[roles[0]], set[str]()
    for role in roles:
        own = theme.explicit[role] & _CHARACTER_FIELDS
        merged = replace(merged, **{field: getattr(theme[role], field) for field in own})
        said |= own
    parent = "DefaultParagraphFont" if len(roles) == 1 else style_id(roles[0].word_style)
    return _characters(name, parent, merged, said, proof=not set(roles) & set(_CODE))


def label_style(theme: Theme) -> Element:
    """The head's labels as characters: they share a line with their values (17.7.4.6)."""
    said = theme.explicit[Role.HEAD_LABEL] & _CHARACTER_FIELDS
    linked = w("link", val=style_id(Role.HEAD_LABEL.word_style))
    return _characters(LABEL, "DefaultParagraphFont", theme[Role.HEAD_LABEL], said, linked=linked)


def _characters(
    name: str,
    parent: str,
    looks: Style,
    said: Set[str],
    *,
    proof: bool = True,
    linked: Element | None = None,
) -> Element:
    return style(
        "character",
        name,
        w("basedOn", val=parent),
        linked,
        w("uiPriority", val=99),
        w("qFormat"),
        w("rPr", *run_properties(looks, said, proof=proof)),
    )


# --- tables ------------------------------------------------------------------------------


def table_style(theme: Theme, role: Role) -> Element:
    """The style of a table role: rules across, none along (17.7.6)."""
    own = theme[role]
    borders = [
        line("top", own.border_top) if own.border_top else None,
        line("bottom", own.border_bottom) if own.border_bottom else None,
        line("insideH", own.border_rows) if own.border_rows else None,
    ]
    padding = pt(own.padding)
    margins = (_width(side, padding) for side in ("top", "left", "bottom", "right"))
    return style(
        "table",
        role.word_style,
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=99),
        w("qFormat"),
        w("tblPr", w("tblBorders", *borders), w("tblCellMar", *margins)),
        *_conditional(own),
    )


def _conditional(own: Style) -> list[Element]:
    """The header row's rule and foot, and the row headers' weight (17.7.6.6)."""
    header = own.border_header
    bold = w("rPr", w("b"), w("bCs"))
    rule = w("tcBorders", line("bottom", header)) if header else None
    cells = w("tcPr", rule, w("vAlign", val="bottom"))
    return [
        w("tblStylePr", w("tblPr"), cells, type="firstRow"),
        w("tblStylePr", bold, w("tblPr"), type="firstCol"),
    ]


def framed_table_style(theme: Theme, frame: Role) -> Element:
    """The style of tables in a box: they carry on its border and its wash."""
    own, box = theme[Role.TABLE], theme[frame]
    wash = box.background
    borders = [
        line("top", own.border_top) if own.border_top else None,
        line("left", box.border_left) if box.border_left else None,
        line("bottom", own.border_bottom) if own.border_bottom else None,
        line("insideH", own.border_rows) if own.border_rows else None,
    ]
    shade = w("shd", val="clear", color="auto", fill=hex_colour(wash)) if wash else None
    inset = pt(box.border_left.padding if box.border_left else own.padding)
    return style(
        "table",
        within(Role.TABLE, frame),
        w("basedOn", val=style_id(Role.TABLE.word_style)),
        w("uiPriority", val=99),
        w("tblPr", w("tblBorders", *borders), w("tblCellMar", _width("left", inset))),
        w("tcPr", shade) if shade is not None else None,
        *_conditional(own),
    )


def separator_style(theme: Theme) -> Element:
    """A line of no height, for the paragraph that must stand between two tables."""
    below = pt(theme[Role.TABLE].after)
    size = half_points(1)
    return style(
        "paragraph",
        SEPARATOR,
        w("basedOn", val="Normal"),
        w("semiHidden"),
        w("pPr", w("spacing", before=below, after=0, line=pt(1), lineRule="exact")),
        w("rPr", w("sz", val=size), w("szCs", val=size)),
    )
