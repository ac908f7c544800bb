"""Finds the adapters of a module of attention, whatever they are called and however they are kept.

A module may keep them in 6h parameters, or stacked in fewer, and give them any names. What is
fixed is how they are: matrices ``(d, r)`` (or transposed), one of each pair zero at the start. So
each that is zero is given a value alone, and what that does to the output says to which matrix of
which head it belongs, and which other adapter is its partner.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.rubric import Broken, Tensor

from .lora_arithmetic import Array

__all__ = ["MATRICES", "Layout", "Pair", "find_pairs"]

MATRICES = ("Q", "K", "V")

#: Returns the output of the module with such adapters.
Probe = Callable[[Sequence[Array]], Array]
#: Whether an output is that with A and B as the adapters of a matrix of a head, all others zero.
Explains = Callable[[Array, int, str, Array, Array], bool]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an adapter lies: in a parameter, at an index of its sides in front."""

    name: str
    index: tuple[int, ...]
    transposed: bool

    def __str__(self) -> str:
        index = "".join(f"[{number}]" for number in self.index)
        return f"`{self.name}{index}`"


@dataclass(frozen=True, slots=True)
class Layout:
    """The trained parameters of a module, cut into matrices ``(d, r)``."""

    shapes: Mapping[str, tuple[int, ...]]
    places: tuple[_Place, ...]

    @classmethod
    def of(cls, parameters: Mapping[str, Tensor], side: int, rank: int) -> Layout:
        """Cut the parameters that are trained.

        Raises:
            Broken: One of them is made of other matrices.
        """
        shapes = {name: p.shape for name, p in parameters.items() if p.requires_grad}
        places: list[_Place] = []
        for name, shape in shapes.items():
            if shape[-2:] not in ((side, rank), (rank, side)):
                raise Broken(
                    f"The parameter `{name}` of shape {shape} is trained. What is trained are "
                    f"matrices (d, r), here ({side}, {rank}), which may be stacked with sides in "
                    "front; everything else is frozen.",
                    "trainable",
                )
            indices = itertools.product(*map(range, shape[:-2]))
            places += [_Place(name, index, shape[-2:] == (rank, side)) for index in indices]
        return cls(shapes, tuple(places))

    def join(self, adapters: Sequence[Array]) -> dict[str, Array]:
        """Return the parameters that hold such adapters."""
        joined = {name: np.zeros(shape) for name, shape in self.shapes.items()}
        for place, adapter in zip(self.places, adapters, strict=True):
            joined[place.name][place.index] = adapter.T if place.transposed else adapter
        return joined

    def cut(self, parameters: Mapping[str, Array]) -> list[Array]:
        """Return the adapters that such parameters hold."""
        cut = [parameters[place.name][place.index] for place in self.places]
        return [a.T if p.transposed else a for p, a in zip(self.places, cut, strict=True)]


@dataclass(frozen=True, slots=True)
class Pair:
    """The adapters of one matrix of one head, as numbers in the layout's order."""

    head: int
    matrix: str
    A: int
    B: int


def find_pairs(
    layout: Layout,
    start: Sequence[Array],
    values: Sequence[Array],
    probe: Probe,
    explains: Explains,
) -> list[Pair]:
    """Say which adapters belong to which matrix.

    Args:
        layout: The adapters.
        start: Their values at the start.
        values: Random values for each.
        probe: Asks the module.
        explains: Compares with a closed form.

    Raises:
        Broken: A matrix has none, or shares one, or there is one that does nothing.
    """
    zero = [number for number, adapter in enumerate(start) if not adapter.any()]
    other = [number for number in range(len(start)) if number not in zero]
    if len(zero) > len(other):
        raise Broken(
            "More than half of the adapters are zero at the start: of some pair both are, and no "
            "gradient can ever change them.",
            "both zero",
        )
    if len(zero) < len(other):
        text = "Of every pair one adapter is zero at the start; here there are fewer that are."
        raise Broken(text, "start")
    heads = len(start) // (2 * len(MATRICES))
    pairs: list[Pair] = []
    for position, number in enumerate(zero):
        given = [v if n in other or n == number else 0 * v for n, v in enumerate(values)]
        output = probe(given)
        pair = next(
            (
                pair
                for pair in _candidates(heads, number, other, position)
                if explains(output, pair.head, pair.matrix, values[pair.A], values[pair.B])
            ),
            None,
        )
        if pair is None:
            _name_scale(output, list(_candidates(heads, number, other, position)), values, explains)
            raise Broken(
                f"With {layout.places[number]} as the only adapter that is not zero, beside those "
                "that are not zero at the start, the output is not that of one adapted matrix of "
                "one head.",
                "adapter",
            )
        pairs.append(pair)
    _check_each_has_one(pairs, heads, layout)
    return pairs


def _name_scale(
    output: Array, candidates: Sequence[Pair], values: Sequence[Array], explains: Explains
) -> None:
    """Name a factor before the product of two adapters.

    Raises:
        Broken: It is one of those that are printed in descriptions of LoRA.
    """
    side, rank = values[0].shape
    alphas = (1.0, 2.0, 8.0, 16.0, 32.0)
    factors = [alpha / rank for alpha in alphas]
    factors += [alpha / rank**0.5 for alpha in alphas]
    factors += [*alphas[1:], 0.5, 1 / side, side**-0.5]
    for factor, pair in itertools.product(factors, candidates):
        A, B = values[pair.A], values[pair.B]
        if explains(output, pair.head, pair.matrix, factor * A, B):
            raise Broken(
                f"What adapters add is {factor:.3g} times what it should be: it has no scale.",
                "scale",
            )


def _candidates(heads: int, number: int, others: Sequence[int], position: int) -> Iterator[Pair]:
    """Yield what an adapter can be, the likeliest first: both halves in the same order."""
    count = len(others)
    for shift, turn in itertools.product(range(count), range(heads * len(MATRICES))):
        partner = others[(position + shift) % count]
        matrix, head = divmod((position + turn) % (heads * len(MATRICES)), heads)
        yield Pair(head, MATRICES[matrix], partner, number)
        yield Pair(head, MATRICES[matrix], number, partner)


def _check_each_has_one(pairs: Sequence[Pair], heads: int, layout: Layout) -> None:
    found = [(pair.head, pair.matrix) for pair in pairs]
    for head, matrix in itertools.product(range(heads), MATRICES):
        if (head, matrix) not in found:
            text = f"The matrix {matrix} of head {head + 1} has no adapters of its own."
            raise Broken(text, "missing adapter")
    used = [number for pair in pairs for number in (pair.A, pair.B)]
    for number, place in enumerate(layout.places):
        if used.count(number) > 1:
            text = f"The adapter {place} serves more than one matrix: each has two of its own."
            raise Broken(text, "shared adapter")
