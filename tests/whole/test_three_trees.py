"""What a listener has of a note is the same in HTML, PDF and DOCX: each is read back and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from tests.support import generate
from tests.support.heard import differences
from tests.support.project import Project, numbered_kitchen

HEAD = """\
---
saksnr: 12/26
tittel: Tittel
fra: Prorektor
dato: 2026-02-27
språk: {language}
innholdsfortegnelse: ja
enheter:
  - {{id: a, navn: Avdeling A}}
---
{text}

[[bidrag]]
"""
ENGLISH = "We have not been told about the measures, and they should have been discussed."
NYNORSK = f"""\
Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon.

> {ENGLISH}

::: forslag
Utvalet tek saka til orientering.
:::

::: språk en
## Working environment

| Year | Meetings |
|---|---|
| 2025 | 4 |
| 2026 | 5 |
:::
"""
SAMI = (
    "Bargobiras lea buorre.\n\n::: sammendrag\nOanehaččat.\n:::\n\n::: språk nb\nPå norsk.\n:::\n"
)
SEEDS = (3, 11)


def check(result: BuildResult) -> list[str]:
    return differences(result.outputs, result.analysis.assembly.document)


def test_the_note(built_note: BuildResult) -> None:
    assert check(built_note) == []


def test_the_test_note(built_kitchen: BuildResult) -> None:
    assert check(built_kitchen) == []


def test_the_test_note_with_numbered_headings() -> None:
    assert check(build(load(numbered_kitchen()), frozenset({"docx", "pdf", "html"}))) == []


@pytest.mark.parametrize(("language", "text"), [("nn", NYNORSK), ("se", SAMI)])
def test_a_note_in_another_language(tmp_path: Path, language: str, text: str) -> None:
    project = Project(tmp_path).note(HEAD.format(language=language, text=text))
    project.contribution("a", f"Tekst.[^1]\n\n> {ENGLISH}\n\n[^1]: {ENGLISH}\n", status="utkast")
    result = project.build("docx", "pdf", "html")
    assert check(result) == []
    assert result.analysis.assembly.document.head.draft
    assert ENGLISH.split()[0] in result.outputs["html"].decode()


@pytest.mark.sampled(2)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_generated_note(tmp_path: Path, seed: int) -> None:
    root = generate.write(seed, tmp_path)
    assert check(build(load(root), frozenset({"docx", "pdf", "html"}))) == []


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_a_call_that_one_output_has_elsewhere_is_told(tmp_path: Path, name: str) -> None:
    def made(text: str) -> BuildResult:
        project = Project(tmp_path).note(HEAD.format(language="nb", text=""))
        project.contribution("a", f"{text}\n\n[^1]: Note.\n\n[^2]: Andre.\n")
        return project.build("docx", "pdf", "html")

    note = made("Her[^1] er det[^2] en, og en til[^1] der.")
    other = made("Her[^1] er det en, og[^2] en til[^1] der.")
    assert check(note) == check(other) == []
    mixed = {**note.outputs, name: other.outputs[name]}
    told = differences(mixed, note.analysis.assembly.document)
    assert told
    assert all(": calls: 3 and 3" in each for each in told)
