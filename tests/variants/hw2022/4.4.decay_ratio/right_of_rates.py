"""earns all

λ over λ.
"""


def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return lam / lam
