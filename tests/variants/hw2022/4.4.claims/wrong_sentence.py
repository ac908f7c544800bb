"""earns nothing: unreadable

Says it in words, as many as there are statements.
"""


def claims():
    return "one three and five are true"
