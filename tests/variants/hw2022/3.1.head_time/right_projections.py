"""earns all: projections counted with the head

The projections belong to the head.
"""


def head_time(n, d, h):
    projections = 3 * n * d**2
    return projections + 2 * n**2 * d
