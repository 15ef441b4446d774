"""Typed markers: what a line's start may be, and that wrapping text never makes a list."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from random import Random

import pytest

from arkdoc.model.marker import Numeral
from arkdoc.model.nodes import ListBlock
from arkdoc.model.source import decode
from arkdoc.model.tree import walk
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.read.markdown.list_markers import following, typed_markers
from arkdoc.read.markdown.wrapping import Wrapping
from tests.support.project import REPOSITORY

LETTER, ROMAN = Numeral.LOWER_LETTER, Numeral.LOWER_ROMAN


@pytest.mark.parametrize(
    ("line", "markers"),
    [
        ("a) x", ["a)"]), ("A. x", ["A."]), ("(b) x", ["(b)"]), ("b.) x", ["b.)"]),
        ("i) x", ["i)", "i)"]), ("xx. x", ["xx."]), ("xxi. x", []), ("iiii) x", []), ("iX) x", []),
        ("(1) x", ["(1)"]), ("1. x", ["1."]), ("12) x", ["12)"]), ("123) x", []), ("0) x", []),
        ("1.1 x", ["1.1"]), ("1.1. x", ["1.1."]), ("2.10.3 x", ["2.10.3"]), ("01.1 x", []),
        ("✓ x", ["✓"]), ("✓x", ["✓"]), ("o x", ["o"]), ("o\tx", ["o"]), ("ox", []), ("§ 4", []),
        ("§\tx", ["▪"]), ("\uf0b7\tx", ["•"]), ("\uf0fcx", ["✓"]), ("– x", ["–"]), ("–x", []),
        ("1.Uten", ["1."]), ("1.**Uten**", ["1."]), ("a.Uten", ["a."]), ("a)uten", ["a)"]),
        ("a.uten", []), ("A.Hansen", []), ("1.x", []), ("1.000 kroner", []), ("(1 x", []), ("1.1x", []),
        ("1.mars", []), ("2. mars", []), ("2. Mai", ["2."]), ("2. etasje", []), ("2. Etasje", ["2."]), ("1.5 %", []),
        ("1.5 prosent", []), ("1.2.19 x", []), ("1.2.9 x", ["1.2.9"]), ("ha. x", []), ("a)", []),
        ("a)  ", []), ("a) \u00a0x", ["a)"]), ("f.eks. x", []), ("", []),
    ],
)  # fmt: skip
def test_what_a_line_begins_with(line: str, markers: list[str]) -> None:
    assert [m.marker.text(m.number) for m in typed_markers(line)] == markers


@pytest.mark.parametrize("sign", "•◦▪‣●○▫■□►▶▸➢➤➔⇒❖◆◇★✓✔✗✘☐☑☒·→∙–—")
def test_signs(sign: str) -> None:
    assert typed(f"{sign} quiz\n{sign} lunsj") == [sign]


def test_a_letter_that_is_a_roman_numeral_too() -> None:
    h, i, j, ii = map(typed_markers, ("h) x", "i) x", "j) x", "ii) x"))
    assert [(m.marker.numeral, m.number) for m in i] == [(LETTER, 9), (ROMAN, 1)]
    assert [m.marker.numeral for m in following(h, i)] == [LETTER]
    assert [m.marker.numeral for m in following(i, j)] == [LETTER]
    assert [m.marker.numeral for m in following(i, ii)] == [ROMAN]
    assert following(i, h) == following(h, ii) == following(j, typed_markers("(k) x")) == ()


@pytest.mark.parametrize(
    ("before", "after", "is_next"),
    [
        ("1.2", "1.3", True), ("1.2", "1.2.1", True), ("1.2", "2.1", True), ("1.2", "2.1.1", True),
        ("1.2.4", "1.3", True), ("1.2", "1.4", False), ("1.2", "3.1", False), ("1.2", "2.2", False),
        ("1.2", "1.1", False), ("1.9", "1.10", True), ("1.2", "1.3.", False), ("1.1.1", "2.1", True),
        ("1.2", "2.1.1.1", False),
    ],
)  # fmt: skip
def test_sections(before: str, after: str, is_next: bool) -> None:
    (this,), (other,) = typed_markers(f"{after} x"), typed_markers(f"{before} x")
    assert this.stands_after(other) == is_next


def lists(text: str) -> list[ListBlock]:
    body = parse_markdown(decode("x.md", text.encode()))
    notes = [block for note in body.footnotes for block in note.blocks]
    return [b for b in walk((*body.blocks, *notes)) if isinstance(b, ListBlock)]


def typed(text: str) -> list[str]:
    """The first markers of the lists that are not bulleted with `-`."""
    return [b.marker.text(b.start) for b in lists(text) if b.marker.text(b.start)]


LONG = "vi vil følge opp resultatene i seksjonsmøtene hver måned hele våren"


@pytest.mark.parametrize("mark", ["a)", "b.", "(a)", "iii)", "(1)", "✓", "o", "•", "II)"])
def test_long_items_of_a_line_each_are_items_whatever_their_lengths(mark: str) -> None:
    first = typed_markers(f"{mark} x")[-1]
    after = first.marker.text(first.number + 1)
    for more in ("", " og neste", " og i hele neste år"):
        assert typed(f"{mark} {LONG}{more}\n{after} {LONG}") == [mark]
        assert typed(f"{mark} {LONG}\n{after} {LONG}{more}") == [mark]


@pytest.mark.parametrize(("first", "second"), [("1.1 ", "1.2 "), ("1.", "2.")])
def test_long_items_with_plain_numbers_begin_with_a_capital(first: str, second: str) -> None:
    assert typed(f"{first}V{LONG[1:]}\n{second}Vi følger opp") == [first.strip()]
    assert typed(f"{first}{LONG}\n{second}vi følger opp") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("A. Vi har felles quiz i lunsjen hver fredag.", ["A."]),
        ("A. Hansen leder gruppen sammen med oss andre, og", []),
    ],
)
def test_a_capital_and_a_stop_may_be_a_name(line: str, found: list[str]) -> None:
    assert typed(f"{line}\nB. Vi spiser felles lunsj") == found
    assert typed("K. Hansen\nL. Olsen") == []


def test_a_list_right_under_text_that_may_be_wrapped() -> None:
    assert typed(f"Dette er vi enige om:\na) {LONG}\nb) lunsj") == ["a)"]
    assert typed(f"{LONG}\na) {LONG[:-2]}\nb) lunsj") == []
    assert typed(f"{LONG}\na) {LONG[:-9]}\nb) lunsj") == ["a)"]
    address = f"https://www.example.no/{'lang' * 30}"  # longer than the lines were to be
    assert typed(f"{address}\n{LONG}\na) {LONG[:-2]}\nb) lunsj") == []


@pytest.mark.parametrize("line", ["# x", "| x |", "::: x", "```x"])
def test_what_is_no_running_text_says_nothing_of_its_width(line: str) -> None:
    wide = line.replace("x", "x y" * 40)
    wrapping = Wrapping(f"{wide}\n{LONG}\na) x")
    assert not wrapping.stands_below(1)
    assert wrapping.may_wrap(2, "a)")


def test_a_list_far_down_is_found_and_one_too_far_down_is_not() -> None:
    lines = "\n".join(f"   linje {n}" for n in range(30))
    assert typed(f"a) quiz\n{lines}\nb) lunsj") == ["a)"]
    assert typed(f"a) quiz\n{lines}\n{lines}\nb) lunsj") == []


def test_lists_deeper_than_ten_are_text() -> None:
    text = "\n".join(f"{'   ' * n}a) x\n{'   ' * n}b) y" for n in range(12))
    body = parse_markdown(decode("x.md", text.encode()))
    assert "ARK207" in {found.rule.code for found in body.diagnostics}
    assert len(lists(text)) == 10


# --- precision ---------------------------------------------------------------------------

TRAPS = """\
Vi foreslår å a) gjennomføre seksjonsmøter hver måned, b) følge opp medarbeidersamtalene, c) ha felles
lunsj, og d) se på lokalene i løpet av våren 2019; ellers kan vi i. vente, ii. se eller iii. glemme.

Planen ble vedtatt 1. mars og evaluert 2. mars, 3. mars og 4. april. Fristen er 1. juni for de fleste, men
2. juli for noen og 3. juli for andre. Se kapittel 2. Der står det mer. I kapittel 3. finner dere resten.

Arbeidsgruppen besto av A. Hansen, B. Olsen, C. Nilsen og D. Berg, og de fikk hjelp av E. Lie. I 2017 var
det f.eks. ca. 12 møter, kl. 12.30 og kl. 12.31 for alle, og § 4 og § 5 gjelder for a. dag og b. kveld.

A. Hansen, B. Olsen og C. Nilsen har fått hjelp av D. Berg, E. Lie og F. Moe, og A. Hansen, B. Olsen og
C. Nilsen fortsetter, mens D. Berg, E. Lie og F. Moe slutter i gruppen når den er ferdig med arbeidet.

Vi viser til punkt 1.1 om formål og 1.2 om bakgrunn, samt 1.3 og 1.4 i planen, og budsjettet økte med 1.5
prosent mot 1.6 prosent året før og 1.7 millioner kroner i 2016. Se 2.1 og 2.2, og 3.1 Formål og 3.2 Mål.

Vi er fornøyde med resultatet – det viser at tiltakene virker – og vi vil fortsette – også neste år – med
det samme opplegget – dersom det blir midler – til glede for de ansatte – og studentene – Gjøvik – Ålesund.

– Vi har brukt tiden godt – og det synes, sier lederen. – Det er bra for oss – og for Gjøvik – at flere vil
være med, sier hun – og smiler. – Ja, sier han. – Nei, sier hun. – Hvorfor ikke? – Fordi. – Jaså. – Ja.

Ansatte i i) Trondheim, ii) Gjøvik og iii) Ålesund har svart, og ansvarlige er (1) leder, (2) verneombud og
(3) HMS-koordinator. Etter loven skal (a) arbeidsgiver sørge for dette, (b) verneombudet medvirke og (c) de
ansatte følge opp.

Åpent kl. 8 · lunsj kl. 11 · stengt kl. 16 · fest kl. 20 · slutt kl. 24 · frokost → lunsj → middag →
kvelds → natt → frokost → lunsj → middag → kvelds → natt, og ✓ ja ✓ nei ✓ kanskje, a • b • c • d • e • f • g.

Kontorene ligger i 1.etasje, 2.etasje og 3.etasje, og 1.kvartal var bedre enn 2.kvartal og 3.kvartal. I 2.
etasje er det kaffe, i 3. etasje er det te. Punkt 1.Uten og 2.Også er skrevet slik, og 1.linje og 2.linje.

Dette er et brev til rapporteringsenhet 1. Vi viser til enhet 2. Der gikk det bra, som i rapporteringsenhet
3. Ikke alle var med, men i enhet 4. Det gjelder også enhet 1. Her i enhet 2. Der i enhet 3. Slutt.
"""


def paragraphs() -> Iterator[str]:
    texts = [TRAPS, *(p.read_text("utf-8") for p in (REPOSITORY / "contributions").rglob("*.md"))]
    for text in texts:
        for paragraph in re.split(r"\n\s*\n", text):
            if not re.match(r"\s*(?:[-*|>#+]|\d+[.)]\s|```|:::)", paragraph):
                yield " ".join(paragraph.split())


def test_no_width_makes_a_list() -> None:
    random = Random(12)
    texts = [p for p in paragraphs() if len(p) > 40]
    assert len(texts) > 50
    cases = [(p, w, s) for p in texts for w in range(40, 121) for s in ("", "> ", "- ", "[^n]: ")]
    found = []
    for text, width, start in random.sample(cases, 3000):
        after = re.sub(r"\S", " ", start) if start != "> " else start
        wrapped = textwrap.fill(
            text, width, initial_indent=start, subsequent_indent=after,
            break_long_words=random.random() < 0.5, break_on_hyphens=random.random() < 0.5,
        )  # fmt: skip
        if typed(wrapped):
            found.append(wrapped)
    assert found == []


def test_the_width_of_wrapped_lines() -> None:
    wrapping = Wrapping(f"{'x ' * 25}\n{'y ' * 20}\nz\n\n{'w ' * 30}\nb) v")
    assert [wrapping.stands_below(line) for line in range(6)] == [
        False,
        True,
        True,
        False,
        False,
        True,
    ]
    assert not wrapping.may_wrap(2, "z" * 9)  # the line above has 39, the longest 49
    assert wrapping.may_wrap(2, "z" * 10)
    assert wrapping.may_wrap(5, "b)")
