"""earns 2/3: statement 5

Does not see that the moments scale with the loss.
"""


def claims():
    return {1: True, 2: False, 3: True, 4: False, 5: False, 6: False}
