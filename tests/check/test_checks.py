"""What the checks find in one text, and what they leave alone: each rule's edges."""

from __future__ import annotations

import re

import pytest

from arkdoc.check.registry import CHECKS, check
from arkdoc.check.subject import Subject
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.read.contribution import read_contribution
from tests.support.project import NOTE, Project, growth
from tests.support.project import codes as codes_in

PATH = "contributions/a.md"


def subject(text: str, fields: str = "") -> Subject:
    data = f"---\nenhet: Enhet A\n{fields}---\n{text}".encode()
    contribution = read_contribution(PATH, data)
    return Subject(PATH, contribution.body, "nb", contribution.measures, unit_name="Enhet A")


def codes(text: str, fields: str = "") -> list[str]:
    return [d.rule.code for d in check(subject(text, fields))]


def words(count: int) -> str:
    return "ord " * count + "\n"


def bullets(count: int) -> str:
    return "- punkt\n" * count


MEASURE = "tiltak:\n  - {navn: Felles lunsj, status: pågår}\n"


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        # empty sections
        ("# En\n\n## To\n\nTekst.\n", "", []),
        ("# En\n\n# To\n\nTekst.\n", "", ["ARK218"]),
        ("## En\n\n# To\n\nTekst.\n", "", ["ARK218"]),
        ("# Enhet A\n\n# To\n\nTekst.\n", "", []),  # a heading that is left out
        ("Tekst.\n\n# Tiltak\n", "", ["ARK218"]),
        ("Tekst.\n\n# Tiltak\n", MEASURE, []),  # the measures come there
        ("[[tiltak]]\n\n# Tiltak\n", MEASURE, ["ARK218"]),
        ("# Tiltak\n\n[[tiltak]]\n", MEASURE, []),
        ("# Figur\n\n![Møter hver måned](x.png)\n", "", []),
        ("::: merknad\n## Merk\n:::\n\nTekst.\n", "", ["ARK218"]),
        ("#\n\nTekst.\n", "", []),
        # long paragraphs
        (words(200), "", []),
        (words(201), "", ["ARK220"]),
        ("> " + words(201), "", ["ARK220"]),
        (words(150) + "\n" + words(150), "", []),
        # walls of bullets
        (bullets(20), "", []),
        (bullets(21), "", ["ARK221"]),
        (bullets(15) + "  - under\n" * 6, "", ["ARK221"]),
        ("1. punkt\n" * 30, "", []),
        ("1. punkt\n\n   " + bullets(21).replace("\n", "\n   "), "", ["ARK221"]),
        # text alternatives
        ("![Et bilde av en graf: flere møter i juni](x.png)\n", "", []),
        ("![dekorasjon](x.png)\n", "", []),
        ("![](x.png)\n", "", []),  # none at all: an error of its own
        ("![Et bilde.](x.png)\n", "", ["ARK309"]),
        ("![Figur_3](x.png)\n", "", ["ARK309"]),
        ("![mitt bilde.JPG](x.png)\n", "", ["ARK309"]),
        ("![mote2018](bilder/mote2018.png)\n", "", ["ARK309"]),
        ("![Møter per måned](<Møter per måned.png>)\n", "", []),
        ("Tekst.[^1]\n\n[^1]: ![bilde](x.png)\n", "", ["ARK309"]),
        # links
        ("[klikk her](https://x.example/y)\n", "", ["ARK308"]),
        ("[her står planen](https://x.example/y)\n", "", []),
        ("https://x.example/ og www.x.example.\n", "", []),
        ("https://x.example/y\n", "", ["ARK310"]),
        ("<https://x.example/y?z=1>\n", "", ["ARK310"]),
        ("[https://x.example/y](https://x.example/z)\n", "", ["ARK310"]),
        ("[planen](https://x.example/y)\n", "", []),
        ("Tekst.[^1]\n\n[^1]: https://x.example/y\n", "", []),
        ("`https://x.example/y`\n", "", []),
        ("hms@x.example\n", "", []),
        # tables
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "", []),
        ("| | |\n|---|---|\n| 1 | 2 |\n", "", ["ARK311"]),
        ("| a | |\n|---|---|\n| 1 | 2 |\n", "", ["ARK320"]),
        ("Tabell (radtitler): T\n\n| | b |\n|---|---|\n| 1 | 2 |\n", "", []),
        ("Tabell: T\n\n| | b |\n|---|---|\n| 1 | 2 |\n", "", ["ARK320"]),
        ("| ![To møter](x.png) | b |\n|---|---|\n| 1 | 2 |\n", "", []),
        ("| a | b |\n|---|---|\n| 1 |\n| 2 | |\n", "", ["ARK321"]),
        ("| a |\n|---|\n| 1 | 2 |\n", "", []),  # too wide is found in reading
    ],
)  # fmt: skip
def test_what_is_found(text: str, fields: str, expected: list[str]) -> None:
    assert codes(text, fields) == expected


def test_measures_are_texts_too() -> None:
    fields = "tiltak:\n  - {navn: 'Se [her](https://x.example/y)', status: pågår}\n"
    found = check(subject("Tekst.\n", fields))
    assert [(d.rule.code, d.span.line, d.span.column) for d in found] == [("ARK308", 4, 16)]


def test_each_check_has_a_rule_of_its_own_in_the_order_of_the_codes() -> None:
    rules = [module.RULE.code for module in CHECKS]
    assert len(set(rules)) == len(rules)


TEXTS = {
    "words": "Vi har quiz hver dag. ",
    "paragraphs": "Vi har quiz hver dag.\n\n",
    "headings": "# Overskrift\n\n",
    "bullets": "- punkt\n",
    "tables": "| a | |\n|---|---|\n| 1 |\n\n",
    "a table": "| 1 | 2 |\n",
    "links": "[her](https://x.example/y) https://x.example/z\n\n",
    "pictures": "![bilde av noe](x.png)\n\n",
    "emphasis": "*a **b** c* ",
    "alternatives": "![Et bilde av " + "noe " * 5 + "](x.png) ",
}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_time_it_takes_grows_with_the_text(text: str) -> None:
    texts = {size: subject(text * size) for size in (200, 1600)}

    def run(size: int) -> tuple[Diagnostic, ...]:
        return check(texts[size])

    assert growth(run, 200) < 3


def test_a_long_text_alternative_is_no_trap() -> None:
    def run(size: int) -> None:
        check(subject(f"![{'a b.' * size}](x.png)\n"))

    assert growth(run, 500) < 3


@pytest.mark.parametrize(
    ("row", "is_text"),
    [
        ("Her går teksten videre.", True),
        ("| Quiz |", False),
        ("Quiz | 1", False),
        ("| Quiz", False),
    ],
)
def test_a_line_right_after_a_table_may_be_text(row: str, is_text: bool) -> None:
    for indent, first in (("", ""), ("  ", "- ")):
        lines = (f"{first}| a | b | c |", f"{indent}|---|---|---|", f"{indent}{row}")
        [found] = check(subject("\n".join(lines) + "\n"))
        assert found.rule.code == "ARK321"
        assert ("empty line" in in_language("en").hint(found)) is is_text


def test_the_hint_of_a_small_group_is_an_approval_to_copy(project: Project) -> None:
    """What ARK431 proposes silences it for that unit, and the reason is kept."""
    note = NOTE.replace("dato:", "tillat:\n  - {}\ndato:")
    project.note().contribution("ub-gjovik", "Fire ansatte er enige.\n")
    [found] = [d for d in project.analyse().diagnostics if d.rule.code == "ARK431"]
    [proposed] = re.findall(r"`- (\{.*?\})`", in_language("nb").hint(found))
    assert "enhet: ub-gjovik" in proposed
    project.note(note.replace("{}", proposed.replace("…", "avklart med verneombudet")))
    analysis = project.analyse()
    assert "ARK431" not in codes_in(analysis)
    assert [a.suppression.reason for a in analysis.approvals] == ["avklart med verneombudet"]
