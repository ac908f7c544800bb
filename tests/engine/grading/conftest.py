"""Sessions on files that stand in a test."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from autograder.checkers.answers.entries import Entries
from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.zygote import Zygote
from autograder.verdict import Verdict

REFERENCE = """
from notation import question, vector, dimension, unit, natural

@question("1.two")
def two(): return 2

@question("1.add")
def add(x, y): return x + y

@question("1.half", b=unit, t=natural)
def half(b, t): return b**t / 2
"""


@dataclass(frozen=True, slots=True)
class Graded:
    """A session, and what is graded in it."""

    session: Session

    def line(
        self,
        number: str = "1.two",
        *,
        file: str = "q1.py",
        checker: Any = None,
        code: bool = False,
        dtype: str = "float64",
    ) -> Verdict:
        """Grade one line with a checker; without one, the answer has to be the reference's."""
        line = RubricLine(
            number=number, name=number, weight=Fraction(1), module=Path(f"test_{file}"),
            test="test_it", code=code,
        )  # fmt: skip
        target = Target(number.partition(".")[2])
        return self.session.grade(line, target, checker or Entries(tolerance="0"), dtype=dtype)


def _content(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder of files: text or bytes, or tables of files, which become zip archives."""

    def hand_in(files: Mapping[str, Any], name: str = "handed-in") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Mapping):
                with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                    for member, text in content.items():
                        archive.writestr(member, text)
            else:
                target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return hand_in


@pytest.fixture
def graded(zygote: Zygote, layers: Layers) -> Iterator[Callable[..., Graded]]:
    """Open a session on a submission: the text of its ``q1.py``, a table of files, or itself."""
    with ExitStack() as stack:

        def graded(
            submitted: str | Mapping[str, str | bytes] | Submission,
            *,
            reference: str | Mapping[str, str] = REFERENCE,
            secret: bytes = b"secret",
            limits: Limits | None = None,
            **options: Any,
        ) -> Graded:
            right = {"q1.py": reference} if isinstance(reference, str) else reference
            files = {"q1.py": submitted} if isinstance(submitted, str) else submitted
            session = Session(
                options.pop("zygote", zygote),
                Reference({path: text.encode() for path, text in right.items()}, secret),
                files
                if isinstance(files, Submission)
                else Submission({p: _content(text) for p, text in files.items()}),
                limits=limits,
                layers=options.pop("layers", layers),
                **options,
            )
            return Graded(stack.enter_context(session))

        yield graded
