"""Vectors, matrices, sequences and functions for answers that sympy cannot hold.

    from notation import *

Scalars are ordinary sympy: ``c**2 / (1 + c)``. What a question gives you as a vector, a
matrix, a sequence or a function is an `Expression` of this module. It mixes freely with sympy
scalars and numbers, keeps the order of factors, and simplifies nothing:

    (v - ones("d")) / sqrt(1 + c**2)        hadamard(D(f)(a), A.T * b)
    Sum(c[j] / j**2, (j, 1, n))             tanh(norm(u))       A * inv(B) * A.T

Vectors are columns; ``*`` (or ``@``) is the matrix product, and a 1×1 matrix is a scalar. Scalar
functions act elementwise. Entries and items count from 1. On scalars the functions of this module
are sympy's own. An expression keeps factors whose shapes do not fit: ask `shape`, or try numbers
with `evaluate`, before you hand it in.

A proof is a `Derivation`, step by step: ``Derivation(a).equals(b, by="fact").at_most(c)``. One that
is proved apart is a lemma, which another cites: ``by=lemma``.

A question is declared with `question`, and its symbols with the domains (`real`, `vector`, ...);
answering one needs neither. The file needs sympy and numpy and nothing else.
"""

from __future__ import annotations

import inspect
import itertools
import math
import operator
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from sympy import Rational, Symbol, oo, pi
from sympy.core.function import AppliedUndef, UndefinedFunction
from sympy.logic.boolalg import Boolean
from sympy.printing.precedence import precedence

__all__ = [
    "Abs", "D", "Derivation", "Domain", "E", "Expression", "Function", "Max", "Min", "Mod",
    "NotationError", "O", "Product", "Question", "Rational", "Step", "Sum", "Symbol", "T", "Theta",
    "Variable", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "binomial", "ceiling",
    "cos", "cosh", "cot", "coth", "csc", "det", "diag", "dimension", "distribution", "erf", "erfc",
    "evaluate", "exp", "eye", "factorial", "floor", "free_symbols", "function", "gamma", "gaussian",
    "gaussian_vector", "hadamard", "index", "integer", "integers", "integral", "inv", "lambda_max",
    "log", "loggamma", "matrix", "maxabs", "natural", "nonnegative", "norm", "norm2", "one_hot",
    "ones", "oo", "orthogonal", "permutation", "pi", "posdef", "positive", "positive_function",
    "probability", "question", "real", "sec", "sech", "sequence", "shape", "sign", "sin", "sinh",
    "size", "softmax_col", "softmax_row", "sqrt", "symmetric", "tan", "tanh", "trace", "unit",
    "vector", "zeros",
]  # fmt: skip


class NotationError(sympy.SympifyError, TypeError):  # type: ignore[misc]  # sympy has no types
    """Something that cannot be written in this way; its text says how to write it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.expr)


# ---------------------------------------------------------------------------- expressions


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Expression:
    """An operation as it was written, with its operands in order.

    Attributes:
        operation: Such as ``"mul"``; the grader's word for it.
        name: Of a symbol or a function, its name; of a sum or an expectation, the symbol that it
            binds; else empty.
        children: The operands: expressions of this module, or sympy's.
    """

    operation: str
    name: Any = ""
    children: tuple[Any, ...] = ()

    # Above every class of sympy, so that its operators leave the work to the ones below.
    _op_priority = 100.0
    __iter__ = None
    __hash__ = object.__hash__

    def __add__(self, other: Any) -> Expression:
        return _build("add", self, other)

    def __radd__(self, other: Any) -> Expression:
        return _build("add", other, self)

    def __sub__(self, other: Any) -> Expression:
        return _build("add", self, _build("neg", other))

    def __rsub__(self, other: Any) -> Expression:
        return _build("add", other, _build("neg", self))

    def __mul__(self, other: Any) -> Expression:
        return _build("mul", self, other)

    def __rmul__(self, other: Any) -> Expression:
        return _build("mul", other, self)

    __matmul__ = __mul__
    __rmatmul__ = __rmul__

    def __truediv__(self, other: Any) -> Expression:
        return _build("div", self, other)

    def __rtruediv__(self, other: Any) -> Expression:
        return _build("div", other, self)

    def __pow__(self, other: Any) -> Expression:
        return _build("pow", self, other)

    def __rpow__(self, other: Any) -> Expression:
        return _build("pow", other, self)

    def __neg__(self) -> Expression:
        return _build("neg", self)

    def __pos__(self) -> Expression:
        return self

    def __abs__(self) -> Expression:
        return _build("call", self, name="Abs")

    def __getitem__(self, key: Any) -> Expression:
        return _build("item", self, *_indices(key))

    def transpose(self) -> Expression:
        """Return the transpose, as ``.T`` does."""
        return self.T

    @property
    def T(self) -> Expression:  # noqa: N802  # as in numpy and sympy
        """The transpose."""
        return _build("T", self)

    @property
    def _tree_(self) -> tuple[str, Any, tuple[Any, ...]]:
        # What an answer is read by, whatever module the class comes from.
        return self.operation, self.name, self.children

    def _sympy_(self) -> sympy.Basic:
        raise NotationError(_not_for_sympy(self))

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **_: Any) -> Expression:
        # numpy's scalars ask here when they stand on the left; its functions end here as well.
        built = _NUMPY_OPERATORS.get(ufunc.__name__)
        if built is None or method != "__call__":
            raise NotationError(
                f"numpy.{ufunc.__name__} works on numbers and {_short(self)} is none: use the "
                "functions of notation"
            )
        return built(*(item if isinstance(item, Expression) else _read(item) for item in inputs))

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, (Expression, sympy.Basic, int, float, Fraction)):
            raise NotationError(
                f"== cannot tell whether {_short(self)} and {_short(other)} are equal: compare "
                "their values with evaluate()"
            )
        return NotImplemented

    def __lt__(self, other: object) -> bool:
        raise NotationError(f"{_short(self)} has no value yet, so it cannot be compared")

    __le__ = __gt__ = __ge__ = __lt__

    def __bool__(self) -> bool:
        raise NotationError(
            f"{_short(self)} is neither true nor false: it has no value before evaluate()"
        )

    def __repr__(self) -> str:
        return _text(self)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Variable(Expression):
    """A vector, matrix or sequence that a question gives, with its domain."""

    domain: Domain = field(kw_only=True)

    def __getitem__(self, key: Any) -> Expression:
        indices = _indices(key)
        kind = self.domain.kind
        if kind == "sequence":
            # h[t, i] is the i-th entry of h[t].
            item = _build("item", self, indices[0])
            return _build("item", item, *indices[1:]) if indices[1:] else item
        wanted = 1 if self.domain.is_vector else 2
        if len(indices) != wanted:
            example = f"{self.name}[{', '.join('ij'[:wanted])}]"
            raise NotationError(f"{self.name} is a {kind}: an entry of it is {example}")
        return _build("item", self, *indices)


class Function(Expression):
    """A function such as σ that a question gives, or a derivative of one: ``f(x)``."""

    __slots__ = ()

    def __call__(self, argument: Any) -> Expression:
        """Apply the function, elementwise on a vector or a matrix."""
        return Expression("apply", "", (self, _read(argument)))


_NUMPY_OPERATORS: Mapping[str, Callable[..., Expression]] = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul,
    "matmul": operator.mul, "divide": operator.truediv, "power": operator.pow,
}  # fmt: skip


def _build(operation: str, *operands: Any, name: Any = "") -> Expression:
    children: list[Any] = []
    for operand in operands:
        child = _read(operand)
        if isinstance(child, Function):
            raise NotationError(f"{child} is a function: apply it, as in {child}(x)")
        is_sequence = isinstance(child, Variable) and child.domain.kind == "sequence"
        if is_sequence and not (operation == "item" and not children):
            raise NotationError(f"{child} is a sequence: take an item of it, as in {child}[t]")
        children.append(child)
    return Expression(operation, name, tuple(children))


def _read(value: Any) -> Any:
    """Return an operand as an expression of ours or of sympy's.

    Raises:
        NotationError: It is neither, and no number.
    """
    if isinstance(value, sympy.Order) and any(point is not oo for point in value.point):
        raise NotationError(
            "sympy's O(...) speaks of symbols that go to 0, and has dropped the terms that matter "
            "here: return the expression itself, or Theta of it"
        )
    if isinstance(value, (Expression, sympy.Expr)):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, int) and not isinstance(value, bool):
        return sympy.Integer(value)
    if isinstance(value, float):
        return sympy.Float(value)
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(value, sympy.MatrixBase):
        return value.as_immutable()
    if isinstance(value, UndefinedFunction):
        return Function("function", value.__name__)
    if hasattr(type(value), "_unreadable_"):
        raise NotationError(str(value._unreadable_))
    hint = ": is it the function, where its value was meant?" if callable(value) else ""
    if value is None:
        hint = ": is a `return` missing?"
    if isinstance(value, (list, tuple, str)):
        hint = ": give the expression itself"
    raise NotationError(f"`{type(value).__name__}` cannot be part of an expression{hint}")


def _is_ours(value: Any) -> bool:
    return isinstance(value, Expression) or getattr(value, "is_Matrix", False)


def _indices(key: Any) -> tuple[Any, ...]:
    indices = key if isinstance(key, tuple) else (key,)
    if not indices or any(isinstance(part, slice) or part is Ellipsis for part in indices):
        raise NotationError("an index is a number or an expression, as in h[t - 1] and A[i, j]")
    return tuple(_read(part) for part in indices)


def _not_for_sympy(expression: Expression) -> str:
    """Say what to use in place of the function of sympy's that was called, if it can be told."""
    frame, wanted = sys._getframe(2), ""
    while frame is not None and str(frame.f_globals.get("__name__", "")).startswith("sympy"):
        cls = frame.f_locals.get("cls")
        for name in (frame.f_code.co_name, getattr(cls, "__name__", "")):
            wanted = name if name in __all__ and hasattr(sympy, name) else wanted
        frame = frame.f_back  # type: ignore[assignment]
    if wanted:
        return (
            f"sympy's {wanted} cannot take {_short(expression)}: use the {wanted} of notation "
            f"(from notation import {wanted})"
        )
    return f"sympy cannot take {_short(expression)}: use the functions of notation"


# ------------------------------------------------------------------------------ functions


def _scalar_function(of_sympy: Any, *, most: int = 1) -> Callable[..., Any]:
    """Return a function of scalars that acts elementwise on expressions of this module."""
    name = of_sympy.__name__

    def apply(*arguments: Any) -> Any:
        operands = [_read(argument) for argument in arguments]
        if not any(_is_ours(operand) for operand in operands):
            return of_sympy(*operands)
        if len(operands) > most:
            raise NotationError(f"{name} takes {most} argument{'s' * (most > 1)}")
        return _build("call", *operands, name=name)

    apply.__name__ = apply.__qualname__ = name
    apply.__doc__ = f"Return sympy's {name}; of a vector or a matrix, elementwise."
    return apply


Abs = _scalar_function(sympy.Abs)
acos = _scalar_function(sympy.acos)
acosh = _scalar_function(sympy.acosh)
asin = _scalar_function(sympy.asin)
asinh = _scalar_function(sympy.asinh)
atan = _scalar_function(sympy.atan)
atan2 = _scalar_function(sympy.atan2, most=2)
atanh = _scalar_function(sympy.atanh)
binomial = _scalar_function(sympy.binomial, most=2)
ceiling = _scalar_function(sympy.ceiling)
cos = _scalar_function(sympy.cos)
cosh = _scalar_function(sympy.cosh)
cot = _scalar_function(sympy.cot)
coth = _scalar_function(sympy.coth)
csc = _scalar_function(sympy.csc)
erf = _scalar_function(sympy.erf)
erfc = _scalar_function(sympy.erfc)
exp = _scalar_function(sympy.exp)
factorial = _scalar_function(sympy.factorial)
floor = _scalar_function(sympy.floor)
gamma = _scalar_function(sympy.gamma)
loggamma = _scalar_function(sympy.loggamma)
Max = _scalar_function(sympy.Max, most=1000)
Min = _scalar_function(sympy.Min, most=1000)
Mod = _scalar_function(sympy.Mod, most=2)
sec = _scalar_function(sympy.sec)
sech = _scalar_function(sympy.sech)
sign = _scalar_function(sympy.sign)
sin = _scalar_function(sympy.sin)
sinh = _scalar_function(sympy.sinh)
sqrt = _scalar_function(sympy.sqrt)
tan = _scalar_function(sympy.tan)
tanh = _scalar_function(sympy.tanh)
_natural_log = _scalar_function(sympy.log)


def log(argument: Any, base: Any = None) -> Any:
    """Return the natural logarithm, or the one to a base; of vectors and matrices, elementwise."""
    if base is None:
        return _natural_log(argument)
    return _natural_log(argument) / _natural_log(base)


def Sum(body: Any, *limits: tuple[Any, Any, Any]) -> Any:  # noqa: N802  # as in sympy
    """Return the sum of the body as an index runs: ``Sum(body, (i, 1, t))``.

    Of several limits the first is the innermost. The index is a symbol: ``i = Symbol("i")``.
    """
    return _over_limits("sum", sympy.Sum, body, limits)


def Product(body: Any, *limits: tuple[Any, Any, Any]) -> Any:  # noqa: N802  # as in sympy
    """Return the product of the body as an index runs: ``Product(step[t], (t, T, 1))``.

    The factors stand in the order in which the index runs, here downwards from T to 1.
    """
    return _over_limits("product", sympy.Product, body, limits)


def _over_limits(operation: str, of_sympy: Any, body: Any, limits: tuple[Any, ...]) -> Any:
    if not limits:
        raise NotationError(f"a {operation} says how its index runs, as in (i, 1, t)")
    for limit in limits:
        if not isinstance(limit, (tuple, list, sympy.Tuple)) or len(limit) != 3:
            raise NotationError(f"{limit}: an index runs between two limits, as in (i, 1, t)")
        symbol, first, last = limit[0], _read(limit[1]), _read(limit[2])
        if not isinstance(symbol, Symbol):
            raise NotationError(f"the index of a {operation} is a symbol, as in i = Symbol('i')")
        is_product = operation == "product" and _direction(first, last) != 1
        if is_product or any(_is_ours(part) for part in (body, first, last)):
            body = _build(operation, body, first, last, name=symbol)
        else:
            body = of_sympy(_read(body), (symbol, first, last))
    return body


_MAX_LIMIT_SYMBOLS, _FEW_STEPS = 6, 3

#: An index that is bound around a limit, and the limits between which it runs, the lower one first.
_Span = tuple[Any, Any, Any]


def _direction(first: Any, last: Any, spans: Sequence[_Span] = ()) -> int:
    """Return 1 for a product that runs upwards, -1 for one that runs downwards; 0 if either may be.

    It runs downwards where it starts above its end for all but the smallest values of the symbols:
    from T to 1 is no empty product, while from 1 to T - 1 is one for T = 1. (sympy would divide by
    factors instead.) The grader knows besides what a question states of its symbols.
    """
    if _is_ours(first) or _is_ours(last):
        return 0
    gaps = [first - last]
    for symbol, lower, upper in reversed(spans):
        ends = [end for end in (lower, upper) if not _is_ours(end)]
        gaps = [gap.xreplace({symbol: end}) for gap in gaps for end in ends]
    names = sorted(set().union(*(gap.free_symbols for gap in gaps)), key=str)
    if len(names) > _MAX_LIMIT_SYMBOLS:
        return 0
    corners = itertools.product(map(sympy.Integer, (1, 1000)), repeat=len(names))
    values = [
        gap.xreplace(dict(zip(names, corner, strict=True))) for corner in corners for gap in gaps
    ]
    if all(bool(value <= 1) for value in values):
        return 1
    if all(bool(value >= -1) for value in values):
        return -1
    goes_up = not first.free_symbols and any(bool(value < -_FEW_STEPS) for value in values)
    if goes_up or all(bool(value <= _FEW_STEPS) for value in values):
        return 1
    return -1 if all(bool(value >= -_FEW_STEPS) for value in values) else 0


def E(body: Any, variable: Any = None) -> Expression:  # noqa: N802  # as it is written
    """Return the expectation over a variable; with one argument, over all that is random."""
    return _build("E", body, name="_" if variable is None else _bound(variable))


def integral(body: Any, variable: Any) -> Expression:
    """Return the integral over all values of the variable."""
    return _build("integral", body, name=_bound(variable))


def _bound(variable: Any) -> Any:
    if not isinstance(variable, (Variable, Symbol)):
        raise NotationError(f"{variable} is no symbol: an expectation is over one, as in E(x*y, x)")
    return variable


def D(function: Any) -> Function:  # noqa: N802  # as it is written
    """Return the derivative of a function: ``D(f)(x)`` is f′(x)."""
    operand = function if inspect.isfunction(function) else _read(function)
    if not isinstance(operand, Function):
        raise NotationError(
            "D takes a function that the question gives: D(f)(x), not D(x); the derivative of a "
            "known one, such as exp, is written out"
        )
    return Function("D", "", (operand,))


def T(matrix: Any) -> Expression:  # noqa: N802  # as it is written
    """Return the transpose, like ``A.T``."""
    return _build("T", matrix)


def inv(matrix: Any) -> Expression:
    """Return the inverse of a square matrix."""
    return _build("inv", matrix)


def trace(matrix: Any) -> Expression:
    """Return the sum of a square matrix's diagonal."""
    return _build("trace", matrix)


def det(matrix: Any) -> Expression:
    """Return the determinant of a square matrix."""
    return _build("det", matrix)


def diag(vector: Any) -> Expression:
    """Return the diagonal matrix of a vector."""
    return _build("diag", vector)


def hadamard(left: Any, right: Any) -> Expression:
    """Return the elementwise product."""
    return _build("hadamard", left, right)


def norm(vector: Any) -> Expression:
    """Return the Euclidean norm of a vector."""
    return _build("norm", vector)


def norm2(matrix: Any) -> Expression:
    """Return the operator 2-norm of a matrix, its largest singular value."""
    return _build("norm2", matrix)


def lambda_max(matrix: Any) -> Expression:
    """Return the largest eigenvalue of a symmetric matrix."""
    return _build("lambda_max", matrix)


def maxabs(matrix: Any) -> Expression:
    """Return the largest absolute value of an entry."""
    return _build("maxabs", matrix)


def softmax_row(matrix: Any) -> Expression:
    """Return the softmax of each row: the rows of the result sum to one."""
    return _build("softmax_row", matrix)


def softmax_col(matrix: Any) -> Expression:
    """Return the softmax of each column: the columns of the result sum to one."""
    return _build("softmax_col", matrix)


def eye(size: Any) -> Expression:
    """Return the identity matrix; its size is a number, a symbol, or a dimension's name."""
    return _build("eye", _named(size))


def ones(rows: Any, columns: Any = None) -> Expression:
    """Return a matrix of ones; with one size, a column."""
    return _build("ones", *map(_named, (rows,) if columns is None else (rows, columns)))


def zeros(rows: Any, columns: Any = None) -> Expression:
    """Return a matrix of zeros; with one size, a column."""
    return _build("zeros", *map(_named, (rows,) if columns is None else (rows, columns)))


def _named(size: Any) -> Any:
    return _dimension(size) if isinstance(size, str) else size


def Theta(order: Any) -> Any:  # noqa: N802  # as it is written
    """Return the order of growth itself: ``Theta(n*log(n))`` answers the same as ``n*log(n)``."""
    return _read(order)


def O(order: Any) -> Any:  # noqa: E743, N802  # as it is written
    """Return the order of growth itself; sympy's own ``O(n)`` is about n → 0."""
    return _read(order)


# ----------------------------------------------------------------------------- derivations


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of a derivation.

    Attributes:
        relation: How the expression before it stands to this one: ``=``, ``<=``, ``<``, ``>=``,
            ``>`` or ``->``.
        expression: Where the step arrives.
        by: The names of the facts that it needs, and the lemmas.
        variable: For a limit, what grows without bound.
    """

    relation: str
    expression: Any
    by: tuple[str | Derivation, ...] = ()
    variable: Any = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Derivation:
    """A chain of steps from an expression: every step says which of the line's facts it needs.

        Derivation(E(2*x + y))
            .equals(2*E(x) + E(y), by="linearity")
            .at_most(3*E(y), by="x is smaller")

    A step cites one fact at most, and algebra needs none: make a step for each fact. Every method
    returns a new, longer derivation: return the last.

    A derivation that is proved apart is a lemma, and is cited as a fact is. A step may put its end
    where its start stands, or the other way round, anywhere in a longer expression:

        lemma = Derivation(E(2*x)).equals(2*E(x), by="linearity")
        Derivation(c + E(2*x)).equals(c + 2*E(x), by=lemma)

    What is no expression spoils the step that it stands in, and the one after it; the others count.

    Attributes:
        start: Where it begins.
        steps: The steps, in order.
    """

    start: Any
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", _value(self.start))

    def equals(self, expression: Any, by: _By = ()) -> Derivation:
        """Return the chain with a step ``= expression``; ``by`` names the fact that it needs."""
        return self._longer("=", expression, by)

    def at_most(self, expression: Any, by: _By = ()) -> Derivation:
        """Return the chain with a step ``≤ expression``."""
        return self._longer("<=", expression, by)

    def less_than(self, expression: Any, by: _By = ()) -> Derivation:
        """Return the chain with a step ``< expression``."""
        return self._longer("<", expression, by)

    def at_least(self, expression: Any, by: _By = ()) -> Derivation:
        """Return the chain with a step ``≥ expression``."""
        return self._longer(">=", expression, by)

    def greater_than(self, expression: Any, by: _By = ()) -> Derivation:
        """Return the chain with a step ``> expression``."""
        return self._longer(">", expression, by)

    def tends_to(self, limit: Any, variable: Any, by: _By = ()) -> Derivation:
        """Return the chain with a step ``→ limit`` as the variable grows without bound."""
        if not isinstance(variable, Symbol):
            raise NotationError(f"{variable} is no symbol that could grow: tends_to(0, T)")
        return self._longer("->", limit, by, variable)

    def _longer(self, relation: str, expression: Any, by: _By, variable: Any = None) -> Derivation:
        cited = (by,) if isinstance(by, (str, Derivation)) else tuple(by or ())
        if not all(isinstance(one, (str, Derivation)) for one in cited):
            raise NotationError(
                'by names the fact that is used, in quotes: by="linearity", or is a derivation'
            )
        step = Step(relation, _value(expression), cited, variable)
        return Derivation(self.start, (*self.steps, step))

    def __repr__(self) -> str:
        lines = [_shown(self.start)]
        for step in self.steps:
            cited = ", ".join(one if isinstance(one, str) else "lemma" for one in step.by)
            reason = f"    ({cited})" if cited else ""
            lines.append(f"  {step.relation} {_shown(step.expression)}{reason}")
        return "\n".join(lines)


def _shown(expression: Any) -> str:
    if hasattr(type(expression), "_unreadable_"):
        return str(expression)
    return _text(expression)


#: What a step can rest on: a fact by its name, a lemma, or several of them.
_By = str | Derivation | Iterable[str | Derivation]


def _value(operand: Any) -> Any:
    """Read an expression that a derivation passes; what is none keeps its place."""
    if hasattr(type(operand), "_unreadable_"):
        return operand
    try:
        if isinstance(operand, Derivation):
            raise NotationError("a derivation is no expression: go on with .equals(...) on it")
        value = _read(operand)
        if isinstance(value, Function) or (
            isinstance(value, Variable) and value.domain.kind == "sequence"
        ):
            raise NotationError(f"{value} is no value: write {value}(x) or {value}[t]")
    except NotationError as reason:
        return _NoExpression(type(operand).__name__, str(reason))
    return value


@dataclass(frozen=True, slots=True)
class _NoExpression:
    """What stands in a derivation where an expression belongs.

    Attributes:
        type_name: What it is.
    """

    type_name: str
    _unreadable_: str

    def __str__(self) -> str:
        return f"({self.type_name})"


# -------------------------------------------------------------------------------- domains

_ASSUMPTIONS: Mapping[str, Mapping[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "unit": {"positive": True},
    "probability": {"nonnegative": True},
    "natural": {"integer": True, "positive": True},
    "integer": {"integer": True},
    "size": {"positive": True},
    "index": {"integer": True, "positive": True},
    "integers": {"integer": True},
    "gaussian": {"real": True},
}
_FUNCTIONS = ("function", "positive_function")
_COLUMNS = ("vector", "distribution", "one_hot")


@dataclass(frozen=True, slots=True)
class Domain:
    """Where the values of a symbol come from, as a question declares it.

    Its text is the grader's: ``unit``, ``matrix[n,h*d]``, ``sequence[vector[d]]``.
    """

    kind: str
    dimensions: tuple[Any, ...] = ()
    item: Domain | None = None

    def __str__(self) -> str:
        inside = str(self.item) if self.item else ",".join(map(_dimension_text, self.dimensions))
        return f"{self.kind}[{inside}]" if inside else self.kind

    @property
    def is_vector(self) -> bool:
        """Whether its values are columns."""
        return self.kind in _COLUMNS or (self.kind == "gaussian" and bool(self.dimensions))

    @property
    def shape(self) -> tuple[Any, Any]:
        """Rows and columns of a value; (1, 1) for a scalar.

        Raises:
            NotationError: A sequence or a function has no shape.
        """
        if self.kind == "sequence" or self.kind in _FUNCTIONS:
            raise NotationError(f"a {self.kind.replace('_', ' ')} has no shape")
        if self.is_vector:
            return self.dimensions[0], sympy.Integer(1)
        if self.kind in _ASSUMPTIONS:
            return sympy.Integer(1), sympy.Integer(1)
        return self.dimensions[0], self.dimensions[-1]

    def symbol(self, name: str) -> Any:
        """Return the object that a question's function receives for an argument of this name."""
        if self.kind in _FUNCTIONS:
            return Function("function", name)
        if self.kind in _ASSUMPTIONS and not self.is_vector:
            assumptions = _ASSUMPTIONS[self.kind]
            if self.kind == "integers" and self.dimensions[0].is_nonnegative:
                assumptions = {**assumptions, "nonnegative": True}
            return Symbol(name, **assumptions)
        return Variable("symbol", name, domain=self)


real = Domain("real")
positive = Domain("positive")
nonnegative = Domain("nonnegative")
unit = Domain("unit")
probability = Domain("probability")
natural = Domain("natural")
integer = Domain("integer")
size = Domain("size")
gaussian = Domain("gaussian")
function = Domain("function")
positive_function = Domain("positive_function")


def vector(size: Any) -> Domain:
    """Return the domain of real columns."""
    return Domain("vector", (_dimension(size),))


def matrix(rows: Any, columns: Any) -> Domain:
    """Return the domain of real matrices."""
    return Domain("matrix", (_dimension(rows), _dimension(columns)))


def symmetric(size: Any) -> Domain:
    """Return the domain of symmetric matrices."""
    return Domain("symmetric", (_dimension(size),))


def posdef(size: Any) -> Domain:
    """Return the domain of positive definite matrices."""
    return Domain("posdef", (_dimension(size),))


def gaussian_vector(size: Any) -> Domain:
    """Return the domain of columns drawn from N(0, I)."""
    return Domain("gaussian", (_dimension(size),))


def index(size: Any) -> Domain:
    """Return the domain of the integers from 1 to a size."""
    return Domain("index", (_dimension(size),))


def integers(least: Any, most: Any) -> Domain:
    """Return the domain of the integers from one number to another, both of them included."""
    return Domain("integers", (_dimension(least), _dimension(most)))


def distribution(size: Any) -> Domain:
    """Return the domain of columns of positive numbers that sum to one."""
    return Domain("distribution", (_dimension(size),))


def one_hot(size: Any) -> Domain:
    """Return the domain of columns with one entry 1, the others 0."""
    return Domain("one_hot", (_dimension(size),))


def permutation(size: Any) -> Domain:
    """Return the domain of permutation matrices."""
    return Domain("permutation", (_dimension(size),))


def orthogonal(size: Any) -> Domain:
    """Return the domain of orthogonal matrices: the inverse of each is its transpose."""
    return Domain("orthogonal", (_dimension(size),))


def sequence(item: Domain) -> Domain:
    """Return the domain of sequences, indexed by integers, whose items are from a domain."""
    if item.kind in ("sequence", *_FUNCTIONS):
        raise NotationError(f"the items of a sequence are numbers or matrices, not {item}")
    return Domain("sequence", (), item)


def dimension(name: str) -> Symbol:
    """Return the symbol of a dimension: the same one for every domain that names it."""
    return natural.symbol(name)


def _dimension(value: Any) -> Any:
    """Read a dimension: a number, a name, a sympy expression, or a sum of products as text."""
    if isinstance(value, str):
        return sympy.Add(*(sympy.Mul(*map(_factor, part.split("*"))) for part in value.split("+")))
    size = _read(value)
    if isinstance(size, Expression) or not size.is_polynomial(*size.free_symbols):
        raise NotationError(f"{size}: a dimension is made of integers, names, + and *")
    size = size.xreplace({symbol: dimension(symbol.name) for symbol in size.free_symbols})
    if not size.is_integer:
        raise NotationError(f"{size}: a dimension is an integer")
    return size


def _factor(text: str) -> Any:
    text = text.strip()
    if text.isdecimal():
        return sympy.Integer(int(text))
    if text.isidentifier():
        return dimension(text)
    raise NotationError(f"{text!r}: a dimension is made of integers, names, + and *")


def _dimension_text(size: Any) -> str:
    """Write a dimension with + and * alone."""
    terms = []
    for term in sympy.Add.make_args(sympy.expand(size)):
        factors: list[str] = []
        for factor in sympy.Mul.make_args(term):
            base, power = factor.as_base_exp()
            factors += [str(base)] * int(power)
        terms.append("*".join(factors))
    return "+".join(terms).replace("+-1*", "-").replace("+-", "-")


# ------------------------------------------------------------------------------ questions


@dataclass(frozen=True, slots=True)
class Question:
    """What the decorator `question` declares.

    Attributes:
        id: The question's number, such as ``"2.3.debiased"``.
        symbols: Names and domains in the order of the function's parameters; none where the
            answer is code, data or a choice.
        definitions: What the grader may replace the items of sequences by: a sequence's name, an
            index's name, and the expression that the item is for every value of the index. For a
            symbol the index's name is empty.
        conditions: What else is stated of the symbols, such as ``t <= T``.
        tex: How symbols are written in LaTeX, the usual way first; of those that are not in it,
            what their names suggest.
        names: How the question's own quantity is written in LaTeX.
        ranges: Limits that a sum in LaTeX may leave out: an index, its first and its last value.
        asks: What kind of data answers it, where that is said.
    """

    id: str
    symbols: tuple[tuple[str, Domain], ...] = ()
    definitions: tuple[tuple[str, str, Any], ...] = ()
    conditions: tuple[Any, ...] = ()
    tex: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str, str], ...] = ()
    asks: str = ""

    def arguments(self) -> dict[str, Any]:
        """Return the objects that the question's function is called with."""
        return {name: domain.symbol(name) for name, domain in self.symbols}


def question(
    id: str,  # noqa: A002  # as the record calls it; positional only
    /,
    *,
    where: Callable[..., Any] | None = None,
    tex: Mapping[str, str | Sequence[str]] | None = None,
    name: str | Sequence[str] = (),
    range: Mapping[str, tuple[Any, Any]] | None = None,  # noqa: A002  # as a reader would guess
    asks: str = "",
    **symbols: Domain,
) -> Callable[[Any], Any]:
    """Declare a question: its number and the domains of its function's parameters.

        @question("2.3.debiased", v=vector(d), beta=unit, t=natural)
        def debiased(v, beta, t): ...

    An answer may be written in LaTeX, where `tex`, `name` and `range` say how:

        @question("2.2", g=sequence(real), beta=unit, t=natural,
                  tex={"g": ["g_{i}", "g^{({i})}"]}, name="v_t", range={"i": (1, "t")})

    Args:
        id: The number that the rubric knows it by.
        where: A function of some of the symbols that returns what else is stated of them: what
            items of sequences and symbols are made of, as in ``{y[t]: f(A*x[t]), q: 1 - p}``, an
            order of numbers, as in ``t <= T``, or a list of several such things.
        tex: How a symbol is written, if not as its name suggests; the usual way first, if there
            are several. Of a sequence, ``{i}`` is the place of the index and ``{i-1}`` that of the
            index less one. Of data, how its parts, or the options of a choice, are written.
        name: How the question's own quantity is written, which may stand before an answer.
        range: First and last value of an index, where a sum leaves them out: numbers or LaTeX.
        asks: What kind of data is asked for, so that it can be read in LaTeX: "truth", "choice",
            "claims", "numbers", "sequences" of words, "edges" of a graph, or "parts" by name.
        symbols: The domain of every parameter. Without any the function or class is itself the
            answer, or its value is data.

    Raises:
        NotationError: The symbols are not the function's parameters, a definition is none, or what
            is said of LaTeX cannot be told apart, or be read.
    """
    for symbol, domain in symbols.items():
        if not isinstance(domain, Domain):
            raise NotationError(f"question {id}: {symbol}={domain!r} is no domain")
    written = _tex(id, tex, symbols)
    names, ranges = _names(id, name), _ranges(id, range)
    if asks and (asks not in _KINDS or symbols):
        raise NotationError(f"question {id}: asks={asks!r} is none of {', '.join(_KINDS)}")

    def declare(answer: Any) -> Any:
        order: Iterable[str] = symbols
        if symbols:
            order = inspect.signature(answer).parameters
            if set(order) != set(symbols):
                raise NotationError(
                    f"question {id}: {answer.__name__} takes ({', '.join(order)}), but the "
                    f"symbols that are declared are ({', '.join(symbols)})"
                )
        stated = _stated(id, where, symbols) if where else ((), ())
        ordered = tuple((n, symbols[n]) for n in order)
        answer.__question__ = Question(id, ordered, *stated, written, names, ranges, asks)
        return answer

    return declare


#: What a question without symbols can ask for.
_KINDS = ("truth", "choice", "claims", "numbers", "sequences", "edges", "parts")

#: A braced letter, which in what is written for a sequence is the place of its index.
_INDEX_PLACE = re.compile(r"\{\s*([A-Za-z])\s*([+-]\s*\d+\s*)?\}")


def _tex(
    id: str,  # noqa: A002  # as above
    tex: Mapping[str, str | Sequence[str]] | None,
    symbols: Mapping[str, Domain],
) -> dict[str, tuple[str, ...]]:
    """Return how symbols are written; of each at least one way, and no way is that of two."""
    if isinstance(tex, Domain):
        raise _no_symbol(id, "tex")
    written: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for symbol, given in (tex or {}).items():
        where = f"question {id}: tex of {symbol}"
        if not symbols:
            written[symbol] = _texts(where, given)
            continue
        if symbol not in symbols:
            near = get_close_matches(symbol, symbols, 1)
            remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(symbols)}"
            raise NotationError(f"{where}: no symbol of the question is called so; {remedy}")
        written[symbol] = _texts(where, given)
        if not written[symbol]:
            raise NotationError(f"{where}: there is none; leave {symbol} out for the usual one")
        for text in written[symbol]:
            if symbols[symbol].kind == "sequence":
                _check_index_place(where, text)
            owner = owners.setdefault(_alike(text, symbols[symbol]), symbol)
            if owner != symbol:
                raise NotationError(
                    f"{where}: {text} is written for {owner} as well; an answer could not tell "
                    "the two apart, so take it from one of them"
                )
    return written


def _check_index_place(where: str, text: str) -> None:
    letters = sorted({place[0] for place in _INDEX_PLACE.findall(text)})
    if not letters:
        raise NotationError(
            f"{where}: {text} has no place for the index of a sequence; write {{i}} where it is, "
            "and {i-1} where it is the index less one, as in h_{i}"
        )
    if len(letters) > 1:
        raise NotationError(
            f"{where}: {text} has {' and '.join(letters)} in braces; leave them around the index "
            r"alone, as in \hat h_{i}"
        )


def _alike(text: str, domain: Domain) -> str:
    """Return what is the same for texts that TeX sets alike, and for all letters of an index."""
    if domain.kind == "sequence":
        text = _INDEX_PLACE.sub(lambda place: "{#" + (place[2] or "").strip() + "}", text)
    parts = re.findall(r"\\[A-Za-z]+|\\?\S", text)
    return re.sub(r"\{ (\S+) \}", r"\1", " ".join(parts))


def _names(id: str, name: str | Sequence[str]) -> tuple[str, ...]:  # noqa: A002  # as above
    if isinstance(name, Domain):
        raise _no_symbol(id, "name")
    return _texts(f"question {id}: name", name)


def _ranges(
    id: str,  # noqa: A002  # as above
    ranges: Mapping[str, tuple[Any, Any]] | None,
) -> tuple[tuple[str, str, str], ...]:
    if isinstance(ranges, Domain):
        raise _no_symbol(id, "range")
    read: list[tuple[str, str, str]] = []
    for index, limits in (ranges or {}).items():
        where = f"question {id}: range of {index}"
        if not isinstance(limits, (tuple, list)) or len(limits) != 2:
            raise NotationError(f"{where}: write its first and its last value, as in (1, 't')")
        first, last = _texts(where, [str(limit) for limit in limits])
        read.append((_texts(where, index)[0], first, last))
    return tuple(read)


def _no_symbol(id: str, name: str) -> NotationError:  # noqa: A002  # as above
    return NotationError(
        f"question {id}: {name}= says how something is written in LaTeX, and so is no symbol's "
        "name; call the symbol something else"
    )


def _texts(where: str, given: str | Sequence[str]) -> tuple[str, ...]:
    """Return LaTeX that is one text or several, each with something in it and balanced braces."""
    texts = (given,) if isinstance(given, str) else given
    if not isinstance(texts, (tuple, list)) or not all(isinstance(text, str) for text in texts):
        raise NotationError(f"{where}: {given!r} is no LaTeX; write a text or a list of texts")
    for text in texts:
        if not text.strip():
            raise NotationError(f"{where}: an empty text; say how it is written, or leave it out")
        depth = 0
        for brace in re.findall(r"\\.|[{}]", text, re.DOTALL):
            depth += (brace == "{") - (brace == "}")
            if depth < 0:
                break
        if depth:
            raise NotationError(f"{where}: {text} has braces without their other side")
    return tuple(dict.fromkeys(texts))


def _stated(
    id: str,  # noqa: A002  # as above
    where: Callable[..., Any],
    symbols: Mapping[str, Domain],
) -> tuple[tuple[tuple[str, str, Any], ...], tuple[Any, ...]]:
    """Return the definitions and the conditions that a question states."""
    names = inspect.signature(where).parameters
    missing = [name for name in names if name not in symbols]
    if missing:
        raise NotationError(f"question {id}: `where` takes {', '.join(missing)}, not declared")
    stated = where(**{name: symbols[name].symbol(name) for name in names})
    definitions: list[tuple[str, str, Any]] = []
    conditions: list[Any] = []
    for part in stated if isinstance(stated, (list, tuple)) else (stated,):
        if isinstance(part, Mapping):
            definitions += (_definition(id, item, body) for item, body in part.items())
        elif part is False or part is sympy.false:
            raise NotationError(f"question {id}: `where` states what is never true")
        elif isinstance(part, Boolean) and not isinstance(part, sympy.Expr):
            conditions += [] if part is sympy.true else [part]
        elif part is not True:
            raise NotationError(
                f"question {id}: `where` states {part}, which is neither a condition, as in "
                "t <= T, nor a table of definitions, as in {q: 1 - p}"
            )
    return tuple(definitions), tuple(conditions)


def _definition(id: str, item: Any, body: Any) -> tuple[str, str, Any]:  # noqa: A002  # as above
    if isinstance(item, (Symbol, Variable)):
        return item.name, "", _read(body)
    parts = item.children if isinstance(item, Expression) and item.operation == "item" else ()
    if len(parts) != 2 or not isinstance(parts[0], Variable) or not parts[1].is_Symbol:
        raise NotationError(f"question {id}: {item} is no symbol, and no item such as h[t]")
    return parts[0].name, parts[1].name, _read(body)


# --------------------------------------------------------------------------- what it says


def _postorder(root: Any, operands: Callable[[Any], Sequence[Any]]) -> Iterator[Any]:
    """Yield every part once, operands before what they are operands of; the root is last."""
    seen: set[int] = set()
    stack = [(root, False)]
    while stack:
        node, operands_done = stack.pop()
        if operands_done:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((operand, False) for operand in reversed(operands(node)))


def _children(node: Any) -> Sequence[Any]:
    # sympy's expressions are leaves.
    return node.children if isinstance(node, Expression) else ()


def free_symbols(expression: Any) -> frozenset[str]:
    """Return the names of the symbols and functions in an expression that nothing in it binds."""
    root = _read(expression)
    names: dict[int, frozenset[str]] = {}
    for node in _postorder(root, _children):
        if not isinstance(node, Expression):
            free = {symbol.name for symbol in node.free_symbols if hasattr(symbol, "name")}
            free |= {type(applied).__name__ for applied in node.atoms(AppliedUndef)}
            names[id(node)] = frozenset(free)
            continue
        parts = [names[id(child)] for child in node.children]
        if node.operation in ("symbol", "function"):
            parts.append(frozenset({node.name}))
        elif node.operation in ("sum", "product", "E", "integral"):
            parts[0] -= {_name(node.name)}
        names[id(node)] = frozenset[str]().union(*parts)
    return names[id(root)]


def _name(symbol: Any) -> str:
    return symbol if isinstance(symbol, str) else str(symbol.name)


_MAX_TEXT = 2_000
_SUM, _SIGN, _FACTOR, _POWER, _ATOM = 40, 45, 50, 60, 1000  # on sympy's scale


def _text(root: Any) -> str:
    texts: dict[int, tuple[str, int]] = {}
    for node in _postorder(root, _children):
        if isinstance(node, Expression):
            text, level = _written(node, [texts[id(child)] for child in node.children])
        else:
            text, level = _sympy_text(node), precedence(node)
        if len(text) > _MAX_TEXT:
            text = f"{text[: _MAX_TEXT // 2]} … {text[-_MAX_TEXT // 2 :]}"
        texts[id(node)] = text, level
    return texts[id(root)][0]


def _sympy_text(value: object) -> str:
    try:
        return str(value)
    except (RecursionError, ValueError):  # nested too deeply, or an integer of too many digits
        return f"<{type(value).__name__}>"


def _short(value: object) -> str:
    text = _sympy_text(value)
    return text if len(text) <= 60 else f"{text[:40]} … {text[-15:]}"


def _written(node: Expression, parts: list[tuple[str, int]]) -> tuple[str, int]:
    """Return the text of a node and how tightly it binds, from those of its operands."""

    def part(position: int, least: int) -> str:
        text, level = parts[position]
        return text if level >= least else f"({text})"

    operation, texts = node.operation, [text for text, _ in parts]
    if operation in ("symbol", "function"):
        return str(node.name), _ATOM
    if operation == "add":
        right = part(1, _SUM + 1) if parts[1][1] != _SIGN else texts[1]
        minus = parts[1][1] == _SIGN
        return f"{texts[0]} {'-' if minus else '+'} {right[1:] if minus else right}", _SUM
    if operation == "neg":
        return f"-{part(0, _FACTOR)}", _SIGN
    if operation in ("mul", "div"):
        sign_ = "*" if operation == "mul" else "/"
        return f"{part(0, _SIGN)}{sign_}{part(1, _FACTOR + 1)}", _FACTOR
    if operation == "pow":
        return f"{part(0, _POWER + 1)}**{part(1, _POWER)}", _POWER
    if operation == "item":
        return f"{part(0, _ATOM)}[{', '.join(texts[1:])}]", _ATOM
    if operation == "T":
        return f"{part(0, _ATOM)}.T", _ATOM
    if operation == "apply":
        return f"{texts[0]}({texts[1]})", _ATOM
    if operation in ("sum", "product"):
        limits = ", ".join((_name(node.name), *texts[1:]))
        return f"{operation.capitalize()}({texts[0]}, ({limits}))", _ATOM
    if operation in ("E", "integral") and _name(node.name) != "_":
        return f"{operation}({texts[0]}, {_name(node.name)})", _ATOM
    name = node.name if operation == "call" else operation
    return f"{name}({', '.join(texts)})", _ATOM


# --------------------------------------------------------------------------------- shapes

_Shape = tuple[Any, Any]
_ONE = (sympy.Integer(1), sympy.Integer(1))


def shape(expression: Any) -> tuple[Any, Any]:
    """Return the rows and columns of an expression, (1, 1) for a scalar, as sympy expressions.

    Raises:
        NotationError: Shapes do not fit, and which, or the expression is a sequence or function.
    """
    root = _read(expression)
    shapes: dict[int, _Shape | None] = {}
    for node in _postorder(root, _children):
        if not isinstance(node, Expression):
            rows, columns = node.shape if node.is_Matrix else _ONE
            shapes[id(node)] = _dimension(rows), _dimension(columns)
        else:
            shapes[id(node)] = _shape(node, [shapes[id(child)] for child in node.children])
    found = shapes[id(root)]
    if found is None:
        raise NotationError(f"{root} is a sequence or a function: it has no shape")
    return found


def _shape(node: Expression, shapes: list[Any]) -> _Shape | None:
    operation = node.operation
    if isinstance(node, Function):
        return None
    if isinstance(node, Variable):
        return None if node.domain.kind == "sequence" else node.domain.shape
    if operation == "mul":
        return _shape_of_product(node, *shapes)
    if operation in ("add", "div", "pow", "call", "hadamard"):
        return _shape_elementwise(node, shapes)
    if operation in ("neg", "sum", "E", "integral", "softmax_row", "softmax_col"):
        return shapes[0]  # type: ignore[no-any-return]
    if operation == "apply":
        return shapes[1]  # type: ignore[no-any-return]
    if operation == "item":
        return _shape_of_item(node, shapes)
    if operation in ("eye", "ones", "zeros"):
        rows = _dimension(node.children[0])
        columns = _dimension(node.children[-1]) if operation == "eye" or shapes[1:] else _ONE[1]
        return rows, columns
    rows, columns = shapes[0]
    if operation == "T":
        return columns, rows
    if operation in ("inv", "trace", "det", "lambda_max", "product"):
        if rows != columns:
            raise NotationError(f"{_is(node, 0, shapes)}: {operation} needs a square matrix")
        return (rows, rows) if operation in ("inv", "product") else _ONE
    if operation in ("norm", "diag"):
        if 1 not in (rows, columns):
            hint = "; the operator norm of a matrix is norm2" if operation == "norm" else ""
            raise NotationError(f"{_is(node, 0, shapes)}: {operation} needs a vector{hint}")
        return (rows * columns, rows * columns) if operation == "diag" else _ONE
    return _ONE


def _shape_of_product(node: Expression, left: _Shape, right: _Shape) -> _Shape:
    if left == _ONE or right == _ONE:
        return right if left == _ONE else left
    if left[1] != right[0]:
        raise NotationError(
            f"{_is(node, 0, [left, right])} and {_is(node, 1, [left, right])}: their product in "
            "this order does not exist"
        )
    return left[0], right[1]


def _shape_elementwise(node: Expression, shapes: list[_Shape]) -> _Shape:
    """Spread scalars over the entries of what is no scalar."""
    operation = node.operation
    wide = [position for position, found in enumerate(shapes) if found != _ONE]
    if operation == "hadamard" or (operation == "pow" and 1 in wide):
        wide = [0, 1]
    if operation in ("pow", "div"):
        rows, columns = shapes[operation == "div"]
        if operation == "pow" and shapes[1] == _ONE and _is_diagonal(node.children[0]):
            return shapes[0]
        if rows == columns != 1:
            at_fault = _is(node, int(operation == "div"), shapes)
            raise NotationError(f"{at_fault}: write A*A, inv(A) or hadamard(A, A)")
    for position in wide[1:]:
        if shapes[position] != shapes[wide[0]]:
            raise NotationError(
                f"{_is(node, wide[0], shapes)} and {_is(node, position, shapes)}: their shapes "
                f"have to be the same in {_short(node)}"
            )
    return shapes[wide[0]] if wide else _ONE


def _is_diagonal(root: Any) -> bool:
    """Tell whether a matrix is written as a diagonal one: its powers are those of the diagonal."""
    found: dict[int, bool] = {}
    for node in _postorder(root, _children):
        parts = [found[id(child)] for child in _children(node) if not _is_number(child)]
        operation = node.operation if isinstance(node, Expression) else ""
        if operation == "hadamard":
            found[id(node)] = any(parts)
        elif operation in ("mul", "div", "add", "neg", "T", "inv", "pow"):
            is_whole = operation != "add" or len(parts) == len(node.children)
            found[id(node)] = is_whole and bool(parts) and all(parts)
        else:
            found[id(node)] = operation in ("diag", "eye")
    return found[id(root)]


def _is_number(value: Any) -> bool:
    is_matrix = isinstance(value, Expression) or value.is_Matrix
    has_shape = not isinstance(value, Function) and not (
        isinstance(value, Variable) and value.domain.kind == "sequence"
    )
    return not is_matrix or (has_shape and shape(value) == _ONE)


def _shape_of_item(node: Expression, shapes: list[Any]) -> _Shape:
    base = node.children[0]
    if isinstance(base, Variable) and base.domain.item is not None:
        return base.domain.item.shape
    if shapes[0] == _ONE or (1 not in shapes[0] and len(shapes) == 2):
        takes = "no index" if shapes[0] == _ONE else "two indices"
        raise NotationError(f"{_is(node, 0, shapes)}: it takes {takes}")
    return _ONE


def _is(node: Expression, position: int, shapes: Sequence[_Shape]) -> str:
    rows, columns = shapes[position]
    return f"{_short(node.children[position])} is {rows}×{columns}"


# --------------------------------------------------------------------------------- values

_Array = np.ndarray[Any, np.dtype[np.float64]]


def _elementwise(of_number: Callable[..., float]) -> Callable[..., Any]:
    return np.vectorize(of_number, otypes=[float])


_CALLS: Mapping[str, Callable[..., Any]] = {
    "Abs": np.abs, "acos": np.arccos, "acosh": np.arccosh, "asin": np.arcsin,
    "asinh": np.arcsinh, "atan": np.arctan, "atan2": np.arctan2, "atanh": np.arctanh,
    "binomial": _elementwise(lambda n, k: float(sympy.binomial(n, k))), "ceiling": np.ceil,
    "cos": np.cos, "cosh": np.cosh, "cot": lambda x: 1 / np.tan(x),
    "coth": lambda x: 1 / np.tanh(x), "csc": lambda x: 1 / np.sin(x),
    "erf": _elementwise(math.erf), "erfc": _elementwise(math.erfc),
    "exp": np.exp, "factorial": _elementwise(lambda x: math.gamma(x + 1)), "floor": np.floor,
    "gamma": _elementwise(math.gamma), "log": np.log, "loggamma": _elementwise(math.lgamma),
    "Mod": np.mod, "sec": lambda x: 1 / np.cos(x), "sech": lambda x: 1 / np.cosh(x),
    "sign": np.sign, "sin": np.sin, "sinh": np.sinh, "sqrt": np.sqrt, "tan": np.tan,
    "tanh": np.tanh,
}  # fmt: skip


def evaluate(
    expression: Any, /, *, derivative: Callable[[float], float] | None = None, **values: Any
) -> Any:
    """Return the value of an expression when its symbols have these values, in float64.

        evaluate(v / sqrt(1 + c**2), v=[1, 2], c=0.5)
        evaluate(A * D(f)(u[k]), A=np.eye(2), u={3: [0, 1]}, k=3, f=np.tanh)

    Args:
        expression: An expression of this module or of sympy's, or a number.
        derivative: The derivative of the function, where ``D`` occurs; else it is estimated from
            differences, with about ten right digits.
        values: By the symbol's name: a number, a list or an array; for a sequence a dictionary
            from indices, a function of the index, or a list whose first item has index 1; for a
            function a Python function of a number. Dimensions follow from the arrays.

    Returns:
        A float, for a column an array of one dimension, else an array of two.

    Raises:
        NotationError: A value is missing, shapes do not fit, or there is an expectation or an
            integral, which have no value here.
    """
    root = _read(expression)
    with np.errstate(all="ignore"):
        result = _Values(values, root, derivative).of(root)
    if result.size == 1:
        return float(result[0, 0])
    return result[:, 0] if result.shape[1] == 1 else result


class _Values:
    """What the names stand for while an expression is evaluated; arrays are two-dimensional."""

    def __init__(
        self, values: Mapping[str, Any], root: Any, derivative: Callable[[float], float] | None
    ) -> None:
        self._derivative = derivative
        self._spans: list[_Span] = []
        self._values: dict[Any, Any] = dict(values)
        for node in _postorder(root, _children):
            if isinstance(node, Variable) and node.name in values:
                self._learn_dimensions(node)

    def _learn_dimensions(self, variable: Variable) -> None:
        domain, value = variable.domain, self._values[variable.name]
        if domain.item is not None:
            items = value.values() if isinstance(value, dict) else value
            if callable(items) or not len(items):
                return
            domain, value = domain.item, next(iter(items))
        for size, found in zip(domain.dimensions, _array(value).shape, strict=False):
            if size.is_Symbol and self._values.setdefault(size.name, found) != found:
                raise NotationError(
                    f"{variable.name} is {_size(_array(value))}, but "
                    f"{size} is {self._values[size.name]}"
                )

    def of(self, root: Any) -> _Array:
        """Return the value of an expression."""
        results: dict[int, _Array] = {}
        for node in _postorder(root, _evaluated_first):
            if isinstance(node, Expression):
                operands = [results[id(child)] for child in _evaluated_first(node)]
                results[id(node)] = self._value(node, operands)
            else:
                results[id(node)] = self._of_sympy(node)
        return results[id(root)]

    def _value(self, node: Expression, operands: list[_Array]) -> _Array:
        operation = node.operation
        if operation == "symbol":
            return _array(self._look_up(node.name))
        if operation in ("sum", "product"):
            return self._over_index(node, operands)
        if operation == "item":
            return self._item(node, operands)
        if operation == "apply":
            return np.asarray(_elementwise(self._function(node.children[0]))(operands[0]))
        if operation in ("E", "integral", "function", "D"):
            raise NotationError(f"{_short(node)} has no value in evaluate()")
        return _computed(node, operands)

    def _look_up(self, name: str) -> Any:
        if name not in self._values:
            raise NotationError(f"evaluate() needs a value of {name}: evaluate(..., {name}=...)")
        return self._values[name]

    def _over_index(self, node: Expression, limits: list[_Array]) -> _Array:
        if not all(np.isfinite(limit[0, 0]) for limit in limits):
            raise NotationError(f"{_short(node)}: evaluate() needs limits that are finite")
        first, last = (round(float(limit[0, 0])) for limit in limits)
        way = self._way(node, first, last)
        indices = range(first, last - 1, -1) if way < 0 else range(first, last + 1)
        ends = node.children[1:] if way > 0 else node.children[:0:-1]
        self._spans.append((node.name, *ends))
        scope, values = self._values, []
        for number in indices:
            self._values = {**scope, _name(node.name): number}
            values.append(self.of(node.children[0]))
        self._values = scope
        self._spans.pop()
        if node.operation == "sum":
            return sum(values[1:], values[0]) if values else np.zeros((1, 1))
        total = np.ones((1, 1))
        for value in values:
            total = _times(node, total, value)
        return total

    def _way(self, node: Expression, first: int, last: int) -> int:
        """Return 1 where an index runs upwards and -1 where it runs downwards."""
        if node.operation == "sum":
            return 1
        body, start, end = node.children
        way = _direction(start, end, self._spans)
        if not way and shape(body) != _ONE:
            return -1 if first > last else 1
        return way or 1

    def _item(self, node: Expression, operands: list[_Array]) -> _Array:
        base = node.children[0]
        if isinstance(base, Variable) and base.domain.item is not None:
            return self._sequence_item(base.name, round(float(operands[0][0, 0])))
        array, *numbers = operands
        position = [round(float(number[0, 0])) for number in numbers]
        if len(position) == 1:
            position = [position[0], 1] if array.shape[1] == 1 else [1, position[0]]
        if not all(1 <= at <= most for at, most in zip(position, array.shape, strict=True)):
            raise NotationError(f"{_short(node)}: {_size(array)} has no entry {position}")
        return array[position[0] - 1 : position[0], position[1] - 1 : position[1]]

    def _sequence_item(self, name: str, number: int) -> _Array:
        items = self._look_up(name)
        if callable(items):
            return _array(items(number))
        table = items if isinstance(items, Mapping) else dict(enumerate(items, start=1))
        if number not in table:
            raise NotationError(f"evaluate() needs a value of {name}[{number}]")
        return _array(table[number])

    def _function(self, function: Expression) -> Callable[[float], float]:
        if function.operation == "function":
            return self._look_up(function.name)  # type: ignore[no-any-return]
        inner = function.children[0]
        if self._derivative is not None and inner.operation == "function":
            return self._derivative
        return _slope(self._function(inner))

    def _of_sympy(self, leaf: Any) -> _Array:
        if leaf.atoms(AppliedUndef):
            raise NotationError(f"{_short(leaf)}: evaluate() knows the functions of the question")
        chosen = {}
        for symbol in leaf.free_symbols:
            value = self._look_up(symbol.name)
            chosen[symbol] = value if symbol.is_Matrix else _read(_plain(value))
            if symbol.is_Matrix:
                chosen[symbol] = sympy.ImmutableMatrix(_array(value).tolist())
        number = leaf.xreplace(chosen).doit()
        if number.is_Matrix:
            return np.array(number.as_explicit().evalf().tolist(), dtype=float)
        # Complex numbers and 1/0 are no real value.
        return np.full((1, 1), float(number) if number.is_extended_real else math.nan)


def _evaluated_first(node: Any) -> Sequence[Any]:
    """Return the operands that have a value before their operation has one."""
    if not isinstance(node, Expression) or node.operation in ("E", "integral", "D", "function"):
        return ()
    if node.operation in ("sum", "product", "apply"):
        return node.children[1:]
    base = node.children[0] if node.operation == "item" else None
    is_sequence = isinstance(base, Variable) and base.domain.item is not None
    return node.children[1:] if is_sequence else node.children


def _slope(function: Callable[[float], float]) -> Callable[[float], float]:
    step = 1e-3

    def slope(x: float) -> float:
        near = function(x + step) - function(x - step)
        far = function(x + 2 * step) - function(x - 2 * step)
        return float(8 * near - far) / (12 * step)

    return slope


def _plain(value: Any) -> Any:
    array = np.asarray(value)
    if array.size != 1:
        raise NotationError(f"a number is needed where {_size(_array(value))} is given")
    return value if isinstance(value, (int, float, Fraction)) else array.reshape(-1)[0]


def _array(value: Any) -> _Array:
    array = np.asarray(value, dtype=np.float64)
    if array.ndim > 2:
        raise NotationError(f"an array of {array.ndim} dimensions is no matrix")
    return array if array.ndim == 2 else array.reshape(-1, 1)


def _size(array: _Array) -> str:
    return "{}×{}".format(*array.shape)


def _times(node: Expression, left: _Array, right: _Array) -> _Array:
    if left.size == 1 or right.size == 1:
        return np.asarray(left * right)
    if left.shape[1] != right.shape[0]:
        raise NotationError(f"{_short(node)}: no product of {_size(left)} and {_size(right)}")
    return np.asarray(left @ right)


def _computed(node: Expression, operands: list[_Array]) -> _Array:
    """Return the value of an operation that needs nothing but its operands' values."""
    operation = node.operation
    if operation == "mul":
        return _times(node, *operands)
    if operation == "pow" and operands[1].size == 1 and _is_diagonal(node.children[0]):
        return np.diag(np.power(np.diag(operands[0]), operands[1][0, 0]))
    if operation in _ELEMENTWISE or operation == "call":
        sizes = {operand.shape for operand in operands if operand.size != 1}
        if len(sizes) > 1:
            raise NotationError(f"{_short(node)}: the shapes {sizes} differ")
        function = _ELEMENTWISE.get(operation) or _CALLS.get(node.name)
        if function is not None:
            return np.asarray(function(*operands))
        return np.asarray(_reduce(np.maximum if node.name == "Max" else np.minimum, operands))
    return np.atleast_2d(np.asarray(_MATRIX[operation](*operands), dtype=np.float64))


def _reduce(function: Callable[[Any, Any], Any], operands: Sequence[Any]) -> Any:
    total = operands[0]
    for operand in operands[1:]:
        total = function(total, operand)
    return total


def _softmax(array: _Array, axis: int) -> _Array:
    powers = np.exp(array - array.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def _number(array: _Array) -> int:
    return round(float(array[0, 0]))


_ELEMENTWISE: Mapping[str, Callable[..., Any]] = {
    "add": np.add, "neg": np.negative, "div": np.divide, "pow": np.power, "hadamard": np.multiply,
}  # fmt: skip
_MATRIX: Mapping[str, Callable[..., Any]] = {
    "T": np.transpose,
    "inv": np.linalg.inv,
    "trace": np.trace,
    "det": np.linalg.det,
    "diag": lambda column: np.diag(column[:, 0]),
    "eye": lambda rows: np.eye(_number(rows)),
    "ones": lambda *sizes: np.ones([*map(_number, sizes), 1][:2]),
    "zeros": lambda *sizes: np.zeros([*map(_number, sizes), 1][:2]),
    "norm": lambda column: np.linalg.norm(column),
    "norm2": lambda array: np.linalg.norm(array, 2),
    "lambda_max": lambda array: np.linalg.eigvalsh(array)[-1],
    "maxabs": lambda array: np.abs(array).max(),
    "softmax_row": lambda array: _softmax(array, 1),
    "softmax_col": lambda array: _softmax(array, 0),
}
