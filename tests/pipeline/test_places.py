"""Where findings stand in Word files, in words that a search in the file finds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest
from lxml import etree

from arkdoc.check.registry import BY_CODE
from arkdoc.language.messages import Translator, in_language
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.source import Span, WordText, start_of
from arkdoc.pipeline.build import Analysis
from arkdoc.pipeline.places import Places, paragraph
from arkdoc.pipeline.quotes import LONGEST, quote
from tests.support.project import Project
from tests.support.requirements import corpus
from tests.support.word_notation import word_of

NB, EN = in_language("nb"), in_language("en")
UB = "contributions/ub.docx"
TEXT = WordText(
    UB,
    (
        "Tiltak",
        "Etter undersøkelsen har vi fått på plass faste møter hver tirsdag, og det hjelper.",
        "",
        "Spør Kari\tpå 999 99 991 eller kari@ub.example om noe er uklart for deg.",
        "Fotnoten.",
    ),
    (0, 1, 1, 1, 0),
)
ABBREVIATION = BY_CODE["ARK404"]
EMAIL = BY_CODE["ARK424"]


def at(line: int, words: str, rule: Any = ABBREVIATION) -> Diagnostic:
    start = TEXT.paragraph(line).index(words) + 1
    return diagnostic(rule, Span(UB, line, start, line, start + len(words)))


def places(*everything: Diagnostic) -> Places:
    return Places(lambda path: TEXT if path == UB else None, everything)


# --- what is quoted --------------------------------------------------------------------------

SENTENCE = TEXT.paragraph(2)


@pytest.mark.parametrize(
    ("meant", "said"),
    [
        ("plass", "… fått på plass faste møter hver tirsdag, og …"),
        ("Etter", "Etter undersøkelsen har vi fått på plass faste …"),
        ("hjelper.", "… plass faste møter hver tirsdag, og det hjelper."),
        (SENTENCE, "Etter undersøkelsen har vi fått på plass faste …"),
        ("på plass faste møter hver tirsdag, og", "… fått på plass faste møter hver tirsdag, og …"),
    ],
)
def test_a_quote_is_a_few_words_around_what_is_meant(meant: str, said: str) -> None:
    start = SENTENCE.index(meant)
    assert quote(SENTENCE, start, start + len(meant)) == said


@pytest.mark.parametrize(
    ("text", "start", "end", "said"),
    [
        ("", 0, 0, ""),
        ("\t\n", 0, 2, ""),
        ("a\tb c\nd", 2, 5, "… b c …"),
        ("a\tb c\nd", 0, 7, "a …"),
        ("to\u2011 delt \ufffc rest", 4, 4, "… delt …"),
        ("se \ufffc her", 3, 4, "se …"),
        ("to\u00ad delt", 0, 2, "to …"),
        ("§\u00a05 gjelder", 0, 1, "§\u00a05 gjelder"),
        ("ordet er ute", 90, 95, "ordet er ute"),
        ("\u202eabc", 0, 4, "… abc"),
        ("x" * 200, 150, 160, "x" * LONGEST + " …"),
    ],
)
def test_a_quote_is_one_stretch_of_text(text: str, start: int, end: int, said: str) -> None:
    assert quote(text, start, end) == said


def test_a_quote_has_nothing_hidden_or_personal() -> None:
    start = SENTENCE.index("møter")
    assert quote(SENTENCE, start, start + 5, [(start - 6, start - 1)]) == (
        "… møter hver tirsdag, og det hjelper."
    )
    assert quote(SENTENCE, start, start + 5, [(start, start + 5)]).count("møter") == 0
    line = TEXT.paragraph(4)
    said = {quote(line, start, start + 1) for start in range(len(line))}
    assert said == {"Spør Kari …", "… på …", "… eller …", "… om noe er uklart for deg."}


def test_a_quote_takes_no_longer_in_a_long_paragraph() -> None:
    line = "ord " * 500_000
    for _ in range(200):
        assert quote(line, 1_000_000, 1_000_003).startswith("… ord ord")


# --- how a place is said ---------------------------------------------------------------------


def test_a_place_is_a_paragraph_a_heading_and_words() -> None:
    finding = at(2, "plass")
    said = "avsnitt 2, under «Tiltak»: «… fått på plass faste møter hver tirsdag, og …»"
    assert places().in_word(finding, NB) == said
    assert places().full(finding, NB) == f"{UB}, {said}"
    assert places().in_word(finding, EN) == (
        "paragraph 2, under “Tiltak”: “… fått på plass faste møter hver tirsdag, og …”"
    )
    assert places().in_word(finding, NB, with_quote=False) == "avsnitt 2, under «Tiltak»"
    assert places().in_word(at(1, "Tiltak"), NB) == "avsnitt 1: «Tiltak»"
    assert places().in_word(at(5, "Fotnoten"), NB) == "avsnitt 5: «Fotnoten.»"
    assert places().in_word(diagnostic(ABBREVIATION, Span(UB, 3, 1, 3, 1)), NB) == (
        "avsnitt 3, under «Tiltak»"
    )


def test_a_whole_file_and_a_text_file_are_told_as_they_are() -> None:
    whole = diagnostic(ABBREVIATION, start_of(UB))
    assert (places().full(whole, NB), places().in_word(whole, NB)) == (UB, "")
    text = diagnostic(ABBREVIATION, Span("contributions/ub.md", 2, 3, 2, 5))
    assert (places().full(text, NB), places().in_word(text, NB)) == ("contributions/ub.md:2:3", "")
    assert paragraph(text.span, NB) == ""
    nowhere = diagnostic(ABBREVIATION, Span("", 0, 0, 0, 0))
    assert places().full(nowhere, NB) == ""


def test_what_lies_past_the_text_is_told_by_its_number() -> None:
    finding = diagnostic(ABBREVIATION, Span(UB, 9, 4, 9, 5))
    assert places().full(finding, NB) == f"{UB}, avsnitt 9"
    assert Places().full(at(2, "plass"), NB) == f"{UB}, avsnitt 2"


def test_private_words_are_in_no_place() -> None:
    private = at(2, "faste møter", EMAIL)
    assert places().in_word(private, NB) == "avsnitt 2, under «Tiltak»"
    beside = at(2, "hver")
    assert places(private).in_word(beside, NB) == (
        "avsnitt 2, under «Tiltak»: «… hver tirsdag, og det hjelper.»"
    )
    over = diagnostic(ABBREVIATION, Span(UB, 1, 1, 5, 9))
    for said in (places(private, over).in_word(each, NB) for each in (beside, over)):
        assert "faste" not in said
    heading = at(1, "Tiltak", EMAIL)
    assert places(heading).in_word(beside, NB).startswith("avsnitt 2: «")
    long = diagnostic(EMAIL, Span(UB, 1, 1, 2, len(SENTENCE)))
    assert "Etter" not in places(long).in_word(beside, NB)


# --- found by a search -----------------------------------------------------------------------


class _Recorder(Translator):
    """Keeps the words that places quote."""

    def __init__(self) -> None:
        super().__init__("en", NullTranslations())
        self.quoted: list[str] = []

    def __call__(self, message: str, **args: object) -> str:
        self.quoted += [str(args[name]) for name in ("words", "heading") if name in args]
        return super().__call__(message, **args)


def quoted(analysis: Analysis) -> list[tuple[str, str]]:
    """All that is quoted of each finding in a Word file, by its path."""
    where = Places(analysis.text, analysis.everything)
    said = []
    for finding in analysis.everything:
        recorder = _Recorder()
        where.in_word(finding, recorder)
        said += [(finding.span.path, words) for words in recorder.quoted]
    return said


def searchable(data: bytes) -> list[str]:
    """The texts of a Word file's paragraphs, as a search goes through them."""
    texts = []
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/[\w/-]+\.xml", name):
                tree = etree.fromstring(archive.read(name))
                texts += ["".join(_texts(p)) for p in tree.iter("{*}p") if _is_word(p)]
    return texts


def _is_word(element: Any) -> bool:
    return "wordprocessingml" in etree.QName(element).namespace


def _texts(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter("{*}t"):
        nearest = next(e for e in element.iterancestors("{*}p") if _is_word(e))
        if nearest is paragraph and _is_word(element):
            yield re.sub("[\n\r\x7f-\x9f\u2028\u2029]", " ", element.text or "")


def is_found(words: str, texts: list[str]) -> bool:
    words = words.removeprefix("… ").removesuffix(" …")
    return bool(words) and any(words in text for text in texts)


NOTATION = """
<p style="Overskrift1">1. Tiltak for UB</p>
<p>Vi har <b>fått</b> på<tab/>plass<br/>faste<note>Se STAMI og <i>NAV</i> her.</note> møter<del>nei</del>.</p>
<p>Feltet <field code="REF a">viser NAV</field> og DFØ<r><w:noBreakHyphen/></r>en, x<sub/>.</p>
<p style="Overskrift3">UB og <r><w:sym w:font="Wingdings" w:char="F0FE"/></r> NIFU</p>
<p>Etter <m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath> kom NHO og <comment>Hvem?</comment>andre.</p>
<table><tr><td>STAMI<p>NAV</p></td><td>b</td></tr><tr><td>NOKUT</td><td>d</td></tr></table>
<p>- Første</p>
<p>- Andre fra KS</p>
<p><pic name="a" alt="bilde"/></p>
<p>Ring 999 99 991, eller skriv til kari@ub.example eller RHF i dag.</p>
""".replace("<sub/>", "")


def test_all_that_is_quoted_is_found_by_a_search(project: Project) -> None:
    project.units({"ub": "Universitetsbiblioteket"})
    data = word_of(NOTATION)
    project.write("ub.docx", data)
    analysis = project.analyse()
    said = [words for path, words in quoted(analysis) if path == UB]
    assert len(said) > 20
    assert {d.rule.code for d in analysis.everything} >= {"ARK404", "ARK423", "ARK424", "ARK622"}
    texts = searchable(data)
    assert [words for words in said if not is_found(words, texts)] == []
    assert "999" not in " ".join(said)
    assert "kari@" not in " ".join(said)


@pytest.mark.parametrize("folder", ["made", "public"])
def test_all_that_is_quoted_of_real_files_is_found_by_a_search(
    project: Project, folder: str
) -> None:
    files = sorted((corpus() / "word" / folder).glob("*.docx"))
    project.units({"ub": "Universitetsbiblioteket"})
    for file in files:
        project.write(file.name, file.read_bytes())
    analysis = project.analyse()
    texts: dict[str, list[str]] = {}
    for file in files:
        try:
            texts[f"contributions/{file.name}"] = searchable(file.read_bytes())
        except (BadZipFile, etree.XMLSyntaxError):
            continue
    said = quoted(analysis)
    assert len(said) > 100
    assert [(path, words) for path, words in said if not is_found(words, texts[path])] == []
