"""`styles/` → the built-in house style of the wheel: without this project's own sender and logo.

A build hook of hatchling. Who installs arkdoc must not get the letterhead of a university that is
made up; what `[avsender]` looks like stays in the tokens, as comments.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_TABLE = re.compile(r"^\[avsender\]\n(?:(?!\[).*\n)*", re.MULTILINE)


def shipped(tokens: str) -> str:
    """The text of `tokens.toml` with `[avsender]` as a comment."""

    def commented(match: re.Match[str]) -> str:
        return "".join(f"# {line}\n" if line else "\n" for line in match[0].splitlines())

    return _TABLE.sub(commented, tokens)


class ShippedStyles(BuildHookInterface[Any]):
    """Puts the files of the house style that every note can have into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; an editable installation uses those of the checkout."""
        if version == "editable":
            return
        styles = Path(self.root) / "styles"
        tokens = Path(mkdtemp()) / "tokens.toml"
        tokens.write_text(shipped((styles / tokens.name).read_text("utf-8")), "utf-8")
        build_data["force_include"] |= {
            str(tokens): "arkdoc/styles/tokens.toml",
            str(styles / "print.css"): "arkdoc/styles/print.css",
        }
