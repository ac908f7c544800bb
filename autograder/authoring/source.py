"""Changes the text of a Python file where something has to change, and nowhere else.

What is added, exchanged or taken away are spans that the syntax tree names; all other text stays
as its author wrote it, with its comments and its ends of lines.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .refusal import AuthoringError

__all__ = [
    "added",
    "alias_of",
    "bound_names",
    "lines_of",
    "parsed",
    "span_of",
    "text_of",
    "without",
    "without_unused_imports",
]

_WIDTH = 100
# A line as Python counts them: a form feed or a line separator of Unicode does not end one.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")

_Import = ast.Import | ast.ImportFrom


def text_of(path: Path) -> str:
    """Return the text of a file; empty if there is none.

    Raises:
        AuthoringError: It is no text.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise AuthoringError(f"{path}: is not in UTF-8: {error.reason}") from None


def parsed(text: str, path: Path | str) -> ast.Module:
    """Return the syntax tree of a file.

    Raises:
        AuthoringError: It does not parse.
    """
    try:
        return ast.parse(text, str(path))
    except SyntaxError as error:
        raise AuthoringError(f"{path}:{error.lineno}: {error.msg}: mend it first") from None


def bound_names(tree: ast.Module) -> set[str]:
    """Return the names that a module defines or imports; those inside of its functions are not."""
    return {name for node in tree.body for name in _bound(node)}


def _bound(node: ast.AST) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return {node.id}
    return {name for child in ast.iter_child_nodes(node) for name in _bound(child)}


def alias_of(tree: ast.Module, module: str) -> str:
    """Return the name under which a module imports another; empty if it does not."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == module:
                    return alias.asname or alias.name
    return ""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its end."""
    return _LINE.findall(text)


def added(text: str, addition: str, path: Path | str) -> str:
    """Return a module with another's imports and definitions added to its own.

    Args:
        text: The module.
        addition: What comes to its end; its imports come to the others.
        path: The module's file, for messages.

    Raises:
        AuthoringError: The module does not parse.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    more = parsed(addition, "what is added")
    imports = [node for node in more.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    body = _without_imports(addition, imports).strip("\n")
    for node in imports:
        text = _with_import(text, node, end, path)
    text = text.rstrip("\r\n")
    parts = [part for part in (text, body.replace("\n", end)) if part]
    return (end * 3).join(parts) + end if parts else ""


def _without_imports(text: str, imports: Sequence[_Import]) -> str:
    return without(text, [(node.lineno, node.end_lineno or node.lineno) for node in imports])


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text without some lines, each span given by its first and last one, from 1."""
    gone = {number for first, last in spans for number in range(first, last + 1)}
    return "".join(line for number, line in enumerate(lines_of(text), 1) if number not in gone)


def span_of(node: ast.stmt, text: str) -> tuple[int, int]:
    """Return the lines of a definition: its decorators, and the comments directly above it.

    What is empty behind it belongs to it too.
    """
    lines = lines_of(text)
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    last = node.end_lineno or node.lineno
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    while last < len(lines) and not lines[last].strip():
        last += 1
    return first, last


def without_unused_imports(text: str, names: Iterable[str], path: Path | str) -> str:
    """Return a module without the imports of some names that it does not use any more.

    An import with a comment stays as it is.

    Raises:
        AuthoringError: The module does not parse.
    """
    tree = parsed(text, path)
    there = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    unused = set(names) - used
    lines = lines_of(text)
    end = "\r\n" if "\r\n" in text else "\n"
    for node in reversed(there):
        span = slice(node.lineno - 1, node.end_lineno)
        kept = [a for a in node.names if (a.asname or a.name.partition(".")[0]) not in unused]
        if len(kept) == len(node.names) or not _is_plain(lines[span], node, there):
            continue
        if isinstance(node, ast.ImportFrom):
            left: _Import = ast.ImportFrom(node.module, kept, node.level)
        else:
            left = ast.Import(kept)
        if kept:
            lines[span] = [_written(left).replace("\n", end) + end]
        else:
            # The group may have had no other import; then one empty line less is left too.
            at, last = node.lineno - 1, node.end_lineno or node.lineno
            is_gap = last < len(lines) and not lines[last].strip()
            stands_alone = is_gap and (not at or not lines[at - 1].strip())
            lines[at : last + stands_alone] = []
    return "".join(lines)


# ------------------------------------------------------------------------------- imports


def _with_import(text: str, wanted: _Import, end: str, path: Path | str) -> str:
    """Return a module that imports one thing more, where that is not imported yet."""
    tree = parsed(text, path)
    there = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    missing = _missing(wanted, there)
    if not missing:
        return text
    lines = lines_of(text)
    if isinstance(wanted, ast.ImportFrom):
        for node in there:
            span = slice(node.lineno - 1, node.end_lineno)
            joins = _is_from(node, wanted) and "*" not in {alias.name for alias in missing}
            if joins and _is_plain(lines[span], node, there):
                assert isinstance(node, ast.ImportFrom)
                lines[span] = [_written(_union(node, missing)).replace("\n", end) + end]
                return "".join(lines)
        wanted = ast.ImportFrom(wanted.module, missing, wanted.level)
    else:
        wanted = ast.Import(missing)
    statement = _written(wanted).replace("\n", end) + end
    return _inserted(lines, tree, there, wanted, statement, end)


def _missing(wanted: _Import, there: Sequence[_Import]) -> list[ast.alias]:
    """Return what of an import is not imported yet."""
    known = {(_origin(node), alias.name, alias.asname) for node in there for alias in node.names}
    if (_origin(wanted), "*", None) in known:
        return []
    return [a for a in wanted.names if (_origin(wanted), a.name, a.asname) not in known]


def _origin(node: _Import) -> tuple[int, str]:
    return (node.level, node.module or "") if isinstance(node, ast.ImportFrom) else (-1, "")


def _is_from(node: _Import, wanted: ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and _origin(node) == _origin(wanted)


def _is_plain(lines: Sequence[str], node: _Import, there: Sequence[_Import]) -> bool:
    """Return whether a statement can be written anew: alone on its lines, and without comments."""
    alone = sum(other.lineno <= (node.end_lineno or 0) and node.lineno <= (other.end_lineno or 0)
                for other in there) == 1  # fmt: skip
    return alone and not any("#" in line or ";" in line or "*" in line for line in lines)


def _union(node: ast.ImportFrom, more: Sequence[ast.alias]) -> ast.ImportFrom:
    names = sorted([*node.names, *more], key=lambda alias: (_rank(alias.name), alias.asname or ""))
    return ast.ImportFrom(node.module, names, node.level)


def _rank(name: str) -> tuple[bool, bool, str]:
    """Constants, classes, functions: the order in which linters want names."""
    return not (len(name) > 1 and name.isupper()), not name[:1].isupper(), name


def _written(node: _Import) -> str:
    """Return an import as a statement, on several lines where one is too long."""
    line = ast.unparse(node)
    if len(line) <= _WIDTH or not isinstance(node, ast.ImportFrom):
        return line
    names = "".join(f"    {ast.unparse(alias)},\n" for alias in node.names)
    return f"{line.partition(' import ')[0]} import (\n{names})"


def _inserted(
    lines: list[str],
    tree: ast.Module,
    there: Sequence[_Import],
    wanted: _Import,
    statement: str,
    end: str,
) -> str:
    """Return a module with an import at its place: groups stand apart, `from` comes last in one."""
    group = _group(wanted)
    before = [node for node in there if _place(node) <= _place(wanted)]
    after = [node for node in there if _place(node) > _place(wanted)]
    if after and _group(after[0]) == group:
        at = after[0].lineno - 1
        return "".join([*lines[:at], statement, *lines[at:]])
    if before:
        last = before[-1]
        at = last.end_lineno or last.lineno
        if not lines[at - 1].endswith(("\r", "\n")):
            lines[at - 1] += end
        above = [end] if _group(last) < group else []
        below = [end] if after and after[0].lineno == at + 1 else []
        return "".join([*lines[:at], *above, statement, *below, *lines[at:]])
    if after:
        at = after[0].lineno - 1
        return "".join([*lines[:at], statement, end, *lines[at:]])
    is_documented = ast.get_docstring(tree) is not None
    at = (tree.body[0].end_lineno or 0) if is_documented else 0
    if at and not lines[at - 1].endswith(("\r", "\n")):
        lines[at - 1] += end
    above = [end] if is_documented else []
    return "".join([*lines[:at], *above, statement, *lines[at:]])


def _place(node: _Import) -> tuple[int, bool, str]:
    return _group(node), isinstance(node, ast.ImportFrom), _module(node)


def _module(node: _Import) -> str:
    return node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name


def _group(node: _Import) -> int:
    """Return the number of an import's group: of the future, Python's, others', ours, beside."""
    if isinstance(node, ast.ImportFrom) and node.level:
        return 4
    top = _module(node).partition(".")[0]
    if top == "__future__":
        return 0
    if top in sys.stdlib_module_names:
        return 1
    return 3 if top in ("autograder", "notation") or re.match(r"q\d", top) else 2
