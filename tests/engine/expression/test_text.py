"""The written form, read into a tree. Expected trees are written as nested tuples."""

import random

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.text import MAX_DEPTH, ParseError, parse
from autograder.expression.tree import from_wire, to_wire

DECLARED = {
    "sigma": parse_domain("function"),
    "beta": parse_domain("unit"),
    "A": parse_domain("matrix[n,m]"),
    "g": parse_domain("sequence[vector[d]]"),
}


def shown(node):
    """The tree as nested tuples; a leaf is its name alone."""
    if not node.children:
        return node.name or node.operation
    head = f"{node.operation} {node.name}".strip()
    return (head, *(shown(child) for child in node.children))


def read(text, symbols=None):
    return shown(parse(text, symbols))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b - c + d", ("add", "a", "b", ("neg", "c"), "d")),
        ("a - (b - c)", ("add", "a", ("neg", ("add", "b", ("neg", "c"))))),
        ("(a + b) + c", ("add", ("add", "a", "b"), "c")),
        ("a*b*c", ("mul", "a", "b", "c")),
        ("a*(b*c)", ("mul", "a", ("mul", "b", "c"))),
        ("a/b/c", ("div", ("div", "a", "b"), "c")),
        ("a*b/c*d", ("mul", ("div", ("mul", "a", "b"), "c"), "d")),
        ("a/(b*c)", ("div", "a", ("mul", "b", "c"))),
        ("-x**2", ("neg", ("pow", "x", "2"))),
        ("-x*y + z", ("add", ("neg", ("mul", "x", "y")), "z")),
        ("x*-y", ("mul", "x", ("neg", "y"))),
        ("2**-x", ("pow", "2", ("neg", "x"))),
        ("2**-x**y", ("pow", "2", ("neg", ("pow", "x", "y")))),
        ("2**-x*y", ("mul", ("pow", "2", ("neg", "x")), "y")),
        ("a**b**c", ("pow", "a", ("pow", "b", "c"))),
        ("(a**b)**c", ("pow", ("pow", "a", "b"), "c")),
        ("--x", ("neg", ("neg", "x"))),
        ("+x", "x"),
        ("3/4", ("div", "3", "4")),
        ("2*A.T*g[t-1]", ("mul", "2", ("T", "A"), ("item", "g", ("add", "t", ("neg", "1"))))),
        ("A[i, j]**2", ("pow", ("item", "A", "i", "j"), "2")),
        ("A.T[1,2].T", ("T", ("item", ("T", "A"), "1", "2"))),
        ("(A*B).T", ("T", ("mul", "A", "B"))),
        ("[[a, b], [c, d]]", ("matrix 2,2", "a", "b", "c", "d")),
        ("[[a], [b], [c]]", ("matrix 3,1", "a", "b", "c")),
    ],
)
def test_operators_bind_as_in_python(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("abs(x)", ("call Abs", "x")),
        ("Min(a, b, c)", ("call Min", "a", "b", "c")),
        ("exp(1)", ("call exp", "1")),
        ("inv(A + eye(n))", ("inv", ("add", "A", ("eye", "n")))),
        ("hadamard(A, ones(n, m))", ("hadamard", "A", ("ones", "n", "m"))),
        ("Sum(beta**i*g[i], (i, 1, t))",
         ("sum i", ("mul", ("pow", "beta", "i"), ("item", "g", "i")), "1", "t")),
        ("Product(s[t], (t, T, 1))", ("product t", ("item", "s", "t"), "T", "1")),
        ("E(exp(x), x)", ("E x", ("call exp", "x"))),
        ("E(g(x))", ("E _", ("apply", "g", "x"))),
        ("integral(f(x), x)", ("integral x", ("apply", "f", "x"))),
        ("D(sigma)(h)", ("apply", ("D", "sigma"), "h")),
        ("D(D(sigma))(h)", ("apply", ("D", ("D", "sigma")), "h")),
        ("Piecewise((a, x < 1), (b, True))", ("piecewise", "a", ("lt", "x", "1"), "b", "true")),
        ("Piecewise((a, x <= 1 and not x == 0 or y > 2))",
         ("piecewise", "a",
          ("or", ("and", ("le", "x", "1"), ("not", ("eq", "x", "0"))), ("gt", "y", "2")))),
    ],
)  # fmt: skip
def test_calls_become_operations(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "operation"), [("3", "rational"), ("0.25", "decimal"), ("1e-3", "decimal"),
                            (".5", "decimal"), ("2.", "decimal")],
)  # fmt: skip
def test_a_number_without_point_or_exponent_is_exact(text, operation):
    node = parse(text)
    assert (node.operation, node.name) == (operation, text)


def test_a_declared_function_is_applied_and_hides_a_built_in_one():
    declared = {"exp": parse_domain("positive_function")}
    node = parse("exp(x)", declared)
    assert node.operation == "apply"
    assert node.children[0].operation == "function"
    assert parse("exp(x)", {}).operation == "call"


def test_a_declared_symbol_or_a_dimension_hides_a_constant():
    declared = {"I": parse_domain("real"), "v": parse_domain("vector[pi]")}
    assert {parse(name, declared).operation for name in ("I", "pi")} == {"symbol"}
    assert {parse(name, {}).operation for name in ("I", "pi", "oo", "nan")} == {"constant"}


def test_every_tree_that_is_read_has_a_wire_form():
    text = (
        "Sum(D(sigma)(g[i]), (i, 1, t)) + [[1, 0.5]]*A - Max(pi, x)/3"
        " + Piecewise((1, not x < 1), (2, True))"
    )
    node = parse(text, DECLARED)
    assert shown(from_wire(to_wire(node))) == shown(node)


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("", 0, "expected a number, a name or `(`, not the end"),
        ("a +", 3, "not the end"),
        ("2x", 1, "a product is written *"),
        ("2 (x)", 2, "a product is written *"),
        ("(a + b", 6, "expected `)`, not the end"),
        ("a)", 1, "`)` cannot stand here"),
        ("f(a b)", 4, "expected `)`, not `b`"),
        ("sin()", 4, "not `)`"),
        ("sin(a, b)", 0, "`sin` takes 1 arguments, not 2"),
        ("ones(1, 2, 3)", 0, "`ones` takes 1 to 2 arguments, not 3"),
        ("A.H", 2, "expected `T`"),
        ("A[1, 2, 3]", 2, "3 indices"),
        ("[[1, 2], [3]]", 9, "a row of another length"),
        ("Sum(x, i, 1, t)", 7, "expected `(`"),
        ("E(x, 2)", 5, "expected the name of a symbol, not `2`"),
        ("Sum(I, (I, 1, n))", 8, "`I` has a meaning of its own"),
        ("D(2)(x)", 2, "expected the name of a function"),
        ("D(sigma)", 8, "expected `(`, not the end"),
        ("a < b < c", 6, "a chain of comparisons"),
        ("a and", 5, "not the end"),
        ("a * or", 4, "not `or`"),
        ("m << n", 2, "`<<` cannot stand here"),
        ("1e99999", 0, "the exponent of `1e99999` is too large"),
        ("2*1e-123456", 2, "too large"),
    ],
)
def test_a_mistake_is_named_with_its_place(text, position, said):
    with pytest.raises(ParseError) as raised:
        parse(text)
    assert raised.value.position == position
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sigma + 1", "`sigma` is a function: write sigma(…)"),
        ("beta(1)", "`beta` is not a function: a product is written *"),
        ("n(m)", "`n` is not a function"),
        ("tau(1)", "`tau` is neither built in nor declared"),
        ("D(beta)(1)", "`beta` is not declared as a function"),
    ],
)
def test_the_declared_domains_say_what_can_be_called(text, said):
    with pytest.raises(ParseError, match=r"at character") as raised:
        parse(text, DECLARED)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "opening",
    ["(", "-", "sin(", "[[", "2**", "g[", "Sum(", "not ", "D(f)(", "a or b and c < d + e*sin("],
)
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 1_500])
def test_deep_nesting_is_refused_and_never_exhausts_the_stack(opening, depth):
    with pytest.raises(ParseError, match="nesting of more than 30 levels"):
        parse(opening * depth + "x")


def test_brackets_that_stand_beside_one_another_are_not_deeper():
    beside = "(1)*" * 50
    assert parse(beside + "(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH).operation == "mul"
    with pytest.raises(ParseError, match="nesting"):
        parse(beside + "(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1))


def test_nesting_up_to_the_limit_is_read():
    depth = MAX_DEPTH
    assert parse("sqrt(" * depth + "x" + ")" * depth).name == "sqrt"


def test_a_long_sum_is_one_node():
    node = parse("+".join(["x"] * 10_000))
    assert len(node.children) == 10_000


def outcome(text):
    """Return "read", or the place at which the text was refused."""
    try:
        tree = parse(text, DECLARED)
    except ParseError as error:
        return error.position
    from_wire(to_wire(tree))
    return "read"


def test_whatever_the_text_it_is_read_or_refused_at_a_place_inside_it():
    seed = 20_240
    draw = random.Random(seed)
    pieces = ["x", "2", ".5", "+", "-", "*", "/", "**", "(", ")", "[", "]", ",", ".T", " ", "\n"]
    pieces += ["Sum(", "D(", "E(", "and", "not", "<", "sigma(", "Piecewise((", "ß"]
    texts = ["".join(draw.choices(pieces, k=draw.randint(1, 8))) for _ in range(20_000)]
    outcomes = [outcome(text) for text in texts]
    assert outcomes.count("read") > 500, seed
    for text, place in zip(texts, outcomes, strict=True):
        assert place == "read" or 0 <= place <= len(text), (seed, text)
