"""earns nothing: loose

Confused with the number of subsets.
"""


def bottleneck(n):
    return 2**n
