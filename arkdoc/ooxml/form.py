"""Which unit a form is for, and what it says itself ↔ the custom document properties that tell it.

A form to fill in explains itself and asks, in paragraphs that are no part of the unit's text. They
stand in content controls that nobody can write in; but some programs leave the controls out when
they save. So the digests of those paragraphs tell which they are, and that nobody has written in
them: what has another text is no guidance, whatever stands around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

UNIT = "enhet"
"""The name of the property, and the tag of the control, that say which unit a file is of."""

GUIDANCE = "arkdoc-veiledning"
"""What the names of the properties with digests begin with, and the tag of the controls."""

_DIGITS = 8
_IN_ONE = 25  # digests in one property: Word shows, and may keep, 255 characters


def form_properties(unit: str, guidance: Iterable[str]) -> dict[str, str]:
    """The properties of a form for the unit with the id `unit`, with its paragraphs of guidance."""
    digests = sorted({_digest(text) for text in guidance})
    parts = [digests[at : at + _IN_ONE] for at in range(0, len(digests), _IN_ONE)]
    numbered = {f"{GUIDANCE}-{number}": " ".join(part) for number, part in enumerate(parts, 1)}
    return {UNIT: unit} | numbered


class Guidance:
    """The paragraphs of guidance in a file with these custom properties."""

    def __init__(self, properties: Mapping[str, str]) -> None:
        named = (value for name, value in properties.items() if name.startswith(GUIDANCE))
        self._digests = {digest for value in named for digest in value.split()}

    def __bool__(self) -> bool:
        """Whether the file is such a form."""
        return bool(self._digests)

    def __contains__(self, text: str) -> bool:
        """Whether the text of a paragraph is what the form said when it was made."""
        return _digest(text) in self._digests


def _digest(text: str) -> str:
    return sha256(" ".join(text.split()).encode()).hexdigest()[:_DIGITS]
