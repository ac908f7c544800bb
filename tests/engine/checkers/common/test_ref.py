"""`ref.name` is a name and nothing else: nothing is imported for it."""

import copy

import pytest

from autograder.checkers.common.ref import Target, ref


def test_a_function_of_the_reference_is_a_lazy_name():
    assert ref.count == Target("count")


@pytest.mark.parametrize("name", ["__wrapped__", "_private", "__len__"])
def test_what_python_asks_of_any_object_is_no_function(name):
    with pytest.raises(AttributeError):
        getattr(ref, name)


def test_it_can_be_copied_and_shown():
    assert isinstance(repr(copy.copy(ref)), str)
