"""Takes the answer to a line out of a submission, as a variant's code, without its author's words.

Comments and docstrings are left out, and everything that the answer does not reach. An expression
can be written out anew instead, from what was read of it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence

from autograder.expression import render
from autograder.expression.tree import COUNTERS, Node, postorder

from .refusal import AuthoringError
from .source import bound_names, parsed
from .usage import names_in

__all__ = ["answer_code", "names_said", "written_out"]

_INSTALLED = frozenset({"notation", "numpy", "sympy", "torch"}) | sys.stdlib_module_names
_SHORTEST = 3  # letters of a name that is looked for
_ALL = "from notation import *"


def answer_code(sources: Mapping[str, bytes], file: str, function: str) -> str:
    """Return a function of a submission with all that it reaches, without comments.

    Args:
        sources: The submission's files, by their paths.
        file: The path of the one that has the function.
        function: Its name.

    Raises:
        AuthoringError: It cannot be taken out; says why.
    """
    statements = list(_reached(sources, file, {function}, seen=set()))
    if not statements:
        raise AuthoringError(f"{file} has no function `{function}`")
    imports = [node for node in statements if isinstance(node, (ast.Import, ast.ImportFrom))]
    others = [node for node in statements if node not in imports]
    texts = dict.fromkeys(ast.unparse(node) for node in imports)
    parts = ["\n".join(texts)] if texts else []
    parts += [ast.unparse(_Silenced().visit(node)) for node in others]
    return "\n\n\n".join(parts) + "\n"


def written_out(root: Node, function: str, arguments: Sequence[str]) -> str:
    """Return a function that answers with an expression.

    Args:
        root: The expression.
        function: The function's name.
        arguments: The names of its arguments.
    """
    counters = {node.name for node in postorder(root) if node.operation in COUNTERS}
    rows = [f'    {name} = Symbol("{name}")' for name in sorted(counters)]
    head = f"{_ALL}\n\n\ndef {function}({', '.join(arguments)}):"
    return "\n".join([head, *rows, f"    return {render.plain(root)}\n"])


def names_said(code: str, names: Collection[str]) -> list[str]:
    """Return the words of people's names that stand in code, whatever their case."""
    words = {word for name in names for word in _words(name) if len(word) >= _SHORTEST}
    said = set(_words(code))
    return sorted(word for word in words if word in said)


def _words(text: str) -> Iterator[str]:
    yield from "".join(c if c.isalpha() else " " for c in text.casefold()).split()


def _reached(
    sources: Mapping[str, bytes], file: str, names: set[str], seen: set[str]
) -> Iterator[ast.stmt]:
    """Yield the statements that some names of a file lead to, what they take from others first.

    Raises:
        AuthoringError: A file does not parse, or is imported in a way that is not followed.
    """
    if file in seen:
        raise AuthoringError(f"{file} is imported in a circle: write the variant by hand")
    tree = parsed(sources[file].decode("utf-8-sig", "replace"), file)
    wanted, found = set(names), list[ast.stmt]()
    while new := [n for n in tree.body if n not in found and _binds(n) & wanted]:
        found += new
        wanted |= names_in(new)
    own = {path.removesuffix(".py"): path for path in sources if path.endswith(".py")}
    for node in tree.body:
        is_star = isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
        if not isinstance(node, (ast.Import, ast.ImportFrom)) or not (is_star or node in found):
            continue
        module = _module(node)
        if module in _INSTALLED or module not in own:
            yield node
        elif isinstance(node, ast.ImportFrom) and not any(part.asname for part in node.names):
            taken = wanted if is_star else {part.name for part in node.names} & wanted
            yield from _reached(sources, own[module], taken, {*seen, file})
        else:
            raise AuthoringError(
                f"{file}:{node.lineno}: `{ast.unparse(node)}` takes another file of the "
                "submission as a whole: write the variant by hand"
            )
    imports = (ast.Import, ast.ImportFrom)
    yield from (node for node in tree.body if node in found and not isinstance(node, imports))


def _module(node: ast.Import | ast.ImportFrom) -> str:
    name = (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
    return name.replace(".", "/")


def _binds(node: ast.stmt) -> set[str]:
    """Return the names that a statement binds, or whose values it changes."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {part.asname or part.name.partition(".")[0] for part in node.names}
    names = set(bound_names(ast.Module([node], [])))
    for part in ast.walk(node) if isinstance(node, (ast.Assign, ast.AugAssign)) else ():
        if isinstance(getattr(part, "ctx", None), ast.Store):
            root = part
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            names |= {root.id} if isinstance(root, ast.Name) else set()
    return names


class _Silenced(ast.NodeTransformer):
    """Takes docstrings and other texts out that nothing is done with."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_text else node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if getattr(node, "body", True) == []:
            node.body = [ast.Pass()]  # type: ignore[attr-defined]
        return node
