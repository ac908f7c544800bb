"""earns all

Puts infinity in.
"""

from notation import *


def limit(delta, T):
    return delta**oo
