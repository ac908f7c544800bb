"""earns nothing

The difference of the rates.
"""


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return 0
