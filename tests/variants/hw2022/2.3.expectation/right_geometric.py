"""earns all

Writes the geometric series as a quotient.
"""


def expectation(mu, beta, t, zeta):
    return (1 - beta) * (beta**t - 1) / (beta - 1) * mu
