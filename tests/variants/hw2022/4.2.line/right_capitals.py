"""earns all

As a title.
"""


def changed_line():
    return "Gradient"
