"""Steps are counted down."""

import pytest

from autograder.expression.budget import DearMeter, Meter, OverBudget


def test_steps_run_out():
    meter = Meter(10)
    meter.spend(4)
    meter.spend(6)
    assert meter.left == 0
    with pytest.raises(OverBudget, match="too many steps"):
        meter.spend(1)


def test_a_share_is_all_that_is_left_until_it_ends():
    meter = Meter(100)
    with meter.share(30):
        meter.spend(10)
        assert meter.left == 20
    assert meter.left == 90
    with pytest.raises(OverBudget), meter.share(30):
        meter.spend(31)
    assert meter.left == 60
    with meter.share(1000):
        assert meter.left == 60


def test_dear_steps_are_taken_off_another_meter():
    meter = Meter(100)
    DearMeter(meter, 10).spend(7)
    assert meter.left == 30
    with pytest.raises(OverBudget):
        DearMeter(meter, 10).spend(4)
