"""`notat.md` as a form: what is read is what is written, and nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.deliver.note_text import Answers, note_text
from arkdoc.deliver.setting_fields import SETTINGS, Widget
from arkdoc.deliver.settings import Settings, faults, read_settings, settled, with_settings
from arkdoc.deliver.unit_rows import UnitRow
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import Expectation, Unit
from tests.support.project import growth

NOTE = """\
---
# Sekretariatets eget notat.
saksnr: 11/19                   # fra sakslisten
Tittel: 'Status: Arbeidsmiljø'
fra: Prorektor
frist: 25.02.2019
kopi: [Hovedverneombudet, "Drift, økonomi"]
ukjent: {a: [1, 2]}
ledetråder:
  # den viktigste
  - "Hensikt: Hva ville vi?"
  - Resultat: Hva kom det ut av det?
tillat:
  - ARK431
  # - ARK432
  - {regel: ARK433, enhet: ub, grunn: avklart}
enheter:
  # fellesenheter
  - id: stab
    navn: Stab
    telefon: "123"   # sentralbordet
  - id: ub
    enheter:
      - {id: ub-a, navn: "Seksjon A", etasje: 3}   # flytter
      # i Gjøvik
      - navn: Seksjon Gjøvik
        id: ub-gjovik
        ansatte: 8
    navn: Universitetsbiblioteket
    bidrag: påkrevd
  - Drift
dato: 2019-02-27
---

Innledning.

[[bidrag]]
"""

UNIT = Unit("ub", "Biblioteket", Expectation.OPTIONAL, (Unit("ub-a", "A", Expectation.REQUIRED),))
FRESH = note_text(
    Answers("11/19", "Status", "Prorektor", (UNIT,)), None, date(2019, 2, 1), in_language("nb")
)
"""A note as `arkdoc init` makes it."""


def changed(text: str, settings: Settings) -> str:
    """The new text, which must say what the settings do."""
    new = with_settings(text, settings)
    assert isinstance(new, str), new
    assert read_settings(new) == settled(settings, read_settings(text))
    return new


def with_texts(text: str, **texts: str) -> str:
    """`text` with other fields."""
    settings = read_settings(text)
    return changed(text, replace(settings, texts={**settings.texts, **texts}))


def with_units(text: str, units: Sequence[UnitRow]) -> str:
    """`text` with other units."""
    return changed(text, replace(read_settings(text), units=tuple(units)))


def diff(new: str, old: str = NOTE) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that have come, in order."""
    before, after = old.split("\n"), new.split("\n")
    return [x for x in before if x not in after], [x for x in after if x not in before]


# --- reading -----------------------------------------------------------------------------


def test_fields_are_read_as_people_write_them() -> None:
    settings = read_settings(NOTE)
    assert settings.text("tittel") == "Status: Arbeidsmiljø"
    assert settings.text("bidragsfrist") == "25. februar 2019"
    assert settings.text("kopi") == "Hovedverneombudet\nDrift, økonomi"
    assert settings.text("ledetråder").splitlines()[1] == "Resultat: Hva kom det ut av det?"
    assert settings.text("tillat") == "ARK431\nARK433; ub; avklart"
    assert settings.text("språk") == ""
    assert settings.introduction == "Innledning."
    rows = [(row.id, row.name, row.level, row.expects, row.staff) for row in settings.units]
    assert rows == [
        ("stab", "Stab", 1, "", ""),
        ("ub", "Universitetsbiblioteket", 1, "påkrevd", ""),
        ("ub-a", "Seksjon A", 2, "", ""),
        ("ub-gjovik", "Seksjon Gjøvik", 2, "", "8"),
        ("drift", "Drift", 1, "", ""),
    ]


def test_every_field_of_the_table_is_in_the_form_and_named() -> None:
    assert "personvern.minstegruppe" in {setting.name for setting in SETTINGS}
    tr = in_language("nb")
    for setting in SETTINGS:
        assert setting.label != setting.name
        assert tr(setting.label) != setting.label, setting.name
        assert bool(setting.choices) == (
            setting.widget is Widget.CHOICE or setting.name == "sakstype"
        )


def test_what_cannot_be_read_is_said_without_a_path_or_a_line() -> None:
    with pytest.raises(ArkdocError) as raised:
        read_settings('---\nsaksnr: "11\ntittel: a\n---\n')
    words = in_language("nb").error(raised.value)
    assert "notat.md" not in words
    assert not any(sign.isdigit() for sign in words)


# --- the least change --------------------------------------------------------------------


def test_a_changed_field_keeps_its_name_its_place_and_its_comment() -> None:
    new = with_texts(NOTE, saksnr="12/19", bidragsfrist="26.2.2019")
    gone = ["saksnr: 11/19                   # fra sakslisten", "frist: 25.02.2019"]
    come = ["saksnr: 12/19                   # fra sakslisten", "frist: 2019-02-26"]
    assert diff(new) == (gone, come)


def test_the_same_date_in_other_words_is_no_change() -> None:
    assert with_texts(NOTE, bidragsfrist="2019-02-25") == NOTE


def test_a_text_gets_the_quotation_marks_that_it_needs() -> None:
    new = with_texts(NOTE, fra='Sak #4: "A" & B')
    assert diff(new) == (["fra: Prorektor"], [r'fra: "Sak #4: \"A\" & B"'])


def test_a_new_field_goes_to_its_place_in_the_table() -> None:
    new = with_texts(NOTE, møtedato="4. mars 2019", til="Losam BU")
    lines = new.split("\n")
    assert diff(new) == ([], ["til: Losam BU", "møtedato: 2019-03-04"])
    assert lines[lines.index("til: Losam BU") - 1] == "fra: Prorektor"
    assert lines[lines.index("møtedato: 2019-03-04") - 1] == "dato: 2019-02-27"


def test_a_field_that_is_emptied_goes_and_the_comments_stay() -> None:
    new = with_texts(NOTE, ledetråder="", kopi="", tillat="")
    assert "ledetråder" not in new
    assert "Hensikt" not in new
    assert "ARK43" not in new.replace("# - ARK432", "")
    new = with_texts(NOTE.replace("fra: Pro", "# avklart\nreferanse: x\nfra: Pro"), referanse="")
    assert "# avklart\nfra: Pro" in new


def test_a_list_keeps_the_lines_of_the_items_that_stay() -> None:
    new = with_texts(
        NOTE, ledetråder="Hensikt: Hva ville vi?\nNytt: Hva nå?", tillat="ARK433; ub; avklart"
    )
    assert '  # den viktigste\n  - "Hensikt: Hva ville vi?"\n  - "Nytt: Hva nå?"\n' in new
    assert "tillat:\n  # - ARK432\n  - {regel: ARK433, enhet: ub, grunn: avklart}\n" in new


def test_a_list_in_brackets_stays_in_them() -> None:
    assert 'kopi: ["Drift, økonomi", A]\n' in with_texts(NOTE, kopi="Drift, økonomi\nA")


def test_the_introduction_is_replaced_only_where_it_changes() -> None:
    settings = read_settings(NOTE)
    new = changed(NOTE, replace(settings, introduction="## Ny\n\nTekst\n\n"))
    assert new == NOTE.replace("Innledning.", "## Ny\n\nTekst")
    assert changed(NOTE, replace(settings, introduction="Innledning.\n[[bidrag]]\n")) == NOTE


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_stay(end: str) -> None:
    text = NOTE.replace("\n", end)
    new = with_texts(text, fra="Rektor")
    if end == "\r\n":
        assert new == text.replace("Prorektor", "Rektor")
    else:
        assert new.replace("fra: Rektor\n", "fra: Rektor\r") == text.replace("Prorektor", "Rektor")


def test_a_new_note_has_no_introduction_yet_and_keeps_its_remarks() -> None:
    settings = read_settings(FRESH)
    assert settings.introduction == ""
    new = changed(
        FRESH, replace(settings, texts={**settings.texts, "kopi": "HVO", "dato": "1.2.2019"})
    )
    gone, come = diff(new, FRESH)
    assert (gone, come) == ([], ["kopi: HVO", "dato: 2019-02-01"])
    new = changed(FRESH, replace(settings, introduction="Saken gjelder."))
    assert new.endswith("---\n\nSaken gjelder.\n\n[[bidrag]]\n")


# --- units -------------------------------------------------------------------------------


def rows_of(text: str = NOTE) -> dict[str, UnitRow]:
    """The rows by id."""
    return {row.id: row for row in read_settings(text).units}


def test_a_unit_that_is_renamed_keeps_all_else() -> None:
    rows = rows_of()
    rows["stab"] = replace(rows["stab"], name="Stab: ny")
    rows["ub-a"] = replace(rows["ub-a"], name="Seksjon B", staff="12")
    gone, come = diff(with_units(NOTE, list(rows.values())))
    assert gone == [
        "    navn: Stab",
        '      - {id: ub-a, navn: "Seksjon A", etasje: 3}   # flytter',
    ]
    assert come == [
        '    navn: "Stab: ny"',
        "      - {id: ub-a, navn: Seksjon B, etasje: 3, ansatte: 12}   # flytter",
    ]


def test_a_unit_moves_with_its_comments_and_unknown_fields() -> None:
    rows = rows_of()
    gjovik = replace(rows.pop("ub-gjovik"), level=1)
    new = with_units(NOTE, [gjovik, *rows.values()])
    assert (
        "enheter:\n  # i Gjøvik\n  - navn: Seksjon Gjøvik\n    id: ub-gjovik\n    ansatte: 8\n"
        "  # fellesenheter\n  - id: stab\n" in new
    )
    rows = rows_of()
    new = with_units(NOTE, [rows.pop("ub"), replace(rows.pop("stab"), level=2), *rows.values()])
    assert '      - id: stab\n        navn: Stab\n        telefon: "123"   # sentralbordet\n' in new


def test_a_new_unit_gets_an_id_that_no_other_has() -> None:
    rows = rows_of()
    new = with_units(NOTE, [*rows.values(), UnitRow("", "Drift"), UnitRow("", "Notat", 2)])
    assert [*rows_of(new)][-2:] == ["drift-2", "enhet-notat"]
    assert (
        "  - Drift\n  - id: drift-2\n    navn: Drift\n    enheter:\n      - id: enhet-notat\n"
        in new
    )


def test_an_empty_new_row_is_none() -> None:
    assert with_units(NOTE, [*rows_of().values(), UnitRow("", " ", 2)]) == NOTE


def test_contacts_and_locks() -> None:
    rows = rows_of()
    rows["stab"] = replace(rows["stab"], contact="Leder, leder@ub.example; Vara", locked=True)
    new = with_units(NOTE, list(rows.values()))
    assert '    kontakt:\n      - "Leder, leder@ub.example"\n      - Vara\n    låst: ja\n' in new
    back = replace(rows_of(new)["stab"], contact="", locked=False)
    assert with_units(new, [back, *list(rows_of(new).values())[1:]]) == NOTE


def test_a_unit_that_has_handed_in_a_text_stays() -> None:
    rows = rows_of()
    del rows["ub-gjovik"]
    settings = replace(read_settings(NOTE), units=tuple(rows.values()))
    told = with_settings(NOTE, settings, {"ub-gjovik"})
    assert isinstance(told, tuple)
    [fault] = told
    assert (fault.name, fault.unit) == ("enheter", "ub-gjovik")
    assert "Seksjon Gjøvik" in fault.words(in_language("nb"))
    new = changed(NOTE, settings)
    assert "ub-gjovik" not in new
    assert "# i Gjøvik" in new


def test_the_sub_units_of_one_that_is_taken_out_can_stay() -> None:
    text = NOTE.replace("enhet: ub,", "")
    rows = rows_of()
    del rows["ub"]
    new = with_units(text, [replace(row, level=1) for row in rows.values()])
    assert '  - {id: ub-a, navn: "Seksjon A", etasje: 3}   # flytter\n' in new
    assert "  - navn: Seksjon Gjøvik\n    id: ub-gjovik\n    ansatte: 8\n" in new


# --- faults ------------------------------------------------------------------------------


def told(text: str, **texts: str) -> list[tuple[str, str]]:
    """What is in the way, in words, each with its field."""
    settings = read_settings(text)
    found = with_settings(text, replace(settings, texts={**settings.texts, **texts}))
    assert isinstance(found, tuple), found
    return [(fault.name, fault.words(in_language("nb"))) for fault in found]


def test_faults_stand_at_their_fields_in_plain_words() -> None:
    found = told(
        NOTE, tittel="", dato="i går", møtedato="30.2.2019", språk="klingon", fra="",
        **{"personvern.minstegruppe": "mange"}, forkortelser="UB",
    )  # fmt: skip
    assert [name for name, _ in found] == ["forkortelser"]
    found = told(
        NOTE, tittel="", dato="i går", møtedato="30.2.2019", språk="klingon", fra="",
        **{"personvern.minstegruppe": "mange"},
    )  # fmt: skip
    assert {name for name, _ in found} == {
        "tittel", "dato", "møtedato", "språk", "fra", "personvern.minstegruppe"
    }  # fmt: skip
    for _, words in found:
        assert not any(sign in words for sign in ("`", "---", "notat.md", "linje", "{", "felt"))


def test_a_unit_is_named_at_its_own_fault() -> None:
    rows = rows_of()
    rows["ub-a"] = replace(rows["ub-a"], staff="noen")
    found = with_settings(NOTE, replace(read_settings(NOTE), units=tuple(rows.values())))
    assert isinstance(found, tuple)
    assert [(fault.name, fault.unit) for fault in found] == [("ansatte", "ub-a")]


def test_what_was_wrong_before_is_told_and_stops_nothing() -> None:
    text = NOTE.replace("dato: 2019-02-27", "dato: i går").replace("fra: Prorektor\n", "")
    assert {fault.name for fault in faults(text) if fault.stops} >= {"dato", "fra"}
    assert "tittel: Ny" not in text
    assert "Tittel: Ny" in with_texts(text, tittel="Ny")


def test_a_field_that_stands_twice_is_once_after_it_was_changed() -> None:
    text = NOTE.replace("dato: 2019-02-27", "dato: 2019-02-27\ndato: 2019-02-28")
    assert "dato: 2019-03-01\n---" in with_texts(text, dato="1.3.2019")
    assert "dato:" not in with_texts(text, dato="").replace("møtedato", "")


def test_what_is_too_much_is_refused() -> None:
    assert told(NOTE, tittel="x" * 300_000)[0][0] == ""


def test_time_grows_with_the_length_of_a_list() -> None:
    def change(size: int) -> None:
        prompts = "".join(f"  - Spørsmål {n}\n" for n in range(size))
        text = NOTE.replace("ledetråder:\n", f"ledetråder:\n{prompts}")
        settings = read_settings(text)
        asked = "\n".join(f"Spørsmål {n}" for n in reversed(range(0, 2 * size, 2)))
        changed(text, replace(settings, texts={**settings.texts, "ledetråder": asked}))

    assert growth(change, 200) < 2


# --- for any text and any form -----------------------------------------------------------

FRAGMENTS = (
    "---\n", "---", "\n", "  ", "    ", "# en merknad\n", "saksnr: 11/19\n", "tittel: Status\n",
    "fra: A: B\n", "Kopi: [a, b]\n", "kopi:\n  - a\n  - b\n", "dato: 2019-02-27\n", "dato: x\n",
    "frist: 1. mars 2019\n", "ukjent: &x 1\n", "ukjent: >\n  a\n  # b\n\n", "x: [1,\n  2]\n",
    "personvern:\n  minstegruppe: 12\n  annet: 3\n", "personvern: 12\n", "tillat: ARK431, ARK432\n",
    "tillat:\n  - regel: ARK431\n    grunn: x\n", "forkortelser:\n  UB: bibliotek\n  ub: x\n",
    "forkortelser: {A: b}\n", "enheter:\n", "- id: a\n", "  - id: a\n    navn: A\n", "  - B\n",
    "    enheter:\n", "      - {id: c, navn: C, z: 1}\n", "      - id: d\n        navn: D\n",
    "  - navn: E\n    telefon: 1\n    enheter: [{id: f, navn: F}]\n", "enheter: [{id: a}, b]\n",
    "\ttillat: [A]\n", "tittel = Y\n", "• x\n", "  -\n    id: g\n", "{saksnr: 1, tittel: b}\n",
    "**tittel:** Z\n", "tittel: \"a\\\n  b\"\n", "'tittel': 'a\n\n  b'\n", "Tekst.\n", "[[bidrag]]\n",
    "...\n", "\r\n", "\u00a0", "tittel: |\n  a\n   b\n", "språk: no\n", "offentlighet: unntatt\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
WORDS = st.text(max_size=12) | st.sampled_from(
    ("a: b", "- a", "# x", "[a", "{b}", '"', "'", "\\", "a #b", "ja", "12", "11/19", "4. mars 2019",
     "2019-03-04", "A\nB", "UB: b\nC: d", "ARK431; ub; x", "&a", "*a", "!a", "|", ">", "---", "…",
     "a, b", "~", "?", "x:", ": x", "@a", "%", "`a`", "\u2028", "\x07", "\ud800", "b\u0301")
)  # fmt: skip
ROWS = st.builds(
    UnitRow, st.sampled_from(("", "a", "c", "d", "b", "f", "A B")), WORDS, st.integers(-1, 11),
    st.sampled_from(("", "valgfritt", "påkravd")), st.sampled_from(("", "12")), WORDS, st.booleans(),
)  # fmt: skip


@given(TEXTS, st.data())
def test_any_form_is_read_as_it_was_written(text: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from((text, f"---\n{text}---\nTekst.\n", NOTE, FRESH)))
    try:
        before = read_settings(text)
    except ArkdocError:
        return
    assert with_settings(text, before) == text
    texts = data.draw(
        st.dictionaries(st.sampled_from([s.name for s in SETTINGS]), WORDS, max_size=4)
    )
    rows = data.draw(
        st.none() | st.lists(ROWS | st.sampled_from(before.units or [UnitRow("", "X")]), max_size=6)
    )
    introduction = data.draw(st.none() | WORDS)
    asked = Settings(
        {**before.texts, **texts},
        before.units if rows is None else tuple(rows),
        before.introduction if introduction is None else introduction,
    )
    wanted = settled(asked, before)
    assert settled(wanted, before) == wanted
    new = with_settings(text, asked)
    if isinstance(new, tuple):
        assert all(fault.stops and fault.words(in_language("nb")) for fault in new)
        assert all(fault.name for fault in new)  # none is for want of a way to write it
        return
    assert read_settings(new) == wanted
    assert with_settings(new, wanted) == new
    if text == NOTE:
        for kept in (
            "\nukjent: {a: [1, 2]}\n",
            "---\n# Sekretariatets",
            "# fellesenheter",
            "# i Gjøvik",
        ):
            assert kept in new
        stays = {row.id for row in wanted.units}
        assert ("etasje: 3" in new) == ("ub-a" in stays)
        assert ("telefon:" in new) == ("stab" in stays)
