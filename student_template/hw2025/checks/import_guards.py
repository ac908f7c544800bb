"""Reads in a source where an import may fail, and which names nothing in it binds.

The public tests of a student's folder have a copy of this file.
"""

from __future__ import annotations

import ast
import builtins
from typing import Any

__all__ = ["is_guarded", "parsed", "unbound_names"]


def parsed(source: str) -> ast.Module:
    """Return the tree of a source that was compiled once."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):  # it was replaced since it was compiled
        return ast.Module([], [])


def is_guarded(tree: ast.Module, line: int) -> bool:
    """Return whether an import that fails in a line would be caught by the code around it."""
    guarded = False
    body: list[ast.stmt] = tree.body
    while True:
        found = next((s for s in body if s.lineno <= line <= (s.end_lineno or 0)), None)
        if found is None:
            return guarded
        # What a function does is done when it is called, and not where it is written.
        if isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            guarded = guarded and line < found.body[0].lineno
        part = _part(found, line)
        guarded = guarded or (part is getattr(found, "body", None) and _catches_imports(found))
        body = part or []


def _part(statement: ast.stmt, line: int) -> list[ast.stmt] | None:
    """Return the block of a statement that a line is in."""
    handlers: list[Any] = [*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())]
    blocks = [getattr(node, "body", []) for node in (statement, *handlers)]
    blocks += [getattr(statement, name, []) for name in ("orelse", "finalbody")]
    inside = (b for b in blocks if b and b[0].lineno <= line <= (b[-1].end_lineno or 0))
    return next(inside, None)


def _catches_imports(statement: ast.stmt) -> bool:
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        calls = [i.context_expr for i in statement.items if isinstance(i.context_expr, ast.Call)]
        suppressed = [c.args for c in calls if _last_name(c.func) == "suppress"]
        return any(_is_caught_by(kind) for kinds in suppressed for kind in kinds)
    handlers: list[ast.ExceptHandler] = getattr(statement, "handlers", [])
    return any(handler.type is None or _is_caught_by(handler.type) for handler in handlers)


def _is_caught_by(kind: ast.expr) -> bool:
    if isinstance(kind, ast.Tuple):
        return any(map(_is_caught_by, kind.elts))
    known = getattr(builtins, _last_name(kind), None)
    is_exception = isinstance(known, type) and issubclass(known, BaseException)
    return issubclass(ModuleNotFoundError, known) if is_exception else True  # type: ignore[arg-type]


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def unbound_names(tree: ast.Module) -> set[str]:
    """Return the names that a source reads and that no statement of it binds."""
    read: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).partition(".")[0])
    return read - bound
