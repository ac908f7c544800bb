"""What an object says in a tree: its operation, a name, and its operands.

An expression of `notation` shows itself by its attribute ``_tree_``. A name may be the sympy symbol
that an operation binds. What `notation` could not read says why in ``_unreadable_``. The classes of
sympy are known by name, one by one: what is stored in an object is followed, and nothing is
computed. Anything else is refused by a message for the student.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from sympy.core.function import UndefinedFunction

__all__ = ["FUNCTIONS", "INDEX", "MAX_DIGITS", "MAX_NODES", "SAME", "Unreadable", "View", "view_of"]

MAX_NODES = 50_000
MAX_DIGITS = 4_000
_MAX_POWER = 64

#: sympy's functions that go by the same name in the tree.
FUNCTIONS = frozenset({
    "Abs", "Max", "Min", "Mod", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh",
    "binomial", "ceiling", "cos", "cosh", "cot", "coth", "csc", "erf", "erfc", "exp", "factorial",
    "floor", "gamma", "log", "loggamma", "sec", "sech", "sign", "sin", "sinh", "tan", "tanh",
})  # fmt: skip

#: What stands for one of its own operands, and an index of sympy's, which may count from 0.
SAME = "same"
INDEX = "index"

#: An operation, its name, its operands.
View = tuple[str, Any, tuple[Any, ...]]


class Unreadable(ValueError):
    """An answer that the grader cannot read; the text says to the student what in it, and why."""


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A node that sympy has no object for."""

    operation: str
    name: Any
    children: tuple[Any, ...]

    @property
    def _tree_(self) -> View:
        return self.operation, self.name, self.children


def view_of(value: Any) -> View:
    """Return what an object says.

    Raises:
        Unreadable: It is not in the vocabulary.
    """
    kind = type(value)
    if hasattr(kind, "_tree_"):
        operation, name, children = value._tree_
        plain = name if isinstance(name, (str, sympy.Symbol)) else name._tree_[1]
        return str(operation), plain, tuple(children)
    if hasattr(kind, "_unreadable_"):
        raise Unreadable(str(value._unreadable_))
    if isinstance(value, np.generic):
        value = value.item()
        kind = type(value)
    if kind is int:
        return _rational(value, 1)
    if kind is float:
        return _decimal(value)
    if kind is Fraction:
        return _rational(value.numerator, value.denominator)
    if isinstance(kind, UndefinedFunction):
        return _applied(value)
    if not isinstance(value, type) and kind.__module__.partition(".")[0] == "sympy":
        if kind.__name__ in FUNCTIONS:
            return "call", kind.__name__, value.args
        if kind.__name__ in _OPERATIONS:
            return _OPERATIONS[kind.__name__], "", value.args
        if kind.__name__ in _VIEWS:
            return _VIEWS[kind.__name__](value)
        if kind.__name__ == "Xor":
            raise Unreadable("`^` between symbols, which is no power: a power is written `**`")
        raise Unreadable(f"sympy's `{kind.__name__}`, which the grader cannot read")
    raise Unreadable(_not_an_expression(value))


def _not_an_expression(value: Any) -> str:
    if value is None:
        return "None where an expression belongs: is a `return` missing?"
    if isinstance(value, type) or callable(value):
        name = getattr(value, "__name__", type(value).__name__)
        return f"the function `{name}` itself: apply it to something, as in {name}(x)"
    return f"a {type(value).__name__} where an expression belongs"


# ---------------------------------------------------------------------------- numbers


def _rational(numerator: int, denominator: int) -> View:
    # First the bits: writing out a long number takes quadratic time, and Python may refuse it.
    if max(numerator.bit_length(), denominator.bit_length()) < 3.33 * MAX_DIGITS:
        text = str(numerator) if denominator == 1 else f"{numerator}/{denominator}"
        if len(text) <= MAX_DIGITS:
            return "rational", text, ()
    raise Unreadable(f"a number of more than {MAX_DIGITS} digits")


def _decimal(value: float) -> View:
    if value != value:
        return "constant", "nan", ()
    if value in (float("inf"), float("-inf")):
        infinity = _Node("constant", "oo", ())
        return (SAME if value > 0 else "neg"), "", (infinity,)
    return "decimal", repr(value), ()


def _float(value: Any) -> View:
    number = float(value)
    sign, mantissa, exponent, _ = value._mpf_
    if number in (float("inf"), float("-inf")) or (not number and mantissa):
        # Beyond the range of a double: as sympy holds it.
        power = _Node("pow", "", (2, int(exponent)))
        return "mul", "", (-int(mantissa) if sign else int(mantissa), power)
    return _decimal(number)


def _sum(value: Any) -> View:
    """Put the number last, as in t - 1: sympy has it first. So it stays in 1 - t."""
    number, *others = value.args
    if not (others and number.is_Number) or _begins_with_minus(others[0]):
        return "add", "", value.args
    return "add", "", (*others, number)


def _begins_with_minus(term: Any) -> bool:
    coefficient = term.args[0] if type(term).__name__ == "Mul" else term
    return bool(coefficient.is_Number and coefficient.is_negative)


def _constant(name: str) -> Callable[[Any], View]:
    return lambda _: ("constant", name, ())


# ------------------------------------------------------------------ functions and binders


def _applied(value: Any) -> View:
    function = _Node("function", type(value).__name__, ())
    if len(value.args) != 1:
        raise Unreadable(f"`{value.func}` of {len(value.args)} arguments, where one is expected")
    return "apply", "", (function, value.args[0])


def _derivative(value: Any) -> View:
    """Read f′(x), where f is a function of the question; sympy cannot write f′(2x) so."""
    body, *variables = value.args
    if (
        isinstance(type(body), UndefinedFunction)
        and len(variables) == 1
        and body.args == (variables[0][0],)
        and type(variables[0][1]).__name__ in ("One", "Integer")
        and variables[0][1].p <= _MAX_POWER
    ):
        function = _Node("function", type(body).__name__, ())
        for _ in range(variables[0][1].p):
            function = _Node("D", "", (function,))
        return "apply", "", (function, variables[0][0])
    raise Unreadable("sympy's `Derivative` of something else than a function of the question")


def _substituted(value: Any) -> View:
    """Read f′(2x), which sympy writes as f′(ξ) at ξ = 2x."""
    body, variables, point = value.args
    if type(body).__name__ == "Derivative" and len(variables) == 1:
        operation, name, (function, argument) = _derivative(body)
        if argument == variables[0]:
            return operation, name, (function, point[0])
    raise Unreadable("sympy's `Subs` of something else than the derivative of a function")


def _order(value: Any) -> View:
    if any(point is not sympy.oo for point in value.point):
        raise Unreadable(
            "sympy's O(...) speaks of symbols that go to 0, and has dropped the terms that matter "
            "here: return the expression itself, or notation's Theta of it"
        )
    return SAME, "", value.args[:1]


def _over_limits(operation: str) -> Callable[[Any], View]:
    def view(value: Any) -> View:
        body, *limits = value.args
        node = body
        for limit in limits:  # the first is the innermost
            if len(limit) != 3:
                raise Unreadable(f"a {operation} without limits; write them as in (i, 1, t)")
            symbol = limit[0].label if type(limit[0]).__name__ == "Idx" else limit[0]
            node = _Node(operation, symbol, (node, limit[1], limit[2]))
        return SAME, "", (node,)

    return view


def _integral(value: Any) -> View:
    body, *limits = value.args
    node = body
    for limit in limits:
        ends = tuple(type(end).__name__ for end in limit[1:])
        if ends != ("NegativeInfinity", "Infinity"):
            raise Unreadable("sympy's `Integral` between limits; the grader reads it from −∞ to ∞")
        node = _Node("integral", limit[0], (node,))
    return SAME, "", (node,)


def _limit(_: Any) -> View:
    raise Unreadable("sympy's `Limit`, which says what is to be computed: return its value")


def _piecewise(value: Any) -> View:
    return "piecewise", "", tuple(part for pair in value.args for part in pair.args)


def _heaviside(value: Any) -> View:
    argument, at_zero = value.args
    below = _Node("lt", "", (argument, 0))
    there = _Node("eq", "", (argument, 0))
    return "piecewise", "", (0, below, at_zero, there, 1, _Node("true", "", ()))


def _kronecker(value: Any) -> View:
    equal = _Node("eq", "", value.args[:2])
    return "piecewise", "", (1, equal, 0, _Node("true", "", ()))


def _harmonic(value: Any) -> View:
    if len(value.args) != 1:
        raise Unreadable("sympy's `harmonic` of two arguments, which the grader cannot read")
    index = sympy.Dummy("k")
    return "sum", index, (_Node("div", "", (1, index)), 1, value.args[0])


def _rising_factorial(value: Any) -> View:
    start, count = value.args
    end = _Node("add", "", (start, count))
    return "div", "", tuple(_Node("call", "gamma", (part,)) for part in (end, start))


# ------------------------------------------------------------------- vectors and matrices


def _indexed_base(value: Any) -> View:
    return "symbol", str(value.args[0]), ()


def _indexed(value: Any) -> View:
    if len(value.args) > 3:
        raise Unreadable(f"`{value.args[0]}` with {len(value.args) - 1} indices")
    return "item", "", value.args


def _dense(value: Any) -> View:
    rows, columns = value.shape
    if rows * columns > MAX_NODES:
        raise Unreadable(f"a {rows}×{columns} matrix")
    return "matrix", f"{rows},{columns}", tuple(value.flat())


def _matrix_power(value: Any) -> View:
    base, exponent = value.args
    if type(exponent).__name__ in ("Integer", "NegativeOne", "Zero", "One"):
        times = int(exponent.p)
        if times == 0:
            return "eye", "", (base.shape[0],)
        if abs(times) <= _MAX_POWER:
            factor = _Node("inv", "", (base,)) if times < 0 else base
            return "mul", "", (factor,) * abs(times)
    if exponent.is_Number:
        raise Unreadable("a power of a matrix that is no small integer")
    return "product", sympy.Dummy("k"), (base, 1, exponent)


def _hadamard_product(value: Any) -> View:
    return SAME, "", (_hadamard(value.args),)


def _hadamard_power(value: Any) -> View:
    base, exponent = value.args
    if type(exponent).__name__ == "Integer" and 1 < exponent.p <= _MAX_POWER:
        return SAME, "", (_hadamard((base,) * int(exponent.p)),)
    return "pow", "", (base, exponent)


def _hadamard(factors: tuple[Any, ...]) -> Any:
    product = factors[0]
    for factor in factors[1:]:
        product = _Node("hadamard", "", (product, factor))
    return product


def _filled(operation: str) -> Callable[[Any], View]:
    def view(value: Any) -> View:
        rows, columns = value.args
        return operation, "", (rows,) if columns == 1 else (rows, columns)

    return view


def _element(value: Any) -> View:
    matrix, *indices = value.args
    kept = indices[:1] if matrix.shape[1] == 1 else indices
    return "item", "", (matrix, *map(_counted_from_one, kept))


def _counted_from_one(index: Any) -> _Node:
    """Return an index of sympy's, which counts from 0, as the tree has it, from 1.

    A free symbol alone is a question's: it counts from 1 as it stands.
    """
    if isinstance(index, sympy.Symbol):
        return _Node(INDEX, index, (index, 1))
    return _Node("add", "", (index, 1))


_OPERATIONS: Mapping[str, str] = {
    "Adjoint": "T", "And": "and", "BooleanFalse": "false", "BooleanTrue": "true",
    "Determinant": "det", "DiagMatrix": "diag", "Equality": "eq", "GreaterThan": "ge",
    "Identity": "eye", "LessThan": "le", "MatAdd": "add", "MatMul": "mul", "Mul": "mul",
    "Not": "not", "Or": "or", "Pow": "pow", "StrictGreaterThan": "gt", "StrictLessThan": "lt",
    "Trace": "trace", "Transpose": "T", "Unequality": "ne",
}  # fmt: skip
_VIEWS: Mapping[str, Callable[[Any], View]] = {
    "Add": _sum,
    **dict.fromkeys(
        ("Half", "Integer", "NegativeOne", "One", "Rational", "Zero"),
        lambda value: _rational(int(value.p), int(value.q)),
    ),
    **dict.fromkeys(("Dummy", "Symbol"), lambda value: ("symbol", value, ())),
    **dict.fromkeys(
        (
            "ImmutableDenseMatrix", "ImmutableSparseMatrix", "MutableDenseMatrix",
            "MutableSparseMatrix",
        ),
        _dense,
    ),
    **dict.fromkeys(("Idx", "UnevaluatedExpr"), lambda v: (SAME, "", v.args[:1])),
    "ComplexInfinity": _constant("nan"),
    "Derivative": _derivative,
    "Exp1": lambda _: ("call", "exp", (1,)),
    "Float": _float,
    "HadamardPower": _hadamard_power,
    "HadamardProduct": _hadamard_product,
    "Heaviside": _heaviside,
    "ImaginaryUnit": _constant("I"),
    "Indexed": _indexed,
    "IndexedBase": _indexed_base,
    "Infinity": _constant("oo"),
    "Integral": _integral,
    "Inverse": lambda value: ("inv", "", value.args[:1]),
    "KroneckerDelta": _kronecker,
    "Limit": _limit,
    "MatPow": _matrix_power,
    "MatrixElement": _element,
    "MatrixSymbol": lambda value: ("symbol", value.name, ()),
    "NaN": _constant("nan"),
    "NegativeInfinity": lambda _: ("neg", "", (_Node("constant", "oo", ()),)),
    "OneMatrix": _filled("ones"),
    "Order": _order,
    "Pi": _constant("pi"),
    "Piecewise": _piecewise,
    "Product": _over_limits("product"),
    "RisingFactorial": _rising_factorial,
    "Subs": _substituted,
    "Sum": _over_limits("sum"),
    "ZeroMatrix": _filled("zeros"),
    "csch": lambda v: ("div", "", (1, _Node("call", "sinh", v.args))),
    "harmonic": _harmonic,
}  # fmt: skip
