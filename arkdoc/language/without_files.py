"""What is said to those who write files → the same to those who write in the browser, or in Word.

They have no `notat.md`, no folder and no lines with numbers, and call no commands (sharing.md, 4).
"""

from __future__ import annotations

import re

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.regex import regex

_LINE = regex(r",? (?:på linje|on line) \d+(?=[ .,])")
_SENTENCE = regex(r"(?<=[.!?]) +(?=[A-ZÆØÅ«“`])")
_OF_FILES = regex(
    r"arkdoc |\barkdoc:|\.md\b|contributions/|styles/|endelig/|\bmarkdown\b|front matter|\byaml\b"
    r"|\b(?:linje|line) \d|`make ",
    re.IGNORECASE,
)


def without_files(text: str) -> str:
    """`text` without the sentences that speak of files, lines or commands; it may be empty."""
    sentences = _SENTENCE.split(_LINE.sub("", text))
    return " ".join(sentence for sentence in sentences if not _OF_FILES.search(sentence))


def reason(error: ArkdocError, tr: Translator) -> str:
    """Why something can't be done, for those who see no files."""
    return without_files(tr.error(error, with_place=False)) or tr.error(error)
