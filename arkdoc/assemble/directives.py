"""Blocks with directives (`[[…]]`) → the same with what each stands for (contract, clause 5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from arkdoc.assemble.inline_trim import is_bold
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.names import closest, fold
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Container,
    Directive,
    DirectiveName,
    Heading,
    Paragraph,
    Table,
    Text,
)
from arkdoc.model.source import NOWHERE, Span
from arkdoc.model.tree import map_blocks, walk
from arkdoc.rules.structure import MISPLACED_PLACEHOLDER, UNKNOWN_PLACEHOLDER

IN_NOTE = tuple(name for name in DirectiveName if name is not DirectiveName.MEASURES)

_MISPLACED = N_("can't be used here")
_REPEATED = N_("has been used already")


@dataclass(slots=True)
class Directives:
    """Checks the directives of one text: each of `allowed` once. `used` are those found so far."""

    allowed: Collection[str]
    used: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def judge(self, blocks: Blocks) -> Blocks:
        """`blocks` with every directive that can't be followed turned into text, with a warning."""
        return self._judged(blocks, self.allowed)

    def _judged(self, blocks: Blocks, allowed: Collection[str]) -> Blocks:
        return tuple(self._block(block, allowed) for block in blocks)

    def _block(self, block: Block, allowed: Collection[str]) -> Block:
        if isinstance(block, Directive):
            return self._directive(block, allowed)
        allowed = (
            [name for name in allowed if name != DirectiveName.UNITS]
            if isinstance(block, Container)
            else ()
        )
        return map_blocks(block, lambda inside: self._judged(inside, allowed))

    def _directive(self, directive: Directive, allowed: Collection[str]) -> Block:
        name = fold(directive.name)
        if name in allowed and name not in self.used:
            self.used.add(name)
            return replace(directive, name=name)
        known = ", ".join(f"[[{name}]]" for name in self.allowed)
        text, span = directive.text, directive.span
        if name in tuple(DirectiveName):
            reason = _REPEATED if name in allowed else _MISPLACED
            fault = diagnostic(MISPLACED_PLACEHOLDER, span, text=text, reason=reason, known=known)
        else:
            guess = closest(name, self.allowed)
            guess = f"[[{guess}]]" if guess else ""
            fault = diagnostic(UNKNOWN_PLACEHOLDER, span, text=text, suggestion=guess, known=known)
        self.diagnostics.append(fault)
        return Paragraph((Text(text, span),), span)


def place_of(name: DirectiveName, blocks: Blocks) -> Span | None:
    """Where the directive stands in `blocks`, which have been judged."""
    found = (b.span for b in walk(blocks) if isinstance(b, Directive) and b.name == name)
    return next(found, None)


def fill(blocks: Blocks, contents: Mapping[str, Blocks]) -> Blocks:
    """`blocks` with each directive that `contents` names replaced by what it stands for."""
    filled: list[Block] = []
    for block in blocks:
        if isinstance(block, Directive) and block.name in contents:
            replacement = contents[block.name]
            if replacement and isinstance(replacement[0], Heading) and _ends_in_heading(filled):
                replacement = replacement[1:]
            filled.extend(
                each if _is_own(block, each) else _written_at(block.span, each)
                for each in replacement
            )
        else:
            filled.append(map_blocks(block, lambda inside: fill(inside, contents)))
    return tuple(filled)


def _is_own(directive: Directive, block: Block) -> bool:
    """Whether `block` is arkdoc's own words, so that nothing in it leads to `directive`.

    What the overview says is; its tables are found in a Word file by where they stand.
    """
    return directive.name == DirectiveName.OVERVIEW and not isinstance(block, Table)


def _ends_in_heading(blocks: Sequence[Block]) -> bool:
    """Whether the author has put a heading last, as one or as a bold paragraph."""
    last = blocks[-1] if blocks else None
    return isinstance(last, Heading) or (isinstance(last, Paragraph) and is_bold(last.inlines))


def _written_at(span: Span, block: Block) -> Block:
    return replace(block, span=span) if block.span == NOWHERE else block
