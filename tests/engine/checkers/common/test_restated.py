"""Texts that quote the answer to an earlier line, as it is or with others in its symbols' place."""

import pytest

from autograder.checkers.common.line import Followed, Line, Question, Unanswered
from autograder.checkers.common.restated import quotes, restated
from autograder.expression import render
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tree import free_symbols
from autograder.verdict import State

EARLIER = {
    "g": parse_domain("sequence[real]"), "beta": parse_domain("unit"), "t": parse_domain("natural"),
}  # fmt: skip
HERE = {"mu": parse_domain("real"), "beta": parse_domain("unit"), "t": parse_domain("natural")}
RIGHT = "Sum(beta**(t - i)*g[i], (i, 1, t))"


def line_after(answer=RIGHT, submitted=None, **options):
    followed = Followed(
        Question("2.2.sum", "f", EARLIER),
        parse(answer, EARLIER),
        submitted and parse(submitted, EARLIER),
        **options,
    )
    question = Question("2.3.mean", "h", HERE)
    return Line(question, None, None, seed=1, followed={"2.2.sum": followed})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2*({2.2.sum})", "2*(beta**t*g[1])"),
        ("{2.2.sum: g[i]=mu}", "beta**t*mu"),
        ("{2.2.sum: g[i]=E(g[i])}", "beta**t*E(g[1])"),
        ("{2.2.sum: t=t - 1, beta=t}", "t**(t - 1)*g[1]"),
        ("{2.2.sum: beta=mu} - {2.2.sum: beta=1 - beta}", "mu**t*g[1] - (1 - beta)**t*g[1]"),
        ("mu + t", "mu + t"),
    ],
)
def test_what_is_quoted_stands_in_the_text(text, said):
    root = restated(text, line_after("beta**t*g[1]"))
    assert render.plain(root) == render.plain(parse(said, {**EARLIER, **HERE}))


def test_all_is_exchanged_at_once():
    """What is put in for one symbol is not taken for another."""
    root = restated("{2.2.sum: beta=t, t=beta}", line_after("beta - 2*t"))
    assert render.plain(root) == render.plain(parse("t - 2*beta"))


def test_no_sum_of_the_answer_counts_with_a_letter_of_the_text():
    """The student may count with the letter that the rubric puts in for something else."""
    root = restated("{2.2.sum: beta=mu}", line_after("Sum(beta*g[mu], (mu, 1, t))"))
    assert free_symbols(root) == {"mu", "g", "t"}
    assert free_symbols(root.children[0]) > {"mu"}


def test_the_students_answer_is_quoted_where_the_line_goes_on_from_it():
    options = {"submitted": "beta*g[t]", "goes_on": True}
    assert render.plain(restated("{2.2.sum}", line_after(**options))) == "beta*g[t]"
    kept = line_after(**{**options, "goes_on": False})
    assert free_symbols(restated("{2.2.sum}", kept)) == {"beta", "g", "t"}


@pytest.mark.parametrize("text", ["{2.2.other}", "mu + {2.1.sum: t=1}"])
def test_a_line_that_is_not_followed_is_the_rubrics_mistake(text):
    with pytest.raises(Unanswered) as caught:
        restated(text, line_after())
    assert caught.value.verdict.state is State.GRADER_ERROR


def test_a_text_that_quotes_is_known():
    assert quotes("2*({2.2.sum})")
    assert not quotes("2*mu")
    assert not quotes(parse("mu"))
