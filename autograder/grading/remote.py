"""An object of the student's that stays in its worker: the grader's end of a handle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from autograder.checkers.code.counts import Measurement, read_measurement
from autograder.checkers.common.line import Gradients, Unanswered
from autograder.checkers.common.setting import Setting
from autograder.sandbox.values import Handle, Tensor
from autograder.verdict import lost

__all__ = ["Ask", "RemoteObject", "handles_in"]

#: Sends a verb with its body; a failure is reported as one of the code that is named, which was
#: called with the arguments.
Ask = Callable[[str, Mapping[str, Any], str, tuple[Any, ...]], Any]


class RemoteObject:
    """See `autograder.checkers.common.line.Remote`.

    Args:
        ask: Sends requests to its worker.
        handle: What stands for it there.
        name: What a student calls it.
        setting: The precision: float64 is sent in it.
        dtype: torch's default dtype in every call.
        seed: As the side's, for the random numbers that the code draws itself: others in each call.
    """

    def __init__(
        self, ask: Ask, handle: Handle, name: str, setting: Setting, *, dtype: str, seed: int
    ) -> None:
        self._ask = ask
        self._name = name
        self._setting = setting
        self._dtype = setting.name_for(dtype)
        self._seed = seed
        self.handle = handle

    def value(self) -> Any:
        """Return it as data."""
        return self._ask("value", {"handle": self.handle}, self._name, ())

    def call(self, *arguments: Any, method: str = "") -> Any:
        """Call it, or a method of it; a method may return nothing."""
        name = f"{self._name}.{method or 'forward'}"
        value = self._ask("call", self._call(arguments, method), name, arguments)
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
        value = self._ask("measure", {**body, "seed": self._seed}, name, (argument,))
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
        value = self._ask("parameters", {"handle": self.handle}, name, ())
        return _table(value, Tensor)

    def assign(self, values: Mapping[str, Tensor]) -> None:
        """Replace the values of some parameters."""
        body = {"handle": self.handle, "values": self._setting.cast(dict(values))}
        self._ask("assign", body, self._name, ())

    def backward(
        self, argument: Tensor, cotangent: Tensor, *, of_argument: bool = True
    ) -> Gradients:
        """Call a module on an argument and accumulate the gradients of ``⟨output, cotangent⟩``."""
        name = f"{self._name}.forward"
        leaf_value = self._setting.cast(replace(argument, requires_grad=of_argument))
        sent = {"handle": leaf_value, "keep": True}
        leaf = self._ask("value", sent, name, ())
        output = self._ask("call", {**self._call((leaf,), ""), "keep": True}, name, (argument,))
        body = {"handle": output, "cotangent": self._setting.cast(cotangent)}
        self._ask("backward", body, f"{self._name}.forward(…).backward", ())
        value = self._ask("gradients", {"handles": [leaf, self.handle]}, name, ())
        if not isinstance(value, list) or len(value) != 2:
            raise _unreadable()
        gradient, of_parameters = value
        if not isinstance(gradient, (Tensor, type(None))):
            raise _unreadable()
        return Gradients(gradient, _table(of_parameters, (Tensor, type(None))))

    def step(self, rate: float) -> None:
        """Subtract ``rate`` times its gradient from every parameter that has one."""
        self._ask("step", {"handle": self.handle, "rate": rate}, self._name, ())

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
