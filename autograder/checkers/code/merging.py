"""What `merge()` and `unmerge()` of a module promise: the same output, by other means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from autograder.checkers.common.line import Remote, names
from autograder.checkers.common.promises import Broken

from .closeness import Expected, differs, require_close
from .contract import Merging
from .module_clauses import MERGING, TRAINING, Findings, Phase
from .module_trial import ModuleTrial

__all__ = ["merging_phases"]


def merging_phases(trial: ModuleTrial, findings: Findings) -> Iterator[Phase]:
    """Yield the promises of a module that merges, the plainest first."""
    if trial.contract.merging is None:
        return
    merged = _Merged(trial, trial.contract.merging)
    yield MERGING, merged.check_merging
    yield MERGING, merged.check_unmerging_alone
    yield MERGING, merged.check_one_product
    yield MERGING, merged.check_apart
    if not findings.has_lost(TRAINING):  # what has wrong gradients has them after merging too
        yield MERGING, merged.check_trained_again
    yield MERGING, merged.check_merging_again


@dataclass(frozen=True, slots=True)
class _Merged:
    trial: ModuleTrial
    merging: Merging

    def check_merging(self) -> None:
        """Merge and unmerge twice each."""
        trial = self.trial
        expected, module = trial.expected, trial.assigned()  # its parameters have no gradients yet
        module.call(method="merge")
        trial.compare_output(module, expected, "the output after merge()", "merged")
        self._check_independent(module, expected, "merge()")
        module.call(method="merge")
        trial.compare_output(module, expected, "the output after a second merge()", "merged")
        module.call(method="unmerge")
        trial.compare_output(module, expected, "the output after unmerge()", "merged")
        module.call(method="unmerge")
        trial.compare_output(module, expected, "the output after a second unmerge()", "unmerged")
        self._check_restored(module, "after unmerge()")

    def check_unmerging_alone(self) -> None:
        """Unmerge what is not merged."""
        module = self.trial.assigned()
        module.call(method="unmerge")
        noun = "the output after unmerge() of a layer that was never merged"
        self.trial.compare_output(module, self.trial.expected, noun, "unmerged")

    def check_one_product(self) -> None:
        """Count the operations of a merged module: those of one product, as `merge` promises."""
        trial = self.trial
        if trial.case.dtype != "float64" or not trial.line.setting.is_graded:
            return
        module = self._merged()
        X = trial.contract.input
        twice = trial.precision.tensor(np.concatenate([X, X]))
        before, after = (module.measure(x).forward.operations for x in (trial.sent, twice))
        # What does not grow with X is no product with it; less than half of one is no other.
        if after - before > 1.5 * self.merging.operations:
            raise Broken(
                f"After merge() a call takes {after - before} operations for X, beside those that "
                f"do not grow with X; {self.merging.product} takes {self.merging.operations}.",
                "several products",
            )

    def check_apart(self) -> None:
        """Differentiate the merged module twice: nothing reaches the parameters.

        What `merge` has put in the place of one for as long as it lasts may have a gradient.
        """
        trial, module = self.trial, self._merged()
        kept, cotangent = module.parameters(), trial.precision.tensor(trial.contract.cotangent)
        for _ in range(2):
            found = module.backward(trial.sent, cotangent, of_argument=False).parameters
            reached = [
                name
                for name, given in trial.contract.trained.items()
                if name in kept and np.array_equal(kept[name].array(), given)
                if (gradient := found.get(name)) is not None and gradient.array().any()
            ]
            if reached:
                raise Broken(
                    f"After merge() a gradient of the output still reaches {names(reached)}: the "
                    "merged matrix has to be one that autograd does not connect with them.",
                    "merged in the graph",
                )

    def check_trained_again(self) -> None:
        """After merge() and unmerge() the gradients are what they were before."""
        module = self._merged()
        module.call(method="unmerge")
        self.trial.compare_gradients(module, of_input=False, when=" after merge() and unmerge()")

    def check_merging_again(self) -> None:
        """Other parameters can be merged after the first ones, and unmerged too."""
        trial, contract = self.trial, self.trial.contract
        module = self._merged()
        module.call(method="unmerge")
        trial.assign(module, self.merging.later)
        module.call(method="merge")
        expected = contract.form.output(contract.input, self.merging.later)
        expected = Expected(expected.values, expected.bound + trial.expected.bound)
        methods = f"merge(), unmerge() and merge() of other {contract.noun}s"
        trial.compare_output(module, expected, f"the output after {methods}", "merged later")
        self._check_independent(module, expected, methods)
        module.call(method="unmerge")
        noun = f"the output after merge() and unmerge() of other {contract.noun}s"
        require_close(trial.output(module), expected, noun, {})
        self._check_restored(module, "after merging and unmerging twice")

    # ---------------------------------------------------------------------------------- tools

    def _merged(self) -> Remote:
        module = self.trial.assigned()
        module.call(method="merge")
        return module

    def _check_independent(self, module: Remote, expected: Expected, methods: str) -> None:
        """Look at the output with zeros in the place of the parameters, and put those back."""
        trial = self.trial
        kept = {n: p for n, p in module.parameters().items() if n in trial.contract.trained}
        trial.assign(module, {name: np.zeros(p.shape) for name, p in kept.items()})
        if differs(trial.output(module), expected):
            raise Broken(
                f"After {methods} the output still depends on {trial.joined('and')}: "
                f"{self.merging.says}.",
                "not merged",
            )
        module.assign(kept)

    def _check_restored(self, module: Remote, when: str) -> None:
        trial, frozen = self.trial, self.trial.frozen
        form, values = trial.contract.form, (trial.contract.trained, self.merging.later)
        room = sum(form.output(frozen.input, trained).bound for trained in values)
        expected = Expected(frozen.values, np.asarray(room))
        require_close(trial.output_of_frozen(module), expected, f"{frozen.noun} {when}", {})
