"""`[[…]]`: which stand where they may, and what comes in their place (contract, clause 5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from arkdoc.assemble.inline_trim import is_bold
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.document import (
    Block,
    Blocks,
    Container,
    Directive,
    DirectiveName,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Text,
)
from arkdoc.model.names import closest, fold
from arkdoc.model.source import NOWHERE, Span
from arkdoc.rules.structure import MISPLACED_PLACEHOLDER, UNKNOWN_PLACEHOLDER

IN_NOTE = tuple(name for name in DirectiveName if name is not DirectiveName.MEASURES)

_MISPLACED = N_("can't be used here")
_REPEATED = N_("has been used already")


@dataclass(slots=True)
class Directives:
    """Judges the directives of one text. `used` holds the names that have had their place."""

    allowed: Collection[str]
    used: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def judge(self, blocks: Blocks) -> Blocks:
        """`blocks` with every directive that can't be followed made text, with a warning."""
        return tuple(self._block(block, self.allowed) for block in blocks)

    def _blocks(self, blocks: Blocks, allowed: Collection[str]) -> Blocks:
        return tuple(self._block(block, allowed) for block in blocks)

    def _block(self, block: Block, allowed: Collection[str]) -> Block:
        match block:
            case Directive():
                return self._directive(block, allowed)
            case Container():
                inside = [name for name in allowed if name != DirectiveName.UNITS]
                return replace(block, blocks=self._blocks(block.blocks, inside))
            case Quote():
                return replace(block, blocks=self._blocks(block.blocks, ()))
            case ListBlock():
                items = tuple(
                    replace(item, blocks=self._blocks(item.blocks, ())) for item in block.items
                )
                return replace(block, items=items)
            case _:
                return block

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


def fill(blocks: Blocks, contents: Mapping[str, Blocks]) -> Blocks:
    """`blocks` with each directive that `contents` names replaced by what it stands for."""
    filled: list[Block] = []
    for block in blocks:
        match block:
            case Directive() if block.name in contents:
                instead = _after(filled, contents[block.name])
                filled.extend(_written_at(block.span, each) for each in instead)
            case Container():
                filled.append(replace(block, blocks=fill(block.blocks, contents)))
            case _:
                filled.append(block)
    return tuple(filled)


def _written_at(span: Span, block: Block) -> Block:
    return replace(block, span=span) if block.span == NOWHERE else block


def _after(before: Sequence[Block], blocks: Blocks) -> Blocks:
    """`blocks` without their own heading where the author has put one right before."""
    match before, blocks:
        case [*_, Heading()], (Heading(), *rest):
            return tuple(rest)
        case [*_, Paragraph() as last], (Heading(), *rest) if is_bold(last.inlines):
            return tuple(rest)
        case _:
            return blocks
