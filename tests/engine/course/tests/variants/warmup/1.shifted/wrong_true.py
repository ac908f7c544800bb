"""earns nothing

It does not.
"""


def shifted():
    return True
