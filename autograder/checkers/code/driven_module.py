"""A module of the student's, held to a contract: it stays in the worker, and is driven from here.

It is made, called, given other parameters, differentiated, stepped, merged and unmerged; what comes
is compared with a closed form. Promises are looked at in such an order that the message names the
cause, and not what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.line import Line, names
from autograder.checkers.common.promises import Broken, Promise
from autograder.verdict import Verdict

from .closeness import Expected, differs, read_tensor
from .contract import ModuleCase
from .merging import merging_phases
from .module_clauses import ARGUMENTS, MERGING, OUTPUT, TRAINING, Findings, Phase
from .module_trial import ModuleTrial
from .precision import found_in
from .repeatable import require_copied, require_repeatable
from .single_precision import forgiven

__all__ = ["DrivenModule"]

_RATE = 0.125


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenModule:
    """A class whose objects keep a contract.

    Args:
        cases: The sizes that are tried, the plainest first. Those in another dtype than float64 are
            tried where points hang on it.
        clauses: The shares of "output", "training" (the start, what is trained, gradients),
            "merging" and "arguments" (copies are kept, the input is left alone); without them all
            is lost by any.
    """

    cases: Sequence[ModuleCase]
    clauses: Clauses | None = None

    def __post_init__(self) -> None:
        if self.clauses is not None:
            self.clauses.require((OUTPUT, TRAINING, MERGING, ARGUMENTS))

    def check(self, line: Line) -> Verdict:
        """Try every case; the first promise of each clause that is not kept counts."""
        return forgiven(line, self._tried(line), self._tried)

    def _tried(self, line: Line) -> Verdict:
        findings = Findings(self.clauses)
        for case in self.cases:
            if case.dtype == "float64" or line.setting.tries_own_dtypes:
                findings.look(_phases(ModuleTrial(line, case), findings))
        return findings.verdict()


def _phases(trial: ModuleTrial, findings: Findings) -> Iterator[Phase]:
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
