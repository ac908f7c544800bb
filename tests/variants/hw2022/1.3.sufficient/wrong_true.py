"""earns 0: wrong choice

Says yes.
"""


def sufficient():
    return True
