"""earns half

Forgets the log-likelihood.
"""


def tree_greedy():
    return "the red rectangle"
