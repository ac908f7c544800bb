"""An object of the student's that stays in its worker: the grader's end of a handle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autograder.checkers.code.counts import Measurement, read_measurement
from autograder.checkers.common.line import Gradients, Unanswered
from autograder.checkers.common.setting import Setting
from autograder.sandbox.values import Handle, Tensor
from autograder.verdict import lost

from .steps import Step, StepFrames

__all__ = ["RemoteObject", "handles_in"]


class RemoteObject:
    """See `autograder.checkers.common.line.Remote`.

    Args:
        steps: Those of its worker.
        handle: What stands for it there.
        name: What a student calls it.
        setting: The precision: float64 is sent in it.
        dtype: torch's default dtype in every call.
        seed: As the side's, for the random numbers that the code draws itself: others in each call.
    """

    def __init__(
        self,
        steps: StepFrames,
        handle: Handle,
        name: str,
        setting: Setting,
        *,
        dtype: str,
        seed: int,
    ) -> None:
        self._steps = steps
        self._name = name
        self._setting = setting
        self._dtype = setting.name_for(dtype)
        self._seed = seed
        self.handle = handle

    def value(self) -> Any:
        """Return it as data."""
        return self._steps.take(Step("value", {"handle": self.handle}, self._name))

    def call(self, *arguments: Any, method: str = "") -> Any:
        """Call it, or a method of it; a method may return nothing."""
        name = f"{self._name}.{method or 'forward'}"
        value = self._steps.take(Step("call", self._call(arguments, method), name, arguments))
        if value is None and not method:
            raise Unanswered(
                lost(
                    f"`{name}` returned nothing: is a `return` missing?", notes=("returns nothing",)
                )
            )
        return value

    def measure(self, argument: Tensor) -> Measurement:
        """Call it under the counter, in float64."""
        name = f"{self._name}.forward"
        body = {"target": {"handle": self.handle}, "arguments": [argument], "cotangents": None}
        value = self._steps.take(Step("measure", {**body, "seed": self._seed}, name, (argument,)))
        try:
            return read_measurement(value)
        except ValueError as error:
            text = f"The code's reply could not be read: {error}."
            raise Unanswered(lost(text, notes=("unreadable",))) from None

    def parameters(self) -> Mapping[str, Tensor]:
        """Return the parameters of a module; those that are trained require a gradient."""
        if self.handle.type_name == "Tensor":
            raise Unanswered(
                lost(f"`{self._name}` is a tensor, not a `torch.nn.Module`.", notes=("type",))
            )
        name = f"{self._name}.named_parameters"
        value = self._steps.take(Step("parameters", {"handle": self.handle}, name))
        return _table(value, Tensor)

    def assign(self, values: Mapping[str, Tensor]) -> None:
        """Replace the values of some parameters."""
        body = {"handle": self.handle, "values": self._setting.cast(dict(values))}
        self._steps.later(Step("assign", body, self._name))

    def backward(
        self, argument: Tensor, cotangent: Tensor, *, of_argument: bool = True
    ) -> Gradients:
        """Call a module on an argument and accumulate the gradients of ``⟨output, cotangent⟩``."""
        name = f"{self._name}.forward"
        leaf_value = self._setting.cast(replace(argument, requires_grad=of_argument))
        leaf = self._steps.keep(leaf_value, name)
        call = {**self._call((leaf,), ""), "keep": True}
        output = self._steps.take(Step("call", call, name, (argument,)))
        body = {"handle": output, "cotangent": self._setting.cast(cotangent)}
        self._steps.later(Step("backward", body, f"{self._name}.forward(…).backward"))
        value = self._steps.take(Step("gradients", {"handles": [leaf, self.handle]}, name))
        if not isinstance(value, list) or len(value) != 2:
            raise _unreadable()
        gradient, of_parameters = value
        if not isinstance(gradient, (Tensor, type(None))):
            raise _unreadable()
        return Gradients(gradient, _table(of_parameters, (Tensor, type(None))))

    def step(self, rate: float) -> None:
        """Subtract ``rate`` times its gradient from every parameter that has one."""
        self._steps.later(Step("step", {"handle": self.handle, "rate": rate}, self._name))

    def _call(self, arguments: tuple[Any, ...], method: str) -> dict[str, Any]:
        target = {"handle": self.handle} | ({"name": method} if method else {})
        sent = list(self._setting.cast(handles_in(arguments)))
        self._seed = (self._seed + 1) % 2**63
        call = {"target": target, "arguments": sent, "named": {}}
        return {**call, "dtype": self._dtype, "seed": self._seed}


def handles_in(value: Any) -> Any:
    """Return arguments with handles in the place of the objects that are kept."""
    if isinstance(value, RemoteObject):
        return value.handle
    if isinstance(value, (list, tuple)):
        return type(value)(handles_in(item) for item in value)
    return value


def _table(value: Any, kinds: Any) -> Mapping[str, Any]:
    """Read a table from names; the code's own `named_parameters` may return anything."""
    if not isinstance(value, dict):
        raise _unreadable()
    if not all(isinstance(k, str) and isinstance(item, kinds) for k, item in value.items()):
        raise _unreadable()
    return value


def _unreadable() -> Unanswered:
    return Unanswered(lost("The parameters of the module cannot be read.", notes=("unreadable",)))
