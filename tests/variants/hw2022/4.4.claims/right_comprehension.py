"""earns all

Those that are true are named.
"""


def claims():
    true = {1, 3, 5}
    return {number: number in true for number in range(1, 7)}
