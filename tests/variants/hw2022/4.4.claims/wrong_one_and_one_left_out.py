"""earns half: statement 2

One wrong, one left out: 4 − 1.
"""


def claims():
    return {1: True, 2: True, 3: True, 4: False, 5: True}
