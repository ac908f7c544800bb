# my helper functions for hw
import numpy as np
import torch   # TODO needed?

X = np.array([[[2, 5, 1], [4, 3, 4]],
              [[1, 2, 4], [1, 2, 2]],
              [[3, 1, 2], [3, 2, 4]],
              [[3, 4, 3], [5, 2, 3]]])


def my_mean(xs):
    return sum(xs) / len(xs)


def my_var(xs):
    m = my_mean(xs)
    s = 0
    for x in xs:
        s += (x - m) ** 2
    return s / (len(xs) - 1)


def join(words):
    return " ".join(words)
