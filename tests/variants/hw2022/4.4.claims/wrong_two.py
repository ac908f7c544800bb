"""earns 1/3: statement 3

Two wrong: 4 − 2.
"""


def claims():
    return dict(enumerate([True, False, False, True, True, False], start=1))
