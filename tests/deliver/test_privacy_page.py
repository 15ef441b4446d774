"""docs/personvern.md names every file that arkdoc writes: all commands are run, and files walked."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from arkdoc.back.model import Comment
from arkdoc.cli import main
from arkdoc.deliver import delivery
from arkdoc.deliver.addresses import addresses, new_secret, write_url
from arkdoc.deliver.ask_unit import ask_unit
from arkdoc.deliver.finality import open_again
from arkdoc.deliver.handed_in import HandedIn
from arkdoc.deliver.look import look
from arkdoc.deliver.merge_waiting import keep_ours, merge_waiting
from arkdoc.deliver.state import KEPT
from arkdoc.report.command_table import COMMANDS
from tests.support.mortal import Mortal
from tests.support.project import REPOSITORY, png
from tests.support.word_edits.attached import comment
from tests.support.word_edits.editor import Word
from tests.support.word_packages import p, word_file

PAGE = (REPOSITORY / "docs" / "personvern.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \|(.*)\|$", PAGE, re.MULTILINE)
NOW = datetime(2019, 2, 22, 14, 10, tzinfo=UTC)

SERVERS = {"watch", "serve"}
"""Commands that run until they are ended: what they write, their functions are called for here."""

WRITES_NOTHING = {"check", "status", "doctor", "explain", "schema"}


def test_a_row_says_what_why_whose_and_until_when() -> None:
    for name, cells in ROWS:
        assert all(cell.strip() for cell in cells.split("|")), name
        assert cells.count("|") == 3, name


def test_all_that_is_kept_is_named() -> None:
    named = {name for name, _ in ROWS}
    for kept in KEPT:
        assert f".arkdoc/{kept.name}{'/**' if kept.is_folder else ''}" in named


def walk(root: Path) -> set[str]:
    return {
        file.relative_to(root).as_posix()
        for file in root.rglob("*")
        if file.is_file() and not any(part.startswith(".arkdoc-") for part in file.parts)
    }


def deliver(root: Path, handed: HandedIn, unit: str = "ub") -> None:
    basis = look(root, unit, handed).basis
    delivery.deliver(root, unit, handed, basis=basis, now=NOW, how="fil")


def run_everything(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], set[str]]:
    """All files that were there at some time, and the commands that were run."""
    seen: set[str] = set()
    run: set[str] = set()

    def arkdoc(*arguments: str) -> None:
        run.add(arguments[0])
        at = () if arguments[0] in ("doctor", "explain", "schema") else ("--root", str(root))
        main([*arguments, *at])
        seen.update(walk(root))

    units = root.parent / "units.txt"
    units.write_text("Biblioteket\nHumaniora\nSamfunn\n", "utf-8")
    root.mkdir()
    arkdoc("init", "--saksnr", "11/19", "--tittel", "Status", "--fra", "P", "--enheter", str(units))
    note = root / "contributions" / "notat.md"
    text = note.read_text("utf-8").replace("id: biblioteket", "id: ub")
    note.write_text(
        text.replace("\nfra:", "\ndato: 2019-02-27\nvedlegg: [plan.pdf]\nfra:"), "utf-8"
    )
    attached = root / "contributions" / "vedlegg"
    attached.mkdir()
    (attached / "plan.pdf").write_bytes(b"%PDF")
    arkdoc("new", "--all")
    (root / "contributions" / "samfunn.md").unlink()
    arkdoc("new", "samfunn", "--word")
    (root / "contributions" / "samfunn.docx").write_bytes(word_file(p("Samfunn"), p("Tekst.")))
    arkdoc("convert", "samfunn.docx", "--yes")
    addresses(root)
    new_secret(root, "ub")
    write_url(root, "https://notat.example/")
    deliver(root, HandedIn(files=(("a.md", b"Tekst.\n\n![x](a.png)\n"), ("a.png", png()))))
    seen.update(walk(root))
    delivery.ask_for_time(root, "humaniora", date(2019, 3, 1), now=NOW)
    with monkeypatch.context() as patch:
        mortal = Mortal(patch)
        operations = mortal.operations(lambda: deliver(root, HandedIn(text="Ny.\n")))
        for at in range(
            0, len(operations) * 2 // 3, 4
        ):  # what lies there while a delivery is going on
            mortal.kill(lambda at=at: deliver(root, HandedIn(text=f"Ny, {at}.\n")), at)
            seen.update(walk(root))
    arkdoc("check")
    deliver(root, HandedIn(text="Enda nyere.\n"))
    deliver(root, HandedIn(no_remarks=True))
    for unit in ("ub", "humaniora", "samfunn"):
        for old in (root / "contributions").glob(f"{unit}.*"):
            old.unlink()
        (root / "contributions" / f"{unit}.md").write_text(
            f"---\nenhet: {unit}\n---\nTekst.\n", "utf-8"
        )
    arkdoc("build", "--to", "docx,pdf,html")
    arkdoc("build", "--final")
    open_again(root, NOW)
    built = root / "build" / "sak-11-19.docx"
    word = Word(built.read_bytes())
    comment(word, word.paragraph("Tekst."), "Tekst.", "Er dette sant?", "Kari Nordmann")
    word.replace(word.paragraph("Tekst.", -1), "Tekst.", "En tekst.")
    built.write_bytes(word.saved())
    arkdoc("apply", str(built), "--yes")
    arkdoc("apply", str(built), "--done")
    deliver(root, HandedIn(text="Nyere tekst.\n"), "samfunn")
    seen.update(walk(root))
    keep_ours(root, merge_waiting(root, "samfunn"), NOW)
    ask_unit(root, Comment("samfunn", "", 0, "Er dette sant?", "Tekst.", "", "Kari Nordmann"), NOW)
    seen.update(walk(root))
    arkdoc("compare", str(root / "endelig"))
    for command in sorted(WRITES_NOTHING - {"schema"}):
        arkdoc(command)
    arkdoc("schema", "note")
    (root / "contributions" / "ub.md").unlink()
    for written in ("text", "csv", "json", "eml"):
        arkdoc("remind", "--format", written, "-o", str(root / "post"))
        arkdoc("remind", "--all", "--format", written, "-o", str(root / "post"))
    arkdoc("measures", "--format", "xlsx", "-o", str(root.parent / "tiltak.xlsx"), "--yes")
    arkdoc("forget", "--all", "--yes")
    arkdoc("close", "--yes")
    later = root.parent / "later"
    run.add("init")
    main(["init", str(later), "--from", str(root), "--saksnr", "12/20"])
    return seen | walk(later), run


def test_every_file_that_is_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, run = run_everything(tmp_path / "note", monkeypatch)
    assert run | SERVERS == {command.name for command in COMMANDS} | SERVERS

    def is_of(path: str, pattern: str) -> bool:
        return fnmatchcase(path, pattern.replace("**", "*")) and (
            "**" in pattern or pattern.count("/") == path.count("/")
        )

    forms = {path for path in seen if path.startswith("post/") and path.endswith(".docx")}
    assert forms  # said below the table
    unnamed = {p for p in seen - forms if not any(is_of(p, pattern) for pattern, _ in ROWS)}
    assert unnamed == set()
    unused = {pattern for pattern, _ in ROWS if not any(is_of(p, pattern) for p in seen)}
    assert unused == set()
