"""earns nothing: wrong choice

As in decoupled decay.
"""


def changed_line():
    return "update"
