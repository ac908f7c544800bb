"""What a student reads about code that cannot be imported, or fails when it is called.

A failure of the reference's code is ours.
"""

from __future__ import annotations

import platform
import sys
from typing import Any

from autograder.quoting import one_line, quoted
from autograder.sandbox.values import OracleName, Symbol
from autograder.sandbox.worker_replies import Raised, Reply, Stopped, TraceFrame
from autograder.verdict import State, Verdict, lost, pending

from .hints import hint
from .newer_syntax import around_line
from .reading import shown
from .remedies import LIMITS_OF_AN_IMPORT, remedy
from .submission import Submission

__all__ = ["call_failure", "import_failure", "latex_failure", "reference_failure"]

_NO_PYTHON = ("SyntaxError", "IndentationError", "TabError")
_LIMITS = ("time", "memory", "output", "files")
_STATES = {
    "time": State.TIMED_OUT,
    "memory": State.OUT_OF_MEMORY,
    "exited": State.EXITED,
    "killed": State.KILLED,
}

# What is said of them where no code of a student's runs.
_LATEX_LIMITS = {
    "time": "that takes more time than an answer may take",
    "memory": "that takes more memory than an answer may take",
    "protocol": "what it says is too long",
}


def import_failure(file: str, failure: Raised | Stopped, submission: Submission) -> Verdict:
    """Return the verdict on everything in a file that could not be imported."""
    if isinstance(failure, Stopped):
        if failure.reason == "starved":
            return pending(f"`{file}` could not be imported: {failure.message}")
        text = f"`{file}` could not be imported: {failure.message}. Nothing in it can be graded."
        if failure.reason in _LIMITS:
            text = f"{text}\n{LIMITS_OF_AN_IMPORT}"
        state = _STATES.get(failure.reason, State.FAILED)
        return lost(text, state=state, notes=("import", failure.reason))
    if failure.type_name in _NO_PYTHON:
        text = _place(failure, submission)
        text = f"{text}\nUntil this is mended nothing in `{file}` can be graded."
        return lost(text, notes=("syntax",))
    shadowed = _shadowed(failure, submission)
    place = _place(failure, submission)
    text = f"`{file}` could not be imported, so nothing in it can be graded.\n{place}"
    return lost(f"{text}{shadowed}", state=_raised_state(failure), notes=("import",))


def _shadowed(failure: Raised, submission: Submission) -> str:
    """Explain an import that found an installed module instead of the student's file."""
    for path in submission.sources:
        stem = path.rpartition("/")[2].removesuffix(".py")
        if failure.type_name in ("ImportError", "AttributeError") and f"'{stem}'" in failure.text:
            return (
                f"\nYour `{path}` has the name of an installed module, which is imported in its "
                "place: give your file another name."
            )
    return ""


def call_failure(name: str, arguments: list[Any], failure: Reply) -> Verdict:
    """Return the verdict on a call that gave no value."""
    if isinstance(failure, Stopped):
        if failure.reason == "starved":
            return pending(f"while `{name}` ran: {failure.message}")
        text = f"While `{name}` ran: {failure.message}."
        state = _STATES.get(failure.reason, State.FAILED)
        return lost(text, state=state, notes=(failure.reason,))
    assert isinstance(failure, Raised)
    if failure.type_name == "NotImplementedError" and len(failure.frames) == 1:
        return lost(f"`{name}` is not answered yet.", notes=("unanswered",))
    if failure.type_name == "TypeError" and not failure.frames:
        given = ", ".join(_argument(argument) for argument in arguments)
        return lost(f"`{name}` cannot be called as in the template, `{name}({given})`: "
                    f"{one_line(failure.text)}.", notes=("signature",))  # fmt: skip
    if failure.out_of_memory:
        text = f"`{name}` used more memory than a run may have.\n{_place(failure)}"
        return lost(text, state=State.OUT_OF_MEMORY, notes=("memory",))
    text = f"`{name}` raised an exception.\n{_place(failure)}"
    if any(isinstance(argument, Symbol) for argument in arguments):
        text = f"{text}\n{hint(failure.type_name, failure.text)}".rstrip()
    return lost(text, state=_raised_state(failure), notes=("exception",))


def latex_failure(number: str, path: str, failure: Raised | Stopped) -> Verdict:
    """Return the verdict on an answer in LaTeX that could not be read within its limits.

    Args:
        number: The line's; empty where it is the document that could not be read.
        path: The document.
        failure: What became of reading it.
    """
    what = f"Your answer to {number} in `{shown(path)}`" if number else f"`{shown(path)}`"
    if isinstance(failure, Stopped):
        reason = _LATEX_LIMITS.get(failure.reason) if failure.begun else None
        text = f"{what} could not be read: {reason or failure.message}."
        if failure.reason == "starved":
            return pending(text)
        return lost(text, state=_STATES.get(failure.reason, State.FAILED), notes=(failure.reason,))
    if failure.out_of_memory:
        text = f"{what} could not be read: {_LATEX_LIMITS['memory']}."
        return lost(text, state=State.OUT_OF_MEMORY, notes=("memory",))
    if failure.type_name == "RecursionError":
        return lost(f"{what} could not be read: it is nested too deeply.", notes=("unreadable",))
    # No code of the submission runs there: the reader has failed.
    return pending(f"{what}: the reader raised {failure.type_name}: {one_line(failure.text)}")


def _raised_state(failure: Raised) -> State:
    if failure.out_of_memory:
        return State.OUT_OF_MEMORY
    return State.FAILED


def _argument(argument: Any) -> str:
    return argument.name if isinstance(argument, (Symbol, OracleName)) else "…"


def _place(failure: Raised, submission: Submission | None = None) -> str:
    """Return the exception with the student's line where it arose, as quotes, and what helps."""
    source = failure.frames[-1].source if failure.frames else ""
    helps = (
        _newer(failure, submission),
        remedy(failure.type_name, failure.text, libraries=failure.libraries, source=source),
    )
    return "\n".join([*map(quoted, _trace(failure)), *filter(None, helps)])


def _trace(failure: Raised) -> list[str]:
    lines = [f"{failure.type_name}: {failure.text}" if failure.text else failure.type_name]
    if failure.frames:
        lines.append(_frame(failure.frames[-1]))
    return lines


def _newer(failure: Raised, submission: Submission | None) -> str:
    """Say that a later Python reads what this one does not, if so."""
    if failure.type_name not in _NO_PYTHON or not failure.frames:
        return ""
    frame = failure.frames[-1]
    lines, number = [frame.source], 1
    if submission is not None and frame.file in submission.sources:
        text = submission.sources[frame.file].decode(errors="replace").split("\n")
        if 0 < frame.line <= len(text):
            lines, number = text, frame.line
    newer = around_line(lines, number, sys.version_info[:2])
    if newer is None:
        return ""
    runs = f"the grader runs Python {platform.python_version()}"
    return f"{newer.feature}; {runs}. {newer.feature.instead}"


def _frame(frame: TraceFrame) -> str:
    where = f"  {frame.file}, line {frame.line}"
    if frame.function not in ("", "<module>"):
        where += f", in {frame.function}"
    return f"{where}:\n    {frame.source}" if frame.source else where


def reference_failure(name: str, failure: Reply) -> Verdict:
    """Return the verdict where the reference gave no value: a person has to decide."""
    if isinstance(failure, Raised):
        text = "\n".join(_trace(failure))
        return pending(f"the reference's `{name}`: {text}", state=State.GRADER_ERROR)
    assert isinstance(failure, Stopped)
    return pending(f"the reference's `{name}`: {failure.message}", state=State.GRADER_ERROR)
