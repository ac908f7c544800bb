"""earns nothing: wrong choice

Thinks of a short sequence.
"""


def feasible():
    return True
