"""Statistics of normalisation, computed with exact fractions of sympy from one array."""

import sympy

DATA = sympy.Array(
    [
        [[2, 5, 1], [4, 3, 4]],
        [[1, 2, 4], [1, 2, 2]],
        [[3, 1, 2], [3, 2, 4]],
        [[3, 4, 3], [5, 2, 3]],
    ]
)
BATCH, CHANNELS, FEATURES = DATA.shape


def moments(values):
    """The mean, and E[x²] − E[x]²."""
    values = list(values)
    first = sympy.Add(*values) / sympy.Integer(len(values))
    second = sympy.Add(*(v * v for v in values)) / sympy.Integer(len(values))
    return first, second - first**2


def batch(c):
    return moments(DATA[n, c, f] for n in range(BATCH) for f in range(FEATURES))


def layer(n):
    return moments(DATA[n, c, f] for c in range(CHANNELS) for f in range(FEATURES))


def instance(n, c):
    return moments(DATA[n, c, f] for f in range(FEATURES))


def batch_mean():
    # keepdim: 1 × 2 × 1
    return [[[batch(c)[0]] for c in range(CHANNELS)]]


def batch_variance():
    return sympy.Matrix([batch(c)[1] for c in range(CHANNELS)])


def layer_mean():
    return tuple(layer(n)[0] for n in range(BATCH))


def layer_variance():
    return [[layer(n)[1]] for n in range(BATCH)]


def instance_mean():
    return sympy.Matrix(BATCH, CHANNELS, lambda n, c: instance(n, c)[0])


def instance_variance():
    return [[round(float(instance(n, c)[1]), 3) for c in range(CHANNELS)] for n in range(BATCH)]
