"""earns all

That of each factor, which are equal.
"""


def rank(n, d):
    rank_of_queries = rank_of_keys = d
    return (rank_of_queries + rank_of_keys) / 2
