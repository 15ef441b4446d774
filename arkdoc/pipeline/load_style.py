"""`styles/` of a root → the Theme of its house style, and the bytes of its Word template."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.confined import read_inside
from arkdoc.style.theme import PRINT_CSS, TOKENS, Theme, builtin_styles, parse_theme

TEMPLATE = "styles/notat.docx"
_LEADS_OUT = N_("it is a link that leads out of the folder")


def load_theme(root: Path) -> Theme:
    """The house style of `root`, or the built-in one where it has none of its own."""
    if not os.path.lexists(root / "styles" / TOKENS):
        return theme_in(builtin_styles())
    real_root = root.resolve()
    return _theme(lambda name: _read_own(root / "styles" / name, real_root))


def theme_in(folder: Path) -> Theme:
    """The house style in `folder`, which is trusted. Raises ArkdocError if it can't be used."""
    return _theme(lambda name: (folder / name).read_bytes())


def _theme(read: Callable[[str], bytes]) -> Theme:
    try:
        tokens, css = (read(name).decode() for name in (TOKENS, PRINT_CSS))
    except (OSError, UnicodeDecodeError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise ArkdocError(
            N_("The house style in styles/ can't be read: {reason}"), reason=reason
        ) from error
    return parse_theme(tokens, css)


def _read_own(file: Path, real_root: Path) -> bytes:
    """What is in a file of the house style. Raises OSError."""
    if not Path(os.path.realpath(file)).is_relative_to(real_root):
        raise OSError(0, _LEADS_OUT)
    return read_inside(file, real_root)


def load_template(root: Path) -> bytes | str | None:
    """The institution's own Word file, None where there is none, or why it can't be read."""
    file = root / TEMPLATE
    if not file.exists() and not file.is_symlink():
        return None
    try:
        return _read_own(file, root.resolve())
    except OSError as error:
        return error.strerror or str(error)
