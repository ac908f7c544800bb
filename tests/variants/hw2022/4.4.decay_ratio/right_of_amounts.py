"""earns all

Amounts over weights.
"""


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return (lam * theta_small / theta_small) / (lam * theta_large / theta_large)
