"""A recurrent network as people write it down: its weights, its activation, where it starts.

With it come the two numbers of the condition, γ and δ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq, fmpq_mat

from autograder.rubric import (
    NotNumbers,
    NoWitness,
    Numbers,
    read_number,
    read_numbers,
    type_name,
)

from .recurrence import Slopes, Squashed, identity_slopes, relu_slopes

__all__ = ["Network", "decimal", "exact", "read_network", "shown"]

_KEYS = ("W", "activation", "gamma", "delta", "h0")
_ALIASES = {"γ": "gamma", "δ": "delta", "h_0": "h0", "w": "W", "sigma": "activation"}
_MAX_SIZE = 4
_MAX_BITS = 500
# Numbers such as √2 are rounded to so many bits.
_ROUNDED = 128
_DIGITS, _PRECISION = 6, 64


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation by its names: offset + scale·tanh(rate·x), or a piecewise linear one."""

    title: str
    names: tuple[str, ...]
    steepest: Fraction
    offset: Fraction = Fraction(0)
    scale: Fraction = Fraction(0)
    rate: Fraction = Fraction(0)


_SCALE = Fraction(17159, 10000)
_ACTIVATIONS = (
    Activation("identity", ("identity", "id", "linear"), Fraction(1)),
    Activation("tanh", ("tanh",), Fraction(1), Fraction(0), Fraction(1), Fraction(1)),
    Activation(
        "sigmoid",
        ("sigmoid", "logistic"),
        Fraction(1, 4),
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(1, 2),
    ),
    Activation("relu", ("relu",), Fraction(1)),
    Activation(
        "scaled tanh",
        ("scaledtanh", "1.7159tanh(2x/3)", "1.7159tanh(2/3x)", "1.7159tanh((2/3)x)"),
        _SCALE * Fraction(2, 3),
        Fraction(0),
        _SCALE,
        Fraction(2, 3),
    ),
)


@dataclass(frozen=True, slots=True)
class Network:
    """h_t = W σ(h_{t−1}) from h_0, with the numbers of the condition."""

    weights: fmpq_mat
    activation: Activation
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
        return [Squashed(self.weights, self.start, *map(exact, form))]


def read_network(answer: Any) -> Network:
    """Read a network.

    Raises:
        NoWitness: It is none.
    """
    parts = _parts(answer)
    weights = _square(_numbers("W", parts["W"]))
    gamma, delta = (_number(name, parts[name]) for name in ("gamma", "delta"))
    if gamma <= 0:
        raise NoWitness(f"γ is positive; got {shown(gamma)}.")
    if not 0 <= delta < 1:
        raise NoWitness(f"δ is at least 0 and below 1; got {shown(delta)}.")
    start = _numbers("h0", parts["h0"])
    size = weights.nrows()
    if len(start.entries) != size or sum(side > 1 for side in start.shape) > 1:
        raise NoWitness(f"h0 has as many numbers as W has rows, {size}; got {_size(start)}.")
    activation = _activation(parts["activation"])
    return Network(weights, activation, gamma, delta, tuple(map(exact, start.entries)))


def _parts(answer: Any) -> Mapping[str, Any]:
    """Return the five parts by their names."""
    if isinstance(answer, (tuple, list)) and len(answer) == len(_KEYS):
        return dict(zip(_KEYS, answer, strict=True))
    if not isinstance(answer, dict):
        raise NoWitness(
            'Expected {"W": …, "activation": …, "gamma": …, "delta": …, "h0": …}, or these five '
            f"in a tuple; got `{type_name(answer)}`."
        )
    parts = {_ALIASES.get(key, key): part for key, part in answer.items() if isinstance(key, str)}
    missing = [key for key in _KEYS if key not in parts]
    if missing:
        raise NoWitness(f'The answer has no "{missing[0]}".')
    return parts


def _activation(value: Any) -> Activation:
    word = re.sub(r"[\s_*·-]", "", value.lower()) if isinstance(value, str) else ""
    for activation in _ACTIVATIONS:
        if word in activation.names:
            return activation
    titles = ", ".join(f'"{activation.title}"' for activation in _ACTIVATIONS)
    shown = repr(value)[:40] if isinstance(value, str) else f"`{type_name(value)}`"
    raise NoWitness(f"The activation is one of {titles}; got {shown}.")


def _square(numbers: Numbers) -> fmpq_mat:
    shape = (1, 1) if len(numbers.entries) == 1 else numbers.shape
    if len(shape) != 2 or shape[0] != shape[1] or shape[0] > _MAX_SIZE:
        raise NoWitness(
            f"W is a square matrix with at most {_MAX_SIZE} rows; got {_size(numbers)}."
        )
    size = shape[0]
    rows = [numbers.entries[row * size : (row + 1) * size] for row in range(size)]
    return fmpq_mat([list(map(exact, row)) for row in rows])


def _number(name: str, value: Any) -> Fraction:
    try:
        return _short(name, read_number(value, rounded=_ROUNDED))
    except NotNumbers as reason:
        raise NoWitness(f'"{name}" could not be read: {reason}.') from None


def _numbers(name: str, value: Any) -> Numbers:
    if _is_long(value):
        raise NoWitness(f'"{name}" is no matrix of at most {_MAX_SIZE} rows and columns.')
    try:
        numbers = read_numbers(value, rounded=_ROUNDED)
    except NotNumbers as reason:
        raise NoWitness(f'"{name}" could not be read: {reason}.') from None
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
        raise NoWitness(f'"{name}" has a number with too many digits: take rounder ones.')
    return number


def _size(numbers: Numbers) -> str:
    if len(numbers.shape) < 2:
        return f"{len(numbers.entries)} number{'s' * (len(numbers.entries) != 1)}"
    return " × ".join(map(str, numbers.shape))


def exact(number: Fraction) -> fmpq:
    """Return the same number, for flint."""
    return fmpq(number.numerator, number.denominator)


def shown(number: Fraction) -> str:
    """Return a fraction of small numbers, or else a decimal."""
    if number.denominator == 1 or (number.denominator <= 100 and abs(number.numerator) < 1000):
        return str(number)
    with ctx.workprec(_PRECISION):
        return decimal(arb(exact(number)))


def decimal(value: arb) -> str:
    """Return the first digits of a number."""
    text = str(value.str(_DIGITS, radius=False))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
