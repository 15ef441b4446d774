"""What `vedlegg` says and the files there are → the attachments as the note lists them.

An item is a title, the name of a file under `contributions/vedlegg/`, or both:
`Tiltaksplan UB (plan.pdf)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import PurePosixPath
from typing import NamedTuple

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.document import ListedAttachment
from arkdoc.model.names import clip, closest, fold, safe, usable
from arkdoc.model.note import Attachment, Files, Note
from arkdoc.model.regex import regex
from arkdoc.model.source import ATTACHED, ATTACHMENTS, is_attachment, start_of
from arkdoc.rules.attachments import (
    AMBIGUOUS_ATTACHMENT,
    MISSING_ATTACHMENT,
    UNNAMED_ATTACHMENT,
    UNUSABLE_ATTACHMENT,
)

LEADS_OUT = N_("it is a link that leads out of the folder, or to a folder")

# A run of white space is tried from its beginning alone, so that a long one takes no time.
_WITH_TITLE = regex(
    r"\[?(?P<title>[^\s\[].*?)\]?(?<!\s)\s*\((?P<file>[^()]+(?:\([^()]*\)[^()]*)*)\)"
)
_BEFORE_NAME = regex(rf"(?:\./|contributions/)*(?:{ATTACHED}/)?", re.IGNORECASE)
_KINDS = (
    "csv|docm?|docx|eml|gif|html?|jpe?g|json|md|mp[34]|msg|od[pst]|pdf|png|pptx?|rtf|svg|tiff?|txt"
    "|xls|xls[mx]|xml|zip"
)
_FILE = regex(rf"\S\.(?:{_KINDS})\Z", re.IGNORECASE)
_LONGEST = 60  # characters of a copy's name
_LONGEST_ENDING = 12  # bytes, with the full stop


class Attached(NamedTuple):
    """The attachments of a note, what was found about them, and the paths that `vedlegg` names."""

    listed: tuple[ListedAttachment, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    named: frozenset[str] = frozenset()

    @property
    def places(self) -> Mapping[str, str]:
        """Where the copy of each file lies, by the file's path from the root."""
        return {each.path: each.place for each in self.listed if each.path}


def attached(note: Note, files: Files) -> Attached:
    """The attachments of `note`, by what `vedlegg` says and the `files` there are."""
    if not note.attachments:
        return Attached(())
    there = _There(files)
    listed = tuple(there.listed(n, each) for n, each in enumerate(note.attachments, 1))
    return Attached(listed, tuple(there.diagnostics), frozenset(there.named))


def unnamed(files: Files, named: Iterable[str]) -> Iterator[Diagnostic]:
    """A diagnostic for each file among the attachments that is not `named`."""
    for path in sorted(files.attachments.difference(named)):
        yield diagnostic(UNNAMED_ATTACHMENT, start_of(path), file=_name(path))


@dataclass(slots=True)
class _There:
    """The files that may be attached, found by what people write."""

    files: Files
    diagnostics: list[Diagnostic] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        paths = sorted((*self.files.attachments, *filter(is_attachment, self.files.outside)))
        in_full: dict[str, list[str]] = {}
        for path in paths:
            self._by_name.setdefault(fold(path.rpartition("/")[2]), []).append(path)
            in_full.setdefault(fold(_name(path)), []).append(path)
        self._by_name |= in_full

    def listed(self, number: int, each: Attachment) -> ListedAttachment:
        parted = _WITH_TITLE.fullmatch(each.text)
        for title, file in (
            (parted["title"], parted["file"]) if parted else ("", ""),
            ("", each.text),
        ):
            if file and (paths := self._by_name.get(_folded(file))):
                exact = [path for path in paths if _name(path) == _below(file)] or paths
                if len(exact) > 1:
                    return self._with_several(number, each, title, file, exact)
                return self._with_file(number, each, title, exact[0])
        title, file = (parted["title"], parted["file"]) if parted else (each.text, each.text)
        if not _FILE.search(file) and not fold(file).startswith(f"{ATTACHED}/"):
            return ListedAttachment(number, each.text, span=each.span)
        place = each.span.part(each.text.rindex(file), len(file))
        near = closest(_folded(file), self._by_name)
        near = near and _name(self._by_name[near][0])
        self.diagnostics.append(
            diagnostic(MISSING_ATTACHMENT, place, file=clip(file), suggestion=near)
        )
        return ListedAttachment(number, title, span=each.span)

    def _with_several(
        self, number: int, each: Attachment, title: str, file: str, paths: list[str]
    ) -> ListedAttachment:
        """An attachment of which nobody knows which file it is: its title alone."""
        self.named.update(paths)
        names = [_name(path) for path in paths]
        place = each.span.part(each.text.rindex(file), len(file))
        shown = clip(", ".join(names))
        self.diagnostics.append(
            diagnostic(AMBIGUOUS_ATTACHMENT, place, file=clip(file), paths=shown, path=names[-1])
        )
        return ListedAttachment(number, title or each.text, span=each.span)

    def _with_file(self, number: int, each: Attachment, title: str, path: str) -> ListedAttachment:
        self.named.add(path)
        title = title or PurePosixPath(path).stem
        if path in self.files.outside or "\\" in path:
            reason = LEADS_OUT if path in self.files.outside else _BACKSLASH
            self.diagnostics.append(
                diagnostic(UNUSABLE_ATTACHMENT, each.span, file=_name(path), reason=reason)
            )
            return ListedAttachment(number, title, span=each.span)
        return ListedAttachment(number, title, path, self._place(path, number), each.span)

    def _place(self, path: str, number: int) -> str:
        """Where the copy of a file goes: by a name that every system takes and no other has."""
        if path in self._places:
            return self._places[path]
        file = PurePosixPath(path)
        ending = safe(file.suffix).rstrip(" .")
        if len(ending.encode()) > _LONGEST_ENDING:
            ending = ""
        stem = safe(file.stem)[:_LONGEST]
        taken = {fold(place) for place in self._places.values()}
        names = (usable(f"{stem} {n}{ending}" if n > 1 else f"{stem}{ending}") for n in count(1))
        places = (f"{ATTACHED}/{name or f'{ATTACHED}-{number}'}" for name in names)
        self._places[path] = next(place for place in places if fold(place) not in taken)
        return self._places[path]


_BACKSLASH = N_("there is a “\\” in its name")


def _name(path: str) -> str:
    """The path of a file from the folder of attachments."""
    return path[len(ATTACHMENTS) :]


def _folded(file: str) -> str:
    """A key for how people write the name of a file there."""
    return fold(_below(file))


def _below(file: str) -> str:
    """What people write of a file's name, from the folder of attachments on."""
    return _BEFORE_NAME.sub("", file.replace("\\", "/"), count=1)
