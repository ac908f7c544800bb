"""earns nothing: wrong choice

Momentum of the penalty.
"""


def changed_line():
    return "first moment"
