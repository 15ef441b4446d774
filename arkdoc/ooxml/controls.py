"""What a content control is called and holds → its element (part 1, 17.5.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from arkdoc.ooxml.oxml import Element, clean, flag, w


@dataclass(frozen=True, slots=True)
class Control:
    """A content control: what programs call it, and what people do.

    `kind` is the element that says what it takes (17.5.2.38), None for text of any kind.
    `is_empty`: what stands in it goes when somebody writes (17.5.2.39). `lock` is what can't be
    done with it (17.18.50).
    """

    tag: str
    title: str
    kind: Element | None = None
    is_empty: bool = False
    lock: str = ""


class ControlWriter:
    """Makes the content controls of one document, each with a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def write(self, control: Control, content: Iterable[Element]) -> Element:
        """The control around `content`: blocks (17.5.2.29), or runs (17.5.2.31)."""
        properties = w(
            "sdtPr",
            w("alias", val=clean(control.title)),
            w("tag", val=control.tag),
            w("id", val=next(self._numbers)),
            w("lock", val=control.lock) if control.lock else None,
            flag("showingPlcHdr", control.is_empty),
            control.kind,
        )
        return w("sdt", properties, w("sdtContent", *content))


def plain_text() -> Element:
    """A control that takes text without paragraphs (17.5.2.44)."""
    return w("text")


def choice(words: Iterable[str]) -> Element:
    """A control that takes one of `words` (17.5.2.15)."""
    items = (w("listItem", displayText=clean(word), value=clean(word)) for word in words)
    return w("dropDownList", *items)


def date(pattern: str, language: str) -> Element:
    """A control that takes a date (17.5.2.7), shown as `pattern` says; `language` as BCP 47."""
    return w(
        "date",
        w("dateFormat", val=pattern),
        w("lid", val=language),
        w("storeMappedDataAs", val="dateTime"),
        w("calendar", val="gregorian"),
    )
