"""earns all

Letters in one word.
"""


def claims():
    return "TFTFTF"
