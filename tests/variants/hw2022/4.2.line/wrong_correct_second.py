"""earns nothing: wrong choice

After the other correction.
"""


def changed_line():
    return "correct second"
