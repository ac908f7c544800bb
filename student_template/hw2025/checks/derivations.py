"""What the public tests look at in a derivation: its form, what it cites, where it leads."""

from __future__ import annotations

import inspect
import math
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import notation
from checks.citing import cited_facts

__all__ = ["is_same", "problem_of_derivation", "sizes_of"]

_Form = Callable[..., Any] | None


def problem_of_derivation(
    value: Any,
    *,
    facts: Collection[str] | None,
    most_facts: int,
    ends: Mapping[str, _Form],
    domains: Mapping[str, notation.Domain],
    dimensions: Collection[str],
) -> str:
    """Return what is wrong with the form of a derivation, or nothing.

    Args:
        value: What a function returned.
        facts: What a step may cite; None where its reasons are in prose.
        most_facts: How many of them.
        ends: What the question says in so many words that it is to "begin" and to "end" with, as
            functions of some of the symbols.
        domains: Of the symbols that the function was given.
        dimensions: The names of their sizes.
    """
    if problem := _no_derivation(value):
        return problem
    chains = [value, *(_others(value) if facts is None else ())]
    problems = (
        _unreadable(value, {*domains, *dimensions}),
        "" if facts is None else _miscited(value, facts, most_facts, domains),
        *(_misses(what, form, chains, domains) for what, form in ends.items()),
    )
    return next(filter(None, problems), "")


def sizes_of(domain: notation.Domain) -> frozenset[str]:
    """Return the names of the dimensions of a domain's values."""
    sizes = (domain.item or domain).dimensions
    return frozenset().union(*(notation.free_symbols(size) for size in sizes))


def _no_derivation(value: Any) -> str:
    """Say that something is no derivation, or one without steps; nothing if it is one."""
    if value is None:
        return "The function returns None: is a `return` missing?"
    if not isinstance(value, notation.Derivation):
        return (
            f"Expected a derivation, got {value!r}: return "
            'Derivation(start).equals(..., by="..."), as derivations.md shows.'
        )
    if not value.steps:
        return (
            "The derivation has no steps. `.equals(...)` and the like return a new, longer "
            "derivation: return that one, or write `proof = proof.equals(...)`."
        )
    return ""


def _is_name(start: Any) -> bool:
    """Return whether the name of what is asked for stands in the place of a start, in LaTeX."""
    return bool(getattr(start, "is_name", False))


def _others(proof: notation.Derivation) -> list[notation.Derivation]:
    """Return what is proved apart; in LaTeX, one of these may be what is meant."""
    return [one for step in proof.steps for one in step.by if isinstance(one, notation.Derivation)]


def _expressions(proof: notation.Derivation) -> list[Any]:
    return [proof.start, *(step.expression for step in proof.steps)]


def _unreadable(proof: notation.Derivation, known: Collection[str]) -> str:
    """Say which expression cannot be read, or has a symbol that the question does not have."""
    for number, expression in enumerate(_expressions(proof)):
        if not number and _is_name(expression):
            continue
        where = f"Step {number}" if number else "The start"
        try:
            notation.shape(expression)
            unknown = notation.free_symbols(expression) - set(known)
        except notation.NotationError as error:
            return f"{where}, {expression}, cannot be read: {error}."
        if unknown:
            return (
                f"{where}, {expression}, speaks of {', '.join(sorted(unknown))}; the question "
                f"speaks of {', '.join(sorted(known))}."
            )
    return ""


def _miscited(
    proof: notation.Derivation,
    facts: Collection[str],
    most_facts: int,
    domains: Mapping[str, notation.Domain],
) -> str:
    """Say which step cites more than it may, or what the question does not have."""
    listed = ", ".join(f'"{fact}"' for fact in facts)
    before = proof.start
    for number, step in enumerate(proof.steps, 1):
        meanings = {name: cited_facts(name, facts) for name in step.by if isinstance(name, str)}
        cited = frozenset[str]().union(*(each[0] for each in meanings.values() if each))
        if len(cited) > most_facts:
            most = "one fact" if most_facts == 1 else f"{most_facts} facts"
            return (
                f"Step {number} cites {', '.join(sorted(cited))}. Split it: a step cites {most} "
                "at most."
            )
        unknown = [name for name, meaning in meanings.items() if not meaning]
        if unknown and not cited:
            text = (
                f'Step {number} cites "{unknown[0]}". The facts of this question are {listed}; '
                "any other word stands for algebra, which needs no fact."
            )
            is_algebra = is_same(before, step.expression, domains)
            # A few points are no integral: one whose variable is shifted would differ at them.
            is_tried = not (_integrates(before) and _integrates(step.expression))
            if step.relation == "=" and is_algebra is False and is_tried:
                return text
            if not is_algebra:
                warnings.warn(text, stacklevel=1)
        before = step.expression
    return ""


def _integrates(expression: Any) -> bool:
    """Return whether an integral stands in an expression."""
    if not isinstance(expression, notation.Expression):
        return False
    return expression.operation == "integral" or any(map(_integrates, expression.children))


def _misses(
    what: str,
    form: Callable[..., Any] | None,
    chains: Collection[notation.Derivation],
    domains: Mapping[str, notation.Domain],
) -> str:
    """Say that no expression is the one with which the question says that a derivation begins."""
    if form is None:
        return ""
    if what == "begin" and any(_is_name(chain.start) for chain in chains):
        return ""
    names = inspect.signature(form).parameters
    wanted = form(**{name: domains[name].symbol(name) for name in names})
    same = [
        is_same(wanted, expression, domains)
        for chain in chains
        for expression in _expressions(chain)
    ]
    if any(each is not False for each in same):
        return ""
    return f"The derivation does not {what} with {wanted}, as the question says, nor reach it."


def is_same(left: Any, right: Any, domains: Mapping[str, notation.Domain]) -> bool | None:
    """Return whether two expressions agree at a few points; None where they have no values."""
    generator = np.random.default_rng(0)
    names = sorted(frozenset[str]().union(*map(sizes_of, domains.values())))
    sizes = {name: number for number, name in enumerate(names, 2)}
    for _ in range(3):
        drawn = {name: _drawn(domain, sizes, generator) for name, domain in domains.items()}
        point = _Point(domains, sizes, {**drawn, **sizes})
        try:
            values = [np.asarray(point.value(each)) for each in (left, right)]
        except (notation.NotationError, ArithmeticError):
            return None
        if not all(np.isfinite(value).all() for value in values):
            return None
        if values[0].shape != values[1].shape or not np.allclose(*values, rtol=1e-6, atol=1e-9):
            return False
    return True


#: What an average is taken to be: one of three values with these weights, linear as any average.
_WEIGHTS = {"E": (0.2, 0.3, 0.5), "integral": (0.7, 1.1, 0.4)}


@dataclass(frozen=True)
class _Point:
    """Values of symbols and sizes, at which expressions are tried."""

    domains: Mapping[str, notation.Domain]
    sizes: Mapping[str, int]
    values: Mapping[str, Any]

    def value(self, expression: Any) -> Any:
        """Return the value of an expression; an average over a symbol is one over three of its.

        Raises:
            NotationError: There is none.
        """
        averages: dict[str, float] = {}
        plain = self._without_averages(expression, averages)
        return notation.evaluate(plain, derivative=_slope, **{**self.values, **averages})

    def _without_averages(self, node: Any, averages: dict[str, float]) -> Any:
        """Return an expression with names for its averages, whose values are added to the table."""
        if not isinstance(node, notation.Expression) or not node.children:
            return node
        variable = getattr(node.name, "name", "")
        if node.operation in _WEIGHTS and variable in self.domains:
            name = f"average_{len(averages)}"
            averages[name] = self._average(node, variable)
            return notation.real.symbol(name)
        parts = tuple(self._without_averages(child, averages) for child in node.children)
        is_same = all(part is child for part, child in zip(parts, node.children, strict=True))
        return node if is_same else replace(node, children=parts)

    def _average(self, node: notation.Expression, variable: str) -> float:
        generator = np.random.default_rng(1)
        total = 0.0
        for weight in _WEIGHTS[node.operation]:
            value = _drawn(self.domains[variable], self.sizes, generator)
            there = replace(self, values={**self.values, variable: value})
            found = there.value(node.children[0])
            if not isinstance(found, float):
                raise notation.NotationError(f"{node} is no number")
            total += weight * found
        return total


def _slope(x: float) -> float:
    """Return the derivative of the function that is drawn, tanh."""
    return 1 / math.cosh(x) ** 2


def _drawn(
    domain: notation.Domain, sizes: Mapping[str, int], generator: np.random.Generator
) -> Any:
    """Return a value of a domain."""
    if domain.item is not None:
        return {t: _drawn(domain.item, sizes, generator) for t in range(-3, 12)}
    if domain.kind in ("function", "positive_function"):
        return math.tanh
    if domain.kind in ("index", "integers"):
        return 2
    if domain.kind in ("natural", "size", "integer"):
        return int(generator.integers(2, 6))
    if not domain.dimensions:
        return generator.uniform(0.2, 0.8)
    sides = []
    for side in domain.shape:
        names = notation.free_symbols(side)
        sides.append(int(notation.evaluate(side, **{name: sizes[name] for name in names})))
    return generator.uniform(0.2, 1.2, sides)
