"""earns 0: wrong choice

The step.
"""


def changed_line():
    return "time"
