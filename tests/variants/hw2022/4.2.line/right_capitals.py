"""earns 1

As a title.
"""


def changed_line():
    return "Gradient"
