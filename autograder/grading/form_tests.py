"""Public tests of the form of symbolic answers: shape, symbols, and what a derivation cites.

All of it stands in the question and its line, so these tests are made for every question of which
no test by hand looks at the form: none that takes `assert_expression` or `assert_derivation` and
names the function. To make them, the reference is run; where there is none to make, it is not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.checkers.common.line import Question, Unanswered
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.reading import as_node
from autograder.course import Assignment
from autograder.expression.domain import SCALAR, Dimension, Domain
from autograder.expression.shape import ShapeError, infer
from autograder.expression.tree import TreeError
from autograder.sandbox.limits import Layers
from autograder.sandbox.sharing import open_zygote
from autograder.sandbox.values import WireDerivation as Steps

from .reference import Reference, RunningReference
from .rubric import Rubric, RubricError, RubricLine
from .rubric_modules import RubricPackage
from .skeleton import Skeleton, TemplateError

__all__ = ["form_tests", "functions_named"]

_ABOUT = '"""Can the answers be read, with the shape and the symbols that the questions say?"""'
_WIDTH = 100
_FIXTURES = frozenset({"assert_expression", "assert_derivation"})
_CONSTANTS = frozenset(
    {
        "real", "positive", "nonnegative", "unit", "probability", "natural", "integer", "size",
        "function", "positive_function",
    }
)  # fmt: skip


def form_tests(
    assignment: Assignment, rubric: Rubric, skeletons: Mapping[str, Skeleton]
) -> dict[str, str]:
    """Return the modules of tests that are made, by their files' names.

    Args:
        assignment: Where the reference and the tests by hand lie.
        rubric: Its lines.
        skeletons: What students get of each question file.

    Raises:
        TemplateError: The reference does not say what the form of an answer is.
    """
    wanted = {file: _without_tests(assignment, file, made) for file, made in skeletons.items()}
    lines = [
        line
        for line in rubric.lines
        if line.number in wanted.get(line.question_file, {})
    ]  # fmt: skip
    if not lines:
        return {}
    modules: dict[str, list[_Test]] = {}
    try:
        with (
            open_zygote() as zygote,
            RunningReference(
                zygote, Reference.read(assignment.reference), layers=Layers()
            ) as reference,
        ):
            for line in lines:
                name = wanted[line.question_file][line.number]
                test = _test(line, name, reference, assignment)
                if test is not None:
                    modules.setdefault(line.question_file, []).append(test)
    except RubricError as error:
        raise TemplateError(str(error)) from None
    return {
        f"test_{file.removesuffix('.py')}_form.py": "".join(_module(file, tests))
        for file, tests in modules.items()
    }


def _without_tests(assignment: Assignment, file: str, made: Skeleton) -> dict[str, str]:
    """Return the symbolic questions of a file whose form no test by hand looks at.

    Returns:
        The functions by the questions' numbers.
    """
    public = assignment.public / f"test_{file}"
    tree = ast.parse(public.read_bytes(), str(public)) if public.is_file() else ast.Module([], [])
    tests = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and _FIXTURES.intersection(argument.arg for argument in node.args.args)
    ]
    named = {name for test in tests for name in functions_named(test)}
    return {
        question.number: question.name
        for question in made.questions
        if question.is_symbolic and question.name not in named
    }


def functions_named(test: ast.AST) -> set[str]:
    """Return what may be the names of the functions that a public test is about.

    They are attributes, as in ``q3.cost``, and texts where a test is told what to run on: in its
    decorators, as in ``["cost", "time"]``, and in ``getattr(q3, "cost")``. Other texts are symbols.
    """
    named = {node.attr for node in ast.walk(test) if isinstance(node, ast.Attribute)}
    told: list[ast.AST] = [*getattr(test, "decorator_list", ())]
    for node in ast.walk(test):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr":
            told += node.args
    for part in (part for node in told for part in ast.walk(node)):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            named.add(part.value)
    return named


# -------------------------------------------------------------------------------- a test


class _Test:
    """The test of a question: its source, and what of `notation` it needs."""

    def __init__(self, name: str, fixture: str, domains: Mapping[str, Domain]) -> None:
        self.name, self.fixture = name, fixture
        self.needs: set[str] = set()
        self.arguments = [f"{symbol}={self.domain(domain)}" for symbol, domain in domains.items()]
        self.options: list[str] = []

    def domain(self, domain: Domain) -> str:
        """Write a domain as a question does."""
        kind = domain.kind
        if domain.item is not None:
            self.needs.add("sequence")
            return f"sequence({self.domain(domain.item)})"
        if kind == "gaussian" and domain.dimensions:
            kind = "gaussian_vector"
        self.needs.add(kind)
        if kind in _CONSTANTS or not domain.dimensions:
            return kind
        return f"{kind}({', '.join(map(self.size, domain.dimensions))})"

    def size(self, size: Dimension) -> str:
        """Write a size: a number, a name, or made of those."""
        if size.number is not None:
            return str(size.number)
        if all(coefficient > 0 for _, coefficient in size.terms):
            return f'"{size}"'
        self.needs.add("dimension")
        text = ""
        for names, factor in sorted(size.terms, key=lambda term: term[1] < 0):
            factors = [str(abs(factor))] if abs(factor) != 1 or not names else []
            sign = " - " if factor < 0 else " + "
            product = "*".join([*factors, *(f'dimension("{name}")' for name in names)])
            text += f"{sign}{product}" if text else f"{sign.strip('+ ')}{product}"
        return text

    def written(self, module: str) -> str:
        """Return the source."""
        begun = f"def test_the_form_of_{self.name}(ask, {self.fixture}):\n"
        asked = _call("    value = ask", [f"{module}.{self.name}", *self.arguments])
        return f"{begun}{asked}{_call(f'    {self.fixture}', ['value', *self.options])}"


def _test(
    line: RubricLine, name: str, reference: RunningReference, assignment: Assignment
) -> _Test | None:
    """Return the test of a line's question; None where its checker says too little of the form.

    Raises:
        TemplateError: The reference does not say what the form of an answer is.
    """
    where = assignment.reference / line.question_file
    try:
        question = reference.questions(line).get(line.number)
        if question is None:
            raise TemplateError(f"{where}: {line.number} is declared by no question")
        value = reference.calls(line, question, seed=0).answer()
    except Unanswered as reason:
        told = reason.verdict.review or reason.verdict.message
        raise TemplateError(f"{where}: {line.number}, {name}: {told}") from None
    if isinstance(value, Steps):
        check = RubricPackage(assignment.rubric).check(line)
        return _of_derivation(name, question, check[1]) if check else None
    try:
        shape = infer(as_node(value), question.symbols)
    except (ShapeError, TreeError, TypeError) as error:
        told = f"the answer has no meaning: {error}"
        raise TemplateError(f"{where}: {line.number}, {name}: {told}") from None
    test = _Test(name, "assert_expression", question.symbols)
    rows, columns = test.size(shape.rows), test.size(shape.columns)
    test.options = [
        'shape="scalar"' if shape == SCALAR else f"shape=({rows}, {columns})",
        f"symbols={_tuple(question.symbols)}",
    ]
    return test


def _of_derivation(name: str, question: Question, checker: object) -> _Test | None:
    if not isinstance(checker, Derivation):
        return None
    test = _Test(name, "assert_derivation", question.symbols)
    test.options = [f"facts={_tuple(checker.facts)}"]
    if checker.most_facts != 1:
        test.options.append(f"most_facts={checker.most_facts}")
    return test


def _tuple(names: Mapping[str, object]) -> str:
    quoted = [f'"{name}"' for name in names]
    return f"({', '.join(quoted)}{',' if len(quoted) == 1 else ''})"


def _call(begun: str, arguments: list[str]) -> str:
    """Write a call, on several lines where one is too long."""
    line = f"{begun}({', '.join(arguments)})\n"
    if len(line) <= _WIDTH:
        return line
    indent = " " * (len(begun) - len(begun.lstrip()))
    listed = "".join(f"{indent}    {argument},\n" for argument in arguments)
    return f"{begun}(\n{listed}{indent})\n"


def _module(file: str, tests: list[_Test]) -> Iterator[str]:
    module = Path(file).stem
    short = module.partition("_")[0]
    needs = sorted({name for test in tests for name in test.needs})
    imported = f"import {module} as {short}" if short != module else f"import {module}"
    yield f"{_ABOUT}\n\n{imported}\n"
    line = f"from notation import {', '.join(needs)}\n"
    if len(line) > _WIDTH:
        line = "from notation import (\n" + "".join(f"    {name},\n" for name in needs) + ")\n"
    yield line
    for test in tests:
        yield f"\n\n{test.written(short)}"
