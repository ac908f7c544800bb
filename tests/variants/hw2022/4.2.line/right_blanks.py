"""earns all

With blanks around it.
"""


def changed_line():
    return " gradient "
