"""earns 0: wrong choice

Says no.
"""


def necessary():
    return False
