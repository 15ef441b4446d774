"""A note → the commands that `make bench` measures on it: arkdoc's, and those of its peers.

The peers make what they can of the joined text: they merge, number and check nothing.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.runs.measure import Steps

BOTH = "arkdoc, DOCX and PDF"
DOCX = "arkdoc, DOCX"
CHECK = "arkdoc, check only"
NOTHING = "arkdoc, nothing changed"
PANDOC = "Pandoc, DOCX"
WEASYPRINT = "Pandoc → WeasyPrint, PDF without tags"
TYPST = "Pandoc → Typst, PDF"
MKDOCS = "mkdocs, HTML"

PDF_OF_HTML = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
PDF_OF_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


def commands(root: Path, work: Path) -> dict[str, Steps]:
    """The commands to compare, ours first, without peers that are not installed."""
    arkdoc: list[str | Path] = [sys.executable, "-m", "arkdoc"]
    built = ["--root", root, "--out", root / "build"]
    alone = ["--root", root, "--out", work / "docx"]
    found: dict[str, Steps] = {
        DOCX: [[*arkdoc, "build", "--force", *alone, "--to", "docx"]],
        BOTH: [[*arkdoc, "build", "--force", *built]],
        NOTHING: [[*arkdoc, "build", *built]],
        CHECK: [[*arkdoc, "check", "--root", root]],
    }
    text = work / "text.md"
    text.write_text("\n\n".join(bodies(root / "contributions")), encoding="utf-8")
    if pandoc := find_pandoc():
        html, typ = work / "page.html", work / "page.typ"
        found[PANDOC] = [[pandoc, text, "-o", work / "pandoc.docx"]]
        found[WEASYPRINT] = [
            [pandoc, text, "--standalone", "-o", html],
            [sys.executable, "-c", PDF_OF_HTML, html, work / "weasyprint.pdf"],
        ]
        if is_installed("typst"):
            found[TYPST] = [
                [pandoc, text, "--standalone", "-o", typ],
                [sys.executable, "-c", PDF_OF_TYPST, typ, work / "typst.pdf"],
            ]
    if is_installed("mkdocs"):
        pages = work / "mkdocs"
        (pages / "docs").mkdir(parents=True)
        for number, body_of in enumerate(bodies(root / "contributions")):
            (pages / "docs" / f"{number or 'index'}.md").write_text(body_of, encoding="utf-8")
        settings = pages / "mkdocs.yml"
        settings.write_text("site_name: Notat\n", encoding="utf-8")
        found[MKDOCS] = [[sys.executable, "-m", "mkdocs", "build", "-q", "-f", settings]]
    return found


def find_pandoc() -> str | None:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


def is_installed(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def versions() -> Iterator[str]:
    """The peers' names and versions; of Pandoc, where its package is installed."""
    if is_installed("pypandoc-binary"):
        import pypandoc

        yield f"Pandoc {pypandoc.get_pandoc_version()}"
    for name, package in (("WeasyPrint", "weasyprint"), ("Typst", "typst"), ("mkdocs", "mkdocs")):
        if is_installed(package):
            yield f"{name} {version(package)}"


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
