"""How symbols are written where a question does not say."""

import pytest

from autograder.latex.defaults import default_tex, written


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("W", ["W"]),
        ("beta", [r"\beta"]),
        ("Sigma", [r"\Sigma"]),
        ("epsilon", [r"\epsilon", r"\varepsilon"]),
        ("eps", [r"\epsilon", r"\varepsilon"]),
        ("varphi", [r"\varphi"]),
        ("lam", [r"\lambda"]),
        ("lamda", [r"\lambda"]),
        ("ell", [r"\ell"]),
        ("s_hat", [r"\hat{s}"]),
        ("W_tilde", [r"\tilde{W}"]),
        ("mu_bar", [r"\bar{\mu}"]),
        ("g_prime", ["g'"]),
        ("theta_small", [r"\theta_{small}", r"\vartheta_{small}"]),
        ("mu_hat_small", [r"\hat{\mu}_{small}"]),
        ("h_prev", ["h_{prev}"]),
        ("x1", ["x_{1}"]),
        ("x_1", ["x_{1}"]),
        ("mu2_hat", [r"\hat{\mu}_{2}"]),
        ("g_lam", [r"g_{\lambda}"]),
        ("codes", [r"\mathrm{codes}"]),
        ("Wf", [r"\mathrm{Wf}"]),
        ("_", [r"_"]),
    ],
)
def test_a_name_suggests_how_it_is_written(name, tex):
    assert list(default_tex(name)) == tex


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("g", ["g_{i}"]),
        ("beta", [r"\beta_{i}"]),
        ("codes", [r"\mathrm{codes}_{i}"]),
        ("h_hat", [r"\hat h_{i}"]),
        ("mu_hat", [r"\hat{\mu}_{i}"]),
        ("h_small", ["h_{small,{i}}"]),
    ],
)
def test_a_sequence_has_one_braced_letter_where_its_index_stands(name, tex):
    assert list(default_tex(name, "sequence[vector[d]]")) == tex


def test_a_way_that_another_symbol_has_is_left_to_that_one():
    symbols = dict.fromkeys(("phi", "varphi", "eps", "e"), "real")
    found = written(symbols, {"e": [r"\varepsilon"]})
    assert found == {
        "phi": (r"\phi",),
        "varphi": (r"\varphi",),
        "eps": (r"\epsilon",),
        "e": (r"\varepsilon",),
    }


def test_what_a_question_says_takes_the_place_of_what_a_name_suggests():
    assert written({"eps": "real"}, {"eps": ["e"]}) == {"eps": ("e",)}
