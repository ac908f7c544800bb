"""One module of a student's in one case: what is done with it, and compared with its contract."""

from __future__ import annotations

import numpy as np

from autograder.checkers.common.line import Line, Remote
from autograder.checkers.common.promises import Broken
from autograder.checkers.common.setting import epsilon_of

from .closeness import Array, Expected, read_tensor, require_close
from .contract import Frozen, ModuleCase, Values
from .precision import Precision, RandomArrays

__all__ = ["ModuleTrial"]


class ModuleTrial:
    """A case with its numbers, and the student's class to make modules of.

    Args:
        line: The line.
        case: The case.
    """

    def __init__(self, line: Line, case: ModuleCase) -> None:
        self.line = line
        self.case = case
        self.precision = Precision(line.setting, case.dtype)
        numbers = RandomArrays(line.random(str(case)).getrandbits(62), self.precision)
        self.contract = case.contract(line, self.precision, numbers)
        self.sent = self.precision.tensor(self.contract.input, strided=case.strided)
        self.expected = self.contract.form.output(self.contract.input, self.contract.trained)

    @property
    def frozen(self) -> Frozen:
        """How that is seen which is not trained."""
        contract = self.contract
        plain = Frozen("what is frozen", contract.input, contract.trained, self.expected.values)
        return contract.frozen or plain

    def slack(self, frozen: Frozen) -> Array:
        """Return by how much a number may be off that is to be the very same."""
        if self.contract.frozen is None:
            return self.expected.bound
        exact = self.precision.eps == epsilon_of(self.precision.expected)
        return self.precision.eps * (0.0 if exact else 8.0) * np.abs(frozen.values)

    def joined(self, word: str) -> str:
        """Return the names of what is trained, for a message."""
        *rest, last = self.contract.trained
        return f"{', '.join(rest)} {word} {last}" if rest else last

    def made(self) -> tuple[Remote, list[tuple[str, Remote]]]:
        """Return a new module, and the weights that it was made from."""
        submitted, tensor = self.line.submitted, self.precision.tensor
        weights = [(n, submitted.send(tensor(values))) for n, values in self.contract.weights]
        arguments = (*(weight for _, weight in weights), *self.contract.further)
        return submitted.construct(*arguments, dtype=self.case.dtype), weights

    def assigned(self) -> Remote:
        """Return a new module with the contract's values."""
        module, _ = self.made()
        self.assign(module, self.contract.trained)
        return module

    def assign(self, module: Remote, values: Values) -> None:
        """Give a module's parameters values."""
        module.assign({name: self.precision.tensor(array) for name, array in values.items()})

    def output(self, module: Remote) -> Array:
        """Return a module's output for the contract's input."""
        shape = self.contract.cotangent.shape
        return read_tensor(module.call(self.sent), "the output", shape, self.precision.expected)

    def compare_output(self, module: Remote, expected: Expected, noun: str, moment: str) -> None:
        """Compare a module's output; what is wrong in a known way depends on the moment."""
        values = self.output(module)
        require_close(values, expected, noun, self.contract.readings(moment, values))

    def output_of_frozen(self, module: Remote) -> Array:
        """Return what shows what is frozen."""
        frozen = self.frozen
        self.assign(module, frozen.trained)
        value = module.call(self.precision.tensor(frozen.input))
        return read_tensor(value, "the output", frozen.values.shape, self.precision.expected)

    def compare_gradients(self, module: Remote, *, of_input: bool, when: str = "") -> None:
        """Compare the gradients with respect to the parameters, and to the input."""
        contract = self.contract
        cotangent = self.precision.tensor(contract.cotangent)
        found = module.backward(self.sent, cotangent, of_argument=of_input)
        right = contract.form.gradients(contract.input, contract.cotangent, contract.trained)
        given = {name: found.parameters.get(name) for name in contract.trained}
        for name, gradient in {**given, **({"X": found.argument} if of_input else {})}.items():
            if gradient is None:
                raise Broken(f"No gradient of the output reaches {name}{when}.", "no gradient")
            noun = f"the gradient with respect to {name}{when}"
            shape, dtype = right[name].values.shape, self.precision.expected
            values = read_tensor(gradient, noun, shape, dtype)
            require_close(
                values, right[name], noun, contract.readings(f"gradient of {name}", values)
            )
