"""Every file that lies in `contributions/` is printed, quarantined or named, whatever it is called."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arkdoc.cli import main
from arkdoc.language.messages import in_language
from arkdoc.pipeline.build import Analysis, analyse, build
from arkdoc.pipeline.file_names import by_printable_path, printable_path
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from arkdoc.pipeline.load import load, reload
from arkdoc.pipeline.publish import publish
from arkdoc.report.json_report import write_json
from arkdoc.report.sarif import write_sarif
from arkdoc.write.html.writer import write_html
from tests.support.project import Project, codes, html_text, word
from tests.support.properties import text_of
from tests.support.requirements import corpus

NFC, NFD = "å".encode(), normalize("NFD", "å").encode()
UNITS = {"a": "Enhet A", "b": "Enhet B", "å": "Enhet Å"}
STEMS = (
    b"a", b"A", b"b", NFC, NFD, "å".encode("cp1252"), b"\xff\xfe", b"Enhet A", b"x", b"x (kopi)", b"a (1)",
    NFC + b" (konflikt)", NFD + b"~2", b"a\nb", b"\x1b[31m", "\u202ea".encode(), b"README", b"_ny", b"a{unit}",
)  # fmt: skip
ENDINGS = (b".md", b".md", b".md", b".MD", b".md.txt", b".docx", b".txt", b".png", b"", b".md~")
FOLDERS = (b"", b"", b"", b"mappe/", NFC + b"/", NFD + b"/", b"_skjult/", b"\xe5/")
MARK = re.compile(r"q\d+q")
SCAFFOLD = "---\nenhet: {unit}\nstatus: utkast\n---\n## Hensikt\n\nSkriv her: Hva ville vi?\n"
TEXTS = (
    "---\nenhet: {unit}\n---\n{mark}\n",
    "---\nenhet: {unit}\n---\n# {mark}\n\nSe [den](å.md), [den](a%CC%8A.md), [den](A.md) og [den](a.md).\n",
    "---\nenhet: {unit}\nstatus: utkast\n---\n{mark}\n",
    "---\nenhet: {unit}\nstatus: ingen merknader\n---\n",
    "---\nenhet: {unit}\nstatus: ingen merknader\n---\n{mark}\n",
    "---\nenhet: {unit}\n---\n",
    '---\nenhet: "{unit}\n---\n{mark}\n',
    "---\nehnet: {unit}\n---\n{mark}\n",
    "{mark}\n",
    "",
    SCAFFOLD,
    SCAFFOLD + " {mark}.",
    SCAFFOLD + "\n{mark}\n",
)
NAMES = st.builds(
    lambda *parts: b"".join(parts),
    st.sampled_from(FOLDERS),
    st.sampled_from(STEMS),
    st.sampled_from(ENDINGS),
)
FILES = st.dictionaries(
    NAMES,
    st.tuples(st.sampled_from(TEXTS), st.sampled_from([*UNITS, "ukjent", ""])),
    max_size=12,
)


def write(root: Path, name: bytes, text: str) -> None:
    file = os.path.join(os.fsencode(root), b"contributions", name)  # noqa: PTH118 - bytes
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
    with open(file, "wb") as opened:  # noqa: PTH123
        opened.write(text.encode())


def listed(root: Path) -> Iterator[bytes]:
    """The names of all files but those that are not for the note, by the contract's clause 2."""
    top = os.path.join(os.fsencode(root), b"contributions")  # noqa: PTH118
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), top)  # noqa: PTH118
            parts = path.split(b"/")
            hidden = any(part[:1] in (b"_", b".", b"~") or part[-1:] == b"~" for part in parts)
            if not hidden and name != b"README.md":
                yield path


def nothing_is_lost(root: Path) -> Analysis:
    sources = load(root)
    analysis = analyse(sources)
    assert len(sources.paths | sources.outside) == len(list(listed(root)))
    said = set(MARK.findall(text_of(analysis.assembly.document)))
    named = {value for d in analysis.diagnostics for value in (d.span.path, *dict(d.args).values())}
    for path in sorted(sources.paths - {NOTE_PATH}):
        marks = set(MARK.findall(sources.contributions.get(path, b"").decode()))
        kept = marks and marks <= said
        answered = any(
            path in delivery.paths and delivery.state.value == "no remarks"
            for delivery in analysis.assembly.deliveries
        )
        assert kept or answered or path in named, path
    return analysis


@settings(max_examples=60, deadline=None)
@given(FILES, st.randoms(use_true_random=False))
@example({NFC + b".md": (TEXTS[0], "a"), NFD + b".md": (TEXTS[0], "b")}, random.Random(0))
@example({b"A.md": (TEXTS[0], "a"), b"a.md": (TEXTS[1], "b")}, random.Random(0))
@example({b"\xe5.md": (TEXTS[0], "a"), NFC + b".md": (TEXTS[0], "a")}, random.Random(0))
def test_every_file_is_printed_or_named(
    files: dict[bytes, tuple[str, str]], chance: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder)).units(UNITS)
        for number, (name, (text, unit)) in enumerate(files.items()):
            try:
                write(project.root, name, text.format(mark=f"q{number}q", unit=unit))
            except OSError:  # a folder by that name
                continue
        analysis = nothing_is_lost(project.root)
        for tr in (in_language("nb"), in_language("en")):
            json.loads(write_json(analysis.diagnostics, tr))
            write_sarif(analysis.diagnostics, tr, "1").encode()
        page = write_html(analysis.assembly.document, analysis.sources.theme, medium="screen")
        shown = set(MARK.findall(html_text(page, marks=False)))
        assert set(MARK.findall(text_of(analysis.assembly.document))) <= shown
        here = [(PurePosixPath(p), p) for p in map(os.fsdecode, listed(project.root))]
        by_path = by_printable_path(here)
        chance.shuffle(here)
        assert by_printable_path(here) == by_path
        _reloads(project.root, chance)


def _reloads(root: Path, chance: random.Random) -> None:
    """After one file has changed or gone, what is loaded in part is what is loaded anew."""
    names = [name for name in listed(root) if name != b"notat.md"]
    if not names:
        return
    before, name = load(root), chance.choice(names)
    if chance.random() < 0.5:
        write(root, name, "---\nenhet: b\n---\nq99q\n")
    else:
        os.remove(os.path.join(os.fsencode(root), b"contributions", name))  # noqa: PTH107, PTH118
    changed = f"contributions/{os.fsdecode(name)}"
    assert reload(root, before, [changed]) == load(root)
    nothing_is_lost(root)


# --- twins -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (NFC + b".md", NFD + b".md"),
        (b"UB.md", b"ub.md"),
        (NFC + b"/x.md", NFD + b"/x.md"),
        (b"\xe5.md", NFC + b".md"),
        (b"\xff.md", b"\xfe.md"),
    ],
)
def test_twins_are_two_contributions_in_all_outputs(
    one: bytes, two: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project(tmp_path).units(UNITS)
    write(tmp_path, one, "---\nenhet: a\n---\nDen ene teksten.\n")
    write(tmp_path, two, "---\nenhet: b\n---\nDen andre teksten.\n")
    result = build(load(tmp_path), frozenset({"docx", "html"}))
    for said in (word(result.outputs["docx"]).text(), html_text(result.outputs["html"])):
        assert "Den ene teksten." in said
        assert "Den andre teksten." in said
    publish(result, tmp_path / "build", tmp_path)
    record = json.loads((tmp_path / "build" / "sak-11-19.json").read_text("utf-8"))
    assert len({source["path"] for source in record["sources"]}) == 3
    for argv in (
        ["check"],
        ["status"],
        ["status", "--format", "json"],
        ["check", "--format", "sarif"],
    ):
        assert main([*argv, "--root", str(tmp_path)]) == 0
        capsys.readouterr()[0].encode()
    looks_the_same = b"\xff" not in one and b"\xe5" not in one
    assert ("ARK518" in codes(project.analyse())) is looks_the_same


def test_a_link_leads_to_the_twin_that_is_spelt_so(tmp_path: Path) -> None:
    project = Project(tmp_path).units(UNITS)
    write(tmp_path, NFC + b".md", "---\nenhet: a\n---\nEn.\n")
    write(tmp_path, NFD + b".md", "---\nenhet: b\n---\nTo.\n")
    project.contribution("å", f"[en](å.md), [to]({NFD.decode()}.md)\n", "x.md")
    page = build(load(tmp_path), frozenset({"html"})).outputs["html"].decode()
    assert re.findall(r'href="#(\w)">(en|to)<', page) == [("a", "en"), ("b", "to")]
    os.remove(os.fsencode(tmp_path) + b"/contributions/" + NFD + b".md")  # noqa: PTH107
    page = build(load(tmp_path), frozenset({"html"})).outputs["html"].decode()
    assert re.findall(r'href="#(\w)">(en|to)<', page) == [("a", "en"), ("a", "to")]


def test_a_name_that_is_not_utf_8_is_read_as_text_is() -> None:
    assert printable_path(os.fsdecode(b"contributions/gj\xf8vik.md")) == "contributions/gjøvik.md"


def test_the_twins_of_the_corpus(tmp_path: Path) -> None:
    shutil.copytree(corpus() / "hostile" / "03-nfd-twin", tmp_path / "root")
    result = build(load(tmp_path / "root"), frozenset({"html"}))
    assert "Denne teksten forsvinner." in html_text(result.outputs["html"])
    assert "Denne står." in html_text(result.outputs["html"])
    assert codes(result) == ["ARK518"]
