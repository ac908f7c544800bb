"""earns nothing

Nothing is true.
"""


def claims():
    return {number: False for number in range(1, 7)}
