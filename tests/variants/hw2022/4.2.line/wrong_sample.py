"""earns nothing: wrong choice

The penalty as more data.
"""


def changed_line():
    return "sample"
