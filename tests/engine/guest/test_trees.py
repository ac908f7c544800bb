"""Answers are written as data: what is stored in them, and nothing computed."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from autograder.expression import tree
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.render import plain
from autograder.expression.vocabulary import MAX_NODES
from autograder.guest import sympy_nodes
from autograder.guest.trees import Unreadable, to_wire
from autograder.notation import (
    D,
    E,
    Max,
    Product,
    Sum,
    det,
    diag,
    exp,
    eye,
    function,
    hadamard,
    integral,
    inv,
    lambda_max,
    matrix,
    maxabs,
    natural,
    norm,
    norm2,
    ones,
    sequence,
    softmax_col,
    softmax_row,
    sqrt,
    tanh,
    trace,
    unit,
    vector,
    zeros,
)

v, w = vector("d").symbol("v"), vector("d").symbol("w")
W, V = matrix("d", "d").symbol("W"), matrix("d", "d").symbol("V")
g, h = sequence(vector("d")).symbol("g"), sequence(vector("d")).symbol("h")
sigma = function.symbol("sigma")
beta, t = unit.symbol("beta"), natural.symbol("t")
i, k, n, x, y = sympy.symbols("i k n x y")
A, B = sympy.MatrixSymbol("A", n, n), sympy.MatrixSymbol("B", n, n)
u = sympy.MatrixSymbol("u", n, 1)
f = sympy.Function("f")


def written(value):
    """Return a value's nodes in prefix form, as the grader reads them."""
    texts = {}
    for node in tree.postorder(tree.from_wire(to_wire(value))):
        parts = ", ".join(texts[id(child)] for child in node.children)
        if node.operation in ("symbol", "rational", "decimal", "constant", "function", "call"):
            texts[id(node)] = f"{node.name}({parts})" if parts else node.name
        else:
            label = f"{node.operation}:{node.name}" if node.name else node.operation
            texts[id(node)] = f"{label}({parts})" if parts else label
    return texts[id(node)]


@pytest.mark.parametrize(
    ("value", "nodes"),
    [
        (W * g[t], "mul(W, item(g, t))"),
        (v - w, "add(v, neg(w))"),
        (-v / (t * 2), "div(neg(v), mul(2, t))"),
        (v**2, "pow(v, 2)"),
        (W @ V.T, "mul(W, T(V))"),
        (diag(D(sigma)(h[1])), "diag(apply(D(sigma), item(h, 1)))"),
        (D(D(sigma))(x), "apply(D(D(sigma)), x)"),
        (tanh(v) + abs(w), "add(tanh(v), Abs(w))"),
        (Max(v, 0), "Max(v, 0)"),
        (sqrt(v), "sqrt(v)"),
        (Sum(g[i], (i, 1, t)), "sum:i(item(g, i), 1, t)"),
        (Product(W * x, (i, t, 1)), "product:i(mul(W, x), t, 1)"),
        (E(exp(v.T * w), w), "E:w(exp(mul(T(v), w)))"),
        (E(x * y, x), "E:x(mul(x, y))"),
        (E(g[i]), "E:_(item(g, i))"),
        (integral(exp(-(v.T * v)), v), "integral:v(exp(neg(mul(T(v), v))))"),
        (W[i, 2], "item(W, i, 2)"),
        (h[t, 1], "item(item(h, t), 1)"),
        (norm(v) * norm2(W) * maxabs(W), "mul(mul(norm(v), norm2(W)), maxabs(W))"),
        (lambda_max(W) + trace(W) + det(W), "add(add(lambda_max(W), trace(W)), det(W))"),
        (inv(W) * hadamard(v, w), "mul(inv(W), hadamard(v, w))"),
        (softmax_row(W) * softmax_col(V), "mul(softmax_row(W), softmax_col(V))"),
        (eye(t) * ones(t, 2) * zeros(2), "mul(mul(eye(t), ones(t, 2)), zeros(2))"),
        (sigma, "sigma"),
        (h, "h"),
    ],
)
def test_an_expression_of_notation_is_written_as_it_stands(value, nodes):
    assert written(value) == nodes


@pytest.mark.parametrize(
    ("value", "nodes"),
    [
        (3, "3"),
        (-3, "-3"),
        (Fraction(-3, 7), "-3/7"),
        (0.1, "0.1"),
        (1e-300, "1e-300"),
        (float("inf"), "oo"),
        (float("-inf"), "neg(oo)"),
        (float("nan"), "nan"),
        (np.float64(0.25), "0.25"),
        (np.float32(0.5), "0.5"),
        (np.int64(-2), "-2"),
        (sympy.Rational(-3, 7), "-3/7"),
        (sympy.S.Half, "1/2"),
        (sympy.Float(0.1), "0.1"),
        (sympy.Float("0.333333333333333333333", 30), "0.3333333333333333"),
        (sympy.Float(3, 5) * 2**1200, f"mul(3, pow(2, {1200}))"),
        (-(sympy.Float(2) ** -1200), "mul(-1, pow(2, -1200))"),
        (sympy.pi, "pi"),
        (sympy.E, "exp(1)"),
        (sympy.oo, "oo"),
        (-sympy.oo, "neg(oo)"),
        (sympy.zoo, "nan"),
        (sympy.nan, "nan"),
        (sympy.I, "I"),
    ],
)
def test_numbers_are_exact_and_floats_keep_their_double(value, nodes):
    assert written(value) == nodes


@pytest.mark.parametrize(
    ("value", "nodes"),
    [
        (x, "x"),
        (sympy.Add(x, y, evaluate=False), "add(x, y)"),
        (x / y, "mul(x, pow(y, -1))"),
        (sympy.sqrt(x), "pow(x, 1/2)"),
        (sympy.exp(x), "exp(x)"),
        (sympy.Max(x, y), "Max(x, y)"),
        (sympy.atan2(y, x), "atan2(y, x)"),
        (sympy.Mod(x, 3), "Mod(x, 3)"),
        (sympy.csch(x), "div(1, sinh(x))"),
        (sympy.harmonic(n), "sum:k(div(1, k), 1, n)"),
        (sympy.RisingFactorial(x, n), "div(gamma(add(x, n)), gamma(x))"),
        (sympy.KroneckerDelta(i, k), "piecewise(1, eq(i, k), 0, true)"),
        (sympy.Heaviside(x), "piecewise(0, lt(x, 0), 1/2, eq(x, 0), 1, true)"),
        (sympy.Sum(x, (i, 1, n), (k, 2, y)), "sum:k(sum:i(x, 1, n), 2, y)"),
        (sympy.Product(x, (i, 1, n)), "product:i(x, 1, n)"),
        (sympy.Integral(x, (x, -sympy.oo, sympy.oo)), "integral:x(x)"),
        (sympy.Piecewise((x, x < 1), (y, True)), "piecewise(x, lt(x, 1), y, true)"),
        ((x > 1) & (x <= y), "and(le(x, y), gt(x, 1))"),
        ((x > 1) | sympy.Eq(x, y), "or(eq(x, y), gt(x, 1))"),
        (sympy.true, "true"),
        (sympy.false, "false"),
        (sympy.Ne(x, y), "ne(x, y)"),
        (x >= y, "ge(x, y)"),
        (sympy.Not(x < y, evaluate=False), "not(lt(x, y))"),
        (sympy.O(x**2, (x, sympy.oo)), "pow(x, 2)"),
        (sympy.IndexedBase("q")[i, 2], "item(q, i, 2)"),
        (sympy.IndexedBase("q")[sympy.Idx("k")], "item(q, k)"),
        (f(x), "apply(f, x)"),
        (f(x).diff(x, 2), "apply(D(D(f)), x)"),
        (f(x**2).diff(x).args[-1], "apply(D(f), pow(x, 2))"),
        (sympy.UnevaluatedExpr(x), "x"),
    ],
)
def test_scalars_of_sympys_are_read(value, nodes):
    assert written(value) == nodes


@pytest.mark.parametrize(
    ("value", "nodes"),
    [
        (A * B.T, "mul(A, T(B))"),
        (A + sympy.Identity(n), "add(eye(n), A)"),
        (A.adjoint(), "T(A)"),
        (A.I * x, "mul(x, inv(A))"),
        (A * A, "mul(A, A)"),
        (A**-2, "mul(inv(A), inv(A))"),
        (A**k, "product:k_1(A, 1, k)"),
        (sympy.MatPow(A, 0), "eye(n)"),
        (sympy.Trace(A), "trace(A)"),
        (sympy.Determinant(A), "det(A)"),
        (sympy.HadamardProduct(A, B, A), "hadamard(hadamard(A, B), A)"),
        (sympy.HadamardPower(A, 2), "hadamard(A, A)"),
        (sympy.HadamardPower(u, -1), "pow(u, -1)"),
        (sympy.DiagMatrix(u), "diag(u)"),
        (sympy.OneMatrix(n, 1), "ones(n)"),
        (sympy.OneMatrix(n, 2), "ones(n, 2)"),
        (sympy.ZeroMatrix(n, 2), "zeros(n, 2)"),
        (sympy.Matrix([[1, x], [0, y]]), "matrix:2,2(1, x, 0, y)"),
        (sympy.ImmutableMatrix([[1, x]]), "matrix:1,2(1, x)"),
        (sympy.SparseMatrix([[0], [x]]), "matrix:2,1(0, x)"),
        (v * sympy.ImmutableMatrix([[x]]), "mul(v, matrix:1,1(x))"),
    ],
)
def test_matrix_algebra_of_sympys_is_read(value, nodes):
    assert written(value) == nodes


@pytest.mark.parametrize(
    ("value", "nodes"),
    [
        (A[0, 1], "item(A, add(0, 1), add(1, 1))"),
        (A[i, k], "item(A, i, k)"),
        (u[2, 0], "item(u, add(2, 1))"),
        (sympy.Sum(A[i, k], (k, 0, n)), "sum:k(item(A, i, add(k, 1)), 0, n)"),
    ],
)
def test_sympys_entries_count_from_zero_and_a_questions_index_from_one(value, nodes):
    assert written(value) == nodes


def test_the_entry_of_a_product_is_the_sum_it_stands_for():
    """Sympy makes dummies of one name; they stay apart from each other and from other symbols."""
    nodes = written((A * B)[i, k] * (B * A)[sympy.Symbol("i_1"), k])
    assert "sum:i_1_1(mul(item(A, i, add(i_1_1, 1)), item(B, add(i_1_1, 1), k)), 0," in nodes
    assert "sum:i_1_2(mul(item(A, add(i_1_2, 1), k), item(B, i_1, add(i_1_2, 1))), 0," in nodes


@pytest.mark.parametrize("text", ["t - 1", "t + 1/2", "1 - t", "1 - b**t", "1 - 2*b", "n**(t + 1)"])
def test_a_number_stands_where_people_write_it_in_a_sum(text):
    """Sympy keeps it in front."""
    assert plain(tree.from_wire(to_wire(sympy.sympify(text)))) == text


def test_symbols_of_one_name_are_one_symbol():
    assert written(sympy.Add(t, sympy.Symbol("t"), evaluate=False)) == "add(t, t)"


# ----------------------------------------------------------------------------- by numbers


def value_of(node, names):
    """Compute a tree of scalars with Python's floats."""
    operation, children = node.operation, node.children
    if operation in ("sum", "product"):
        first, last = (round(value_of(child, names)) for child in children[1:])
        terms = [value_of(children[0], {**names, node.name: k}) for k in range(first, last + 1)]
        return sum(terms) if operation == "sum" else np.prod(terms)
    if operation == "piecewise":
        pairs = zip(children[::2], children[1::2], strict=True)
        return next(value_of(v, names) for v, condition in pairs if value_of(condition, names))
    parts = [value_of(child, names) for child in children]
    return {
        "rational": lambda: float(Fraction(node.name)),
        "decimal": lambda: float(node.name),
        "symbol": lambda: names[node.name],
        "constant": lambda: {"pi": np.pi}[node.name],
        "add": lambda: sum(parts),
        "mul": lambda: np.prod(parts),
        "pow": lambda: parts[0] ** parts[1],
        "div": lambda: parts[0] / parts[1],
        "call": lambda: float(getattr(sympy, node.name)(*parts)),
        "lt": lambda: parts[0] < parts[1],
        "eq": lambda: parts[0] == parts[1],
        "true": lambda: True,
    }[operation]()


@pytest.mark.parametrize(
    "value",
    [
        (x + 1) ** 3 / (2 * y) - sympy.sqrt(x) * sympy.exp(-y),
        sympy.expand((x - y) ** 4) * sympy.pi,
        sympy.Sum(x**i / i, (i, 1, n)),
        sympy.Sum(x**i, (i, 1, n)).doit(),
        sympy.Sum(1 / i, (i, 1, n)).doit(),
        sympy.Product(x + i, (i, 1, n)).doit(),
        sympy.Product(x + i, (i, 1, n)),
        sympy.Max(x, y).diff(x) + sympy.Min(x, y, 0.3),
        sympy.log(x, 2) + sympy.tanh(x) ** 2 + sympy.atan(y) + sympy.csch(y),
        sympy.binomial(n, 2) + sympy.factorial(n) + sympy.gamma(x) + sympy.erf(y),
        sympy.Piecewise((x**2, x < y), (y**2, True)),
    ],
    ids=str,
)
def test_what_is_written_has_the_value_of_what_was_given(value):
    root = tree.from_wire(to_wire(value))
    for a, b, count in ((0.7, 1.9, 4), (2.5, 0.4, 3)):
        expected = float(value.subs({x: a, y: b, n: count}).doit().evalf())
        assert value_of(root, {"x": a, "y": b, "n": count}) == pytest.approx(expected, rel=1e-12)


# ------------------------------------------------------------------ what cannot be written


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "None where an expression belongs: is a `return` missing?"),
        (True, "a bool where an expression belongs"),
        ("x + 1", "a str where an expression belongs"),
        ([x, y], "a list where an expression belongs"),
        (2j, "a complex where an expression belongs"),
        (np.ones(2), "a ndarray where an expression belongs"),
        (np.bool_(True), "a bool where"),
        (sympy.sin, r"the function `sin` itself: apply it to something, as in sin\(x\)"),
        (exp, "the function `exp` itself"),
        (
            sympy.Limit(x, x, 0),
            "sympy's `Limit`, which says what is to be computed: return its value",
        ),
        (x ^ y, "between symbols, which is no power: a power is written"),
        (sympy.zeta(x) + 1, "sympy's `zeta`"),
        (sympy.O(x * n**y), "speaks of symbols that go to 0"),
        (sympy.Tuple(x, y), "sympy's `Tuple`"),
        (sympy.Wild("x"), "sympy's `Wild`"),
        (sympy.EulerGamma, "sympy's `EulerGamma`"),
        (sympy.Integral(x, (x, 0, 1)), "sympy's `Integral` between limits"),
        (sympy.Derivative(x**2, x), "sympy's `Derivative` of something else"),
        (sympy.Derivative(f(x * y), x), "sympy's `Derivative` of something else"),
        (f(x * y, y).diff(x), "sympy's `Derivative` of something else"),
        (sympy.Subs(x**2, x, 1), "sympy's `Subs` of something else"),
        (f(x, y), "of 2 arguments, where one is expected"),
        (sympy.harmonic(n, 2), "sympy's `harmonic` of two arguments"),
        (sympy.IndexedBase("q")[1, 2, 3], "`q` with 3 indices"),
        (A ** sympy.Rational(1, 2), "a power of a matrix that is no small integer"),
        (A**100, "a power of a matrix that is no small integer"),
        (sympy.Symbol("x" * 300), "a name of more than 200 characters"),
        (sympy.BlockMatrix([[A, B]]), "sympy's `BlockMatrix`"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_named(value, message):
    with pytest.raises(Unreadable, match=message):
        to_wire(value)


def test_a_class_that_only_has_the_name_of_one_of_sympys_is_refused():
    class Add(sympy.Add):
        pass

    with pytest.raises(Unreadable, match="a Add where an expression belongs"):
        to_wire(Add(x, y))


def test_nothing_is_computed():
    """Neither evaluation nor simplification is asked for: these would take forever."""
    huge = sympy.Pow(9, sympy.Pow(9, 9, evaluate=False), evaluate=False)
    assert written(huge) == "pow(9, pow(9, 9))"
    endless = sympy.Sum(sympy.factorial(i), (i, 1, 10**9))
    assert written(endless) == "sum:i(factorial(i), 1, 1000000000)"


def test_numbers_are_bounded_by_their_digits():
    longest = 10**sympy_nodes.MAX_DIGITS - 1
    assert written(longest) == "9" * sympy_nodes.MAX_DIGITS
    for too_long in (longest + 1, sympy.Integer(10) ** 10**6, sympy.Rational(1, longest + 1)):
        with pytest.raises(Unreadable, match="more than 4000 digits"):
            to_wire(too_long)


def test_shared_parts_are_written_once():
    doubled = v
    for _ in range(1000):
        doubled = doubled + doubled
    assert len(to_wire(doubled)) == 1001
    assert len(to_wire((W * v) + (W * v))) == 4
    assert len(to_wire(sympy.MatMul(A, B) + A)) == 4


def test_depth_is_no_recursion():
    ours, theirs = v, x
    for _ in range(20_000):
        ours = ours + w
        theirs = sympy.Pow(theirs, y, evaluate=False)
    assert len(to_wire(ours)) == len(to_wire(theirs)) == 20_002


def test_too_many_operations_are_refused():
    deep = v
    for _ in range(100_000):
        deep = deep + w
    with pytest.raises(Unreadable, match="more than 50000 operations"):
        to_wire(deep)
    wide = sympy.Add(*sympy.symbols("x:60000"), evaluate=False)
    with pytest.raises(Unreadable, match="more than 50000 operations"):
        to_wire(wide)
    with pytest.raises(Unreadable, match="a 300×300 matrix"):
        to_wire(sympy.zeros(300, 300))


def test_an_expression_that_contains_itself_is_refused():
    class Loop:
        @property
        def _tree_(self):
            return "neg", "", (self,)

    with pytest.raises(Unreadable, match="contains itself"):
        to_wire(Loop())


# ------------------------------------------------------------------------- the vocabulary


def test_the_functions_are_those_of_the_tree():
    assert set(FUNCTIONS) - {"sqrt"} == sympy_nodes.FUNCTIONS  # in sympy √x is a power


def test_the_limits_are_those_of_the_tree():
    assert (sympy_nodes.MAX_NODES, sympy_nodes.MAX_DIGITS) == (MAX_NODES, tree.MAX_DIGITS)
