"""A call as a student can paste it: the arguments as torch writes them, or their sizes."""

from __future__ import annotations

from typing import Any

from autograder.checkers.common.line import Line
from autograder.sandbox.values import Features, Tensor

from .inputs import Inputs

__all__ = ["found_with", "snippet"]

# More numbers than these are looked at in a debugger, not in a report.
_MAX_NUMBERS = 60


def found_with(line: Line, inputs: Inputs, call: str = "", *, strided: bool = False) -> str:
    """Return the end of a message: the call with which something was found, to be pasted.

    Args:
        line: The line.
        inputs: What the code was called with.
        call: The statements; without any it is the call of the question's function.
        strided: Whether the tensors have another layout in memory.
    """
    shown = snippet(line.question.function, inputs, strided=strided, call=call)
    return f"Found with (seed {line.seed}):\n{shown}"


def snippet(function: str, inputs: Inputs, *, strided: bool = False, call: str = "") -> str:
    """Return the call of a function, with its arguments above it.

    Args:
        function: Its name.
        inputs: What it is called with.
        strided: Whether the tensors have another layout in memory.
        call: What stands below the arguments in place of the plain call, in one line or several.
    """
    count = sum(_size(argument.value) for argument in inputs.arguments)
    lines = [] if inputs.case.dtype == "float64" else [f"# in {inputs.case.dtype}"]
    for argument in inputs.arguments:
        lines += _assignment(argument.name, argument.value, in_full=count <= _MAX_NUMBERS)
        if strided and isinstance(argument.value, Tensor):
            lines[-1] += _turned(len(argument.value.shape))
    names = ", ".join(argument.name for argument in inputs.arguments)
    lines += call.splitlines() or [f"{function}({names})"]
    return "\n".join(f"    {line}" for line in lines)


def _assignment(name: str, value: Any, *, in_full: bool) -> list[str]:
    if isinstance(value, Features):
        weights = _assignment("W", value.weights, in_full=in_full)
        return [*weights, f"{name} = lambda u: torch.nn.functional.softplus(u @ W.T)"]
    if not isinstance(value, Tensor):
        return [f"{name} = {value}"]
    if not in_full:
        return [f"{name} = ...  # {value.dtype}, shape {value.shape}, up to {_magnitude(value)}"]
    return [f"{name} = torch.tensor({_numbers(value)}, dtype=torch.{value.dtype})"]


def _turned(sides: int) -> str:
    """Return what turns the order of a tensor's sides in memory round."""
    if sides < 3:
        return ".mT.contiguous().mT" if sides == 2 else ""
    turn = f".permute{tuple(reversed(range(sides)))}"
    return f"{turn}.contiguous(){turn}"


def _numbers(value: Tensor) -> str:
    if "float" not in value.dtype:
        return str(value.array().tolist())
    # The shortest decimals that give the same numbers again.
    return str(_shortest(value.array())).replace("'", "")


def _shortest(array: Any) -> Any:
    if array.ndim == 0:
        return repr(float(str(array[()])))
    return [_shortest(row) for row in array]


def _size(value: Any) -> int:
    if isinstance(value, Features):
        value = value.weights
    return len(value.array().ravel()) if isinstance(value, Tensor) else 1


def _magnitude(value: Tensor) -> str:
    entries = value.array()
    return f"{abs(entries).max() if entries.size else 0:g} in size"
