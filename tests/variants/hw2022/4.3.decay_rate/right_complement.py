"""earns all

What does not remain.
"""


def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 1 - (1 - lam)
