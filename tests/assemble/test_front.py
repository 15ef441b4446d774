"""What stands first and last in a note: the proposal, the summary, the head, the approval."""

from __future__ import annotations

import pytest

from arkdoc.assemble.assemble import assemble
from arkdoc.model.cache import Cache
from arkdoc.model.document import Document
from arkdoc.model.nodes import Block, Blocks, Container, Contents, Heading, ThematicBreak
from arkdoc.model.note import Files, Note
from arkdoc.model.tree import inline_runs, plain_text
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note

NOTE = """\
---
saksnr: 26/16
tittel: Status
fra: Prorektor
dato: 2019-02-27
{fields}enheter:
  - {{id: a, navn: Enhet}}
---
{text}
"""
PROPOSAL = "::: forslag\nUtvalget vedtar.\n:::\n"
SUMMARY = "::: sammendrag\nKort sagt.\n:::\n"


def a_note(text: str = "", fields: str = "") -> Note:
    return read_note("contributions/notat.md", NOTE.format(text=text, fields=fields).encode())


def document(text: str = "", fields: str = "", unit: str = "Fra enheten.") -> Document:
    contribution = read_contribution("contributions/a.md", f"---\nenhet: a\n---\n{unit}".encode())
    return assemble(a_note(text, fields), [contribution], Files({}, frozenset())).document


def shown(blocks: Blocks) -> list[str]:
    return [_shown(block) for block in blocks]


def _shown(block: Block) -> str:
    if isinstance(block, Container):
        return f"[{block.label}]"
    if isinstance(block, Contents | ThematicBreak):
        return type(block).__name__
    mark = "#" * block.level if isinstance(block, Heading) else ""
    return f"{mark} {' '.join(map(plain_text, inline_runs(block)))}".strip()


def first(text: str, fields: str = "") -> list[str]:
    return shown(document(text, fields).parts[0].blocks)


def test_proposal_and_summary_come_before_the_contents_wherever_they_were_written() -> None:
    text = f"Inn.\n\n## Bakgrunn\n\nTekst.\n\n{PROPOSAL}\nMer.\n\n{SUMMARY}"
    expected = ["[Forslag til vedtak]", "[Sammendrag]", "Inn.", "# Bakgrunn", "Tekst.", "Mer."]
    assert first(text) == expected
    expected.insert(2, "Contents")
    assert first(text, "innholdsfortegnelse: ja\n") == expected
    assert first(f"Inn.\n\n[[innhold]]\n\n{PROPOSAL}") == [
        "[Forslag til vedtak]", "Inn.", "Contents",
    ]  # fmt: skip


def test_below_the_place_of_the_units_they_come_first_too() -> None:
    parts = document(f"Inn.\n\n[[bidrag]]\n\n{PROPOSAL}\nTil slutt.").parts
    assert [shown(part.blocks) for part in parts] == [
        ["[Forslag til vedtak]", "Inn."], ["# Enhet", "Fra enheten."], ["Til slutt."],
    ]  # fmt: skip


def test_a_heading_goes_with_the_box_that_is_all_it_has() -> None:
    assert first(f"Inn.\n\n## Tilråding\n\n{PROPOSAL}\n{SUMMARY}\n## Bakgrunn\n\nTekst.") == [
        "# Tilråding", "[Forslag til vedtak]", "[Sammendrag]", "Inn.", "# Bakgrunn", "Tekst.",
    ]  # fmt: skip
    assert first(f"## Tilråding\n\n{PROPOSAL}\nMer.") == [
        "[Forslag til vedtak]", "# Tilråding", "Mer.",
    ]  # fmt: skip


def test_a_bold_line_over_the_box_is_its_title() -> None:
    assert first(f"Inn.\n\n**Tilråding**\n\n{PROPOSAL}\n## Bakgrunn\n\nTekst.") == [
        "[Tilråding]", "Inn.", "# Bakgrunn", "Tekst.",
    ]  # fmt: skip
    assert first(f"**Tilråding**\n\n{PROPOSAL}\nMer.") == [
        "[Forslag til vedtak]", "# Tilråding", "Mer.",
    ]  # fmt: skip


def test_in_a_contribution_and_in_another_box_they_stay() -> None:
    parts = document("Inn.", unit=f"Før.\n\n{PROPOSAL}").parts
    assert shown(parts[-1].blocks) == ["# Enhet", "Før.", "[Forslag til vedtak]"]
    assert first(f"Inn.\n\n:::: merknad\n{PROPOSAL}::::") == ["Inn.", "[Merknad]"]


@pytest.mark.parametrize(
    ("types", "language", "expected"),
    [
        ("", "nb", "Forslag til vedtak"),
        ("vedtak", "nb", "Forslag til vedtak"),
        ("informasjon/drøfting", "nb", "Til drøfting"),
        ("orientering", "nb", "Til orientering"),
        ("[informasjon, orientering]", "nb", "Til orientering"),
        ("drøfting/vedtak/forhandling", "nb", "Arbeidsgivers forslag"),
        ("drøfting, vedtak", "nn", "Framlegg til vedtak"),
        ("drøfting", "en", "For discussion"),
        ("informasjon", "se", "Diehtun"),
    ],
)
def test_the_proposal_is_called_by_the_kind_of_case(
    types: str, language: str, expected: str
) -> None:
    fields = f"språk: {language}\n" + (f"sakstype: {types}\n" if types else "")
    assert first(PROPOSAL, fields) == [f"[{expected}]"]


def test_a_box_may_have_a_title_of_its_own() -> None:
    text = (
        '::: forslag Forslag til "tilråding"\nVi rår til.\n:::\n\n::: sammendrag Kort sagt\nA.\n:::'
    )
    assert first(text, "sakstype: drøfting\n") == ["[Forslag til «tilråding»]", "[Kort sagt]"]


@pytest.mark.parametrize(
    ("types", "text", "expected"),
    [
        ("vedtak", "Inn.", True),
        ("informasjon/drøfting", "Inn.", True),
        ("vedtak", PROPOSAL, False),
        ("vedtak", f":::: merknad\n{PROPOSAL}::::", False),
        ("informasjon", "Inn.", False),
        ("forhandling", "Inn.", False),
    ],
)
def test_a_case_without_a_proposal_is_told_at_its_kind(
    types: str, text: str, expected: bool
) -> None:
    found = a_note(text, f"sakstype: {types}\n").diagnostics
    told = [d.span for d in found if d.rule.code == "ARK520"]
    assert [(span.line, span.column) for span in told] == ([(6, 11)] if expected else [])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", "SAK 26/16"),
        ("utvalg: LU\n", "LU-sak 26/16"),
        ("utvalg: \u200b\u200b\n", "SAK 26/16"),
        ("utvalg: Losam BU\n", "Losam BU-sak 26/16"),
        ("utvalg: Læringsmiljøutvalget\n", "Læringsmiljøutvalget, sak 26/16"),
        ("utvalg: LU\nspråk: en\n", "LU case 26/16"),
        ("revidert: 1.3.2019\n", "SAK 26/16 · revidert 01.03.2019"),
        ("revidert: 1.3.0919\n", "SAK 26/16 · revidert 01.03.0919"),
        ("utvalg: LU\nrevidert: 2019-03-01\nspråk: en\n", "LU case 26/16 · revised 01.03.2019"),
    ],
)
def test_the_number_with_its_committee_and_the_revision(fields: str, expected: str) -> None:
    head = document(fields=fields).head
    assert (head.kicker, head.running) == (expected, f"{expected} · Status")
    assert "26/16" not in " ".join(value for _, value in head.rows)


@pytest.mark.parametrize(
    ("fields", "expected"), [("", "SAK 26/16"), ("utvalg: LU\n", "LU-sak 26/16")]
)
def test_a_number_written_with_its_word_has_it_once(fields: str, expected: str) -> None:
    text = NOTE.format(text="", fields=fields).replace("saksnr: 26/16", "saksnr: Sak 26/16")
    assert "Sak 26/16" in text
    note = read_note("contributions/notat.md", text.encode())
    assert assemble(note, [], Files({}, frozenset())).document.head.kicker == expected


UNSIGNED = "Dokumentet er godkjent elektronisk og har derfor ingen signatur."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "{av: Prorektor, dato: 2019-02-27}",
            f"Godkjent av prorektor 27. februar 2019. {UNSIGNED}",
        ),
        ("{av: Prorektor for utdanning}", f"Godkjent av prorektor for utdanning. {UNSIGNED}"),
        ("{av: HR-direktør}", f"Godkjent av HR-direktør. {UNSIGNED}"),
        ("{av: Ola}", f"Godkjent av Ola. {UNSIGNED}"),
        ("{av: Personalsjef}", f"Godkjent av personalsjef. {UNSIGNED}"),
        ("{av: Kari Nordmann}", f"Godkjent av Kari Nordmann. {UNSIGNED}"),
        ("{dato: 27.02.2019}", f"Godkjent 27. februar 2019. {UNSIGNED}"),
    ],
)
def test_the_approval_is_the_last_that_is_said(given: str, expected: str) -> None:
    fields = f"godkjent: {given}\nvedlegg: [Plan]\n"
    assembled = document("Inn.\n\n[[bidrag]]\n\nTil slutt.", fields)
    last = [text.replace("\u00a0", " ") for text in shown(assembled.parts[-1].blocks)]
    assert last == ["ThematicBreak", expected]


def test_an_approval_needs_somebody_and_is_checked_as_other_fields_are() -> None:
    note = a_note(fields="godkjent: {dato: 27.02.2019}\n")
    assert [(d.rule.code, dict(d.args)["field"]) for d in note.diagnostics] == [("ARK104", "av")]
    note = a_note(fields="godkjent: {av: Prorektor}\n")
    assert [(text.text, text.span.line) for text in note.printed][-1] == ("Prorektor", 6)


# --- who has had a part in a contribution ---------------------------------------------------


def involved(fields: str, text: str) -> list[str]:
    source = f"---\nenhet: a\nmedvirkning: Utarbeidet av leder og verneombud\n{fields}---\n{text}"
    contribution = read_contribution("contributions/a.md", source.encode())
    made = assemble(a_note("Inn."), [contribution], Files({}, frozenset())).document
    return shown(made.parts[-1].blocks)


def test_who_had_a_part_in_it_stands_under_the_heading_of_the_unit() -> None:
    line = "Medvirkning: Utarbeidet av leder og verneombud"
    assert involved("", "# Enhet\n\nTekst.") == ["# Enhet", line, "Tekst."]
    assert involved("språk: nn\n", "## Tiltak\n\nTekst.") == [
        "# Enhet", line.replace("Medvirkning", "Medverknad"), "## Tiltak", "Tekst.",
    ]  # fmt: skip
    assert involved("status: ingen merknader\n", "") == [
        "# Enhet", line, "Enhet har ingen merknader.",
    ]  # fmt: skip


def test_a_unit_without_remarks_is_the_same_part_after_another_save() -> None:
    source = "---\nenhet: a\nmedvirkning: Leder og verneombud\nstatus: ingen merknader\n---\n"
    given = a_note("Inn."), [read_contribution("contributions/a.md", source.encode())]
    cache = Cache()
    first, second = (
        assemble(*given, Files({}, frozenset()), cache).document.parts[-1] for _ in range(2)
    )
    assert first is second
