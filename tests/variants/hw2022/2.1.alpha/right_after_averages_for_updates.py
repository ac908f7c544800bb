"""earns all: followed

Going on from a recursion in which the last update stands where the last average was.
"""

from notation import *


def average(update_prev, g, beta, delta):
    return -delta * (beta * update_prev + (1 - beta) * g)


def alpha(beta, delta):
    return -delta * beta
