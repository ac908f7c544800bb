"""earns half: twice or any matrix

Adds the ranks of A and B, and knows what any matrix can have.
"""

from notation import Min


def rank(d, r, m):
    return Min(d, 2 * r)
