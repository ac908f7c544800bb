"""earns 0: wrong choice

After the other correction.
"""


def changed_line():
    return "correct second"
