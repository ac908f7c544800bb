"""A module with a contract: what it computes is known, and so is what it freezes and merges."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from autograder.checkers.code.closeness import Expected
from autograder.checkers.code.contract import Contract, Frozen, Merging
from autograder.checkers.code.driven_module import DrivenModule
from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import Verdict

REFERENCE = """
from notation import question

@question("1.gate")
class Gate: pass
"""
GATE = """
import torch

class Gate(torch.nn.Module):
    def __init__(self, weight, power):
        super().__init__()
        self.weight, self.power = weight.clone(), power
        self.gain = torch.nn.Parameter(torch.zeros_like(weight[0]))
        self.merged = None

    def forward(self, X):
        if self.merged is not None:
            return X @ self.merged
        return X @ self.weight * (1 + self.gain) ** self.power

    def merge(self):
        self.merged = (self.weight * (1 + self.gain) ** self.power).detach()

    def unmerge(self):
        self.merged = None
"""


@dataclass(frozen=True)
class GateForm:
    """X W diag((1 + gain)^power)."""

    W: np.ndarray
    power: int
    eps: float

    def output(self, X, trained):
        """Return it, with a bound that is far above rounding and far below a mistake."""
        return self._near(X @ self.W * (1 + trained["gain"]) ** self.power)

    def gradients(self, X, cotangent, trained):
        """Return the gradients, by hand."""
        gain, p = trained["gain"], self.power
        rows = (X @ self.W * cotangent).reshape(-1, len(gain))
        of_gain = rows.sum(axis=0) * p * (1 + gain) ** (p - 1)
        return {
            "X": self._near((cotangent * (1 + gain) ** p) @ self.W.T),
            "gain": self._near(of_gain),
        }

    def _near(self, values):
        return Expected(values, np.full(values.shape, 2**16 * self.eps))


@dataclass(frozen=True)
class GateCase:
    """Sizes of a gate."""

    side: int
    rows: tuple[int, ...]
    merges: bool = False
    dtype: str = "float64"
    strided: bool = False

    def __str__(self) -> str:
        return f"side {self.side} in {self.dtype}"

    def contract(self, _line, precision, numbers):
        """Draw one."""
        W = numbers.normal(3, self.side)
        gain, later = (np.abs(numbers.normal(self.side)) for _ in range(2))
        X, G = numbers.normal(*self.rows, 3), numbers.normal(*self.rows, self.side)
        doubled = "The gain enters twice."
        return Contract(
            weights=[("the weight", W)],
            further=(2,),
            trained={"gain": gain},
            input=X,
            cotangent=G,
            form=GateForm(W, 2, precision.eps),
            readings=lambda moment, _found: (
                {"twice": (X @ W * (1 + 2 * gain) ** 2, doubled)} if moment == "output" else {}
            ),
            frozen=Frozen("the weight", np.eye(3), {"gain": 0 * gain}, W),
            noun="gain",
            merging=Merging(
                {"gain": later}, "merged, a gate is a product", "a product", 2 * X.size * self.side
            )
            if self.merges
            else None,
        )


@pytest.fixture
def judge(zygote, layers) -> Callable[..., Verdict]:
    """Judge a gate with some text replaced."""

    def judge(
        edits: Mapping[str, str] | None = None, *, merges: bool = False, seed: int = 3, **options
    ) -> Verdict:
        source = GATE
        for old, new in (edits or {}).items():
            assert old in source
            source = source.replace(old, new)
        line = RubricLine(
            number="1.gate", name="", weight=Fraction(1), module=Path("test_q1.py"), test="it",
            code=True,
        )  # fmt: skip
        cases = (
            GateCase(2, (4,), merges),
            GateCase(1, (2, 3), merges, strided=True),
            GateCase(2, (1,), merges, dtype="float32"),
        )
        reference = Reference({"q1.py": REFERENCE.encode()}, b"")
        submission = Submission({"q1.py": source.encode()})
        checker = DrivenModule(cases=cases, clauses=options.pop("clauses", None))
        with Session(zygote, reference, submission, layers=layers, seed=seed) as session:
            return session.grade(line, Target("Gate"), checker, **options)

    return judge
