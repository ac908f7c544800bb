"""What a checker is given."""

import pytest

from autograder.checkers.common.line import Unanswered, names
from autograder.verdict import lost


def test_random_numbers_depend_on_the_seed_and_on_the_purpose(line):
    first = line(1, 1)
    assert first.random("a").random() == line(2, 2).random("a").random()
    assert first.random("a").random() != first.random("b").random()


def test_a_side_without_a_value_has_a_verdict():
    verdict = lost("no")
    assert Unanswered(verdict).verdict is verdict
    assert str(Unanswered(verdict)) == "no"


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "`a`"), (["a", "b"], "`a` and `b`"), (list("abc"), "`a`, `b` and `c`")],
)
def test_names_are_listed_as_in_a_sentence(items, text):
    assert names(items) == text
