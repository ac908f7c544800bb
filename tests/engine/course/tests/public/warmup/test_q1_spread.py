"""Q1: are there as many numbers as there should be?"""

import pytest

import q1_spread as q1


@pytest.mark.parametrize("function", ["mean", "variance", "width"])
def test_there_are_two_numbers(ask, function):
    value = ask(getattr(q1, function))
    assert value is not None, "The function returns None: is a `return` missing?"
    assert len(value) == 2


def test_the_choice_is_one(ask):
    assert str(ask(q1.shifted)) in ("True", "False")
