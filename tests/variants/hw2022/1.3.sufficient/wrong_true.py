"""earns nothing: wrong choice

Says yes.
"""


def sufficient():
    return True
