"""earns 0: wrong choice

The penalty in the squares alone.
"""


def changed_line():
    return "second moment"
