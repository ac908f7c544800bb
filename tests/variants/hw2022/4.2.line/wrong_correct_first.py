"""earns nothing: wrong choice

After the correction.
"""


def changed_line():
    return "correct first"
