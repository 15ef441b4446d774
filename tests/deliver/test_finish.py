"""«Lag endelig»: what stands in the way, in a case officer's words, and making it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arkdoc.check.registry import ALL
from arkdoc.deliver.finality import finals, is_final, open_again
from arkdoc.deliver.finish import grouped, in_the_way
from arkdoc.deliver.finish_words import OTHER, SAID
from arkdoc.deliver.log import read_log
from arkdoc.deliver.make_note import make_note
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import Severity
from arkdoc.pipeline.analyse import BLOCKS_FINAL
from arkdoc.pipeline.files import OUT
from arkdoc.rules.output import EDITED_DOCX
from tests.support.project import Project
from tests.support.word_packages import p, r, word_file

NOW = datetime(2019, 2, 27, 14, 10, tzinfo=UTC)
NB = in_language("nb")
NEVER_READ = re.compile(
    r"`|\[\[|---|contributions|notat\.md|\.md\b|linje|felt|Markdown|\{|arkdoc|bygg"
)


def told(root: Path) -> dict[str, list[str]]:
    """What is in the way, in words, by unit; the note's own by an empty name."""
    found = in_the_way(root, root / OUT)
    return {
        (each.delivery.unit.name if each.delivery.unit else "?") if each.delivery else "": [
            hindrance.words(NB) for hindrance in each.hindrances
        ]
        for each in found
    }


def test_all_that_can_be_in_the_way_is_said_in_plain_words() -> None:
    blocking = {rule for rule in ALL if rule.severity is Severity.ERROR} | {
        *BLOCKS_FINAL,
        EDITED_DOCX,
    }
    assert sorted(rule.code for rule in blocking - SAID.keys()) == []
    for said in (*SAID.values(), OTHER):
        for text in said:
            assert NB(text) != text
            assert not NEVER_READ.search(NB(text).replace("{text}", "")), NB(text)


def test_it_is_told_by_unit_and_counted(project: Project) -> None:
    project.units({"a": "Drift", "b": "Stab", "c": "Humaniora", "d": "Jus"})
    project.contribution("a", "![](x.png)\n\n![](y.png)\n\n[x](#nei)\n")
    project.contribution("c", "Tekst.\n", status="utkast")
    project.write("d.docx", word_file(p("Enhet: Jus"), p(f"<w:ins>{r('Nytt.')}</w:ins>")))
    project.write("fremmed.md", "---\nenhet: finnes-ikke\n---\nTekst.\n")
    found = told(project.root)
    assert list(found) == ["Drift", "Stab", "Humaniora", "Jus", "?"]
    assert "Et bilde kan ikke vises. (2)" in found["Drift"]
    assert found["Stab"] == ["Det er ikke kommet noen tekst."]
    assert found["Humaniora"] == ["Teksten er et utkast."]
    assert found["Jus"] == ["Word-filen har sporede endringer."]
    assert found["?"] == ["Det er kommet en tekst, men vi ser ikke hvilken enhet den er fra."]
    words = [word for texts in found.values() for word in texts]
    assert not any(NEVER_READ.search(text) for text in words)


def test_the_notes_own_comes_first_and_is_put_right_in_its_place(project: Project) -> None:
    project.units({"a": "Drift"}, "[x](#nei)\n")
    note = (project.root / "contributions/notat.md").read_text("utf-8")
    project.note(note.replace("dato: 2019-02-27", "bidragsfrist: i går"))
    first = in_the_way(project.root, project.root / OUT)[0]
    assert first.delivery is None
    cures = {hindrance.words(NB): hindrance.cure(NB) for hindrance in first.hindrances}
    assert cures == {
        "Notatet har ingen dato.": "Rett det i oppsettet.",
        "Noe i oppsettet av notatet er ikke riktig.": "Rett det i oppsettet.",
        "En lenke i teksten fører ikke noe sted.": "Rett det i innledningen.",
    }


def test_nothing_private_is_repeated(project: Project) -> None:
    project.units({"a": "Drift"}).contribution("a", "Skriv her: 01013950187\n\nFnr 01013950187.\n")
    assert "01013950187" not in str(told(project.root))


@pytest.fixture
def whole(project: Project) -> Project:
    return project.units({"a": "Drift"}).contribution("a", "Tekst.\n")


def test_it_is_made_and_takes_no_more_texts(whole: Project) -> None:
    root = whole.root
    assert in_the_way(root, root / OUT) == ()
    made = make_note(root, ("docx",), root / OUT, NOW, final=True)
    assert made.faults == ()
    assert len(finals(root)) == 2
    assert {path.parent.name for path in made.paths} == {OUT, "endelig"}
    assert is_final(root, read_log(root))
    open_again(root, NOW)
    assert not is_final(root, read_log(root))
    make_note(root, ("docx",), root / OUT, NOW, final=True)
    assert is_final(root, read_log(root))


def test_it_is_not_made_while_anything_is_in_the_way(whole: Project) -> None:
    root = whole.root
    whole.contribution("a", "Tekst.\n", status="utkast")
    made = make_note(root, ("docx",), root / OUT, NOW, final=True)
    assert made.paths == ()
    assert made.faults == made.obstacles
    (group,) = grouped(made.analysis, made.faults)
    assert [each.words(NB) for each in group.hindrances] == ["Teksten er et utkast."]
    assert finals(root) == ()
    assert make_note(root, ("docx",), root / OUT, NOW).paths


def test_edits_of_the_word_file_are_in_the_way_until_somebody_says_so(whole: Project) -> None:
    root = whole.root
    make_note(root, ("docx",), root / OUT, NOW)
    (root / OUT / "sak-11-19.docx").write_bytes(word_file(p("Endret.")))
    assert told(root) == {
        "": ["Noen har redigert Word-filen av notatet, og det er ikke med i notatet."]
    }
    assert make_note(root, ("docx",), root / OUT, NOW, final=True).obstacles
    made = make_note(root, ("docx",), root / OUT, NOW, final=True, without_word_edits=True)
    assert not made.obstacles
    assert finals(root)
