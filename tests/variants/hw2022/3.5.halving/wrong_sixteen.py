"""earns 0

Squared twice.
"""


def halving(m):
    return 16
