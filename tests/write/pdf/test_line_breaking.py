"""Long words: linear time, no letter lost or off the page, and the same lines as before otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from arkdoc.write.pdf import line_breaking
from tests.support.project import KITCHEN, Project, growth

WORD = "arbeidsmiljøundersøkelsesresultatvurdering"

# Texts of a given number of characters in which hardly any line can end.
LONG: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * n,
    "in a sentence": lambda n: f"Her kommer {'a' * n} og mer.",
    "after a bold piece": lambda n: f"Se **aaa**{'a' * n}",
    "what can be divided": lambda n: WORD * (n // len(WORD)),
    "soft hyphens": lambda n: "a\u00ad" * (n // 2),
    "no-break spaces": lambda n: "ab\u00a0" * (n // 3),
    "marks on letters": lambda n: "a\u0301\u0302" * (n // 3),
    "dots": lambda n: "." * n,
    "bold pieces": lambda n: "**ab**c" * (n // 7),
    "a heading": lambda n: f"# Om {WORD * (n // len(WORD))}",
    "a cell": lambda n: f"|a|b|\n|-|-|\n|{WORD * (n // len(WORD))}|x|",
    "an item": lambda n: f"- {WORD * (n // len(WORD))}",
    "code": lambda n: f"Se `{'x' * n}`.",
    "a line of code": lambda n: f"```\n{'x' * n}\n```",
    "words of code": lambda n: f"```\n{'ord ' * (n // 4)}\n```",
    "an address": lambda n: f"https://x.example/{'a' * n}",
    "a caption": lambda n: f"Tabell: {WORD * (n // len(WORD))}\n\n|a|\n|-|\n|b|",
    "a note": lambda n: f"x[^1]\n\n[^1]: {WORD * (n // len(WORD))}",
}


def pdf_of(project: Project, text: str) -> bytes:
    project.units({"a": "Avdeling A"}).contribution("a", text)
    return project.build("pdf").outputs["pdf"]


@pytest.mark.sampled(3)
@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG)
def test_time_in_step_with_the_length(kind: str, project: Project) -> None:
    assert growth(lambda size: pdf_of(project, LONG[kind](size)), 2500) < 1.6


@pytest.mark.parametrize("kind", LONG)
def test_no_letter_is_lost_or_off_the_page(kind: str, project: Project) -> None:
    text = LONG[kind](1500)
    document = pypdfium2.PdfDocument(pdf_of(project, text))
    seen = ""
    for page in document:
        words = page.get_textpage()
        for at in range(words.count_chars()):
            letter = words.get_text_range(at, 1)
            if letter.strip():
                left, _, right, _ = words.get_charbox(at)
                assert 0 <= left <= right <= page.get_width(), (kind, at)
            seen += letter
    folded = "".join(seen.split())
    for letter in ("a", "x", "ø", "c"):
        assert folded.count(letter) >= text.count(letter), letter


@pytest.mark.slow
def test_marks_on_one_letter_are_measured_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is measured to no avail costs time in step with the square of its length."""
    lengths: list[int] = []
    monkeypatch.setattr(line_breaking, "_fits", lambda text, *_: lengths.append(len(text)) or 10**9)
    pdf_of(project, "a" + "\u0301" * 3000)
    assert lengths
    assert max(lengths) < 1000


def test_other_texts_are_set_as_by_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    note = Project(KITCHEN)
    ours = note.build("pdf").outputs["pdf"]
    stock = line_break.split_first_line
    calls: list[Any] = []

    def counted(*given: Any, **named: Any) -> Any:
        calls.append(given)
        return stock(*given, **named)

    monkeypatch.setattr(inline, "split_first_line", counted)
    monkeypatch.setattr(preferred, "split_first_line", stock)
    theirs = note.build("pdf").outputs["pdf"]
    assert calls
    assert ours == theirs
