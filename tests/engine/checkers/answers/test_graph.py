"""A graph is a set of labelled edges: right ones earn, wrong ones take away."""

from fractions import Fraction

import pytest

from autograder.checkers.answers.graph import Graph
from autograder.sandbox.values import Tensor, UnsupportedValue, WireExpression
from autograder.verdict import State, earned

RIGHT = [("x1", "h1", "W"), ("x2", "h2", "W"), ("h0", "h1", "U"), ("h1", "h2", "U")]


@pytest.mark.parametrize(
    "given",
    [
        RIGHT,
        RIGHT[::-1],
        {*RIGHT},
        [list(edge) for edge in RIGHT],
        RIGHT + RIGHT[:1],
        [("x_1", "h_1", "W"), ("x_{2}", "H2", "w"), (" h0", "h^1 ", "U"), ("h1", "h2", "U")],
        [tuple(WireExpression([["symbol", name, []]]) for name in edge) for edge in RIGHT],
        {(source, target): weight for source, target, weight in RIGHT},
    ],
    ids=["same", "reversed", "set", "lists", "twice", "spelling", "symbols", "dict"],
)
def test_the_right_edges_earn_all_in_any_order_and_spelling(line, given):
    assert Graph().check(line(given, RIGHT)) == earned()


@pytest.mark.parametrize(
    ("given", "share"),
    [
        (RIGHT[:3], Fraction(3, 4)),
        (RIGHT[:1], Fraction(1, 4)),
        ([], 0),
        ([*RIGHT[:3], ("h2", "h1", "U")], Fraction(2, 4)),
        ([*RIGHT[:3], ("h1", "h2", "W")], Fraction(2, 4)),
        ([*RIGHT, ("x1", "h2", "W")], Fraction(3, 4)),
        ([(b, a, w) for a, b, w in RIGHT], 0),
        ([*RIGHT[:1], *[("x1", f"h{i}", "U") for i in range(3)]], 0),
    ],
    ids=["one missing", "one", "none", "one reversed", "one weight", "one too many", "all reversed",
         "more wrong than right"],
)  # fmt: skip
def test_right_minus_wrong_over_all_is_earned_and_never_less_than_nothing(line, given, share):
    assert Graph().check(line(given, RIGHT)).share == share


def test_edges_with_an_end_outside_the_question_are_ignored_with_a_note(line):
    verdict = Graph().check(line([*RIGHT, ("h2", "L", "V"), ("h1", "L", "V")], RIGHT))
    assert verdict.state is State.PASSED
    assert verdict.message == (
        "Ignored, because an end is no node of the question: h2 --V--> L, h1 --V--> L."
    )


def test_the_message_names_what_is_wrong_and_why(line):
    given = [RIGHT[0], ("h2", "x2", "W"), ("h0", "h1", "W"), ("x1", "h2", "U")]
    assert Graph().check(line(given, RIGHT)).message.splitlines() == [
        "3 edges are missing:",
        "  h0 --U--> h1", "  h1 --U--> h2", "  x2 --W--> h2",
        "3 edges are wrong:",
        "  h0 --W--> h1   (its weight is another)", "  h2 --W--> x2   (it is reversed)",
        "  x1 --U--> h2",
        "The graph as it was read:",
        "  h0 --W--> h1", "  h2 --W--> x2", "  x1 --W--> h1", "  x1 --U--> h2",
    ]  # fmt: skip


def test_one_edge_is_not_called_edges(line):
    text = Graph().check(line([*RIGHT[1:], ("x1", "h2", "W")], RIGHT)).message
    assert "1 edge is missing:" in text
    assert "1 edge is wrong:" in text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "got `None`."),
        ("x1 -> h1", "got `str`."),
        ({"x1": "h1"}, "got `dict`."),
        (Tensor.of([1.0]), "got `tensor`."),
        ([("x1", "h1")], "three names; got `('x1', 'h1')`."),
        ([("x1", "h1", 3)], "three names; got `('x1', 'h1', 3)`."),
        (["x1h1W"], "three names; got `'x1h1W'`."),
        ([UnsupportedValue("Edge")], "three names; got `Edge`."),
        ([("x1", "h1", WireExpression([5]))], "three names; got `('x1', 'h1', expression)`."),
        (
            [("x1", "h1", WireExpression([["rational", "3", []]]))],
            "three names; got `('x1', 'h1', expression)`.",
        ),
        ([("a", "b", "c")] * 501, "More than 500 edges."),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_list_of_edges_is_named(line, given, message):
    verdict = Graph().check(line(given, RIGHT))
    assert verdict.share == 0
    assert message in verdict.message
    assert len(verdict.message) < 200


def test_a_long_message_is_cut(line):
    many = [(f"x{i}", f"x{j}", "W") for i in range(20) for j in range(20)]
    text = Graph().check(line([], many)).message
    assert text.startswith("400 edges are missing:")
    assert text.count("-->") == 8
