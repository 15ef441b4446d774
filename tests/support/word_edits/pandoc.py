"""Two Word files → what Pandoc, which accepts all tracked changes, reads otherwise in them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_PATIENCE = 60
_NUMBERED = re.compile(r"^(Tabell|Figur) \d+\. ")
_LABEL = re.compile(r"\w+:")
_SOFT_HYPHEN = "\u00ad"
_TYPESET = str.maketrans(
    {**dict.fromkeys("«»“”", '"'), **dict.fromkeys("‘’", "'"), "–": "-", _SOFT_HYPHEN: ""}
)
_BLOCKS = ("Para", "Plain", "Header", "CodeBlock")


def find_pandoc() -> str | None:
    """The path of the program, of the system or as a Python package has it."""
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


def texts(program: str, docx: bytes, folder: Path) -> Counter[str]:
    """The texts of the paragraphs, headings, cells and notes of a file."""
    file = folder / "pandoc.docx"
    file.write_bytes(docx)
    command = [program, "--from=docx", "--track-changes=accept", "--to=json", file]
    done = subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    tree = json.loads(done.stdout)
    return Counter(text for text in _blocks(tree["blocks"]) if text)


def differences(ours: Counter[str], theirs: Counter[str], made: Iterable[str]) -> list[str]:
    """The texts that one file has and the other hasn't, but for those that arkdoc `made`."""
    apart = (ours - theirs) + (theirs - ours)
    known = {"".join(each.split()).translate(_TYPESET) for each in made}
    # A label without a value is no field.
    return sorted(text for text in apart if text not in known and not _LABEL.fullmatch(text))


def _blocks(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _blocks(each)
    elif isinstance(node, dict):
        if node.get("t") in _BLOCKS:
            text = " ".join("".join(_words(node["c"])).split())
            # Where two paragraphs are joined, readers differ in the space between them.
            yield _NUMBERED.sub("", text).replace(" ", "").translate(_TYPESET)
            yield from _notes(node["c"])
        else:
            yield from _blocks(node.get("c"))


def _words(node: Any) -> Iterator[str]:
    """The words of inlines; those of notes come by themselves."""
    if isinstance(node, list):
        for each in node:
            yield from _words(each)
    elif isinstance(node, dict):
        match node.get("t"):
            case "Str":
                yield node["c"]
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            case "Code":
                yield node["c"][1]
            case "Note" | "Image":
                return
            case "Superscript" if node["c"] == [{"t": "Str", "c": ","}]:  # between two notes
                return
            case "Link" | "Span" | "Quoted":
                yield from _words(node["c"][1])
            case _:
                yield from _words(node.get("c"))
    elif isinstance(node, str):
        return


def _notes(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _notes(each)
    elif isinstance(node, dict):
        if node.get("t") == "Note":
            yield from _blocks(node["c"])
        else:
            yield from _notes(node.get("c"))
