"""Q2 of a course whose only purpose is to be attacked."""

from dataclasses import dataclass

from autograder.rubric import Entries, code, number, ref, weight
from autograder.sandbox.values import OracleName, Tensor
from autograder.verdict import earned, lost


@dataclass(frozen=True)
class Asks:
    """``asks(ask, x)``: the sum of what the grader says about x and about 2x."""

    def check(self, line):
        """Call it on a tensor."""
        point = Tensor.of([0.5, 1.5])
        oracles = {"square": lambda x: Tensor.of(x.array() ** 2)}
        answer = line.submitted.call(OracleName("square"), point, oracles=oracles)
        if not isinstance(answer, Tensor) or answer.dtype != "float64":
            return lost("Expected a tensor of torch.float64.")
        right = answer.shape == (2,) and answer.array().tolist() == [1.25, 11.25]
        return earned() if right else lost("These are not the sums.")


@number("2.table")
@weight(1)
def test_table(grade):
    """A tensor."""
    grade(ref.table, Entries(tolerance="0.001"))


@number("2.asks")
@weight(1)
@code
def test_asks(grade):
    """Code that asks the grader."""
    grade(ref.asks, Asks())
