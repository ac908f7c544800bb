"""Expectations over a vector of which one product occurs are over one variable."""

import numpy as np
import pytest

from autograder.expression.budget import Budget
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.reduction import reduced
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.render import plain
from autograder.expression.tree import Node

_TEXTS = {
    "w": "gaussian[d]", "z": "gaussian", "q": "vector[d]", "k": "vector[d]", "M": "matrix[d,d]",
    "m": "natural",
}  # fmt: skip


@pytest.fixture
def reduce(read):
    def reduce_text(text):
        symbols, tree = read(_TEXTS, text)
        pair = reduced(
            Pair(tree, Node("rational", "0"), ComparisonSetting(symbols, (), 0, Budget()))
        )
        return pair.setting.symbols, tree, pair.expected

    return reduce_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("E(tanh(w.T*q), w)", "E(tanh(norm(q)*′z), ′z)"),
        ("E(abs(q.T*w) + 1, w)", "E(abs(norm(q)*′z) + 1, ′z)"),
        ("E(Max(2*w.T*q, 0), w)", "E(Max(2*(norm(q)*′z), 0), ′z)"),
        ("E(tanh(q.T*w)*(w.T*q), w)", "E(tanh(norm(q)*′z)*(norm(q)*′z), ′z)"),
        ("E(tanh(q.T*M*w), w)", "E(tanh(norm((q.T*M).T)*′z), ′z)"),
        ("E(tanh(q.T*(M*w)), w)", "E(tanh(norm((q.T*M).T)*′z), ′z)"),
        ("E(tanh(w.T*(q + k)), w)", "E(tanh(norm(q + k)*′z), ′z)"),
        ("E(tanh(q.T*k*w.T*q), w)", "E(tanh(q.T*k*(norm(q)*′z)), ′z)"),
        ("E(abs(w[m]), w)", "E(abs(′z), ′z)"),
        ("E(1, w)", "E(1, ′z)"),
        ("E(abs(w[1]) + tanh(w.T*q), w)", "E(abs(′z), ′z) + E(tanh(norm(q)*′z), ′z)"),
        ("E(norm(w) + tanh(w.T*q), w)", "E(norm(w), w) + E(tanh(norm(q)*′z), ′z)"),
    ],
)
def test_one_direction_becomes_one_variable(reduce, text, written):
    found = plain(reduce(text)[2]).replace(" ", "")
    assert found == written.replace(" ", "").replace("′", "?")  # as a sign that no name has


@pytest.mark.parametrize(
    "text",
    [
        "E(tanh(w.T*q)*tanh(w.T*k), w)",
        "E(abs(w[1]*w[2]), w)",
        "E(tanh(w.T*q)*norm(w), w)",
        "E(abs(w[1])*tanh(w.T*q), w)",
        "E(norm(w), w)",
        "E(tanh(w.T*w), w)",
        "E(tanh(w.T*M*w), w)",
        "E(tanh(w), w)",
        "E(abs(z), z)",
    ],
)
def test_what_depends_on_more_is_left_as_it_is(reduce, text):
    _, tree, result = reduce(text)
    assert result is tree


@pytest.mark.parametrize(
    "text", ["E(tanh(w.T*q)**2, w)", "E(Max(q.T*M*w, 0), w)", "E(abs(w[2])*tanh(w[2])**2, w)"]
)
def test_the_value_stays_the_same(reduce, make_oracle, text):
    symbols, tree, result = reduce(text)
    oracle = make_oracle(symbols, {"d": 2, "m": 1}, 0)
    assert np.isclose(oracle.value(tree), oracle.value(result), rtol=2e-2)
