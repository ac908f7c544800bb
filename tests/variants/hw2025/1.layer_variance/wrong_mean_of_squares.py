"""earns nothing

The square of the mean is not subtracted.
"""

def layer_variance():
    return [sum(x * x for channel in example for x in channel) / 6 for example in X]
