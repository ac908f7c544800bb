"""Steps are counted down."""

import pytest

from autograder.expression.budget import Meter, OverBudget


def test_steps_run_out():
    meter = Meter(10)
    meter.spend(4)
    meter.spend(6)
    assert meter.left == 0
    with pytest.raises(OverBudget, match="too many steps"):
        meter.spend(1)
