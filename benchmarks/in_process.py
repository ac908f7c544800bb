"""The rubric of an assignment under gradescope-utils' own runner, in one process.

    python benchmarks/in_process.py SUBMISSION COURSE ASSIGNMENT [MORE]

What `one_submission.py` compares with: the same session, checkers and requests on the same
values, but what a worker does is done here, by a function call. Nothing here is safe; it is a
yardstick only. With MORE, the submission is graded so many times more, and what each of them takes
is printed.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import io
import json
import sys
import time
import unittest
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from gradescope_utils.autograder_utils.decorators import number, partial_credit
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

PROJECT = Path(__file__).resolve().parent.parent


def load(name: str, path: Path, *, package: bool = False) -> ModuleType:
    """Import a file under a name of our choice."""
    search = [str(path.parent)] if package else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=search)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


load("notation", PROJECT / "autograder" / "notation.py")
load("guest", PROJECT / "autograder" / "guest" / "__init__.py", package=True)

from guest import worker as guest_worker  # noqa: E402

from autograder.course import Assignment, Course  # noqa: E402
from autograder.grading import workers  # noqa: E402
from autograder.grading.reference import Reference  # noqa: E402
from autograder.grading.rubric import read_rubric  # noqa: E402
from autograder.grading.rubric_modules import RubricPackage  # noqa: E402
from autograder.grading.session import Session  # noqa: E402
from autograder.handed_in import read  # noqa: E402
from autograder.sandbox import values  # noqa: E402
from autograder.sandbox.decoding import decode  # noqa: E402
from autograder.sandbox.frames import Frame  # noqa: E402
from autograder.sandbox.limits import Layers  # noqa: E402
from autograder.sandbox.worker_replies import Reply, read_reply  # noqa: E402


class Nobody:
    """Where workers would come from."""

    start_seconds, accelerated, ends = 0.0, False, 0


class Sources(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules among the sources of one side."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        """Return the spec of a module of this side."""
        file = f"{name.replace('.', '/')}.py"
        return importlib.util.spec_from_loader(name, self) if file in self._sources else None

    def exec_module(self, module: ModuleType) -> None:
        """Run it."""
        file = f"{module.__name__.replace('.', '/')}.py"
        exec(compile(self._sources[file], file, "exec"), vars(module))

    @contextmanager
    def found(self) -> Iterator[None]:
        """Let imports find them in the block; the other side has modules of the same names."""
        before = set(sys.modules)
        sys.meta_path.insert(0, self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)
            for name in set(sys.modules) - before:
                if getattr(sys.modules[name].__spec__, "loader", None) is self:
                    del sys.modules[name]


class Channel:
    """What a worker's socket is, by function calls."""

    def __init__(self) -> None:
        self.oracles: Mapping[str, Callable[..., Any]] = {}
        self.sent: tuple[dict[str, Any], list[bytes]] = ({}, [])

    def send(self, header: dict[str, Any], blobs: list[bytes]) -> None:
        """Take a reply or a question."""
        self.sent = header, list(blobs)

    def receive(self) -> tuple[dict[str, Any], list[bytes]]:
        """Answer the question."""
        header, asked = self.sent
        blobs: list[bytes] = []
        arguments = decode({"list": header["arguments"]}, asked)
        return {"value": values.encode(self.oracles[header["oracle"]](*arguments), blobs)}, blobs


class LocalWorker:
    """What `autograder.sandbox.worker.Worker` is, in this process."""

    alive, killed, charged, resident, output = True, False, 0.0, 0, ("", "")

    def __init__(self, *_: Any, **__: Any) -> None:
        self._channel = Channel()
        self._guest = guest_worker.Worker(self._channel, "cpu")
        self._guest._verbs |= {"open": self._open, "load": self._load}

    def _open(self, paths: list[str], contents: list[Any], *, widened: bool) -> list[str]:
        if widened:
            raise NotImplementedError("another float32 is for all of a process")
        sources = {path: bytes(data) for path, data in zip(paths, contents, strict=True)}
        self._guest._files = set(sources)
        self._sources = Sources(sources)
        return []

    def _load(self, module: str) -> Any:
        with self._sources.found():
            return self._guest._load(module)

    def request(
        self,
        verb: str,
        body: Mapping[str, Any],
        *,
        oracles: Mapping[str, Callable[..., Any]] | None = None,
        before: Sequence[tuple[str, Mapping[str, Any]]] = (),
        **_: Any,
    ) -> Reply:
        """Do what is asked."""
        begun, blobs = time.process_time(), list[bytes]()
        steps = []
        for name, needs in (*before, (verb, body)):
            encoded = {k: v if k == "keep" else values.encode(v, blobs) for k, v in needs.items()}
            steps.append({"verb": name, "body": encoded})
        self._channel.oracles = oracles or {}
        self._guest._answer({"id": 0, "steps": steps}, blobs)
        header, returned = self._channel.sent
        return read_reply(Frame(header, tuple(returned)), time.process_time() - begun)

    def __enter__(self) -> LocalWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget what is kept."""
        self._guest._objects.clear()


def grade(folder: Path, assignment: Assignment, package: RubricPackage) -> str:
    """Grade the submission once; return gradescope-utils' results."""
    rubric = read_rubric(assignment.rubric)
    reference, submission = Reference.read(assignment.reference), read(folder, rubric, assignment)
    suite = unittest.TestSuite()
    with Session(Nobody(), reference, submission, layers=Layers()) as session:
        for line in sorted(rubric.lines, key=lambda line: line.code):
            check = package.check(line)
            assert check is not None
            suite.addTest(make_test(line, check, session))
        stream = io.StringIO()
        JSONTestRunner(stream=stream, visibility="visible").run(suite)
    return stream.getvalue()


def make_test(line: Any, check: Any, session: Session) -> Any:
    """Return one line as a test case."""

    class Case(unittest.TestCase):
        @number(line.number)
        @partial_credit(float(line.weight))
        def runTest(self, set_score: Any = None) -> None:  # noqa: N802
            verdict = session.grade(line, *check)
            session.keep(line.number, verdict)
            set_score(float(line.weight * verdict.share))
            assert verdict.share == 1, verdict.message

    return Case()


def main() -> None:
    """Grade the submission."""
    submission, course, name, *more = sys.argv[1:]
    assignment = Course(Path(course).resolve()).assignment(name)
    package = RubricPackage(assignment.rubric)
    workers.Worker = LocalWorker  # type: ignore[assignment, misc]
    results = grade(Path(submission), assignment, package)
    taken = []
    for _ in range(int(*more) if more else 0):
        begun = time.process_time(), time.monotonic()
        grade(Path(submission), assignment, package)
        taken.append({"cpu": time.process_time() - begun[0], "wall": time.monotonic() - begun[1]})
    print(json.dumps(taken) if more else results)


if __name__ == "__main__":
    main()
