"""earns 1

With blanks around it.
"""


def changed_line():
    return " gradient "
