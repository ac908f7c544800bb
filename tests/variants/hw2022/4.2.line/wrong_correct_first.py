"""earns 0: wrong choice

After the correction.
"""


def changed_line():
    return "correct first"
