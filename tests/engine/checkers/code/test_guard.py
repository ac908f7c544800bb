"""Which constant code adds to what it divides by: from one call, to first order."""

from types import SimpleNamespace

import numpy as np
import pytest

from autograder.checkers.code.guard import constant_in
from autograder.checkers.code.inputs import Case, Drawn, Inputs
from autograder.checkers.common.ref import Target
from autograder.sandbox.values import Tensor

SUMS = np.array([1.0, 2.5, 7.0])
INPUTS = Inputs(Case(), (Drawn("x", Tensor.of(SUMS)),))


def found(value):
    """Return the constant in 3/(x + c), for what the code returned."""
    reference = SimpleNamespace(call=lambda x, c, **_: Tensor.of(3 / (x.array() + c)))
    submitted = SimpleNamespace(trial=lambda *_, **__: SimpleNamespace(value=value))
    line = SimpleNamespace(reference=reference, submitted=submitted)
    return constant_in(line, INPUTS, Target("guarded"))


@pytest.mark.parametrize("constant", [1e-3, 5e-6, 1e-8, 2.0**-23, 1e-10])
def test_the_constant_is_the_one_that_was_added(constant):
    assert found(Tensor.of(3 / (SUMS + constant))) == constant


@pytest.mark.parametrize("constant", [0.0, 3.3e-7, -1e-8])
def test_what_nobody_writes_is_no_constant(constant):
    assert found(Tensor.of(3 / (SUMS + constant))) is None


@pytest.mark.parametrize("value", [None, 3.0, Tensor.of([1.0]), Tensor.of([1, 2, 3], "int64")])
def test_what_is_no_such_tensor_has_none(value):
    assert found(value) is None
