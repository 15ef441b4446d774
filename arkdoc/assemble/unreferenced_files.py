"""Files that no text refers to → a diagnostic for each, with what to do about it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from arkdoc.model.assets import is_picture
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.names import fold, in_icloud
from arkdoc.model.note import Contribution, Files, Note
from arkdoc.model.regex import regex
from arkdoc.model.source import is_contribution, start_of
from arkdoc.rules.delivery import SAME_LOOKING_NAMES, STRAY_FILE
from arkdoc.units.index import UnitIndex

_TEXT = (".txt", ".text", ".markdown", ".mdown", ".mkd", ".md_", ".rst", ".yaml", ".yml")
_WORD_OPENS = (".doc", ".odt", ".rtf", ".dot", ".dotx", ".dotm")
_OFFICE = (".pages", ".pdf", ".gdoc")
_SHORTCUT = (".lnk", ".url", ".webloc")

_TEXTS = ("text", "word", "office", "copy", "cloud", "link")
"""The kinds that may be what a unit has written."""

_WHAT_TO_DO = {
    "text": (
        N_("This looks like a contribution, but its name does not end in .docx or .md."),
        N_(
            "Change the end of the name to .md. In Windows, first choose View > File name "
            "extensions."
        ),
    ),
    "word": (
        N_("This is a file from a word processor, of a kind that we don't read."),
        N_("Open it in Word and save it as a Word document (.docx)."),
    ),
    "office": (
        N_("We don't read such files."),
        N_(
            "Put the Word file itself here (.docx). If there is none, copy the text into one, or "
            "into a file that ends in .md; `arkdoc new` makes one to copy it into."
        ),
    ),
    "copy": (
        N_("This looks like a copy of another contribution, made when two people saved at once."),
        N_("Move over what is only in the copy, and delete the copy."),
    ),
    "picture": (
        N_("No text shows this picture."),
        N_("Show it with `![what it shows](name of the file)`, or delete the file."),
    ),
    "link": (
        N_("This is only a shortcut to something else."),
        N_("Put the file itself here."),
    ),
    "cloud": (
        N_("Of this file, only the name is on this machine: the file itself is in iCloud."),
        N_("Choose it in Finder, and then Download Now."),
    ),
    "other": (
        N_("No text refers to this file."),
        N_("Delete it, or let its name begin with _ if it should stay here."),
    ),
}

_COPY = regex(  # what OneDrive, Dropbox, Nextcloud, Syncthing, Windows and macOS call them
    r" \((?:[^()]* )?(?:konflikt|conflict|motstridende|kopi|copy)[^()]*\)"
    r"| \(\d{1,2}\)"
    r"| ?[-–] (?:kopi|copy|konflikt|conflict)(?: \(\d+\))?"
    r"| (?:kopi|copy)(?: \d+)?"
    r"|\.sync-conflict-[\w-]+"
    r"|-(?:DESKTOP|LAPTOP|PC|WIN|SURFACE)-[A-Z0-9]+"
    r"|-[^-]*\b(?:MacBook|iMac|Mac ?mini)\b[^-]*"
    r"| ?[-–] (?:snarvei|shortcut)(?: \(\d+\))?",
    re.IGNORECASE,
)
_COPY_OF = regex(r"(?:kopi av|copy of) ", re.IGNORECASE)


def _original(path: str) -> str:
    """The path of the original if `path` is named like a copy, else `path` itself."""
    folder, name = posixpath.split(path)
    stem, ending = posixpath.splitext(name)
    at = next((m.start() for m in _COPY.finditer(stem) if m.end() == len(stem)), len(stem))
    return posixpath.join(folder, _COPY_OF.sub("", stem[:at], count=1) + ending)


def without_copies(contributions: Iterable[Contribution], cache: Cache) -> list[Contribution]:
    """`contributions` in path order, without the copies that a shared folder makes of one.

    A copy is named like one, and names the same unit as the original or none.
    """
    by_path = {contribution.path: contribution for contribution in contributions}

    def is_copy(contribution: Contribution) -> bool:
        original = by_path.get(cache.cached(_original, contribution.path), contribution)
        is_named_so = original is not contribution
        return is_named_so and fold(contribution.unit) in ("", fold(original.unit))

    return [by_path[path] for path in sorted(by_path) if not is_copy(by_path[path])]


def strays_of_units(
    files: Files, contributions: Iterable[Contribution], note: Note, unit_index: UnitIndex
) -> dict[str, list[str]]:
    """The files that are no contributions and seem to be a unit's, by its id, in path order.

    Their names are those of the unit, or of one of its contributions.
    """
    units = {note.path: "", **{c.path: c.unit for c in contributions}}
    by_stem = {posixpath.splitext(path)[0]: unit for path, unit in units.items() if unit}
    strays: dict[str, list[str]] = {}
    for path in sorted(files.paths - units.keys()):
        if _kind(path) not in _TEXTS:
            continue
        stem = _stem(path)
        named = unit_index.named(by_stem.get(stem) or posixpath.basename(stem))
        if len(named) == 1:
            strays.setdefault(named[0].id, []).append(path)
    return strays


def _stem(path: str) -> str:
    """`path` without its endings and without what makes it a copy: `a/ub` for `a/ub (1).md.txt`."""
    path = _in_icloud(path) or path
    endings = (*_TEXT, *_WORD_OPENS, *_OFFICE, *_SHORTCUT)
    while is_contribution(path) or path.lower().endswith(endings):
        path = _original(f"{posixpath.splitext(path)[0]}.md").removesuffix(".md")
    return _original(f"{path}.md").removesuffix(".md")


def _in_icloud(path: str) -> str:
    """The path of the file that `path` stands for where only its name is here, else empty."""
    folder, name = posixpath.split(path)
    elsewhere = in_icloud(name)
    return posixpath.join(folder, elsewhere) if elsewhere else ""


def unreferenced_files(files: Files, used: frozenset[str]) -> Iterator[Diagnostic]:
    """A diagnostic for each file that is not among `used` (clause 2)."""
    for path in sorted((files.paths | files.outside) - used):
        kind = "link" if path in files.outside else _kind(path)
        what, cure = _WHAT_TO_DO[kind]
        yield diagnostic(STRAY_FILE, start_of(path), what=what, cure=cure)


def what_to_do(path: str) -> tuple[str, str]:
    """What the file at `path` is, which can't be used, and what to do about it: message ids."""
    return _WHAT_TO_DO[_kind(path)]


def look_alikes(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """A diagnostic for each file that has the same name as one before it, but for its spelling."""
    first: dict[str, str] = {}
    for path in sorted(paths):
        other = first.setdefault(fold(path), path)
        if other is not path:
            how = _IN_CAPITALS if path.casefold() == other.casefold() else _IN_SPELLING
            yield diagnostic(SAME_LOOKING_NAMES, start_of(path), other=other, what=how)


_IN_CAPITALS = N_("They differ only in capital letters.")
_IN_SPELLING = N_("They differ only in how a letter such as å is stored.")


def _kind(path: str) -> str:
    name = path.lower()
    if _in_icloud(path):
        return "cloud"
    if name.endswith(_SHORTCUT):
        return "link"
    if name.endswith(_TEXT):
        return "text"
    if name.endswith(_WORD_OPENS):
        return "word"
    if name.endswith(_OFFICE):
        return "office"
    if is_picture(path):
        return "picture"
    return "copy" if is_contribution(path) else "other"
