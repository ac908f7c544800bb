"""earns nothing

Goes back two steps only.
"""


def unrolled(g, beta, delta, t):
    return (1 - beta) * g[t] + (1 - beta) * beta * g[t - 1]
