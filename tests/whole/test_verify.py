"""A sample of `make verify`: generated notes, judged by validators and by their documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from arkdoc.pipeline.build import BuildResult
from tests.runs import verapdf
from tests.runs.verify import Fault, verify
from tests.support import generate


@pytest.mark.sampled(3)
@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 3])
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


@pytest.mark.slow
def test_verapdf_finds_no_fault_and_finds_one_that_is_there(
    tmp_path: Path, built_kitchen: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one note, in one start of Java for one profile; `make verify` asks of all and of both."""
    command = verapdf.find()
    if isinstance(command, str):
        pytest.skip(command)
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    pdfs = {"kitchen": built_kitchen.outputs["pdf"]}
    pdfs["broken"] = pdfs["kitchen"].replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")
    files = {name: tmp_path / f"{name}.pdf" for name in (*pdfs, "none")}
    for name, data in pdfs.items():
        files[name].write_bytes(data)
    found = verapdf.asked(command, "ua1", files.values())
    assert {(fault.file, fault.judge) for fault in found} == {
        ("broken", "veraPDF PDF/UA-1"),
        ("none", "veraPDF PDF/UA-1"),
    }


def test_without_java_or_maven_verapdf_is_missed_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARKDOC_VERAPDF", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert verapdf.find() == "no `verapdf` and no `java` on the path"
    (tmp_path / "java").write_text("#!/bin/sh\n")
    (tmp_path / "java").chmod(0o755)
    assert "no `mvn`" in str(verapdf.find())
    (tmp_path / "mvn").write_text("#!/bin/sh\necho '[ERROR] offline'\nexit 1\n")
    (tmp_path / "mvn").chmod(0o755)
    assert verapdf.find() == "Maven can't bring it: [ERROR] offline"
