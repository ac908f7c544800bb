"""earns 0: wrong choice

As in decoupled decay.
"""


def changed_line():
    return "update"
