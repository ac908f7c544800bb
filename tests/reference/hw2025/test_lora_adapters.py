"""Adapters are found by what they do, whatever they are called and however they are stacked."""

import numpy as np
import pytest

from autograder.checkers.common.promises import Broken
from autograder.sandbox.values import Tensor
from hw2025.lora_adapters import MATRICES, Layout, Pair, find_pairs

SIDE, RANK, HEADS = 5, 2, 2


def parameter(*shape, trained=True):
    return Tensor.of(np.ones(shape), requires_grad=trained)


@pytest.mark.parametrize(
    ("shapes", "count"),
    [
        ({"a": (5, 2), "b": (2, 5)}, 2),
        ({"a": (3, 4, 5, 2)}, 12),
        ({"a": (0, 5, 2)}, 0),
        ({}, 0),
    ],
)
def test_a_layout_cuts_what_it_joins(shapes, count):
    layout = Layout.of({name: parameter(*shape) for name, shape in shapes.items()}, SIDE, RANK)
    adapters = [np.random.default_rng(n).normal(size=(SIDE, RANK)) for n in range(count)]
    joined = layout.join(adapters)
    assert {name: values.shape for name, values in joined.items()} == shapes
    for cut, adapter in zip(layout.cut(joined), adapters, strict=True):
        assert (cut == adapter).all()


def test_what_is_frozen_is_no_adapter():
    layout = Layout.of({"W": parameter(5, 5, trained=False), "A": parameter(5, 2)}, SIDE, RANK)
    assert [str(place) for place in layout.places] == ["`A`"]


@pytest.mark.parametrize("shape", [(5,), (5, 5), (10, 5), (5, 4), (), (2, 5, 3)])
def test_another_trained_parameter_is_named(shape):
    with pytest.raises(Broken, match="`bias` of shape") as caught:
        Layout.of({"A": parameter(5, 2), "bias": parameter(*shape)}, SIDE, RANK)
    assert caught.value.note == "trainable"


class Module:
    """Adapters in a shuffled order; its output is the table of what each matrix gets."""

    def __init__(self, rng, *, forget=None, share=False):
        count = 6 * HEADS
        order = rng.sample(range(count), count)
        roles = [(head, matrix) for head in range(HEADS) for matrix in MATRICES]
        self.pairs = [
            Pair(head, matrix, *order[2 * n : 2 * n + 2]) for n, (head, matrix) in enumerate(roles)
        ]
        if share:  # the second matrix reads the first one's A
            self.pairs[1] = Pair(0, "K", self.pairs[0].A, self.pairs[1].B)
        self.forget = forget
        self.layout = Layout.of({"all": parameter(count, SIDE, RANK)}, SIDE, RANK)
        self.start = [np.ones((SIDE, RANK)) for _ in range(count)]
        for pair in self.pairs:  # one of each, sometimes A
            self.start[rng.choice((pair.A, pair.B)) if not share else pair.B] *= 0
        source = np.random.default_rng(rng.randrange(2**32))
        self.values = [source.normal(size=(SIDE, RANK)) for _ in range(count)]

    def probe(self, adapters):
        """Return the sum of what every pair adds, each weighed differently."""
        return {
            (pair.head, pair.matrix): adapters[pair.A] @ adapters[pair.B].T
            for pair in self.pairs
            if (pair.head, pair.matrix) != self.forget
        }

    def explains(self, output, head, matrix, A, B):
        """Whether one matrix got this, and no other anything."""
        zero = np.zeros((SIDE, SIDE))
        wanted = dict.fromkeys(output, zero) | {(head, matrix): A @ B.T}
        return wanted.keys() == output.keys() and all(
            np.array_equal(output[role], wanted[role]) for role in output
        )

    def find(self):
        """Find its pairs."""
        return find_pairs(self.layout, self.start, self.values, self.probe, self.explains)


def test_every_adapter_finds_its_matrix_and_its_partner(rng):
    module = Module(rng)
    by_role = {(pair.head, pair.matrix): pair for pair in module.pairs}
    found = module.find()
    assert {(pair.head, pair.matrix): pair for pair in found} == by_role


def test_an_adapter_that_does_nothing_is_named(rng):
    with pytest.raises(Broken) as caught:
        Module(rng, forget=(1, "V")).find()
    assert caught.value.note == "adapter"


def test_an_adapter_that_serves_twice_is_named(rng):
    with pytest.raises(Broken) as caught:
        Module(rng, share=True).find()
    assert caught.value.note == "shared adapter"


def test_pairs_that_are_zero_or_not_zero_throughout_are_named(rng):
    module = Module(rng)
    pair = module.pairs[0]
    module.start[pair.A] = module.start[pair.B] = np.zeros((SIDE, RANK))
    with pytest.raises(Broken) as caught:
        module.find()
    assert caught.value.note == "both zero"
    module.start[pair.A] = module.start[pair.B] = np.ones((SIDE, RANK))
    with pytest.raises(Broken) as caught:
        module.find()
    assert caught.value.note == "start"


def test_a_factor_is_named(rng):
    module = Module(rng)
    right = module.probe
    module.probe = lambda adapters: {k: v * 0.5 for k, v in right(adapters).items()}
    module.explains = lambda output, head, matrix, A, B: all(
        np.allclose(value, A @ B.T if role == (head, matrix) else 0)
        for role, value in output.items()
    )
    with pytest.raises(Broken, match=r"0\.5 times") as caught:
        module.find()
    assert caught.value.note == "scale"
