"""Where in a rubric's source something stands, as ``path:line``."""

from __future__ import annotations

import ast
import traceback
from functools import lru_cache
from pathlib import Path

from autograder.grading.rubric import RubricLine

__all__ = ["place_of_text", "source_of_test", "told"]


def place_of_text(line: RubricLine, text: str) -> str:
    """Return where the test of a line says a text, or its module does; else where it begins."""
    for part in (_test(line), _tree(line.module)):
        for node in ast.walk(part) if part is not None else ():
            if isinstance(node, ast.Constant) and node.value == text:
                return f"{line.module}:{node.lineno}"
    return line.place


def told(error: Exception, folder: Path) -> str:
    """Return what was raised, and where: at the last place in a folder, if it was there."""
    text = f"{type(error).__name__}: {error}"
    frames = reversed(traceback.extract_tb(error.__traceback__))
    ours = (f"{f.filename}:{f.lineno}" for f in frames if Path(f.filename).parent == folder)
    where = next(ours, "")
    return f"{text} (at {where})" if where else text


def source_of_test(line: RubricLine) -> str:
    """Return the source of the test of a line."""
    node = _test(line)
    return ast.unparse(node) if node is not None else ""


@lru_cache(maxsize=64)
def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_bytes())


def _test(line: RubricLine) -> ast.FunctionDef | None:
    for node in ast.walk(_tree(line.module)):
        if isinstance(node, ast.FunctionDef) and node.name == line.test:
            return node
    return None
