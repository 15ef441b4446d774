"""`styles/` of a root → the Theme of its house style, the institution's logo, its Word template."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from errno import ENOENT
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, diagnostic
from arkdoc.model.source import Span
from arkdoc.pipeline.confined import read_inside
from arkdoc.rules.letterhead import UNUSABLE_LOGO
from arkdoc.style.sender import Sender, SenderTokens, logo_line
from arkdoc.style.theme import (
    PRINT_CSS,
    TOKENS,
    Theme,
    builtin_styles,
    parse_sender,
    parse_theme,
)

FOLDER = "styles"
TEMPLATE = f"{FOLDER}/notat.docx"
MOST_LOGO_BYTES = 2_000_000
"""A logo goes into every file that is made; what is larger is no logo."""

_LEADS_OUT = N_("it is a link that leads out of the folder")
_NOT_THERE = N_("there is no such file")
_TOO_LARGE = N_("the file is too large")
_PUT_IT_THERE = N_("Put the file there, or take `logo` out of styles/tokens.toml.")
_SMALLER = N_("Ask those who made it for a simpler one: a logo as SVG is a few thousand bytes.")


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What `styles/` holds: the theme, with its sender; the Word template's bytes or the reason
    why it can't be opened; and the faults of logos. `files` are those it was read from, by their
    paths from the root."""

    theme: Theme
    template: bytes | str | None
    findings: tuple[Diagnostic, ...]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class _StyleFiles(Protocol):
    """Where files of a house style are read, by their paths from a root."""

    def has(self, path: str) -> bool: ...

    def read(self, path: str) -> bytes:
        """Raises OSError."""


class _StyleFilesOnDisk:
    """The files of a root; `read_so_far` are those that were read."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real_root = root.resolve()
        self.read_so_far: dict[str, bytes] = {}

    def has(self, path: str) -> bool:
        return os.path.lexists(self._root / path)

    def read(self, path: str) -> bytes:
        file = self._root / path
        if not Path(os.path.realpath(file)).is_relative_to(self._real_root):
            raise OSError(0, _LEADS_OUT)
        self.read_so_far[path] = data = read_inside(file, self._real_root)
        return data


@dataclass(frozen=True, slots=True)
class _KeptStyleFiles:
    """Files that were kept."""

    files: Mapping[str, bytes]

    def has(self, path: str) -> bool:
        return path in self.files

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), path)
        return self.files[path]


def load_style(root: Path) -> HouseStyle:
    """The house style of `root`; what it lacks is the built-in one's.

    Where its tokens name no sender, that of its Word template is every output's.
    """
    files = _StyleFilesOnDisk(root)
    return replace(_style(files), files=files.read_so_far)


def kept_style(files: Mapping[str, bytes]) -> HouseStyle:
    """The house style that these files, by their paths from a root, are of."""
    return replace(_style(_KeptStyleFiles(files)), files=files)


def _style(files: _StyleFiles) -> HouseStyle:
    theme, findings = _own_theme(files)
    template = _template(files)
    if theme.sender is None and isinstance(template, bytes):
        from arkdoc.pipeline.template_sender import template_sender

        sender, findings = template_sender(template)
        theme = replace(theme, sender=sender)
    return HouseStyle(theme, template, findings)


def load_theme(root: Path) -> Theme:
    """The theme of `root`'s own house style, or of the built-in one where it has none."""
    return load_style(root).theme


def theme_in(folder: Path) -> Theme:
    """The house style in `folder`, which is trusted and is nobody's: it names no sender.

    Raises ArkdocError if it can't be used.
    """
    return parse_theme(*_texts(folder))


def _own_theme(files: _StyleFiles) -> tuple[Theme, tuple[Diagnostic, ...]]:
    if not files.has(f"{FOLDER}/{TOKENS}"):
        return theme_in(builtin_styles()), ()
    base, css = _texts(builtin_styles())
    try:
        tokens = files.read(f"{FOLDER}/{TOKENS}").decode()
        if files.has(f"{FOLDER}/{PRINT_CSS}"):
            css = files.read(f"{FOLDER}/{PRINT_CSS}").decode()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error) from error
    theme = parse_theme(tokens, css, base)
    said = parse_sender(tokens)
    if said is None:
        return theme, ()
    sender, findings, logo = _with_logo(said, tokens, files)
    digest = sha256(theme.sha256.encode() + logo).hexdigest()
    return replace(theme, sender=sender, sha256=digest), findings


def _with_logo(
    said: SenderTokens, tokens: str, files: _StyleFiles
) -> tuple[Sender, tuple[Diagnostic, ...], bytes]:
    """The sender with its logo, or without and why; and the bytes that this depends on."""
    if not said.logo:
        return said.sender, (), b""
    path = f"{FOLDER}/{said.logo}"
    try:
        data = files.read(path)
        found = logo_picture(path, data)
    except FileNotFoundError:
        data, found = b"", Unusable(_NOT_THERE, _PUT_IT_THERE)
    except OSError as error:
        data, found = b"", Unusable(error.strerror or str(error), _PUT_IT_THERE)
    if isinstance(found, Asset):
        return replace(said.sender, logo=found), (), data
    line = logo_line(tokens)
    place = Span(f"{FOLDER}/{TOKENS}", line, 1, line, 1)
    fault = diagnostic(UNUSABLE_LOGO, place, path=path, reason=found.reason, cure=found.cure)
    return said.sender, (fault,), data


def logo_picture(path: str, data: bytes) -> Asset | Unusable:
    """The logo at `path`, held to what holds for the pictures of contributions, and smaller."""
    if len(data) > MOST_LOGO_BYTES:
        return Unusable(_TOO_LARGE, _SMALLER)
    from arkdoc.read.image.reader import read_image

    return read_image(path, data)


def _texts(folder: Path) -> tuple[str, str]:
    """The tokens and the style sheet of a trusted folder."""
    try:
        return (folder / TOKENS).read_text("utf-8"), (folder / PRINT_CSS).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError | UnicodeDecodeError) -> ArkdocError:
    reason = (isinstance(error, OSError) and error.strerror) or error
    return ArkdocError(N_("The house style in styles/ can't be read: {reason}"), reason=reason)


def _template(files: _StyleFiles) -> bytes | str | None:
    """The institution's own Word file, None where there is none, or why it can't be read."""
    if not files.has(TEMPLATE):
        return None
    try:
        return files.read(TEMPLATE)
    except OSError as error:
        return error.strerror or str(error)
