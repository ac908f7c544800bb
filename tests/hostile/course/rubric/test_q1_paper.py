"""Q1 of a course whose only purpose is to be attacked."""

from autograder.rubric import Entries, Equal, number, ref, weight


@number("1.count")
@weight(1)
def test_count(grade):
    """An expression."""
    grade(ref.count, Equal())


@number("1.means")
@weight(1)
def test_means(grade):
    """Numbers."""
    grade(ref.means, Entries(tolerance="0.001"))
