"""earns nothing: entries counted

Quadratic, as everybody says.
"""


def head_time(n, d, h):
    return n**2
