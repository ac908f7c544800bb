"""earns all

Rounded to three places.
"""


def layer_mean():
    return (3.167, 2, 2.5, 3.333)
