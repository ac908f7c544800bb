"""A package's results beside those of the engine at hand: whatever differs is named."""

from pathlib import Path

import pytest

from autograder.packaging.comparison import compare
from autograder.packaging.container import Ended

FOLDER = Path("submissions/typical")
RESULTS = {
    "score": 3.5,
    "tests": [
        {"number": "1.1", "score": 2, "status": "passed"},
        {"number": "1.2", "score": 1.5, "status": "failed"},
        {"number": "1.3", "score": 0},
    ],
}


def ended(**values):
    plain = {
        "code": 0,
        "seconds": 12.0,
        "cpu_seconds": 3.0,
        "peak": 1 << 28,
        "killed": 0,
        "timed_out": False,
        "printed": "",
    }
    return Ended(**{**plain, **values})


def differences(results, local, **values):
    return list(compare(FOLDER, ended(**values), results, local).differences)


def changed(number, **values):
    tests = [{**t, **values} if t["number"] == number else t for t in RESULTS["tests"]]
    return {**RESULTS, "tests": tests}


def test_the_same_results_have_no_differences():
    graded = compare(FOLDER, ended(), RESULTS, RESULTS)
    assert graded.differences == ()
    assert (graded.score, graded.here) == (3.5, 3.5)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (changed("1.1", score=1), "1.1: 1 (passed) in the package, 2 (passed) here"),
        (changed("1.2", status="passed"), "1.2: 1.5 (passed) in the package, 1.5 (failed) here"),
        (
            changed("1.3", status="failed"),
            "1.3: 0 (failed) in the package, 0 (left to a person) here",
        ),
        (
            {**RESULTS, "tests": RESULTS["tests"][:2]},
            "1.3: no such line in the package, 0 (left to a person) here",
        ),
        ({**RESULTS, "score": 0}, "the total: 0 in the package, 3.5 here"),
    ],
)
def test_a_line_that_differs_is_named_with_both(other, said):
    assert differences(other, RESULTS) == [said]


def test_the_time_limit_is_the_only_thing_to_say():
    said = differences({"score": 0}, RESULTS, timed_out=True, code=-9, seconds=600.2)
    assert said == ["the platform's time limit ended it after 600 s: a score of zero"]


def test_what_failed_is_said_with_its_last_words():
    said = differences(None, RESULTS, code=3, printed="Traceback\nValueError: odd\n")
    assert said == [
        "run_autograder ended with status 3: ValueError: odd",
        "no results.json that can be read was written",
    ]


def test_processes_that_memory_ended_are_counted():
    said = differences(RESULTS, RESULTS, killed=2)
    assert said == ["the kernel ended 2 of its processes, for lack of memory"]


def test_without_results_of_its_own_nothing_is_called_the_same():
    (said,) = differences(RESULTS, None)
    assert "the engine at hand wrote no results" in said
