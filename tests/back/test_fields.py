"""What was changed in Word in words that come from fields → the fields, or a question."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from arkdoc.back.model import Verdict
from arkdoc.back.plan import make_plan
from arkdoc.pipeline.load import NOTE, Sources
from tests.support.returned import built, note_of
from tests.support.word_edits.blocks import delete, unmark
from tests.support.word_edits.editor import Word
from tests.support.word_edits.picks import Picks
from tests.support.word_edits.tables import delete_row, move_row
from tests.support.word_edits.xml import ROW

_NOTE = """\
---
saksnr: 1/26
tittel: Status for tiltakene
fra: Prorektor
til: [LU, "Råd: A"]
dato: 2026-02-27
enheter:
  - {id: ub, navn: Biblioteket}
---
Innledning.

[[bidrag]]
"""
_CONTRIBUTION = """\
---
enhet: ub
tiltak:
  - navn: Stille uke
    status: pågår
    hensikt: 'Færre avbrudd'
    behov: "Mer ro: på lesesalen"
    effekt: ja
    frist: 2026-06-12
  - navn: Felles lunsj
    status: planlagt
---
Tekst om tiltakene.
"""
_PATH = "contributions/ub.md"


def _note(tmp_path: Path) -> Sources:
    return note_of(tmp_path, _NOTE, {"ub.md": _CONTRIBUTION})


def _saying(sources: Sources, path: str, text: str) -> bytes:
    if path == NOTE:
        return built(replace(sources, note=text.encode()))
    return built(replace(sources, contributions={**sources.contributions, path: text.encode()}))


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (NOTE, "tittel: Status for tiltakene", 'tittel: "Status: tiltakene i år"'),
        (NOTE, 'til: [LU, "Råd: A"]', 'til: [LU, "Råd: A", AMU]'),
        (NOTE, "fra: Prorektor", "fra: Prorektor for utdanning"),
        (NOTE, "dato: 2026-02-27", "dato: 2026-03-01"),
        (NOTE, "saksnr: 1/26", "saksnr: 2/26"),
        (NOTE, "navn: Biblioteket", 'navn: "Biblioteket, avd. 2"'),
        (_PATH, "navn: Stille uke", "navn: Stille uker"),
        (_PATH, "hensikt: 'Færre avbrudd'", 'hensikt: "Færre avbrudd: i # og [b]"'),
        (_PATH, "behov: \"Mer ro: på lesesalen\"", "behov: \"Mer ro: på hele salen\""),
        (_PATH, "effekt: ja", "effekt: delvis"),
        (_PATH, "frist: 2026-06-12", "frist: 2026-07-01"),
        (_PATH, "    effekt: ja\n", ""),
        (_PATH, "    frist: 2026-06-12\n", "    frist: 2026-06-12\n    ansvarlig: Leder\n"),
        (_PATH, "  - navn: Felles lunsj\n    status: planlagt\n", ""),
    ],
)  # fmt: skip
def test_a_field_is_set_and_nothing_else(
    tmp_path: Path, path: str, before: str, after: str
) -> None:
    sources = _note(tmp_path)
    text = _NOTE if path == NOTE else _CONTRIBUTION
    wanted = text.replace(before, after)
    edited = _saying(sources, path, wanted)
    plan = make_plan(edited, built(sources), sources, sources)
    got = plan.written().get(path, b"").decode()
    if "ansvarlig" in after:  # a field that is added comes last
        assert got == text.replace("2026-06-12\n", "2026-06-12\n    ansvarlig: Leder\n")
    elif before.startswith(("fra", "navn: Stille")):
        assert got == text.replace(before, after)
    else:
        assert got.replace("'", '"') == wanted.replace("'", '"')
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}


def test_a_status_is_asked_about(tmp_path: Path) -> None:
    sources = _note(tmp_path)
    edited = _saying(sources, _PATH, _CONTRIBUTION.replace("status: pågår", "status: gjennomført"))
    plan = make_plan(edited, built(sources), sources, sources)
    (change,) = plan.changes
    assert change.verdict is Verdict.ASKED
    assert change.question is not None
    assert change.question.args == {"before": "pågår", "after": "gjennomført"}
    assert plan.written() == {}
    said = plan.written(answers={change.id: 0})[_PATH].decode()
    assert said == _CONTRIBUTION.replace("status: pågår", "status: gjennomført")
    assert plan.written(answers={change.id: 1}) == {}


_LINES = """\
---
saksnr: 1/26
tittel: Status for tiltakene
fra: Prorektor
til:
  # de som vedtar
  - LU  # lokalt
  - "Råd: A"

  - AMU
dato: 2026-02-27
enheter:
  - {id: ub, navn: Biblioteket}
---
[[bidrag]]
"""
_BLOCKS = """\
---
enhet: ub
tiltak:
  - navn: Stille uke
    status: pågår
    hensikt: >  # foldet
      Færre avbrudd på lesesalen
      og mer ro om kvelden
      i eksamenstiden.
    behov: |
      Mer ro: på lesesalen
      # og i gangen
    frist: 2026-06-12
---
Tekst om tiltakene.
"""


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (NOTE, '  - "Råd: A"\n', ""),
        (NOTE, "  - AMU\n", "  - AMU\n  - Leder\n"),
        (NOTE, "  - LU  # lokalt\n", "  - NU\n"),
        (_PATH, "og mer ro om", "og mye mer ro om"),
        (_PATH, "lesesalen\n      og mer ro", "lesesalen\n      ro"),
        (_PATH, "avbrudd på lesesalen\n      og mer ro", "ro"),
        (_PATH, "i eksamenstiden.", "i eksamenstiden: alle dager."),
        (_PATH, "# og i gangen", "# og [også] i gangen"),
        (_PATH, "Mer ro: på", "Mer ro & mindre støy: på"),
    ],
)
def test_fields_of_several_lines_keep_their_form(
    tmp_path: Path, path: str, before: str, after: str
) -> None:
    sources = note_of(tmp_path, _LINES, {"ub.md": _BLOCKS})
    text = _LINES if path == NOTE else _BLOCKS
    assert before in text
    wanted = text.replace(before, after)
    plan = make_plan(_saying(sources, path, wanted), built(sources), sources, sources)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    assert plan.written()[path].decode() == wanted


def test_a_list_of_which_an_item_has_a_comma_is_left(tmp_path: Path) -> None:
    note = _LINES.replace("LU  # lokalt", '"Leder, LU"')
    sources = note_of(tmp_path, note, {"ub.md": _BLOCKS})
    edited = _saying(sources, NOTE, note.replace("AMU", "NMU"))
    plan = make_plan(edited, built(sources), sources, sources)
    assert {change.verdict for change in plan.changes} == {Verdict.LEFT}


@pytest.mark.parametrize(
    ("written", "verdict"),
    [("[LU,  # lokalt\n  AMU]", Verdict.LEFT), ('["LU # 1", AMU]', Verdict.TAKEN)],
)
def test_a_list_in_brackets_that_has_a_comment_is_left(
    written: str, verdict: Verdict, tmp_path: Path
) -> None:
    note = _NOTE.replace('[LU, "Råd: A"]', written)
    sources = note_of(tmp_path, note, {"ub.md": _CONTRIBUTION})
    edited = _saying(sources, NOTE, note.replace("AMU", "NMU"))
    plan = make_plan(edited, built(sources), sources, sources)
    assert {change.verdict for change in plan.changes} == {verdict}


def test_a_card_copied_below_itself_takes_no_field_of_one_that_is_deleted(tmp_path: Path) -> None:
    common = "    ansvarlig: Lederen for avdelingen\n"
    first = "  - navn: Stille uke\n    status: pågår\n    effekt: ja\n" + common
    last = "  - navn: Kurs for alle\n    status: planlagt\n" + common
    front = "---\nenhet: ub\ntiltak:\n"
    sources = note_of(tmp_path, _NOTE, {"ub.md": f"{front}{first}{last}---\nTekst.\n"})
    word = Word(docx := built(sources))
    cards = Picks(word, Random(0)).cards()
    copies = [deepcopy(paragraph) for paragraph in cards[0]]
    for paragraph in reversed(copies):
        unmark(paragraph)
        cards[0][-1].addnext(paragraph)
    word.replace(copies[0], "Stille uke", "Lang lunsj")
    word.replace(cards[0][0], "Stille uke", "Stille uke nå")
    for paragraph in cards[1]:
        delete(word, paragraph)
    changed = first.replace("uke", "uke nå") + first.replace("Stille uke", "Lang lunsj")
    plan = make_plan(word.saved(), docx, sources, sources)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    assert plan.written()[_PATH].decode() == f"{front}{changed}---\nTekst.\n"


def test_rows_of_measures_are_moved_changed_and_deleted_at_once(tmp_path: Path) -> None:
    first, second, third = (
        f"  - navn: {name} på biblioteket\n    status: pågår\n    ansvarlig: {who}\n"
        for name, who in (("Stille uke", "Leder"), ("Felles lunsj", "Alle"), ("Kurs", "Skranken"))
    )
    front = "---\nenhet: ub\nvisning: tabell\ntiltak:\n"
    sources = note_of(tmp_path, _NOTE, {"ub.md": f"{front}{first}{second}{third}---\nTekst.\n"})
    word = Word(docx := built(sources))
    rows = Picks(word, Random(0)).measure_table().findall(ROW)
    move_row(word, rows[1], rows[2])
    delete_row(word, rows[3])
    word.replace(word.paragraph("Leder", -1), "Leder", "Lederen")
    plan = make_plan(word.saved(), docx, sources, sources)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    now = f"{front}{second}{first.replace('Leder', 'Lederen')}---\nTekst.\n"
    assert plan.written()[_PATH].decode() == now
