"""The same contributions give the same bytes in any environment, folder and order of builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from arkdoc.pipeline.publish import publish
from tests.support.project import REPOSITORY, Project

OUTPUTS = (
    "sak-11-19.docx",
    "sak-11-19.pdf",
    "sak-11-19.html",
    "sak-11-19.json",
    "vedlegg/ledetråder.pdf",
)


def arkdoc(root: Path, out: Path, **environ: str) -> dict[str, bytes]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TZ"))}
    command = [sys.executable, "-m", "arkdoc", "build", "-q", "--to", "docx,pdf,html"]
    subprocess.run(
        [*command, "--root", root, "--out", out],
        check=True,
        cwd=out.parent,
        env={**clean, "PYTHONPATH": str(REPOSITORY), **environ},
    )
    return {name: (out / name).read_bytes() for name in OUTPUTS if (out / name).is_file()}


@pytest.fixture(scope="module")
def first(built_note: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files as this process makes them, all at once."""
    out = tmp_path_factory.mktemp("first") / "build"
    published = publish(built_note, out, REPOSITORY)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in published.paths}


def test_all_are_built(first: dict[str, bytes]) -> None:
    assert sorted(first) == sorted(OUTPUTS)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "environ",
    [
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1", "ARKDOC_LANG": "en", "COLUMNS": "40"},
        {"LC_ALL": "nb_NO.UTF-8", "LANG": "nb_NO.UTF-8"},
        {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77"},
    ],
    ids=lambda environ: "-".join(environ),
)
def test_another_environment(
    environ: dict[str, str], first: dict[str, bytes], tmp_path: Path
) -> None:
    assert arkdoc(REPOSITORY, tmp_path / "build", **environ) == first


def test_another_folder_other_file_times_and_over_an_earlier_build(
    first: dict[str, bytes], tmp_path: Path
) -> None:
    root = tmp_path / "en annen mappe æøå"
    for folder in ("contributions", "styles"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for file in (root / "contributions").rglob("*.md"):
        os.utime(file, (1, 1))
    (tmp_path / "build").mkdir()
    for name, data in first.items():
        path = tmp_path / "build" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert arkdoc(root, tmp_path / "build") == first


@pytest.mark.parametrize("to", ["docx", "pdf", "html"])
def test_each_output_alone(to: str, first: dict[str, bytes]) -> None:
    alone = build(load(REPOSITORY), frozenset({to}))
    assert alone.outputs == {to: first[f"sak-11-19.{to}"]}


def test_a_contents_list_with_page_numbers_alone(project: Project) -> None:
    """Word's page numbers come from the PDF layout, also when no PDF is asked for."""
    project.units({"a": "Enhet A", "b": "Enhet B"}, "[[innhold]]\n\n[[bidrag]]\n")
    project.contribution("a", "ord " * 3000).contribution("b", "Siste.\n")
    both = project.build("docx", "pdf")
    assert both.outputs["docx"] == project.build("docx").outputs["docx"]
