"""Message ids and diagnostics → sentences in the reader's language, through gettext.

Message ids are English, so English needs no catalogue. The catalogues are in `locale/`
beside this module; tools/catalogues.py keeps them in step with the code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, Rule, Severity
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word

LOCALE = Path(__file__).resolve().parent / "locale"

_VARIABLES = ("ARKDOC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_NORWEGIAN = frozenset(
    {"", "c", "posix", "nb", "nn", "no", "da", "sv", "se", "bokmål", "norwegian"}
)
# These arguments of a diagnostic are message ids themselves.
_TRANSLATED = frozenset(
    {"cure", "expected", "feature", "found", "instead", "reason", "what", "where"}
)
_PLACEHOLDER = regex(r"\{(\w+)\}")
_BIDI = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# The operating system's reasons for not opening or writing a file: a diagnostic's `reason`.
SYSTEM_REASONS = (
    N_("File exists"),
    N_("File name too long"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Cannot assign requested address"),
    N_("Name or service not known"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Text file busy"),
)


class Translator:
    """Translates message ids into one language: `tr("… {name} …", name=…)`.

    Arguments are shown as they are, without control characters.
    """

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, **args: object) -> str:
        """`message` in this language, its placeholders filled."""
        return _fill(self._translate(message), args)

    def count(self, singular: str, plural: str, n: int) -> str:
        """The form that suits `n`, which fills `{n}`."""
        return _fill(self._catalogue.ngettext(singular, plural, n), {"n": n})

    def problems(self, counts: Mapping[Severity, int]) -> dict[Severity, str]:
        """How many errors and warnings there are, in words, where there are any."""
        texts = {
            Severity.ERROR: self.count("{n} error", "{n} errors", counts[Severity.ERROR]),
            Severity.WARNING: self.count("{n} warning", "{n} warnings", counts[Severity.WARNING]),
        }
        return {severity: text for severity, text in texts.items() if counts[severity]}

    def title(self, rule: Rule) -> str:
        """What a rule is called; in English, and without a translation, by its name."""
        words = rule.name.replace("-", " ")
        title = self._translate(words)
        return rule.name if title == words else title

    def message(self, diagnostic: Diagnostic) -> str:
        """What is wrong, in one or two sentences."""
        return self._filled(diagnostic.rule.message, dict(diagnostic.args))

    def hint(self, diagnostic: Diagnostic) -> str:
        """What to do about it; empty when there is nothing to do."""
        rule = diagnostic.rule
        hint = rule.hint_in_word if is_word(diagnostic.span.path) else ""
        return self._filled(hint or rule.hint, dict(diagnostic.args))

    def error(self, error: ArkdocError, *, with_place: bool = True) -> str:
        """Why arkdoc can't go on, in one line, with the place when there is one."""
        sentence = self._filled(error.message, error.arguments)
        if not error.diagnostics:
            return sentence
        first = error.diagnostics[0]
        place = f"{first.span.path}:{first.span.line}:{first.span.column}: "
        # An error with arguments already names what the diagnostic would repeat.
        reason = "" if error.arguments else f" {self.message(first)}"
        return f"{place if with_place and first.span.path else ''}{sentence}{reason}"

    def _filled(self, message: str, args: Mapping[str, str]) -> str:
        plain = {name: printable(value) for name, value in args.items()}
        shown = {
            name: _fill(self._translate(args[name]), plain) if name in _TRANSLATED else value
            for name, value in plain.items()
        }
        if candidate := plain.get("suggestion"):
            shown["suggestion"] = " " + self(N_("Did you mean “{candidate}”?"), candidate=candidate)
        return _fill(self._translate(message), shown)

    def _translate(self, message: str) -> str:
        # gettext answers the empty message id with the catalogue's header.
        return self._catalogue.gettext(message) if message else ""


def translator(environ: Mapping[str, str]) -> Translator:
    """For the language that the environment asks for; Norwegian when it asks for none."""
    asked = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    language = re.split(r"[_.@-]", asked.lower(), maxsplit=1)[0]
    return in_language("nb" if language in _NORWEGIAN else "en")


@cache
def in_language(language: str) -> Translator:
    """For `nb` or `en`."""
    path = LOCALE / language / "LC_MESSAGES" / "arkdoc.mo"
    if not path.is_file():
        return Translator(language, NullTranslations())
    with path.open("rb") as file:
        return Translator(language, GNUTranslations(file))


def printable(text: str) -> str:
    """`text` on one line, without characters that control a terminal."""
    if text.isprintable():
        return text
    line = " ".join(text.split())
    line = "".join("�" if unicodedata.category(c) in ("Cc", "Cs") else c for c in line)
    return _BIDI.sub("�", line)


def _fill(text: str, args: Mapping[str, object]) -> str:
    # Not str.format: a brace in what an author wrote must do nothing.
    return _PLACEHOLDER.sub(
        lambda match: str(args[match[1]]) if match[1] in args else match[0], text
    )
