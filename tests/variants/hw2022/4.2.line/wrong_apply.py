"""earns nothing: wrong choice

Where the weights change.
"""


def changed_line():
    return "apply"
