"""What a function costs: measured on small sizes, enforced on a large one, and told."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from autograder.checkers.common.line import Line, Unanswered, names
from autograder.expression.domain import parse_domain
from autograder.expression.growth import bound
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.verdict import State, Verdict, earned, lost, pending

from . import clock
from .cost_text import growth_text, shape_text, table
from .examination import Other
from .inputs import Argument
from .interpolation import Exponents, evaluate, exponents, grid, interpolate
from .samples import Point, Sample, Sampler, require_agreement

__all__ = ["CostLimits", "Formed", "MeasuredCost"]

# The sizes on which counts are taken: of the first size, and of the others in turn. No product of
# the others is one of them, so that the sides of a tensor can be told from its shape.
_LONG = (24, 32, 40)
_SHORT = ((4, 6, 8), (3, 5, 7))
# Points that the polynomial through the others has to hit: one that code which is too slow reaches.
_FAR, _BEYOND = (211, 11, 13), (57, 11, 13)
# Where a bend that small sizes show is behind: each twice the one before.
_LONGER = (128, 256, 512)
# The other sizes, all alike, before and after they are doubled.
_WIDTH, _DOUBLED = 8, 16
# Where the rows are doubled, steps in proportion are twice as large, but for a last block of rows
# that is not full; those of a square are four times as large.
_PROPORTION, _SQUARE = Fraction(21, 10), Fraction(3)

_LARGE, _LARGE_WIDTH, _LARGE_NARROW = 8192, 64, 16
_ROOM_MB = 128
# Rows of the calls that are timed: work with all pairs of them takes some tenths of a second.
_TIMED = 4096
# So many operations take a second or two where they are counted, and where they are not.
_MAX_COUNTED, _MAX_CALLED = 60_000, 400_000
# For the arguments, as they arrive and as tensors, and for what a file imports.
_SLACK_MB = 48


@dataclass(frozen=True, slots=True)
class Formed:
    """A tensor that a classic mistake makes.

    Args:
        shape: Its sides, such as ``"n×n"``.
        message: What it comes from: ``"softmax(Q) softmax(K)ᵀ is formed first"``.
    """

    shape: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLimits:
    """What a function of some arguments may cost; the rest is as for `Cost`.

    Args:
        arguments: What it is called with.
        sizes: The names of the sides.
        time: What work may grow like.
        space: What is held may grow like.
        regime: What is known of the sizes.
        sentence: What the question asks for.
        formed: The tensors of mistakes that have a name.
        rows_only: Whether messages speak of the number of rows alone.
        backward: Whether the derivative is counted too.
    """

    arguments: Sequence[Argument]
    sizes: tuple[str, ...]
    time: str
    space: str
    regime: tuple[str, ...]
    sentence: str
    formed: Mapping[str, Formed]
    rows_only: bool
    backward: bool


class MeasuredCost:
    """The cost of one submission's function, and what is to be said of it.

    Args:
        asked: What it may be.
        line: The line.
        other: The reference's function whose results it has.
    """

    def __init__(self, asked: CostLimits, line: Line, other: Other) -> None:
        self._asked = asked
        self._line = line
        self._others = len(asked.sizes) - 1
        self._sampler = Sampler(
            line,
            asked.arguments,
            asked.sizes,
            backward=asked.backward,
            other=other,
        )
        self._grid = grid((_LONG, *_SHORT[: self._others]))
        self._first = self._grid[0]

    def verdict(self) -> Verdict:
        """Return the first finding that costs the points, else the first that is left open."""
        undecided = None
        for look in (self._exits, self._time, self._space, self._enforced, self._unseen):
            found = look()
            if found is not None and not found.state.ours:
                return found
            undecided = found if undecided is None else undecided
        return self._contradicted() if undecided is None else undecided

    # ------------------------------------------------------------------ what cannot be counted

    def _exits(self) -> Verdict | None:
        """Look for numbers that leave torch, more of them for larger arguments, and come back."""
        most = max(self._samples(), key=lambda sample: sample.left)
        if not self._leave() or not self._enter():
            return None
        return lost(_leaves(most.exits, most.left), notes=("outside torch",))

    def _unseen(self) -> Verdict | None:
        """Look for other work that the counter does not see; whether it is fair is not plain."""
        phases = [phase for sample in self._samples() for phase in sample.phases]
        if any(phase.threads for phase in phases):
            return pending("the code starts threads, in which nothing is counted")
        if self._enter():
            return pending("numbers that depend on the arguments come into torch from elsewhere")
        if self._leave():
            return pending("numbers leave torch, and none are seen to come back")
        unknown = sorted({name for phase in phases for name in phase.unknown})
        if unknown:
            return pending(f"operations whose cost is not known: {', '.join(unknown)}")
        return None

    def _samples(self) -> list[Sample]:
        """Return those of the grid; the first has the smallest sizes."""
        return [self._sampler.at(point) for point in self._grid]

    def _leave(self) -> bool:
        first, *others = (sample.left for sample in self._samples())
        return max(others) > first

    def _enter(self) -> bool:
        """Whether numbers come in that depend on the arguments, more for larger ones."""
        first, *others = self._samples()
        again = self._sampler.at(self._first, "other arguments")
        more = max(sample.entered for sample in others) > first.entered
        return more and again.digest != first.digest

    def _calls_at(self, point: Point) -> float:
        """Return about how many calls of operations are to be expected, by powers of the sizes."""
        before = max(1, self._sampler.at(self._first).calls)
        expected = float(before)
        for axis, values in enumerate((_LONG, *_SHORT[: self._others])):
            end = (*self._first[:axis], values[-1], *self._first[axis + 1 :])
            after = max(1, self._sampler.at(end).calls)
            power = math.log(after / before) / math.log(values[-1] / values[0])
            expected *= (point[axis] / values[0]) ** power
        return expected

    # ------------------------------------------------------------------------------------ time

    def _time(self) -> Verdict | None:
        """Compare the polynomial that the work is with what it may grow like."""
        counts = {point: self._sampler.at(point).work for point in self._grid}
        polynomial = interpolate(counts)
        excess = [powers for powers in polynomial if not self._is_bounded(powers, self._asked.time)]
        point = _FAR[: 1 + self._others]
        if excess or self._calls_at(point) > _MAX_COUNTED:
            point = _BEYOND[: 1 + self._others]
        if evaluate(polynomial, point) != self._sampler.at(point).work:
            return self._doubled("Time", self._steps(_LONGER, lambda sample: sample.work))
        if not excess:
            return None
        if self._asked.rows_only and max(powers[0] for powers in excess) < 2:
            return self._too_much("Time for each row", "", self._along(_LONG))
        return self._too_much("Time", self._growth(excess), self._along(_LONG))

    def _doubled(self, what: str, steps: Sequence[int]) -> Verdict | None:
        """Judge what is no polynomial by how it grows while the number of rows is doubled."""
        lower, upper = steps
        if upper <= _PROPORTION * lower:
            return None
        if upper > _SQUARE * lower:
            return self._too_much(what, "", self._along(_LONGER))
        rows = self._table(self._along((*_LONG, *_LONGER)))
        return pending(f"{what} grows neither in proportion nor like a square:\n{rows}")

    def _is_bounded(self, powers: Exponents, limit: str) -> bool:
        sizes = self._asked.sizes
        factors = [f"{name}**{power}" for name, power in zip(sizes, powers, strict=True)]
        symbols = {name: parse_domain("size") for name in sizes}
        outcome = bound(
            parse("*".join(factors), symbols),
            parse(limit, symbols),
            Premises(symbols),
            regime=self._asked.regime,
        )
        return outcome.holds is True

    def _growth(self, excess: list[Exponents]) -> str:
        if self._asked.rows_only:
            most = max(powers[0] for powers in excess)
            return growth_text([(most,)], self._asked.sizes[:1])
        leading = [
            powers
            for powers in excess
            if not any(other != powers and _divides(powers, other) for other in excess)
        ]
        return growth_text(leading, self._asked.sizes)

    # ----------------------------------------------------------------------------------- space

    def _space(self) -> Verdict | None:
        """Compare second differences with 0, and what is held for a row with what it may be."""
        if self._calls_at((_LONGER[-1], *[_DOUBLED] * self._others)) > _MAX_COUNTED:
            return pending("too many small operations to be counted for many rows")
        lower, upper = self._steps(_LONG, _peak)
        if lower != upper:
            found = self._doubled("Memory", self._steps(_LONGER, _peak))
            if found is not None:
                return found
        before, after = (self._per_row(width) for width in (_WIDTH, _DOUBLED))
        if 2 * after > _SQUARE * before * 2 ** self._width_degree():
            points = [
                (rows, *[width] * self._others)
                for width in (_WIDTH, _DOUBLED)
                for rows in _LONGER[1:]
            ]
            return self._too_much("Memory for each row", "", points)
        return None

    def _along(self, lengths: Iterable[int]) -> list[Point]:
        return [(rows, *self._first[1:]) for rows in lengths]

    def _steps(self, lengths: Sequence[int], measure: Callable[[Sample], int]) -> list[int]:
        """Return how much more there is at each of the lengths than at the one before."""
        counts = [measure(self._sampler.at(point)) for point in self._along(lengths)]
        return [after - before for before, after in pairwise(counts)]

    def _per_row(self, width: int) -> Fraction:
        """Return how many bytes more are held for each row more."""
        _, short, long = _LONGER
        low, high = (
            self._sampler.at((rows, *[width] * self._others)).peak for rows in (short, long)
        )
        return Fraction(high - low, long - short)

    def _width_degree(self) -> int:
        """Return the degree in the other sizes of what may be held for each row."""
        allowed = (
            sum(powers[1:])
            for powers in exponents(1 + self._others)
            if powers[0] == 1 and self._is_bounded(powers, self._asked.space)
        )
        return max(allowed, default=0)

    # -------------------------------------------------------------------------------- messages

    def _too_much(self, what: str, growth: str, points: list[Point]) -> Verdict:
        shape = self._largest_shape()
        named = {
            note: formed.message
            for note, formed in self._asked.formed.items()
            if formed.shape == shape
        }
        grows = f"{what} grows like {growth}" if growth else f"{what} grows too fast"
        reason = next(iter(named.values()), self._reason(shape))
        sentences = [f"{grows}: {reason}." if reason else f"{grows}.", self._asked.sentence]
        text = "\n".join([" ".join(filter(None, [*sentences, "Measured:"])), self._table(points)])
        return lost(text, notes=(next(iter(named), "cost"),))

    def _reason(self, shape: str) -> str:
        """Say what can be said of code whose mistake has no name: a tensor, or a loop."""
        sides = shape.split("×")
        powers = tuple(sides.count(name) for name in self._asked.sizes)
        if set(sides) <= set(self._asked.sizes) and not self._is_bounded(powers, self._asked.space):
            return f"the largest tensor that is made is {shape}"
        short, *_, long = self._along(_LONG)
        before, after = (
            Counter(self._sampler.at(point).phases[0].calls) for point in (short, long)
        )
        name, more = (after - before).most_common(1)[0] if after - before else ("", 0)
        if not more:
            return ""
        rows = self._asked.sizes[0]
        return (
            f"`{name}` runs {before[name]} times for {rows} = {short[0]} and "
            f"{after[name]} times for {rows} = {long[0]}"
        )

    def _largest_shape(self) -> str:
        sizes = dict(zip(self._asked.sizes, self._first, strict=True))
        return shape_text(self._sampler.at(self._first).largest.largest_shape, sizes)

    def _table(self, points: Iterable[Point]) -> str:
        samples = [(point, self._sampler.at(point)) for point in points]
        titles = (*self._asked.sizes, "operations", "numbers moved", "bytes held")
        return table(
            titles, [(*point, item.operations, item.moved, item.peak) for point, item in samples]
        )

    # -------------------------------------------------------------------------------- enforced

    def _many_rows(self) -> Point:
        # Where a square of the others may be held for each row, it has to fit.
        width = _LARGE_WIDTH if self._width_degree() < 2 else _LARGE_NARROW
        point = (_LARGE, *[width] * self._others)
        return point if self._calls_at(point) <= _MAX_CALLED else (_LARGE, *self._first[1:])

    def _enforced(self) -> Verdict | None:
        """Run it on many rows in a process that cannot hold a square of them."""
        point = self._many_rows()
        if self._calls_at(point) > _MAX_CALLED:
            return pending("too many small operations to be run on many rows")
        inputs = self._sampler.inputs(point, "many rows")
        right = self._sampler.right(inputs)
        memory = (_ROOM_MB + _SLACK_MB) << 20
        rows = self._asked.sizes[0]
        try:
            value = self._line.submitted.call_within(*inputs.sent(), memory=memory)
        except Unanswered as reason:
            text = f"With {rows} = {_LARGE} and {_ROOM_MB} MB of memory: {reason.verdict.message}"
            state = State.FAILED if reason.verdict.state is State.OUT_OF_MEMORY else None
            raise Unanswered(
                lost(text, state=state or reason.verdict.state, notes=("memory",))
            ) from None
        require_agreement(value, right)
        return None

    def _contradicted(self) -> Verdict:
        """Return what was earned, with a note where the process's CPU clock speaks against it."""
        degrees = [
            powers[0]
            for powers in exponents(1 + self._others)
            if self._is_bounded(powers, self._asked.time)
        ]
        _, *others = self._many_rows()
        with self._line.submitted.timed() as call:

            def seconds(length: int, run: int) -> float:
                return self._sampler.seconds(call, (length, *others), f"timed {run}")

            found = clock.take(
                lambda run: seconds(_TIMED // clock.APART, run),
                lambda run: seconds(_TIMED, run),
                degree=max(degrees),
            )
        return earned(notes=("clock",), review=found) if found else earned()


def _peak(sample: Sample) -> int:
    return sample.peak


def _divides(powers: Exponents, other: Exponents) -> bool:
    return all(a <= b for a, b in zip(powers, other, strict=True))


def _leaves(exits: list[str], count: int) -> str:
    methods = names([f".{name}()" for name in exits])
    return (
        f"Numbers leave torch by {methods}, as many as {count} in one call. What is computed "
        "with them elsewhere is not counted, so the cost cannot be credited: compute with "
        "torch's operations on whole tensors."
    )
