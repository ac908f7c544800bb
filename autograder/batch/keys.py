"""What the verdict on a line depends on, as a digest: if it is the same, nothing is graded again.

A key covers what was handed in, as far as the line's worker gets it; the line's test with all of
its module that it reaches, but neither titles nor points; the checkers beside it; the reference;
what seeds come from; the engine; and the versions of what computes. A line that follows others
covers their verdicts, and what right answers after a slip in them are.
"""

from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.code_digest import Sources
from autograder.grading.provenance import provenance
from autograder.grading.reference import Reference
from autograder.grading.rubric import Rubric, RubricLine
from autograder.grading.submission import Submission
from autograder.run import DEADLINE_SECONDS
from autograder.verdict import Verdict

__all__ = ["LineKeys", "SubmissionDigests", "versions"]

_PACKAGES = ("torch", "sympy", "numpy", "python-flint")
# What says how much a line is worth, who sees it and how lines are held against each other: all of
# it is put in after grading.
_PUT_IN_LATER = frozenset(
    {
        "cancels", "counts_with", "hide_errors", "number", "partial_credit", "tags", "visibility",
        "weight",
    }
)  # fmt: skip
# What a rubric says of right answers after a slip, and of right ones that are not the reference's.
_SLIPS = frozenset({"properties", "then"})


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that verdicts depend on."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


class LineKeys:
    """The keys of the lines of an assignment.

    Args:
        assignment: Where its rubric and its reference lie.
        rubric: Its lines.
        reference: What seeds come from, and what is right.
        seed: Overrides the seeds that follow from submissions.
        deadline: Seconds for a submission: each question file gets its part.

    Raises:
        OSError: A file of the rubric cannot be read.
    """

    def __init__(
        self,
        assignment: Assignment,
        rubric: Rubric,
        reference: Reference,
        *,
        seed: int | None,
        deadline: float = DEADLINE_SECONDS,
    ) -> None:
        self._seed = seed
        rules = _Modules(_texts(assignment.rubric))
        answers = _Modules({p: _text(data) for p, data in reference.sources.items()})
        # The same for all lines.
        common = _digest(
            [
                provenance(assignment)["engine"],
                str(sorted(versions().items())),
                hashlib.sha256(reference.secret).hexdigest() if seed is None else f"seed {seed}",
                f"deadline {deadline:g}",
                rules.closure("conftest.py"),
            ]
        )
        self._base: dict[str, str] = {}
        self._slips: dict[str, str] = {}
        for line in rubric.lines:
            module = line.module.name
            parts = [rules.test(module, line.test), answers.closure(line.question_file)]
            self._base[line.number] = _digest([common, line.number, str(line.code), *parts])
            self._slips[line.number] = rules.slips(module)

    def key(
        self, line: RubricLine, submission: SubmissionDigests, verdicts: Mapping[str, Verdict]
    ) -> str:
        """Return the key of a line.

        Args:
            line: The line.
            submission: What was handed in.
            verdicts: On the lines that it follows.
        """
        followed = (
            f"{number} {_seen(verdicts.get(number))} {self._slips[number]}"
            for number in line.follows
        )
        handed_in = submission.of(line.question_file, with_seed=self._seed is None)
        return _digest([self._base[line.number], handed_in, *followed])


class SubmissionDigests:
    """Digests of what the lines of each question file see of a submission.

    Args:
        submission: What was handed in.
    """

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._all = submission.digest.hex()
        self._known: dict[str, str] = {}

    def of(self, file: str, *, with_seed: bool) -> str:
        """Return the digest for a question file.

        Args:
            file: Its name.
            with_seed: Whether seeds follow from all that was handed in.
        """
        if file not in self._known:
            self._known[file] = _digest(self._parts(file))
        return _digest([self._known[file], self._all if with_seed else ""])

    def _parts(self, file: str) -> Iterator[str]:
        submission = self._submission
        yield str(sorted(submission.answered.items()))
        yield str(file in submission.untouched)
        yield str(sorted(submission.doubtful.get(file, ())))
        yield str(sorted(submission.left_out.items()))
        for name, document in sorted(submission.documents.items()):
            parts = {document.path: document.source, **document.companions}
            digests = (f"{part} {hashlib.sha256(parts[part]).hexdigest()}" for part in parts)
            yield f"{name}: {', '.join(digests)}"
        if file not in submission.answered:
            # What is said of a file that is not there depends on what is.
            yield str([*sorted(submission.sources), *submission.others])
            return
        imports = submission.imports(file)
        for name in sorted(imports.sources):
            yield f"{name} {hashlib.sha256(imports.sources[name]).hexdigest()}"
        yield str(sorted(imports.paths.items()))
        yield str(sorted(imports.notebooks))


class _Modules:
    """The Python files of a folder, with what each of them reaches by its imports."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._imports = {path: frozenset(self._imported(path)) for path in texts}
        self._closures = {path: self._closure(path) for path in texts}

    def closure(self, path: str) -> str:
        """Return a digest of a file and of all beside it that it imports; empty if it is none."""
        return self._closures.get(path, "")

    def test(self, module: str, test: str) -> str:
        """Return a digest of a test, of what it reaches in its module, and of files beside it."""
        tree = _parsed(self._texts.get(module, ""))
        beside = {path: digest for path, digest in self._closures.items() if path != module}
        if tree is None:
            return self.closure(module)
        kept = ast.unparse(_without_points(tree))
        return Sources({module: kept}, beside).digest(module, test) or self.closure(module)

    def slips(self, module: str) -> str:
        """Return a digest of all that the rubric says of right answers after slips."""
        found: list[str] = []
        for path in sorted(self._reached(module)):
            tree = _parsed(self._texts[path])
            for node in ast.walk(tree) if tree else ():
                if isinstance(node, ast.keyword) and node.arg in _SLIPS:
                    found.append(ast.dump(node))
        return _digest(found)

    def _closure(self, path: str) -> str:
        return _digest(f"{name} {self._texts[name]}" for name in sorted(self._reached(path)))

    def _reached(self, path: str) -> set[str]:
        reached: set[str] = set()
        waiting = [path] if path in self._texts else []
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += self._imports[name]
        return reached

    def _imported(self, path: str) -> Iterable[str]:
        tree = _parsed(self._texts[path])
        for node in ast.walk(tree) if tree else ():
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                names = [base, *(f"{base}.{alias.name}".lstrip(".") for alias in node.names)]
            for name in names:
                stem = name.replace(".", "/")
                yield from {f"{stem}.py", f"{stem}/__init__.py"} & self._texts.keys()


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _without_points(tree: ast.Module) -> ast.Module:
    """Return a module whose tests say neither what they are worth nor what their titles are."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [
                decorator
                for decorator in node.decorator_list
                if not (isinstance(decorator, ast.Call) and _name(decorator) in _PUT_IN_LATER)
            ]
    return tree


def _name(decorator: ast.Call) -> str:
    return ast.unparse(decorator.func).rpartition(".")[2]


def _seen(verdict: Verdict | None) -> str:
    """Return what a line sees of the verdict on one that it follows."""
    if verdict is None:
        return ""
    return f"{verdict.state.value} {sorted(verdict.notes)}"


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): _text(path.read_bytes())
        for path in sorted(folder.rglob("*.py"))
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _text(content: bytes) -> str:
    return content.decode("utf-8", "backslashreplace")


def _digest(parts: Iterable[str]) -> str:
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()
