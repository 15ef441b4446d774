"""A sample of `make verify`: generated notes, judged by validators and by their documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.runs.verify import Fault, verify
from tests.support import generate


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_generated_note_is_as_it_should_be(seed: int, tmp_path: Path) -> None:
    assert verify(generate.write(seed, tmp_path)) == []


def test_the_same_number_is_the_same_note() -> None:
    assert generate.generated(7) == generate.generated(7)
    assert generate.generated(7) != generate.generated(8)


def test_faults_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from arkdoc.write.pdf import structure_tree as pdf_tags

    monkeypatch.setitem(pdf_tags._TYPES, "blockquote", "P")
    monkeypatch.setitem(pdf_tags._TYPES, "tbody", "P")
    root = tmp_path / "rot"
    (root / "contributions").mkdir(parents=True)
    (root / "contributions" / "notat.md").write_text(
        "---\nsaksnr: 1/24\ntittel: T\nfra: P\nenheter: [{id: a, navn: A}]\n---\n> sitat\n",
        encoding="utf-8",
    )
    judges = {fault.judge for fault in verify(root) if isinstance(fault, Fault)}
    assert judges >= {"tags", "page PDF/UA-1"}
