"""Q3 — softmax in code ({points} points)."""

from notation import question


@question("3.code")
def softmax(x):
    """The softmax of x along its last dimension.

    x: (..., n), n ≥ 1, a tensor of a floating-point dtype; returns the same shape and dtype. Right
    values earn {points:values} of {points}, right gradients {points:gradient}, and entries so large
    that exp overflows {points:large entries}. x is left as it is.
    """
    return x.softmax(dim=-1)


def along_the_first(x):
    return softmax(x.movedim(0, -1)).movedim(-1, 0)
