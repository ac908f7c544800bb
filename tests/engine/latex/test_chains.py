"""Which side of a formula is the answer, and which of several formulas."""

import pytest
from latex_readings import readings, refusal

SYMBOLS = {"x": "real", "y": "real", "n": "size", "d": "size"}


@pytest.mark.parametrize(
    "tex",
    [
        "xy",
        "v = xy",
        "v := xy",
        r"v \leftarrow xy",
        r"v \equiv xy",
        "v = x + y - x - y + xy = xy",
        r"v = xy \in \mathbb{R}^{d}",
        r"v = xy \neq 0",
        r"v = xy \approx 3",
        r"v = xy \ll 1",
        r"v = xy,\quad \forall x",
        r"v = xy \text{ where } x > 0",
        r"v = xy \quad\text{for all } n \ge 1",
        r"\text{Hence } v = xy",
        r"v = x + 1 \Rightarrow v = xy",
        r"\therefore v = xy",
        r"\begin{aligned} v &= y x \\ &= xy \end{aligned}",
        "v = xy.",
        r"v = x + y \text{ (by symmetry)} = xy",
        r"v = x + y \text{ by symmetry} = xy",
        r"v = x \text{ (for one)} \cdot y",
        r"xy \text{ in total}",
    ],
)
def test_the_last_side_is_the_answer_and_a_remark_is_none(tex):
    assert readings(tex, SYMBOLS, names=["v"]) == ["x*y"]


@pytest.mark.parametrize(
    "tex",
    [
        r"x\,\mathrm{update}_{prev} - y",
        r"x\,\mathrm{update} - y",
        r"\text{bias} + x",
        r"x + \text{bias}",
        r"x \text{ bias} + y",
    ],
)
def test_a_word_that_is_an_operand_is_never_left_out(tex):
    assert "is no symbol of this question" in refusal(tex, SYMBOLS)


def test_a_word_before_a_formula_says_what_follows():
    assert readings(r"\text{Total: } -x", SYMBOLS) == ["-x"]
    assert readings(r"\text{Hence } -x", SYMBOLS) == ["-x"]


def test_of_two_formulas_that_with_the_name_of_the_line_counts():
    assert readings(r"v = xy, \quad w = x + y", SYMBOLS, names=["v"]) == ["x*y"]
    assert readings(r"w = x + y, \quad v = xy", SYMBOLS, names=["v"]) == ["x*y"]


@pytest.mark.parametrize(
    "tex",
    [
        r"w = x + y, \quad u = xy",
        r"x = 1 \text{ or } x = 2",
        r"xy \\ x + y",
    ],
)
def test_where_two_formulas_could_be_meant_the_student_is_asked(tex):
    assert "which of them is the answer" in refusal(tex, SYMBOLS)


def test_an_estimate_is_no_value():
    assert "inequality" in refusal(r"v \ge x + y", SYMBOLS, names=["v"])


def test_the_largest_rank_is_a_value():
    assert readings(r"\operatorname{rank}(A) \le d", SYMBOLS) == ["d"]
    assert readings(r"v \le d", SYMBOLS, names=["v"]) == ["d"]


def test_a_limit_is_answered_by_what_it_tends_to():
    assert readings(r"v \to 0", SYMBOLS, names=["v"]) == ["0"]


def test_a_chain_that_ends_in_the_name_is_answered_by_the_side_before():
    assert readings("xy = v", SYMBOLS, names=["v"]) == ["x*y"]


def test_an_order_may_be_what_something_lies_in():
    assert readings(r"T(n) \in O(nd)", SYMBOLS) == ["n*d"]


def test_nothing_behind_the_relation_is_told():
    assert "nothing stands behind" in refusal("v = ", SYMBOLS, names=["v"])
