"""The catalogues: complete, nothing obsolete, the same placeholders, plain words, compiled."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from arkdoc.check.registry import ALL, BY_CODE
from arkdoc.language.messages import in_language, printable, translator
from arkdoc.model.diagnostic import ArkdocError, Diagnostic, diagnostic
from arkdoc.model.source import Span
from tests.support.project import REPOSITORY

pytest.importorskip("babel")
sys.path.insert(0, str(REPOSITORY / "tools"))
try:
    import catalogues
finally:
    sys.path.pop(0)

LANGUAGES = catalogues.languages()
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def messages(language: str) -> list[Any]:
    return [message for message in catalogues.catalogue(language) if message.id]


def forms(text: Any) -> list[str]:
    return list(text) if isinstance(text, list | tuple) else [text]


def test_norwegian_is_there() -> None:
    assert LANGUAGES == ["nb"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_complete_and_nothing_obsolete(language: str) -> None:
    messages_now = catalogues.in_step(catalogues.catalogue(language))
    assert catalogues.missing(messages_now) == []
    assert catalogues.obsolete(catalogues.catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_up_to_date(language: str) -> None:
    now = catalogues.in_step(catalogues.catalogue(language))
    po = catalogues.po_path(language)
    assert po.read_bytes() == catalogues.po_bytes(now), "run tools/catalogues.py"
    assert po.with_suffix(".mo").read_bytes() == catalogues.mo_bytes(now), "run tools/catalogues.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_placeholders(language: str) -> None:
    for message in messages(language):
        wanted = set(PLACEHOLDER.findall(" ".join(forms(message.id))))
        for form in forms(message.string):
            assert set(PLACEHOLDER.findall(form)) == wanted, form


def test_plain_words() -> None:
    jargon = re.compile(
        r"yaml|front ?matter|\bnøkkel|nøkler|traceback|exception|python|\w+error\b|\.py\b"
        r"|\b(?:none|true|false|null|dict|tuple|str|int|utf-16|regex|parse\w*|token|mapping)\b",
        re.I,
    )
    for message in messages("nb"):
        for form in forms(message.string):
            assert not jargon.search(form), form
    for rule in ALL:
        for text in (rule.message, rule.hint, rule.why):
            assert not re.search(r"yaml|front ?matter|\bkeys?\b|traceback", text, re.I), text


def test_each_language_has_its_own_quotation_marks() -> None:
    for message in messages("nb"):
        for form in forms(message.id):
            assert not re.search("[«»]", form), form
        for form in forms(message.string):
            assert not re.search("[“”]", form), form


def test_every_text_of_every_rule_is_in_the_sources_ids() -> None:
    known = catalogues.message_ids()
    for rule in ALL:
        assert {rule.message, rule.hint, rule.why} <= set(known), rule.code


# --- the tone the contract sets, word for word ---------------------------------------------


def said(code: str, **args: str) -> str:
    tr = in_language("nb")
    finding = diagnostic(BY_CODE[code], Span("contributions/a.md", 1, 1, 1, 2), **args)
    return f"{tr.message(finding)} {tr.hint(finding)}"


def test_unknown_field_reads_as_in_the_contract() -> None:
    text = said("ARK101", field="ehnet", suggestion="enhet", known="enhet, dato")
    assert text.startswith("Vi kjenner ikke feltet «ehnet». Mente du «enhet»? ")


def test_missing_unit_reads_as_in_the_contract() -> None:
    text = said("ARK118", example="Seksjon Gjøvik", known="Seksjon Gjøvik, Seksjon Ålesund")
    assert text == (
        "Bidraget mangler enhet. Skriv for eksempel `enhet: Seksjon Gjøvik` øverst i filen. "
        "Notatet har disse enhetene: Seksjon Gjøvik, Seksjon Ålesund."
    )


def test_picture_without_alt_reads_as_in_the_contract() -> None:
    assert said("ARK312", target="figur1.png") == (
        "Bildet «figur1.png» mangler alternativ tekst, så den som bruker skjermleser, får ikke "
        "vite hva det viser. Beskriv bildet mellom [ og ]. Er bildet bare pynt, skriv `dekorasjon`."
    )


# --- which language, and what fills a text ---------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "nb"),
        ({"LC_ALL": "C"}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LANG": "POSIX"}, "nb"),
        ({"LANG": "nn_NO.UTF-8"}, "nb"),
        ({"LANG": "no"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "nb_NO", "LC_ALL": "en_US"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "ARKDOC_LANG": "nb"}, "nb"),
        ({"LC_ALL": "nb_NO.UTF-8", "ARKDOC_LANG": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "en_GB"}, "en"),
    ],
)
def test_language_of_the_environment(environ: dict[str, str], language: str) -> None:
    assert translator(environ).language == language


def test_english_needs_no_catalogue() -> None:
    tr = in_language("en")
    finding = diagnostic(BY_CODE["ARK101"], Span("a.md", 1, 1, 1, 2), field="x", suggestion="y")
    assert tr.message(finding) == "We don't know the field “x”. Did you mean “y”?"


def test_an_argument_that_is_a_message_is_translated() -> None:
    finding = diagnostic(BY_CODE["ARK116"], Span("a.md", 1, 1, 1, 2), what="a Word file")
    assert in_language("nb").message(finding).endswith("Det ser ut som en Word-fil.")


def test_what_an_author_wrote_is_not_taken_for_a_message() -> None:
    finding = diagnostic(BY_CODE["ARK203"], Span("a.md", 1, 1, 1, 2), text="error {text}")
    assert "«error {text}»" in in_language("nb").message(finding)


def test_braces_and_control_characters_do_nothing() -> None:
    span = Span("a.md", 1, 1, 1, 2)
    finding = diagnostic(
        BY_CODE["ARK503"], span, unit="{known}\x1b[2J\n{0}", suggestion="", known="ub"
    )
    assert in_language("en").message(finding) == "The note has no unit called “{known}�[2J {0}”."


def test_a_fault_of_the_note_is_told_in_one_line_with_its_place() -> None:
    fault: Diagnostic = diagnostic(
        BY_CODE["ARK106"], Span("contributions/notat.md", 3, 7, 3, 9), value="x"
    )
    error = ArkdocError("It is no\nuse.", diagnostics=(fault,))
    text = printable(in_language("en").error(error))
    assert text == "contributions/notat.md:3:7: It is no use. We can't read “x” as a date."
