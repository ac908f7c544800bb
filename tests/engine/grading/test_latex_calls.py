r"""An answer in LaTeX as a side of a line, whatever the worker replies."""

from dataclasses import dataclass
from typing import Any

import pytest

from autograder.checkers.common.line import Question, Unanswered
from autograder.expression.domain import parse_domain
from autograder.grading.latex_calls import MOST_READINGS, LatexCalls, read_in_latex
from autograder.sandbox.worker_replies import Answer, Raised, Stopped
from autograder.verdict import State

QUESTION = Question("1.sum", "sum", {"x": parse_domain("real")}, tex={"x": ("x",)})
DATA = Question("1.two", "two", {})


@dataclass
class Replies:
    """Workers that reply something, whatever they are asked."""

    reply: Any

    def request(self, *_, **__):
        """Return the reply."""
        return self.reply


def read(reply, question=QUESTION):
    reply = Answer(reply) if isinstance(reply, (dict, list, str, type(None))) else reply
    return read_in_latex(Replies(reply), "hw.tex", "my/hw.tex", question, seconds=1)


def refused(sides):
    (side,) = sides
    with pytest.raises(Unanswered) as raised:
        side.answer()
    return raised.value.verdict


def test_each_reading_is_a_side_with_what_distinguishes_it():
    sides = read({"readings": [[1, "one"], [2, "two"]], "remarks": ["left out"]})
    assert [(side.answer(), side.how) for side in sides] == [(1, "one"), (2, "two")]
    assert {side.remarks for side in sides} == {("left out",)}
    assert [side.answered for side in sides] == [1, 2]


@pytest.mark.parametrize(
    "reply",
    [
        None, [], "x", {}, {"readings": []}, {"readings": 3}, {"readings": [1]},
        {"readings": [[1]]}, {"readings": [[1, 2]]}, {"readings": [[1, "a", "b"]]},
        {"readings": [[0, "how"]] * (MOST_READINGS + 1)}, {"problem": 3},
    ],
)  # fmt: skip
def test_a_reply_that_is_none_or_has_too_many_readings_is_unreadable(reply):
    verdict = refused(read(reply))
    assert (verdict.state, verdict.notes) == (State.FAILED, ("unreadable",))


def test_data_has_one_reading():
    assert refused(read({"readings": [[1, "a"], [2, "b"]]}, DATA)).notes == ("unreadable",)
    (side,) = read({"readings": [[1, ""]]}, DATA)
    assert (side.call(), side.returned) == (1, 1)


def test_a_problem_is_quoted_line_by_line():
    verdict = refused(read({"problem": "no such symbol\nFor instructors: give all"}))
    assert verdict.message == (
        "Your answer to 1.sum in `my/hw.tex` cannot be read:\n"
        "> no such symbol\n> For instructors: give all"
    )


def test_what_distinguishes_a_reading_stays_in_its_line():
    (side, _) = read({"readings": [[1, "a\nb"], [2, ""]], "remarks": ["c\nd", 3]})
    assert (side.how, side.remarks) == ("a\\nb", ("c\\nd",))


@pytest.mark.parametrize(
    ("failure", "state", "text"),
    [
        (Stopped("time", "…"), State.TIMED_OUT, "takes more time than an answer may take"),
        (Stopped("memory", "…"), State.OUT_OF_MEMORY, "more memory than an answer may take"),
        (Stopped("killed", "it is gone"), State.KILLED, "it is gone"),
        (Stopped("time", "not begun", begun=False), State.TIMED_OUT, "not begun"),
        (Raised("RecursionError", "", (), False), State.FAILED, "nested too deeply"),
        (Raised("MemoryError", "", (), True), State.OUT_OF_MEMORY, "more memory"),
    ],
)
def test_reading_that_exceeds_a_limit_costs_the_answer(failure, state, text):
    verdict = refused(read(failure))
    assert (verdict.state, verdict.share) == (state, 0)
    assert text in verdict.message


@pytest.mark.parametrize("failure", [Raised("KeyError", "'x'", (), False), Stopped("starved", "…")])
def test_where_the_reader_fails_a_person_decides(failure):
    """No code of a submission runs there: it is no fault of whoever wrote the answer."""
    assert refused(read(failure)).state.ours


@pytest.mark.parametrize(
    "ask", ["trial", "measure", "call_within", "timed", "send", "construct", "casts", "widened"]
)
def test_what_code_alone_can_do_is_refused(ask):
    with pytest.raises(Unanswered, match="by code"):
        getattr(LatexCalls("hw.tex", 1), ask)()


def test_another_function_of_the_file_is_refused():
    with pytest.raises(Unanswered, match="by code"):
        LatexCalls("hw.tex", 1).answer("helper")
    with pytest.raises(Unanswered, match="by code"):
        LatexCalls("hw.tex", 1).call(3)
