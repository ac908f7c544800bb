"""earns all: every prefix evaluated once

Evaluates every prefix once, and drops what is dominated.
"""


def cost(N, T):
    return N**T
