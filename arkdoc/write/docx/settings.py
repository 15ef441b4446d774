"""The language → word/settings.xml: how Word lays the note out, and nothing that locks it."""

from arkdoc.ooxml.oxml import Element, root, w

_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
# As Word 2013 and later lay text out ([MS-DOCX] 2.3).
_MODERN = (
    ("compatibilityMode", 15),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
)


def settings_part(language: str) -> Element:
    """The root of the settings part (17.15.1.78); `language` as BCP 47.

    A template's settings never come into it, so its protection (17.15.1.29) doesn't either.
    """
    modern = (w("compatSetting", name=n, uri=_COMPATIBILITY, val=value) for n, value in _MODERN)
    is_english = language.startswith("en")
    return root(
        "w:settings",
        "w",
        w("zoom", percent=100),
        w("defaultTabStop", val=709),
        w("evenAndOddHeaders", val=0),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", *modern),
        w("themeFontLang", val=language),
        w("decimalSymbol", val="." if is_english else ","),
        w("listSeparator", val="," if is_english else ";"),
    )
