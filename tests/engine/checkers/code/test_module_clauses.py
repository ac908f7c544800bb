"""What a module loses: the clause of the first promise that is broken, and nothing beside."""

from fractions import Fraction

import pytest

from autograder.checkers.code.module_clauses import ARGUMENTS, MERGING, OUTPUT, TRAINING, Findings
from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.line import Unanswered
from autograder.checkers.common.promises import Broken
from autograder.verdict import State, lost

EIGHTHS = Clauses({OUTPUT: 3, TRAINING: 2, MERGING: 2, ARGUMENTS: 1})


def broken(note):
    def promise():
        raise Broken(f"{note} is wrong.", note)

    return promise


def kept():
    """Keep a promise."""


def never():
    """Be no promise that anybody looks at."""
    raise AssertionError


def eighths(*phases, clauses=EIGHTHS):
    findings = Findings(clauses)
    findings.look(phases)
    verdict = findings.verdict()
    return 8 * verdict.share, verdict.notes


def test_what_keeps_all_promises_earns_all():
    assert eighths((OUTPUT, kept), (MERGING, kept)) == (8, ())


def test_each_clause_is_lost_by_itself_and_once():
    phases = (TRAINING, broken("start")), (TRAINING, never), (MERGING, broken("stale"))
    assert eighths(*phases, (OUTPUT, kept)) == (4, ("start", "stale"))


@pytest.mark.parametrize("note", ["in place", "not copied"])
def test_what_is_passed_in_has_a_clause_of_its_own(note):
    assert eighths((OUTPUT, broken(note)), (OUTPUT, kept)) == (7, (note,))


def test_without_the_output_nothing_counts_and_the_first_reason_is_told():
    assert eighths((TRAINING, broken("no parameter")), (OUTPUT, broken("values")),
                   (MERGING, never)) == (0, ("no parameter",))  # fmt: skip


def test_without_clauses_all_is_lost_by_any():
    assert eighths((MERGING, broken("stale")), (OUTPUT, never), clauses=None) == (0, ("stale",))


def test_an_exception_is_a_broken_promise_and_a_time_out_is_not():
    def raising(state, note):
        def promise():
            raise Unanswered(lost("It ended.", state=state, notes=(note,)))

        return promise

    findings = Findings(EIGHTHS)
    findings.look([(MERGING, raising(State.FAILED, "exception"))])
    assert findings.verdict().share == Fraction(6, 8)
    with pytest.raises(Unanswered):
        findings.look([(OUTPUT, raising(State.TIMED_OUT, "time-out"))])
