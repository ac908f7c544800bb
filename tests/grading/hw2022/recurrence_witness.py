"""A recurrent network as an answer: a condition and an exploding gradient do not go together.

The condition is the one under which the bound of the vanishing gradient says nothing,
λ₁(WᵀW) > δ²/γ². Everything is decided with certainty: see `recurrence`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq, fmpq_mat

from autograder.rubric import (
    Line,
    NotNumbers,
    Numbers,
    Verdict,
    earned,
    lost,
    pending,
    read_number,
    read_numbers,
    type_name,
)

from .recurrence import (
    HORIZON,
    Gradient,
    Growth,
    Slopes,
    Squashed,
    TooManyDigits,
    gradient_over_time,
    has_singular_value_above,
    identity_slopes,
    relu_slopes,
    spectral_radius_is_below,
)

__all__ = ["RecurrenceWitness"]

_KEYS = ("W", "activation", "gamma", "delta", "h0")
_ALIASES = {"γ": "gamma", "δ": "delta", "h_0": "h0", "w": "W", "sigma": "activation"}
_MAX_SIZE = 4
_MAX_BITS = 500
_DIGITS, _PRECISION = 6, 64
# Numbers such as √2 are rounded to so many bits.
_ROUNDED = 128
# What γ may fall short by, and what λ₁ has to be larger by: more than rounding makes of either.
_ROUNDING = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class _Activation:
    """An activation by its names: offset + scale·tanh(rate·x), or a piecewise linear one."""

    title: str
    names: tuple[str, ...]
    steepest: Fraction
    offset: Fraction = Fraction(0)
    scale: Fraction = Fraction(0)
    rate: Fraction = Fraction(0)


_SCALE = Fraction(17159, 10000)
_ACTIVATIONS = (
    _Activation("identity", ("identity", "id", "linear"), Fraction(1)),
    _Activation("tanh", ("tanh",), Fraction(1), Fraction(0), Fraction(1), Fraction(1)),
    _Activation(
        "sigmoid",
        ("sigmoid", "logistic"),
        Fraction(1, 4),
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(1, 2),
    ),
    _Activation("relu", ("relu",), Fraction(1)),
    _Activation(
        "scaled tanh",
        ("scaledtanh", "1.7159tanh(2x/3)", "1.7159tanh(2/3x)", "1.7159tanh((2/3)x)"),
        _SCALE * Fraction(2, 3),
        Fraction(0),
        _SCALE,
        Fraction(2, 3),
    ),
)


class _NoWitness(Exception):
    """What is wrong with the answer, for the student."""


@dataclass(frozen=True, slots=True)
class _Network:
    """h_t = W σ(h_{t−1}) from h_0, with the numbers of the condition."""

    weights: fmpq_mat
    activation: _Activation
    gamma: Fraction
    delta: Fraction
    start: tuple[fmpq, ...]

    @property
    def threshold(self) -> Fraction:
        """δ²/γ²."""
        return (self.delta / self.gamma) ** 2

    def slopes(self) -> list[Slopes]:
        """Return the slopes along the trajectory; more than one where they are not determined."""
        if self.activation.title == "identity":
            return [identity_slopes(self.weights)]
        if self.activation.title == "relu":
            return [*relu_slopes(self.weights, self.start)]
        form = (self.activation.offset, self.activation.scale, self.activation.rate)
        return [Squashed(self.weights, self.start, *map(_exact, form))]


@dataclass(frozen=True, slots=True)
class RecurrenceWitness:
    """``{"W": …, "activation": …, "gamma": …, "delta": …, "h0": …}``, or these in a tuple.

    It is one if λ₁(WᵀW) > δ²/γ², where |σ′| ≤ γ and 0 ≤ δ < 1, and its gradient does not explode:
    the largest ‖∂h_t/∂h_0‖ over t = 1001 … 2000 exceeds that over t = 1 … 1000 by at most one
    millionth, with either slope of relu at 0. Linear networks whose eigenvalues lie inside or
    outside the unit circle are decided by that. What is larger by less than a fifth is left to a
    person, and so is what grows although W has a spectral radius below 1.

    Messages do not tell which of the two has to hold.
    """

    def check(self, line: Line) -> Verdict:
        """Read the network, and look at the condition and at the gradient."""
        answer = line.submitted.call()
        try:
            return _judge(_read(answer))
        except _NoWitness as reason:
            return lost(str(reason), notes=("no witness",))


def _judge(network: _Network) -> Verdict:
    _check_condition(network)
    is_linear = network.activation.title == "identity"
    is_damped = spectral_radius_is_below(network.weights, fmpq(1))
    if is_linear and is_damped:
        return earned()
    if is_linear and not spectral_radius_is_below(network.weights, _exact(1 + 10 * _ROUNDING)):
        raise _NoWitness(
            "Here the reversed condition holds, and the gradient explodes: an eigenvalue of W lies "
            "outside the unit circle. So the two go together here."
        )
    try:
        slopes = network.slopes()
    except TooManyDigits:
        raise _NoWitness(
            f"W has too many digits for {HORIZON} exact steps of relu: take rounder numbers."
        ) from None
    gradients = [gradient_over_time(network.weights, each) for each in slopes]
    if all(gradient.growth is Growth.BOUNDED for gradient in gradients):
        return earned()
    exploding = [gradient for gradient in gradients if gradient.growth is Growth.EXPLODING]
    if is_damped or not exploding:
        found = ", ".join(gradient.growth.value for gradient in gradients)
        damped = "; W has a spectral radius below 1" * is_damped
        return pending(f"the gradient of the network: {found}{damped}")
    raise _NoWitness(_both(exploding[0], either=len(gradients) > 1))


def _check_condition(network: _Network) -> None:
    """Refuse a network for which the condition does not hold: then it is bounded by δ^t."""
    activation, threshold = network.activation, network.threshold
    if network.gamma < activation.steepest * (1 - _ROUNDING):
        raise _NoWitness(
            f"γ = {_shown(network.gamma)} is no bound of |σ′| for {activation.title}: somewhere "
            "the slope is larger."
        )
    if has_singular_value_above(network.weights, _exact(threshold * (1 + _ROUNDING))):
        return
    if has_singular_value_above(network.weights, _exact(threshold)):
        raise _NoWitness(
            "λ₁(WᵀW) and δ²/γ² differ by less than a factor of 1 + 10⁻⁹, as little as rounding "
            "makes: take numbers that are clearly apart."
        )
    raise _NoWitness(
        f"Here λ₁(WᵀW) is at most δ²/γ² = {_shown(threshold)}: the reversed condition does not "
        "hold. Nor does the gradient explode, by the bound of 1.2. So the two go together here."
    )


def _both(gradient: Gradient, *, either: bool) -> str:
    """Say that the gradient explodes, where the condition holds too."""
    where = " (relu gets exactly 0 here; with one of its two slopes there)" if either else ""
    early, late = map(_decimal, (gradient.early, gradient.late))
    half = HORIZON // 2
    return (
        f"Here the reversed condition holds, and the gradient explodes{where}: the largest "
        f"‖∂h_t/∂h_0‖ is {early} for t = 1 … {half}, and {late} for t = {half + 1} … {HORIZON}. So "
        "the two go together here."
    )


def _read(answer: Any) -> _Network:
    parts = _parts(answer)
    weights = _square(_numbers("W", parts["W"]))
    gamma, delta = (_number(name, parts[name]) for name in ("gamma", "delta"))
    if gamma <= 0:
        raise _NoWitness(f"γ is positive; got {_shown(gamma)}.")
    if not 0 <= delta < 1:
        raise _NoWitness(f"δ is at least 0 and below 1; got {_shown(delta)}.")
    start = _numbers("h0", parts["h0"])
    size = weights.nrows()
    if len(start.entries) != size or sum(side > 1 for side in start.shape) > 1:
        raise _NoWitness(f"h0 has as many numbers as W has rows, {size}; got {_size(start)}.")
    activation = _activation(parts["activation"])
    return _Network(weights, activation, gamma, delta, tuple(map(_exact, start.entries)))


def _parts(answer: Any) -> Mapping[str, Any]:
    """Return the five parts by their names."""
    if isinstance(answer, (tuple, list)) and len(answer) == len(_KEYS):
        return dict(zip(_KEYS, answer, strict=True))
    if not isinstance(answer, dict):
        raise _NoWitness(
            'Expected {"W": …, "activation": …, "gamma": …, "delta": …, "h0": …}, or these five '
            f"in a tuple; got `{type_name(answer)}`."
        )
    parts = {_ALIASES.get(key, key): part for key, part in answer.items() if isinstance(key, str)}
    missing = [key for key in _KEYS if key not in parts]
    if missing:
        raise _NoWitness(f'The answer has no "{missing[0]}".')
    return parts


def _activation(value: Any) -> _Activation:
    word = re.sub(r"[\s_*·-]", "", value.lower()) if isinstance(value, str) else ""
    for activation in _ACTIVATIONS:
        if word in activation.names:
            return activation
    titles = ", ".join(f'"{activation.title}"' for activation in _ACTIVATIONS)
    shown = repr(value)[:40] if isinstance(value, str) else f"`{type_name(value)}`"
    raise _NoWitness(f"The activation is one of {titles}; got {shown}.")


def _square(numbers: Numbers) -> fmpq_mat:
    shape = (1, 1) if len(numbers.entries) == 1 else numbers.shape
    if len(shape) != 2 or shape[0] != shape[1] or shape[0] > _MAX_SIZE:
        raise _NoWitness(
            f"W is a square matrix with at most {_MAX_SIZE} rows; got {_size(numbers)}."
        )
    size = shape[0]
    rows = [numbers.entries[row * size : (row + 1) * size] for row in range(size)]
    return fmpq_mat([list(map(_exact, row)) for row in rows])


def _number(name: str, value: Any) -> Fraction:
    try:
        return _short(name, read_number(value, rounded=_ROUNDED))
    except NotNumbers as reason:
        raise _NoWitness(f'"{name}" could not be read: {reason}.') from None


def _numbers(name: str, value: Any) -> Numbers:
    if _is_long(value):
        raise _NoWitness(f'"{name}" is no matrix of at most {_MAX_SIZE} rows and columns.')
    try:
        numbers = read_numbers(value, rounded=_ROUNDED)
    except NotNumbers as reason:
        raise _NoWitness(f'"{name}" could not be read: {reason}.') from None
    for entry in numbers.entries:
        _short(name, entry)
    return numbers


def _is_long(value: Any) -> bool:
    """Tell whether nested lists have too many items in all to be read one by one."""
    stack, items = [value], 0
    while stack and items <= _MAX_SIZE**2 + _MAX_SIZE:
        part = stack.pop()
        if isinstance(part, (list, tuple)):
            items += len(part)
            stack.extend(part[: _MAX_SIZE**2])
    return items > _MAX_SIZE**2 + _MAX_SIZE


def _short(name: str, number: Fraction) -> Fraction:
    if number.numerator.bit_length() + number.denominator.bit_length() > _MAX_BITS:
        raise _NoWitness(f'"{name}" has a number with too many digits: take rounder ones.')
    return number


def _exact(number: Fraction) -> fmpq:
    return fmpq(number.numerator, number.denominator)


def _size(numbers: Numbers) -> str:
    if len(numbers.shape) < 2:
        return f"{len(numbers.entries)} number{'s' * (len(numbers.entries) != 1)}"
    return " × ".join(map(str, numbers.shape))


def _shown(number: Fraction) -> str:
    """Return a fraction of small numbers, or else a decimal."""
    if number.denominator == 1 or (number.denominator <= 100 and abs(number.numerator) < 1000):
        return str(number)
    with ctx.workprec(_PRECISION):
        return _decimal(arb(_exact(number)))


def _decimal(value: arb) -> str:
    text = str(value.str(_DIGITS, radius=False))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
