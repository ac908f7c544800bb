"""Expressions written out."""

import itertools
import math
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.expression.domain import parse_domain
from autograder.expression.render import MAX_LENGTH, latex, plain
from autograder.expression.text import parse
from autograder.expression.tree import Node, from_wire, to_wire


def node(operation, *children, name=""):
    return Node(operation, name, children)


def number(text):
    return Node("decimal" if "." in text else "rational", text)


x, y, z, n = (Node("symbol", name) for name in "xyzn")


@pytest.mark.parametrize(
    "text",
    [
        "a + b - c",
        "a - (b - c)",
        "a + (b + c)",
        "-x**2 + (-x)**2",
        "-a*b/(c*d)*e",
        "a/b/c + a/(b/c)",
        "x*(-y)",
        "2**(-x) + x**y**z + (x**y)**z",
        "x*(y*z)",
        "1e-3*x + .5",
        "W*diag(D(sigma)(h[t - 1])) + D(D(sigma))(x)",
        "-2*Vf.T*(z[t] - y[t])",
        "(A*B)[i, j].T + (2).T",
        "Sum((1 - beta)*beta**(t - i)*g[i], (i, 1, t))",
        "Product(step[t], (t, T, 1))",
        "E(exp(x.T*w), x) + E(v) + integral(f(x), x)",
        "Piecewise((1, x < 1 and not y == 2 or z >= 3), (x, x != 1), (2, True))",
        "[[1, x], [y + 1, 0.5]] + hadamard(A, eye(n)) - zeros(n, m)",
        "abs(x) + Min(a, b, c) + exp(1) + pi - oo + binomial(n, k)",
        "not (x < 1 or y < 2) and True",
    ],
)
def test_what_is_written_as_a_person_would_is_left_as_it_is(text):
    assert plain(parse(text)) == text


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (node("mul", number("-1"), x), "-x"),
        (node("add", y, node("mul", number("-1"), x)), "y - x"),
        (node("mul", number("-2"), x, y), "-2*x*y"),
        (node("mul", number("1"), x), "1*x"),
        (node("mul", number("1/2"), x), "x/2"),
        (node("mul", number("-3/2"), x, y), "-3*x*y/2"),
        (node("mul", x, node("pow", y, number("-1"))), "x/y"),
        (node("mul", number("1/2"), x, node("pow", y, number("-2"))), "x/(2*y**2)"),
        (node("mul", number("-1"), node("pow", y, number("-1"))), "-1/y"),
        (node("pow", x, number("-1")), "1/x"),
        (node("pow", x, number("1/2")), "sqrt(x)"),
        (node("pow", x, number("-1/2")), "1/sqrt(x)"),
        (node("pow", x, number("-3/2")), "1/x**(3/2)"),
        (node("pow", x, node("mul", number("-1"), n)), "x**(-n)"),
        (node("add", number("-1/3"), number("-0.25")), "-1/3 - 0.25"),
        (node("div", node("neg", x), y), "-x/y"),
        (node("mul", node("neg", x), y), "-x*y"),
        (node("mul", node("mul", number("-2"), node("T", x)), y), "-2*x.T*y"),
        (node("neg", node("neg", x)), "-(-x)"),
        (node("add", node("add", x, y), z), "x + y + z"),
        (node("mul", node("mul", x, y), z), "x*y*z"),
        (node("add", x), "x"),
        (node("mul", number("1/2"), node("neg", x)), "-x/2"),
        (node("mul", number("-1"), node("neg", x), y), "-(-x*y)"),
        (node("and"), "True"),
        (Node("matrix", "0,3"), "zeros(0, 3)"),
    ],
)
def test_the_forms_of_computer_algebra_are_written_as_a_person_would(tree, text):
    assert plain(tree) == text


def test_a_matrix_is_not_divided_by():
    symbols = {"x": parse_domain("matrix[n,n]"), "y": parse_domain("sequence[vector[n]]")}
    inverse = node("pow", x, number("-1"))
    assert plain(inverse) == "1/x"
    assert plain(inverse, symbols=symbols) == "x**(-1)"
    item = node("pow", node("item", y, n), number("-1"))
    assert plain(node("mul", z, item), symbols=symbols) == "z*y[n]**(-1)"
    assert plain(node("mul", number("1/2"), node("inv", z))) == "1/2*inv(z)"
    assert plain(node("mul", number("1/2"), node("trace", x)), symbols=symbols) == "trace(x)/2"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("(1 - beta)*v", r"\left(1 - \beta\right) v"),
        ("h[t-1]", "h_{t - 1}"),
        ("hf[t]**2", "h_{f,t}^{2}"),
        ("A[i,j]", "A_{i,j}"),
        ("(A*B)[i,j]", r"\left(A B\right)_{i,j}"),
        ("g[t][i]", r"\left(g_{t}\right)_{i}"),
        ("Wf + x_1 + theta0", r"W_{f} + x_{1} + \theta_{0}"),
        ("lam*s_hat + eps*r_hat_large", r"\lambda \hat{s} + \epsilon \hat{r}_{\mathrm{large}}"),
        ("mu + grad_hf + h_prev", r"\mu + \mathrm{grad}_{h_{f}} + h_{\mathrm{prev}}"),
        ("W.T*inv(A)", r"W^{\top} A^{-1}"),
        ("(W.T)[i,j]**2", r"\left(W^{\top}\right)_{i,j}^{2}"),
        ("(W + A).T", r"\left(W + A\right)^{\top}"),
        ("W*diag(D(sigma)(h))", r"W \operatorname{diag}\left(\sigma'\left(h\right)\right)"),
        ("x/(2*y)", r"\frac{x}{2 y}"),
        ("(x/y)**2", r"\left(\frac{x}{y}\right)^{2}"),
        ("x**2**n", "x^{2^{n}}"),
        ("2**-x", "2^{-x}"),
        ("2*3*4**n*x*5", r"2 \cdot 3 \cdot 4^{n} x \cdot 5"),
        ("1e-3*x", r"1 \cdot 10^{-3} x"),
        ("x*1e-3", r"x \left(1 \cdot 10^{-3}\right)"),
        ("Sum(a*i, (i, 1, n))", r"\sum_{i=1}^{n} a i"),
        ("Sum(a + i, (i, 1, n))", r"\sum_{i=1}^{n} \left(a + i\right)"),
        ("b*Sum(i, (i, 1, n))", r"b \sum_{i=1}^{n} i"),
        ("Sum(i, (i, 1, n))*b", r"\left(\sum_{i=1}^{n} i\right) b"),
        ("(b*Sum(i, (i, 1, n)))*c", r"\left(b \sum_{i=1}^{n} i\right) c"),
        ("Product(step[t], (t, T, 1))", r"\prod_{t=T}^{1} \mathrm{step}_{t}"),
        ("E(exp(x), x)", r"\mathbb{E}_{x}\left[\exp\left(x\right)\right]"),
        ("integral(f(x), x)", r"\int f\left(x\right) \, \mathrm{d}x"),
        ("norm(v)**2/2", r"\frac{\left\lVert v\right\rVert^{2}}{2}"),
        ("norm2(A) + maxabs(A)", r"\left\lVert A\right\rVert_{2} + \max\left|A\right|"),
        ("sqrt(x) + abs(x) + floor(x)", r"\sqrt{x} + \left|x\right| + \left\lfloor x\right\rfloor"),
        ("hadamard(A, B)*C", r"\left(A \odot B\right) C"),
        ("C*hadamard(A*B, C)", r"C \left(\left(A B\right) \odot C\right)"),
        ("eye(n) + ones(n) + zeros(n, m)", r"I_{n} + \mathbf{1}_{n} + \mathbf{0}_{n \times m}"),
        ("[[1, 2], [3, x]]", r"\begin{pmatrix}1 & 2 \\ 3 & x\end{pmatrix}"),
        ("factorial(n)**2*factorial(n - 1)", r"\left(n!\right)^{2} \left(n - 1\right)!"),
        ("binomial(n, k) + Max(a, b)", r"\binom{n}{k} + \max\left(a, b\right)"),
        ("lambda_max(A)", r"\lambda_{\max}\left(A\right)"),
        ("trace(A) + det(A)", r"\operatorname{tr}\left(A\right) + \det\left(A\right)"),
        ("softmax_row(Q*K.T)", r"\operatorname{softmax}_{\mathrm{row}}\left(Q K^{\top}\right)"),
        ("Piecewise((1, x <= 1), (x, True))",
         r"\begin{cases}1 & \text{if } x \le 1 \\ x & \text{otherwise}\end{cases}"),
        ("Piecewise((1, not x < 1 and y != 2))",
         r"\begin{cases}1 & \text{if } \lnot x < 1 \land y \ne 2\end{cases}"),
        ("pi*oo", r"\pi \infty"),
        ("a - (b - c)", r"a - \left(b - c\right)"),
    ],
)  # fmt: skip
def test_latex_is_standard_notation(text, formula):
    assert latex(parse(text)) == formula


def test_signs_in_a_name_that_are_no_letters_do_not_reach_the_page():
    name = "a</script>\\input{x}\x1b[0m"
    assert plain(Node("symbol", name)) == "a??script??input?x???0m"
    assert latex(Node("symbol", name)) == r"\mathrm{a??script??input?x???0m}"
    assert latex(Node("symbol", "_")) == r"\mathrm{?}"


# Round trips.

leaves = st.sampled_from(["x", "y", "beta"]).map(lambda name: Node("symbol", name)) | st.integers(
    0, 30
).map(lambda value: Node("rational", str(value)))


def inner(child):
    def operation(name, *counts):
        return st.sampled_from(counts).flatmap(
            lambda count: st.tuples(*[child] * count).map(lambda nodes: Node(name, "", nodes))
        )

    return st.one_of(
        operation("add", 2, 3),
        operation("mul", 2, 3),
        operation("div", 2),
        operation("neg", 1),
        st.tuples(child, st.sampled_from(["2", "3", "-1", "-2"])).map(
            lambda pair: node("pow", pair[0], Node("rational", pair[1]))
        ),
        st.tuples(child, st.sampled_from(["-1", "1/2", "-2/3", "1"])).map(
            lambda pair: node("mul", Node("rational", pair[1]), pair[0])
        ),
    )


trees = st.recursive(leaves, inner, max_leaves=12)


def value(tree, at):
    """The value at a point, by exact fractions; None where a division by zero occurs."""
    parts = [value(child, at) for child in tree.children]
    if None in parts:
        return None
    match tree.operation:
        case "symbol":
            return at[tree.name]
        case "rational":
            return Fraction(tree.name)
        case "add":
            return sum(parts)
        case "neg":
            return -parts[0]
        case "mul":
            return math.prod(parts)
        case "div":
            return parts[0] / parts[1] if parts[1] else None
        case "pow":
            return parts[0] ** int(parts[1]) if parts[0] or parts[1] > 0 else None


@settings(max_examples=300, deadline=None)
@given(trees)
def test_the_text_reads_back_as_an_expression_of_the_same_value_and_text(tree):
    text = plain(tree)
    again = parse(text)
    assert plain(again) == text
    for a, b, c in itertools.product([Fraction(-3, 2), Fraction(5)], repeat=3):
        at = {"x": a, "y": b, "beta": c}
        assert value(again, at) == value(tree, at)


def written(tree):
    """A tree as the parser makes them, by its own text with all parentheses."""
    if not tree.children:
        return tree.name
    parts = [f"({written(child)})" for child in tree.children]
    match tree.operation:
        case "add":
            return " + ".join(parts)
        case "mul":
            return "*".join(parts)
        case "div":
            return "/".join(parts)
        case "neg":
            return f"-{parts[0]}"
        case "pow":
            return "**".join(parts)


tidy_trees = st.recursive(
    leaves,
    lambda child: st.one_of(
        st.tuples(leaves, child).map(lambda nodes: Node("add", "", nodes)),
        st.tuples(leaves, child).map(lambda nodes: Node("mul", "", nodes)),
        st.tuples(leaves, child).map(lambda nodes: Node("div", "", nodes)),
        st.tuples(child, leaves).map(lambda nodes: Node("pow", "", nodes)),
        child.map(lambda node: Node("neg", "", (node,))),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(tidy_trees)
def test_the_text_reads_back_as_the_same_tree(tree):
    assert to_wire(parse(plain(tree))) == to_wire(parse(written(tree)))


@settings(max_examples=200, deadline=None)
@given(trees)
def test_fences_and_braces_of_latex_are_balanced(tree):
    assert_balanced(latex(tree))


def assert_balanced(formula):
    depth = 0
    for sign in re.findall(r"\\left|\\right|(?<!\\)[{}]", formula):
        depth += 1 if sign in ("\\left", "{") else -1
        assert depth >= 0
    assert depth == 0


# Monsters.


def chain(operation, length, **options):
    tree = x
    for _ in range(length):
        tree = node(operation, tree, **options)
    return tree


def doubled(operation, times):
    tree = x
    for _ in range(times):
        tree = node(operation, tree, tree)
    return tree


@pytest.mark.parametrize(
    "tree",
    [
        chain("neg", 10_000),
        chain("call", 10_000, name="sin"),
        chain("T", 10_000),
        doubled("add", 10_000),
        doubled("mul", 10_000),
        doubled("div", 10_000),
        doubled("pow", 10_000),
        doubled("hadamard", 10_000),
        node("add", *[x] * 40_000),
        node("call", *[node("mul", x, y)] * 1_000, name="Max"),
        Node("matrix", "1,40000", tuple([x] * 40_000)),
        Node("matrix", "200,200", tuple([x] * 40_000)),
        node("mul", *[node("add", *[y] * 300)] * 300),
        node("piecewise", *[node("add", *[y] * 300), node("lt", x, y)] * 400),
        node("div", node("add", *[y] * 3_000), node("add", *[z] * 3_000)),
        Node("sum", "i", (doubled("add", 50), n, doubled("mul", 50))),
    ],
)
def test_a_monster_is_shortened_to_something_balanced(tree):
    text, formula = plain(tree), latex(tree)
    assert "…" in text
    assert r"\dots" in formula
    assert len(text) < 2 * MAX_LENGTH
    assert len(formula) < 6 * MAX_LENGTH
    assert text.count("(") == text.count(")")
    assert text.count("[") == text.count("]")
    assert_balanced(formula)


def test_a_long_sum_is_cut_in_the_middle():
    text = plain(node("add", *(Node("symbol", f"x{i}") for i in range(2_000))))
    assert text.startswith("x0 + x1 + ")
    assert " + … + x" in text
    assert text.endswith(" + x1998 + x1999")


def test_a_long_operand_leaves_short_ones_whole():
    long = node("add", *[y] * 5_000)
    text = plain(node("div", long, node("mul", x, z)))
    assert text.startswith("(y + y + ")
    assert text.endswith(" + y)/(x*z)")


def test_what_is_not_shortened_reads_back_at_the_greatest_depth():
    tree = parse("sqrt(1 + 2*" * 30 + "x" + ")" * 30)
    assert to_wire(parse(plain(tree))) == to_wire(tree)


def test_every_operation_of_the_vocabulary_is_written_in_both_notations():
    rows = [["symbol", "A", []], ["function", "f", []], ["true", "", []], ["lt", "", [0, 0]]]
    for operation, name, children in [
        ("false", "", []), ("eq", "", [0, 0]), ("ne", "", [0, 0]), ("gt", "", [0, 0]),
        ("ge", "", [0, 0]), ("le", "", [0, 0]), ("and", "", [2, 3]), ("or", "", [2, 3]),
        ("not", "", [3]), ("piecewise", "", [0, 3]), ("det", "", [0]), ("diag", "", [0]),
        ("E", "x", [0]), ("integral", "x", [0]), ("call", "atan2", [0, 0]), ("call", "Mod", [0, 0]),
        ("call", "loggamma", [0]), ("call", "ceiling", [0]), ("softmax_col", "", [0]),
        ("D", "", [1]), ("apply", "", [1, 0]), ("constant", "nan", []), ("constant", "I", []),
    ]:  # fmt: skip
        tree = from_wire([*rows, [operation, name, children]])
        assert plain(tree)
        assert_balanced(latex(tree))
