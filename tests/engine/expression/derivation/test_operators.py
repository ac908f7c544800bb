"""What stands for opaque operators: as arbitrary as what is known allows, and no more."""

import pytest

from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.facts import Fact, Meaning, Weighted
from autograder.expression.derivation.links import Failure

RANDOM = {"g": "sequence[real]", "h": "sequence[real]", "c": "real", "mu": "real"}
LINEAR = {"linearity": Fact(kind="theorem", operators={"E": Meaning.LINEAR})}
MEAN = {"mean": Fact(kind="hypothesis", means={"g[i]": "mu"})}
MATRICES = {"A": "matrix[n,n]", "B": "matrix[n,n]", "v": "vector[n]", "c": "real"}
NORMS = {
    "submultiplicative": Fact(kind="theorem", operators={"norm2": Meaning.SUBMULTIPLICATIVE}),
    "spectral": Fact(kind="theorem", operators={"norm2": Meaning.REAL}),
}
GAUSSIAN = {"x": "gaussian[d]", "q": "vector[d]", "c": "real"}


def averages(world):
    return world(RANDOM, LINEAR | MEAN, opaque={"E": Meaning.ANY}, random=("g", "h"))


def holds(outcome):
    assert not isinstance(outcome, Undetermined), outcome
    return isinstance(outcome, Sameness)


def test_an_average_of_which_nothing_is_known_sees_its_argument_alone(world):
    decide = averages(world).decide
    assert holds(decide("E(2*(g[1] + h[2]))", "=", "E(2*h[2] + 2*g[1])"))
    for left, right in (
        ("E(g[1] + h[1])", "E(g[1]) + E(h[1])"),
        ("E(c*g[1])", "c*E(g[1])"),
        ("E(c)", "c"),
        ("E(g[1])", "E(g[2])"),
        ("E(g[1]*h[1])", "E(g[1])*E(h[1])"),
    ):
        assert isinstance(decide(left, "=", right), Failure), left


def test_a_linear_average_is_linear_and_nothing_else(world):
    decide = averages(world).decide
    assert holds(decide("E(g[1] + c*h[1] + 3)", "=", "E(g[1]) + c*E(h[1]) + 3", "linearity"))
    assert not holds(decide("E(g[1]*h[1])", "=", "E(g[1])*E(h[1])", "linearity"))
    assert not holds(decide("E(g[1]**2)", "=", "E(g[1])**2", "linearity"))
    assert not holds(decide("E(g[1])", "=", "E(g[2])", "linearity"))


def test_a_mean_is_known_of_the_items_themselves_only(world):
    """Without linearity nothing follows for their multiples, sums or mixtures."""
    decide = averages(world).decide
    assert holds(decide("E(g[1]) + E(g[7])", "=", "2*mu", "mean"))
    assert not holds(decide("E(2*g[1])", "=", "2*mu", "mean"))
    assert not holds(decide("E(g[1] + g[2])", "=", "E(2*g[1])", "mean"))
    assert not holds(decide("E(h[1])", "=", "mu", "mean"))
    assert holds(decide("E(2*g[1] + c*g[2])", "=", "(2 + c)*mu", "mean", "linearity"))


def test_a_norm_of_which_nothing_is_known_is_a_norm(world):
    decide = world(MATRICES, NORMS, opaque={"norm2": Meaning.NORM}).decide
    assert holds(decide("norm2(c*A)", "=", "abs(c)*norm2(A)"))
    assert holds(decide("norm2(A + B)", "<=", "norm2(A) + norm2(B)"))
    assert holds(decide("0", "<=", "norm2(A)"))
    assert holds(decide("norm2(diag(v))", "=", "maxabs(v)"))


def test_a_norm_of_which_nothing_is_known_is_not_submultiplicative(world):
    """Not even where one factor is diagonal, as the largest entry is."""
    decide = world(MATRICES, NORMS, opaque={"norm2": Meaning.NORM}).decide
    assert not holds(decide("norm2(A*B)", "<=", "norm2(A)*norm2(B)"))
    assert not holds(decide("norm2(A*diag(v))", "<=", "norm2(A)*norm2(diag(v))"))
    assert not holds(decide("norm2(diag(v)*A)", "<=", "norm2(A)*norm2(diag(v))"))


def test_submultiplicative_norms_are_not_all_the_spectral_one(world):
    decide = world(MATRICES, NORMS, opaque={"norm2": Meaning.NORM}).decide
    assert holds(decide("norm2(A*B)", "<=", "norm2(A)*norm2(B)", "submultiplicative"))
    assert not holds(decide("norm2(A)**2", "=", "lambda_max(A.T*A)", "submultiplicative"))
    assert holds(decide("norm2(A)**2", "=", "lambda_max(A.T*A)", "spectral"))
    assert holds(decide("norm2(diag(v))", "=", "maxabs(v)", "submultiplicative"))


def test_what_holds_for_one_of_the_submultiplicative_norms_is_not_enough(world):
    """The sum of a row of ones is n; their spectral norm is √n."""
    decide = world(MATRICES, NORMS, opaque={"norm2": Meaning.NORM}).decide
    assert not holds(decide("maxabs(A*ones(n))", "<=", "norm2(A)", "submultiplicative"))
    assert not holds(decide("norm2(A.T*A)", "=", "norm2(A)**2", "submultiplicative"))
    assert holds(decide("norm2(A.T*A)", "=", "norm2(A)**2", "spectral"))


@pytest.mark.parametrize("facts", [(), ("submultiplicative",), ("spectral",)])
def test_a_norm_is_that_of_the_transpose(world, facts):
    decide = world(MATRICES, NORMS, opaque={"norm2": Meaning.NORM}).decide
    assert holds(decide("norm2(A)", "=", "norm2(A.T)", *facts))
    assert holds(decide("norm2(A*B)", "=", "norm2(B.T*A.T)", *facts))
    assert not holds(decide("norm2(A*B)", "=", "norm2(B*A)", *facts))


def test_a_norm_of_a_matrix_that_is_not_square_is_that_of_the_transpose(world):
    decide = world({"A": "matrix[n,m]", "B": "matrix[m,n]"}, opaque={"norm2": Meaning.NORM}).decide
    assert holds(decide("norm2(A)", "=", "norm2(A.T)"))
    assert not holds(decide("norm2(A)", "=", "norm2(B)"))


def test_a_norm_of_a_matrix_that_is_not_square_has_a_stand_in_too(world):
    decide = world({"A": "matrix[n,m]", "B": "matrix[m,n]"}, opaque={"norm2": Meaning.NORM}).decide
    assert holds(decide("norm2(2*A)", "=", "2*norm2(A)"))
    assert not holds(decide("norm2(A*B)", "<=", "norm2(A)*norm2(B)"))


def test_a_softmax_of_which_nothing_is_known_sees_its_argument_alone(world):
    """It is neither the softmax nor a function of each entry: both would know too much."""
    facts = {"definition": Fact(kind="definition", operators={"softmax_row": Meaning.REAL})}
    opaque = {"softmax_row": Meaning.ANY}
    decide = world({"A": "matrix[n,m]", "B": "matrix[m,n]"}, facts, opaque=opaque).decide
    assert holds(decide("softmax_row(A + B.T)", "=", "softmax_row((A.T + B).T)"))
    for left, right in (
        ("softmax_row(A)", "inv(diag(exp(A)*ones(m)))*exp(A)"),
        ("softmax_row(A)*ones(m)", "ones(n)"),
        ("softmax_row(A + 3)", "softmax_row(A)"),
    ):
        assert not holds(decide(left, "=", right)), left
        assert holds(decide(left, "=", right, "definition")), left
    assert not holds(decide("softmax_row(A).T", "=", "softmax_row(A.T)"))
    assert not holds(decide("softmax_row(A).T", "=", "softmax_row(A.T)", "definition"))


def gaussians(world):
    facts = {
        "density": Fact(
            kind="theorem",
            operators={"E": Weighted("(2*pi)**(-d/2)*exp(-norm(y)**2/2)", "y")},
        ),
        "one": Fact(kind="theorem", operators={"integral": Meaning.REAL}),
    }
    opaque = {"E": Meaning.LINEAR, "integral": Meaning.LINEAR}
    return world(GAUSSIAN, facts, opaque=opaque, random=("x",))


def test_a_density_turns_an_average_into_an_integral(world):
    decide = gaussians(world).decide
    weight = "(2*pi)**(-d/2)*exp(-norm(x)**2/2)"
    assert holds(decide("E(exp(x.T*q), x)", "=", f"integral(exp(x.T*q)*{weight}, x)", "density"))
    assert not holds(decide("E(exp(x.T*q), x)", "=", f"integral(exp(x.T*q)*{weight}, x)"))
    assert not holds(decide("E(exp(x.T*q), x)", "=", "exp(norm(q)**2/2)", "density"))


def test_an_integral_is_the_real_one_where_that_is_cited(world):
    decide = gaussians(world).decide
    shifted = "(2*pi)**(-d/2)*exp(-norm(x - q)**2/2)"
    assert holds(decide(f"integral({shifted}, x)", "=", "1", "one"))
    assert not holds(decide(f"integral({shifted}, x)", "=", "1"))
    assert holds(decide(f"c*integral({shifted}, x)", "=", f"integral(c*{shifted}, x)"))


def test_an_average_over_everything_is_over_the_one_random_vector(world):
    assert holds(gaussians(world).decide("E(exp(x.T*q))", "=", "E(exp(q.T*x), x)"))


def test_averages_deep_inside_one_another_are_not_followed(world):
    nested = "g[1]"
    for _ in range(4):
        nested = f"E(g[1]*{nested})"
    assert isinstance(averages(world).decide(nested, "=", "c"), Undetermined)
