"""What the checks of language and privacy stand on: passages, word lists, and how long they take."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc.check.lexicon import DATA, forms, lexicon, lines
from arkdoc.check.registry import check
from arkdoc.check.subject import Subject
from arkdoc.read.contribution import read_contribution
from tests.support.project import REPOSITORY, Project, cost, growth


def subject(text: str, language: str = "nb") -> Subject:
    read = read_contribution("a.md", text.encode())
    return Subject("a.md", read.body, language, read.measures)


# --- passages ------------------------------------------------------------------------------------

MARKED = """\
---
tiltak:
  - navn: "Et *navn* her"
    hensikt: Med ¤ordet i en verdi
---
Et avsnitt med **fet**
¤ordet og <br>mer.

> Et *sitat med
> ¤ordet* i.

- Et punkt\\
  med ¤ordet

| A | B |
|---|---|
| x | `a` \\| ¤ordet |

Kode: `før ¤ordet etter`.

Fotnote.[^1]

[^1]: Her er ¤ordet.
"""


def test_a_passage_knows_where_each_character_stands() -> None:
    source = MARKED.splitlines()
    places = set()
    for passage in subject(MARKED).passages:
        at = passage.text.find("¤ordet")
        if at != -1:
            span = passage.span(at, at + 6)
            assert source[span.line - 1][span.column - 1 : span.end_column - 1] == "¤ordet"
            places.add(span.line)
    assert places == {n for n, line in enumerate(source, 1) if "¤ordet" in line}


def test_what_is_no_prose_is_masked() -> None:
    text = "Se `kode`, https://x.example/a, ola@x.example og [www.x.example](https://x.example)."
    (passage,) = (p for p in subject(text).passages if not p.hidden)
    assert passage.text.startswith("Se kode, https://x.example/a, ola@x.example og")
    assert [word.text for word in passage.words if "\ufffc" not in word.text] == ["se", "og"]
    assert len(passage.text) == len(passage.prose) == len(passage.unlinked)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a «b» c «d", "b"),
        ('"a" b "c"', "ac"),
        ("“a” „b“ c", "ab"),
        ("«a “b” c» d", "abc"),
        ("« « « a", ""),
    ],
)
def test_what_stands_in_quotation_marks(text: str, quoted: str) -> None:
    (passage,) = subject(text).passages
    inside = [w.text for w in passage.words if passage.is_in_quotation(w.start)]
    assert "".join(inside) == quoted


def test_cells_of_a_row_are_read_together() -> None:
    read = subject("| A | B |\n|---|---|\n| c | d |\n| Kari | e |\n")
    groups = {passage.text: passage.group for passage in read.passages}
    assert groups["c"] == groups["d"] != groups["e"] == groups["Kari"]
    named = {passage.text: read.is_named_beside(passage) for passage in read.passages}
    assert [text for text, is_named in named.items() if is_named] == ["e"]


@settings(deadline=None)
@given(st.text(alphabet="aå .,;:!?\n*_`[]()<>|-+#&0123456789@«»é\u0301\u00adİß", max_size=80))
def test_any_text_is_read(text: str) -> None:
    read = subject(text)
    lines_of = text.split("\n")
    for passage in read.passages:
        assert len(passage.text) == len(passage.prose) == len(passage.unlinked)
        for word in passage.words:
            span = passage.span(word.start, word.end)
            assert 1 <= span.line <= span.end_line <= len(lines_of)
    for diagnostic in check(read):
        span = diagnostic.span
        assert (span.line, span.column) < (span.end_line, span.end_column)
        assert span.end_column <= len(lines_of[span.end_line - 1]) + 1


# --- word lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("gravid -e", ["gravid", "gravide"]),
        ("syke|meldt -melding", ["sykemeldt", "sykemelding"]),
        ("syk(e)meldt", ["sykmeldt", "sykemeldt"]),
        ("medlem (av|i) laget", ["medlem av laget", "medlem i laget"]),
        ("fikk (et|) slag", ["fikk et slag", "fikk slag"]),
    ],
)
def test_the_notation_of_the_lists(line: str, words: list[str]) -> None:
    assert list(forms(line)) == words
    assert line.split()[0] in (DATA / "LES-MEG.txt").read_text(encoding="utf-8") or "fikk" in line


@pytest.mark.parametrize(
    ("word", "is_in"),
    [
        ("sykemeldte", True),
        ("lungesykdom", True),
        ("brystkreft", True),
        ("sjukefråværet", True),
        ("sykkel", False),
        ("kreftforskning", False),
    ],
)
def test_inflected_forms_and_compounds(word: str, is_in: bool) -> None:
    assert (word in lexicon("helse", "med en person")) is is_in


@pytest.mark.parametrize("file", sorted(DATA.glob("*.txt")), ids=lambda file: file.stem)
def test_every_list_says_what_it_is_for(file: object) -> None:
    name = getattr(file, "stem", "")
    if name == "LES-MEG":
        return
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    assert text.startswith("# ")
    for part, entries in lines(name).items():
        assert entries or not part, part
        assert len(set(entries)) == len(entries), (
            part,
            [e for e in entries if entries.count(e) > 1],
        )


# --- what it costs ----------------------------------------------------------------------------------

HARD = [
    "1 ",
    "12.",
    "0101 ",
    "a@",
    "@",
    "A",
    "AB ",
    "Kari ",
    "Kari-",
    "tre av ",
    "to av de ",
    "12,000",
    "3/4-",
    "kl ",
    "(ABC ",
    "«",
    "sykmeldt ",
    "medlem av ",
    "50 % av ",
    "[a](mailto:b.c@d.no) ",
    "\u0301",
    "| ",
    "a.B ",
    "+47 ",
    "ikkje ",
    "111 ",
    "a@b ",
    "12:30 ",
    "vi er fem ",
    "Kari Moen er sykmeldt, ",
]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("piece", HARD)
def test_time_is_linear_in_the_size(piece: str) -> None:
    bodies = {size: read_contribution("a.md", (piece * size).encode()).body for size in (300, 2400)}

    def run(size: int) -> None:
        check(Subject("a.md", bodies[size], "nb", staff=9))

    assert growth(run, 300) < 2.5


def test_checking_takes_no_longer_than_reading() -> None:
    data = (REPOSITORY / "contributions" / "studenttjenester.md").read_bytes()
    read = read_contribution("a.md", data)
    check(Subject("a.md", read.body, "nb"))  # the lists are read once
    reading = cost(lambda: read_contribution("a.md", data), 9)
    assert cost(lambda: check(Subject("a.md", read.body, "nb", read.measures)), 9) < 2 * reading


def test_no_list_is_read_before_it_is_needed() -> None:
    code = (
        "import arkdoc.check.registry, arkdoc.check.lexicon as l;"
        "print(l.lines.cache_info().currsize, l.lexicon.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0"]


def test_what_the_introduction_says_is_part_of_what_is_remembered(project: Project) -> None:
    """A check is made anew when the introduction or the limit changes, and only then."""
    from arkdoc.model.cache import Cache
    from arkdoc.pipeline.build import analyse
    from arkdoc.pipeline.load import load

    cache = Cache()

    def found(introduction: str, limit: int = 12) -> list[str]:
        head = "---\nsaksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\n"
        units = f"personvern: {{minstegruppe: {limit}}}\nenheter:\n  - {{id: a, navn: A}}\n---\n"
        project.write("notat.md", f"{head}{units}{introduction}\n\n[[bidrag]]\n")
        return [d.rule.code for d in analyse(load(project.root), cache).diagnostics]

    project.contribution("a", "Seks ansatte har lest ARK.\n")
    assert found("Om saken.") == ["ARK431", "ARK404"]
    assert found("Arbeidsmiljøundersøkelsen (ARK) er her.") == ["ARK431"]
    assert found("Om saken.") == ["ARK431", "ARK404"]
    assert found("Arbeidsmiljøundersøkelsen (ARK) er her.", 5) == []
