"""The house style → what a chart is drawn in: its width, type and colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from arkdoc.style.role import Role
from arkdoc.style.theme import Theme

_PX_PER_MM = 96 / 25.4
_PX_PER_PT = 96 / 72


@dataclass(frozen=True, slots=True)
class ChartLook:
    """What a chart is drawn in: lengths in CSS pixels, 96 to the inch; colours as `#rrggbb`.

    `width` is that of an upright page's text, `landscape_width` that of one that lies down.
    `scale` is of the type: below 1, rows stand closer too. `fonts` is a list of names as CSS has
    it, the most wanted one first; `typeface` is that one, which names are measured in.
    """

    width: float = 590
    landscape_width: float = 918
    type_size: float = 12.5
    scale: float = 1
    fonts: str = "Calibri, Carlito, sans-serif"
    typeface: str = "Calibri"
    text: str = "#000000"
    rule: str = "#999999"
    strong: str = "#333333"
    alert: str = "#333333"
    paper: str = "#ffffff"

    @property
    def size(self) -> float:
        """The size of the type."""
        return self.type_size * self.scale

    def turned(self) -> ChartLook:
        """As wide as the text of a page that lies down."""
        return replace(self, width=self.landscape_width)


def chart_look(theme: Theme) -> ChartLook:
    """As wide as an upright page's text, in the type of tables."""
    table = theme[Role.TABLE_TEXT]
    # Word's name comes first: where its font is missing, systems put the metric twin in its place.
    names = (table.font.word, table.font.print, *table.font.fallback)
    return ChartLook(
        width=theme.page.measure * _PX_PER_MM,
        landscape_width=theme.page.landscape_measure * _PX_PER_MM,
        type_size=table.size * _PX_PER_PT,
        fonts=", ".join(f"'{name}'" if " " in name else name for name in dict.fromkeys(names)),
        typeface=table.font.word,
        text=table.colour,
        rule=theme[Role.HEAD_LABEL].colour,
        strong=theme[Role.HEADING_1].colour,
        alert=theme[Role.PLACEHOLDER].colour,
    )
