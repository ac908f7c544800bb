"""earns 1/2

Forgets the log-likelihood.
"""


def tree_greedy():
    return "the red rectangle"
