"""What concerns a whole file is said at one line of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.checkers.common.clauses import Clauses
from autograder.report.once import messages
from autograder.verdict import FILE_NOTES, State, earned, lost, pending

BROKEN = lost("SyntaxError: '(' was never closed\n  q1.py, line 3", notes=("syntax",))
SEE_A = "As said at 1.a: `q1.py` cannot be graded."


def of_file(result, name):
    line = replace(result.line, module=Path(f"test_{name}"))
    return replace(result, line=line)


@pytest.mark.parametrize("note", sorted(FILE_NOTES))
def test_the_first_line_says_it_and_the_others_refer_to_it(result, note):
    verdict = lost("It cannot be graded.", state=State.TIMED_OUT, notes=(note, "time"))
    lines = [result(f"1.{name}", verdict) for name in "abc"]
    assert messages(lines) == {"1.a": "It cannot be graded.", "1.b": SEE_A, "1.c": SEE_A}


def test_each_file_says_its_own(result):
    lines = [result("1.a", BROKEN), result("2.a", BROKEN), result("2.b", BROKEN)]
    lines = [lines[0], *(of_file(other, "q2.py") for other in lines[1:])]
    see = "As said at 2.a: `q2.py` cannot be graded."
    assert messages(lines) == {"1.a": BROKEN.message, "2.a": BROKEN.message, "2.b": see}


def test_nobody_is_referred_to_a_line_that_is_shown_later(result):
    later = {"visibility": "after_published"}
    lines = [result("1.0", BROKEN, **later), result("1.a", BROKEN), result("1.b", BROKEN),
             result("1.c", BROKEN, **later)]  # fmt: skip
    assert messages(lines) == {"1.0": SEE_A, "1.a": BROKEN.message, "1.b": SEE_A, "1.c": SEE_A}
    hidden = [lines[0], lines[3]]
    assert messages(hidden)["1.0"] == BROKEN.message


def test_lines_that_say_something_else_go_on_saying_it(result):
    wrong = lost("The sign is wrong.", notes=("sign",))
    lines = [result("1.a", wrong), result("1.b", wrong), result("1.c", earned()),
             result("1.d", pending("why"))]  # fmt: skip
    assert messages(lines) == {r.line.number: r.verdict.message for r in lines}


def test_a_clause_of_a_line_refers_too(result):
    clauses = Clauses({"values": 1, "cost": 1})
    cost = lost("It counts where the values are right.", notes=("values first",))
    combined = clauses.combine({"values": BROKEN, "cost": cost})
    lines = [result("1.0", combined), result("1.a", BROKEN), result("1.b", combined)]
    told = messages(lines)
    assert told["1.0"] == lines[0].message
    assert told["1.a"] == "As said at 1.0: `q1.py` cannot be graded."
    assert told["1.b"].startswith(f"values: not earned (0 of 0.5). {told['1.a']}\ncost:")


def test_a_line_alone_refers_to_nobody(result):
    assert messages([result("1.a", BROKEN)]) == {"1.a": BROKEN.message}
