"""The text alternative of a picture says what it shows, not that it is a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.document import Image
from arkdoc.model.names import clip, fold
from arkdoc.model.source import Span
from arkdoc.model.tree import walk_inlines

RULE = Rule(
    code="ARK309",
    name="useless-alt",
    severity=Severity.WARNING,
    message=N_("“{text}” does not tell what the picture shows."),
    hint=N_(
        "Write between [ and ] what one would say of it on the telephone. If it is mere "
        "decoration, write `dekorasjon`."
    ),
    why=N_(
        "Those who can't see the picture are read this text, and nothing else (WCAG 2.1, 1.1.1)."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
![figur1.png](figur1.png)

=== contributions/figur1.png
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
![Antall møter hver måned: fra to i januar til seks i juni](figur1.png)

=== contributions/figur1.png
""",
)

_FILE_NAME = re.compile(r"\S.{0,80}\.(?:png|jpe?g|svg|gif|bmp|tiff?|webp|heic)", re.IGNORECASE)
_KINDS = (
    "bilde", "bilete", "foto", "fotografi", "figur", "illustrasjon", "graf", "diagram", "kart",
    "logo", "ikon", "skjermbilde", "skjermbilete", "skjermdump", "tegning", "teikning", "tekst",
    "beskrivelse", "beskriving", "alt-tekst", "alternativ tekst", "uten navn", "utan namn",
    "image", "img", "picture", "photo", "figure", "chart", "screenshot", "text", "untitled",
)  # fmt: skip
_ONLY_A_PICTURE = re.compile(rf"(?:(?:et|eit|en|ei|a|an) )?(?:{'|'.join(_KINDS)})[ _-]?\d{{0,4}}")
_MADE_BY_WORD = re.compile(
    r"generert automatisk|automatisk generert|automatically generated|AI-generer|AI-generat",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each picture whose text would suit any picture, is a file's name, or is a machine's."""
    for run in subject.runs():
        for inline in walk_inlines(run):
            if isinstance(inline, Image) and not inline.decorative and _is_useless(inline):
                yield diagnostic(RULE, _alt_span(inline), text=clip(inline.alt))


def _is_useless(image: Image) -> bool:
    said = fold(image.alt).rstrip(".:!")
    name = PurePosixPath(unquote(image.source)).stem
    return bool(said) and bool(
        (said == fold(name) and " " not in said)
        or _ONLY_A_PICTURE.fullmatch(said)
        or _FILE_NAME.fullmatch(said)
        or _MADE_BY_WORD.search(said[:300])
    )


def _alt_span(image: Image) -> Span:
    """Where the text stands, after `![`; the whole picture where it goes on over lines."""
    span = image.span
    return span.part(2, len(image.alt)) if span.line == span.end_line else span
