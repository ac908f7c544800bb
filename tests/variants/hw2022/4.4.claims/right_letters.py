"""earns 3

Letters in one word.
"""


def claims():
    return "TFTFTF"
