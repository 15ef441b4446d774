"""Lists of units as people type and paste them: the tree, and ids that files can be called by."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.deliver.unit_list import DEEPEST, MOST, units_of
from arkdoc.fields.field import ID
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import Expectation, Unit
from arkdoc.units.ids import why_reserved

TREE = ["Avd. A", "Biblioteket", "  Seksjon Ålesund", "  Seksjon Gjøvik", "    Gruppe 1", "Avd. C"]


def shown(text: str) -> list[str]:
    """The units, indented by two spaces a level."""
    walked = [entry for top in units_of(text).units for entry in top.walk()]
    return [f"{'  ' * (level - 1)}{unit.name}" for unit, level in walked]


@pytest.mark.parametrize(
    "text",
    [
        "Avd. A\nBiblioteket\n  Seksjon Ålesund\n  Seksjon Gjøvik\n    Gruppe 1\nAvd. C",
        "Avd. A\nBiblioteket\n\tSeksjon Ålesund\n\tSeksjon Gjøvik\n\t\tGruppe 1\nAvd. C\n",
        "\n\nAvd. A\n\n \nBiblioteket\n\n    Seksjon Ålesund\n  \n    Seksjon Gjøvik\n        Gruppe 1\n\nAvd. C\n\n",
        "- Avd. A\n- Biblioteket\n  - Seksjon Ålesund\n  - Seksjon Gjøvik\n    - Gruppe 1\n- Avd. C",
        "* Avd. A\n* Biblioteket\n\t* Seksjon Ålesund\n\t* Seksjon Gjøvik\n\t\t* Gruppe 1\n* Avd. C",
        "•\tAvd. A\n•\tBiblioteket\no\tSeksjon Ålesund\no\tSeksjon Gjøvik\n▪\tGruppe 1\n•\tAvd. C",
        "1. Avd. A\n2. Biblioteket\n  1. Seksjon Ålesund\n  2. Seksjon Gjøvik\n    1. Gruppe 1\n3. Avd. C",
        "1 Avd. A\n2 Biblioteket\n2.1 Seksjon Ålesund\n2.2 Seksjon Gjøvik\n2.2.1 Gruppe 1\n3 Avd. C",
        "1) Avd. A\n2) Biblioteket\n   a) Seksjon Ålesund\n   b) Seksjon Gjøvik\n      1) Gruppe 1\n3) Avd. C",
        "Avd. A\r\nBiblioteket\r\n  Seksjon Ålesund\r\n  Seksjon Gjøvik\r\n    Gruppe 1\r\nAvd. C\r\n",
        "Avd. A\nBiblioteket\n\u00a0\u00a0Seksjon A\u030alesund\n\u00a0\u00a0Seksjon\u00ad Gjøvik\n"
        "\u00a0\u00a0\u00a0\u00a0Gruppe 1\nAvd. C",
        "Avd. A  \nBiblioteket\n      Seksjon   Ålesund\n   Seksjon Gjøvik\n       Gruppe 1\nAvd. C",
    ],
    ids=["spaces", "tabs", "blank lines", "hyphens", "stars", "pasted from Word", "numbers",
         "numbers in depth", "letters", "CRLF", "no-break spaces", "uneven"],
)  # fmt: skip
def test_a_list_however_it_is_written(text: str) -> None:
    assert shown(text) == TREE


def test_bullets_under_a_line_without_are_below_it() -> None:
    assert shown("Biblioteket\n- Ålesund\n- Gjøvik\nAvd. C") == [
        "Biblioteket", "  Ålesund", "  Gjøvik", "Avd. C"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["1. divisjon", "3D-laben", "o-laget", "5 på topp", "HR/HMS", "«Norge»"]
)
def test_a_name_is_left_as_it_is(name: str) -> None:
    assert shown(f"Avd. A\n{name}\nAvd. C") == ["Avd. A", name, "Avd. C"]


def test_ids_can_be_read_and_are_nobody_elses() -> None:
    listed = units_of(
        "Seksjon Ålesund\nÆrlighet & ære\nStab\n  Stab\nSTAB (nord)\n???\n北京\nNotat\nVedlegg\nReadme\n"
        "Les meg\nCon\nNUL\nCOM1\n" + "Et svært langt navn " * 8
    )
    ids = [unit.id for top in listed.units for unit, _ in top.walk()]
    assert ids == [
        "seksjon-aalesund", "aerlighet-aere", "stab", "stab-2", "stab-nord", "enhet", "enhet-2",
        "enhet-notat", "enhet-vedlegg", "enhet-readme", "enhet-les-meg", "enhet-con", "enhet-nul",
        "enhet-com1", "et-svaert-langt-navn-et-svaert-langt-navn-et-svaert-langt-na",
    ]  # fmt: skip
    assert listed.repeated == ()


def test_what_stands_twice_in_one_place_is_taken_once_and_told() -> None:
    listed = units_of("A\n  X\nB\n  X\na\n  Y\n  Y")
    assert [(u.name, [b.name for b in u.units]) for u in listed.units] == [
        ("A", ["X", "Y"]), ("B", ["X"])
    ]  # fmt: skip
    assert listed.repeated == ("a", "Y")


def test_what_is_known_of_a_unit_stays_with_its_name() -> None:
    old = [
        Unit("ub", "Biblioteket", Expectation.REQUIRED, (Unit("x", "X", Expectation.REQUIRED),),
             40, ("Leder",)),
        Unit("hf", "Staben", Expectation.OPTIONAL), Unit("mn", "Staben", Expectation.REQUIRED),
    ]  # fmt: skip
    listed = units_of("BIBLIOTEKET\n  Ny\nStaben\nHF", old).units
    assert [unit.id for unit in listed] == ["ub", "staben", "hf-2"]
    assert (listed[0].staff, listed[0].contacts, listed[0].expects) == (
        40, ("Leder",), Expectation.REQUIRED
    )  # fmt: skip
    assert [unit.id for unit in listed[0].units] == ["ny"]
    alone = units_of("Biblioteket", old).units[0]
    assert (alone.expects, alone.units) == (Expectation.REQUIRED, ())


def test_too_deep_too_many_too_long() -> None:
    deep = "\n".join(f"{' ' * level}Nivå {level}" for level in range(8))
    levels = [level for top in units_of(deep).units for _, level in top.walk()]
    assert levels == [1, 2, 3, 4, *[DEEPEST] * 4]
    many = "\n".join(f"Enhet {number}" for number in range(MOST))
    assert len(units_of(many).units) == MOST
    for text in (f"{many}\nEn til", "x" * 201):
        with pytest.raises(ArkdocError):
            units_of(text)


@given(st.text())
def test_anything_is_a_list_of_names(text: str) -> None:
    try:
        listed = units_of(text)
    except ArkdocError:
        return
    units = [entry for top in listed.units for entry in top.walk()]
    assert len({unit.id for unit, _ in units}) == len(units)
    for unit, level in units:
        assert re.fullmatch(ID, unit.id)
        assert not why_reserved(unit.id)
        assert unit.name == " ".join(unit.name.split()) != ""
        assert level <= DEEPEST
