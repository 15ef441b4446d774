"""The styles of one document: hands out style ids, and writes the styles so used."""

from __future__ import annotations

from collections.abc import Iterable

from arkdoc.ooxml.oxml import Element, root
from arkdoc.style.role import Kind, Role
from arkdoc.style.theme import Theme
from arkdoc.write.docx.styles import definitions
from arkdoc.write.docx.styles.paragraph_format import ParagraphFormat, format_of
from arkdoc.write.docx.styles.variants import (
    Variant,
    format_of_variant,
    name_of,
    simplest,
    style_id,
    within,
)

_ORDER = tuple(Role)


class Styles:
    """Every role's style, and those variants and mixtures that the document asks for."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._ids: dict[Variant, str] = {}
        self._variants: set[Variant] = set()
        self._mixtures: set[tuple[Role, ...]] = set()
        self._framed_tables: set[Role] = set()
        self._separates = False
        self._running: set[bool] = set()

    def paragraph(self, variant: Variant) -> str:
        """The id of the paragraph style for `variant`."""
        if variant not in self._ids:
            plain = simplest(self.theme, variant)
            if plain != Variant(plain.role):
                self._variants.add(plain)
            self._ids[variant] = style_id(name_of(self.theme, plain))
        return self._ids[variant]

    def format(self, variant: Variant) -> ParagraphFormat:
        """What `variant` looks like."""
        return format_of_variant(self.theme, variant)

    def characters(self, roles: Iterable[Role]) -> str:
        """The id of the character style that says all of `roles`; empty for none.

        A run has one character style: strong code within a link needs one of its own.
        """
        mixture = tuple(sorted(set(roles), key=_ORDER.index))
        if len(mixture) > 1:
            self._mixtures.add(mixture)
        return style_id(_mixture_name(mixture)) if mixture else ""

    def label(self) -> str:
        """The id of the character style for the labels in the head."""
        return style_id(definitions.LABEL)

    def table(self, frame: Role | None) -> str:
        """The id of the style for tables, or for those in the box `frame`."""
        if frame is None:
            return style_id(Role.TABLE.word_style)
        self._framed_tables.add(frame)
        return style_id(within(Role.TABLE, frame))

    def separator(self) -> str:
        """The id of the style for the paragraph that Word needs where two tables meet."""
        self._separates = True
        return style_id(definitions.SEPARATOR)

    def running(self, *, across: bool) -> str:
        """The id of the style for our own line in a header that is the template's."""
        self._running.add(across)
        return style_id(definitions.running_name(across))

    def part(self, language: str) -> Element:
        """The root of the styles part (17.7.4.18); `language` as BCP 47."""
        theme = self.theme
        frames = sorted(self._framed_tables, key=_ORDER.index)
        variants = sorted(self._variants, key=lambda variant: name_of(theme, variant))
        return root(
            "w:styles",
            "w",
            definitions.document_defaults(theme, language),
            *definitions.latent_bases(theme),
            *(_role(theme, role) for role in Role),
            definitions.label_style(theme),
            *(_variant(theme, variant) for variant in variants),
            *(
                definitions.character_style(theme, mixture, _mixture_name(mixture))
                for mixture in sorted(self._mixtures, key=_mixture_name)
            ),
            *(definitions.framed_table_style(theme, frame) for frame in frames),
            definitions.separator_style(theme) if self._separates else None,
            *(definitions.running_style(theme, across) for across in sorted(self._running)),
        )


def _role(theme: Theme, role: Role) -> Element:
    match role.kind:
        case Kind.PARAGRAPH:
            return definitions.paragraph_style(theme, role)
        case Kind.CHARACTER:
            return definitions.character_style(theme, (role,), role.word_style)
        case Kind.TABLE:
            return definitions.table_style(theme, role)


def _variant(theme: Theme, variant: Variant) -> Element:
    different = definitions.differences(
        format_of_variant(theme, variant), format_of(theme, variant.parent)
    )
    return definitions.derived_style(name_of(theme, variant), variant.parent, different)


def _mixture_name(mixture: tuple[Role, ...]) -> str:
    if len(mixture) == 1:
        return mixture[0].word_style
    return "Ark " + " ".join(role.token.replace("-", " ").title() for role in mixture)
