"""A number is changed where it is a question's, and nowhere else."""

import pytest

from autograder.authoring.refusal import AuthoringError
from autograder.authoring.renumbering import mentions, renumbered


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ('@question("3.2", x=real)\ndef f(x): ...', '@question("9.1", x=real)\ndef f(x): ...'),
        ("@notation.question('3.2')\ndef f(): ...", "@notation.question('9.1')\ndef f(): ..."),
        ('@number("3.2")\ndef f(): ...', '@number("9.1")\ndef f(): ...'),
        ('@follows("3.1", "3.2")\ndef f(): ...', '@follows("3.1", "9.1")\ndef f(): ...'),
        ('@counts_with("3.2")\ndef f(): ...', '@counts_with("9.1")\ndef f(): ...'),
        ('M(then={"3.2": "x", "3.3": "3.2*x"})', 'M(then={"9.1": "x", "3.3": "3.2*x"})'),
        ('"v*({3.2}) + {3.2: g[i]=mu}"', '"v*({9.1}) + {9.1: g[i]=mu}"'),
        ('"""See your answer to 3.2."""', '"""See your answer to 9.1."""'),
        ("# as in question 3.2\n", "# as in question 9.1\n"),
        ('"é", M(then={"3.2": "x"})', '"é", M(then={"9.1": "x"})'),
        # What may be a number stays one, and so do other questions.
        ('Entries(tolerance="3.2")', 'Entries(tolerance="3.2")'),
        ('"3.2*x"', '"3.2*x"'),
        ("x = 3.2", "x = 3.2"),
        ('@question("3.2.b")\ndef f(): ...', '@question("3.2.b")\ndef f(): ...'),
        ('@question("13.2")\ndef f(): ...', '@question("13.2")\ndef f(): ...'),
        ('@weight("3.2")\ndef f(): ...', '@weight("3.2")\ndef f(): ...'),
        ('"{3.2a}, {3.20}, {points:3.2}"', '"{3.2a}, {3.20}, {points:3.2}"'),
        ('@number("3" ".2")\ndef f(): ...', '@number("3" ".2")\ndef f(): ...'),
    ],
)
def test_a_number_that_may_be_one_in_a_formula(text, then):
    assert renumbered(text, "3.2", "9.1", "q.py") == then


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ('"As in 2.3.mean, and 2.3.mean."', '"As in 9.mu, and 9.mu."'),
        ("# 2.3.mean is the mean\n", "# 9.mu is the mean\n"),
        ('f"{x}: 2.3.mean"', 'f"{x}: 9.mu"'),
        ('grade("2.3.mean")', 'grade("9.mu")'),
        ('"2.3.mean.b, 2.3.means"', '"2.3.mean.b, 2.3.means"'),
        ('"12.3.mean, q.2.3.mean"', '"12.3.mean, q.2.3.mean"'),
    ],
)
def test_a_number_that_is_nothing_else(text, then):
    assert renumbered(text, "2.3.mean", "9.mu", "q.py") == then


def test_ends_of_lines_stay():
    text = '"""As in 2.3.mean."""\r\n\r\n# 2.3.mean\r\n'
    assert renumbered(text, "2.3.mean", "9.mu", "q.py") == text.replace("2.3.mean", "9.mu")


def test_what_is_left_is_named_by_its_line():
    assert mentions('"3.2"\n3.25\n# 3.2.b\n# 3.2.\n', "3.2") == [1, 4]


def test_what_does_not_parse_is_refused():
    with pytest.raises(AuthoringError, match=r"q\.py:1"):
        renumbered("def", "3.2", "9.1", "q.py")
