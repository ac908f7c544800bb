"""Objects stay in the student's worker and are driven from here; whatever they do is theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from autograder.checkers.common.line import Line
from autograder.sandbox.values import Tensor
from autograder.verdict import State, lost

LAYER = """
import torch

class two(torch.nn.Module):
    def __init__(self, weight, others=()):
        super().__init__()
        self.W = torch.nn.Parameter(weight)
        self.frozen = torch.nn.Parameter(torch.ones(1), requires_grad=False)
        self.others = others

    def forward(self, x):
        return x @ self.W

    def added(self, x):
        return x + sum(self.others)

    def reset(self):
        self.W.data.zero_()

    def drawn(self):
        return torch.rand(3)

    def fails(self, x):
        raise ValueError("no")
"""


@dataclass(frozen=True)
class Drives:
    """Makes the object and lets a test drive it; what the test returns is the message."""

    test: Callable[[Any, Any], Any]

    def check(self, line: Line):
        """Run the test."""
        return lost(repr(self.test(line.submitted, line)))


@pytest.fixture
def drive(graded):
    """Run a test against the student's side; return the verdict."""

    def drive(test, source=LAYER, *, dtype="float64", **options):
        return graded(source, **options).line(checker=Drives(test), code=True, dtype=dtype)

    return drive


WEIGHT = Tensor.of([[1.0, 2.0], [3.0, 4.0]])
X = Tensor.of([[1.0, 10.0]])


def test_a_module_is_called_differentiated_and_stepped(drive):
    def test(side, _):
        module = side.construct(WEIGHT)
        assert module.call(X).array().tolist() == [[31.0, 42.0]]
        parameters = module.parameters()
        assert {n: p.requires_grad for n, p in parameters.items()} == {"W": True, "frozen": False}
        found = module.backward(X, Tensor.of([[1.0, -1.0]]))
        assert found.argument.array().tolist() == [[-1.0, -1.0]]
        assert found.parameters["W"].array().tolist() == [[1.0, -1.0], [10.0, -10.0]]
        assert found.parameters["frozen"] is None
        module.step(0.5)
        assert module.parameters()["W"].array().tolist() == [[0.5, 2.5], [-2.0, 9.0]]
        module.assign({"W": WEIGHT})
        assert module.call(X).array().tolist() == [[31.0, 42.0]]
        assert module.call(method="reset") is None
        assert module.call(X).array().tolist() == [[0.0, 0.0]]
        return "done"

    assert drive(test).message == "'done'"


def test_a_module_is_differentiated_with_respect_to_its_parameters_alone(drive):
    def test(side, _):
        found = side.construct(WEIGHT).backward(X, Tensor.of([[1.0, -1.0]]), of_argument=False)
        assert found.argument is None
        return found.parameters["W"].array().tolist()

    assert drive(test).message == "[[1.0, -1.0], [10.0, -10.0]]"


def test_an_output_that_requires_no_gradient_gives_none(drive):
    def test(side, _):
        found = side.construct(WEIGHT).backward(X, Tensor.of([[1.0, -1.0]]))
        return [found.argument, found.parameters["W"]]

    source = LAYER.replace("return x @ self.W", "return (x @ self.W).detach()")
    assert drive(test, source).message == "[None, None]"


def test_what_is_kept_can_be_an_argument_alone_or_in_a_list(drive):
    def test(side, _):
        weight, other = side.send(WEIGHT), side.send(Tensor.of([[5.0]]))
        module = side.construct(weight, [other, Tensor.of([[1.0]])])
        assert module.call(Tensor.of([[1.0]]), method="added").array().tolist() == [[7.0]]
        other.call(method="zero_")
        assert module.call(Tensor.of([[1.0]]), method="added").array().tolist() == [[2.0]]
        module.call(method="reset")
        return weight.value().array().tolist()

    assert drive(test).message == "[[0.0, 0.0], [0.0, 0.0]]"


def test_other_random_numbers_are_drawn_in_every_call_and_the_same_in_every_run(drive):
    def test(side, _):
        module = side.construct(WEIGHT)
        first, second = (module.call(method="drawn").array().tolist() for _ in range(2))
        assert first != second
        return [first, second]

    assert drive(test, seed=4) == drive(test, seed=4) != drive(test, seed=5)


def test_a_setting_casts_what_is_sent(drive):
    def test(side, _):
        module = side.construct(WEIGHT)
        module.assign({"W": WEIGHT})
        found = module.backward(X, X)
        assert found.argument.dtype == module.parameters()["W"].dtype == "bfloat16"
        return [module.call(method="drawn").dtype, side.send(X).value().dtype]

    assert drive(test, dtype="bfloat16").message == "['bfloat16', 'bfloat16']"


def test_casts_are_counted_through_the_side(drive):
    def test(side, _):
        return side.casts(Tensor.of([0.0, 1.0]), function="codes")

    source = "import torch\ndef two(): pass\ndef codes(x): return (x / x).to(torch.int8)"
    assert drive(test, source).message == "1"


@pytest.mark.parametrize(
    ("test", "message"),
    [
        (lambda side, _: side.construct(WEIGHT).call(X, method="fails"),
         "`two.fails` raised an exception.\n> ValueError: no\n>   q1.py, line"),
        (lambda side, _: side.construct(WEIGHT).call(X, method="missing"),
         "'two' object has no attribute 'missing'"),
        (lambda side, _: side.construct(),
         "`two` cannot be called as in the template, `two()`"),
        (lambda side, _: side.construct(WEIGHT).call(Tensor.of(np.ones((1, 3)))),
         "`two.forward` raised an exception.\n> RuntimeError"),
        (lambda side, _: side.send(X).parameters(), "`two` is a tensor, not a `torch.nn.Module`."),
    ],
)  # fmt: skip
def test_a_failure_names_the_method(drive, test, message):
    verdict = drive(test)
    assert (verdict.state, verdict.share) == (State.FAILED, 0)
    assert message in verdict.message


def test_a_template_is_not_answered(drive):
    source = "class two:\n    def __init__(self, weight):\n        raise NotImplementedError"
    verdict = drive(lambda side, _: side.construct(WEIGHT), source)
    assert verdict.notes == ("unanswered",)


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("named_parameters", "return [(1, self.W)]"),
        ("named_parameters", "return [('W', 'text')]"),
        ("named_parameters", "raise SystemExit"),
        ("named_parameters", "import os; os._exit(0)"),
    ],
)
def test_what_a_module_says_of_itself_is_not_trusted(drive, method, body):
    source = f"{LAYER}\n    def {method}(self, *_, **__):\n        {body}\n"
    verdict = drive(lambda side, _: side.construct(WEIGHT).parameters(), source)
    assert verdict.share == 0
    assert not verdict.state.ours
