"""What a function of a submission reaches, as one digest: a program of its own.

A digest stands for the function and for everything of the submission that its name leads to:
constants, helpers, classes, decorators, its own imports, in all files. Nothing is imported or run,
and what only running could tell (a table that a function fills, `exec`) is not followed.

Parsing what was handed in may take any time and memory, and has crashed interpreters. So this is a
program, which `submitted` starts: requests as JSON come in, digests go out, and each request has a
process of its own with limits. It uses the standard library and `canonical` alone.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import resource
import signal
import sys
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .canonical import Chain, Mentions, canonical, local_nodes

__all__ = ["Sources", "main"]

# Deeper trees than code has; Python's parser has a limit of its own.
_DEPTH = 5_000
# What a submission cannot put a file of its own in the place of.
_INSTALLED = frozenset({"notation", "numpy", "sympy", "torch"}) | sys.stdlib_module_names
# They are given something to show, not to change.
_SHOW = frozenset({"display", "print"})


@dataclass(frozen=True, slots=True)
class _Import:
    """Where one name of an import statement is looked for."""

    path: Chain
    level: int


class _Statement:
    """A statement of a file's top level; texts are made when they are first asked for."""

    def __init__(self, node: ast.stmt) -> None:
        self._node = node
        self._digests: dict[tuple[frozenset[str], bool], bytes] = {}

    @property
    def is_assignment(self) -> bool:
        """Whether it gives a value a name."""
        return isinstance(self._node, (ast.Assign, ast.AnnAssign))

    @cached_property
    def mentions(self) -> Mentions:
        """What it names."""
        return canonical(self._node)[1]

    @cached_property
    def _parameters(self) -> frozenset[str]:
        return frozenset(node.arg for node in ast.walk(self._node) if isinstance(node, ast.arg))

    def digest(self, kept: Set[str], *, is_called: bool) -> bytes:
        """Return its digest, where some parameters may be passed by name."""
        relevant = self._parameters.intersection(kept)
        key = (self._parameters if "**" in kept else relevant, is_called)
        if key not in self._digests:
            text, _ = canonical(self._node, kept=key[0], is_called=is_called)
            self._digests[key] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        return self._digests[key]


class _File:
    """A file that parses: which of its statements bind, or change, which names."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path = path
        self.binders: dict[str, list[_Statement]] = {}
        self.imports: dict[str, list[_Import]] = {}
        self.stars: list[_Import] = []
        for node in tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self._import(node)
            elif not _is_main_guard(node):
                statement = _Statement(node)
                for name in _changed(node):
                    self.binders.setdefault(name, []).append(statement)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            if isinstance(node, ast.Import):
                path, level = tuple(alias.name.split(".")), 0
                bound = alias.asname or path[0]
                path = path if alias.asname else path[:1]
                alone: ast.stmt = ast.Import([alias])
            else:
                base = tuple(node.module.split(".")) if node.module else ()
                path, level = (*base, alias.name), node.level
                bound = alias.asname or alias.name
                alone = ast.ImportFrom(node.module, [alias], level)
            if bound == "*":
                self.stars.append(_Import(path[:-1], level))
            else:
                self.imports.setdefault(bound, []).append(_Import(path, level))
                self.binders.setdefault(bound, []).append(_Statement(alone))


class Sources:
    """The files of a submission, parsed as they are needed.

    Args:
        texts: What they say, by path, with ``/`` between its parts.
        opaque: Digests of files that are not looked into.
    """

    def __init__(self, texts: Mapping[str, str], opaque: Mapping[str, str]) -> None:
        self._texts = texts
        self._opaque = dict(opaque)
        self._files: dict[str, _File | None] = {}

    def digest(self, path: str, name: str) -> str:
        """Return the digest of a function; empty where its file does not show it."""
        items = self._reached(path, name)
        if not items or self._file(path) is None:
            return ""
        keywords = {word for item in items for word in _keywords(item)}
        total = hashlib.sha256()
        for item, is_called in items.items():
            if isinstance(item, _Statement):
                total.update(item.digest(keywords, is_called=is_called))
            else:
                total.update(item.encode())
        return total.hexdigest()

    def _reached(self, path: str, name: str) -> dict[_Statement | str, bool]:
        """Return all statements that a name leads to, nearest first, and files not looked into.

        Beside each stands whether it makes what the grader calls.
        """
        items: dict[_Statement | str, bool] = {}
        seen: set[tuple[str, Chain, bool]] = set()
        pending: deque[tuple[str, Chain, bool]] = deque([(path, (name,), True)])
        while pending:
            step = pending.popleft()
            if step in seen:
                continue
            seen.add(step)
            path, chain, is_called = step
            file = self._file(path)
            if file is None:
                items.setdefault(self._opaque[path], False)
                continue
            for statement in file.binders.get(chain[0], []):
                is_known = items.get(statement) in (True, is_called)
                items[statement] = is_called or items.get(statement, False)
                # `answer = _solve`: it is `_solve` that is called.
                goes_on = is_called and statement.is_assignment
                if not is_known:
                    pending += ((*to, goes_on) for to in self._led_to(file, statement))
            pending += ((*to, is_called) for to in self._imported(file, chain))
        return items

    def _led_to(self, file: _File, statement: _Statement) -> Iterator[tuple[str, Chain]]:
        for chain in statement.mentions.names:
            yield file.path, chain
        for chain, level in statement.mentions.imports.items():
            yield from self._target(file.path, chain, level)

    def _imported(self, file: _File, chain: Chain) -> Iterator[tuple[str, Chain]]:
        """Yield where a name goes on in other files of the submission."""
        for found in file.imports.get(chain[0], []):
            yield from self._target(file.path, (*found.path, *chain[1:]), found.level)
        if chain[0] not in file.binders:
            for star in file.stars:
                yield from self._target(file.path, (*star.path, *chain), star.level)

    def _target(self, path: str, chain: Chain, level: int) -> Iterator[tuple[str, Chain]]:
        """Yield a name of another file, or all of them where the file is taken as a whole."""
        folder = path.split("/")[:-level] if level else []
        if not level and chain and chain[0] in _INSTALLED:
            return
        for count in range(len(chain), -1, -1):
            stem = "/".join([*folder, *chain[:count]])
            for candidate in (f"{stem}.py", f"{stem}/__init__.py"):
                if stem and (candidate in self._texts or candidate in self._opaque):
                    rest = chain[count:]
                    file = self._file(candidate)
                    whole = [(name,) for name in file.binders] if file else [("*",)]
                    yield from ((candidate, names) for names in ([rest] if rest else whole))
                    return

    def _file(self, path: str) -> _File | None:
        if path not in self._files:
            tree = _parsed(self._texts[path]) if path in self._texts else None
            self._files[path] = None if tree is None else _File(path, tree)
            if tree is None and path not in self._opaque:
                text = self._texts[path].encode("utf-8", "surrogatepass")
                self._opaque[path] = hashlib.sha256(text).hexdigest()
        return self._files[path]


def _parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the student's escapes
            return ast.parse(text)
    except (MemoryError, RecursionError, SyntaxError, ValueError):
        return None


def _keywords(item: _Statement | str) -> Iterable[str]:
    return item.mentions.keywords if isinstance(item, _Statement) else ()


def _changed(statement: ast.stmt) -> Iterator[str]:
    """Yield the global names that a statement binds, or whose values it may change."""
    names: dict[str, None] = {}
    for node in local_nodes([statement]):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.setdefault(node.name)
        elif isinstance(node, ast.alias):
            names.setdefault(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            names.update(dict.fromkeys(_touched(node.value)))
        elif isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            assert isinstance(node, ast.expr)
            names.update(dict.fromkeys(_root(node)))
    for node in ast.walk(statement):
        if isinstance(node, ast.Global):
            names.update(dict.fromkeys(node.names))
    yield from names


def _touched(call: ast.Call) -> Iterator[str]:
    """Yield what a call as a statement may change: what its method is of, and its arguments."""
    if isinstance(call.func, ast.Name) and call.func.id in _SHOW:
        return
    if isinstance(call.func, ast.Attribute):
        yield from _root(call.func)
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        yield from _root(argument)


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Attribute, ast.Starred, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _is_main_guard(node: ast.stmt) -> bool:
    """Return whether a statement is for a file that is started, not imported."""
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    )


def main() -> None:
    """Answer requests on standard input: a line ``[place, name, digest]`` for each function.

    Each is answered in a process of its own, forked from this one, which has imported everything:
    what one of them takes, or what ends it, is no matter of the next one's.
    """
    limits = [int(argument) for argument in sys.argv[1:4]]
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # rather this than what is graded
    for place, request in enumerate(json.load(sys.stdin)):
        process = os.fork()
        if process:
            os.waitpid(process, 0)
            continue
        try:
            _answer(place, request, *limits)
        finally:
            os._exit(0)


def _answer(place: int, request: Mapping[str, Any], seconds: int, wall: int, room: int) -> None:
    """Answer one request, within so many seconds of CPU time and of any, and bytes of memory."""
    signal.alarm(wall)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(_DEPTH)
    sources = Sources(request["texts"], request["opaque"])
    for name in request["names"]:
        with suppress(RecursionError):
            digest = sources.digest(request["file"], name)
            # At once, so that no line is ever a half of one.
            os.write(1, json.dumps([place, name, digest]).encode() + b"\n")
