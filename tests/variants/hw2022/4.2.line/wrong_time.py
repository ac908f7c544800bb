"""earns nothing: wrong choice

The step.
"""


def changed_line():
    return "time"
