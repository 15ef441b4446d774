"""Each language of a note: its own tag (BCP 47) in every output, of the note and of a part."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest

from arkdoc.language.printed import WORDS
from arkdoc.language.written import LANGUAGES
from tests.support.pdf_tags import elements
from tests.support.project import Project, word

# Literal on purpose: a wrong tag in `Words` must not be compared with itself.
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB", "se": "se-NO"}


def test_every_language_is_in_the_table() -> None:
    assert {code: words.language for code, words in WORDS.items()} == TAGS


@pytest.mark.parametrize("code", TAGS)
def test_the_note_and_a_part_say_their_language(code: str, project: Project) -> None:
    other = "en" if code == "nb" else "nb"
    fields = f"saksnr: 1/19\ntittel: T\nfra: P\ndato: 2019-02-27\nspråk: {code}\n"
    project.note(f"---\n{fields}enheter: [{{id: a, navn: A}}, {{id: b, navn: B}}]\n---\n")
    project.contribution("a", "Alfa.\n").contribution("b", "Beta.\n", språk=other)
    outputs = project.build("docx", "pdf", "html").outputs
    html = outputs["html"].decode()
    assert re.findall(r'<html lang="([^"]*)"', html) == [TAGS[code]]
    assert set(re.findall(r' lang="([^"]*)"', html)) == {TAGS[code], TAGS[other]}
    root: Any = pypdf.PdfReader(io.BytesIO(outputs["pdf"])).trailer["/Root"]
    assert root["/Lang"] == TAGS[code]
    assert TAGS[other] in {e.get("/Lang") for e in elements(root["/StructTreeRoot"]["/K"])}
    parts = word(outputs["docx"]).parts
    assert _attributes(parts["word/styles.xml"], "lang") == {TAGS[code]}
    assert _attributes(parts["word/settings.xml"], "themeFontLang") == {TAGS[code]}
    assert _attributes(parts["word/document.xml"], "lang") == {TAGS[other]}
    assert f"<dc:language>{TAGS[code]}<" in parts["docProps/core.xml"].decode()


def _attributes(xml: bytes, element: str) -> set[str]:
    """The values of all attributes of the elements `w:element`."""
    found = re.findall(rf"<w:{element}( [^>]*)/>", xml.decode())
    return {value for attributes in found for value in re.findall(r'"([^"]*)"', attributes)}


@pytest.mark.parametrize("code", TAGS)
def test_a_language_is_known_by_its_name_and_its_code(code: str) -> None:
    assert LANGUAGES[code] == LANGUAGES[WORDS[code].name] == code
    assert all(LANGUAGES[alias] == code for alias in WORDS[code].aliases)
