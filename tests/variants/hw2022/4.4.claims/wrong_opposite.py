"""earns nothing: statement 1

Everything the wrong way round.
"""


def claims():
    return (False, True, False, True, False, True)
