"""The sentences of `fixtures/privacy` → how much each rule finds of what it should, and how much else.

Recall is the share of the faults that are found, precision the share of what is found that is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.check.registry import CHECKS, check
from arkdoc.check.subject import Subject
from arkdoc.read.contribution import read_contribution
from tests.support.project import REPOSITORY

SETS = REPOSITORY / "tests" / "fixtures" / "privacy"
PRIVACY = tuple(c.RULE.code for c in CHECKS if "ARK421" <= c.RULE.code <= "ARK439")
_LINE = re.compile(r"(?P<codes>-|[A-Z0-9, ]+?) *(?:\[(?P<given>[^]]+)\])? \| (?P<text>.+)")


class Sentence(NamedTuple):
    """A sentence with the rules that must find something in it."""

    text: str
    expected: frozenset[str]
    found: frozenset[str]


class Score(NamedTuple):
    """How many findings of a rule were right, how many wrong, and how many are missing."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def sentences(name: str) -> Iterator[Sentence]:
    """The set called `name`, each sentence read and checked as a contribution of its own."""
    for line in (SETS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        assert match, line
        given = match["given"] or ""
        staff = re.search(r"ansatte (\d+)", given)
        read = read_contribution("a.md", f"---\nenhet: a\n---\n{match['text']}\n".encode())
        subject = Subject(
            "a.md",
            read.body,
            "nn" if "nn" in given else "nb",
            staff=int(staff[1]) if staff else None,
        )
        codes = {diagnostic.rule.code for diagnostic in check(subject)}
        expected = frozenset(re.findall(r"ARK\d{3}", match["codes"]))
        yield Sentence(match["text"], expected, frozenset(codes & set(PRIVACY)))


def scores(name: str) -> dict[str, Score]:
    """The score of each privacy rule on a set, and of all of them under ""."""
    read = list(sentences(name))
    by_code = {code: _score(read, code) for code in PRIVACY}
    total = Score(*(sum(column) for column in zip(*by_code.values(), strict=True)))
    return {**by_code, "": total}


def _score(read: list[Sentence], code: str) -> Score:
    right = sum(code in s.expected and code in s.found for s in read)
    wrong = sum(code in s.found and code not in s.expected for s in read)
    missed = sum(code in s.expected and code not in s.found for s in read)
    return Score(right, wrong, missed)
