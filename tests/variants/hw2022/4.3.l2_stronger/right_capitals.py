"""earns 1

In capitals.
"""


def l2_stronger():
    return "SMALL"
