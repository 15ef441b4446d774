"""The styles that a document uses → their ids, as they are asked for, and then the styles part."""

from __future__ import annotations

from collections.abc import Iterable

from arkdoc.ooxml.oxml import Element, root
from arkdoc.style.role import Kind, Role
from arkdoc.style.theme import Theme
from arkdoc.write.docx.styles import definitions
from arkdoc.write.docx.styles.paragraph_format import ParagraphFormat, simplest, variant_format
from arkdoc.write.docx.styles.variants import Variant, name_in_box, style_id, variant_name

_ORDER = tuple(Role)


class Styles:
    """The styles of one document: every role's, and the variants and mixtures that it asks for."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._ids: dict[Variant, str] = {}
        self._variants: dict[str, Variant] = {}
        self._mixtures: dict[str, tuple[Role, ...]] = {}
        self._table_boxes: set[Role] = set()
        self._separators: set[bool] = set()
        self._is_form = False
        self._running: set[bool] = set()

    def paragraph(self, variant: Variant) -> str:
        """The id of the paragraph style for `variant`."""
        if variant not in self._ids:
            plain = simplest(self.theme, variant)
            name = variant_name(self.theme, plain)
            if plain != Variant(plain.role):
                self._variants[name] = plain
            self._ids[variant] = style_id(name)
        return self._ids[variant]

    def format(self, variant: Variant) -> ParagraphFormat:
        """How paragraphs of `variant` are set."""
        return variant_format(self.theme, variant)

    def characters(self, roles: Iterable[Role]) -> str:
        """The id of the character style that has the properties of all `roles`; empty for none.

        A run has one character style: strong code within a link needs one of its own.
        """
        mixture = tuple(sorted(set(roles), key=_ORDER.index))
        if len(mixture) <= 1:
            return style_id(mixture[0].word_style) if mixture else ""
        name = "Ark " + " ".join(role.token.replace("-", " ").title() for role in mixture)
        self._mixtures[name] = mixture
        return style_id(name)

    def label(self) -> str:
        """The id of the character style for the labels in the head."""
        return style_id(definitions.LABEL)

    def table(self, box: Role | None) -> str:
        """The id of the style for tables, or for those in `box`."""
        if box is None:
            return style_id(Role.TABLE.word_style)
        self._table_boxes.add(box)
        return style_id(name_in_box(Role.TABLE, box))

    def separator(self, *, between: bool) -> str:
        """The id of the style for the paragraph that Word needs where two tables meet, or where a
        table ends what it stands in."""
        self._separators.add(between)
        return style_id(definitions.SEPARATOR if between else definitions.ENDING)

    def running(self, *, across: bool) -> str:
        """The id of the style for our own line in a header that is the template's."""
        self._running.add(across)
        return style_id(definitions.running_name(across))

    def guidance(self, *, after_table: bool) -> str:
        """The id of the style for what a form says to those who fill it in."""
        self._is_form = True
        return style_id(definitions.GUIDANCE_AFTER_TABLE if after_table else definitions.GUIDANCE)

    def fill_in(self) -> str:
        """The id of the style for what stands in a form's controls until something is written."""
        self._is_form = True
        return style_id(definitions.FILL_IN)

    def part(self, language: str) -> Element:
        """The root of the styles part (17.7.4.18); `language` as BCP 47."""
        theme = self.theme
        return root(
            "w:styles",
            "w",
            definitions.document_defaults(theme, language),
            *definitions.default_styles(theme),
            *(_role_style(theme, role) for role in Role),
            definitions.character_style(
                theme, (Role.HEAD_LABEL,), definitions.LABEL, Role.HEAD_LABEL
            ),
            *(definitions.variant_style(theme, v) for _, v in sorted(self._variants.items())),
            *(
                definitions.character_style(theme, mixture, name)
                for name, mixture in sorted(self._mixtures.items())
            ),
            *(
                definitions.boxed_table_style(theme, box)
                for box in sorted(self._table_boxes, key=_ORDER.index)
            ),
            *(definitions.separator_style(theme, each) for each in sorted(self._separators)),
            *(definitions.form_styles(theme) if self._is_form else ()),
            *(definitions.running_style(theme, across) for across in sorted(self._running)),
        )


def _role_style(theme: Theme, role: Role) -> Element:
    match role.kind:
        case Kind.PARAGRAPH:
            return definitions.paragraph_style(theme, role)
        case Kind.CHARACTER:
            return definitions.character_style(theme, (role,), role.word_style)
        case Kind.TABLE:
            return definitions.table_style(theme, role)
