"""What people write that arkdoc knows for what it is, in whatever language the text is."""

import re

from arkdoc.language.printed import WORDS
from arkdoc.model.regex import regex

LANGUAGES = (
    {words.name: code for code, words in WORDS.items()}
    | {code: code for code in WORDS}
    | {alias: code for code, words in WORDS.items() for alias in words.aliases}
)
"""What people write for a language, and its code in a note (clause 3); plain names first."""

FIGURE_WORDS = (
    *dict.fromkeys(words.figure for words in WORDS.values()),
    "Bilde",
    "Bilete",
    "Diagram",
)
"""The words that the caption of a figure may begin with in a Word file."""

TABLE_WORDS = tuple(words.table for words in WORDS.values())
"""The words that the caption of a table may begin with (clause 5)."""

TABLE_LEAD = regex(
    rf"(?:{'|'.join(TABLE_WORDS)})"
    r"(?:[ \u00a0]+\d+)?"
    r"(?P<row_headers>[ \u00a0]+\((?P<none>ingen[ \u00a0]+)?radtitler\))?"
    r"(?:[ \u00a0]+\d+)?"
    r"(?P<mark>[.:])[ \u00a0]*(?=\S)",
    re.IGNORECASE,
)
"""What the caption of a table begins with; before a full stop there has to be a number."""

DIRECTIVE = regex(r"\[\[([\w -]{1,60})\]\]")
"""A directive or a placeholder, alone in its paragraph: `[[name]]` (clause 5)."""

SECTION_WORDS = (
    *dict.fromkeys(words.section.format(number="").strip() for words in WORDS.values()),
    "pkt.", "pkt", "avsnitt", "avsn.", "kapittel", "kap.", "kap", "sec.",
)  # fmt: skip
"""What people call a numbered heading right before its number: «punkt 4.2», «kap. 3»."""

CODE_LANGUAGES = regex(
    "bash|c|cpp|console|cs|css|csv|diff|go|html|ini|java|javascript|js|json|latex|markdown|md|php"
    "|powershell|py|python|r|ruby|rust|sh|shell|sql|tex|text|toml|ts|txt|typescript|xml|ya?ml",
    re.IGNORECASE,
)
"""What may follow the signs that begin code, and is not part of it."""

VAGUE_LINK_TEXTS = frozenset(
    ("her", "klikk her", "klikke her", "trykk her", "trykke her", "les her", "les mer", "les meir",
     "les mer her", "les meir her", "mer", "meir", "se her", "sjå her", "se lenke", "sjå lenkje",
     "lenke", "lenken", "lenkje", "lenkja", "link", "linken", "denne", "denne lenken",
     "denne lenkja", "denne linken", "denne siden", "denne sida", "nettside", "nettsiden",
     "nettsida", "dokument", "dokumentet", "fil", "filen", "fila", "vedlegg", "last ned",
     "here", "click here", "read more", "more", "this link", "download")
)  # fmt: skip
"""Texts of links that would suit any link (WCAG 2.1, 2.4.4), in lower case."""

DECORATION = "dekorasjon"
"""The text alternative of a picture that has none on purpose (contract, clause 5)."""

BULLETS = "•◦▪‣●○"
"""Signs that people begin items of a list with, and that begin nothing else."""

ITEM_SIGNS = BULLETS + "▫■□►▶▸➢➤➔⇒❖◆◇★✓✔✗✘☐☑☒"
"""All the signs that begin items with or without a space after them."""

DASHES = "–—‐‒―−"
"""Signs that items begin with, and the lines of a conversation too."""

SIGNS_BY_TURNS = "✓✔✗✘☐☑☒"
"""Signs that people use by turns in one list: «✓ done», «✗ not done»."""

SIGNS_BETWEEN_WORDS = "·→∙" + DASHES
"""Signs that begin items, and also stand between words of running text."""

MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov", "des",
     "dec", *(month.casefold() for words in WORDS.values() for month in words.months))
)  # fmt: skip
"""What follows the number of a day: «1. mars»."""

COUNTED = frozenset(
    ("kvartal", "tertial", "semester", "halvår", "termin", "studieår", "driftsår", "år", "etasje",
     "trinn", "klasse", "plass", "divisjon", "ledd", "punktum", "verdenskrig", "århundre",
     "avdeling", "utgave", "opplag", "gang", "quarter", "semester", "floor", "year", "edition",
     "century", "half")
)  # fmt: skip
"""Nouns that follow an ordinal, also in a title, where they have a capital: «2. Etasje»."""

MEASURES = frozenset(
    ("mill", "million", "millioner", "millionar", "mrd", "milliard", "milliarder", "milliardar",
     "prosent", "kr", "kroner", "km", "m", "kg", "timer", "timar", "årsverk", "percent", "billion",
     "hours")
)  # fmt: skip
"""What follows a number with decimals."""

AFTER_NUMBERS = MONTHS | COUNTED | MEASURES
"""What follows a number that is no item's."""
