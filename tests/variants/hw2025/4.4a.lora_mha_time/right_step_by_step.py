"""earns all

Adds up what is computed.
"""

from notation import *


def lora_mha_time(n, d, r, h):
    projections = 3 * h * (n * d**2 + 2 * n * d * r)
    scores = h * n**2 * d
    softmax = h * n**2
    values = h * n**2 * d
    output = n * h * d * d
    return Theta(projections + scores + softmax + values + output)
