"""earns half

Gives a wrong log-likelihood, as a text.
"""


def tree_greedy():
    return "the red rectangle", "-10.3"
