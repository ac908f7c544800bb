"""What is written out as LaTeX is read back to something equal."""

import pytest
import sympy

from autograder.comparing.formula import node_of
from autograder.expression import render
from autograder.expression.decide import Different, Equality, compare
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import from_wire
from autograder.guest.trees import to_wire
from autograder.latex.echo import plain, typeset
from autograder.latex.mathematics import read
from autograder.latex.setting import Declared, Setting
from autograder.latex.term import Term
from autograder.latex.tokens import tokenize
from random_formulas import MATRICES, SCALARS, TEX, random_scalar, random_text

OF_MATRICES = [
    "A*B*u - c*v", "inv(S)*(u + v)", "A.T*inv(S)*A", "trace(A*B)", "det(S)", "norm(u - v)**2",
    "norm2(A)", "lambda_max(S)", "diag(u)*A", "hadamard(u, v)", "f(A*w)", "D(f)(u)", "u.T*v",
    "A[i, j]", "u[i]**2", "h[t - 1]", "h[t].T*u", "Sum(g[s]*c**s, (s, 1, t))", "eye(m) - u*u.T",
    "ones(m).T*u", "softmax_row(A)", "softmax_col(A)*w", "maxabs(A)", "tanh(A*w)", "exp(-c*u)",
    "Sum(A[i, s]*w[s], (s, 1, k))", "Product(g[s], (s, 1, t))", "hadamard(A*w, D(f)(u))",
    "(S + c*eye(m)).T", "Max(c, g[t])", "floor(c/2)*u", "sqrt(u.T*S*u)", "abs(g[t] - c)",
    "log(det(S))/2", "binomial(t, m)", "factorial(t)",
]  # fmt: skip


def setting(symbols):
    return Setting("1", tuple(Declared(n, d, (TEX.get(n, n),)) for n, d in symbols.items()))


def read_back(tex, symbols):
    """Return the trees that a formula can be read as."""
    return [node_of(reading.value) for reading in read(tokenize(tex), setting(symbols)).readings]


def are_equal(left, right, symbols):
    """Whether two trees are equal; where that cannot be told, whether they say the same."""
    premises = Premises({name: parse_domain(text) for name, text in symbols.items()})
    outcome = compare(left, right, premises)
    if isinstance(outcome, (Equality, Different)):
        return isinstance(outcome, Equality)
    return render.plain(left) == render.plain(right)


def tree(expression):
    return from_wire(to_wire(expression))


@pytest.mark.parametrize("text", OF_MATRICES)
def test_what_is_understood_is_written_so_that_it_is_understood_again(text):
    """The echo in a question's notation says the same, and nothing else."""
    domains = {name: parse_domain(domain) for name, domain in MATRICES.items()}
    meant = parse(text, domains)
    rendered = render.latex(meant, symbols=domains)
    for tex in (rendered, typeset(term_of(meant), setting(MATRICES))):
        readings = read_back(tex, MATRICES)
        assert any(are_equal(one, meant, MATRICES) for one in readings), tex


@pytest.mark.parametrize("text", OF_MATRICES)
def test_the_plain_echo_is_the_notation_that_is_answered_in(text):
    """What is shown in a line can be typed in."""
    domains = {name: parse_domain(domain) for name, domain in MATRICES.items()}
    meant = parse(text, domains)
    assert are_equal(parse(plain(term_of(meant)), domains), meant, MATRICES)


@pytest.mark.parametrize("round_number", range(60))
def test_a_random_expression_is_read_back(rng, round_number):
    """As sympy writes it, and as the engine does."""
    expression = random_scalar(rng, 1 + round_number % 4)
    meant = tree(expression)
    for tex in (sympy.latex(expression), render.latex(meant)):
        readings = read_back(tex, SCALARS)
        assert any(are_equal(one, meant, SCALARS) for one in readings), tex


@pytest.mark.parametrize("round_number", range(30))
def test_a_random_expression_of_matrices_is_read_back(rng, round_number):
    """As the engine writes it, and as the echo does: that in one way only."""
    domains = {name: parse_domain(domain) for name, domain in MATRICES.items()}
    meant = parse(random_text(rng, 1 + round_number % 3), domains)
    rendered = read_back(render.latex(meant, symbols=domains), MATRICES)
    assert any(are_equal(one, meant, MATRICES) for one in rendered)
    (echoed,) = read_back(typeset(term_of(meant), setting(MATRICES)), MATRICES)
    assert are_equal(echoed, meant, MATRICES)


def term_of(node):
    """Return a tree of the grader's as a term of the reader's."""
    children = tuple(term_of(child) for child in node.children)
    return Term(node.operation, node.name, children)
