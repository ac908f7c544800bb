"""A recurrent network as an answer: a condition and an exploding gradient do not go together.

The condition is the one under which the bound of the vanishing gradient says nothing,
λ₁(WᵀW) > δ²/γ². Everything is decided with certainty: see `recurrence`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq

from autograder.rubric import NoWitness, Unanswered, pending

from . import recurrence
from .recurrence_network import Network, decimal, exact, read_network, shown

__all__ = ["verify_recurrence"]

# What γ may fall short by, and what λ₁ has to be larger by: more than rounding makes of either.
_ROUNDING = Fraction(1, 10**9)


def verify_recurrence(answer: Any) -> None:
    """Verify ``{"W": …, "activation": …, "gamma": …, "delta": …, "h0": …}``, or these in a tuple.

    It is one if λ₁(WᵀW) > δ²/γ², where |σ′| ≤ γ and 0 ≤ δ < 1, and its gradient does not explode:
    the largest ‖∂h_t/∂h_0‖ over t = 1001 … 2000 exceeds that over t = 1 … 1000 by at most one
    millionth, with either slope of relu at 0. Linear networks whose eigenvalues lie inside or
    outside the unit circle are decided by that. What is larger by less than a fifth is left to a
    person, and so is what grows although W has a spectral radius below 1.

    Messages do not tell which of the two has to hold.

    Raises:
        NoWitness: It cannot be read, or shows nothing.
        Unanswered: A person decides.
    """
    _verify(read_network(answer))


def _verify(network: Network) -> None:
    _check_condition(network)
    is_linear, weights = network.activation.title == "identity", network.weights
    is_damped = recurrence.spectral_radius_is_below(weights, fmpq(1))
    if is_linear and is_damped:
        return
    if is_linear and not recurrence.spectral_radius_is_below(weights, exact(1 + 10 * _ROUNDING)):
        raise NoWitness(
            "Here the reversed condition holds, and the gradient explodes: an eigenvalue of W lies "
            "outside the unit circle. So the two go together here."
        )
    try:
        slopes = network.slopes()
    except recurrence.TooManyDigits:
        raise NoWitness(
            f"W has too many digits for {recurrence.HORIZON} exact steps of relu: take rounder "
            "numbers."
        ) from None
    gradients = [recurrence.gradient_over_time(weights, each) for each in slopes]
    growth = recurrence.Growth
    if all(gradient.growth is growth.BOUNDED for gradient in gradients):
        return
    exploding = [gradient for gradient in gradients if gradient.growth is growth.EXPLODING]
    if is_damped or not exploding:
        found = ", ".join(gradient.growth.value for gradient in gradients)
        damped = "; W has a spectral radius below 1" * is_damped
        raise Unanswered(pending(f"the gradient of the network: {found}{damped}"))
    raise NoWitness(_both(exploding[0], either=len(gradients) > 1))


def _check_condition(network: Network) -> None:
    """Refuse a network for which the condition does not hold: then it is bounded by δ^t."""
    activation, threshold = network.activation, network.threshold
    if network.gamma < activation.steepest * (1 - _ROUNDING):
        raise NoWitness(
            f"γ = {shown(network.gamma)} is no bound of |σ′| for {activation.title}: somewhere "
            "the slope is larger."
        )
    if recurrence.has_singular_value_above(network.weights, exact(threshold * (1 + _ROUNDING))):
        return
    if recurrence.has_singular_value_above(network.weights, exact(threshold)):
        raise NoWitness(
            "λ₁(WᵀW) and δ²/γ² differ by less than a factor of 1 + 10⁻⁹, as little as rounding "
            "makes: take numbers that are clearly apart."
        )
    raise NoWitness(
        f"Here λ₁(WᵀW) is at most δ²/γ² = {shown(threshold)}: the reversed condition does not "
        "hold. Nor does the gradient explode, by the bound of 1.2. So the two go together here."
    )


def _both(gradient: recurrence.Gradient, *, either: bool) -> str:
    """Say that the gradient explodes, where the condition holds too."""
    where = " (relu gets exactly 0 here; with one of its two slopes there)" if either else ""
    early, late = map(decimal, (gradient.early, gradient.late))
    last = recurrence.HORIZON
    half = last // 2
    return (
        f"Here the reversed condition holds, and the gradient explodes{where}: the largest "
        f"‖∂h_t/∂h_0‖ is {early} for t = 1 … {half}, and {late} for t = {half + 1} … {last}. So "
        "the two go together here."
    )
