"""arkdoc's own Word files, read back: what was written and what is read have the same content.

As they are written, and as LibreOffice saves them again.
"""

from __future__ import annotations

import random

import pytest

from arkdoc.pipeline.build import BuildResult
from tests.support.libreoffice import DOCX, LibreOffice
from tests.support.word_round_trip import (
    IN_THE_KITCHEN,
    NAMED,
    different,
    note_of,
    same,
    same_links,
)
from tests.whole.test_commonmark import examples

SAMPLE, SEED = 80, 13
"""Examples that LibreOffice saves in a test run; `make verify` takes them all."""


@pytest.fixture(scope="module")
def commonmark(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return note_of(tmp_path_factory.mktemp("alle"), dict(examples()))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    chosen = random.Random(SEED).sample(examples(), SAMPLE)
    return note_of(tmp_path_factory.mktemp("utvalg"), dict(sorted(chosen)))


def test_the_note(built_note: BuildResult) -> None:
    assert same(built_note, built_note.outputs["docx"]) == ""


def test_the_kitchen_sink(built_kitchen: BuildResult) -> None:
    assert same(built_kitchen, built_kitchen.outputs["docx"]) == IN_THE_KITCHEN


def test_the_commonmark_examples(commonmark: BuildResult) -> None:
    assert different(commonmark, commonmark.outputs["docx"]) == NAMED


@pytest.mark.parametrize("name", ["built_note", "built_kitchen", "commonmark"])
def test_links(name: str, request: pytest.FixtureRequest) -> None:
    result = request.getfixturevalue(name)
    assert same_links(result, result.outputs["docx"])


@pytest.mark.sampled(0)
@pytest.mark.tools
@pytest.mark.slow
def test_after_libreoffice_has_saved_them(
    built_note: BuildResult,
    built_kitchen: BuildResult,
    sample: BuildResult,
    libreoffice: LibreOffice,
) -> None:
    built = {"note": built_note, "kitchen": built_kitchen, "sample": sample}
    saved = libreoffice.convert(
        {f"{name}.docx": result.outputs["docx"] for name, result in built.items()}, DOCX
    )
    assert same(built_note, saved["note"]) == ""
    assert same(built_kitchen, saved["kitchen"]) == IN_THE_KITCHEN
    assert different(sample, saved["sample"]) <= NAMED
    for name, result in built.items():
        assert same_links(result, saved[name])
