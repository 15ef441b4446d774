"""Subject → the e-mail addresses of persons in its text, not those of units (ARK424)."""

from collections.abc import Iterator

from arkdoc.check.lexicon import lexicon
from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject, each_place
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK424",
    name="private-address",
    severity=Severity.WARNING,
    message=N_("This looks like someone's own e-mail address."),
    hint=N_("Delete it, or give an address that belongs to the unit."),
    why=N_(
        "People change places, and the note stays in the archive. An address of a unit or a role "
        "reaches whoever has the task, and tells nobody's name. arkdoc never repeats an address."
    ),
    private=True,
    bad="""\
---
enhet: Seksjon Gjøvik
---
Meld fra om feil til kari.fjelltun@universitet.example.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Meld fra om feil til drift@universitet.example.
""",
)

_TOKEN = regex(r"[^\s<>()\[\]«»“”\",;:|]+")
_DOMAIN = regex(r"[^\W_][\w.-]{0,251}\.[^\W\d_]{2,24}")
_LOCAL = regex(r"[\w.+'-]{1,64}")
_PARTS = regex(r"[._+-]")
_MAX_LENGTH = 320  # characters of an address (RFC 3696, erratum 1690)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each address with a name before the @, or at a service where people have their own."""
    return each_place(RULE, subject.passages, places)


def places(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where such addresses stand in the passage's text."""
    text = passage.text
    if "@" not in text:
        return
    for match in _TOKEN.finditer(text):
        if "@" not in match[0] or len(match[0]) > _MAX_LENGTH:
            continue
        address = match[0].split("?")[0].rstrip(".!'’*_")
        local, _, domain = address.partition("@")
        if _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) and _is_private(local, domain):
            yield match.start(), match.start() + len(address)


def _is_private(local: str, domain: str) -> bool:
    parts = [part for part in _PARTS.split(local.casefold()) if part]
    if any(part in lexicon("epost", "felles adresser") for part in parts):
        return False
    if domain.casefold() in lexicon("epost", "private tjenester"):
        return True
    if not all(map(str.isalpha, parts)):
        return False
    named = len(parts) > 1 and any(len(part) > 2 for part in parts)
    return named or any(part in lexicon("fornavn") for part in parts)
