"""An equation of Word (ECMA-376 part 1, 22.1) → one line of text, as people type it.

«(−b ± √(b^2 − 4ac))/(2a)»: what Word itself calls the linear form, with words and numbers in the
order in which they are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from arkdoc.model.regex import regex
from arkdoc.ooxml.oxml import Element, local_name, qname
from arkdoc.ooxml.reader import child
from arkdoc.read.word.symbols import symbol

_DEEPEST = 40
"""How many constructs may stand in each other; what is in the last has its text alone."""

_SIMPLE = regex(r"[^\W_]+(?:[.,][^\W_]+)*[′″‴°%!]*")
_FACTOR = regex(r"\d+(?:[.,]\d+)*|[^\W\d_]+[′″‴]*")
_SCRIPTED = regex(r"[^\W_]+[_^][^\W_]+")
_RAISED_AS_IT_IS = frozenset("′″‴°∘")
_SPACED = frozenset("=≠<>≤≥≪≫≈≅≃≡∼∝∈∉⊂⊆⊃⊇→←↔⇒⇐⇔↦±∓")
_BETWEEN = frozenset("+−")
_SUM = regex(rf" [{''.join(_SPACED | _BETWEEN)}] ")
_INVISIBLE = str.maketrans({"\u2061": " ", **dict.fromkeys("\u200b\u2062\u2063\u2064")})
_OPEN, _CLOSE = "([{⟨⌈⌊", ")]}⟩⌉⌋"


class _ElementKind(Enum):
    TYPED = 0
    """Its operators have no spaces yet."""

    DONE = 1
    SCRIPT = 2
    """It ends with what is raised or lowered."""

    FRACTION = 3
    """What stands beside it would seem to belong to its one half."""


class _MathPiece(NamedTuple):
    text: str
    kind: _ElementKind = _ElementKind.DONE


def linear(element: Element) -> str:
    """An `m:oMath` or `m:oMathPara` (22.1.2.77, 22.1.2.78) as text on one line.

    Every letter and number of its m:t is in it, in order; lines of equations are parted by «; ».
    """
    text = _text(element, 0)
    words = " ".join(_words(element))
    if _read_out(text) != _read_out(words):
        text = words  # it isn't built as the standard says: two numerators, or none of its own
    return re.sub(r"\s+", " ", text.translate(_INVISIBLE)).strip()


def _read_out(text: str) -> str:
    return "".join(filter(str.isalnum, text))


# --- one element -------------------------------------------------------------------------


def _text(element: Element | None, depth: int) -> str:
    """What is in an argument, such as m:e or m:num."""
    if element is None:
        return ""
    if depth > _DEEPEST:
        return " ".join(_words(element))
    if local_name(element) == "oMathPara":
        lines = (_text(line, depth + 1) for line in element if local_name(line) == "oMath")
        return "; ".join(line for line in map(str.strip, lines) if line) or _joined(element, depth)
    return _joined(element, depth)


def _words(element: Element) -> Iterator[str]:
    """The text in `element`, however deep."""
    left = [element]
    while left:
        part = left.pop()
        if local_name(part) == "t":
            yield part.text or ""
        elif local_name(part) == "sym":
            yield _sign(part)
        elif local_name(part) not in _UNREAD:
            left.extend(reversed(part))


def _joined(element: Element, depth: int) -> str:
    return _join(_piece(part, depth + 1) for part in element)


def _piece(element: Element, depth: int) -> _MathPiece:
    name = local_name(element)
    if name == "r":
        return _run(element)
    if name.endswith("Pr") or name in _UNREAD:
        return _MathPiece("")
    write = _WRITERS.get(name)
    if write is None or depth > _DEEPEST:
        return _MathPiece(_text(element, depth))
    return write(element, depth)


def _run(element: Element) -> _MathPiece:
    parts = []
    for part in element:
        name = local_name(part)
        if name == "t":
            parts.append(part.text or "")
        elif name in ("tab", "br", "cr", "ptab"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("\u2011")
        elif name == "sym":
            parts.append(_sign(part))
    is_words = child(element, "m:rPr", "m:nor") is not None
    return _MathPiece("".join(parts), _ElementKind.DONE if is_words else _ElementKind.TYPED)


def _sign(element: Element) -> str:
    return symbol(element.get(qname("w:font")) or "", element.get(qname("w:char")) or "")


def _argument(element: Element, name: str, depth: int) -> str:
    return _text(child(element, f"m:{name}"), depth).strip()


def _property(element: Element, name: str, default: str = "") -> str:
    """The m:val of a property of `element`, or `default` where the property is absent."""
    found = child(element, f"m:{local_name(element)}Pr", f"m:{name}")
    return default if found is None else found.get(qname("m:val")) or ""


# --- constructs --------------------------------------------------------------------------


def _fraction(element: Element, depth: int) -> _MathPiece:
    above, below = (_argument(element, name, depth) for name in ("num", "den"))
    if _property(element, "type") == "noBar":
        return _MathPiece(f"{above}; {below}")  # in parentheses of its own: a binomial coefficient
    is_one = _FACTOR.fullmatch(below) or _SCRIPTED.fullmatch(below) or len(below) == 1
    return _MathPiece(
        f"{_grouped(above)}/{below if is_one else _bracketed(below)}", _ElementKind.FRACTION
    )


def _script(element: Element, depth: int) -> _MathPiece:
    base = _argument(element, "e", depth) or _argument(element, "fName", depth)
    low, high = (_argument(element, name, depth) for name in ("sub", "sup"))
    return _MathPiece(_grouped(base) + _scripts(low, high), _ElementKind.SCRIPT)


def _limit(element: Element, depth: int) -> _MathPiece:
    base, limit = (_argument(element, name, depth) for name in ("e", "lim"))
    scripts = _scripts(limit, "") if local_name(element) == "limLow" else _scripts("", limit)
    return _MathPiece(_grouped(base) + scripts, _ElementKind.SCRIPT)


def _scripts_before(element: Element, depth: int) -> _MathPiece:
    low, high = (_argument(element, name, depth) for name in ("sub", "sup"))
    return _MathPiece(f"({_scripts(low, high)}){_argument(element, 'e', depth)}")


def _operator(element: Element, depth: int) -> _MathPiece:
    """A sum, an integral …, with its limits and what it is of (22.1.2.70)."""
    sign = _property(element, "chr", "∫") or "∫"
    scripts = _scripts(*(_argument(element, name, depth) for name in ("sub", "sup")))
    inside = _argument(element, "e", depth)
    inside = _bracketed(inside) if _SUM.search(inside) else inside
    return _MathPiece(f"{sign}{scripts} {inside}", _ElementKind.FRACTION)


def _radical(element: Element, depth: int) -> _MathPiece:
    degree = _argument(element, "deg", depth)
    inside = _argument(element, "e", depth)
    return _MathPiece(f"√[{degree}]({inside})" if degree else f"√({inside})")


def _delimited(element: Element, depth: int) -> _MathPiece:
    begin, end = _property(element, "begChr", "("), _property(element, "endChr", ")")
    between = _property(element, "sepChr", "|")
    inside = [_text(part, depth) for part in element if local_name(part) == "e"]
    return _MathPiece(begin + between.join(map(str.strip, inside)) + end)


def _matrix(element: Element, depth: int) -> _MathPiece:
    rows = (
        ", ".join(_text(cell, depth).strip() for cell in row if local_name(cell) == "e")
        for row in element
        if local_name(row) == "mr"
    )
    text = "; ".join(rows)
    return _MathPiece(text if _stands_in_brackets(element) else f"[{text}]")


def _stands_in_brackets(element: Element) -> bool:
    parent = element.getparent()
    if parent is None or sum(local_name(part) != "ctrlPr" for part in parent) > 1:
        return False
    outer = parent.getparent()
    return outer is not None and local_name(outer) == "d"


def _lines(element: Element, depth: int) -> _MathPiece:
    lines = (_text(line, depth).replace("&", "") for line in element if local_name(line) == "e")
    return _MathPiece("; ".join(map(str.strip, lines)))


def _function(element: Element, depth: int) -> _MathPiece:
    name, argument = (_argument(element, part, depth) for part in ("fName", "e"))
    is_bracketed = _is_bracketed(argument)
    text = f"{name}{argument}" if is_bracketed else f"{name} {_grouped(argument)}"
    return _MathPiece(text, _ElementKind.FRACTION)


def _accented(element: Element, depth: int) -> _MathPiece:
    """An accent (22.1.2.1) or a line over or under it (22.1.2.7): after what it stands upon."""
    sign = _property(element, "chr", "\u0302")
    if local_name(element) == "bar":
        sign = "\u0305" if _property(element, "pos", "bot") == "top" else "\u0332"
    inside = _argument(element, "e", depth)
    return _MathPiece((inside if len(inside) <= 1 else _bracketed(inside)) + sign)


def _under_brace(element: Element, depth: int) -> _MathPiece:
    sign = _property(element, "chr", "⏟")
    return _MathPiece(sign + _bracketed(_argument(element, "e", depth)))


_WRITERS: Mapping[str, Callable[[Element, int], _MathPiece]] = {
    "f": _fraction,
    "sSub": _script,
    "sSup": _script,
    "sSubSup": _script,
    "limLow": _limit,
    "limUpp": _limit,
    "sPre": _scripts_before,
    "nary": _operator,
    "rad": _radical,
    "d": _delimited,
    "m": _matrix,
    "eqArr": _lines,
    "func": _function,
    "acc": _accented,
    "bar": _accented,
    "groupChr": _under_brace,
}
_UNREAD = frozenset(("del", "moveFrom", "instrText", "delText"))


# --- text beside text --------------------------------------------------------------------


def _scripts(low: str, high: str) -> str:
    lowered = f"_{_scripted(low)}" if low else ""
    if high and all(sign in _RAISED_AS_IT_IS for sign in high):
        return lowered + high
    return lowered + (f"^{_scripted(high)}" if high else "")


def _scripted(text: str) -> str:
    """What follows `_`, `^` or `/`, in parentheses unless it is one number or name."""
    is_one = _SIMPLE.fullmatch(text) or len(text) == 1
    return text if is_one else _bracketed(_SUM.sub(lambda sign: sign[0].strip(), text))


def _grouped(text: str) -> str:
    """`text` in parentheses where what stands beside it would else part it."""
    is_one = not text or _SIMPLE.fullmatch(text) or _SCRIPTED.fullmatch(text) or len(text) == 1
    return text if is_one else _bracketed(text)


def _bracketed(text: str) -> str:
    return text if _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    """Whether brackets begin and end `text`, each the other's."""
    if len(text) < 2 or text[0] not in _OPEN or text[-1] not in _CLOSE:
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if depth == 0:
            return place == len(text) - 1
    return False


def _join(pieces: Iterable[_MathPiece]) -> str:
    """What stands beside each other, with spaces where one would seem to be part of the other."""
    text, last = "", _ElementKind.DONE
    for piece in pieces:
        if not piece.text:
            continue
        added = _spaced(piece.text, text) if piece.kind is _ElementKind.TYPED else piece.text
        if _needs_space(text, last, added, piece.kind):
            text += " "
        text += added
        last = piece.kind
    return text


def _needs_space(before: str, last: _ElementKind, after: str, kind: _ElementKind) -> bool:
    if not before or not (_is_operand(before[-1]) and after[0].isalnum()):
        return False
    if _ElementKind.FRACTION in (last, kind) or last is _ElementKind.SCRIPT:
        return True
    return kind is _ElementKind.SCRIPT and before[-1].isdigit() and after[0].isdigit()


def _is_operand(sign: str) -> bool:
    return sign.isalnum() or sign in _CLOSE or sign in _RAISED_AS_IT_IS


def _spaced(text: str, before: str) -> str:
    """`text` with spaces around its relations, and around plus and minus between two numbers."""
    spaced: list[str] = []
    last, last_sign = before[-1:], before.rstrip()[-1:]
    for sign in text:
        is_binary = sign in _BETWEEN and last_sign != "" and _is_operand(last_sign)
        if is_binary or sign in _SPACED:
            spaced.append(f"{'' if last in ('', ' ') else ' '}{sign} ")
            last = " "
        elif sign != " " or last != " ":
            spaced.append(sign)
            last = sign
        last_sign = sign if sign != " " else last_sign
    return "".join(spaced)
