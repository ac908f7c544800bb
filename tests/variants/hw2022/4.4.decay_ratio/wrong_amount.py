"""earns nothing: amount

Amounts, not fractions.
"""


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return theta_small / theta_large
