"""earns all: every prefix evaluated once

Adds up the geometric series.
"""


def cost(N, T):
    return (N ** (T + 1) - N) / (N - 1)
