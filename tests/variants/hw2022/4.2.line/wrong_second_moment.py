"""earns nothing: wrong choice

The penalty in the squares alone.
"""


def changed_line():
    return "second moment"
