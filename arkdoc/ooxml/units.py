"""Lengths: the theme's millimetres and points → the units that WordprocessingML counts in."""

EMU_PER_INCH = 914_400
EMU_PER_TWIP = 635


def mm(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def pt(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points as `ST_HpsMeasure`, what font sizes are in."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Points as `ST_EighthPointMeasure`, what lines are in: 2 to 96 (17.18.23)."""
    return min(96, max(2, round(points * 8)))


def hex_colour(colour: str) -> str:
    """`#rrggbb` as `ST_HexColorRGB`."""
    return colour.removeprefix("#").upper()
