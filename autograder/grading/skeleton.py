"""Makes a student's module from a reference module, by its source alone.

What a student gets is named here, piece by piece; everything else stays behind. So a reference's
helper functions, comments, definitions and accepted forms cannot slip through, whatever they
look like: the module's docstring, the declared functions' and classes' headers and docstrings,
the imports and constants that a header speaks of, and torch where code is asked for.
"""

from __future__ import annotations

import ast
import builtins
import io
import tokenize
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

__all__ = ["Declared", "Skeleton", "TemplateError", "skeleton"]

_METHOD_DECORATORS = ("classmethod", "property", "staticmethod")
_INDENT = "    "
#: What `question` takes beside symbols.
_NO_SYMBOLS = ("where", "tex", "name", "range", "asks")


class TemplateError(ValueError):
    """A reference that no template can be made from; its text says where, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A question of a module.

    Attributes:
        number: The question's id, such as ``"2.3.debiased"``.
        name: The function's or class's.
        summary: The first paragraph of its docstring.
        is_symbolic: Whether it declares symbols, so that its answer is an expression.
        is_code: Whether it is answered by code: by a class, or a function of values.
        is_derivation: Whether it is answered by a derivation.
    """

    number: str
    name: str
    summary: str
    is_symbolic: bool = False
    is_code: bool = False
    is_derivation: bool = False


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A student's module: its text, and the questions that it asks."""

    text: str
    questions: tuple[Declared, ...]


_Question = ast.FunctionDef | ast.ClassDef


def skeleton(
    source: str, file: str, fill: Callable[[str, str], str] = lambda _, text: text
) -> Skeleton | None:
    """Return what a student gets of a reference module, or None where it declares no question.

    Args:
        source: The module's text.
        file: Its name, for messages.
        fill: Puts in what a text leaves open: it takes a question's number, which is empty for the
            module's own docstring, and the text.

    Raises:
        TemplateError: A question without a docstring, one that is not at the top level, a header
            that needs a function or class of the reference.
    """
    try:
        module = ast.parse(source, file)
    except SyntaxError as error:
        raise TemplateError(f"{file}:{error.lineno}: {error.msg}") from None
    questions = [node for node in module.body if _is_question(node)]
    for node in ast.walk(module):
        if _is_question(node) and node not in questions:
            raise TemplateError(f"{file}:{node.lineno}: a question is declared at the top level")
    if not questions:
        return None
    declared = tuple(_declared(node, file) for node in questions)
    bodies = [
        f"# {question.number}\n{fill(question.number, _question_text(node, source, file))}"
        for question, node in zip(declared, questions, strict=True)
    ]
    about = fill("", _docstring(module, source, "", file))
    parts = [about, *_preamble(module, questions, file)]
    text = "\n\n".join(part for part in parts if part) + "\n\n\n" + "\n\n\n".join(bodies) + "\n"
    return Skeleton(text.lstrip("\n"), declared)


def _is_question(node: ast.AST) -> TypeGuard[_Question]:
    return isinstance(node, _Question) and _declaration(node) is not None


def _declaration(node: _Question) -> ast.Call | None:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call):
            name = ast.unparse(decorator.func).rpartition(".")[2]
            if name == "question":
                return decorator
    return None


def _declared(node: _Question, file: str) -> Declared:
    declaration = _declaration(node)
    number = declaration.args[0] if declaration and declaration.args else None
    if not isinstance(number, ast.Constant) or not isinstance(number.value, str):
        raise TemplateError(f"{file}:{node.lineno}: the number of {node.name} is written as text")
    text = ast.get_docstring(node)
    if not text:
        raise TemplateError(
            f"{file}:{node.lineno}: {node.name} has no docstring; it is all that a student sees"
        )
    summary = " ".join(text.split("\n\n")[0].split())
    return Declared(
        number.value,
        node.name,
        summary,
        is_symbolic=_declares_symbols(node),
        is_code=_computes(node),
        is_derivation="Derivation" in _names(*node.body),
    )


# ------------------------------------------------------------------------ questions' text


def _question_text(node: _Question, source: str, file: str) -> str:
    if isinstance(node, ast.FunctionDef):
        return _function(node, source, "", file)
    methods = [
        _function(item, source, _INDENT, file)
        for item in node.body
        if isinstance(item, ast.FunctionDef) and _is_public(item.name)
    ]
    return "\n\n".join([_header(node, source, "", file), *methods])


def _is_public(name: str) -> bool:
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__"))


def _function(node: ast.FunctionDef, source: str, indent: str, file: str) -> str:
    kept = [d for d in node.decorator_list if ast.unparse(d) in _METHOD_DECORATORS]
    decorators = "".join(f"{indent}@{ast.unparse(decorator)}\n" for decorator in kept)
    body = f"{indent}{_INDENT}raise NotImplementedError"
    return f"{decorators}{_header(node, source, indent, file)}\n{body}"


def _header(node: _Question, source: str, indent: str, file: str) -> str:
    """Return a definition up to its colon, without comments, and its docstring."""
    segment = ast.get_source_segment(source, node) or ""
    lines, depth = segment.splitlines(), 0
    for token in tokenize.generate_tokens(io.StringIO(segment).readline):
        row, start = token.start[0] - 1, token.start[1]
        if token.type == tokenize.COMMENT:
            lines[row] = lines[row][:start]
        elif token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
            if token.string == ":" and not depth:
                lines[row:] = [lines[row][: start + 1]]
                break
    kept = [line.rstrip() for line in lines if line.strip()]
    docstring = _docstring(node, source, indent + _INDENT, file)
    return "\n".join([indent + kept[0], *kept[1:], *([docstring] if docstring else [])])


def _docstring(node: _Question | ast.Module, source: str, indent: str, file: str) -> str:
    if ast.get_docstring(node) is None:
        return ""
    segment = ast.get_source_segment(source, node.body[0]) or ""
    # Of several strings written one after another, what stands between them would come along.
    strings = [t for t in tokenize.generate_tokens(io.StringIO(segment).readline) if t.string]
    if len(strings) != 1:
        raise TemplateError(f"{file}:{node.body[0].lineno}: a docstring is one string")
    return indent + segment


# ------------------------------------------------------- what headers need from the module


def _preamble(module: ast.Module, questions: Sequence[_Question], file: str) -> Iterator[str]:
    """Yield the import lines and the constants that the questions' headers need."""
    needed = {name for node in questions for name in _header_names(node)}
    imports: list[str] = []
    constants: list[str] = []
    for statement in reversed(module.body):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            imports[:0] = _needed_import(statement, needed)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            names = _assigned(statement)
            if names & needed:
                # What is needed by what is needed stands above it, so one pass upwards finds it.
                needed = (needed - names) | set(_names(statement))
                constants.insert(0, ast.unparse(statement))
    found = {name for line in imports for name in _imported(line)}
    missing = needed - found - set(dir(builtins))
    if missing:
        raise TemplateError(
            f"{file}: the signatures use {', '.join(sorted(missing))}, which is no import and no "
            "constant of the module; a student would not have it"
        )
    future = [line for line in imports if line.startswith("from __future__")]
    rest = [line for line in imports if line not in future and "from notation" not in line]
    if _imports_torch(module) and any(_computes(node) for node in questions):
        # Whatever of torch the reference uses, and however: that might be an answer.
        plain = [line for line in rest if line.startswith("import ")]
        if not any(line.split()[1] == "torch" for line in plain):
            rest = [*plain, "import torch", *(line for line in rest if line not in plain)]
    if any(_declares_symbols(node) for node in questions) or len(rest) < len(imports) - len(future):
        rest.append("from notation import *")
    yield "\n".join(future)
    yield "\n".join(rest)
    yield "\n".join(constants)


def _declares_symbols(node: _Question) -> bool:
    declaration = _declaration(node)
    return declaration is not None and any(k.arg not in _NO_SYMBOLS for k in declaration.keywords)


def _computes(node: _Question) -> bool:
    """Return whether a question is answered by code: by a class, or a function of values."""
    if isinstance(node, ast.ClassDef):
        return True
    arguments = node.args
    has_some = any((arguments.posonlyargs, arguments.args, arguments.vararg, arguments.kwonlyargs))
    return has_some and not _declares_symbols(node)


def _imports_torch(module: ast.Module) -> bool:
    return any(
        name.partition(".")[0] == "torch"
        for node in module.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in _modules(node)
    )


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [] if node.level else [node.module or ""]
    return [alias.name for alias in node.names]


def _header_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        yield from _names(node.args, node.returns)
    elif isinstance(node, ast.ClassDef):
        yield from _names(*node.bases, *node.keywords)
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and _is_public(item.name):
                yield from _header_names(item)


def _names(*nodes: ast.AST | None) -> Iterator[str]:
    for root in nodes:
        for node in ast.walk(root) if root else ():
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield node.id


def _assigned(statement: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _needed_import(statement: ast.Import | ast.ImportFrom, needed: set[str]) -> list[str]:
    is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
    kept = [
        alias
        for alias in statement.names
        if is_future or (alias.asname or alias.name.partition(".")[0]) in needed
    ]
    if not kept:
        return []
    copy = ast.parse(ast.unparse(statement)).body[0]
    assert isinstance(copy, (ast.Import, ast.ImportFrom))
    copy.names = kept
    return [ast.unparse(copy)]


def _imported(line: str) -> Iterator[str]:
    statement = ast.parse(line).body[0]
    assert isinstance(statement, (ast.Import, ast.ImportFrom))
    for alias in statement.names:
        yield alias.asname or alias.name.partition(".")[0]
