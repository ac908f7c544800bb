"""earns all

In capitals.
"""


def l2_stronger():
    return "SMALL"
