"""A key of an expression's value: expressions that are equal have the same one.

It is made of the values at a few points that follow from the question alone, so that answers from
different submissions, processes and years meet at the same ones. Values are rounded so coarsely
and computed so precisely, that two forms of one number never round to different sides; where no
precision tells, there is no key. What has the same key is nearly always equal; whether it is, is
`decide.compare`'s business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from flint import acb, arb, ctx, fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.complex_balls import ComplexBalls
from autograder.expression.arithmetics.decimals import as_fraction
from autograder.expression.arithmetics.known_numbers import plain
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Undefined, Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.domain import Domain
from autograder.expression.evaluation.allowed import settle
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.directions import open_products
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.evaluation.point import Function, Point
from autograder.expression.evaluation.smooth import random_function
from autograder.expression.evaluation.special import SPECIAL_KINDS, draw
from autograder.expression.premises import Premises
from autograder.expression.shape import ShapeError, infer
from autograder.expression.statement import WHOLE_KINDS, StatementError, in_domain, resolved
from autograder.expression.tree import Node, free_symbols, postorder, substitute

__all__ = ["value_key"]

_POINTS = 6
_PRECISIONS = (256, 2048)
_DIGITS = 50
_NEGLIGIBLE = 200  # decimal places to which what may be nothing has to be known
_BUDGET = Budget(nodes=4_000, steps=60_000)
_ATTEMPTS = 100
_PARTS = 997  # of a unit: a prime, so that no sine of a multiple of pi vanishes
_NOWHERE = "undefined"


class _NotTold(Exception):
    """No precision tells on which side a value is rounded."""


def value_key(root: Node, premises: Premises) -> str | None:
    """Return the key of an expression; None where its values cannot be told.

    Args:
        root: The expression.
        premises: What is known of its symbols; the seed makes no difference.
    """
    try:
        setting, made = _without_ties(root, premises)
        if _is_left_open(made, setting):
            return None
        tokens = _tokens(made, setting)
    except (OverBudget, Unsupported, ShapeError, StatementError, _NotTold):
        return None
    return hashlib.sha256("|".join(tokens).encode()).hexdigest()


def _without_ties(root: Node, premises: Premises) -> tuple[ComparisonSetting, Node]:
    """Return the question and an expression with what tied symbols are made of in their place."""
    symbols, conditions = premises.symbols, tuple(premises.conditions)
    definitions = tuple(premises.definitions)
    bodies = resolved(premises.ties)
    if bodies:
        definitions = tuple(replace(d, body=substitute(d.body, bodies)) for d in definitions)
        conditions = tuple(substitute(condition, bodies) for condition in conditions)
        for name, body in bodies.items():
            conditions += in_domain(body, symbols[name])
        root = substitute(root, bodies)
    return ComparisonSetting(symbols, definitions, 0, _BUDGET, conditions), root


def _is_left_open(root: Node, setting: ComparisonSetting) -> bool:
    """Return whether equality is another question than that of values at points."""
    known = set(setting.symbols).union(*(d.dimension_names for d in setting.symbols.values()))
    nodes = list(postorder(root))
    if len(nodes) > _BUDGET.nodes or not free_symbols(root) <= known:
        return True
    infer(root, setting.symbols)
    is_rounded = any(n.operation == "decimal" and not as_fraction(n.name)[1] for n in nodes)
    symbols, conditions = setting.symbols, setting.conditions
    return is_rounded or any(open_products(root, symbols=symbols, conditions=conditions))


def _tokens(root: Node, setting: ComparisonSetting) -> list[str]:
    meter = Meter(_BUDGET.steps)
    has_i = any(n.operation == "constant" and n.name == "I" for n in postorder(root))
    arithmetic: Arithmetic = ComplexBalls() if has_i else Balls()
    tokens = []
    with ctx.workprec(_PRECISIONS[0]):
        model = Model(setting, arithmetic, ClosedFormRules(meter), meter)
        program = model.program(root)
        for number, sizes in enumerate(_rows(setting)):
            point = _point(setting, sizes, number)
            for bits in _PRECISIONS:
                ctx.prec = bits
                model.enter(point)
                try:
                    tokens.append(_rounded(plain(program.run())))
                    break
                except Undefined:
                    tokens.append(_NOWHERE)
                    break
                except (Undecided, _NotTold):
                    continue
            else:
                raise _NotTold
    if set(tokens) == {_NOWHERE}:
        raise _NotTold
    return tokens


# ------------------------------------------------------------------------------------------ points


def _rows(setting: ComparisonSetting) -> Iterator[Mapping[str, int]]:
    """Yield the whole numbers of each point."""
    symbols = setting.symbols
    dimensions = frozenset[str]().union(*(d.dimension_names for d in symbols.values()))
    whole = {name for name, domain in symbols.items() if domain.kind in WHOLE_KINDS}
    names = tuple(sorted(dimensions | whole))
    indices = frozenset(whole) if setting.definitions else frozenset()
    integers = IntegerNames(names, symbols, dimensions, indices, tuple(setting.conditions))
    plan = integers.plan(Random(0), large=False)
    for number in range(_POINTS):
        yield plan[number * max(1, len(plan) // (2 * _POINTS)) % len(plan)]


def _point(setting: ComparisonSetting, sizes: Mapping[str, int], number: int) -> Point:
    """Return a point that the question allows.

    Raises:
        OverBudget: None was found.
    """
    for attempt in range(_ATTEMPTS):
        point = _NamedPoint(setting.symbols, sizes, f"{number}:{attempt}")
        if settle(point, setting.conditions, setting.symbols):
            return point
    raise OverBudget("no values were found that the question's conditions allow")


class _NamedPoint(Point):
    """A point whose values do not depend on the order in which they are asked for."""

    def __init__(self, symbols: Mapping[str, Domain], sizes: Mapping[str, int], seed: str) -> None:
        self._seed = seed
        self._drawn_from = _Source()
        super().__init__(symbols, sizes, self._drawn_from)

    def value(self, name: str) -> Value:
        self._draw_for(name)
        return super().value(name)

    def item(self, name: str, index: int) -> Value:
        self._draw_for(f"{name}[{index}]")
        return super().item(name, index)

    def function(self, name: str) -> Function:
        self._draw_for(f"{name}()")
        return super().function(name)

    def _draw_for(self, what: str) -> None:
        self._drawn_from.random = Random(f"{self._seed}:{what}")


class _Source:
    """Numbers of no special kind from every domain."""

    def __init__(self) -> None:
        self.random = Random(0)

    def scalar(self, domain: Domain, _name: str) -> Scalar:
        kind = domain.kind
        if kind in WHOLE_KINDS:
            return fmpq(self.random.randint(1, 9))
        if kind in ("unit", "probability"):
            return fmpq(self.random.randint(1, _PARTS - 1), _PARTS)
        size = fmpq(self.random.randint(1, 4 * _PARTS), _PARTS)
        return size if kind in ("positive", "nonnegative") else size * self.random.choice((1, -1))

    def matrix(self, kind: str, rows: int, columns: int) -> Matrix:
        if kind in SPECIAL_KINDS:
            return draw(kind, rows, entries=self._entries, random=self.random)
        matrix = Matrix(rows, columns, tuple(self._entries(rows * columns)))
        if kind == "symmetric":
            return matrix.zip(lambda a, b: a + b, matrix.transposed)
        if kind != "posdef":
            return matrix
        gram = list(matrix.products(matrix.transposed))
        gram[:: rows + 1] = [entry + 1 for entry in gram[:: rows + 1]]
        return Matrix(rows, rows, tuple(gram))

    def function(self, positive: bool) -> Function:
        return random_function(self.random, positive=positive)

    def _entries(self, count: int) -> Sequence[fmpq]:
        signs = (1, -1)
        return [
            fmpq(self.random.choice(signs) * self.random.randint(1, 2 * _PARTS), _PARTS)
            for _ in range(count)
        ]


# ---------------------------------------------------------------------------------------- rounding


def _rounded(value: Value) -> str:
    """Return a value in a few digits; matrices of zeros are the number 0.

    Raises:
        _NotTold: It takes more precision.
    """
    if not isinstance(value, Matrix):
        return _digits(value)
    entries = [_digits(entry) for entry in value.entries]
    if set(entries) <= {"0"}:
        return "0"
    return f"{value.rows},{value.columns}:{','.join(entries)}"


def _digits(value: Scalar) -> str:
    if value == 0:
        return "0"
    if isinstance(value, acb):
        real, imaginary = _digits(value.real), _digits(value.imag)
        return real if imaginary == "0" else f"{real}+{imaginary}i"
    # A multiple of an irrational number, so that no short fraction lies where rounding jumps.
    ball = (arb(value) if isinstance(value, fmpq) else value) * arb.pi()
    if ball.contains(0):
        if ctx.prec < _PRECISIONS[-1] or not abs(ball) < arb(10) ** -_NEGLIGIBLE:
            raise _NotTold
        return "0"
    if not ball.is_finite():
        raise _NotTold
    exponent = _whole(abs(ball).log() / arb(10).log())
    digits = _whole(ball * arb(10) ** (_DIGITS - exponent))
    return f"{digits}e{exponent}"


def _whole(ball: arb) -> int:
    whole = ball.floor().unique_fmpz()
    if whole is None:
        raise _NotTold
    return int(whole)
