"""earns nothing: off_by_one

One step further.
"""


def expectation(mu, beta, t, zeta):
    return (1 - beta ** (t + 1)) * mu
