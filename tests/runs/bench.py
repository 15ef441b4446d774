"""`make bench`: how long arkdoc and its peers take on the project's own note.

Whole processes, run in turn so that a busy machine slows them all alike. It prints medians and
ratios, then the precision and recall of the privacy rules. Nothing here passes or fails.
"""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from arkdoc.check.registry import BY_CODE
from arkdoc.preview.snapshot import LiveNote
from tests.support.project import REPOSITORY
from tests.support.sentences import scores, sentences

ROUNDS = 5
SAVES = 40
Command = Sequence[str | Path]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        note = here / "notat"
        shutil.copytree(REPOSITORY / "contributions", note / "contributions")
        show("The note, 11 contributions", commands(note, here))
        large = here / "stort"
        multiply(note, large, 10)
        show("Ten times the note, 110 contributions", commands(large, here))
        largest = here / "størst"
        multiply(note, largest, 91)
        live({"The note": note, "Ten times": large, "1,000 contributions": largest})
    startup()
    privacy()


def commands(root: Path, here: Path) -> dict[str, Command]:
    """The commands to compare, ours first, without peers that are not installed."""
    arkdoc = [sys.executable, "-m", "arkdoc"]
    out = here / f"{root.name}-ut"
    found: dict[str, Command] = {
        "arkdoc build --to docx": [*arkdoc, "build", "--root", root, "--out", out, "--to", "docx"],
        "arkdoc build (docx, pdf)": [*arkdoc, "build", "--root", root, "--out", out],
        "arkdoc check": [*arkdoc, "check", "--root", root],
    }
    joined = here / f"{root.name}.md"
    joined.write_text("\n\n".join(bodies(root / "contributions")), encoding="utf-8")
    page = here / f"{root.name}.html"
    subprocess.run(
        [*arkdoc, "build", "--root", root, "--out", out, "--to", "html", "-q"],
        check=True,
        cwd=REPOSITORY,
    )
    shutil.copy(out / "sak-11-19.html", page)
    weasyprint = "import sys, weasyprint as w; w.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
    found["WeasyPrint alone, untagged"] = [
        sys.executable, "-c", weasyprint, page, here / "w.pdf",
    ]  # fmt: skip
    if pandoc := find_pandoc():
        found["Pandoc → DOCX"] = [pandoc, joined, "-o", here / "p.docx"]
    return found


def find_pandoc() -> str | None:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


def bodies(folder: Path) -> list[str]:
    """The contributions' Markdown without their front matter."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.md"))]
    return [body(text) for text in texts]


def body(text: str) -> str:
    return text.split("---\n", 2)[-1]


def multiply(note: Path, target: Path, times: int) -> None:
    """Write a note with each unit and contribution of `note` `times` times."""
    contributions = target / "contributions"
    contributions.mkdir(parents=True)
    units = []
    for number in range(times):
        for file in sorted((note / "contributions").rglob("*.md")):
            if file.name == "notat.md":
                continue
            unit = f"{file.stem}-{number}"
            units.append(f"  - {{id: {unit}, navn: Enhet {unit}}}")
            markdown = body(file.read_text(encoding="utf-8")).replace("[[tiltak]]", "")
            markdown = markdown.replace(".md#", f"-{number}.md#")
            text = f"---\nenhet: {unit}\n---\n{markdown}"
            (contributions / f"{unit}.md").write_text(text, encoding="utf-8")
    head = "---\nsaksnr: 11/19\ntittel: Stort\nfra: Prorektor\ndato: 2019-02-27\n"
    tree = "\n".join(units)
    note_text = f"{head}innholdsfortegnelse: nei\nenheter:\n{tree}\n---\n[[bidrag]]\n"
    (contributions / "notat.md").write_text(note_text, encoding="utf-8")


def seconds(command: Command) -> float:
    """Wall-clock seconds of one run."""
    started = time.perf_counter()
    subprocess.run(
        command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return time.perf_counter() - started


def show(title: str, found: dict[str, Command]) -> None:
    times: dict[str, list[float]] = {name: [] for name in found}
    for command in found.values():  # once to warm the disk
        seconds(command)
    for _ in range(ROUNDS):
        for name, command in found.items():
            times[name].append(seconds(command))
    print(f"\n{title} (median of {ROUNDS}, {os.cpu_count()} cores)")
    reference = "arkdoc build (docx, pdf)"
    for name, measured in times.items():
        ratios = [own / other for own, other in zip(measured, times[reference], strict=True)]
        print(
            f"  {name:28} {statistics.median(measured):6.2f} s   "
            f"{statistics.median(ratios):5.2f} × {reference}"
        )


def live(roots: dict[str, Path]) -> None:
    """Print how long the live page takes after a save, and its ratio to a fresh start."""
    print(f"\nThe live page after one file was saved (p50 and p95 of {SAVES}, in one process)")
    for name, root in roots.items():
        page = LiveNote(root)
        started = time.perf_counter()
        page.snapshot()
        fresh = time.perf_counter() - started
        gc.collect()
        gc.freeze()  # as the preview does: what lives on is not searched through again
        measured = sorted(one_save(page, root, number) for number in range(SAVES))
        gc.unfreeze()
        middle, late = measured[SAVES // 2], measured[SAVES * 95 // 100]
        print(
            f"  {name:28} {middle * 1000:6.1f} ms {late * 1000:6.1f} ms   "
            f"{middle / fresh:6.3f} × a fresh start"
        )


def one_save(page: LiveNote, root: Path, number: int) -> float:
    """The time from a file's being there to the page's being ready; each time another file."""
    files = sorted(file for file in root.rglob("*.md") if file.name != "notat.md")
    file = files[number * 7 % len(files)]
    file.write_text(f"{file.read_text('utf-8')}\nAvsnitt {number}.\n", encoding="utf-8")
    started = time.perf_counter()
    page.snapshot([file.relative_to(root).as_posix()])
    return time.perf_counter() - started


def startup() -> None:
    """Print how long `arkdoc --version` takes, and its ratio to an empty Python."""
    empty = [seconds([sys.executable, "-c", ""]) for _ in range(ROUNDS)]
    version = [seconds([sys.executable, "-m", "arkdoc", "--version"]) for _ in range(ROUNDS)]
    ratio = statistics.median(version) / statistics.median(empty)
    print(f"\narkdoc --version: {statistics.median(version):.3f} s, {ratio:.1f} × an empty Python")


def privacy() -> None:
    """Print the precision and recall of the privacy rules."""
    for name in ("tuned", "held_out"):
        print(
            f"\nPrivacy: tests/fixtures/privacy/{name}.txt, {len(list(sentences(name)))} sentences"
        )
        for code, score in scores(name).items():
            what = f"{code} {BY_CODE[code].name}" if code else "all"
            print(
                f"  {what:28} precision {score.precision:4.2f}   recall {score.recall:4.2f}   "
                f"({score.right} right, {score.wrong} wrong, {score.missed} missed)"
            )


if __name__ == "__main__":
    main()
