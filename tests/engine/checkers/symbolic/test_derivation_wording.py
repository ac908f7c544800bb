"""What is said to those who write LaTeX is in their notation."""

import pytest

from autograder.checkers.symbolic.derivation_wording import Wording

SYMBOLS = {"h_prev": "h_{t-1}", "step": r"\frac{\partial h_{t}}{\partial h_{t-1}}", "g": "g_{i}"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("h_prev", "h_{t-1}"),
        ("g[2]", "g_{2}"),
        ("x", "x"),
        ("x[3]", "x_{3}"),
        ("norm2", "‖·‖"),
        ("lambda_max", "λ₁"),
    ],
)
def test_a_symbol_is_called_as_the_question_writes_it(name, written):
    assert Wording(SYMBOLS).symbol(name) == written


def test_in_python_a_symbol_has_its_name():
    assert Wording().symbol("h_prev") == "h_prev"


def test_nobody_who_writes_latex_is_told_to_call_a_method():
    wording = Wording(SYMBOLS)
    said = wording.no_step + wording.cited + wording.split(1) + wording.split(2)
    for word in ("cited", ".equals", "Return", "cites"):
        assert word not in said
    assert ".equals(…)" in Wording().no_step
