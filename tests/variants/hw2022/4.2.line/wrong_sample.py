"""earns 0: wrong choice

The penalty as more data.
"""


def changed_line():
    return "sample"
