"""Makes the folder that students fill in, ``student_template/<assignment>/``.

The folder stands on its own: the questions, `notation`, the public tests and what pytest needs to
run them anywhere. Everything in it is made from sources of ours, so it is written anew as a whole
and never edited; `check` tells whether it is what `generate` would write.
"""

from __future__ import annotations

import ast
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from pathlib import Path

from autograder.course import Assignment
from autograder.sandbox.sharing import shared_zygote

from .derivations_page import DERIVATIONS
from .form_tests import form_tests
from .interpreter import WrongPython, promised_python
from .latex_document import latex_document
from .latex_table import latex_table, written_table
from .newer_syntax import Version
from .points import UnknownClause, filled, literal_points
from .rubric import Rubric
from .skeleton import Skeleton, TemplateError, skeleton

__all__ = ["NOTATION", "TemplateError", "check", "generate"]

_PACKAGE = Path(__file__).resolve().parent.parent
#: What answers are written in, as students get it.
NOTATION = _PACKAGE / "notation.py"
#: What the grader looks at beside answers, for the public tests to look at in the same way.
_CHECKS = (
    _PACKAGE / "expression" / "derivation" / "citing.py",
    _PACKAGE / "guest" / "import_guards.py",
    _PACKAGE / "guest" / "imports.py",
    _PACKAGE / "guest" / "missing_packages.py",
    _PACKAGE / "grading" / "file_names.py",
    _PACKAGE / "grading" / "newer_syntax.py",
    _PACKAGE / "grading" / "reading.py",
    _PACKAGE / "student" / "derivations.py",
    _PACKAGE / "student" / "latex_answers.py",
    _PACKAGE / "student" / "latex_plugin.py",
    _PACKAGE / "student" / "undone.py",
)
#: What reads LaTeX, here as in the grader.
_LATEX = _PACKAGE / "latex"

_ABOUT_CHECKS = """\
\"\"\"What the public tests look at beside answers: imports, syntax, forms of a file, derivations.

Most files of this folder are the grader's own. They are made from the course's sources.
\"\"\"

#: The Python that grades.
GRADED_WITH = {version}

#: The files with questions.
QUESTION_FILES = (
{files}
)
"""

_PYTEST_INI = """\
# Made from the course's sources. With this file pytest takes the folder for what it is.
[pytest]
testpaths = .
# Names what is not done yet; a file that does not parse costs the others nothing.
addopts = -rs --continue-on-collection-errors
"""

_README = """\
# {assignment}

Every question is a function or a class in one of these files. Its docstring says what it
receives and what it returns; put your answer in the place of `raise NotImplementedError`. Names
and parameters stay as they are. A question that you leave out costs its own points and no other.
A mistake costs once: where a question builds on another one, what follows from your own answer to
that counts as well, unless nothing would be left to do.

| file | questions |
|---|---|
{files}

An answer to a symbolic question is an expression in its parameters, built with sympy and with the
functions of `notation.py`; the beginning of that file shows how. What the beginning of a question
file defines may be put in the place of its symbol. Try numbers with `evaluate`.{derivations}{latex}

## Try it

    python -m pip install numpy sympy torch pytest
    python -m pytest
    python -m pytest {example}

(On Windows `py` may stand for `python`.) The public tests look at the form of an answer and at
a few special cases; questions that are not done are reported as skipped. The grader looks closer.

## What your code may use

The standard library, numpy, sympy, torch, `notation`, and your own files beside these, in what
Python {python} reads: that is what grades. Importing another package costs nothing, using it costs
the question. Code runs in one process (no `multiprocessing`, `num_workers=0`), without other
programs, network, or data files beside your Python files; `torch.compile` returns what it is given.

## Hand in

Upload the files of the table under these names, your own files if they import any{document};
one .zip with all of them will do. A notebook of a file's name, such as `{notebook}`,
is graded as its code cells if it has at most 2 MiB; lines for IPython alone (`%…`, `!…`) and cells
that begin with `%%` are left out. Where a file had to be looked for, or there were several, the
results say at the top which one was graded.
"""


_TO_DERIVATIONS = """

An answer that is to be derived is a `Derivation`: [derivations.md](derivations.md) shows how one is
written, on one page.\
"""

_IN_LATEX = """

What is no code may be answered in LaTeX instead: a formula, or a derivation, between
`\\begin{{answer}}` and `\\end{{answer}}` in [{assignment}.tex]({assignment}.tex), which says how
the symbols are written. It is held to the same tests, and at their end they show how it is
understood. Where Python answers too, that counts.\
"""


def generate(assignment: Assignment, rubric: Rubric) -> None:
    """Write the folder anew; whatever goes wrong, the one that was there stays whole.

    Args:
        assignment: Where its parts lie, and the folder to write.
        rubric: What the questions are worth.

    Raises:
        TemplateError: No template can be made, or the target holds something else.
    """
    target = assignment.template
    files = _files(assignment, rubric)
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    workspace = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        new, old = workspace / "new", workspace / "old"
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(workspace)


def check(assignment: Assignment, rubric: Rubric) -> list[str]:
    """Return the names of the files that differ from what `generate` would write, sorted.

    A file that is missing or should not be there differs as well.

    Raises:
        TemplateError: No template can be made.
    """
    files, target = _files(assignment, rubric), assignment.template
    present = {path.relative_to(target).as_posix(): path for path in _sources(target)}
    return sorted(
        name
        for name in files.keys() | present.keys()
        if name not in files or name not in present or present[name].read_bytes() != files[name]
    )


def _files(assignment: Assignment, rubric: Rubric) -> dict[str, bytes]:
    """Return the content of every file by its path in the folder."""
    reference, public = assignment.reference, assignment.public
    if not reference.is_dir():
        raise TemplateError(f"{reference}: no such folder")
    skeletons = {}
    for path in sorted(reference.glob("*.py")):
        made = skeleton(path.read_text("utf-8"), str(path), _filler(path, rubric))
        if made is not None:
            skeletons[path.name] = made
    with shared_zygote():
        forms = {n: t.encode() for n, t in form_tests(assignment, rubric, skeletons).items()}
        table = latex_table(assignment, rubric, skeletons)
    if not forms and not public.is_dir():
        raise TemplateError(f"{public}: no such folder")
    if not skeletons:
        raise TemplateError(f"{reference}: no file declares a question")
    try:
        python = promised_python(reference)
    except WrongPython as error:
        raise TemplateError(str(error)) from None
    files = {name: made.text.encode() for name, made in skeletons.items()}
    given = {path.relative_to(public).as_posix(): path.read_bytes() for path in _sources(public)}
    pages = {"derivations.md": DERIVATIONS.encode()} if _has_derivations(reference) else {}
    if table:
        document = latex_document(assignment.name, skeletons, table)
        pages[f"{assignment.name}.tex"] = document.encode()
    ours = {
        **pages,
        "README.md": _readme(
            assignment.name, skeletons, min(given or forms, default="test_q1.py"), python, pages
        ).encode(),
        "checks/__init__.py": _about_checks(skeletons, python).encode(),
        **{f"checks/{path.name}": path.read_bytes() for path in _CHECKS},
        **{f"checks/latex/{path.name}": path.read_bytes() for path in sorted(_LATEX.glob("*.py"))},
        "checks/latex_table.py": written_table(table).encode(),
        "conftest.py": (_PACKAGE / "student" / "conftest.py").read_bytes(),
        "notation.py": NOTATION.read_bytes(),
        "pytest.ini": _PYTEST_INI.encode(),
    }
    for other in (given, forms, ours):
        clash = sorted(files.keys() & other.keys())
        if clash:
            raise TemplateError(f"{clash[0]} would be in the template twice")
        files.update(other)
    return files


def _filler(path: Path, rubric: Rubric) -> Callable[[str, str], str]:
    """Return what puts points into the texts of a reference module."""
    lines = {line.number: line for line in rubric.lines}
    total = sum((x.weight for x in rubric.lines if x.question_file == path.name), Fraction(0))

    def fill(number: str, text: str) -> str:
        where = f"{path}: {number or 'its docstring'}"
        line = lines.get(number)
        if number and not line and filled(text, Fraction(0), strict=False) != text:
            raise TemplateError(f"{where} speaks of points, and has no line in the rubric")
        if written := literal_points(text):
            raise TemplateError(
                f"{where} says {written[0]!r}: write {{points}}, as the rubric does"
            )
        try:
            return filled(text, line.weight if line else total, line.clauses if line else {})
        except UnknownClause as error:
            raise TemplateError(f"{where}: {error}") from None

    return fill


def _about_checks(skeletons: Collection[str], python: Version) -> str:
    files = "\n".join(f'    "{name}",' for name in skeletons)
    return _ABOUT_CHECKS.format(version=python, files=files)


def _readme(
    assignment: str,
    skeletons: Mapping[str, Skeleton],
    example: str,
    python: Version,
    pages: Collection[str],
) -> str:
    rows = [
        f"| `{name}` | {', '.join(question.number for question in made.questions)} |"
        for name, made in skeletons.items()
    ]
    return _README.format(
        assignment=assignment,
        files="\n".join(rows),
        example=example,
        notebook=f"{next(iter(skeletons)).removesuffix('.py')}.ipynb",
        python="{}.{}".format(*python),
        document=f", `{assignment}.tex`" if f"{assignment}.tex" in pages else "",
        derivations=_TO_DERIVATIONS if "derivations.md" in pages else "",
        latex=_IN_LATEX.format(assignment=assignment) if f"{assignment}.tex" in pages else "",
    )


def _has_derivations(reference: Path) -> bool:
    """Return whether a question of the reference's is answered by a derivation."""
    return any(
        isinstance(node, ast.Name) and node.id == "Derivation"
        for path in reference.glob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
    )


def _sources(folder: Path) -> list[Path]:
    """Return the files of a folder, without what Python, pytest and editors leave behind."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != "__pycache__" and not f.startswith("."))
        found += [Path(parent, name) for name in sorted(names) if not name.startswith(".")]
    return found


def _refuse_foreign(target: Path) -> None:
    """Make sure that what would be replaced is a template, or nothing."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    marker = target / "pytest.ini"
    first_line = _PYTEST_INI.splitlines()[0]
    if not marker.is_file() or first_line not in marker.read_text("utf-8", "replace"):
        raise TemplateError(f"{target}: not a template; it is not replaced")
