"""earns 0: entries counted

Quadratic, as everybody says.
"""


def head_time(n, d, h):
    return n**2
