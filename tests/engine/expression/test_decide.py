"""What a comparison concludes, and how it says so."""

import pytest

from autograder.expression.budget import Budget
from autograder.expression.decide import (
    Definition,
    Different,
    Equality,
    Malformed,
    Unknown,
    compare,
)
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import Node


def _compare(expected, submitted, *, where=None, budget=None, seed=0, **texts):
    symbols = {name: parse_domain(text) for name, text in texts.items()}
    definitions = [
        Definition(name, "t", parse(body, symbols)) for name, body in (where or {}).items()
    ]
    trees = [
        text if isinstance(text, Node) else parse(text, symbols) for text in (expected, submitted)
    ]
    premises = Premises(symbols, definitions, seed=seed)
    return compare(*trees, premises, budget=budget or Budget())


def test_equal_expressions_are_equal_with_a_bound():
    outcome = _compare(
        "inv(A + U*V)",
        "inv(A) - inv(A)*U*inv(eye(k) + V*inv(A)*U)*V*inv(A)",
        A="matrix[n,n]",
        U="matrix[n,k]",
        V="matrix[k,n]",
    )
    assert isinstance(outcome, Equality)
    assert outcome.bound.startswith("2**-")
    assert "at (k,n) in {(2,3), " in outcome.bound


def test_a_difference_has_a_witness_in_the_questions_notation():
    outcome = _compare("v*beta**t", "v*beta**(t - 1)", v="real", beta="unit", t="natural")
    assert outcome == Different(
        note="off_by_one",
        message="An exponent, a limit or an index is off by one.",
        witness={"t": "2", "beta": "1/2", "v": "-1"},
        expected_value="-1/4",
        submitted_value="-1/2",
    )


def test_vectors_sequences_and_functions_in_a_witness():
    outcome = _compare(
        "W*s(g[t])", "s(W*g[t])", W="matrix[d,d]", s="function", g="sequence[vector[d]]",
        t="natural",
    )  # fmt: skip
    assert list(outcome.witness) == ["d", "t", "W", "g[3]", "s"]
    assert outcome.witness["s"] == "x -> x**2 + x"
    assert outcome.witness["g[3]"].count(",") == 1


def test_the_expected_value_is_nowhere_in_what_a_student_reads():
    outcome = _compare("2*eta*gamma", "3*eta*gamma", eta="positive", gamma="positive")
    assert outcome.note == "factor"
    assert outcome.detail == "the factor is 3/2"
    assert "3/2" not in outcome.message
    assert outcome.expected_value not in outcome.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x + foo", "foo is no symbol of this question"),
        ("foo*bar(x)", "bar, foo are no symbols of this question"),
        ("t*x", "t is no symbol of this question"),
    ],
)
def test_unknown_symbols_are_named(text, message):
    symbols = {"x": parse_domain("real")}
    function = Node("apply", "", (Node("function", "bar"), Node("symbol", "x")))
    tree = parse(text.replace("*bar(x)", ""), symbols)
    if "bar" in text:
        tree = Node("mul", "", (tree, function))
    outcome = compare(parse("x"), tree, Premises(symbols))
    assert outcome == Malformed(message)


def test_dimension_names_are_known_without_being_declared():
    outcome = _compare("trace(eye(d))*x.T*x", "d*x.T*x", x="vector[d]")
    assert isinstance(outcome, Equality)


def test_a_summation_index_needs_no_declaration_and_no_other_name_is_hidden():
    assert isinstance(_compare("Sum(k, (k, 1, n))", "Sum(j, (j, 1, n))", n="natural"), Equality)
    outcome = _compare("n", "k + Sum(k, (k, 1, n))", n="natural")
    assert outcome == Malformed("k is no symbol of this question")


def test_what_does_not_fit_together_is_malformed_with_the_two_operands():
    outcome = _compare(
        "-2*V.T*(z - y)", "-2*V*(z - y).T", V="matrix[d,d]", z="vector[d]", y="vector[d]"
    )
    assert isinstance(outcome, Malformed)
    assert outcome.message == (
        "V is d×d and (z - y).T is 1×d: their product in this order does not exist"
    )
    assert outcome.error.left.name == "V"


def test_a_mistake_in_the_question_is_told_from_one_in_the_answer():
    assert _compare("x + y", "x", x="real").side == "expected"
    assert _compare("x", "x + y", x="real").side == "submitted"


def test_a_wrong_shape_is_named_and_a_transpose_recognised():
    texts = {"V": "matrix[d,d]", "z": "vector[d]"}
    assert _compare("V*z", "z.T*V.T", **texts).note == "transpose"
    outcome = _compare("V*z", "V", **texts)
    assert (outcome.note, outcome.message) == ("shape", "This has the wrong shape. It is d×d.")
    assert _compare("V*z", "z.T*V", **texts).note == "shape"


def test_the_number_zero_is_a_matrix_of_zeros():
    assert isinstance(_compare("A - A", "0", A="matrix[n,m]"), Equality)
    assert isinstance(_compare("A", "0", A="matrix[n,m]"), Different)
    assert _compare("ones(n)", "1", A="matrix[n,m]").note == "shape"


def test_where_the_answer_is_not_defined_is_a_difference_of_the_domain():
    outcome = _compare("abs(x)", "sqrt(x)**2", x="real")
    assert (outcome.note, outcome.submitted_value) == ("domain", "not defined")
    assert outcome.detail == "the square root of a negative number"
    assert outcome.witness == {"x": "-1"}


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("1/3", "0.3333333333333333"),
        ("3/10", "0.30000000000000004"),
        ("pi", "3.141592653589793"),
        ("sqrt(2)", "1.4142135623730951"),
        ("2*x/3", "0.6666666666666666*x"),
        ("1.7159*tanh(2*x/3)", "1.7159*tanh(0.66666666666666663*x)"),
    ],
)
def test_floats_stand_for_what_was_meant(expected, submitted):
    assert isinstance(_compare(expected, submitted, x="real"), Equality)


@pytest.mark.parametrize(
    ("expected", "submitted"), [("1/3", "0.333"), ("pi", "3.14159"), ("x", "1.000001*x")]
)
def test_shortened_floats_do_not(expected, submitted):
    assert isinstance(_compare(expected, submitted, x="real"), Different)


@pytest.mark.parametrize(
    ("submitted", "expected", "texts"),
    [
        ("exp(oo*sign(log(delta)))", "0", {"delta": "unit"}),
        ("delta**oo", "0", {"delta": "unit"}),
        ("Piecewise((t, beta == 1), ((beta - beta**(t + 1))/(1 - beta), True))",
         "Sum(beta**i, (i, 1, t))", {"beta": "unit", "t": "natural"}),
        ("Piecewise((1/(1 - beta), abs(beta) < 1), (oo, True))", "1/(1 - beta)", {"beta": "unit"}),
        ("Piecewise((x, x > 0), (0, True))", "Max(0, x)", {"x": "real"}),
        ("oo*c", "oo", {"c": "positive"}),
    ],
)  # fmt: skip
def test_what_computer_algebra_returns_is_read_in_the_declared_domain(submitted, expected, texts):
    assert isinstance(_compare(expected, submitted, **texts), Equality)


_BIRNN = {
    "Wf": "matrix[d,d]", "Uf": "matrix[d,d]", "Wb": "matrix[d,d]", "Ub": "matrix[d,d]",
    "Vf": "matrix[d,d]", "Vb": "matrix[d,d]", "x": "sequence[vector[d]]",
    "hf": "sequence[vector[d]]", "hb": "sequence[vector[d]]", "y": "sequence[vector[d]]",
    "z": "sequence[vector[d]]", "t": "natural", "T": "natural", "i": "index[d]", "j": "index[d]",
}  # fmt: skip
_WHERE = {
    "hf": "tanh(Wf*x[t] + Uf*hf[t - 1])",
    "hb": "tanh(Wb*x[t] + Ub*hb[t + 1])",
    "y": "Vf*hf[t] + Vb*hb[t]",
}


@pytest.mark.parametrize(
    ("expected", "submitted", "is_equal"),
    [
        ("-2*Vf.T*(z[t] - y[t])", "2*Vf.T*(Vf*hf[t] + Vb*hb[t] - z[t])", True),
        ("-2*Vf.T*(z[t] - y[t])", "-2*Vb.T*(z[t] - y[t])", False),
        ("diag(1 - hf[t+1]**2)*Uf", "diag(1 - tanh(Wf*x[t+1] + Uf*hf[t])**2)*Uf", True),
        ("diag(1 - hf[t+1]**2)*Uf", "diag(1 - hf[t]**2)*Uf", False),
        ("(1 - hb[t-1][i]**2)*Ub[i,j]",
         "Ub[i,j]/cosh((Wb*x[t-1] + Ub*tanh(Wb*x[t] + Ub*hb[t+1]))[i])**2", True),
        ("(1 - hb[t-1][i]**2)*Ub[i,j]", "(1 - hb[t+1][i]**2)*Ub[i,j]", False),
        ("(1 - hb[t-1][i]**2)*Ub[i,j]", "(1 - hb[t-1][j]**2)*Ub[i,j]", False),
        ("Sum(hb[t]*x[t].T, (t, 1, T))", "Sum(tanh(Wb*x[k] + Ub*hb[k+1])*x[k].T, (k, 1, T))", True),
    ],
)  # fmt: skip
def test_states_preactivations_and_inputs_are_equal_where_definitions_say_so(
    expected, submitted, is_equal
):
    outcome = _compare(expected, submitted, where=_WHERE, **_BIRNN)
    assert isinstance(outcome, Equality if is_equal else Different)


def test_without_the_definition_they_are_not():
    outcome = _compare("hf[t]", _WHERE["hf"], **_BIRNN)
    assert isinstance(outcome, Different)


def test_a_definition_brings_its_own_dimensions():
    outcome = _compare(
        "norm(h[t])**2", "norm(W*x[t])**2", where={"h": "W*x[t]"}, W="matrix[d,m]",
        h="sequence[vector[d]]", x="sequence[vector[m]]", t="natural",
    )  # fmt: skip
    assert isinstance(outcome, Equality)


def test_a_definition_that_goes_round_in_a_circle_decides_nothing():
    outcome = _compare(
        "f[t] + 1", "g[t]", where={"f": "g[t]", "g": "f[t]"}, f="sequence[real]",
        g="sequence[real]", t="natural",
    )  # fmt: skip
    assert isinstance(outcome, Unknown)
    assert "circle" in outcome.reason


def test_identical_expressions_are_equal_even_if_they_cannot_be_evaluated():
    endless = "Sum(f(i)/i**2, (i, 1, oo))"
    assert _compare(endless, endless, f="function") == Equality("identical")
    assert isinstance(_compare(endless, "2*" + endless, f="function"), Unknown)


def test_what_cannot_be_decided_is_unknown_and_never_different():
    outcome = _compare("1", "floor(sin(x)**2 + cos(x)**2)", x="real")
    assert isinstance(outcome, Unknown)
    assert outcome.reason


def test_the_same_seed_gives_the_same_outcome_and_another_another_bound():
    texts = {"A": "matrix[n,k]", "x": "real"}
    outcomes = [_compare("tanh(x)*trace(A*A.T)", "tanh(x)*trace(A*A.T)/2", seed=seed, **texts)
                for seed in (1, 1, 2)]  # fmt: skip
    assert outcomes[0] == outcomes[1]
    assert outcomes[0].witness["A"] != outcomes[2].witness["A"]


@pytest.mark.parametrize("seed", range(20))
def test_verdicts_do_not_depend_on_the_seed(seed):
    texts = {"W": "matrix[d,d]", "h": "vector[d]", "s": "function", "p": "positive"}
    right = ("W*diag(D(s)(h))*p", "exp(log(p))*(diag(D(s)(h))*W.T).T")
    wrong = ("W*diag(D(s)(h))*p", "p*diag(D(s)(h))*W")
    assert isinstance(_compare(*right, seed=seed, **texts), Equality)
    assert isinstance(_compare(*wrong, seed=seed, **texts), Different)


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("n", "n + Max(0, n - 6)"),
        ("n", "n + Max(0, 2 - n)"),
        ("n*m", "n*m + Max(0, n - m - 5)"),
        ("n*m", "n*m + binomial(n, 5)*binomial(6, m)*(m - 1)*(m - 2)*(m - 3)*(m - 4)*(m - 5)"),
        ("trace(A*A.T)", "trace(A*A.T)*binomial(r, 7)/binomial(r, 7) + 0*r + binomial(r, 7)"),
    ],
)
def test_disagreements_at_any_integer_up_to_seven_are_found(expected, submitted):
    outcome = _compare(expected, submitted, n="natural", m="natural", A="matrix[r,k]")
    assert isinstance(outcome, Different)


@pytest.mark.parametrize("domain", ["unit", "positive", "nonnegative", "real"])
@pytest.mark.parametrize("low", [0.03, 0.41, 0.77, 0.985])
def test_disagreements_on_a_hundredth_of_a_domain_are_found(domain, low):
    width = {"unit": 0.01, "real": 0.2}.get(domain, 0.1)
    start = {"unit": low, "real": 20 * low - 10}.get(domain, 10 * low)
    bump = f"Max(0, x - ({start}))*Max(0, {start + width:.6f} - x)"
    outcome = _compare("tanh(x)", f"tanh(x) + {bump}", x=domain)
    assert isinstance(outcome, Different)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("log(-1 - x**2)", "not defined anywhere"),
        ("1/(x - x)", "not defined anywhere"),
        ("(-2)**x", "is x a whole number?"),
        ("1/Max(-n, 0)", "not defined anywhere"),
    ],
)
def test_what_is_defined_nowhere_is_equal_to_nothing_itself_included(text, reason):
    outcome = _compare(text, text, x="real", n="natural")
    assert isinstance(outcome, Unknown)
    assert outcome.side == "expected"
    assert reason in outcome.reason


# ------------------------------------------------------- what a question states of its symbols


def _stated(expected, submitted, *, conditions=(), ties=None, **texts):
    symbols = {name: parse_domain(text) for name, text in texts.items()}
    premises = Premises(
        symbols,
        conditions=[parse(text, symbols) for text in conditions],
        ties={name: parse(text, symbols) for name, text in (ties or {}).items()},
    )
    return compare(parse(expected, symbols), parse(submitted, symbols), premises)


_STEPS = {
    "A": "sequence[matrix[d,d]]", "b": "sequence[vector[d]]", "a": "sequence[real]",
    "t": "natural", "T": "natural", "n": "natural",
}  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "submitted", "conditions", "is_equal"),
    [
        ("Sum(Product(A[k], (k, t, j+1))*b[j], (j, 1, t))",
         "b[t] + Sum(Product(A[k], (k, t, j+1))*b[j], (j, 1, t-1))", [], True),
        ("Sum(Product(A[k], (k, t, j+1))*b[j], (j, 1, t))",
         "b[t] + A[t]*Sum(Product(A[k], (k, t-1, j+1))*b[j], (j, 1, t-1))", [], True),
        ("Sum(Product(A[k], (k, t, j+1))*b[j], (j, 1, t))",
         "Sum(Product(A[k], (k, t, j))*b[j], (j, 1, t))", [], False),
        ("Product(A[k], (k, T, t+1))", "A[T]*Product(A[k], (k, T-1, t+1))", ["t <= T"], True),
        ("Product(A[k], (k, T, t+1))", "A[T]*Product(A[k], (k, T-1, t+1))", ["t < T"], True),
        ("Product(A[k], (k, T, t+1))", "Product(A[k], (k, T, t+2))*A[t+1]", ["t < T"], True),
        ("Product(A[k], (k, T, t+1))", "Product(A[k], (k, T-1, t+1))*A[T]", ["t < T"], False),
        ("Product(A[k], (k, T, t+1))", "Product(A[k], (k, t+1, T))", ["t <= T"], False),
        ("Product(A[k], (k, T, t+1))", "Product(A[T+t+1-k], (k, t+1, T))", ["t <= T"], True),
        ("Product(A[k], (k, T, t+1)).T", "Product(A[k].T, (k, t+1, T))", ["t <= T"], True),
        ("Product(a[k], (k, T, t+1))", "Product(a[k], (k, t+1, T))", ["t <= T"], True),
        ("Product(a[k], (k, T, t+1))", "Product(a[k], (k, t+1, T))", [], True),
        ("Product(a[k], (k, n, 7))",
         "Piecewise((Product(a[k], (k, n, 7)), n <= 7), (1, True))", [], True),
        ("Product(a[k], (k, n, 7))", "Product(a[k], (k, n, 8))", [], False),
    ],
)  # fmt: skip
def test_the_direction_of_a_product_follows_from_what_is_stated(
    expected, submitted, conditions, is_equal
):
    outcome = _stated(expected, submitted, conditions=conditions, **_STEPS)
    assert isinstance(outcome, Equality if is_equal else Different)
    if not is_equal and conditions:
        assert int(outcome.witness["t"]) <= int(outcome.witness["T"])


def test_a_product_of_matrices_whose_direction_is_not_stated_is_refused_on_either_side():
    open_one, known = "Product(A[k], (k, T, t+1))", "Product(A[k], (k, T, 1))"
    for pair, side in (((open_one, known), "expected"), ((known, open_one), "submitted")):
        outcome = _stated(*pair, **_STEPS)
        assert isinstance(outcome, Malformed)
        assert outcome.side == side
        assert "nothing states the order of T and t + 1" in outcome.message


@pytest.mark.parametrize(
    ("expected", "submitted", "conditions", "kind", "is_equal"),
    [
        ("Max(x, y)", "y", ["x <= y"], "real", True),
        ("Max(x, y)", "x", ["x <= y"], "real", False),
        ("abs(x - y)", "y - x", ["x < y"], "natural", True),
        ("abs(x - y)", "x - y", ["x < y"], "natural", False),
        ("sqrt((1 - x - y)**2)", "1 - x - y", ["x + y <= 1"], "unit", True),
        ("x*y", "2*y**2", ["x == 2*y"], "natural", True),
        ("x*y", "x**2", ["x == 2*y"], "natural", False),
        ("floor(x/2)", "x/2", ["Mod(x, 2) == 0"], "natural", True),
        ("sqrt(x - y)", "sqrt(abs(x - y))", ["x >= y"], "positive", True),
    ],
)
def test_expressions_are_compared_where_the_conditions_hold(
    expected, submitted, conditions, kind, is_equal
):
    outcome = _stated(expected, submitted, conditions=conditions, x=kind, y=kind)
    assert isinstance(outcome, Equality if is_equal else Different)


def test_conditions_that_leave_nothing_decide_nothing():
    outcome = _stated("x", "y", conditions=["x < y", "y < x"], x="real", y="real")
    assert isinstance(outcome, Unknown)
    assert "conditions" in outcome.reason


def test_a_condition_that_is_none_is_the_questions_own_mistake():
    outcome = _stated("x", "y", conditions=["exp(x) < y"], x="real", y="real")
    assert isinstance(outcome, Malformed)
    assert outcome.side == "expected"


@pytest.mark.parametrize(
    ("expected", "submitted", "is_equal"),
    [
        ("p*q", "p - p**2", True),
        ("p*log(p) + q*log(q)", "p*log(p) + (1 - p)*log(1 - p)", True),
        ("p + q", "1", True),
        ("p + q", "2*p", False),
        ("p*q", "p", False),
    ],
)
def test_what_a_symbol_is_made_of_may_stand_for_it(expected, submitted, is_equal):
    outcome = _stated(expected, submitted, ties={"q": "1 - p"}, p="unit", q="unit")
    assert isinstance(outcome, Equality if is_equal else Different)


def test_a_witness_obeys_what_symbols_are_made_of_and_their_domains():
    """From p > 0 and q = 1 − p > 0 follows p < 1; without the tie p = 2 would be the witness."""
    outcome = _stated("p*q", "q", ties={"q": "1 - p"}, p="positive", q="positive")
    assert outcome.witness == {"p": "1/2", "q": "1/2"}


def test_a_symbol_may_be_made_of_itself():
    """The rows of C sum to one, whatever C was made of."""
    ties = {"C": "inv(diag(C*ones(d)))*C"}
    assert isinstance(_stated("C*ones(d)", "ones(n)", ties=ties, C="matrix[n,d]"), Equality)
    assert isinstance(_stated("C*ones(d)", "2*ones(n)", ties=ties, C="matrix[n,d]"), Different)


# ------------------------------------------------------------------------ powers of diagonals


@pytest.mark.parametrize(
    ("expected", "submitted", "is_equal"),
    [
        ("diag(v)**k", "diag(v**k)", True),
        ("diag(v)**k", "diag(k*v)", False),
        ("diag(v)**(-1)", "inv(diag(v))", True),
        ("(c*diag(v)*diag(w))**k", "c**k*diag(hadamard(v, w)**k)", True),
        ("inv(diag(v)/c)**2", "c**2*diag(1/v**2)", True),
        ("eye(d)**k", "eye(d)", True),
        ("hadamard(A, eye(d))**2", "hadamard(hadamard(A, A), eye(d))", True),
    ],
)
def test_a_power_of_a_diagonal_matrix_is_that_of_its_diagonal(expected, submitted, is_equal):
    outcome = _compare(
        expected, submitted, v="vector[d]", w="vector[d]", A="matrix[d,d]", c="positive",
        k="natural",
    )  # fmt: skip
    assert isinstance(outcome, Equality if is_equal else Different)


@pytest.mark.parametrize("text", ["A**2", "(A*diag(v))**2", "(A + diag(v))**k", "(c + diag(v))**2"])
def test_powers_of_other_matrices_are_refused(text):
    outcome = _compare(
        text, "A", v="vector[d]", A="matrix[d,d]", c="positive", k="natural"
    )  # fmt: skip
    assert isinstance(outcome, Malformed)
    assert "can be read in two ways" in outcome.message
