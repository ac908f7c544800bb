"""earns nothing: wrong choice

Says no.
"""


def necessary():
    return False
