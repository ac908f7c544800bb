"""earns nothing: wrong choice

Takes decay for a regulariser of what moves.
"""


def decay_stronger():
    return "large"
