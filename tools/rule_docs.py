"""docs/rules.md: the rules in arkdoc/rules and arkdoc/check → a page of them all, by their codes.

With `--check` nothing is written, and status 1 says that the page is not up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from arkdoc.check.registry import ALL
from arkdoc.language.messages import Translator, in_language
from arkdoc.model.diagnostic import Rule, Severity
from arkdoc.report.explain import general

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
_SEVERITY = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Notice"}
FAMILIES = {
    "1": "Fields at the top",
    "2": "Structure",
    "3": "Links, footnotes, tables and pictures",
    "4": "Language and privacy",
    "5": "Delivery",
    "6": "Word files",
    "9": "Output",
}
HEAD = """\
# Rules

<!-- Written by tools/rule_docs.py from arkdoc/rules and arkdoc/check; change it there. -->

What arkdoc finds, by code. `arkdoc explain ARK312` shows the same on a terminal. Warnings and
notices can be silenced, errors can't: `tillat: [ARK208]` at the top of `notat.md` does it for
the whole note, `<!-- arkdoc: tillat ARK208 -->` for the next block
([more](format.md#silencing)).

An example is one contribution unless lines with `===` name several files; a picture stands
there by its name alone. The other units' contributions, and a plain `notat.md`, are taken to
be there. The words are those of the Norwegian (nb) and English messages; `…` stands for what
a message takes from the file.
"""


def page() -> str:
    """The whole page."""
    norwegian, english = in_language("nb"), in_language("en")
    parts = [HEAD]
    family = ""
    for rule in sorted(ALL, key=lambda rule: rule.code):
        if rule.code[3] != family:
            family = rule.code[3]
            parts.append(f"## {family}xx: {FAMILIES[family]}\n")
        parts.append(_section(rule, norwegian, english))
    return "\n".join(parts)


def _section(rule: Rule, norwegian: Translator, english: Translator) -> str:
    return (
        f"### {rule.code} {rule.name}\n\n"
        f"*{_SEVERITY[rule.severity]}.* «{norwegian.title(rule)}». {english(rule.why)}\n\n"
        f"- en: {_said(rule, english)}\n"
        f"- nb: {_said(rule, norwegian)}\n\n"
        f"Wrong:\n\n{_fenced(rule.bad)}\n"
        f"Right:\n\n{_fenced(rule.good)}"
    )


def _said(rule: Rule, tr: Translator) -> str:
    hint = general(rule.hint, tr)
    in_word = f"(Word: {general(rule.hint_in_word, tr)})" if rule.hint_in_word else ""
    said = (general(rule.message, tr), hint if hint.strip("… ") else "", in_word)
    return " ".join(filter(None, said))


def _fenced(example: str) -> str:
    return f"~~~markdown\n{example}~~~\n"


def main(argv: list[str]) -> int:
    text = page()
    there = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    if argv == ["--check"]:
        if text != there:
            print(f"{PAGE.name}: not up to date", file=sys.stderr)
        return int(text != there)
    if text != there:
        PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
