"""earns all: followed

Going on from a recursion of updates in which a δ is missing.
"""

from notation import *


def average(update_prev, g, beta, delta):
    return beta * update_prev - (1 - beta) * g


def epsilon(beta, delta):
    return 1 - beta
