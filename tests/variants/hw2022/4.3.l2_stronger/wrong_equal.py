"""earns nothing: wrong choice

The penalty is the same for all.
"""


def l2_stronger():
    return "equal"
