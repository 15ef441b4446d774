"""Theme → word/styles.xml: every role, and those variants of a role that the note uses.

A variant is a role in another place: a heading inside a note, a paragraph inside a list
item. It is a named style based on the role's own, so that nothing is formatted directly and
whoever changes «Overskrift 2» in Word changes it everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from arkdoc.role import Kind, Role
from arkdoc.theme import Theme
from arkdoc.write.docx.look import (
    Look,
    line,
    look_of,
    paragraph_properties,
    run_properties,
)
from arkdoc.write.docx.measures import eighths, hex_colour, mm, pt
from arkdoc.write.docx.oxml import Element, flag, root, same, w

_ORDER = tuple(Role)
_CODE = (Role.CODE, Role.CODE_BLOCK)
_CHARACTERS = frozenset(
    "font size colour tracking bold italic underline strike superscript".split()
)
_LIST_CONTINUE_STYLES = 5
LABEL = "Ark Head Label Char"
SEPARATOR = "Ark Separator"


@dataclass(frozen=True, slots=True)
class Variant:
    """A paragraph role and where it stands.

    `frame` is the box around it; `base` is how far in the box, or the paragraph without one,
    stands, and `inner` how far in from the box's own text, in twips. `after_table` makes up
    for the space that a table can't have below it; `last` closes a list, a box or the head;
    `loose` is for lists with space between items, `below` for a caption under its figure.
    """

    role: Role
    frame: Role | None = None
    base: int = 0
    inner: int = 0
    after_table: bool = False
    last: bool = False
    loose: bool = False
    below: bool = False


def style_id(name: str) -> str:
    """The style id that Word itself gives a style: «heading 1» is `Heading1`."""
    words = name.replace("toc ", "TOC ").split()
    return "".join(word[0].upper() + word[1:] for word in words)


class Styles:
    """The styles of one document: hands out ids, and remembers which variants it has."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._variants: set[Variant] = set()
        self._mixtures: set[tuple[Role, ...]] = set()
        self._framed_tables: set[Role] = set()
        self._separators = False

    def paragraph(self, variant: Variant) -> str:
        """The id of the paragraph style for `variant`, to be among those written."""
        if variant != Variant(variant.role):
            self._variants.add(variant)
        return style_id(self.name(variant))

    def characters(self, roles: Iterable[Role]) -> str:
        """The id of the character style that says all of `roles`; empty for none.

        A run has one character style: strong code within a link needs one of its own.
        """
        mixture = tuple(sorted(set(roles), key=_ORDER.index))
        if len(mixture) > 1:
            self._mixtures.add(mixture)
        return style_id(_mixture_name(mixture)) if mixture else ""

    def table(self, frame: Role | None) -> str:
        """The id of the style for tables in the box `frame`."""
        if frame is None:
            return style_id(Role.TABLE.word_style)
        self._framed_tables.add(frame)
        return style_id(_within(Role.TABLE, frame))

    def separator(self) -> str:
        """The id of the style for the paragraph that Word needs where two tables meet."""
        self._separators = True
        return style_id(SEPARATOR)

    def look(self, variant: Variant) -> Look:
        """What `variant` looks like."""
        return _look_of_variant(self.theme, variant)

    def name(self, variant: Variant) -> str:
        """What people see the style called in Word."""
        role, step = variant.role, mm(self.theme[Role.LIST].indent)
        levels = variant.base // step if step else 0
        continued = role is Role.LIST and not variant.frame and levels * step == variant.base > 0
        if continued and levels <= _LIST_CONTINUE_STYLES:
            parts = ["List Continue", str(levels) if levels > 1 else ""]
        else:
            framed = variant.frame not in (None, role)
            name = _within(role, variant.frame) if variant.frame and framed else role.word_style
            shift = variant.base + variant.inner
            parts = [name, f"{shift / 1440 * 25.4:.3g} mm" if shift else ""]
        parts += [
            "Below Figure" if variant.below else "",
            "Loose" if variant.loose else "",
            "After Table" if variant.after_table else "",
            "Last" if variant.last else "",
        ]
        return " ".join(part for part in parts if part)

    def part(self, language: str) -> Element:
        """The styles part's root (17.7.4.18); `language` as BCP 47."""
        variants = sorted(self._variants, key=self.name)
        mixtures = sorted(self._mixtures, key=_mixture_name)
        return root(
            "w:styles",
            "w",
            _defaults(self.theme, language),
            _normal(self.theme),
            w("style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1),
              w("semiHidden"), w("unhideWhenUsed"),
              type="character", default=1, styleId="DefaultParagraphFont"),
            _normal_table(),
            w("style", w("name", val="No List"), w("uiPriority", val=99), w("semiHidden"),
              w("unhideWhenUsed"), type="numbering", default=1, styleId="NoList"),
            *(self._role(role) for role in Role),
            _label(self.theme),
            *(self._variant(variant) for variant in variants),
            *(self._mixture(mixture) for mixture in mixtures),
            *(_framed_table(self.theme, r) for r in sorted(self._framed_tables, key=_ORDER.index)),
            _separator() if self._separators else None,
        )  # fmt: skip

    def _role(self, role: Role) -> Element:
        match role.kind:
            case Kind.PARAGRAPH:
                return _paragraph_style(self.theme, role)
            case Kind.CHARACTER:
                return _character_style(self.theme, role)
            case Kind.TABLE:
                return _table_style(self.theme, role)

    def _variant(self, variant: Variant) -> Element:
        parent = _parent(variant)
        same_role = look_of(self.theme, parent)
        return _style(
            "paragraph",
            self.name(variant),
            w("basedOn", val=style_id(parent.word_style)),
            w("uiPriority", val=99),
            w("pPr", *_differences(self.look(variant), same_role)),
        )

    def _mixture(self, mixture: tuple[Role, ...]) -> Element:
        first, *others = mixture
        properties: dict[str, Element] = {}
        for role in others:
            for element in _character_properties(self.theme, role):
                properties[element.tag] = element
        return _style(
            "character",
            _mixture_name(mixture),
            w("basedOn", val=style_id(first.word_style)),
            w("uiPriority", val=99),
            w("rPr", *_in_order(properties)),
        )


# --- variants ----------------------------------------------------------------------------


def _within(role: Role, frame: Role) -> str:
    return f"{role.word_style} in {frame.word_style.removeprefix('Ark ')}"


def _parent(variant: Variant) -> Role:
    """The role whose style the variant is based on: in a box, its text takes after the box."""
    if variant.frame and variant.role is Role.LIST:
        return variant.frame
    return variant.role


def _look_of_variant(theme: Theme, variant: Variant) -> Look:
    look = look_of(theme, _parent(variant))
    if variant.frame and variant.frame is not variant.role:
        box = look_of(theme, variant.frame)
        sides = dict(look.borders) | dict(box.borders)
        # What the role's own left border stood for is `inner` now.
        look = replace(
            look,
            borders=tuple((side, sides[side]) for side in ("top", "left", "bottom", "right")
                          if side in sides),
            shade=box.shade or look.shade,
            left=box.left,
            right=box.right,
        )  # fmt: skip
    before, after = look.before, look.after
    body, table = theme[Role.BODY], theme[Role.TABLE]
    if variant.role is Role.LIST:
        after = pt(theme[Role.LIST].after)
    if variant.loose:
        after = pt(body.after)
    if variant.after_table:
        before = max(before, pt(table.after))
    if variant.below:
        before, after = 0, pt(table.after)
    if variant.last:
        closing = theme[Role.HEAD_TABLE] if variant.role is Role.HEAD_VALUE else body
        after = max(after, pt(closing.after))
    return replace(
        look,
        before=before,
        after=after,
        left=look.left + variant.base + variant.inner,
        hanging=look.hanging + variant.inner,
        keep_next=look.keep_next and not variant.below,
    )


def _differences(look: Look, parent: Look) -> list[Element]:
    """What a style that looks like `look` must say when it is based on one like `parent`."""
    inherited = {element.tag: element for element in paragraph_properties(parent)}
    found = paragraph_properties(look)
    different = [
        element
        for element in found
        if element.tag not in inherited or not same(element, inherited[element.tag])
    ]
    if parent.keep_next and not look.keep_next:
        different.insert(0, w("keepNext", val=0))
    return different


def _mixture_name(mixture: tuple[Role, ...]) -> str:
    if len(mixture) == 1:
        return mixture[0].word_style
    return "Ark " + " ".join(role.token.replace("-", " ").title() for role in mixture)


# --- styles ------------------------------------------------------------------------------


def _style(kind: str, name: str, *children: Element | None) -> Element:
    """A style (17.7.4.17) that is not one of Word's own goes as custom."""
    custom = 1 if name.startswith("Ark ") or " in " in name or name[-1:].isdigit() else None
    return w(
        "style",
        w("name", val=name),
        *children,
        type=kind,
        styleId=style_id(name),
        customStyle=custom,
    )
