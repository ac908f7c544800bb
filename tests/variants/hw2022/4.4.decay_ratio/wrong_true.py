"""earns nothing

An answer to another question.
"""


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return True
