"""Counts code: files or folders in → lines that hold code, and statements, out.

A line counts when it holds any token but a comment; docstrings and the texts of rules (whatever
stands within a call of `Rule(…)`) do not. Statements are counted too, since lines can be packed and
statements can't.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from pathlib import Path

_LAYOUT = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def count(source: str) -> tuple[int, int]:
    """The lines of code and the statements of one module."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _LAYOUT and token.type != tokenize.COMMENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    statements = 0
    for node in ast.walk(ast.parse(source)):
        if _is_docstring(node) or _is_rule(node):
            assert isinstance(node, ast.expr | ast.stmt)
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        elif isinstance(node, ast.stmt):
            statements += 1
    return len(lines), statements


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_rule(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Rule"


def main(paths: list[str]) -> None:
    """Print the figures of each path."""
    for path in paths:
        files = sorted(Path(path).rglob("*.py")) if Path(path).is_dir() else [Path(path)]
        counted = [count(file.read_text("utf-8")) for file in files]
        lines, statements = (sum(each) for each in zip((0, 0), *counted, strict=True))
        print(f"{path}: {lines} lines of code, {statements} statements, {len(files)} modules")


if __name__ == "__main__":
    main(sys.argv[1:] or ["arkdoc"])
