"""What a student reads about code that cannot be imported, or fails when it is called.

A failure of the reference's code is ours.
"""

from __future__ import annotations

from typing import Any

from ..sandbox.values import Oracle, Symbol
from ..sandbox.worker import Raised, Reply, Stopped, TraceFrame
from ..verdict import State, Verdict, lost, pending
from .hints import hint
from .submission import Submission

__all__ = ["call_failure", "import_failure", "reference_failure"]

_STATES = {
    "time": State.TIMED_OUT,
    "memory": State.OUT_OF_MEMORY,
    "exited": State.EXITED,
    "killed": State.KILLED,
}


def import_failure(file: str, failure: Raised | Stopped, submission: Submission) -> Verdict:
    """Return the verdict on everything in a file that could not be imported."""
    if isinstance(failure, Stopped):
        text = f"`{file}` could not be imported: {failure.message}. Nothing in it can be graded."
        return lost(text, state=_STATES.get(failure.reason, State.FAILED))
    if "null bytes" in failure.text and failure.type_name in ("SyntaxError", "ValueError"):
        return lost(f"`{file}` is not saved as UTF-8 (it may be UTF-16), so nothing in it can be "
                    "graded.")  # fmt: skip
    if failure.type_name in ("SyntaxError", "IndentationError", "TabError"):
        return lost(f"{_place(failure)}\nUntil this is mended nothing in `{file}` can be graded.")
    shadowed = _shadowed(failure, submission)
    text = f"`{file}` could not be imported, so nothing in it can be graded.\n{_place(failure)}"
    return lost(f"{text}{shadowed}", state=_raised_state(failure))


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
        text = f"While `{name}` ran: {failure.message}."
        return lost(text, state=_STATES.get(failure.reason, State.FAILED))
    assert isinstance(failure, Raised)
    if failure.type_name == "NotImplementedError" and len(failure.frames) == 1:
        return lost(f"`{name}` is not answered yet.", notes=("unanswered",))
    if failure.type_name == "TypeError" and not failure.frames:
        given = ", ".join(_argument(argument) for argument in arguments)
        return lost(f"`{name}` cannot be called as in the template, `{name}({given})`: "
                    f"{failure.text}.")  # fmt: skip
    if failure.out_of_memory:
        text = f"`{name}` used more memory than a run may have.\n{_place(failure)}"
        return lost(text, state=State.OUT_OF_MEMORY)
    text = f"`{name}` raised an exception.\n{_place(failure)}"
    if any(isinstance(argument, Symbol) for argument in arguments):
        text = f"{text}\n{hint(failure.type_name, failure.text)}".rstrip()
    return lost(text, state=_raised_state(failure), notes=("exception",))


def _raised_state(failure: Raised) -> State:
    if failure.out_of_memory:
        return State.OUT_OF_MEMORY
    return State.FAILED


def _argument(argument: Any) -> str:
    return argument.name if isinstance(argument, (Symbol, Oracle)) else "…"


def _place(failure: Raised) -> str:
    """Return the exception with the place in the student's own files where it arose."""
    lines = [f"{failure.type_name}: {failure.text}" if failure.text else failure.type_name]
    if failure.frames:
        lines.append(_frame(failure.frames[-1]))
    return "\n".join(lines)


def _frame(frame: TraceFrame) -> str:
    where = f"  {frame.file}, line {frame.line}"
    if frame.function not in ("", "<module>"):
        where += f", in {frame.function}"
    return f"{where}:\n    {frame.source}" if frame.source else where


def reference_failure(name: str, failure: Reply) -> Verdict:
    """Return the verdict where the reference gave no value: a person has to decide."""
    if isinstance(failure, Raised):
        return pending(f"the reference's `{name}`: {_place(failure)}", state=State.GRADER_ERROR)
    assert isinstance(failure, Stopped)
    return pending(f"the reference's `{name}`: {failure.message}", state=State.GRADER_ERROR)
