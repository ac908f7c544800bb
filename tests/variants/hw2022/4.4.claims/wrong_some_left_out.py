"""earns half

Three right ones and nothing else.
"""


def claims():
    return {1: True, 3: True, 6: False}
