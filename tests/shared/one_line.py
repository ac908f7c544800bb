"""One line that a checker judges in a worker, without a rubric or a reference that computes."""

import ast
from fractions import Fraction
from pathlib import Path

from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission


def judged(source, checker, declared, *, zygote, layers, seed=1, dtype="float64"):
    """Return the verdict on a source text; ``declared`` is what the reference has of the line."""
    name = ast.parse(declared).body[0].name
    number = f"1.{name}"
    line = RubricLine(
        number=number, name="", weight=Fraction(1), module=Path("test_q1.py"), test="it", code=True
    )
    text = f'from notation import question\n\n@question("{number}")\n{declared}\n'
    reference = Reference({"q1.py": text.encode()}, b"")
    submission = Submission({"q1.py": source.encode()})
    with Session(zygote, reference, submission, layers=layers, seed=seed) as session:
        return session.grade(line, Target(name), checker, dtype=dtype)


def edited(source, *edits):
    """Return a text with some pieces of it replaced, each of which is there."""
    for old, new in edits:
        assert old in source
        source = source.replace(old, new)
    return source
