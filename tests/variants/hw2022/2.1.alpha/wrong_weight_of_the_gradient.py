"""earns nothing: weight of the gradient

The other weight.
"""


def alpha(beta, delta):
    return 1 - beta
