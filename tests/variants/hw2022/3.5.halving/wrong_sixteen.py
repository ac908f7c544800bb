"""earns nothing

Squared twice.
"""


def halving(m):
    return 16
