"""Q2 — in code."""

import torch

from notation import question


@question("2.table")
def table():
    """A table of two rows."""
    return torch.tensor([[1.25, 2.0], [3.0, 4.5]])


@question("2.asks")
def asks(ask, x):
    """The sum of what ``ask`` says of x and of 2x."""
    return ask(x) + ask(2 * x)
