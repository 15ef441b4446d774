"""Lines of fields as people type them → the tree of nodes that was meant.

For fields that plain YAML can't read, or would read as something else than was meant. It accepts
these slips:

- another sign for the colon, or marks around it: `enhet = a`, `enhet – a`, `**enhet:** a`,
  `# enhet: a`, or no sign at all: `enhet a` among other fields (told: ARK135);
- bullets for hyphens, and no space after a hyphen: `• Felles lunsj`, `-Felles lunsj` (ARK135);
- tabs and no-break spaces at the start of a line (ARK113), after a name or after a hyphen, and
  characters of no width before a name;
- no space after a name that is known: `enhet:a`;
- a second colon in a text: `tittel: SAK 11/19: Status` (ARK109);
- a text that begins with a sign of YAML's: `navn: [Utkast] til plan`, `navn: *Ro* i rommet`,
  `filnavn: {saksnr}`;
- a field further in than the one above: `enhet: a` and then `  status: ferdig` (ARK136);
- characters that YAML refuses, which become spaces, or nothing (ARK122).

No line of the file is changed, only what YAML is given, so that every position stays the file's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from arkdoc.language.written import BULLETS
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.names import clip, fold
from arkdoc.model.regex import regex
from arkdoc.model.source import SourceFile, Span
from arkdoc.read.control_characters import settled_field
from arkdoc.read.front_matter.boundaries import INVISIBLE, Vocabulary, is_dashes, is_end
from arkdoc.read.front_matter.errors import FaultError
from arkdoc.read.front_matter.nodes import MAX_LENGTH, UNPRINTABLE, Read, parse
from arkdoc.read.front_matter.positions import FieldText
from arkdoc.rules.front_matter import GUESSED_FIELD, INDENTED_FIELD, ODD_INDENTATION

_TIGHT_HYPHEN = regex(r"-(?=[^\W\d_])")

# --- fields without their signs ----------------------------------------------------------

_REPAIR_LIMIT = 200  # lines after the first `---`
_SHOWN = 40  # characters of a line that a message repeats
_FIELD = regex(
    r"(?P<marks>#{1,6}[ \t]+|\*\*|__|)(?P<name>[^\W\d_]{2,30})(?P<sign>[ \t]*(?:[:=;：–—]|[ \t]-)"
    r"(?:\*\*|__|))(?=[ \t])(?P<rest>.*)"
)
_NO_SIGN = regex(r"(?P<name>[^\W\d_]{2,30})[ \t](?P<rest>\S[^:]*)")
_BULLET = regex(rf"(?P<indent>[ \t]*)[{BULLETS}·*](?P<rest>[ \t\u00a0].*)")
_NO_SPACE = regex(r"^([ \t]*-|\w+:)(?=\S)")


def repair(
    path: str, lines: list[str], vocabulary: Vocabulary
) -> tuple[list[str], list[Diagnostic]]:
    """`lines` of the file at `path` with colons and hyphens, and what was guessed (ARK135).

    Each line stays as long as it was. Only lines below a line `---` at the top are repaired, and
    only where a name tells that these are fields.
    """
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not is_dashes(lines[top].strip()):
        return lines, []
    upper = lines[top + 1 : top + _REPAIR_LIMIT]
    end = next((n for n, line in enumerate(upper) if not line.strip() or is_end(line)), len(upper))
    names = _names(upper[:end])
    changes = {
        number: change
        for number, line in enumerate(upper[:end], top + 1)
        if (change := _repaired(line, vocabulary, names))
    }
    changed = [changes.get(number, line) for number, line in enumerate(lines)]
    if not changes or not _names(changed[: top + end + 1]) & vocabulary.telling:
        return lines, []
    return changed, list(_guesses(path, lines, changes))


def _names(lines: Iterable[str]) -> set[str]:
    return {fold(line.partition(":")[0]) for line in lines if ":" in line}


def _repaired(line: str, vocabulary: Vocabulary, names: set[str]) -> str:
    """The line with the right signs, empty where nothing is wrong; spaces are put in later."""
    if bullet := _BULLET.fullmatch(line):
        return f"{bullet['indent']}-{bullet['rest']}"
    if _TIGHT_HYPHEN.match(line.lstrip(" ")):
        return line
    missing = vocabulary.telling - names
    if match := _FIELD.fullmatch(line):
        # A number sign starts a comment, unless the field that must be there is behind it.
        known = missing if "#" in match["marks"] else vocabulary.names
        wrong = match["marks"] or match["sign"].strip() != ":"
    else:
        match, known = _NO_SIGN.fullmatch(line), missing
        wrong = not names.isdisjoint(vocabulary.names)
    if match is None or not wrong or fold(match["name"]) not in known:
        return ""
    return f"{match['name']}:".ljust(match.start("rest")) + match["rest"]


def _guesses(path: str, lines: list[str], changes: dict[int, str]) -> Iterator[Diagnostic]:
    """One for each field, and one for all the items of lists."""
    items = 0
    for number, change in changes.items():
        read = clip(_NO_SPACE.sub(r"\1 ", change), _SHOWN)
        items += read.startswith("-")
        if items < 2 or not read.startswith("-"):
            span = Span(path, number + 1, 1, number + 1, len(lines[number].rstrip()) + 1)
            yield diagnostic(GUESSED_FIELD, span, written=clip(lines[number], _SHOWN), read=read)


# --- spaces ------------------------------------------------------------------------------

_SPACES = "\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""Characters that look like a space."""

_ODD_SPACE = regex(rf"^((?:-[ {_SPACES}]+)*\w[\w.-]*:|-)[{_SPACES}]")
_ODD_COLON = regex(f":[{_SPACES}]")
_ODD_SPACES = {"tabs": N_("tabs"), "spaces": N_("no-break spaces (from Word or the web)")}


def is_plain(lines: list[str], vocabulary: Vocabulary) -> bool:
    """Whether `lines` have none of the slips in which YAML would see nothing wrong."""
    return all(
        _spaced(line, 0, vocabulary)[0] == line
        and not _ODD_COLON.search(line)
        and not _WORDS_IN_BRACES.search(line[:_LINE_LIMIT])
        for line in lines
    )


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t" + _SPACES + INVISIBLE))]


def odd_indentation(path: str, lines: list[str], first: int) -> Iterator[Diagnostic]:
    """ARK113 for the first tab and the first odd space that `lines` start with.

    They start on line `first` (0-based) of the file at `path`.
    """
    seen = set[str]()
    for number, line in enumerate(lines, first + 1):
        indent = _indentation(line)
        kinds = {"tabs" if c == "\t" else "spaces" for c in indent if c not in " " + INVISIBLE}
        for kind in sorted(kinds - seen if indent != line else ()):
            seen.add(kind)
            span = Span(path, number, 1, number, len(indent) + 1)
            yield diagnostic(ODD_INDENTATION, span, what=_ODD_SPACES[kind])


def _spaced(
    line: str, start: int, vocabulary: Vocabulary, tab: int = 1, odd: int = 1
) -> tuple[str, list[int]]:
    """The line with spaces where YAML wants them, and where in the file each character is from.

    `start` is where the line is in the file. In the indentation a tab is `tab` wide, and a space
    that is not an ordinary one `odd`.
    """
    old = _indentation(line)
    widths = {" ": 1, "\t": tab, **dict.fromkeys(INVISIBLE, 0)}
    indent = sum(widths.get(character, odd) for character in old)
    settled = settled_field(line[len(old) :])
    text = " " * indent + _ODD_SPACE.sub(r"\1 ", UNPRINTABLE.sub(" ", settled.text))
    origin = [start + min(column, len(old)) for column in range(indent)]
    origin += (start + len(old) + at for at in settled.origin)
    for too_tight in (_TIGHT_HYPHEN, _missing_space(vocabulary)):
        if match := too_tight.match(text, indent):
            text = f"{text[: match.end()]} {text[match.end() :]}"
            origin.insert(match.end(), origin[match.end()])
    return text, origin


@lru_cache
def _missing_space(vocabulary: Vocabulary) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, vocabulary.all_names)))
    return re.compile(rf"(?:- +)*(?:{names}):(?=[^\s/])", re.IGNORECASE)


# --- signs that are text -----------------------------------------------------------------

_LINE_LIMIT = 5000  # characters of a line that is looked at: no one writes more by hand
_VALUE = regex(
    r"(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)"
    r"(?:(?P<name>[^\s\"'\[\]{}#&*!|>%@`,-](?:[^:]|:(?=\S))*):(?:[ ]+|$))?(?P<value>.*)"
)
_COLON = regex(r":(?=\s|$)")
_COMMENT = regex(r"(?:^|\s)#.*")
_QUOTED = regex(r"(?<!\\)\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
_WORDS_IN_BRACES = regex(r":[ ]+\{[ ]*[^{}:\"'\s][^{}:\"']*\}[ ]*(?:[ ]#.*)?$")
"""A value in braces that names no field: for YAML, fields that say nothing; for people, a text."""
_PIECE = regex(rf"{_QUOTED.pattern}|[\[\]{{}}]")
_TEXT = regex(
    r"""
      [@`%,]                                                    # @leder
    | \*(?!              [\w-]+\s*(?:[,\]}].*|\#.*)?$)          # *Ro* i rommet, but not *ro
    | [|>](?!            (?:[+-]?\d?|\d?[+-]?)\s*(?:\#.*)?$)    # > 12 uker, but not >-
    | &(?:[ ]|$)                                                # & mer
    | !\[                                                       # ![bilde](a.png)
    | (?P<after_name>    [-?](?:[ ]|$))                         # - ingen
    """,
    re.VERBOSE,
)
"""The start of a value that can't be YAML, and can be text."""


class _Candidate:
    """One way to read the lines: which signs in them are text, and which fields are moved."""

    def __init__(self, source: SourceFile, vocabulary: Vocabulary) -> None:
        self.moved: list[Diagnostic] = []
        self._source = source
        self._names = vocabulary.all_names
        self._lines: list[str] = []
        self._origin: list[int] = []
        self._literal = set[int]()
        self._depth = 0  # of brackets that go on over several lines
        self._owner = -1  # the column of what plain text belongs to, or -1

    def add(self, text: str, origin: list[int]) -> None:
        """Add the next line, each character of which comes from `origin`."""
        match = _VALUE.fullmatch(text) if len(text) <= _LINE_LIMIT else None
        by = self._read_line(match, origin) if match and text.strip()[:1] not in ("", "#") else 0
        self._lines.append(text[by:])
        self._origin += origin[by:]

    def _read_line(self, match: re.Match[str], origin: list[int]) -> int:
        """Find what is text in the line that `match` is, and return how far it must be moved."""
        text, value, name = match.string, match["value"], match["name"]
        indent, at, by = match.end("indent"), match.start("value"), 0
        if self._depth:
            self._count(text)
            return 0
        if 0 <= self._owner < indent:
            if not name or fold(name) not in self._names:
                self._take_colons(text, 0)
                return 0
            if not match["dashes"]:  # a field within a text: only its indentation can be wrong
                by = indent - self._owner
                span = self._source.span(origin[indent], origin[indent] + len(name))
                self.moved.append(diagnostic(INDENTED_FIELD, span, field=name))
        plain = bool(value) and _is_text(value, after_name=name is not None)
        if plain:
            self._literal.add(len(self._origin) + at - by)
        self._owner = -1
        if plain or value[:1] not in ("", *"\"'[{|>&*!"):
            if name is not None:
                self._take_colons(text, at, by)
            self._owner = indent - by + len(match["dashes"]) - (name is None)
        elif value[:1] in ("[", "{"):
            self._count(value)
        return by

    def _take_colons(self, text: str, at: int, by: int = 0) -> None:
        """Take the colons of a line for text, from `at` up to a comment."""
        comment = _COMMENT.search(text, at)
        end = comment.start() if comment else len(text)
        start = len(self._origin) - by
        self._literal |= {start + colon.start() for colon in _COLON.finditer(text, at, end)}

    def _count(self, text: str) -> None:
        text = _COMMENT.sub("", _QUOTED.sub("", text))
        self._depth = max(0, self._depth + sum(_BRACKETS.get(c, 0) for c in text))

    def read(self) -> Read:
        """Read the lines; where a colon is in the way, take it for text and try again.

        Raises FaultError.
        """
        text = FieldText(self._source, "\n".join(self._lines), self._origin, self._literal)
        tries = max(1, min(20, MAX_LENGTH // (1 + len(text.text))))
        while True:
            tries -= 1
            try:
                tree, diagnostics = parse(text)
                return tree, diagnostics + self.moved
            except FaultError as error:
                at = error.colon
                if not tries or at is None:
                    raise
                if fold(text.text[text.line_start(at) : at]) in self._names:
                    raise
                self._literal.add(at)


def _is_text(value: str, *, after_name: bool) -> bool:
    """Whether `value` can only be meant as plain text."""
    if after_name and _WORDS_IN_BRACES.fullmatch(f": {value}"):
        return True
    if value[0] in "[{" or (value[0] in "\"'" and after_name):
        rest = value[_end(value) :].lstrip()
        return rest != value and rest[:1] not in ("", "#")
    match = _TEXT.match(value)
    return match is not None and (after_name or not match["after_name"])


def _end(value: str) -> int:
    """Where the quotation or bracket that `value` begins with ends; 0 if not on this line."""
    depth = 0
    for piece in _PIECE.finditer(value):
        depth += _BRACKETS.get(piece[0], 0)
        if not depth:
            return 0 if piece.start() and value[0] in "\"'" else piece.end()
    return 0


# --- reading -----------------------------------------------------------------------------


def read_tolerantly(
    source: SourceFile, lines: list[str], first: int, vocabulary: Vocabulary
) -> Read:
    """Read the fields in `lines`, which start on line `first` (0-based).

    Raises FaultError where none of the ways to read them is YAML.
    """
    indents = "".join(map(_indentation, lines))
    tabs = (1, 4, 2, 8) if "\t" in indents else (1,)  # any width, the likeliest first
    odd_spaces = (1, 0) if indents.strip(" \t" + INVISIBLE) else (1,)  # may be there by mistake
    best: Read | None = None
    fault: FaultError | None = None
    for odd, tab in product(odd_spaces, tabs):
        candidate = _Candidate(source, vocabulary)
        for number, line in enumerate(lines, first):
            candidate.add(*_spaced(line, source.line_starts[number], vocabulary, tab, odd))
        try:
            read = candidate.read()
        except FaultError as error:
            fault = fault or error
        else:
            if not candidate.moved:
                return read
            best = best or read
    if best is None:
        assert fault is not None
        raise fault
    return best
