"""A statement of a file as its meaning reads: without comments, docstrings and local names.

Equal text, equal code: what differs in layout, comments, docstrings, `pass`, or in the names of
local variables is written alike. What can be seen from outside the statement stays: global names,
attributes, and parameters where somebody may pass them by name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

__all__ = ["Chain", "Mentions", "canonical", "local_nodes"]

#: A global name with the attributes that are asked of it: ``helper.solve`` is two names.
Chain = tuple[str, ...]

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# With one of these, code can ask for its local variables by their names.
_LOOK_UP_LOCALS = frozenset({"dir", "eval", "exec", "locals", "vars"})
_OMITTED = frozenset({"ctx", "kind", "type_comment"})


@dataclass(slots=True)
class Mentions:
    """What a statement names.

    Args:
        names: Global names, with the attributes behind them, in the order of their appearance.
        keywords: What arguments are passed by; ``"**"`` where they come from a table.
        imports: What its local import statements bind: name → where it is looked for.
    """

    names: dict[Chain, None] = field(default_factory=dict)
    keywords: set[str] = field(default_factory=set)
    imports: dict[Chain, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The names of a function (renamed) or of a class's body (as they are)."""

    names: dict[str, str]
    parent: _Scope | None
    is_class: bool = False


def canonical(
    statement: ast.stmt, *, kept: Set[str] = frozenset(), is_called: bool = False
) -> tuple[str, Mentions]:
    """Return the text of a statement of a file's top level, and what it names.

    Args:
        statement: The statement.
        kept: Names of parameters that may be passed by name; with ``"**"`` all may.
        is_called: Whether the grader calls it, so that its own parameters stay.
    """
    writer = _Writer(statement, kept, is_called)
    writer.node(statement, None, 0)
    return "".join(writer.text), writer.mentions


def local_nodes(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    """Yield nodes and all below them, in order, but nothing from the inside of other scopes."""
    pending = list(reversed(nodes))
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, _FUNCTIONS):
            inner: list[ast.AST] = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            inner += getattr(node, "decorator_list", [])
        elif isinstance(node, ast.ClassDef):
            inner = [*node.decorator_list, *node.bases, *node.keywords]
        elif isinstance(node, _COMPREHENSIONS):
            # Its own variables are its own; what `:=` binds is its function's.
            inner = [inside for inside in ast.walk(node) if isinstance(inside, ast.NamedExpr)]
        else:
            inner = list(ast.iter_child_nodes(node))
        pending += reversed(inner)


class _Writer:
    """Writes one statement; its text is in `text`."""

    def __init__(self, statement: ast.stmt, kept: Set[str], is_called: bool) -> None:
        used = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        self._renames = used.isdisjoint(_LOOK_UP_LOCALS)
        self._kept = kept
        self._is_called = is_called
        self._locals = 0
        self.text: list[str] = []
        self.mentions = Mentions()

    def node(self, node: ast.AST, scope: _Scope | None, depth: int) -> None:
        """Write a node; ``depth`` counts the functions around it."""
        if isinstance(node, ast.Name):
            self._name((node.id,), scope)
        elif isinstance(node, ast.Attribute):
            self._attribute(node, scope, depth)
        elif isinstance(node, _FUNCTIONS):
            self._function(node, scope, depth)
        elif isinstance(node, ast.ClassDef):
            self._class(node, scope, depth)
        elif isinstance(node, _COMPREHENSIONS):
            self._comprehension(node, scope, depth)
        elif isinstance(node, ast.alias) and scope is not None and not scope.is_class:
            bound = node.asname or node.name.partition(".")[0]
            is_whole = bool(node.asname) or "." not in node.name
            self._write("alias", node.name, str(is_whole), _find(bound, scope) or bound)
        else:
            self._plain(node, scope, depth)

    def _plain(self, node: ast.AST, scope: _Scope | None, depth: int) -> None:
        if isinstance(node, ast.keyword):
            self.mentions.keywords.add(node.arg or "**")
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self._imports(node, scope)
        self._write("(", type(node).__name__)
        for name in node._fields:
            value = getattr(node, name, None)
            if name in _OMITTED or value is None or value == []:
                continue
            self._write(name)
            if name == "name" and isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
                value = _find(value, scope) or value
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                value = sorted(_find(inner, scope) or inner for inner in value)
            self._value(value, scope, depth)
        self._write(")")

    def _value(self, value: object, scope: _Scope | None, depth: int) -> None:
        if isinstance(value, ast.AST):
            self.node(value, scope, depth)
        elif isinstance(value, list):
            self._write("[")
            for item in value:
                if not _says_nothing(item):
                    self._value(item, scope, depth)
            self._write("]")
        elif isinstance(value, int) and not isinstance(value, bool):
            self._write("int", f"{value:x}")  # decimals of a long integer cannot be asked for
        else:
            self._write(type(value).__name__, repr(value))

    def _name(self, chain: Chain, scope: _Scope | None) -> None:
        local = _find(chain[0], scope)
        if local is None:
            self.mentions.names.setdefault(chain)
        self._write("name", local or f"global {chain[0]}", *chain[1:])

    def _attribute(self, node: ast.Attribute, scope: _Scope | None, depth: int) -> None:
        names = [node.attr]
        inner = node.value
        while isinstance(inner, ast.Attribute):
            names.append(inner.attr)
            inner = inner.value
        names.reverse()
        if isinstance(inner, ast.Name):
            self._name((inner.id, *names), scope)
        else:
            self._write("attribute", *names)
            self.node(inner, scope, depth)

    def _function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        scope: _Scope | None,
        depth: int,
    ) -> None:
        body: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else list(node.body)
        arguments = node.args
        parameters = [
            *arguments.posonlyargs, *arguments.args, *filter(None, [arguments.vararg]),
            *arguments.kwonlyargs, *filter(None, [arguments.kwarg]),
        ]  # fmt: skip
        names = {}
        for parameter in parameters:
            is_asked = self._is_called and depth == 0
            stays = is_asked or not self._kept.isdisjoint({parameter.arg, "**"})
            names[parameter.arg] = parameter.arg if stays else self._fresh(parameter.arg)
        for name in _bound(body):
            names.setdefault(name, self._fresh(name))
        inside = _Scope(names, scope)
        self._write("(", type(node).__name__)
        if not isinstance(node, ast.Lambda):
            self._write(_find(node.name, scope) or node.name)
            self._value(list(node.decorator_list), scope, depth)
            self._value(getattr(node, "type_params", []), scope, depth)
            self._value(node.returns, scope, depth)
        for kind in ("posonlyargs", "args", "vararg", "kwonlyargs", "kwarg"):
            self._write(kind)
            found = getattr(arguments, kind)
            for parameter in found if isinstance(found, list) else filter(None, [found]):
                self._write(names[parameter.arg])
                self._value(parameter.annotation, scope, depth)
        self._value(list(arguments.defaults), scope, depth)
        self._value(list(arguments.kw_defaults), scope, depth)
        self._value(body, inside, depth + 1)
        self._write(")")

    def _class(self, node: ast.ClassDef, scope: _Scope | None, depth: int) -> None:
        inside = _Scope({name: name for name in _bound(list(node.body))}, scope, is_class=True)
        self._write("(", "class", _find(node.name, scope) or node.name)
        for part in (node.decorator_list, getattr(node, "type_params", []), node.bases):
            self._value(list(part), scope, depth)
        self._value(list(node.keywords), scope, depth)
        self._value(list(node.body), inside, depth)
        self._write(")")

    def _comprehension(self, node: ast.expr, scope: _Scope | None, depth: int) -> None:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        targets: list[ast.AST] = [generator.target for generator in generators]
        names = {name: self._fresh(name) for name in _bound(targets)}
        inside = _Scope(names, scope)
        self._write("(", type(node).__name__)
        for generator in generators:
            self._value(generator.target, inside, depth)
            # The first one is looked up outside: in `[x for x in x]` there are two.
            self._value(generator.iter, scope if generator is generators[0] else inside, depth)
            self._value(list(generator.ifs), inside, depth)
            self._write(str(generator.is_async))
        for name in ("elt", "key", "value"):
            self._value(getattr(node, name, None), inside, depth)
        self._write(")")

    def _imports(self, node: ast.Import | ast.ImportFrom, scope: _Scope | None) -> None:
        """Note what a local import is looking for."""
        if scope is None:
            return
        for alias in node.names:
            if isinstance(node, ast.Import):
                self.mentions.imports.setdefault(tuple(alias.name.split(".")), 0)
            else:
                base = node.module.split(".") if node.module else []
                self.mentions.imports.setdefault((*base, alias.name), node.level)

    def _fresh(self, name: str) -> str:
        if not self._renames:
            return name
        self._locals += 1
        return f"local {self._locals}"

    def _write(self, *parts: str) -> None:
        # With their lengths, so that no two texts can be read in two ways.
        self.text += [f"{len(part)}:{part}" for part in parts]


def _find(name: str, scope: _Scope | None) -> str | None:
    """Return what stands for a local name, None for a global one."""
    is_direct = True
    while scope is not None:
        if name in scope.names and (is_direct or not scope.is_class):
            return scope.names[name]
        is_direct, scope = False, scope.parent
    return None


def _bound(nodes: list[ast.AST]) -> list[str]:
    """Return the names that are bound in a scope, in the order of their appearance."""
    names: dict[str, None] = {}
    elsewhere: set[str] = set()
    for node in local_nodes(nodes):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.setdefault(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.setdefault(node.name)
        elif isinstance(node, ast.alias):
            names.setdefault(node.asname or node.name.partition(".")[0])
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            elsewhere.update(node.names)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            names.setdefault(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.setdefault(node.rest)
    return [name for name in names if name not in elsewhere]


def _says_nothing(node: object) -> bool:
    """Return whether a statement does nothing: a docstring, `...`, `pass`."""
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )
