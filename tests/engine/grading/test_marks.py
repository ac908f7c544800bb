"""Decorators of a rubric leave what they say on the test, and the test as it is."""

import pytest

from autograder.grading.marks import cancels, code, counts_with, follows


@pytest.mark.parametrize(
    ("mark", "attribute", "value"),
    [
        (code, "__code_line__", True),
        (counts_with("1.a"), "__counts_with__", "1.a"),
        (cancels("1"), "__cancels__", "1"),
        (follows("1.a", "1.b"), "__follows__", ("1.a", "1.b")),
    ],
)
def test_a_mark_is_left_on_the_test(mark, attribute, value):
    def test():
        """Stand in for a line."""

    assert mark(test) is test
    assert getattr(test, attribute) == value
