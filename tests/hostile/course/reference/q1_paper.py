"""Q1 — on paper."""

from notation import natural, question


@question("1.count", N=natural, T=natural)
def count(N, T):
    """How many entries there are."""
    return N * T


@question("1.means")
def means():
    """The means of the rows."""
    return [1.5, 2.5]
