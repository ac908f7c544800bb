r"""Symbols are written as their question does, and all else as ever."""

import pytest

from autograder.expression import render
from autograder.expression.rendering.declared import usual_tex, value_name
from autograder.expression.text import parse

WRITTEN = {
    "update_prev": r"\Delta\theta_{t-1}",
    "g": "g_{i}",
    "hf": "h_{t}^{(f)}",
    "Uf": "U^{(f)}",
    "step": r"\frac{\partial h_{t}}{\partial h_{t-1}}",
    "s_hat": r"\hat{s}",
    "v": "v_t",
}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("alpha*update_prev - g[i]", r"\alpha \Delta\theta_{t-1} - g_{i}"),
        ("v/2 + s_hat*w_hat", r"\frac{v_t}{2} + \hat{s} \hat{w}"),
        ("hf[t + 1]", "h_{t + 1}^{(f)}"),
        ("step[T]", r"\frac{\partial h_{T}}{\partial h_{T-1}}"),
        ("Uf[i, j]", "U^{(f)}_{i,j}"),
        ("v[i]", r"\left(v_t\right)_{i}"),
        ("hf[t][i]", r"\left(h_{t}^{(f)}\right)_{i}"),
    ],
)
def test_symbols_and_items_are_written_as_declared(text, written):
    assert render.latex(parse(text), written=WRITTEN) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("update_prev**2", r"\left(\Delta\theta_{t-1}\right)^{2}"),
        ("hf[t]**2", r"\left(h_{t}^{(f)}\right)^{2}"),
        ("Uf.T", r"\left(U^{(f)}\right)^{\top}"),
        ("inv(Uf)", r"\left(U^{(f)}\right)^{-1}"),
        ("v**2", "v_t^{2}"),
        ("s_hat**2", r"\hat{s}^{2}"),
        ("(x + y)**2", r"\left(x + y\right)^{2}"),
    ],
)
def test_what_is_more_than_a_letter_is_raised_in_brackets(text, written):
    assert render.latex(parse(text), written=WRITTEN) == written


def test_without_declarations_nothing_changes():
    root = parse("beta**t*g[i]*W.T")
    assert render.latex(root, written={}) == render.latex(root)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("update_prev", r"\Delta\theta_{t-1}"),
        ("hf[5]", "h_{5}^{(f)}"),
        ("step[4]", r"\frac{\partial h_{4}}{\partial h_{3}}"),
        ("s_hat[2]", r"\hat{s}_{2}"),
        ("beta", r"\beta"),
        ("x[3]", "x_{3}"),
    ],
)
def test_values_are_told_of_symbols_and_items(name, written):
    assert value_name(name, WRITTEN) == written


def test_the_first_way_is_the_usual_one():
    assert usual_tex({"d": ("d", "d_k"), "x": ()}) == {"d": "d"}
