"""Diagnostics → messages as HTML: beside the block that they concern, and in the list of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from arkdoc.deliver.finish_words import AT_THE_TOP, IN_SETTINGS, OTHER, SAID, WHOSE
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, Diagnostic, Severity
from arkdoc.model.regex import regex
from arkdoc.model.source import is_word
from arkdoc.pipeline.places import Places, paragraph
from arkdoc.preview.difference import KeyedElement, keyed_by_html
from arkdoc.preview.spoken import spoken
from arkdoc.rules.word_back import WAITING_REMARK
from arkdoc.write.html.markup import element, escaped, fragment

_IN_BACKTICKS = regex(r"`([^`]+)`")
_COMMAND = regex(r"`(?:arkdoc|make) ")
# What only those know who write files: signs of Markdown, fields, commands, paths.
_OF_FILES = regex(r"`|\w\.md\b|contributions/|arkdoc|Markdown|---")
# As `redlined` of `deliver/remarks.py` writes words that came and went.
_OLD_WORDS, _NEW_WORDS = regex(r"\[-(.*?)-\]"), regex(r"\{\+(.*?)\+\}")
_SEVERITIES = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.INFO: N_("Remark"),
}


def message_html(text: str) -> str:
    """A message as HTML; what stands in backticks becomes `code`."""
    return _IN_BACKTICKS.sub(r"<code>\1</code>", escaped(text))


def message_id(diagnostic: Diagnostic) -> str:
    """The id of a diagnostic's inline message. Its full stop keeps it apart from headings' ids."""
    found = repr((diagnostic.rule.code, diagnostic.span, diagnostic.args))
    return "m." + sha256(found.encode("utf-8", "replace")).hexdigest()[:16]


def inline_messages(
    block: str,
    found: Sequence[Diagnostic],
    tr: Translator,
    places: Places | None,
    *,
    is_own: bool = False,
) -> KeyedElement:
    """The messages `found`, in one element before the block whose key is `block`.

    Without `places` they are for those who don't see the files. `is_own`: for the unit itself,
    which gives no commands.
    """
    are_infos = all(diagnostic.rule.severity is Severity.INFO for diagnostic in found)
    html = element(
        "div",
        "".join(_inline_message(diagnostic, tr, places, is_own) for diagnostic in found),
        class_="pv-inline-messages pv-only-infos" if are_infos else "pv-inline-messages",
        role="note",
        aria_label=tr("About the paragraph that follows"),
        lang=tr.language,
    )
    said = (_said_in_word(diagnostic, tr, places) for diagnostic in found)
    return KeyedElement("+".join((block, *map(message_id, found), *filter(None, said))), html)


def _inline_message(
    diagnostic: Diagnostic, tr: Translator, places: Places | None, is_own: bool
) -> str:
    """One diagnostic: what is wrong, what to do, where, and the rule's code."""
    hint = tr.hint(diagnostic)
    if places is None:
        foreign = _is_of_files(diagnostic, hint)
    else:
        foreign = is_own and _COMMAND.search(hint) is not None
    hint = "" if foreign else hint
    return element(
        "div",
        element("p", _message(diagnostic, tr, places))
        + (element("p", message_html(hint), class_="pv-hint") if hint else "")
        + _location(diagnostic, tr, places, beside=True),
        class_="pv-inline-message",
        id=message_id(diagnostic),
        data_severity=diagnostic.rule.severity.value,
    )


def message_item(
    diagnostic: Diagnostic, tr: Translator, places: Places | None, *, is_linked: bool
) -> KeyedElement:
    """The diagnostic in the list of messages, linked to its inline message where it has one."""
    message, id_ = _message(diagnostic, tr, places), message_id(diagnostic)
    linked = element("a", message, href=fragment(id_)) if is_linked else element("p", message)
    html = element(
        "li",
        linked + _location(diagnostic, tr, places),
        class_="pv-message",
        data_severity=diagnostic.rule.severity.value,
    )
    said = _said_in_word(diagnostic, tr, places)
    return KeyedElement(f"{id_}{'' if is_linked else '-'}{said}", html)


def count_spans(counts: Mapping[Severity, int], tr: Translator) -> list[str]:
    """How many errors and warnings there are, where there are any."""
    return [
        element("span", escaped(text), class_=f"pv-{severity.value}s")
        for severity, text in tr.problems(counts).items()
    ]


def counts(counts: Mapping[Severity, int], tr: Translator) -> KeyedElement:
    """How many errors and warnings there are in all."""
    spans = count_spans(counts, tr)
    return keyed_by_html(element("p", ", ".join(spans) or escaped(tr("Nothing to put right."))))


def location_button(
    diagnostic: Diagnostic, tr: Translator, places: Places, *, beside: bool = False
) -> str:
    """File and line, or paragraph; a click shows the full location, to copy.

    `beside` the text, a paragraph of a Word file is told by words to search for in Word.
    """
    span = diagnostic.span
    if not span.path:
        return ""
    name = span.path.rpartition("/")[2]
    short = f"{name}:{span.line}"
    if is_word(name):
        short = ", ".join(filter(None, (name, paragraph(span, tr))))
        short = (beside and places.in_word(diagnostic, tr)) or short
    return element(
        "button",
        escaped(short),
        type="button",
        class_="pv-location",
        data_location=places.full(diagnostic, tr),
    )


def _message(diagnostic: Diagnostic, tr: Translator, places: Places | None) -> str:
    severity = element("b", escaped(tr(_SEVERITIES[diagnostic.rule.severity])))
    message = tr.message(diagnostic)
    if places is None and _is_of_files(diagnostic, message):
        said = SAID.get(diagnostic.rule, OTHER).message
        message = tr(said, **dict(diagnostic.args))
    html = message_html(message)
    if diagnostic.rule is WAITING_REMARK:
        html = spoken(_NEW_WORDS.sub(r"<ins>\1</ins>", _OLD_WORDS.sub(r"<del>\1</del>", html)), tr)
    return f"{severity} {html}"


def _is_of_files(diagnostic: Diagnostic, text: str) -> bool:
    """Whether `text`, said of `diagnostic`, is for those who write files."""
    of_fields = SAID.get(diagnostic.rule) in (AT_THE_TOP, IN_SETTINGS, WHOSE)
    return of_fields or _OF_FILES.search(text) is not None


def _said_in_word(diagnostic: Diagnostic, tr: Translator, places: Places | None) -> str:
    return places.in_word(diagnostic, tr) if places else ""


def _location(
    diagnostic: Diagnostic, tr: Translator, places: Places | None, *, beside: bool = False
) -> str:
    """Where it is, and the rule's code; nothing for those who don't see the files."""
    if places is None:
        return ""
    code = element("span", escaped(diagnostic.rule.code), class_="pv-code")
    return element(
        "p",
        f"{location_button(diagnostic, tr, places, beside=beside)} {code}",
        class_="pv-message-foot",
    )
