"""Whatever is wrong with the reference's code is the grader's own fault."""

import pytest

from autograder.verdict import State

ANSWER = "def two(): return 2\n"


@pytest.mark.parametrize(
    ("body", "review"),
    [
        ("raise ValueError('oops')", "the reference's `two`: ValueError: oops\n  q1.py, line 4"),
        ("import os; os._exit(1)", "the reference's `two`: the code ended the whole process"),
    ],
)
def test_a_fault_of_the_reference_is_ours(graded, body, review):
    reference = f"from notation import question\n@question('1.two')\ndef two():\n {body}"
    verdict = graded(ANSWER, reference=reference).line()
    assert verdict.state is State.GRADER_ERROR
    assert verdict.state.ours
    assert verdict.review.startswith(review)
    assert "oops" not in verdict.message
