"""The note itself: SAK 11/19 as retold in `contributions/`, and the full text in several styles."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from arkdoc.model.note import State
from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from tests.support.pdf_tags import expected_tags, read_tags, shape
from tests.support.project import (
    REPOSITORY,
    Project,
    codes,
    html_headings,
    html_text,
    pdf_flow,
    pdf_outline,
    skipped_levels,
    squeezed,
    word,
)
from tests.support.requirements import note_text

UNITS = [
    (1, "Avd. for studieadministrasjon"),
    (1, "Avd. for utdanningskvalitet"),
    (1, "Avd. for studenttjenester"),
    (1, "Universitetsbiblioteket"),
    (2, "Seksjon for samlinger og digitale tjenester"),
    (2, "Seksjon for kultur- og vitenskapshistorie"),
    (2, "Seksjon for medisin og helsevitenskap"),
    (2, "Seksjon for arkitektur, naturvitenskap, teknologi og økonomi"),
    (2, "Seksjon for humaniora, lærerutdanning og samfunnsvitenskap"),
    (2, "Seksjon Ålesund"),
    (2, "Seksjon Gjøvik"),
]
TITLE = "Status Arbeidsmiljøundersøkelsen 2017"


@pytest.fixture(scope="module")
def note(built_note: BuildResult) -> BuildResult:
    return built_note


def test_it_builds_without_a_fault(note: BuildResult) -> None:
    assert [d for d in note.diagnostics if d.rule.severity.value != "info"] == []
    assert note.obstacles == ()
    assert not note.analysis.assembly.document.head.draft


def test_every_unit_has_delivered(note: BuildResult) -> None:
    assert {d.state for d in note.analysis.assembly.deliveries} == {State.DONE}
    assert len(note.analysis.assembly.deliveries) == 11


def test_the_outline_is_the_unit_tree(note: BuildResult) -> None:
    outline = word(note.outputs["docx"]).outline()
    assert outline[0] == (0, TITLE)
    assert [entry for entry in outline if entry in UNITS] == UNITS
    assert skipped_levels(outline) == []
    assert [(n + 1, text) for n, text in outline] == html_headings(note.outputs["html"])
    titles = [(level, squeezed(text)) for level, text in pdf_outline(note.outputs["pdf"])]
    assert titles == [(n + 1, squeezed(text)) for n, text in outline]


def test_hands_of_all_kinds_end_in_one_style(note: BuildResult) -> None:
    shown = "\n".join(text for _, text in word(note.outputs["docx"]).outline())
    assert not re.search(r"^\d+\.", shown, re.MULTILINE)
    assert {"ARK201", "ARK202", "ARK203", "ARK204"} <= set(codes(note))


def test_the_table_has_five_columns_and_five_rows(note: BuildResult) -> None:
    rows = [
        [len(list(row.iter("{*}tc"))) for row in table.iter("{*}tr")]
        for table in word(note.outputs["docx"]).body.iter("{*}tbl")
    ]
    assert [5] * 6 in rows


def test_nynorsk_is_marked(note: BuildResult) -> None:
    assert 'lang="nn' in note.outputs["html"].decode()
    assert b'w:val="nn-NO"' in word(note.outputs["docx"]).parts["word/document.xml"]


def test_all_three_say_the_same(note: BuildResult) -> None:
    # By tags, so that paragraphs are whole, whatever page they go on to.
    pdf = squeezed(read_tags(note.outputs["pdf"]).text)
    html = squeezed(html_text(note.outputs["html"], marks=False))
    for line in html_text(note.outputs["html"]).split("\n"):
        is_mark = re.fullmatch(r"\W*\d*\W*", line)
        # What stands for the logo, and what is above notes where a page has no foot.
        is_heard = line.strip() in ("Universitetet i Fjordbyen", "Fotnoter")
        assert is_mark or is_heard or squeezed(line) in pdf or "Hopp til" in line
    for _, text in word(note.outputs["docx"]).paragraphs():
        for sentence in re.split(r"(?<=[.:?!]) ", text):
            assert squeezed(sentence) in html


# --- other orders, other hands -----------------------------------------------------------


def test_another_order_in_the_tree_is_another_order_in_the_note(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "contributions", tmp_path / "contributions")
    file = tmp_path / "contributions" / "notat.md"
    text = file.read_text(encoding="utf-8")
    units = re.findall(r"^  - .*\n(?:    .*\n)*", text, re.MULTILINE)
    units = [unit for unit in units if "navn:" in unit]
    assert len(units) == 4
    text = text.replace("".join(units), "".join(reversed(units)))
    file.write_text(text, encoding="utf-8")
    outline = word(build(load(tmp_path), frozenset({"docx"})).outputs["docx"]).outline()
    top = [text for level, text in outline if level == 1 and (level, text) in UNITS]
    assert top == [name for level, name in reversed(UNITS) if level == 1]


def full_text() -> dict[str, list[str]]:
    """The paragraphs of the real note by unit, the introduction under the empty name."""
    lines = [line.strip() for line in note_text().read_text(encoding="utf-8").split("\n")]
    names = {name for _, name in UNITS}
    parts: dict[str, list[str]] = {"": [""]}
    part = parts[""]
    for line in lines:
        if line in names:
            part = parts.setdefault(line, [""])
        elif not line:
            part.append("")
        else:
            part[-1] = f"{part[-1]} {line}".strip()
    return {name: [p for p in part if p] for name, part in parts.items()}


HANDS = {
    "numbersigns": lambda text: f"# {text}",
    "deep": lambda text: f"#### {text}",
    "setext": lambda text: f"{text}\n---",
    "bold": lambda text: f"**{text}**",
    "numbered": lambda text: f"## 1. {text}",
}


LIST_MARK = re.compile(r"^(?:[\uf0b7•-]|\d+\.)\s+")


def escaped(paragraph: str) -> str:
    """`paragraph` as Markdown for the same text, its bullets as a list."""
    paragraph = re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", paragraph)
    paragraph = re.sub(r"^(\d+)\.$", r"\1\\.", paragraph)
    return re.sub(r"^[\uf0b7•-]\s*", "- ", paragraph)


def full_note(folder: Path, text: dict[str, list[str]], hand: str) -> Project:
    """A project of that text, each unit's below one heading written in the way of `hand`."""
    project = Project(folder)
    ids = {name: f"enhet-{number}" for number, (_, name) in enumerate(UNITS)}
    tree = ""
    for level, name in UNITS:
        indent = "    " * (level - 1)
        tree += f"{indent}  - id: {ids[name]}\n{indent}    navn: '{name}'\n"
        if name == "Universitetsbiblioteket":
            tree += "    bidrag: påkrevd\n    enheter:\n"
    introduction = "\n\n".join(map(escaped, text[""]))
    project.note(
        f"---\nsaksnr: 11/19\ntittel: {TITLE}\nfra: Prorektor\ntypografi: nei\n"
        f"dato: 2019-02-27\nenheter:\n{tree}---\n{introduction}\n\n[[bidrag]]\n"
    )
    for name, id_ in ids.items():
        body = "\n\n".join(map(escaped, text[name]))
        heading = HANDS[hand]("Oppfølging")
        project.contribution(id_, f"{heading}\n\n{body}\n")
    return project


@pytest.mark.parametrize("hand", HANDS)
def test_the_full_text_in_any_hand(hand: str, tmp_path: Path) -> None:
    text = full_text()
    result = full_note(tmp_path, text, hand).build("docx", "pdf", "html")

    outline = word(result.outputs["docx"]).outline()
    assert skipped_levels(outline) == []
    expected = [(0, TITLE)]
    for level, name in UNITS:
        expected += [(level, name), (level + 1, "Oppfølging")]
    assert outline == expected
    parts = ("", *(name for _, name in UNITS))
    in_order = [LIST_MARK.sub("", p) for part in parts for p in text[part]]
    for shown in (
        word(result.outputs["docx"]).text(),
        pdf_flow(result.outputs["pdf"]),
        html_text(result.outputs["html"]),
    ):
        assert_in_order([s for p in in_order for s in re.split(r"(?<=[.:?!]) ", p)], shown)
    tags = read_tags(result.outputs["pdf"])
    document, sender = result.analysis.assembly.document, result.analysis.sources.theme.sender
    assert shape(tags) == shape(expected_tags(document, {}, sender=sender))


def assert_in_order(sentences: list[str], shown: str) -> None:
    text, position = squeezed(shown), 0
    for sentence in sentences:
        wanted = squeezed(sentence)
        found = text.find(wanted, position)
        assert found >= 0, f"not found in order: {sentence}"
        position = found + len(wanted)
