"""The report for other programs has all of it."""

from xml.etree import ElementTree

from autograder.checking.formats import as_data, as_junit
from autograder.checking.report import Outcome, Problem, Report

REPORT = Report(
    "hw1",
    (
        Outcome("1.a", "reference", (), 0.5),
        Outcome("1.a", "wrong_sign", (Problem("a.py:3", "wrong \x00\n  here", "Mend."),), 0.25),
    ),
)


def test_data_has_rows_and_checks():
    assert as_data(REPORT) == {
        "assignment": "hw1",
        "passed": False,
        "rows": {"1.a": {"done": 2, "failed": 1, "seconds": 0.75}},
        "checks": [
            {"row": "1.a", "name": "reference", "problems": (), "seconds": 0.5},
            {
                "row": "1.a",
                "name": "wrong_sign",
                "problems": ({"place": "a.py:3", "what": "wrong \x00\n  here", "remedy": "Mend."},),
                "seconds": 0.25,
            },
        ],
    }


def test_junit_has_a_case_for_each_check():
    root = ElementTree.fromstring(as_junit([REPORT]))
    suite = root.find("testsuite")
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("hw1", "2", "1")
    right, wrong = suite.findall("testcase")
    assert (right.get("classname"), right.get("name")) == ("hw1.1.a", "reference")
    assert right.find("failure") is None
    assert "a.py:3: wrong" in wrong.find("failure").text
    assert "Mend." in wrong.find("failure").text
