"""Derivations, arrays and what is listed lazily, on their way from a student's code."""

import pytest

from autograder.expression.render import plain
from autograder.expression.tree import from_wire
from autograder.sandbox.values import UnsupportedValue, WireDerivation
from autograder.sandbox.worker_replies import Answer, Raised

CODE = """
from notation import *

t, T = Symbol("t"), Symbol("T")
step = sequence(matrix("d", "d")).symbol("step")

def right():
    return (
        Derivation(norm2(Product(step[t], (t, T, 1))))
        .at_most(Product(norm2(step[t]), (t, 1, T)), by="submultiplicativity")
        .tends_to(0, T, by=["one", "two"])
    )

def falling():
    return Derivation(T).at_least(t, by="order").greater_than(t - 1)

def long():
    chain = Derivation(T)
    for number in range(61):
        chain = chain.equals(T)
    return chain

def wordy():
    return Derivation(T).equals(T, by=["fact"] * 21)

def with_lemmas():
    first = Derivation(t).equals(T, by="order")
    second = Derivation(t + 1).equals(T + 1, by=first)
    return Derivation(t + 2).equals(T + 2, by=[second, "shift"]).at_most(T + 3, by=first)

def by_itself():
    lemma = Derivation(t).equals(T, by=[])
    object.__setattr__(lemma.steps[0], "by", (lemma,))
    return Derivation(t).equals(T, by=lemma)

def many_lemmas(count=11):
    chain = Derivation(t)
    for number in range(count):
        chain = chain.equals(T, by=Derivation(t).equals(T))
    return chain

def nested_lemmas():
    lemma = Derivation(t)
    for number in range(5000):
        lemma = Derivation(t).equals(T, by=lemma)
    return lemma

def long_with_lemmas():
    lemma = Derivation(T)
    for number in range(40):
        lemma = lemma.equals(T)
    return lemma.equals(T, by=lemma)

def beside(what):
    return Derivation(t).equals(what).equals(T, by=Derivation(T).equals(what))
"""


def test_a_derivation_may_fall(run_code):
    value = run_code(CODE).call("falling").value
    assert [(step.relation, step.facts) for step in value.steps] == [(">=", ("order",)), (">", ())]


def test_a_derivation_arrives_as_it_was_written(run_code):
    """Trees, relations, facts and the variable of a limit."""
    reply = run_code(CODE).call("right")
    assert isinstance(reply, Answer)
    assert isinstance(reply.value, WireDerivation)
    first, second = reply.value.steps
    assert plain(from_wire(reply.value.start.rows)) == "norm2(Product(step[t], (t, T, 1)))"
    assert plain(from_wire(first.expression.rows)) == "Product(norm2(step[t]), (t, 1, T))"
    assert (first.relation, first.facts, first.variable) == ("<=", ("submultiplicativity",), "")
    assert (second.relation, second.facts, second.variable) == ("->", ("one", "two"), "T")


def test_lemmas_come_with_a_derivation_each_before_what_cites_it(run_code):
    """One that is cited twice comes once."""
    value = run_code(CODE).call("with_lemmas").value
    first, second = value.lemmas
    assert plain(from_wire(first.start.rows)) == "t"
    assert plain(from_wire(second.start.rows)) == "t + 1"
    assert (first.steps[0].facts, first.steps[0].lemmas) == (("order",), ())
    assert (second.steps[0].facts, second.steps[0].lemmas) == ((), (1,))
    assert [(step.facts, step.lemmas) for step in value.steps] == [(("shift",), (2,)), ((), (1,))]
    assert first.lemmas == second.lemmas == ()


#: What is no expression, and what is said of it.
NO_EXPRESSIONS = {
    '"T + 1"': "`str` cannot be part of an expression: give the expression itself",
    "[T, t]": "`list` cannot be part",
    "(T,)": "`tuple` cannot be part",
    "{T}": "`set` cannot be part",
    "{T: t}": "`dict` cannot be part",
    "None": "is a `return` missing?",
    "True": "`bool` cannot be part",
    "1j": "`complex` cannot be part",
    "...": "`ellipsis` cannot be part",
    "object()": "`object` cannot be part",
    "lambda: T": "is it the function, where its value was meant?",
    "math.exp": "is it the function",
    "math": "`module` cannot be part",
    "(t for _ in [1])": "`generator` cannot be part",
    "numpy.ones(3)": "`ndarray` cannot be part",
    "numpy.array([T, t])": "`ndarray` cannot be part",
    "torch.ones(2, 2)": "`Tensor` cannot be part",
    "torch.tensor(2.0)": "`Tensor` cannot be part",
    "torch.nn.Linear(1, 1)": "`Linear` cannot be part",
    "Derivation(T)": "a derivation is no expression",
    "step": "step is no value",
    "function.symbol('f')": "f is no value",
    "natural": "`Domain` cannot be part",
    "sympy.Eq(T, t)": "`Equality` cannot be part",
    "T > t": "`StrictGreaterThan` cannot be part",
    "sympy.true": "`BooleanTrue` cannot be part",
    "sympy.Tuple(T, t)": "`Tuple` cannot be part",
    "sympy.FiniteSet(T)": "`FiniteSet` cannot be part",
    "sympy.Array([T, t])": "`ImmutableDenseNDimArray` cannot be part",
    "sympy.Derivative(T**2, T)": "sympy's `Derivative`",
    "sympy.Lambda(T, T + 1)": "sympy's `Lambda`",
    "sympy.zeta(T)": "sympy's `zeta`",
    "sympy.zeta(T) + t": "sympy's `zeta`",
    "sympy.Limit(1/T, T, oo)": "sympy's `Limit`",
    "sympy.Integral(T, (T, 0, 1))": "sympy's `Integral` between limits",
    "sympy.O(T)": "sympy's O(...)",
    "sympy.Wild('w')": "sympy's `Wild`",
    "sympy.Function('f')(T, t)": "of 2 arguments",
    "sympy.Matrix([[sympy.zeta(T)]])": "sympy's `zeta`",
    "sympy.Integer(7)**5000": "a number of more than 4000 digits",
    "Symbol('T' * 300)": "a name of more than 200 characters",
    "sum((Symbol(f'x{n}') for n in range(60_000)), start=vector('d').symbol('v'))": "operations",
}


@pytest.mark.parametrize("what", NO_EXPRESSIONS)
def test_what_is_no_expression_costs_its_own_place_in_a_derivation(run_code, what):
    """And says there what it is; in a lemma, too."""
    code = "import math, numpy, sympy, torch\nfrom sympy import oo\n"
    reply = run_code(f"{code}{CODE}\ndef answer():\n    return beside({what})\n").call("answer")
    assert isinstance(reply, Answer), reply
    value = reply.value
    assert isinstance(value, WireDerivation)
    (lemma,) = value.lemmas
    assert plain(from_wire(value.start.rows)) == "t"
    assert plain(from_wire(value.steps[1].expression.rows)) == "T"
    assert plain(from_wire(lemma.start.rows)) == "T"
    for there in (value.steps[0].expression, lemma.steps[0].expression):
        assert isinstance(there, UnsupportedValue)
        assert NO_EXPRESSIONS[what] in there.reason


def test_a_derivation_may_start_from_what_is_no_expression(run_code):
    value = (
        run_code(f"{CODE}\ndef answer(): return Derivation(None).equals(T)").call("answer").value
    )
    assert "`return`" in value.start.reason
    assert plain(from_wire(value.steps[0].expression.rows)) == "T"


def test_what_cannot_be_read_as_a_whole_says_why(run_code):
    code = run_code(CODE)
    for name, text in (
        ("long", "more than 60 steps"),
        ("wordy", "more than 20 facts"),
        ("by_itself", "a lemma that cites itself"),
        ("many_lemmas", "more than 10 lemmas"),
        ("nested_lemmas", "more than 10 lemmas"),
        ("long_with_lemmas", "more than 60 steps, with its lemmas"),
    ):
        value = code.call(name).value
        assert isinstance(value, UnsupportedValue)
        assert text in value.reason


@pytest.mark.parametrize("kind", ["Array", "MutableDenseNDimArray", "ImmutableSparseNDimArray"])
def test_an_array_of_sympys_arrives_row_by_row(run_code, kind):
    code = f"""
import sympy

def rows():
    return sympy.{kind}([[1, sympy.Rational(1, 3)], [2, 3]])
"""
    value = run_code(code).call("rows").value
    # Mutable ones keep the integers that they are given.
    written = [
        [str(e) if isinstance(e, int) else plain(from_wire(e.rows)) for e in r] for r in value
    ]
    assert written == [["1", "1/3"], ["2", "3"]]


def test_an_array_of_sympys_without_sides_arrives_as_its_number(run_code):
    code = run_code("import sympy\n\ndef number():\n    return sympy.Array(7)\n")
    assert plain(from_wire(code.call("number").value.rows)) == "7"


@pytest.mark.parametrize("shape", ["(10**6, 10**6)", "(1,) * 500"])
def test_an_array_of_sympys_of_any_size_is_answered(run_code, shape):
    code = run_code(f"""
import sympy

def large():
    return sympy.ImmutableSparseNDimArray({{}}, {shape})
""")
    value = code.call("large").value
    assert isinstance(value, UnsupportedValue)
    assert "too large or too deep" in value.type_name


LAZY = """
import numpy as np

EDGES = [("x1", "h1", "W"), ("h1", "y1", "V")]

def generator():
    yield from EDGES

def items():
    return {2: "b", 1: "a"}.items()

def keys():
    return dict.fromkeys("ab").keys()

def mapped():
    return map(str.upper, "ab")

def endless():
    while True:
        yield 1

def failing():
    yield 1
    raise ValueError("too late")

def words():
    return np.array([["the", "a"], ["red", "blue"]])
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("generator", [("x1", "h1", "W"), ("h1", "y1", "V")]),
        ("items", [(2, "b"), (1, "a")]),
        ("keys", ["a", "b"]),
        ("mapped", ["A", "B"]),
        ("words", [["the", "a"], ["red", "blue"]]),
    ],
)
def test_what_is_listed_lazily_and_arrays_of_words_arrive_as_lists(run_code, name, value):
    assert run_code(LAZY).call(name).value == value


def test_a_generator_without_end_is_too_large_and_one_that_fails_has_failed(run_code):
    code = run_code(LAZY)
    endless = code.call("endless").value
    assert isinstance(endless, UnsupportedValue)
    assert "too large or too deep" in endless.type_name
    failing = code.call("failing")
    assert isinstance(failing, Raised)
    assert failing.text == "too late"
