"""Python source → the small changes that its tests should notice, and the changed source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
TEXTS = frozenset({"N_", "cast", "TypeVar"})
"""Calls whose first argument no test of behaviour should have to repeat."""
WITHOUT_EFFECT = frozenset({"assert_never"})
"""Calls that are there for the type checker."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of the bytes from `start` to `end`, on line `line`."""

    start: int
    end: int
    line: int
    before: str
    after: str

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.after.encode() + source[self.end :]

    def __str__(self) -> str:
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{before}  →  {after}"


def mutations(source: bytes) -> list[Mutation]:
    """Every change that is made to `source`, in the order of its places; see `is_valid`."""
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node, after in _changes(tree):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        before = source[start:end].decode()
        found.append(Mutation(start, end, node.lineno, before, after))
    return sorted(found, key=lambda m: (m.start, m.end, m.after))


def is_valid(source: bytes) -> bool:
    """Whether `source` compiles, which a change of a pattern or a deletion may prevent."""
    try:
        compile(source, "mutated", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


_Node = ast.expr | ast.stmt
_Change = tuple[_Node, str]


def _changes(node: ast.AST) -> Iterator[_Change]:
    """Nodes below `node`, and what to put in the place of each."""
    match node:
        case ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return  # the places in an f-string are not those of the file
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return
        case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _in_definition(node)
            return
        case ast.AnnAssign(value=value):
            yield from _changes(value) if value else ()
            return
        case ast.Call(func=ast.Name(id=name)) if name in TEXTS:
            for argument in (*node.args[1:], *node.keywords):
                yield from _changes(argument)
            return
        case ast.keyword(arg="strict"):
            return
        case ast.expr():
            yield from ((node, _code(new)) for new in _expressions(node))
        case ast.stmt():
            yield from ((node, "pass") for _ in range(_can_go(node)))
        case _:
            pass
    match node:
        case ast.If(test=test) | ast.IfExp(test=test):
            yield from _negated(test)
        case ast.comprehension(ifs=tests):
            yield from chain.from_iterable(map(_negated, tests))
        case _:
            pass
    for child in ast.iter_child_nodes(node):
        yield from _changes(child)


def _in_definition(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
) -> Iterator[_Change]:
    """Changes in the body and the defaults: not in decorators, annotations or docstrings."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for default in (*node.args.defaults, *node.args.kw_defaults):
            yield from _changes(default) if default else ()
    for statement in node.body:
        yield from _changes(statement)


def _can_go(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name not in WITHOUT_EFFECT
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue():
            return True
        case _:
            return False


def _negated(test: ast.expr) -> Iterator[_Change]:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield test, _code(operand)
        case ast.Compare(
            ops=[ast.Eq() | ast.NotEq() | ast.In() | ast.NotIn() | ast.Is() | ast.IsNot()]
        ):
            pass  # the same as the other operator
        case _:
            yield test, _code(ast.UnaryOp(ast.Not(), test))


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    """What to put in the place of an expression."""
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=str(value)) if value and len(value.split()) <= 1:  # no prose
            yield ast.Constant(value[:-1])
        case ast.Compare(ops=[op, *_]) if type(op) in COMPARISONS:
            new = deepcopy(node)
            new.ops[0] = COMPARISONS[type(op)]()
            yield new
        case ast.BoolOp(op=op):
            new_op = ast.And() if isinstance(op, ast.Or) else ast.Or()
            yield ast.BoolOp(new_op, node.values)
        case ast.BinOp(op=binary) if type(binary) in OPERATORS:
            yield ast.BinOp(node.left, OPERATORS[type(binary)](), node.right)
        case _:
            pass


def _code(expression: ast.expr) -> str:
    return f"({ast.unparse(ast.fix_missing_locations(expression))})"
