"""A term becomes the object that a function in Python would return."""

import sys

import pytest
from latex_readings import setting

from autograder import notation
from autograder.expression.render import plain
from autograder.expression.tree import from_wire
from autograder.guest.trees import to_wire
from autograder.latex.build import build
from autograder.latex.mathematics import read
from autograder.latex.tokens import tokenize

DOMAINS = {
    "x": "real", "n": "natural", "A": "matrix[m,k]", "w": "vector[k]", "u": "vector[m]",
    "f": "function", "h": ("sequence[vector[m]]", "h_{i}"), "m": "size", "k": "size",
}  # fmt: skip
SYMBOLS = {
    "x": notation.real.symbol("x"),
    "n": notation.natural.symbol("n"),
    "A": notation.matrix("m", "k").symbol("A"),
    "w": notation.vector("k").symbol("w"),
    "u": notation.vector("m").symbol("u"),
    "f": notation.function.symbol("f"),
    "h": notation.sequence(notation.vector("m")).symbol("h"),
}


@pytest.fixture(autouse=True)
def _as_students_import_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "notation", notation)


def built(tex):
    """Return the one reading of a formula as what it becomes."""
    (reading,) = read(tokenize(tex), setting(DOMAINS)).readings
    return build(reading.value, SYMBOLS)


@pytest.mark.parametrize(
    ("tex", "answer"),
    [
        ("2x + n", lambda x, n, **_: 2 * x + n),
        (r"\frac{x}{n}", lambda x, n, **_: x / n),
        (r"u^\top A w", lambda u, A, w, **_: u.T * A * w),
        ("f(Aw)", lambda f, A, w, **_: f(A * w)),
        ("f'(x)", lambda f, x, **_: notation.D(f)(x)),
        ("h_{n-1}", lambda h, n, **_: h[n - 1]),
        (r"u \odot h_n", lambda u, h, n, **_: notation.hadamard(u, h[n])),
        (r"\|u\|^2", lambda u, **_: notation.norm(u) ** 2),
        (r"\operatorname{diag}(u)A", lambda u, A, **_: notation.diag(u) * A),
        (r"\log(1 + x^2)", lambda x, **_: notation.log(1 + x**2)),
    ],
)
def test_an_answer_in_latex_is_what_its_twin_in_python_returns(tex, answer):
    assert as_text(built(tex)) == as_text(answer(**SYMBOLS))


def test_a_sum_binds_its_index():
    (rows,) = [to_wire(built(r"\sum_{i=1}^n x^i"))]
    assert plain(from_wire(rows)) == "Sum(x**i, (i, 1, n))"


def as_text(value):
    return plain(from_wire(to_wire(value)))
