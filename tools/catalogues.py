"""The message catalogues: arkdoc's sources → arkdoc/language/locale/*/LC_MESSAGES/arkdoc.po → .mo.

Brings each .po in step with the sources (a new message id has an empty translation, one that is
gone is taken out) and compiles it. Status 1, with a list, while a translation is missing. With
`--check` nothing is written, and status 1 says that something would be. Needs Babel.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeGuard

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "arkdoc"
LOCALE = PACKAGE / "language" / "locale"
HEADER = """\
# What arkdoc says to people, in {language}. Made and checked by tools/catalogues.py."""

MessageId = str | tuple[str, str]


class _Catalog(Catalog):
    """A catalogue whose header holds no time and no version: the same bytes every day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


@cache
def message_ids() -> Mapping[MessageId, str]:
    """Every message id in the sources, in order, with the first module that has it.

    They stand as texts in `N_("…")`, in `tr("…")` and, singular and plural, in `tr.count("…")`.
    The name of a rule is one too, with spaces for hyphens: its title.
    """
    found: dict[MessageId, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE.parent).as_posix()
        for message_id in _marked(ast.parse(path.read_text("utf-8"))):
            found.setdefault(message_id, module)
    return found


def _marked(tree: ast.AST) -> Iterator[MessageId]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        texts = [
            argument.value
            for argument in call.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        match call.func:
            case ast.Name("N_" | "tr") | ast.Attribute(attr="tr") if texts and texts[0]:
                yield texts[0]
            case ast.Name("Rule"):
                names = [k.value for k in call.keywords if k.arg == "name"]
                yield from (str(n.value).replace("-", " ") for n in names if _is_text(n))
            case ast.Attribute(attr="count") if len(texts) == 2:
                yield texts[0], texts[1]
            case _:
                pass


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def catalogue(language: str) -> Catalog:
    """The catalogue in the .po file, as it stands."""
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def in_step(old: Catalog) -> Catalog:
    """`old` with exactly the message ids of the sources, in their order."""
    language = str(old.locale)
    new = _Catalog(locale=old.locale, header_comment=HEADER.format(language=language), fuzzy=False)
    for message_id, module in message_ids().items():
        known = old.get(message_id)
        said = known.string if known else ("" if isinstance(message_id, str) else ("", ""))
        new.add(message_id, said, locations=[(module, 0)])
    return new


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "arkdoc.po"


def languages() -> list[str]:
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/arkdoc.po"))


def po_bytes(messages: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, messages, width=96, include_lineno=False)
    return file.getvalue()


def mo_bytes(messages: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, messages)
    return file.getvalue()


def missing(messages: Catalog) -> list[str]:
    """The message ids that lack a translation."""
    said = [message for message in messages if message.id]
    return [_first(m.id) for m in said if not all(_forms(m.string))]


def obsolete(messages: Catalog) -> list[str]:
    """The message ids that no source has any more."""
    known = message_ids()
    return [_first(m.id) for m in messages if m.id and _key(m.id) not in known]


def _forms(text: object) -> tuple[object, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text,)


def _key(message_id: object) -> MessageId:
    forms = _forms(message_id)
    return str(forms[0]) if len(forms) == 1 else (str(forms[0]), str(forms[1]))


def _first(message_id: object) -> str:
    return str(_forms(message_id)[0])


def main(argv: list[str]) -> int:
    check = argv == ["--check"]
    if argv and not check:
        print("usage: tools/catalogues.py [--check]", file=sys.stderr)
        return 2
    status = 0
    for language in languages():
        old = catalogue(language)
        new = in_step(old)
        for text in obsolete(old):
            print(f"{language}: gone: {text}", file=sys.stderr)
        for text in missing(new):
            print(f"{language}: to be translated: {text}", file=sys.stderr)
            status = 1
        for path, data in (
            (po_path(language), po_bytes(new)),
            (po_path(language).with_suffix(".mo"), mo_bytes(new)),
        ):
            if path.is_file() and path.read_bytes() == data:
                continue
            if check:
                print(f"{path.relative_to(PACKAGE.parent)}: not up to date", file=sys.stderr)
                status = 1
            else:
                path.write_bytes(data)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
