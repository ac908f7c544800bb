"""What a module that keeps a contract promises, one thing after the other.

It is made, called, given other parameters, differentiated, stepped, merged and unmerged; what comes
is compared with a closed form. Promises are looked at in such an order that the message names the
cause, and not what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from autograder.checkers.common.line import names
from autograder.checkers.common.promises import Broken, Promise

from .closeness import Expected, differs, read_tensor
from .merging import merging_phases
from .module_clauses import ARGUMENTS, OUTPUT, TRAINING, Findings, Phase
from .module_trial import ModuleTrial
from .precision import found_in
from .repeatable import require_copied, require_repeatable

__all__ = ["phases_of"]

_RATE = 0.125


def phases_of(trial: ModuleTrial, findings: Findings) -> Iterator[Phase]:
    """Yield the promises of a module, each of which says where it was found broken."""
    for clause, promise in _Promises(trial).phases():
        yield clause, partial(_found, trial, promise)
    for clause, promise in merging_phases(trial, findings):
        yield clause, partial(_found, trial, promise)


def _found(trial: ModuleTrial, promise: Promise) -> None:
    with found_in(trial.line, trial.case):
        promise()


class _Promises:
    """What is looked at in any module."""

    def __init__(self, trial: ModuleTrial) -> None:
        self._trial = trial

    def phases(self) -> Iterator[Phase]:
        """Yield the promises, the plainest first."""
        yield OUTPUT, self._make
        yield TRAINING, self._check_start
        yield OUTPUT, self._check_repeatable
        yield OUTPUT, self._check_output
        if self._trial.contract.weights:
            yield ARGUMENTS, self._check_copied
        yield TRAINING, self._check_gradients
        yield TRAINING, self._check_step

    def _make(self) -> None:
        self._module, self._weights = self._trial.made()

    def _check_start(self) -> None:
        trial, contract, module = self._trial, self._trial.contract, self._module
        parameters = module.parameters()
        found = {}
        for name, values in contract.trained.items():
            if name not in parameters:
                raise Broken(
                    f"The module has no parameter `{name}`: what is trained is a "
                    "`torch.nn.Parameter`, kept under its name in the template.",
                    "no parameter",
                )
            found[name] = read_tensor(
                parameters[name], f"`{name}`", values.shape, trial.precision.expected
            )
            if not parameters[name].requires_grad:
                note = f"frozen {contract.noun}"
                raise Broken(f"`{name}` is frozen: nothing can train it.", note)
        others = [n for n, p in parameters.items() if p.requires_grad and n not in found]
        if others:
            verb = "is" if len(found) == 1 else "are"
            text = f"Only {trial.joined('and')} {verb} trained, but so is {names(others[:5])}."
            raise Broken(text, "trainable")
        at_start = contract.start(found)
        expected = contract.form.output(contract.input, at_start)
        trial.compare_output(module, expected, "the output at the start", "start")

    def _check_repeatable(self) -> None:
        trial = self._trial
        trial.assign(self._module, trial.contract.trained)
        bound, dtype = trial.expected.bound, trial.precision.expected
        require_repeatable(trial.line.submitted, self._module, trial.sent, bound, dtype)

    def _check_output(self) -> None:
        trial = self._trial
        trial.assign(self._module, trial.contract.trained)
        trial.compare_output(self._module, trial.expected, "the output", "output")

    def _check_copied(self) -> None:
        trial = self._trial
        dtype = trial.precision.expected
        require_copied(self._module, self._weights, trial.sent, trial.expected, dtype)

    def _check_gradients(self) -> None:
        trial = self._trial
        module = trial.assigned()  # with weights that nothing has overwritten
        trial.compare_gradients(module, of_input=True)

    def _check_step(self) -> None:
        """After a step the parameters have moved, and the frozen part is the same to the bit."""
        trial = self._trial
        module = trial.assigned()
        module.backward(trial.sent, trial.precision.tensor(trial.contract.cotangent))
        before = module.parameters()
        module.step(_RATE)
        after = module.parameters()
        kept = before.keys() & after.keys()
        trained = trial.contract.trained
        if not all(n in kept and after[n].data != before[n].data for n in trained):
            text = f"A step of gradient descent leaves {trial.joined('or')} where it was."
            raise Broken(text, "not trained")
        frozen = trial.frozen
        if differs(trial.output_of_frozen(module), Expected(frozen.values, trial.slack(frozen))):
            raise Broken(f"A step of gradient descent changes {frozen.noun}.", "trainable")
