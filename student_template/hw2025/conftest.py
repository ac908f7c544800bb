"""What the public tests share. They run in the folder of your answers: ``python -m pytest``.

def test_debiased(ask, assert_expression):
    value = ask(q2_momentum.debiased, v=vector("d"), beta=unit, t=natural)
    assert_expression(value, shape=("d", 1), symbols=("v", "beta", "t"))

`assert_derivation` looks in the same way at a derivation.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import traceback
import warnings
from collections.abc import Callable, Collection, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

# The tests import your answers by name, wherever pytest was started.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import notation
from checks import GRADED_WITH, QUESTION_FILES
from checks.derivations import problem_of_derivation, sizes_of
from checks.file_names import is_package_of, stands_for
from checks.imports import Imports
from checks.latex_answers import LatexAnswers, Unreadable
from checks.latex_plugin import LatexPlugin
from checks.latex_table import QUESTIONS
from checks.missing_packages import NotInstalled, Place
from checks.newer_syntax import newer_syntax
from checks.reading import walk

_FOLDER = Path(__file__).resolve().parent
_LATEX = pytest.StashKey[LatexAnswers]()


@pytest.fixture
def dimensions() -> set[str]:
    """Collect the names of the sizes of all symbols that a test has given to a function."""
    return set()


@pytest.fixture(autouse=True)
def in_float64() -> Iterator[None]:
    """As in the grader: what code makes without a dtype is of the dtype of the tensors it gets.

    That is float64, but for tests that choose another.
    """
    if (torch := sys.modules.get("torch")) is None:
        yield
        return
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


@pytest.fixture
def domains() -> dict[str, notation.Domain]:
    """Collect the domains of all symbols that a test has given to a function, by their names."""
    return {}


@pytest.fixture
def ask(
    dimensions: set[str], domains: dict[str, notation.Domain], pytestconfig: pytest.Config
) -> Callable[..., Any]:
    """Give the function that calls one of yours.

    An argument that is a domain of `notation`, such as ``vector("d")``, is passed as a symbol of
    the argument's name; anything else is passed as it is. What is not done yet, and is not written
    in LaTeX either, is skipped.
    """
    latex = pytestconfig.stash[_LATEX]

    def ask(function: Callable[..., Any], /, *values: Any, **arguments: Any) -> Any:
        domains.update((n, v) for n, v in arguments.items() if isinstance(v, notation.Domain))
        dimensions.update(name for domain in domains.values() for name in sizes_of(domain))
        given = {
            name: value.symbol(name) if isinstance(value, notation.Domain) else value
            for name, value in arguments.items()
        }
        if latex.has(function):
            # As in the grader: Python counts where the function has an answer.
            with contextlib.suppress(Exception):
                return function(*values, **given)
            return _in_latex(latex, function, given)
        try:
            return function(*values, **given)
        except NotImplementedError:
            pytest.skip(f"{getattr(function, '__name__', function)} is not done yet")

    return ask


def _in_latex(latex: LatexAnswers, function: Callable[..., Any], given: dict[str, Any]) -> Any:
    __tracebackhide__ = True
    told = ""
    try:
        return latex.value(function, given)
    except Unreadable as problem:
        told = str(problem)
    pytest.fail(told, pytrace=False)


@pytest.fixture
def assert_expression(dimensions: set[str]) -> Callable[..., None]:
    """Give the function that looks at the form of an answer.

    It takes the answer and, where they matter, its ``shape``, which is ``"scalar"``, a domain or
    rows and columns such as ``("d", 1)``, and the names of the ``symbols`` that may occur in it.
    """

    def assert_expression(
        value: Any, *, shape: Any = None, symbols: Collection[str] | None = None
    ) -> None:
        __tracebackhide__ = True
        problem = _problem(value, shape, symbols, dimensions)
        if problem:
            pytest.fail(problem, pytrace=False)

    return assert_expression


@pytest.fixture
def assert_derivation(
    dimensions: set[str], domains: dict[str, notation.Domain], pytestconfig: pytest.Config
) -> Callable[..., None]:
    """Give the function that looks at the form of a derivation, and at what it cites.

    It takes the derivation, the names of the ``facts`` that a step may cite, how many of them a
    step takes (``most_facts``), and the ``start`` and ``end`` where the docstring writes them out:
    each a function of some of the symbols. Whether a step is right is for the grader to say.
    """

    def assert_derivation(
        value: Any,
        *,
        facts: Collection[str],
        most_facts: int = 1,
        start: Callable[..., Any] | None = None,
        end: Callable[..., Any] | None = None,
    ) -> None:
        __tracebackhide__ = True
        in_latex = any(value is proof for proof in pytestconfig.stash[_LATEX].proofs)
        problem = problem_of_derivation(
            value,
            facts=None if in_latex else facts,  # its reasons are in prose
            most_facts=most_facts,
            ends={"begin": start, "end": end},
            domains=domains,
            dimensions=dimensions,
        )
        if problem:
            pytest.fail(problem, pytrace=False)

    return assert_derivation


def _problem(value: Any, shape: Any, symbols: Collection[str] | None, dimensions: set[str]) -> str:
    """Return what is wrong with an answer, or nothing."""
    if value is None:
        return "The function returns None: is a `return` missing?"
    try:
        found = notation.shape(value)
        free = notation.free_symbols(value)
    except notation.NotationError as error:
        return f"The answer {value!r} cannot be read: {error}."
    wanted = _rows_and_columns(shape) if shape is not None else found
    sizes = frozenset().union(*(notation.free_symbols(size) for size in wanted))
    known = free if symbols is None else sizes | dimensions | set(symbols)
    unknown = free - known
    if unknown:
        return (
            f"The answer {value} speaks of {', '.join(sorted(unknown))}; the question speaks of "
            f"{', '.join(_ordered(symbols or ())) or 'nothing'}."
        )
    if found != wanted:
        return f"The answer {value} is {_size(found)}, but {_size(wanted)} is asked for."
    return ""


def _ordered(names: Collection[str]) -> list[str]:
    return sorted(names) if isinstance(names, (set, frozenset)) else list(names)


def _rows_and_columns(shape: Any) -> tuple[Any, Any]:
    if shape == "scalar":
        shape = notation.real
    elif not isinstance(shape, notation.Domain):
        shape = notation.matrix(*shape)
    rows, columns = shape.shape
    return rows, columns


def _size(shape: tuple[Any, Any]) -> str:
    return "a scalar" if shape == (1, 1) else f"{shape[0]}×{shape[1]}"


# ------------------------------------------------- what the grader looks at beside the answers


def pytest_configure(config: pytest.Config) -> None:
    """Let your files import what the grader has; what it does not have fails where it is used."""
    imports = Imports(_is_yours, _is_beside, _warn_of_import)
    imports.install()
    config.add_cleanup(imports.uninstall)
    paths, _ = walk(_FOLDER)
    latex = config.stash[_LATEX] = LatexAnswers(_FOLDER, paths, QUESTIONS)
    config.pluginmanager.register(LatexPlugin(latex, QUESTION_FILES, _question_file))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Report a file that ends everything while it is imported, and go on with the others."""
    try:
        return (yield)
    except SystemExit as error:
        lines = traceback.extract_tb(error.__traceback__)
        where = next(line for line in reversed(lines) if _is_yours(line.filename))
        text = (
            f"{Path(where.filename).name}, line {where.lineno}: {where.line}\n"
            'This ends everything: take it away, or put it beneath `if __name__ == "__main__":`.'
        )
        return pytest.CollectReport(collector.nodeid, "failed", text, [])


def pytest_collection_finish() -> None:
    """Warn of a second form of a question file, since one of them at most is graded."""
    paths, _ = walk(_FOLDER)
    for file in QUESTION_FILES:
        forms = [path for path in paths if _is_form(path, file)]
        if len(forms) > 1:
            text = (
                f"{' and '.join(forms)} are {len(forms)} forms of one file: keep the one that is "
                "to be graded"
            )
            warnings.warn(text, stacklevel=1)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Fail where the Python that grades would not read the file."""
    file = _FOLDER / _question_file(item)
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    for newer in newer_syntax(text, GRADED_WITH):
        grader = f"Python {GRADED_WITH[0]}.{GRADED_WITH[1]}"
        pytest.fail(
            f"{file.name}, line {newer.first}: {newer.feature}; the grader runs {grader}. "
            f"{newer.feature.instead}",
            pytrace=False,
        )


def _question_file(item: pytest.Item) -> str:
    stem = item.path.stem.removeprefix("test_")
    return f"{stem.removesuffix('_form')}.py"


@functools.cache
def _is_yours(file: str) -> bool:
    try:
        path = Path(file).resolve().relative_to(_FOLDER)
    except (OSError, ValueError):
        return False
    installed = any(part.startswith(".") or part == "site-packages" for part in path.parts)
    given = path.parts[0] in ("checks", "conftest.py", "notation.py")
    return not (installed or given or path.name.startswith("test_"))


def _is_beside(module: str) -> bool:
    return (_FOLDER / f"{module}.py").is_file() or (_FOLDER / module).is_dir()


def _warn_of_import(module: str, place: Place) -> None:
    text = f"The grader says: {NotInstalled(module, place)}"
    warnings.warn_explicit(text, UserWarning, place.file, place.line)


def _is_form(path: str, file: str) -> bool:
    """Return whether a path is that of a question file, a notebook or copy of it, or a package."""
    standing = stands_for(path.rpartition("/")[2], QUESTION_FILES)
    return is_package_of(path, file) or (standing is not None and standing.file == file)
