"""earns all

Words by numbers that are texts.
"""


def claims():
    return {"1": "true", "2": "false", "3": "true", "4": "false", "5": "true", "6": "false"}
