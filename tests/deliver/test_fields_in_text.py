"""Fields are set in a text as people write it, and everything else in it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.deliver.fields_in_text import with_status, with_unit_set
from arkdoc.model.note import Status
from arkdoc.read.contribution import read_contribution

PATH = "contributions/ub.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tekst.\n", "---\nenhet: ub\n---\nTekst.\n"),
        ("", "---\nenhet: ub\n---\n"),
        ("---\nenhet: hf\ndato: 20.02.2019\n---\nTekst.\n", "---\nenhet: ub\ndato: 20.02.2019\n---\nTekst.\n"),
        ("---\ndato: 20.02.2019\n---\nTekst.\n", "---\nenhet: ub\ndato: 20.02.2019\n---\nTekst.\n"),
        ("---\nEnhet : \"HF\"  # hvem\nstatus: utkast\n---\nT.\n", "---\nenhet: ub\nstatus: utkast\n---\nT.\n"),
        ("---\nenhet:\nstatus: utkast\n---\nT.\n", "---\nenhet: ub\nstatus: utkast\n---\nT.\n"),
        ("---\n{enhet: hf, dato: 20.02.2019}\n---\nT.\n", "---\n{enhet: ub, dato: 20.02.2019}\n---\nT.\n"),
        ("enhet: hf\n\nTekst.\n", "enhet: ub\n\nTekst.\n"),
        ("---\n---\nTekst.\n", "---\nenhet: ub\n---\n---\n---\nTekst.\n"),
        ("---\nenhet: ub\n---\nTekst.\n", "---\nenhet: ub\n---\nTekst.\n"),
        ("---\nukjent: x\nenhet: >\n  hf\n  mer\n---\nT.\n", "---\nenhet: ub\n---\n---\nukjent: x\nenhet: >\n  hf\n  mer\n---\nT.\n"),
        ("Tekst med enhet: hf i seg.\n", "---\nenhet: ub\n---\nTekst med enhet: hf i seg.\n"),
    ],
)  # fmt: skip
def test_the_unit(text: str, expected: str) -> None:
    changed = with_unit_set(PATH, text, "ub")
    assert read_contribution(PATH, changed.encode()).unit == "ub"
    if "---\n---" not in text:
        assert changed == expected


def test_measures_and_all_other_fields_stay() -> None:
    text = (
        "---\ntiltak:\n  - navn: Lunsj  # hver dag\n    status: pågår\n"
        "enhet: hf\nkontaktperson: Kari\n---\nTekst <!-- her -->.\n"
    )
    assert with_unit_set(PATH, text, "ub") == text.replace("enhet: hf", "enhet: ub")
    bare = text.replace("enhet: hf\n", "")
    assert with_unit_set(PATH, bare, "ub") == bare.replace("---\n", "---\nenhet: ub\n", 1)


def test_the_status() -> None:
    text = "---\nenhet: ub\nstatus: utkast\n---\nTekst.\n"
    done = text.replace("status: utkast\n", "")
    assert with_status(PATH, text, Status.DONE) == done
    assert with_status(PATH, text, Status.DRAFT) == text
    assert read_contribution(PATH, with_status(PATH, done, Status.DRAFT).encode()).status is (
        Status.DRAFT
    )
    assert with_status(PATH, done, Status.DONE) == done


LINES = st.lists(
    st.sampled_from(
        ["---", "enhet: hf", "enhet:", "Enhet: «HF»", "dato: 1.2.2019", "status: utkast", "", "Tekst.",
         "  - navn: x", "tiltak:", "# H", "[", "{a: b}", "a: b: c", "\ufeff", "enhet: [a, b]", "- x"]
    ),
    max_size=8,
)  # fmt: skip


@given(LINES)
def test_any_text_says_the_unit_and_loses_no_line(lines: list[str]) -> None:
    text = "\n".join(lines)
    before = read_contribution(PATH, text.encode())
    if before.fault:
        return
    changed = with_unit_set(PATH, text, "ub")
    after = read_contribution(PATH, changed.encode())
    assert after.unit == "ub"
    assert after.fault is None
    kept = changed.split("\n")
    for line in lines:
        if "enhet" not in line.lower() and line.strip("\ufeff"):
            assert line in kept
