"""What is told of a finding to those who see no files."""

from __future__ import annotations

import re

import pytest

from arkdoc.check.registry import BY_CODE
from arkdoc.language.messages import in_language
from arkdoc.language.without_files import without_files


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Feltet «dato» står to ganger. Vi bruker det første, på linje 4.", "Feltet «dato» står to ganger. Vi bruker det første."),
        ("Rett navnet. Ligger filen i en annen mappe, skriv for eksempel `../ub/gjovik.md`.", "Rett navnet."),
        ("`arkdoc new ub` lager en fil. Skriv så teksten.", "Skriv så teksten."),
        ("Se notat.md.", ""),
        ("Skriv f.eks. «## Tid» på linjen over.", "Skriv f.eks. «## Tid» på linjen over."),
        ("", ""),
    ],
)  # fmt: skip
def test_sentences_about_files_lines_and_commands_go(said: str, left: str) -> None:
    assert without_files(said) == left


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_rule_of_a_text_still_says_what_is_wrong(language: str) -> None:
    translate = in_language(language)
    for rule in BY_CODE.values():
        said = without_files(filled(translate(rule.message)))
        if rule.code < "ARK500":  # those that follow are of the note, or of a Word file
            assert said, rule.code
        for text in (rule.message, rule.hint, rule.hint_in_word):
            left = without_files(filled(translate(text)) if text else "")
            assert not re.search(r"arkdoc |\.md\b|(?:linje|line) \d", left), rule.code


def filled(message: str) -> str:
    """`message` with a number for each number of a line, and a word for what else fills it."""
    return re.sub(r"\{\w+\}", "ord", re.sub(r"\{(first|line|lines)\}", "7", message))
