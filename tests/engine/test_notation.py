"""The notation keeps what was written, mixes with sympy, and says what is wrong."""

import ast
import inspect
import math
import operator
import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy

from autograder import notation
from autograder.expression import shape as grader
from autograder.expression import tree
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.domain import parse_domain
from autograder.expression.vocabulary import OPERATIONS
from autograder.guest.trees import to_wire
from autograder.notation import (
    D,
    E,
    Expression,
    NotationError,
    O,
    Product,
    Sum,
    T,
    Theta,
    det,
    diag,
    dimension,
    distribution,
    evaluate,
    exp,
    eye,
    floor,
    free_symbols,
    function,
    gaussian,
    gaussian_vector,
    hadamard,
    index,
    integer,
    integers,
    integral,
    inv,
    lambda_max,
    log,
    matrix,
    maxabs,
    natural,
    nonnegative,
    norm,
    norm2,
    one_hot,
    ones,
    orthogonal,
    permutation,
    posdef,
    positive,
    positive_function,
    probability,
    question,
    real,
    sequence,
    shape,
    size,
    softmax_col,
    softmax_row,
    sqrt,
    symmetric,
    tanh,
    trace,
    unit,
    vector,
    zeros,
)

d, n = dimension("d"), dimension("n")
v, w = vector(d).symbol("v"), vector(d).symbol("w")
W, U = matrix(d, d).symbol("W"), matrix(d, d).symbol("U")
X = matrix(n, d).symbol("X")
g, h = sequence(vector(d)).symbol("g"), sequence(vector(d)).symbol("h")
step = sequence(matrix(d, d)).symbol("step")
sigma = function.symbol("sigma")
beta, t = unit.symbol("beta"), natural.symbol("t")
i, j = sympy.symbols("i j")
x = sympy.Symbol("x")

SCALARS = [
    2, 0, -1, 0.5, Fraction(1, 2), np.float64(0.5), np.float32(0.5), np.int64(3),
    sympy.Integer(2), sympy.S.Zero, sympy.S.One, sympy.Rational(1, 3), sympy.Float(0.5), sympy.pi,
    sympy.E, sympy.oo, sympy.I, t, t + 1, t * beta, t**2, sympy.sqrt(t), sympy.exp(t),
    sympy.Sum(beta**i, (i, 1, t)), sympy.Function("f")(t), sympy.IndexedBase("q")[i],
    sympy.MatrixSymbol("M", 3, 3), sympy.MatrixSymbol("M", 3, 3) ** 2, sympy.Identity(3),
    sympy.Matrix([[1, 2]]), sympy.ImmutableMatrix([[1, 2]]),
]  # fmt: skip


# ---------------------------------------------------------------------------- expressions


def is_same(operand, scalar):
    # sympy and Fraction cannot be compared, and a Fraction becomes a float when it is a base.
    return float(operand) == 0.5 if isinstance(scalar, Fraction) else operand == scalar


@pytest.mark.parametrize("scalar", SCALARS, ids=repr)
@pytest.mark.parametrize(
    ("operate", "operation"),
    [
        (operator.add, "add"),
        (operator.mul, "mul"),
        (operator.matmul, "mul"),
        (operator.truediv, "div"),
        (operator.pow, "pow"),
    ],
)
def test_operators_keep_both_operands_in_order_on_either_side(scalar, operate, operation):
    left, right = operate(scalar, v), operate(v, scalar)
    assert (left.operation, right.operation) == (operation, operation)
    assert left.children[1] is v
    assert right.children[0] is v
    assert is_same(left.children[0], scalar)
    assert is_same(right.children[1], scalar)


@pytest.mark.parametrize("scalar", SCALARS, ids=repr)
def test_a_difference_is_a_sum_with_the_negated_right_side(scalar):
    left, right = scalar - v, v - scalar
    assert (left.operation, right.operation) == ("add", "add")
    assert is_same(left.children[0], scalar)
    assert is_same(right.children[1].children[0], scalar)
    assert left.children[1].operation == right.children[1].operation == "neg"
    assert left.children[1].children == (v,)
    assert right.children[0] is v


def test_matrices_do_not_commute():
    assert (W * v).children == (W, v)
    assert (v * W).children == (v, W)
    assert (W @ U).children == (W, U)


def test_nothing_is_simplified():
    assert repr(v - v) == "v - v"
    assert repr(0 * v + 1 * v) == "0*v + 1*v"
    assert repr(inv(W) * W) == "inv(W)*W"


def test_factors_that_do_not_fit_still_make_an_expression():
    assert (v * w).children == (v, w)


@pytest.mark.parametrize(
    "name", ["exp", "tanh", "sqrt", "log", "Abs", "sign", "Max", "trace", "det", "diag"]
)
def test_a_function_of_sympys_names_the_one_to_use(name):
    with pytest.raises(NotationError, match=rf"from notation import {name}\)"):
        getattr(sympy, name)(v)


def test_sums_and_products_of_sympys_name_the_ones_to_use():
    with pytest.raises(NotationError, match=r"from notation import Sum\)"):
        sympy.Sum(g[i], (i, 1, t))
    with pytest.raises(NotationError, match=r"from notation import Product\)"):
        sympy.Product(step[i], (i, 1, t))


def test_sympy_without_a_counterpart_still_gets_a_message():
    with pytest.raises(NotationError, match=r"sympy cannot take v: use the functions of notation"):
        sympy.simplify(v)


def test_numpys_functions_refuse_with_a_message():
    with pytest.raises(NotationError, match=r"numpy\.exp works on numbers"):
        np.exp(v)
    with pytest.raises(NotationError, match="`ndarray` cannot be part"):
        np.array([1.0, 2.0]) * v


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: bool(v), "neither true nor false"),
        (lambda: v < w, "cannot be compared"),
        (lambda: t >= v, "cannot be compared"),
        (lambda: v == w, r"compare\s+their values with evaluate"),
        (lambda: v == 0, r"compare\s+their values with evaluate"),
        (lambda: h + 1, r"h is a sequence: take an item of it, as in h\[t\]"),
        (lambda: W * h, r"h is a sequence"),
        (lambda: 2 * sigma, r"sigma is a function: apply it, as in sigma\(x\)"),
        (lambda: v + "a", "`str` cannot be part"),
        (lambda: v * None, "`NoneType` cannot be part"),
        (lambda: v * True, "`bool` cannot be part"),
        (lambda: v * 1j, "`complex` cannot be part"),
        (lambda: v * exp, "is it the function, where its value was meant"),
        (lambda: W[1], r"W is a matrix: an entry of it is W\[i, j\]"),
        (lambda: v[1, 1], r"v is a vector: an entry of it is v\[i\]"),
        (lambda: v[1:2], "an index is a number or an expression"),
        (lambda: exp(v, 1), "exp takes 1 argument"),
        (lambda: D(v), "D takes a function that the question gives"),
        (lambda: D(exp), "the derivative of a known one, such as exp, is written out"),
        (lambda: E(v, 2), "2 is no symbol"),
        (lambda: Sum(g[i]), r"how its index runs, as in \(i, 1, t\)"),
        (lambda: Sum(g[i], (i, t)), r"an index runs between two limits"),
        (lambda: Sum(g[1], (1, 2, 3)), r"the index of a sum is a symbol"),
        (lambda: vector("2d"), "a dimension is made of integers, names"),
        (lambda: vector(d / 2), "a dimension is an integer"),
        (lambda: sequence(function), "items of a sequence are numbers or matrices"),
    ],
)
def test_misuse_is_explained(misuse, message):
    with pytest.raises(NotationError, match=message):
        misuse()


@pytest.mark.parametrize("misuse", [list, sum, lambda e: 1 in e, lambda e: [*e], float, len])
def test_an_expression_is_no_collection_and_no_number(misuse):
    with pytest.raises(TypeError):
        misuse(v)


def test_an_expression_is_itself_and_can_be_a_key():
    table = {h[t]: 1, h[t - 1]: 2}
    key = next(iter(table))
    assert table[key] == 1
    assert key == key
    assert key != "h[t]"
    assert key is not None


def test_an_expression_cannot_be_changed():
    with pytest.raises(AttributeError):
        v.name = "u"
    entries = sympy.Matrix([[1, 2]])
    product = v * entries
    entries[0, 0] = 7
    assert repr(product) == "v*Matrix([[1, 2]])"


# ------------------------------------------------------------------------------ functions


def test_every_function_of_the_trees_vocabulary_is_offered():
    assert set(FUNCTIONS) <= set(notation.__all__)


def test_every_matrix_operation_of_the_trees_vocabulary_is_offered():
    written_otherwise = {
        "rational", "decimal", "symbol", "constant", "function", "add", "neg", "mul", "div", "pow",
        "call", "apply", "sum", "product", "item", "matrix", "piecewise", "lt", "le", "gt", "ge",
        "eq", "ne", "and", "or", "not", "true", "false",
    }  # fmt: skip
    assert set(OPERATIONS) - written_otherwise <= set(notation.__all__)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_on_scalars_a_function_is_sympys_and_on_vectors_a_node(name):
    least, _ = FUNCTIONS[name].arguments
    ours, theirs = getattr(notation, name), getattr(sympy, name)
    assert ours(*[x, t][:least]) == theirs(*[x, t][:least])
    on_vector = ours(*[v, t][:least])
    assert (on_vector.operation, on_vector.name) == ("call", name)


def test_a_logarithm_takes_a_base():
    assert log(x, 2) == sympy.log(x, 2)
    assert repr(log(v, 2)) == "log(v)/log(2)"


def test_abs_is_elementwise():
    assert repr(abs(v)) == "Abs(v)"


def test_a_sum_of_scalars_is_sympys_and_of_vectors_ours():
    assert Sum(beta**i, (i, 1, t)) == sympy.Sum(beta**i, (i, 1, t))
    ours = Sum(g[i], (i, 1, t))
    assert (ours.operation, ours.name, ours.children[1:]) == ("sum", i, (1, t))


def test_the_first_of_several_limits_is_the_innermost():
    nested = Sum(h[i][j], (i, 1, j), (j, 1, t))
    assert repr(nested) == "Sum(Sum(h[i][j], (i, 1, j)), (j, 1, t))"


@pytest.mark.parametrize(
    ("first", "last", "is_ours"),
    [
        (t, 1, True),
        (t - 2, 1, True),
        (3, 1, True),
        (t + i, i, True),
        (1, t - 1, False),
        (t, t - 1, False),
        (1, t - i, False),
        (t, 7, True),
        (t + 2, i, True),
    ],
)
def test_a_product_that_may_run_downwards_is_ours(first, last, is_ours):
    """Sympy reads it as a quotient: its product from 3 to 1 is one over the factor at 2."""
    product = Product(beta + i, (i, first, last))
    assert isinstance(product, Expression) == is_ours


def test_a_size_may_be_a_dimensions_name():
    assert shape(eye("d") * ones("d", "2*n") + zeros("d", "n+n")) == (d, 2 * n)
    assert shape(ones("d")) == (d, 1)


def test_a_derivative_is_a_function():
    assert repr(D(sigma)(h[t])) == "D(sigma)(h[t])"
    assert repr(D(D(sigma))(x)) == "D(D(sigma))(x)"


def test_an_undefined_function_of_sympys_can_be_differentiated():
    assert repr(D(sympy.Function("f"))(v)) == "D(f)(v)"


def test_an_entry_of_an_item_can_be_written_in_one_pair_of_brackets():
    assert repr(h[t - 1, i]) == repr(h[t - 1][i]) == "h[t - 1][i]"


def test_an_order_of_growth_is_its_expression():
    assert Theta(n**2 * d) == O(n**2 * d) == n**2 * d
    assert Theta(1) == sympy.Integer(1)


# -------------------------------------------------------------------------------- domains


@pytest.mark.parametrize(
    ("domain", "text"),
    [
        (real, "real"), (positive, "positive"), (nonnegative, "nonnegative"), (unit, "unit"),
        (natural, "natural"), (integer, "integer"), (size, "size"), (gaussian, "gaussian"),
        (function, "function"), (positive_function, "positive_function"), (vector(d), "vector[d]"),
        (vector(sympy.Symbol("d")), "vector[d]"), (vector("d"), "vector[d]"),
        (vector(3), "vector[3]"), (matrix("n", "h*d"), "matrix[n,h*d]"),
        (matrix(2 * d + 1, d**2), "matrix[2*d+1,d*d]"), (symmetric(n), "symmetric[n]"),
        (posdef(n - 1), "posdef[n-1]"), (sequence(real), "sequence[real]"),
        (sequence(vector(d)), "sequence[vector[d]]"), (gaussian_vector(d), "gaussian[d]"),
        (index(n), "index[n]"), (probability, "probability"), (distribution(d), "distribution[d]"),
        (one_hot("d"), "one_hot[d]"), (permutation(n), "permutation[n]"),
        (orthogonal(n), "orthogonal[n]"), (integers(0, n - 1), "integers[0,n-1]"),
        (integers(-n, 2 * n), "integers[-n,2*n]"), (integers(-3, 0), "integers[-3,0]"),
        (sequence(distribution(d)), "sequence[distribution[d]]"),
    ],
)  # fmt: skip
def test_a_domains_text_is_read_by_the_grader(domain, text):
    assert parse_domain(str(domain)) == parse_domain(text)


def test_dimensions_are_the_same_however_they_are_given():
    assert vector("h*d") == vector(sympy.Symbol("d") * sympy.Symbol("h", positive=True))


def test_scalars_are_sympy_symbols_with_the_domains_assumptions():
    assert real.symbol("a") == sympy.Symbol("a", real=True)
    assert positive.symbol("a") == size.symbol("a") == unit.symbol("a")
    assert unit.symbol("a") == sympy.Symbol("a", positive=True)
    assert nonnegative.symbol("a") == sympy.Symbol("a", nonnegative=True)
    assert natural.symbol("a") == sympy.Symbol("a", integer=True, positive=True)
    assert index(n).symbol("a") == natural.symbol("a")
    assert integer.symbol("a") == sympy.Symbol("a", integer=True)
    assert gaussian.symbol("a") == real.symbol("a")
    assert probability.symbol("a") == nonnegative.symbol("a")
    assert integers(-1, 1).symbol("a") == integer.symbol("a")
    assert integers(0, n).symbol("a").is_nonnegative


def test_gaussian_vectors_are_ours():
    assert isinstance(gaussian_vector(d).symbol("x"), Expression)


def test_vectors_and_matrices_of_the_field_have_their_shapes():
    assert shape(distribution(d).symbol("y")) == shape(one_hot(d).symbol("y")) == (d, 1)
    assert shape(permutation(d).symbol("P") * orthogonal(d).symbol("Q") * v) == (d, 1)
    assert repr(distribution(d).symbol("y")[1]) == "y[1]"


# ------------------------------------------------------------------------------ questions


def recurrence(h, W, sigma, t):
    return {h[t]: sigma(W * h[t - 1])}


def test_a_symbol_may_be_defined_as_an_item_of_a_sequence_may():
    @question("1", where=lambda W, codes, t: {codes: floor(W / t), t: 1 + t**2},
              W=matrix(d, d), codes=matrix(d, d), t=positive)  # fmt: skip
    def answer(W, codes, t):
        return t * W * codes

    named = [(name, index) for name, index, _ in answer.__question__.definitions]
    assert named == [("codes", ""), ("t", "")]


def test_a_question_is_recorded_on_its_function_in_the_order_of_the_parameters():
    def debiased(v, beta, t):
        return v / (1 - beta**t)

    declared = question("2.3.debiased", t=natural, v=vector(d), beta=unit)(debiased)
    assert declared is debiased
    assert debiased.__question__.id == "2.3.debiased"
    assert [(name, str(domain)) for name, domain in debiased.__question__.symbols] == [
        ("v", "vector[d]"),
        ("beta", "unit"),
        ("t", "natural"),
    ]
    assert debiased.__question__.definitions == ()


def test_a_questions_arguments_are_what_its_function_is_called_with():
    @question("2.3.debiased", v=vector(d), beta=unit, t=natural)
    def debiased(v, beta, t):
        return v / (1 - beta**t)

    assert repr(debiased(**debiased.__question__.arguments())) == "v/(1 - beta**t)"


def test_definitions_are_recorded_by_name():
    @question(
        "1",
        where=recurrence,
        h=sequence(vector(d)),
        W=matrix(d, d),
        sigma=function,
        t=natural,
        a=real,
    )
    def answer(h, W, sigma, t, a):
        return W * sigma(h[t]) * a

    ((name, bound, body),) = answer.__question__.definitions
    assert (name, bound, repr(body)) == ("h", "t", "sigma(W*h[t - 1])")


def test_a_question_states_an_order_of_its_numbers():
    @question("1", where=lambda t, T: t <= T, t=natural, T=natural)
    def answer(t, T):
        return T - t

    (condition,) = answer.__question__.conditions
    assert to_wire(condition)[-1][0] == "le"
    assert answer.__question__.definitions == ()


def test_a_question_states_several_things_at_once():
    @question(
        "1",
        where=lambda v, s, t: [t < s, {v[t]: s * v[t - 1]}, s > 0],
        v=sequence(vector(d)), s=natural, t=natural,
    )  # fmt: skip
    def answer(v, s, t):
        return v[t] * s

    assert [str(condition) for condition in answer.__question__.conditions] == ["t < s"]
    assert [name for name, _, _ in answer.__question__.definitions] == ["v"]


def test_a_question_without_symbols_may_be_a_class():
    @question("4.layer")
    class Layer:
        pass

    assert Layer.__question__.symbols == ()


def declare(**symbols):
    @question("1.1", **symbols)
    def answer(v, t):
        return v * t


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: declare(v=real), r"answer takes \(v, t\), but .* declared are \(v\)"),
        (lambda: declare(v=real, t=real, u=real), r"declared are \(v, t, u\)"),
        (lambda: declare(v=real, t=3), "t=3 is no domain"),
        (lambda: declare(v=real, t=real, where=recurrence), "`where` takes h, W, sigma, not"),
        (
            lambda: declare(v=sequence(real), t=natural, where=lambda v, t: {v[t + 1]: t}),
            r"v\[t \+ 1\] is no symbol, and no item such as h\[t\]",
        ),
        (
            lambda: declare(v=vector(d), t=natural, where=lambda v, t: {v * t: v}),
            "is no symbol, and no item",
        ),
        (lambda: declare(v=real, t=natural, where=lambda t: t < 0), "what is never true"),
        (lambda: declare(v=real, t=natural, where=lambda v, t: v + t), "neither a condition"),
        (lambda: declare(v=real, t=natural, where=lambda t: t), "neither a condition"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(misuse, message):
    with pytest.raises(NotationError, match=message):
        misuse()


def test_a_question_says_how_its_symbols_are_written_in_latex():
    @question(
        "2.2", g=sequence(real), beta=unit, t=natural,
        tex={"g": ["g_{i}", "g^{({i})}"], "beta": r"\beta"}, name="v_t",
        range={"i": (1, "t"), "j": ("i", "t-1")},
    )  # fmt: skip
    def answer(g, beta, t):
        return beta * g[t]

    declared = answer.__question__
    assert declared.tex == {"g": ("g_{i}", "g^{({i})}"), "beta": (r"\beta",)}
    assert declared.names == ("v_t",)
    assert declared.ranges == (("i", "1", "t"), ("j", "i", "t-1"))


def test_a_question_without_symbols_has_a_name_in_latex():
    @question("1.mean", name=[r"\mu", r"\bar x"])
    def mean():
        return 1

    assert mean.__question__.names == (r"\mu", r"\bar x")
    assert mean.__question__.symbols == ()


def test_braces_of_one_letter_are_a_place_in_sequences_alone():
    """Elsewhere they are as TeX has them: such an item of a sequence is a symbol of its own."""

    @question("1", v=sequence(real), t=real, tex={"v": r"\hat v_{ i }", "t": r"\hat v_{i}"})
    def answer(v, t):
        return t * v[1]

    assert answer.__question__.tex["t"] == (r"\hat v_{i}",)


def declare_tex(**written):
    @question("1.1", **{"v": sequence(real), "t": real, **written})
    def answer(v, t):
        return v[1] * t


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: declare_tex(tex={"tt": "t"}), "no symbol of the question .* did you mean t"),
        (lambda: declare_tex(tex={"zeta": "z"}), "no symbol of the question .* there are v, t"),
        (lambda: declare_tex(tex={"t": " "}), "an empty text"),
        (lambda: declare_tex(tex={"t": []}), "tex of t: there is none; leave t out"),
        (lambda: declare_tex(tex={"t": 3}), "3 is no LaTeX; write a text or a list"),
        (lambda: declare_tex(tex={"t": ["t", 3]}), "is no LaTeX"),
        (lambda: declare_tex(tex={"t": "t_{1"}), "braces without their other side"),
        (lambda: declare_tex(tex={"t": "}t{"}), "braces without their other side"),
        (lambda: declare_tex(tex={"t": r"t_{1\}"}), "braces without their other side"),
        (lambda: declare_tex(tex={"v": "v_i"}), "no place for the index .* write {i}"),
        (lambda: declare_tex(tex={"v": r"\hat{v}_{i}"}), "has i and v in braces; leave them"),
        (lambda: declare_tex(t=sequence(real), tex={"v": "x_{i}", "t": "x_{j}"}), "v as well"),
        (lambda: declare_tex(t=vector(d), v=real, tex={"v": "x_1", "t": "x_{1}"}), "v as well"),
        (lambda: declare_tex(v=real, tex={"v": r"\hat x", "t": r"\hat{x}"}), "v as well"),
        (lambda: declare_tex(name=""), "name: an empty text"),
        (lambda: declare_tex(name="v_{t"), "name: v_{t has braces without their other side"),
        (lambda: declare_tex(range={"i": 3}), "range of i: write its first and its last value"),
        (lambda: declare_tex(range={"i": "1t"}), "range of i: write its first and its last value"),
        (lambda: declare_tex(range={"i": (1, "")}), "range of i: an empty text"),
        (lambda: question("1", tex=real), "tex= says how .* call the symbol something else"),
        (lambda: question("1", name=vector(d)), "name= says how .* call the symbol"),
        (lambda: question("1", range=natural), "range= says how .* call the symbol"),
    ],
)
def test_what_a_question_says_of_latex_is_refused_where_it_cannot_be_read(misuse, message):
    with pytest.raises(NotationError, match=message):
        misuse()


# ------------------------------------------------------------------------- text and names


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ((v + w) + v, "v + w + v"),
        (v + (w + v), "v + (w + v)"),
        (v - (w - v), "v - (w - v)"),
        (-(v + w), "-(v + w)"),
        (-v * w, "-v*w"),
        (v * -w, "v*(-w)"),
        (v * (w * v), "v*(w*v)"),
        (v / t / (t + 1), "v/t/(t + 1)"),
        (v / (w / t), "v/(w/t)"),
        ((-v) ** 2, "(-v)**2"),
        (-(v**2), "-v**2"),
        ((v**2) ** t, "(v**2)**t"),
        (2 ** norm(v), "2**norm(v)"),
        ((t + 1) * v, "(t + 1)*v"),
        (v - (t - 1) * w, "v - (t - 1)*w"),
        ((W * v).T, "(W*v).T"),
        (T(W), "W.T"),
        ((W * v)[i], "(W*v)[i]"),
        (W[i, j + 1], "W[i, j + 1]"),
        (sigma(W * v), "sigma(W*v)"),
        (E(exp(v), v), "E(exp(v), v)"),
        (E(g[i]), "E(g[i])"),
        (integral(x * v, x), "integral(v*x, x)".replace("v*x", "x*v")),
        (ones(n) * zeros(2, d), "ones(n)*zeros(2, d)"),
        (sympy.Rational(1, 2) * v, "1/2*v"),
        (v * sympy.Integer(-1), "v*(-1)"),
    ],
)
def test_an_expression_prints_as_it_could_be_written(expression, text):
    assert repr(expression) == text


def test_the_text_of_what_is_shared_stays_short():
    doubled = v
    for _ in range(200):
        doubled = doubled + doubled
    assert len(repr(doubled)) < 3000


def test_depth_costs_no_recursion():
    deep = v
    for _ in range(100_000):
        deep = deep + v
    assert repr(deep).startswith("v + v")
    assert shape(deep) == (d, 1)
    assert free_symbols(deep) == {"v"}
    assert list(evaluate(deep, v=[1, 2])) == [100_001, 200_002]


def test_an_integer_that_python_does_not_print_is_named():
    assert repr(v * 10**5000) == "v*<Integer>"


def test_bound_symbols_are_not_free():
    assert free_symbols(Sum(beta ** (t - i) * g[i], (i, 1, t))) == {"beta", "t", "g"}
    assert free_symbols(E(exp(v.T * w), w)) == {"v"}
    assert free_symbols(Sum(x**i, (i, 1, i))) == {"x", "i"}
    assert free_symbols(D(sigma)(x) + sympy.Function("f")(t)) == {"sigma", "x", "f", "t"}
    assert free_symbols(3) == frozenset()


# --------------------------------------------------------------------------------- shapes


SHAPES = [
    (3, 1, 1),
    (beta**t, 1, 1),
    (v, d, 1),
    (v.T, 1, d),
    (X, n, d),
    (g[t], d, 1),
    (step[t], d, d),
    (h[t][i], 1, 1),
    (X * W * v, n, 1),
    (v.T * W * v, 1, 1),
    (v * w.T, d, d),
    ((v.T * w) * X, n, d),
    (X / (1 - beta), n, d),
    (1 - tanh(v) ** 2, d, 1),
    (1 / (1 + exp(-v)), d, 1),
    (sigma(X), n, d),
    (diag(D(sigma)(v)), d, d),
    (diag(v.T), d, d),
    (hadamard(v, w), d, 1),
    (Sum(g[i] * beta**i, (i, 1, t)), d, 1),
    (Product(step[i], (i, t, 1)), d, d),
    (E(x * v, x), d, 1),
    (inv(W), d, d),
    (trace(W) + det(W) + lambda_max(W) + norm(v) + norm2(X) + maxabs(X), 1, 1),
    (softmax_row(X), n, d),
    (softmax_col(X).T, d, n),
    (eye(n), n, n),
    (ones(n), n, 1),
    (zeros(n, d), n, d),
    (W[i, j], 1, 1),
    (v.T[i], 1, 1),
    (sympy.MatrixSymbol("A", 2, sympy.Symbol("n")), 2, n),
    (matrix(1, 1).symbol("a") * v, d, 1),
]
MISFITS = [
    (v * w, "v is d×1 and w is d×1: their product in this order does not exist"),
    (W * X, "W is d×d and X is n×d: their product"),
    (v + X, "v is d×1 and X is n×d: their shapes have to be the same"),
    (v + v.T, "their shapes have to be the same"),
    (hadamard(v, 2), "have to be the same"),
    (W**2, r"W is d×d: write A\*A, inv\(A\) or hadamard\(A, A\)"),
    (v / W, "W is d×d: write"),
    (2**v, "2 is 1×1 and v is d×1"),
    (inv(X), "X is n×d: inv needs a square matrix"),
    (trace(v), "v is d×1: trace needs a square"),
    (norm(X), "norm needs a vector; the operator norm of a matrix is norm2"),
    (diag(W), "W is d×d: diag needs a vector"),
    ((W * W)[i], "it takes two indices"),
    (norm(v)[i], "it takes no index"),
    (h, "h is a sequence or a function"),
    (D(sigma), "is a sequence or a function"),
]
DOMAINS = {
    **dict.fromkeys(("v", "w"), "vector[d]"), **dict.fromkeys(("W", "U"), "matrix[d,d]"),
    **dict.fromkeys(("g", "h"), "sequence[vector[d]]"), "X": "matrix[n,d]", "a": "matrix[1,1]",
    "A": "matrix[2,n]", "step": "sequence[matrix[d,d]]", "sigma": "function", "x": "gaussian",
    "beta": "unit", "t": "natural",
}  # fmt: skip


def graders_shape(expression):
    """Return the shape that the grader infers from what it is sent."""
    symbols = {name: parse_domain(domain) for name, domain in DOMAINS.items()}
    return grader.infer(tree.from_wire(to_wire(expression)), symbols)


@pytest.mark.parametrize(("expression", "rows", "columns"), SHAPES)
def test_shapes_are_inferred_and_the_grader_agrees(expression, rows, columns):
    assert shape(expression) == (rows, columns)
    found = graders_shape(expression)
    assert (str(found.rows), str(found.columns)) == (str(rows), str(columns))


# The kinds of answers that homework asks for, each with its shape.
hf, hb = sequence(vector(d)).symbol("hf"), sequence(vector(d)).symbol("hb")
q, k = sequence(vector(d)).symbol("q"), sequence(vector(d)).symbol("k")
C, B = matrix(n, n).symbol("C"), matrix(n, d).symbol("B")
u, z = gaussian_vector(d).symbol("u"), gaussian_vector(d).symbol("z")
delta, m, s = positive.symbol("delta"), size.symbol("m"), sympy.Symbol("s")
ANSWERS = [
    (sigma(h[t]), d, 1),
    (W * diag(D(sigma)(h[t - 1])), d, d),
    (norm2(W) * norm2(diag(D(sigma)(h[t]))), 1, 1),
    (sqrt(lambda_max(W.T * W)) * delta, 1, 1),
    (norm2(Product(step[s], (s, t, 1))), 1, 1),
    (Product(norm2(step[s]), (s, t, 1)), 1, 1),
    ((1 - beta) * Sum(beta ** (t - s) * g[s], (s, 1, t)), d, 1),
    (v / (1 - beta**t), d, 1),
    (Sum(Sum(B[i, s] * C[s, j], (s, 1, d)), (j, 1, n)), 1, 1),
    (Sum(exp(q[i].T * k[j]), (j, 1, n)), 1, 1),
    (softmax_row(X) * softmax_col(B).T, n, n),
    (inv(diag(exp(X * B.T) * ones(n))) * exp(X * B.T) * X, n, d),
    (exp(-(norm(v) ** 2) / 2) * E(exp(u.T * v) * exp(u.T * w), u) * exp(-(norm(w) ** 2) / 2), 1, 1),
    (integral(exp(-(norm(z - v) ** 2) / 2) / (2 * notation.pi) ** (d / 2), z), 1, 1),
    (exp(z.T * v - norm(v) ** 2 / 2) / sqrt(m), 1, 1),
    (exp(2 * v.T * w) * (exp(norm(v + w) ** 2) - 1) / m, 1, 1),
    (v - delta * (w + 2 * beta * v), d, 1),
    (-2 * W.T * (g[t] - h[t]), d, 1),
    ((1 - hf[t + 1][i] ** 2) * W[i, j], 1, 1),
    (diag(1 - hb[t - 1] ** 2) * W, d, d),
    (Sum(diag(1 - hf[s] ** 2) * g[s] * hf[s - 1].T, (s, 1, t)), d, d),
    (Sum(hadamard(1 - hf[s] ** 2, g[s]) * hf[s - 1].T, (s, 1, t)), d, d),
    (X * (delta * W - U), n, d),
    (Theta(n**2 * d + n * d**2), 1, 1),
]
DOMAINS |= {
    **dict.fromkeys(("hf", "hb", "q", "k"), "sequence[vector[d]]"), "C": "matrix[n,n]",
    "B": "matrix[n,d]", "u": "gaussian[d]", "z": "gaussian[d]", "delta": "positive", "m": "size",
}  # fmt: skip


@pytest.mark.parametrize(("expression", "rows", "columns"), ANSWERS)
def test_what_homework_asks_for_can_be_written_and_reaches_the_grader(expression, rows, columns):
    assert shape(expression) == (rows, columns)
    found = graders_shape(expression)
    assert (str(found.rows), str(found.columns)) == (str(rows), str(columns))


@pytest.mark.parametrize(("expression", "message"), MISFITS)
def test_shapes_that_do_not_fit_are_named_and_the_grader_agrees(expression, message):
    with pytest.raises(NotationError, match=message):
        shape(expression)
    with pytest.raises(grader.ShapeError):
        graders_shape(expression)


# --------------------------------------------------------------------------------- values


@pytest.fixture
def rng():
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201  # shown when a test fails
    return np.random.default_rng(seed)


def test_matrix_algebra_is_numpys(rng):
    a, b, c = rng.normal(size=(3, 3)), rng.normal(size=(2, 3)), rng.normal(size=3)
    values = {"W": a, "X": b, "v": c}
    square = a @ a.T
    expected = [
        (X * W * v, b @ a @ c),
        (v.T * W * v, c @ a @ c),
        (v * v.T, np.outer(c, c)),
        (X.T, b.T),
        (W - 2 * eye(d), a - 2 * np.eye(3)),
        (inv(W) * v, np.linalg.solve(a, c)),
        (trace(W) * det(W), np.trace(a) * np.linalg.det(a)),
        (diag(v) * W, c[:, None] * a),
        (hadamard(v, v) - v**2 + v / 2, c / 2),
        (norm(v), math.sqrt(sum(entry**2 for entry in c))),
        (norm2(X), np.sqrt(np.linalg.eigvalsh(b.T @ b)[-1])),
        (lambda_max(W * W.T), np.linalg.eigvals(square).real.max()),
        (maxabs(W), max(abs(entry) for row in a for entry in row)),
        (softmax_row(X), np.exp(b) / np.exp(b).sum(axis=1)[:, None]),
        (softmax_col(X), np.exp(b) / np.exp(b).sum(axis=0)),
        (X * ones(d), b.sum(axis=1)),
        (X * ones(d, n) + zeros(n, n), b @ np.ones((3, 2))),
        (W[2, 3] + v[1], a[1, 2] + c[0]),
        ((v.T)[2], c[1]),
        (notation.Max(v, 0, -1), np.maximum(c, 0)),
        (notation.Min(v, 0.5), np.minimum(c, 0.5)),
    ]
    for expression, value in expected:
        np.testing.assert_allclose(evaluate(expression, **values), value, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"Max", "Min"}))
def test_scalar_functions_agree_with_sympys(name):
    least, _ = FUNCTIONS[name].arguments
    points = [0.3, 0.7] if name not in ("acosh",) else [1.3, 2.7]
    if name in ("binomial", "factorial"):
        points = [4, 2]
    other = [2] * (least - 1)
    expected = [float(getattr(sympy, name)(point, *other)) for point in points]
    value = evaluate(getattr(notation, name)(v, *other), v=points)
    np.testing.assert_allclose(value, expected, rtol=1e-12)
    on_symbol = evaluate(getattr(notation, name)(x, *other), x=points[0])
    assert on_symbol == pytest.approx(expected[0], rel=1e-12)


def test_sums_run_over_items():
    average = (1 - beta) * Sum(beta ** (t - i) * g[i], (i, 1, t))
    value = evaluate(average, beta=0.5, t=3, g=[[1, 0], [0, 1], [2, 2]])
    np.testing.assert_allclose(value, [0.125 + 1, 0.25 + 1])


def test_an_index_is_bound_inside_its_sum_alone():
    values = {"g": [[1], [2]], "i": 5}
    assert evaluate(Sum(g[i] * i, (i, 1, 2)) * i, **values) == 25
    assert evaluate(i * Sum(g[i] * i, (i, 1, 2)), **values) == 25


def test_a_sum_without_terms_is_zero_and_a_product_one():
    assert evaluate(Sum(h[i][1], (i, 2, t)), t=1, h=[[5]]) == 0
    assert evaluate(Product(step[i], (i, t, 1)), t=0, step=[]) == 1


def test_factors_stand_in_the_order_in_which_the_index_runs(rng):
    first, second, third = rng.normal(size=(3, 2, 2))
    factors = {1: first, 2: second, 3: third}
    downwards = evaluate(Product(step[i], (i, t, 1)), t=3, step=factors)
    upwards = evaluate(Product(step[i], (i, 1, t)), t=3, step=factors)
    np.testing.assert_allclose(downwards, third @ second @ first)
    np.testing.assert_allclose(upwards, first @ second @ third)


def test_the_bounds_of_the_indices_around_a_product_tell_its_direction(rng):
    """Of three steps, the sum over j from 1 of those after j, the last ones first."""
    first, second, third = rng.normal(size=(3, 2, 2))
    factors = {1: first, 2: second, 3: third}
    later = Sum(Product(step[i], (i, t, j + 1)) * step[j], (j, 1, t))
    np.testing.assert_allclose(
        evaluate(later, t=3, step=factors), third @ second @ first + third @ second + third
    )
    assert evaluate(Product(x + i, (i, t, 7)), t=9, x=1) == 1
    assert evaluate(Product(x + i, (i, t, 6)), t=5, x=1) == 6 * 7
    ordered = evaluate(Product(step[i], (i, t, j)), t=2, j=1, step=factors)
    np.testing.assert_allclose(ordered, second @ first)


def test_a_power_of_a_diagonal_matrix_is_that_of_its_diagonal():
    for power in (diag(v) ** 3, (diag(v) ** 2) * diag(v), diag(v) ** 4 * inv(diag(v))):
        np.testing.assert_allclose(evaluate(power, v=[2, 3]), np.diag([8, 27]))
    assert shape((beta * diag(v) * eye("d")) ** t) == (d, d)
    assert evaluate(inv(diag(v)) ** 2, v=[2, 4])[1, 0] == 0
    for square in (W, W * diag(v), diag(v) + W):
        with pytest.raises(NotationError, match="write A\\*A"):
            shape(square**2)


def test_sequences_are_dictionaries_lists_or_functions():
    for items in ({0: [1, 2], 1: [3, 4]}, lambda k: [2 * k + 1, 2 * k + 2]):
        assert list(evaluate(h[t - 1], t=1, h=items)) == [1, 2]
    assert list(evaluate(h[t], t=2, h=[[1, 2], [3, 4]])) == [3, 4]


def test_derivatives_are_given_or_estimated():
    jacobian = W * diag(D(sigma)(h[t - 1]))
    values = {"W": [[1, 2], [3, 4]], "h": {0: [0.5, 1]}, "t": 1, "sigma": math.tanh}
    slope = 1 - np.tanh([0.5, 1]) ** 2
    expected = np.array([[1, 2], [3, 4]]) * slope
    np.testing.assert_allclose(evaluate(jacobian, **values), expected, rtol=1e-9)
    given = evaluate(jacobian, derivative=lambda z: 1 - math.tanh(z) ** 2, **values)
    np.testing.assert_allclose(given, expected, rtol=1e-14)
    curvature = evaluate(D(D(sigma))(x), sigma=math.sin, x=0.5)
    assert curvature == pytest.approx(-math.sin(0.5), rel=1e-6)


def test_sympys_own_expressions_are_evaluated():
    assert evaluate(natural.symbol("N") ** t, N=3, t=1) == 3
    assert evaluate(sympy.Sum(i * beta, (i, 1, t)), beta=0.5, t=4) == 5
    assert evaluate(sympy.Piecewise((1, x < 0), (2, True)), x=1) == 2
    assert evaluate(7) == 7
    assert math.isnan(evaluate(sympy.sqrt(x), x=-1))
    A = sympy.MatrixSymbol("A", 2, 2)
    np.testing.assert_allclose(evaluate(A * A.T, A=[[1, 2], [3, 4]]), [[5, 11], [11, 25]])


def test_a_one_by_one_value_is_a_number():
    assert evaluate(v / (1 - beta**t), v=[3], beta=0.5, t=1) == 6
    assert isinstance(evaluate(v, v=[3]), float)


def test_dimensions_follow_from_the_arrays_that_are_given():
    np.testing.assert_array_equal(evaluate(eye(d) + 0 * W, W=np.zeros((2, 2))), np.eye(2))
    np.testing.assert_array_equal(evaluate(ones(d) + h[1], h=[[1, 2, 3]]), [2, 3, 4])


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        (lambda: evaluate(v * t, v=[1]), "needs a value of t"),
        (lambda: evaluate(v, w=[1]), "needs a value of v"),
        (lambda: evaluate(h[t], t=0, h=[[1]]), r"needs a value of h\[0\]"),
        (lambda: evaluate(W * v, W=np.eye(2), v=[1, 2, 3]), "v is 3×1, but d is 2"),
        (lambda: evaluate(v * w, v=[1, 2], w=[3, 4]), "no product of 2×1 and 2×1"),
        (lambda: evaluate(v + v.T, v=[1, 2]), "the shapes"),
        (
            lambda: evaluate(Sum(h[i], (i, -sympy.oo, t)), h=[[1]], t=1),
            "needs limits that are finite",
        ),
        (lambda: evaluate(v[3], v=[1, 2]), "has no entry"),
        (lambda: evaluate(v[0], v=[1, 2]), "has no entry"),
        (lambda: evaluate(E(x * v, x), v=[1, 2]), r"E\(x\*v, x\) has no value"),
        (lambda: evaluate(sympy.Function("f")(x), x=1), "knows the functions of the question"),
        (lambda: evaluate(v, v=np.zeros((2, 2, 2))), "3 dimensions is no matrix"),
        (lambda: evaluate(t * v, v=[1, 2], t=[1, 2]), "a number is needed where 2×1 is given"),
    ],
)
def test_what_cannot_be_evaluated_is_explained(compute, message):
    with pytest.raises(NotationError, match=message):
        compute()


# ---------------------------------------------------------------------------- the module


def test_all_is_sorted_and_names_what_is_public():
    assert notation.__all__ == sorted(notation.__all__)
    defined = {
        name
        for name, value in vars(notation).items()
        if not name.startswith("_")
        and not inspect.ismodule(value)
        and getattr(value, "__module__", notation.__name__) == notation.__name__
    }
    assert defined <= set(notation.__all__)
    assert all(hasattr(notation, name) for name in notation.__all__)


def test_a_derivation_grows_by_steps_and_never_changes():
    """Each method returns a longer one; what was there stays as it was."""
    x, t = sympy.symbols("x t")
    start = notation.Derivation(x)
    longer = start.equals(x + 1, by="fact").at_most(2, by=["one", "two"]).less_than(3)
    whole = longer.tends_to(0, t)
    assert start.steps == ()
    assert [step.relation for step in whole.steps] == ["=", "<=", "<", "->"]
    falling = start.at_least(x - 1, by="fact").greater_than(x - 2)
    assert [(step.relation, step.by) for step in falling.steps] == [(">=", ("fact",)), (">", ())]
    assert [step.by for step in whole.steps] == [("fact",), ("one", "two"), (), ()]
    assert [step.expression for step in whole.steps] == [x + 1, 2, 3, 0]
    assert whole.steps[-1].variable == t


def test_a_derivation_shows_itself_line_by_line():
    v = notation.vector("d").symbol("v")
    shown = repr(notation.Derivation(v + v).equals(2 * v, by="algebra").at_most(3 * v))
    assert shown == "v + v\n  = 2*v    (algebra)\n  <= 3*v"


def test_a_derivation_is_cited_as_a_fact_is():
    """Alone, or beside others; it shows itself as a lemma."""
    x = sympy.Symbol("x")
    lemma = notation.Derivation(x).equals(1, by="fact")
    whole = notation.Derivation(2 * x).equals(2, by=lemma).equals(x + 1, by=[lemma, "algebra"])
    assert [step.by for step in whole.steps] == [(lemma,), (lemma, "algebra")]
    assert repr(whole) == "2*x\n  = 2    (lemma)\n  = x + 1    (lemma, algebra)"


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda d: d.equals(1, by=[3]), "in quotes"),
        (lambda d: d.equals(1, by=[d, 3]), "in quotes"),
        (lambda d: d.tends_to(0, 3), "no symbol"),
    ],
)
def test_what_is_no_step_is_refused_with_the_way_to_write_it(make, text):
    with pytest.raises(notation.NotationError, match=text):
        make(notation.Derivation(sympy.Symbol("x")))


@pytest.mark.parametrize(
    ("what", "shown", "text"),
    [
        (notation.Derivation(1), "(Derivation)", "no expression"),
        ("1", "(str)", "cannot be part of an expression"),
        (None, "(NoneType)", "is a `return` missing"),
        (notation.function.symbol("s"), "(Function)", "no value"),
        (notation.sequence(notation.real).symbol("g"), "(Variable)", "no value"),
    ],
)
def test_what_is_no_expression_keeps_its_place_in_a_derivation(what, shown, text):
    """It shows what it is, and whatever is done with it says what is wrong."""
    chain = notation.Derivation(what).equals(what).equals(2)
    assert repr(chain) == f"{shown}\n  = {shown}\n  = 2"
    for place in (chain.start, chain.steps[0].expression):
        for use in (notation.shape, notation.free_symbols, lambda it: notation.norm(it)):
            with pytest.raises(notation.NotationError, match=text):
                use(place)


def test_the_module_needs_sympy_numpy_and_the_standard_library_alone():
    source = ast.parse(Path(notation.__file__).read_text("utf-8"))
    imported = {
        (alias.name if isinstance(node, ast.Import) else node.module).partition(".")[0]
        for node in ast.walk(source)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert imported <= {
        "__future__", "collections", "dataclasses", "difflib", "fractions", "inspect", "itertools",
        "math", "numpy", "operator", "re", "sympy", "sys", "typing",
    }  # fmt: skip
