"""What people and machines get wrong: nothing raises, and no text goes missing.

The cases in `fixtures/bad_input` are text that anyone can add to; those that need certain bytes,
file names or links stand here.
"""

from __future__ import annotations

import io
import json
import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile
from zlib import crc32

import pytest
from lxml import etree
from PIL import Image

from arkdoc.check.registry import ALL
from arkdoc.cli import main
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.source import SourceFile
from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load
from tests.support.cases import CASE, cases, rewrite_case
from tests.support.project import (
    REPOSITORY,
    Project,
    html_headings,
    html_text,
    pdf_text,
    picture_file,
    skipped_levels,
    squeezed,
    word,
)

FIXTURES = REPOSITORY / "tests" / "fixtures" / "bad_input"
CASES = list(cases(FIXTURES))
FILE = re.compile(
    r"^=== (.+?)(?: (ANSI|UTF-16|BOM|CRLF|Word|locked|\d+ MB))?\n((?:(?!=== ).*\n)*)", re.MULTILINE
)
VISIBLE = str.maketrans(
    {"→": "\t", "⍽": "\u00a0", "␣": " ", "␋": "\v", "␌": "\f", "␁": "\1", "␟": "\x1f", "␡": "\x7f"}
    | {"↵": "\x85", "⏎": "\u2028", "¶": "\u2029", "␀": "\0"}
)
NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
enheter:
  - {id: a, navn: Enhet A, bidrag: valgfritt}
  - {id: b, navn: Enhet B, bidrag: valgfritt}
---
[[bidrag]]
"""
TEXT = "Teksten som skal bli."
FIELDS = "---\nenhet: a\n---\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _norwegian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "nb")


@pytest.fixture
def note(project: Project) -> Project:
    return project.note(NOTE)


class Outcome(NamedTuple):
    """What `arkdoc check` reports: the exit status, and each finding as `CODE name.md line:column`.

    The name is left out for a.md.
    """

    status: int
    findings: tuple[str, ...]


def check(project: Project, capsys: Captured, *, ends: bool = False) -> Outcome:
    """With `ends`, each finding has its end too: `3:1-7`, or `3:1-4:2` on another line."""
    status = main(["check", "--root", str(project.root), "--format", "json"])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    if not printed.out:
        assert status == 2
        assert re.fullmatch(r"arkdoc: [^\n]+\n", printed.err)
        return Outcome(status, ())
    findings = json.loads(printed.out)["diagnostics"]
    sources = load(project.root) if findings else None
    for finding in findings:
        assert sources
        written = sources.text(finding["path"])
        _stands_in(written, finding)
        for unfilled in re.findall(r"\{\w+\}", finding["message"] + finding["hint"]):
            assert written
            assert unfilled in written.text
    return Outcome(status, tuple(_named(finding, ends=ends) for finding in findings))


def _named(finding: dict[str, Any], *, ends: bool) -> str:
    name = finding["path"].removeprefix("contributions/")
    shown = "" if name == "a.md" else f" {name}"
    start = f"{finding['code']}{shown} {finding['line']}:{finding['column']}"
    same_line = finding["endLine"] == finding["line"]
    end = f"{finding['endColumn']}" if same_line else f"{finding['endLine']}:{finding['endColumn']}"
    return f"{start}-{end}" if ends else start


def _stands_in(source: SourceFile | None, finding: dict[str, Any]) -> None:
    start = finding["line"], finding["column"]
    end = finding["endLine"], finding["endColumn"]
    assert (1, 1) <= start <= end
    if source is not None:
        for line, column in (start, end):
            assert column <= len(source.line(line)) + 1


def outputs(project: Project, *more: str) -> dict[str, str]:
    """Build the note, every eighth twice, and return the text of each output."""
    targets = frozenset({"docx", "html", *more})
    result = build(load(project.root), targets)
    for diagnostic in result.analysis.diagnostics:
        _is_said_plainly(diagnostic)
    if crc32(result.outputs["html"]) % 8 == 0:
        assert build(load(project.root), targets).outputs == result.outputs
    docx, page = word(result.outputs["docx"]), result.outputs["html"]
    for name, part in docx.parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    assert skipped_levels(docx.outline()) == []
    assert skipped_levels(html_headings(page)) == []
    texts = {"docx": docx.text(), "html": html_text(page, marks=False)}
    if "pdf" in result.outputs:
        texts["pdf"] = pdf_text(result.outputs["pdf"])
    return texts


def keeps(project: Project, *kept: str, pdf: bool = False) -> None:
    """Check that every output contains each of `kept`, its words in a row."""
    for target, text in outputs(project, *(["pdf"] if pdf else [])).items():
        words = squeezed(text)
        for sentence in kept:
            assert squeezed(sentence) in words, (target, sentence)


# --- texts that anyone can add to ---------------------------------------------------------


def test_the_cases_are_all_there() -> None:
    for file in FIXTURES.glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        assert len(CASE.findall(text)) == len(re.findall(r"^\.\.\.\. ", text, re.MULTILINE))


@pytest.mark.parametrize(("file", "title", "text", "expected"), CASES)
def test_text(
    file: Path,
    title: str,
    text: str,
    expected: str,
    project: Project,
    update_golden: bool,
    capsys: Captured,
) -> None:
    project.note(NOTE)
    put(project, text.translate(VISIBLE))
    outcome = check(project, capsys, ends=True)
    lines = expected.splitlines()
    if not update_golden:
        starts = [line for line in lines if re.fullmatch(r"ARK.* \d+:\d+", line)]
        outcome = outcome._replace(findings=tuple(_as_said(f, starts) for f in outcome.findings))
    wanted = [line for line in lines if line.startswith("> ") or line == "pdf"]
    got = "\n".join([f"status {outcome.status}", *outcome.findings, *wanted]) + "\n"
    if update_golden:
        rewrite_case(file, title, text, expected, got)
    else:
        assert got.rstrip() == expected.rstrip()


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("file", "title", "text", "expected"), CASES)
def test_what_is_built_of_a_text(
    file: Path, title: str, text: str, expected: str, project: Project
) -> None:
    project.note(NOTE)
    put(project, text.translate(VISIBLE))
    lines = expected.splitlines()
    if "status 2" in lines:  # nothing is
        return
    keeps(project, *(line[2:] for line in lines if line.startswith("> ")), pdf="pdf" in lines)


JARGON = re.compile(
    r"yaml|front ?matter|\bnøkkel|\bnøkler|traceback|exception|\w+Error\b|<class|\.py\b|0x[\da-f]+"
    r"|\b(?:None|True|False|str|int|dict|tuple|NoneType)\b|\w+\.\w+\(|\{\w+\}",
)


def _is_said_plainly(diagnostic: Diagnostic) -> None:
    """In both languages, without programmers' words."""
    nb, en = (in_language(language) for language in ("nb", "en"))
    assert nb.message(diagnostic) != en.message(diagnostic)
    assert nb.hint(diagnostic) != en.hint(diagnostic)
    for tr in (nb, en):
        said = f"{tr.message(diagnostic)} {tr.hint(diagnostic)}"
        # What an author wrote may look like our words, and one be a part of another.
        for _, value in sorted(diagnostic.args, key=lambda each: len(each[1]), reverse=True):
            said = said.replace(value, "…") if value else said
        assert not JARGON.search(said), said


def put(project: Project, text: str) -> None:
    """The files of a case: `a.md`, or the sections below lines `=== name`."""
    first = re.split("^=== ", text, maxsplit=1, flags=re.MULTILINE)[0]
    files = FILE.findall(text)
    if first or not files:
        project.write("a.md", first)
    for name, how, content in files:
        if how == "locked":
            os.mkfifo(project.root / "contributions" / name)  # not even root can read it
        else:
            project.write(name, saved(name, how, content))


def saved(name: str, how: str, content: str) -> bytes:
    """The bytes of a file, saved as people do; a picture is as large as its `content` says."""
    match how.split():
        case ["ANSI"]:
            return content.encode("cp1252")
        case ["UTF-16"]:
            return content.encode("utf-16")
        case ["BOM"]:
            return content.encode("utf-8-sig")
        case ["CRLF"]:
            return content.replace("\n", "\r\n").encode()
        case ["Word"]:
            return office("word/document.xml")
        case [size, "MB"]:
            return content.encode() + b"x" * int(size) * 1024 * 1024
    return picture_file(content) if "piksler" in content else content.encode()


def _as_said(finding: str, starts: list[str]) -> str:
    """`finding` without its end, where the case says only where it starts."""
    start = finding.rpartition("-")[0]
    return start if start in starts else finding


def test_there_are_enough_of_them() -> None:
    assert len(list(cases(FIXTURES))) >= 200


# Codes, or beginnings of codes, that no delivered text can cause.
NOT_FROM_A_TEXT = (
    "ARK6",  # of Word files, which tests/rules/test_rules.py has one of for each
    "ARK536",  # a link, or a file that can't be read: tests/pipeline/test_attachments.py
    "ARK9",  # what is found in writing the files
    *("ARK121", "ARK219", "ARK319"),  # as long as a bound: tests/whole/test_hostile.py
)


def test_every_rule_is_among_them() -> None:
    found = {
        code for case in cases(FIXTURES) for code in re.findall(r"^(ARK\d+) ", case.values[3], re.M)
    }
    lacking = {rule.code for rule in ALL} - found
    assert sorted(code for code in lacking if not code.startswith(NOT_FROM_A_TEXT)) == []
    assert not any(code.startswith(NOT_FROM_A_TEXT) for code in found)


# --- bytes --------------------------------------------------------------------------------

NORWEGIAN = "---\nenhet: Enhet A\nstatus: klar\n---\nTeksten på ærlig norsk – «ja».\n"
CP1252 = "---\nenhet: a\n---\nTeksten på norsk, [lenke](x.md).\n".encode("cp1252")


def office(name: str) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "findings", "kept"),
    [
        pytest.param(b"\xef\xbb\xbf" + NORWEGIAN.encode(), ["ARK105 3:9"], "ærlig", id="BOM"),
        pytest.param(
            NORWEGIAN.replace("\n", "\r\n").encode(), ["ARK105 3:9"], "ærlig norsk", id="CRLF"
        ),
        pytest.param(NORWEGIAN.replace("\n", "\r").encode(), ["ARK105 3:9"], "ærlig", id="CR"),
        pytest.param(
            NORWEGIAN.encode("utf-16"), ["ARK105 3:9", "ARK112 1:1"], "ærlig", id="UTF-16"
        ),
        pytest.param(
            b"\xfe\xff" + NORWEGIAN.encode("utf-16-be"),
            ["ARK105 3:9", "ARK112 1:1"],
            "ærlig",
            id="UTF-16 BE",
        ),
        pytest.param(
            CP1252, ["ARK112 4:10", "ARK301 4:19", "ARK308 4:19"], "Teksten på norsk", id="CP1252"
        ),
        pytest.param(
            unicodedata.normalize("NFD", "---\nenhet: Énhet Á\n---\nBlå [å](x.md).\n").encode(),
            ["ARK301 4:6", "ARK503 2:8"],
            "Blå å",
            id="NFD",
        ),
        pytest.param(
            (FIELDS + "a\u2028b\u0085c [x](x.md)\n\nd [x](x.md)\n").encode(),
            ["ARK122 4:2", "ARK301 4:7", "ARK301 6:3"],
            "c x d",
            id="line ends that are none",
        ),
        pytest.param(
            (FIELDS + "a\x01b\x0bc\x0c\x1bd\x7f\ufffe\U0001ffffe\n").encode(),
            ["ARK122 4:2", "ARK122 4:4", "ARK122 4:6"],
            "e",
            id="controls",
        ),
        pytest.param(
            (FIELDS + "# O\x01ver\x0c\n\n[l\x02](https://x.example/\x03) `k\x04` slutt\n").encode(),
            ["ARK122 4:4", "ARK122 4:8", "ARK204 4:1"],
            "slutt",
            id="controls in places",
        ),
        pytest.param(
            "---\nen\u00adhet: En\u00adhet\u200b A\nstatus: \u200eferdig\n"
            "dato: \u200e20.\u200e02.\u200e2019\n---\n# Enhet A\u200b\n\nTeksten.\n".encode(),
            ["ARK203 6:1"],
            "Teksten",
            id="what nobody sees",
        ),
        pytest.param(b"hei \xed\xa0\x80 slutt", ["ARK112 1:5", "ARK118 1:1"], "slutt", id="half"),
        pytest.param(office("word/document.xml"), ["ARK116 1:1"], "", id="a Word file"),
        pytest.param(b"%PDF-1.7\n", ["ARK116 1:1"], "", id="a PDF"),
        pytest.param(b"\0\1\2\xff" * 9, ["ARK116 1:1"], "", id="anything"),
        pytest.param(
            (FIELDS + "Blåbærsyltetøy.").encode("utf-16-le"),
            ["ARK112 1:1"],
            "Blåbærsyltetøy",
            id="UTF-16 unmarked",
        ),
        pytest.param(
            (FIELDS + "Øst og ").encode() + "på".encode("cp1252"),
            ["ARK112 4:9"],
            "Øst og på",
            id="one word of CP1252",
        ),
        pytest.param((FIELDS + "a\0b slutt").encode(), ["ARK122 4:2"], "a b slutt", id="NUL"),
        pytest.param(
            FIELDS.encode() + b"x" * 1024 * 1024, ["ARK114 1:1"], "Enhet A", id="too large"
        ),
    ],
)
def test_bytes(
    data: bytes, findings: list[str], kept: str, note: Project, capsys: Captured
) -> None:
    note.write("a.md", data)
    note.contribution("b", TEXT)
    assert sorted(check(note, capsys).findings) == findings
    keeps(note, kept, TEXT)


def test_a_note_in_other_bytes(note: Project, capsys: Captured) -> None:
    note.write(
        "notat.md", NOTE.replace("Prorektor", "Prorektør").replace("\n", "\r\n").encode("cp1252")
    )
    note.contribution("a", TEXT)
    assert check(note, capsys) == Outcome(0, ("ARK112 notat.md 4:13",))
    keeps(note, "Prorektør", TEXT)


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"PK\x03\x04word/", b"%PDF-", b"\n" * 2_000_000])
def test_a_note_that_is_none(data: bytes, note: Project, capsys: Captured) -> None:
    note.write("notat.md", data)
    assert check(note, capsys).status == 2


# --- a thousand of everything ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        ">" * 1000 + " ",
        "> " * 1000,
        "- " * 1000,
        "1. " * 1000,
        "> - " * 1000,
        "".join(f"{'  ' * level}- punkt\n" for level in range(200)) + "\n",
        "*" * 1000,
        "*a _b **c " * 300,
        "[" * 1000,
        "![" * 500,
        "[a](" * 500,
        "[^1" * 500,
        "`a ``b " * 500,
        "<!--" * 200,
        "<a " * 500,
        "~~a " * 500,
        "::: merknad\n" * 30,
        "|" * 1000 + "\n" + "|-" * 1000 + "\n\n",
        "#" * 1000 + " ",
        "a" * 3000 + " ",
        "https://x.example/" + "b" * 3000 + " ",
        "Z" + "\u0301" * 500 + " ",
        "\\\n" * 1000,
    ],
    ids=lambda text: text[:10],
)
def test_a_thousand(text: str, note: Project, capsys: Captured) -> None:
    note.contribution("a", f"{text}{TEXT}\n")
    note.contribution("b", "Teksten fra B.")
    assert check(note, capsys).status == 0
    keeps(note, TEXT, "Teksten fra B.")


@pytest.mark.parametrize(
    ("value", "finding"),
    [
        ("[" * 1000, "ARK115"),
        ("[" * 1000 + "]" * 1000, "ARK115"),
        ("{a: " * 1000, "ARK115"),
        ("\n" + "".join(f"{' ' * n}- \n" for n in range(100)), "ARK115"),
        ('"' + "x " * 1000, "ARK107"),
        ("[*a, *a, *a]", "ARK111"),
    ],
    ids=lambda text: text[:10],
)
def test_a_thousand_in_the_fields(
    value: str, finding: str, note: Project, capsys: Captured
) -> None:
    note.write("a.md", f"---\nenhet: a\ntiltak: {value}\n---\n{TEXT}\n")
    note.contribution("b", "Teksten fra B.")
    outcome = check(note, capsys)
    assert outcome.status == 1
    assert [found[:6] for found in outcome.findings] == [finding]
    keeps(note, "Enhet A", "Teksten fra B.")


@pytest.mark.parametrize(
    "text",
    [
        "| " + " | ".join(f"k{n}" for n in range(40)) + " |\n|" + "---|" * 40 + "\n| celle |\n",
        "| a | b |\n|---|---|\n" + "| rad | celle |\n" * 200,
        "| a | b |\n|---|---|\n| " + "celle " * 2000 + " | b |\n",
        "a" * 2000 + " celle\n",
        "```\n" + "x" * 2000 + "\ncelle\n```\n",
        "# " + "ord " * 300 + "celle\n",
    ],
    ids=["wide", "long", "tall", "a word", "code", "a heading"],
)
def test_too_much_for_a_page(text: str, note: Project) -> None:
    note.contribution("a", f"{text}\n{TEXT}\n")
    keeps(note, "celle", TEXT, pdf=True)


# --- files and folders ----------------------------------------------------------------------


def picture(path: Path) -> Path:
    Image.new("RGB", (4, 4)).save(path)
    return path


def test_pictures_outside_the_root(note: Project, tmp_path: Path, capsys: Captured) -> None:
    folder = note.root / "contributions"
    picture(tmp_path / "ute.png")
    (folder / "lenke.png").symlink_to(tmp_path / "ute.png")
    (folder / "mappe").symlink_to(tmp_path)
    (folder / "ring.png").symlink_to("ring.png")
    note.contribution(
        "a",
        "![En](../../ute.png) ![To](lenke.png) ![Tre](%2e%2e/%2e%2e/ute.png)\n"
        "![Fire](ring.png) ![Fem](mappe/ute.png)\n",
    )
    outcome = check(note, capsys)
    assert outcome.status == 1
    assert [found for found in outcome.findings if "ARK506" not in found] == [
        "ARK304 4:1",
        "ARK304 4:22",
        "ARK304 4:39",
        "ARK306 5:1",
        "ARK305 5:19",
    ]
    keeps(note, "En To Tre Fire Fem")
    assert load(note.root).images == {}


def test_links_in_the_folder_that_lead_out_of_it(
    note: Project, tmp_path: Path, capsys: Captured
) -> None:
    folder = note.root / "contributions"
    (tmp_path / "ute.md").write_text(FIELDS + "Hemmelig.", encoding="utf-8")
    (folder / "a.md").symlink_to(tmp_path / "ute.md")
    (folder / "b.md").symlink_to("b.md")
    (folder / "c").symlink_to("..")
    outcome = check(note, capsys)
    assert outcome.findings == ("ARK506 1:1", "ARK120 b.md 1:1", "ARK506 c 1:1")
    assert "Hemmelig" not in "".join(outputs(note).values())


def test_a_link_inside_the_folder(note: Project, capsys: Captured) -> None:
    (note.root / "arkiv").mkdir()
    (note.root / "arkiv" / "x.md").write_text(FIELDS + TEXT, encoding="utf-8")
    (note.root / "contributions" / "a.md").symlink_to("../arkiv/x.md")
    assert check(note, capsys) == Outcome(0, ())
    keeps(note, TEXT)


@pytest.mark.parametrize("name", ["a.md", "notat.md", "bilde.png"])
def test_a_pipe_is_no_file(name: str, note: Project, capsys: Captured) -> None:
    path = note.root / "contributions" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    note.contribution("b", f"![Bilde](bilde.png)\n\n{TEXT}\n")
    outcome = check(note, capsys)
    assert outcome.status == (2 if name == "notat.md" else 1)
    if outcome.status == 1:
        keeps(note, TEXT)


@pytest.mark.parametrize("name", ["notat.md", "a.md", "a.md/under.md"])
def test_a_folder_called_like_a_file(name: str, note: Project, capsys: Captured) -> None:
    path = note.root / "contributions" / name
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    note.contribution("b", TEXT)
    assert check(note, capsys) == Outcome(2 if name == "notat.md" else 0, ())


def test_what_is_no_contribution(note: Project, capsys: Captured) -> None:
    for name in (
        "README.md",
        "_utkast.md",
        "~$a.md",
        ".a.md",
        ".~lock.a.md#",
        "~$a.docx",
        ".~lock.a.docx#",
        "~WRL0001.tmp",
        "~WRD0000.docx",
        "lu123456abcde.tmp",
        "4F2A81C0.tmp",
        "Word Work File D_1.tmp",
        "a.docx.sb-1a2b3c4d-Xy12Zw/a.docx",
        "_x/a.md",
        "~y/a.md",
    ):
        note.write(name, "Ikke med.")
    note.contribution("a", TEXT)
    assert check(note, capsys) == Outcome(0, ())
    assert "Ikke med" not in "".join(outputs(note).values())


def test_names_that_nearly_are(note: Project, capsys: Captured) -> None:
    codes = {"b.md.txt": 516, "b.doc": 516, "a (konflikt).md": 506, "figur.png": 506}
    for name in (*codes, "b.md~", "Thumbs.db"):
        note.write(name, FIELDS)
    note.contribution("a", TEXT)
    outcome = check(note, capsys)
    assert outcome.status == 0
    assert sorted(outcome.findings) == sorted(
        f"ARK{code} {name} 1:1" for name, code in codes.items()
    )


@pytest.mark.parametrize(
    "name",
    [
        b"a\nb.md",
        b"a\"b'.md",
        "😀 æøå.md".encode(),
        unicodedata.normalize("NFD", "blå.md").encode(),
        b"\xff\xfe.md",
        b"\x1b[31m.md",
        "a\u202eb.md".encode(),
        b"-x.md",
        b"%41.md",
        b"<b>&amp;{unit}.md",
        b"a:b\\c.md",
        b"x" * 250 + b".md",
        b"A.MD",
    ],
)
@pytest.mark.parametrize("written", ["text", "json", "sarif", "github"])
def test_names_of_files(name: bytes, written: str, note: Project, capsys: Captured) -> None:
    folder = os.fsencode(note.root / "contributions")
    with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(f"{FIELDS}{TEXT} [x](x.md)\n".encode())
    assert main(["check", "--root", str(note.root), "--format", written]) == 1
    printed = capsys.readouterr()
    assert "ARK301" in printed.out + printed.err
    assert len(printed.err.strip().split("\n")) <= 4
    if written == "text":
        assert "\x1b" not in printed.err
        keeps(note, TEXT)


# --- the whole command ------------------------------------------------------------------------


def _no_folder(root: Path) -> None:
    (root / "contributions" / "notat.md").unlink()
    (root / "contributions" / "a.md").unlink()
    (root / "contributions").rmdir()


def _build_is_a_file(root: Path) -> None:
    (root / "build").write_text("", encoding="utf-8")


def _no_note(root: Path) -> None:
    (root / "contributions" / "notat.md").unlink()


@pytest.mark.parametrize("spoil", [_no_folder, _no_note, _build_is_a_file])
def test_it_cannot_go_on(spoil: Callable[[Path], None], note: Project, capsys: Captured) -> None:
    note.contribution("a", TEXT)
    spoil(note.root)
    assert main(["build", "--root", str(note.root), "--to", "html"]) == 2
    assert re.fullmatch(r"arkdoc: [^\n]+\n", capsys.readouterr().err)


@pytest.mark.parametrize(
    "argv",
    [
        ["build", "--to", "nonsense"],
        ["build", "--to", ""],
        ["check", "--format", "xml"],
        ["new"],
        ["new", "../x"],
        ["new", "\x00"],
        ["tull"],
        ["explain", "ARK000"],
    ],
    ids=" ".join,
)
def test_what_nobody_can_do(argv: list[str], note: Project, capsys: Captured) -> None:
    root = ["--root", str(note.root)] if argv[0] in ("build", "check", "new") else []
    assert main([*argv, *root]) == 2
    assert re.fullmatch(r"arkdoc: [^\n]+\n", capsys.readouterr().err)


def test_the_others_are_built(note: Project, capsys: Captured) -> None:
    note.write("a.md", '---\nenhet: "a\n---\nBorte.\n')
    note.contribution("b", TEXT)
    assert main(["build", "--root", str(note.root), "--to", "docx,html"]) == 1
    err = capsys.readouterr().err
    assert "contributions/a.md:2:8: error ARK107" in err
    page = (note.root / "build" / "sak-11-19.html").read_text(encoding="utf-8")
    assert "a.md" in html_text(page)
    keeps(note, TEXT)
