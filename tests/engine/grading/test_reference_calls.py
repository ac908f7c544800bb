"""Whatever is wrong with the reference's code is the grader's own fault."""

import math
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.grading.reference import Reference, RunningReference
from autograder.grading.rubric import RubricLine
from autograder.grading.workers import CodeWorkers
from autograder.verdict import State

LINE = RubricLine(
    number="1.two", name="two", weight=Fraction(1), module=Path("test_q1.py"), test="test_two"
)  # fmt: skip
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


def test_an_expression_is_asked_for_once_by_many_submissions(zygote, layers, monkeypatch):
    """Whatever their seeds are; data is asked for each time, since a checker may change it."""
    source = (
        "from notation import positive, question\n"
        "@question('1.sum', x=positive)\ndef total(x): return x + 1\n"
        "@question('1.data')\ndef data(): return [1]\n"
    )
    asked: Counter[str] = Counter()
    request = CodeWorkers.request

    def counted(workers, module, verb, body, **options):
        if verb == "call":
            asked[body["target"]["name"]] += 1
        return request(workers, module, verb, body, **options)

    monkeypatch.setattr(CodeWorkers, "request", counted)
    reference = Reference({"q1.py": source.encode()}, b"secret")
    with RunningReference(zygote, reference, layers=layers) as running:
        for seed in range(3):
            with running.lent(math.inf) as lent:
                for question in lent.questions(LINE).values():
                    lent.calls(LINE, question, seed=seed).answer()
    assert asked == {"total": 1, "data": 3}


def test_a_worker_that_was_interrupted_is_not_asked_by_the_next_submission(zygote, layers):
    reference = Reference({"q1.py": ANSWER.encode()}, b"secret")
    with RunningReference(zygote, reference, layers=layers) as running:
        running.questions(LINE)

        def interrupted():
            with running.lent(math.inf):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert not running.workers._workers
