"""What the statements of a module use of each other, by their names."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Module", "names_in", "taken_from"]


def names_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that pieces of a module use and do not define inside of themselves."""
    return set().union(*map(_free, nodes))


def _free(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id}
    inside = names_in(ast.iter_child_nodes(node))
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return inside
    body = node.body if isinstance(node.body, list) else [node.body]
    own = {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
    for part in [part for statement in body for part in ast.walk(statement)]:
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            own.add(part.id)
    # A default, a decorator and a type are read outside of the function.
    around = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
    if not isinstance(node, ast.Lambda):
        around += node.decorator_list
    return (inside - own) | names_in(around)


def taken_from(module: str, nodes: Iterable[ast.AST]) -> set[str]:
    """Return what pieces of a module take of another: ``cost`` in ``ref.cost``."""
    return {
        part.attr
        for node in nodes
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute)
        and isinstance(part.value, ast.Name)
        and part.value.id == module
    }


@dataclass(frozen=True, slots=True)
class Module:
    """A module's statements at the top, and the names that they define.

    Attributes:
        statements: All of them, in order.
        named: Those that define a name, by that name.
    """

    statements: tuple[ast.stmt, ...]
    named: Mapping[str, tuple[ast.stmt, ...]]

    @classmethod
    def of(cls, tree: ast.Module) -> Module:
        """Read a module."""
        named: dict[str, tuple[ast.stmt, ...]] = {}
        for node in tree.body:
            for name in _names_of(node):
                named[name] = (*named.get(name, ()), node)
        return cls(tuple(tree.body), named)

    def defining(self, names: Collection[str]) -> list[ast.stmt]:
        """Return the statements that define names, in order."""
        return [node for node in self.statements if any(n in names for n in _names_of(node))]

    def others(self, names: Collection[str]) -> list[ast.stmt]:
        """Return the statements that define none of some names."""
        gone = self.defining(names)
        return [node for node in self.statements if node not in gone]

    def serving(self, roots: Iterable[str], kept: Iterable[str] = ()) -> set[str]:
        """Return the names that only serve others: those, what they use, and what that uses.

        Args:
            roots: These others.
            kept: What stays, whatever uses it, with all that it uses itself.
        """
        goes = self._reached(roots)
        nameless = [node for node in self.statements if not _names_of(node)]
        used = names_in(n for n in nameless if not isinstance(n, (ast.Import, ast.ImportFrom)))
        stays = self._reached([*kept, *(n for n in self.named if n not in goes), *used])
        return goes - stays

    def _reached(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        waiting = [name for name in names if name in self.named]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [n for n in names_in(self.named[name]) if n in self.named]
        return found


def _names_of(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]
